import { blockJson, headerJson } from '../json.ts'
import { method } from '../method.ts'
import { blockHash, optional } from '../params.ts'

const at = [optional('hash', blockHash)] as const

/** The header of a block, of the newest one if none is named; null for an unknown hash. */
export const getHeader = method({
  name: 'chain_getHeader',
  params: at,
  run: ({ chain }, hash) => {
    const header = chain.header(hash ?? chain.head.hash)
    return header === undefined ? null : headerJson(header)
  },
})

/** A block with its extrinsics; null for an unknown hash. */
export const getBlock = method({
  name: 'chain_getBlock',
  params: at,
  run: ({ chain }, hash) => {
    const block = chain.block(hash ?? chain.head.hash)
    return block === undefined ? null : blockJson(block)
  },
})
