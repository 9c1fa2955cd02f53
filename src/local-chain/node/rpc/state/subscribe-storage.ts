import { createHash } from 'node:crypto'
import type { Hex } from '../../../../primitives/bytes.ts'
import { type Feed, subscription } from '../method.ts'
import { bytes, list, param } from '../params.ts'
import { MAX_KEYS, type StorageChangeSet, valuesAt } from './query-storage.ts'

/** What a key takes beside itself, with what is known of its value. */
const KEY_BYTES = 500
/** Of longer values a digest is kept, to tell whether they are others. */
const LONG_VALUE = 200

/** The values at raw keys, at once, and from then on those that are others. A slow reader gets several changes as one. */
export const subscribeStorage = subscription({
  name: 'state_subscribeStorage',
  unsubscribe: ['state_unsubscribeStorage'],
  notification: 'state_storage',
  params: [param('keys', list(bytes, MAX_KEYS))],
  open: ({ chain }, { wake, hold }, keys): Feed => {
    hold(keys.reduce((length, key) => length + KEY_BYTES + 3 * key.length, 0))
    const known = new Map<Hex, string | null>()
    let pending = true
    const stop = chain.onNews(({ mayHaveChanged }) => {
      if (pending || !keys.some(mayHaveChanged)) return
      pending = true
      wake()
    })
    const next = (): { message: StorageChangeSet } | undefined => {
      if (!pending) return undefined
      pending = false
      const { block, changes } = valuesAt(chain, keys, chain.head.hash)
      const first = known.size === 0
      const news = changes.filter(([key, value]) => {
        const mark = markOf(value)
        if (known.get(key) === mark) return false
        known.set(key, mark)
        return true
      })
      return first || news.length > 0 ? { message: { block, changes: news } } : undefined
    }
    return { next, close: stop }
  },
})

const markOf = (value: Hex | null): string | null =>
  value === null || value.length <= LONG_VALUE ? value : createHash('sha256').update(value).digest('base64')
