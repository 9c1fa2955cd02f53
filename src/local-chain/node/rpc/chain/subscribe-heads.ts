/** Headers as they come, the newest one at once. A client that reads slowly gets all of them, later. */
import type { Chain } from '../../chain.ts'
import { headerJson } from '../json.ts'
import { type Feed, type Outlet, subscription } from '../method.ts'

function heads(chain: Chain, { wake }: Outlet): Feed {
  let sent = chain.head.number - 1
  const stop = chain.onNews(({ head, reverted }) => {
    // On another history, its newest block is the next to be told.
    if (reverted) sent = Math.min(sent, head.number - 1)
    wake()
  })
  return {
    next: () => {
      if (sent >= chain.head.number) return undefined
      const header = chain.header(chain.hashAt(sent + 1)!)!
      sent++
      return { message: headerJson(header) }
    },
    close: stop,
  }
}

export const subscribeNewHeads = subscription({
  name: 'chain_subscribeNewHeads',
  aliases: ['chain_subscribeNewHead', 'subscribe_newHead'],
  unsubscribe: ['chain_unsubscribeNewHeads', 'chain_unsubscribeNewHead', 'unsubscribe_newHead'],
  notification: 'chain_newHead',
  params: [],
  open: ({ chain }, outlet) => heads(chain, outlet),
})

export const subscribeAllHeads = subscription({
  name: 'chain_subscribeAllHeads',
  unsubscribe: ['chain_unsubscribeAllHeads'],
  notification: 'chain_allHead',
  params: [],
  open: ({ chain }, outlet) => heads(chain, outlet),
})

export const subscribeFinalizedHeads = subscription({
  name: 'chain_subscribeFinalizedHeads',
  aliases: ['chain_subscribeFinalisedHeads'],
  unsubscribe: ['chain_unsubscribeFinalizedHeads', 'chain_unsubscribeFinalisedHeads'],
  notification: 'chain_finalizedHead',
  params: [],
  open: ({ chain }, outlet) => heads(chain, outlet),
})
