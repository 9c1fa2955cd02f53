import { type Hex, toHex } from '../../../../primitives/bytes.ts'
import type { StoreEntry } from '../../../state/store.ts'
import { ANSWER_TOO_BIG, RpcError } from '../error.ts'
import { method } from '../method.ts'
import { blockHash, bytes, optional, param, u32 } from '../params.ts'
import { reading } from './client-error.ts'

/** Reference: sc_rpc STORAGE_KEYS_PAGED_MAX_COUNT. */
const MAX_PAGE = 1000

/** Bytes of keys and values in one answer: whoever wants more asks for pages. */
const MAX_BYTES = 32 * 1024 * 1024

/** All keys under a prefix. */
export const getKeys = method({
  name: 'state_getKeys',
  params: [param('prefix', bytes), optional('hash', blockHash)],
  run: ({ chain }, prefix, at) => reading(() => [...limited(chain.state(at).scan(prefix))].map(([key]) => toHex(key))),
})

/** All keys under a prefix with their values. */
export const getPairs = method({
  name: 'state_getPairs',
  unsafe: true,
  params: [param('prefix', bytes), optional('hash', blockHash)],
  run: ({ chain }, prefix, at) =>
    reading(() => [...limited(chain.state(at).scan(prefix))].map(([key, value]) => [toHex(key), toHex(value)])),
})

function* limited(entries: Iterable<StoreEntry>): Iterable<StoreEntry> {
  let length = 0
  for (const entry of entries) {
    length += entry[0].length + entry[1].length
    if (length > MAX_BYTES) throw new RpcError(ANSWER_TOO_BIG, 'Response is too big', 'Use state_getKeysPaged')
    yield entry
  }
}

/** Up to `count` keys under a prefix, in order, from behind `startKey` on. */
export const getKeysPaged = method({
  name: 'state_getKeysPaged',
  aliases: ['state_getKeysPagedAt'],
  params: [optional('prefix', bytes), param('count', u32), optional('startKey', bytes), optional('hash', blockHash)],
  run: ({ chain }, prefix, count, startKey, at) => {
    if (count > MAX_PAGE) {
      throw new RpcError(4002, `count exceeds maximum value. value: ${count}, max: ${MAX_PAGE}`)
    }
    return reading(() => {
      const keys: Hex[] = []
      if (count === 0) return keys
      for (const [key] of chain.state(at).scan(prefix ?? new Uint8Array(0), startKey)) {
        if (keys.push(toHex(key)) === count) break
      }
      return keys
    })
  },
})
