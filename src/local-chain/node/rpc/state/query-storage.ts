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
    return changesBetween(chain, keys, first, last)
  },
})

/** From the last block back: each block left a record of what it replaced, and most replaced nothing that is meant. */
function changesBetween(chain: Chain, keys: readonly Uint8Array[], first: number, last: number): StorageChangeSet[] {
  const now = new Map(valuesAt(chain, keys, chain.hashAt(last)!).changes)
  const sets: StorageChangeSet[] = []
  const order = [...now.keys()]
  for (let number = last; number > first; number--) {
    const changes = new Map<Hex, Hex | null>()
    for (const [key, replaced] of chain.replacedBy(number)) {
      const [name, before] = [toHex(key), replaced === undefined ? null : toHex(replaced)]
      const after = now.get(name)
      if (after === undefined || after === before) continue
      changes.set(name, after)
      now.set(name, before)
    }
    if (changes.size === 0) continue
    sets.push({
      block: chain.hashAt(number)!,
      changes: order.filter(key => changes.has(key)).map(key => [key, changes.get(key) ?? null]),
    })
  }
  sets.push({ block: chain.hashAt(first)!, changes: [...now] })
  return sets.reverse()
}

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
