/** Blocks of all times. Reference: sc_rpc_spec_v2 archive. */
import { toHex } from '../../../../primitives/bytes.ts'
import { TaoError } from '../../../../primitives/errors.ts'
import { encodeHeader } from '../../header.ts'
import { method } from '../method.ts'
import { blockHash, bytes, param, text, u32 } from '../params.ts'

const at = [param('hash', blockHash)] as const

export const archiveGenesis = method({
  name: 'archive_v1_genesisHash',
  params: [],
  run: ({ chain }) => chain.genesisHash,
})

export const archiveHeight = method({
  name: 'archive_v1_finalizedHeight',
  params: [],
  run: ({ chain }) => chain.head.number,
})

/** The hashes of the blocks of a number: one, or none where it is not reached yet. */
export const archiveHashes = method({
  name: 'archive_v1_hashByHeight',
  params: [param('height', u32)],
  run: ({ chain }, height) => {
    const hash = chain.hashAt(height)
    return hash === undefined ? [] : [hash]
  },
})

/** The header of a block, encoded; null for an unknown hash. */
export const archiveHeader = method({
  name: 'archive_v1_header',
  params: at,
  run: ({ chain }, hash) => {
    const header = chain.header(hash)
    return header === undefined ? null : toHex(encodeHeader(header))
  },
})

/** The extrinsics of a block; null for an unknown hash. */
export const archiveBody = method({
  name: 'archive_v1_body',
  params: at,
  run: ({ chain }, hash) => chain.block(hash)?.extrinsics.map(toHex) ?? null,
})

/** What a runtime API answers; null for an unknown hash. */
export const archiveCall = method({
  name: 'archive_v1_call',
  params: [...at, param('function', text), param('callParameters', bytes)],
  run: async ({ chain }, hash, name, input) => {
    if (chain.header(hash) === undefined) return null
    try {
      return { success: true, value: toHex(await chain.callApi(name, input, hash)) }
    } catch (error) {
      if (!(error instanceof TaoError)) throw error
      return { success: false, error: [error.message, ...error.why].join(' ') }
    }
  },
})
