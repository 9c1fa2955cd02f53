import type { Hex } from '../../../../primitives/bytes.ts'
import { type Feed, subscription } from '../method.ts'
import { bytes, list, param } from '../params.ts'
import { MAX_KEYS, type StorageChangeSet, valuesAt } from './query-storage.ts'

/** The values at raw keys, at once, and from then on those that are others. A slow reader gets several changes as one. */
export const subscribeStorage = subscription({
  name: 'state_subscribeStorage',
  unsubscribe: ['state_unsubscribeStorage'],
  notification: 'state_storage',
  params: [param('keys', list(bytes, MAX_KEYS))],
  open: ({ chain }, { wake }, keys): Feed => {
    const known = new Map<Hex, Hex | null>()
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
      const news = changes.filter(([key, value]) => known.get(key) !== value)
      const first = known.size === 0
      for (const [key, value] of news) known.set(key, value)
      return first || news.length > 0 ? { message: { block, changes: news } } : undefined
    }
    return { next, close: stop }
  },
})
