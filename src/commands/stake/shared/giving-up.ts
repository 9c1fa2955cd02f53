/** Giving alpha up: recycled it may be issued again, burned it may not. */
import { mergeNeeds } from '../../../client/metadata/needs.ts'
import { AVAILABILITY, getAvailability } from '../../../client/reads/availability.ts'
import { getMarkets, MARKETS } from '../../../client/reads/markets.ts'
import { getStake, STAKE } from '../../../client/reads/stakes.ts'
import { call, callNeeds } from '../../../client/transactions/call.ts'
import type { ChainEvent } from '../../../client/transactions/events.ts'
import { feeInAlpha } from '../../../client/transactions/stake-legs.ts'
import { type Alpha, alpha as asAlpha, RAO_PER_TAO } from '../../../primitives/amounts.ts'
import { ROOT } from '../../../primitives/netuid.ts'
import { cells } from '../../kit/cells.ts'
import type { Context } from '../../kit/context.ts'
import { details, type Plan } from '../../kit/plan.ts'
import { address, alpha, foreign, integer, maybe, record, tao, type ValueOf } from '../../kit/shape.ts'
import { type Block, card } from '../../kit/view.ts'
import { ensureStake, ensureStarted, ensureUnlocked, refused } from '../../shared/staking/checks.ts'
import { subnetCell } from '../../shared/staking/words.ts'
import {
  alphaText,
  planTransaction,
  TRANSACTION,
  taoText,
  transactionFacts,
  transactionOf,
} from '../../shared/transaction.ts'
import type { Place } from './place.ts'

export const GIVEN_UP = record({
  ...TRANSACTION,
  feeInAlpha: maybe(alpha('The fee of the transaction where it was paid in alpha; null where it was paid in TAO')),
  coldkey: address('Whose it was'),
  netuid: integer('The subnet'),
  subnetName: foreign('Its name'),
  symbol: foreign('The symbol of its alpha'),
  hotkey: address('With whom the stake was'),
  amount: alpha('What is gone'),
  paid: maybe(tao('What it was bought for in the same transaction; null where it was there before')),
})
export type GivenUp = ValueOf<typeof GIVEN_UP>

export const GIVING_UP = record({
  amount: alpha('What will be gone'),
  paid: maybe(tao('What it is bought for; null where it is there already')),
})

export const givenUpView =
  (label: string) =>
  (result: GivenUp): readonly Block[] => [
    card([
      [label, cells.alpha(result.amount, result.symbol)],
      ...(result.paid === undefined ? [] : [['Paid', cells.tao(result.paid)] as const]),
      ['Subnet', subnetCell(Number(result.netuid), result.subnetName)],
      ...transactionFacts(result),
    ]),
  ]

const KINDS = {
  burn: {
    call: 'SubtensorModule.burn_alpha',
    event: 'SubtensorModule.AlphaBurned',
    done: 'Burned',
    effect: 'It stays counted as issued, without an owner, for ever.',
  },
  recycle: {
    call: 'SubtensorModule.recycle_alpha',
    event: 'SubtensorModule.AlphaRecycled',
    done: 'Recycled',
    effect: 'The subnet may issue as much again.',
  },
} as const
export type Kind = keyof typeof KINDS

export interface GiveUpOrder extends Place {
  readonly kind: Kind
  readonly amount: Alpha | 'all'
}

const NEEDS = mergeNeeds(MARKETS, STAKE, AVAILABILITY)

/** @throws TaoError for whatever the chain is sure to refuse */
export async function planGivingUp(ctx: Context, order: GiveUpOrder): Promise<Plan<GivenUp>> {
  const { kind, netuid, hotkey } = order
  const { call: name, done, effect, event } = KINDS[kind]
  const wallets = await ctx.wallets()
  const signer = wallets.signer(wallets.coldkey())
  const coldkey = signer.address
  const client = await (await ctx.chain()).with(mergeNeeds(NEEDS, callNeeds(name)))
  const network = client.chain.name
  if (netuid === ROOT) throw refused('CannotBurnOrRecycleOnRootSubnet', { netuid, network }, [], { netuid })
  const at = await client.at()
  const [markets, held, availability] = await Promise.all([
    getMarkets(at, [netuid]),
    getStake(at, hotkey, coldkey, netuid),
    getAvailability(at, coldkey, netuid),
  ])
  const market = markets.get(netuid)!
  const { symbol, name: subnetName } = market.subnet
  const amount = order.amount === 'all' ? held : order.amount
  ensureStarted(market, network)
  ensureStake({ netuid, hotkey, coldkey }, amount, held, network)
  if (availability !== undefined) ensureUnlocked(netuid, coldkey, amount, availability, network)
  const worth = (amount * market.price) / RAO_PER_TAO
  return planTransaction(ctx, client, {
    call: call(name, { hotkey, amount, netuid }),
    signer,
    summary: `${kind === 'burn' ? 'Burn' : 'Recycle'} ${alphaText(amount, symbol)} of subnet ${netuid}, worth ${taoText(worth)}`,
    facts: [
      ['Amount', cells.alpha(amount, symbol)],
      ['Of', cells.alpha(held, symbol)],
      ['Hotkey', cells.address(hotkey)],
    ],
    effects: () => [effect],
    warnings: ['You get nothing for it, and it cannot be taken back.'],
    details: tried =>
      details(GIVING_UP, {
        amount: tried === undefined ? amount : amountIn(tried.events, event),
        paid: undefined,
      }),
    context: { netuid, hotkey, coldkey, network, amount: alphaText(amount, symbol) },
    result: outcome => {
      const gone = amountIn(outcome.events, event)
      const what = transactionOf(outcome, `${done} ${alphaText(gone, symbol)}`)
      const place = { coldkey, netuid, subnetName, symbol, hotkey }
      return { ...what, ...place, feeInAlpha: feeInAlpha(outcome.events), amount: gone, paid: undefined }
    },
  })
}

/** Reference: macros/events.rs AlphaBurned(coldkey, hotkey, alpha, netuid), AlphaRecycled likewise */
export function amountIn(events: readonly ChainEvent[], name: string): Alpha {
  const event = events.find(each => each.name === name)
  return asAlpha((event?.data as readonly bigint[] | undefined)?.[2] ?? 0n)
}
