import { type Hex, toHex } from '../../../../primitives/bytes.ts'
import type { Chain } from '../../chain.ts'
import { RpcError } from '../error.ts'
import { method } from '../method.ts'
import { blockHash, bytes, list, optional, param } from '../params.ts'
import { reading } from './client-error.ts'

/** How many keys one request may ask for. */
export const MAX_KEYS = 16_384

export interface StorageChangeSet {
  readonly block: Hex
  readonly changes: readonly (readonly [key: Hex, value: Hex | null])[]
}

/** The values at raw keys in the state of one block. */
export const queryStorageAt = method({
  name: 'state_queryStorageAt',
  params: [param('keys', list(bytes, MAX_KEYS)), optional('hash', blockHash)],
  run: ({ chain }, keys, at): StorageChangeSet[] => [valuesAt(chain, keys, at ?? chain.head.hash)],
})

/** The values at raw keys in a block, and from then on whenever one is another. */
export const queryStorage = method({
  name: 'state_queryStorage',
  unsafe: true,
  params: [param('keys', list(bytes, MAX_KEYS)), param('fromBlock', blockHash), optional('toBlock', blockHash)],
  run: ({ chain }, keys, from, to) => {
    const [first, last] = [numberOf(chain, from), numberOf(chain, to ?? chain.head.hash)]
    if (first > last) throw blockRange(from, to, `from is block ${first}, to is block ${last}`)
    const sets: StorageChangeSet[] = []
    const known = new Map<Hex, Hex | null>()
    for (let number = first; number <= last; number++) {
      const { block, changes } = valuesAt(chain, keys, chain.hashAt(number)!)
      const news = changes.filter(([key, value]) => known.get(key) !== value)
      for (const [key, value] of news) known.set(key, value)
      if (news.length > 0) sets.push({ block, changes: news })
    }
    return sets
  },
})

export function valuesAt(chain: Chain, keys: readonly Uint8Array[], hash: Hex): StorageChangeSet {
  const state = reading(() => chain.state(hash))
  const changes = keys.map(key => {
    const value = state.get(key)
    return [toHex(key), value === undefined ? null : toHex(value)] as const
  })
  return { block: hash, changes }
}

function numberOf(chain: Chain, hash: Hex): number {
  const header = chain.header(hash)
  if (header === undefined) throw blockRange(hash, undefined, 'there is no such block')
  return header.number
}

const blockRange = (from: Hex, to: Hex | undefined, why: string): RpcError =>
  new RpcError(4001, `Cannot resolve a block range ['${from}' ... '${to ?? 'None'}]. ${why}`)
