/** Buying alpha with TAO and burning it, both or neither. */
import { mergeNeeds } from '../../../client/metadata/needs.ts'
import { BALANCES, getBalance } from '../../../client/reads/balances.ts'
import { getOwner, OWNERS } from '../../../client/reads/hotkeys.ts'
import { getMarkets, MARKETS, quotePurchases } from '../../../client/reads/markets.ts'
import { getStakingRules, payable, STAKING_RULES } from '../../../client/reads/staking-rules.ts'
import { build } from '../../../client/transactions/build.ts'
import { call, callNeeds } from '../../../client/transactions/call.ts'
import type { ChainEvent } from '../../../client/transactions/events.ts'
import { estimateFee } from '../../../client/transactions/fee.ts'
import { arrivals, stakeLegs } from '../../../client/transactions/stake-legs.ts'
import { tao as asTao, formatRao, type Tao } from '../../../primitives/amounts.ts'
import { TaoError } from '../../../primitives/errors.ts'
import { ROOT } from '../../../primitives/netuid.ts'
import { cells } from '../../kit/cells.ts'
import type { Context } from '../../kit/context.ts'
import { details, type Plan } from '../../kit/plan.ts'
import {
  ensureEnough,
  ensureFunds,
  ensureKnown,
  ensureServed,
  ensureStarted,
  ensureWithin,
  refused,
  WAYS_ON,
} from '../../shared/staking/checks.ts'
import { buyLimit, idleProtection, type Protection, priceWarnings } from '../../shared/staking/protection.ts'
import { alphaText, planTransaction, taoText, transactionOf } from '../../shared/transaction.ts'
import { amountIn, GIVING_UP, type GivenUp } from './giving-up.ts'
import type { Place } from './place.ts'

export interface BuyToBurnOrder extends Place {
  readonly amount: Tao
  readonly protection: Pick<Protection, 'tolerance' | 'safeStaking'>
  /** In place of what the tolerance makes of the price of now. */
  readonly limitPrice: Tao | undefined
}

const CALL = 'SubtensorModule.add_stake_burn'
const BURNED = 'SubtensorModule.AlphaBurned'
const NEEDS = mergeNeeds(BALANCES, MARKETS, OWNERS, STAKING_RULES, callNeeds(CALL), { errors: ['Swap'] })

/** @throws TaoError for whatever the chain is sure to refuse */
export async function planBuyingToBurn(ctx: Context, order: BuyToBurnOrder): Promise<Plan<GivenUp>> {
  const { netuid, hotkey, amount, protection } = order
  const wallets = await ctx.wallets()
  const signer = wallets.signer(wallets.coldkey())
  const coldkey = signer.address
  const client = await (await ctx.chain()).with(NEEDS)
  const network = client.chain.name
  const context = { netuid, hotkey, coldkey, network }
  if (netuid === ROOT) throw refused('CannotBurnOrRecycleOnRootSubnet', context, [], { netuid })
  const at = await client.at()
  const [markets, balance, owner, rules] = await Promise.all([
    getMarkets(at, [netuid]),
    getBalance(at, coldkey),
    getOwner(at, hotkey),
    getStakingRules(client),
  ])
  const market = markets.get(netuid)!
  ensureStarted(market, network)
  ensureKnown(hotkey, owner, network)
  ensureEnough(amount, rules.minStake ?? asTao(1n), context)
  checkLimitPrice(order.limitPrice, market.price)
  const limit = order.limitPrice ?? buyLimit(market, { ...protection, partial: false })
  const burn = call(CALL, { hotkey, netuid, amount, limit: limit ?? null })
  const fee = await estimateFee(client, build(client, burn), coldkey)
  ensureFunds(amount, fee, payable(balance, rules), context)
  const [quote] = await quotePurchases(at, markets, [{ netuid, amount }])
  const purchase = ensureServed(quote, netuid, network)
  const ways = order.limitPrice === undefined ? WAYS_ON.whole : 'or raise --limit-price'
  ensureWithin('purchase', market, purchase.priceAfter, limit, network, ways)
  const { symbol, name: subnetName } = market.subnet
  return planTransaction(ctx, client, {
    call: burn,
    signer,
    summary: `Buy alpha of subnet ${netuid} for ${taoText(amount)} and burn it`,
    facts: [
      ['Amount', cells.tao(amount)],
      ['Hotkey', cells.address(hotkey)],
      ...(limit === undefined ? [] : [['Limit price', cells.tao(limit)] as const]),
    ],
    effects: tried => {
      const burned = tried === undefined ? purchase.received : amountIn(tried.events, BURNED)
      return [`${alphaText(burned, symbol)} are bought and burned.`]
    },
    warnings: [
      'You get nothing for it, and it cannot be taken back.',
      ...priceWarnings([{ netuid, priceTaoPerAlpha: market.price, priceAfterTaoPerAlpha: purchase.priceAfter }], {
        ...protection,
        safeStaking: limit !== undefined,
        partial: false,
      }),
      ...idleProtection(ctx, protection, market.pool.isDynamic),
    ],
    details: tried => {
      const [burned, paid] =
        tried === undefined ? [purchase.received, amount] : [amountIn(tried.events, BURNED), paidIn(tried.events)]
      return details(GIVING_UP, { amount: burned, paid })
    },
    context: { ...context, amount: taoText(amount) },
    result: outcome => {
      const burned = amountIn(outcome.events, BURNED)
      const what = transactionOf(outcome, `Bought and burned ${alphaText(burned, symbol)}`)
      const place = { coldkey, netuid, subnetName, symbol, hotkey, feeInAlpha: undefined }
      return { ...what, ...place, amount: burned, paid: paidIn(outcome.events) }
    },
  })
}

/** btcli takes rao where TAO is meant here. @throws TaoError `usage` */
function checkLimitPrice(limit: Tao | undefined, price: Tao): void {
  if (limit === undefined || limit <= price * FAR_ABOVE) return
  throw new TaoError('usage', `--limit-price ${formatRao(limit)} is far above the price of ${taoText(price)}`, {
    why: 'It is in TAO for one alpha, not in rao.',
    remedy: 'Leave it out, and the tolerance decides.',
  })
}

const FAR_ABOVE = 1000n

const paidIn = (events: readonly ChainEvent[]): Tao =>
  asTao(arrivals(stakeLegs(events)).reduce((sum, leg) => sum + leg.tao, 0n))
