/** Turning stake back into TAO: a part or all of one stake or several, in one transaction. */
import type { Client } from '../../../client/client.ts'
import { mergeNeeds, type Needs } from '../../../client/metadata/needs.ts'
import { unlessAbsent } from '../../../client/reads/absent.ts'
import { AVAILABILITY, type Availability, getAvailabilities } from '../../../client/reads/availability.ts'
import { getMarkets, MARKETS, type Markets, quoteSales } from '../../../client/reads/markets.ts'
import { getRootClaims, ROOT_CLAIMS, type RootClaim } from '../../../client/reads/root-claims.ts'
import { getStakes, STAKES, type Stake } from '../../../client/reads/stakes.ts'
import { getStakingRules, STAKING_RULES } from '../../../client/reads/staking-rules.ts'
import { allOf, type Call, call, callNeeds } from '../../../client/transactions/call.ts'
import type { ChainEvent } from '../../../client/transactions/events.ts'
import { departures, feeInAlpha, stakeLegs } from '../../../client/transactions/stake-legs.ts'
import { type Alpha, alpha as asAlpha, tao as asTao, type Tao } from '../../../primitives/amounts.ts'
import { ROOT } from '../../../primitives/netuid.ts'
import { type Cell, cells } from '../../kit/cells.ts'
import type { Context } from '../../kit/context.ts'
import { details, type Plan } from '../../kit/plan.ts'
import { address, alpha, maybe, record, tao, type ValueOf } from '../../kit/shape.ts'
import { type Block, card, lines } from '../../kit/view.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../transaction.ts'
import { ensureEnough, ensureServed, ensureStarted, ensureUnlocked, ensureWithin, WAYS_ON } from './checks.ts'
import { claimCalls, dueSubnets, lossWarnings } from './claiming.ts'
import { type OwnKeys, ownKeys } from './own-keys.ts'
import { matching, type Part, partsOf, type Wanted } from './positions.ts'
import { idleProtection, type Protection, priceWarnings, sellLimit } from './protection.ts'
import { STAYING, stayingText } from './staying.ts'
import { SALES, type SaleRow, saleRow, salesIn, salesTable, type TradePlace } from './trades.ts'
import { stakeText, subnetText } from './words.ts'

export interface RemoveOrder {
  readonly wanted: Wanted
  /** Of each stake that is meant; or all of each. */
  readonly amount: Alpha | 'all'
  readonly protection: Protection
  /** Claim what root stake has coming first, in the same transaction. */
  readonly claimFirst: boolean
}

export const REMOVED = record({
  ...TRANSACTION,
  feeInAlpha: maybe(alpha('The fee of the transaction where it was paid in alpha; null where it was paid in TAO')),
  coldkey: address('Whose stake it was'),
  received: tao('What it brought in all, without the fee of the transaction'),
  restaked: maybe(tao('What of that was staked on root; null where nothing was')),
  sales: SALES,
  staying: STAYING,
})
export type Removed = ValueOf<typeof REMOVED>

export const REMOVING = record({
  received: tao('What it brings in all, without the fee of the transaction'),
  restaked: maybe(tao('What of that is staked on root; null where nothing is')),
  sales: SALES,
  staying: STAYING,
})

export const removedView = (result: Removed): readonly Block[] => [
  card([
    ['Received', cells.tao(result.received)],
    ...(result.restaked === undefined ? [] : [['Staked on root', cells.tao(result.restaked)] as const]),
    ['By', cells.address(result.coldkey)],
    ...(result.feeInAlpha === undefined ? [] : [['Fee in alpha', cells.alpha(result.feeInAlpha)] as const]),
    ...transactionFacts(result),
  ]),
  salesTable(result.sales as readonly SaleRow[]),
  ...(result.staying.length === 0 ? [] : [lines(...result.staying.map(stayingText))]),
]

interface Scene {
  readonly client: Client
  readonly network: string
  readonly coldkey: string
  readonly parts: readonly Part[]
  readonly markets: Markets
  readonly minStake: Tao | undefined
  /** Undefined on a chain that knows no locks. */
  readonly held: readonly Availability[] | undefined
  /** What the root stakes among them have coming. */
  readonly claims: readonly RootClaim[]
  readonly nameOf: OwnKeys['nameOf']
}

const READS = mergeNeeds(STAKES, MARKETS, AVAILABILITY, ROOT_CLAIMS, STAKING_RULES, { errors: ['Swap'] })

const CALLS = [
  'SubtensorModule.remove_stake',
  'SubtensorModule.remove_stake_limit',
  'SubtensorModule.remove_stake_full_limit',
]

const needsOf = ({ claimFirst }: RemoveOrder): Needs =>
  mergeNeeds(READS, callNeeds(...CALLS, 'Utility.batch_all', ...(claimFirst ? ['SubtensorModule.claim_root'] : [])))

async function readScene(
  client: Client,
  coldkey: string,
  order: RemoveOrder,
  nameOf: OwnKeys['nameOf'],
): Promise<Scene> {
  const network = client.chain.name
  const at = await client.at()
  const [stakes = []] = await getStakes(at, [coldkey])
  const parts = partsIn(stakes, order, coldkey, network)
  const netuids = [...new Set(parts.map(({ stake }) => stake.netuid))]
  const [markets, rules, held, claims] = await Promise.all([
    getMarkets(at, netuids),
    getStakingRules(client),
    unlessAbsent(() => getAvailabilities(at, [coldkey], netuids)),
    netuids.includes(ROOT) ? getRootClaims(at, [coldkey]) : [[]],
  ])
  const isMeant = ({ hotkey }: RootClaim): boolean =>
    parts.some(({ stake }) => stake.netuid === ROOT && stake.hotkey === hotkey)
  return {
    client,
    network,
    coldkey,
    parts,
    markets,
    minStake: rules.minStake,
    held: held?.[0],
    claims: claims[0]!.filter(isMeant),
    nameOf,
  }
}

function partsIn(stakes: readonly Stake[], { wanted, amount }: RemoveOrder, coldkey: string, network: string): Part[] {
  if (amount !== 'all') return partsOf(stakes, wanted, amount, coldkey, network)
  return matching(stakes, wanted, network).map(stake => ({ stake, amount: stake.stake }))
}

interface Order extends TradePlace {
  readonly amount: Alpha
  readonly isWhole: boolean
  readonly limit: Tao | undefined
}

/** @throws TaoError for whatever the chain is sure to refuse */
export async function planRemoving(ctx: Context, order: RemoveOrder): Promise<Plan<Removed>> {
  const wallets = await ctx.wallets()
  const signer = wallets.signer(wallets.coldkey())
  const { nameOf } = await ownKeys(ctx)
  const client = await (await ctx.chain()).with(needsOf(order))
  const scene = await ctx.progress('Reading stake and prices', () => readScene(client, signer.address, order, nameOf))
  const orders = scene.parts.map(part => orderOf(part, scene, order))
  checkLocks(scene, orders)
  const quotes = await quoted(scene, orders, order.protection)
  const due = order.claimFirst ? dueSubnets(scene.claims) : []
  const salesOf = (events: readonly ChainEvent[]): SaleRow[] => salesIn(departures(stakeLegs(events)), orders, scene)
  return planTransaction(ctx, client, {
    call: allOf([...claimCalls(due), ...orders.map(each => callOf(each, order.protection))]),
    signer,
    summary: summaryOf(orders, scene),
    facts: factsOf(orders, scene),
    effects: tried => effectsOf(tried === undefined ? quotes : salesOf(tried.events), due),
    warnings: [
      ...lossWarnings(scene.claims, goneFrom(orders), nameOf, order.claimFirst),
      ...priceWarnings(quotes, order.protection),
      ...idleProtection(ctx, order.protection, hasPool(orders, scene)),
    ],
    details: tried => {
      const sales = tried === undefined ? quotes : salesOf(tried.events)
      const what = { received: receivedIn(sales), restaked: undefined, sales, staying: [] }
      return details(REMOVING, what, [salesTable(sales)])
    },
    context: contextOf(scene, orders),
    result: outcome => {
      const sales = salesOf(outcome.events)
      const received = receivedIn(sales)
      const what = transactionOf(outcome, `Unstaked for ${taoText(received)}`)
      const paid = { feeInAlpha: feeInAlpha(outcome.events), restaked: undefined }
      return { ...what, ...paid, coldkey: signer.address, received, sales, staying: [] }
    },
  })
}

export const receivedIn = (rows: readonly SaleRow[]): Tao =>
  asTao(rows.reduce((sum, { received }) => sum + received, 0n))

function orderOf({ stake, amount }: Part, { markets, network }: Scene, { protection }: RemoveOrder): Order {
  const { netuid, hotkey } = stake
  const market = markets.get(netuid)!
  ensureStarted(market, network)
  return { netuid, hotkey, amount, isWhole: amount === stake.stake, limit: sellLimit(market, protection) }
}

function checkLocks({ held, coldkey, network }: Scene, orders: readonly Order[]): void {
  for (const availability of held ?? []) {
    const { netuid } = availability
    const leaving = orders.filter(order => order.netuid === netuid).reduce((sum, { amount }) => sum + amount, 0n)
    ensureUnlocked(netuid, coldkey, asAlpha(leaving), availability, network)
  }
}

async function quoted(scene: Scene, orders: readonly Order[], { partial }: Protection): Promise<SaleRow[]> {
  const { client, markets, network, minStake, coldkey } = scene
  const quotes = await quoteSales(client, markets, orders)
  return orders.map((order, i) => {
    const { netuid, hotkey, isWhole, limit } = order
    const quote = ensureServed(quotes[i], netuid, network)
    // A stake may be taken whole however little it is worth.
    if (!isWhole) ensureEnough(quote.received, minStake ?? asTao(1n), { netuid, hotkey, coldkey, network })
    if (!partial) ensureWithin('sale', markets.get(netuid)!, quote.priceAfter, limit, network, WAYS_ON.part)
    return saleRow(quote, order, scene)
  })
}

function callOf({ netuid, hotkey, amount, isWhole, limit }: Order, { partial }: Protection): Call {
  if (isWhole && !(partial && limit !== undefined)) {
    return call('SubtensorModule.remove_stake_full_limit', { hotkey, netuid, limit_price: limit ?? null })
  }
  const args = { hotkey, netuid, amount_unstaked: amount }
  if (limit === undefined) return call('SubtensorModule.remove_stake', args)
  return call('SubtensorModule.remove_stake_limit', { ...args, limit_price: limit, allow_partial: partial })
}

function summaryOf(orders: readonly Order[], { markets, nameOf }: Scene): string {
  const [{ netuid, hotkey, amount, isWhole }] = orders as readonly [Order]
  if (orders.length > 1) return `Unstake from ${orders.length} places, all of them or none`
  const what = `${isWhole ? 'all ' : ''}${stakeText(netuid, amount, markets.get(netuid)!.subnet.symbol)}`
  return `Unstake ${what} on ${subnetText(netuid)} from ${nameOf(hotkey) ?? hotkey}`
}

function factsOf(orders: readonly Order[], { parts, markets }: Scene): (readonly [string, Cell])[] {
  const [{ netuid, hotkey, amount, limit }] = orders as readonly [Order]
  if (orders.length > 1) return [['Places', cells.integer(orders.length)]]
  const { symbol } = markets.get(netuid)!.subnet
  const cell = (rao: bigint): Cell => (netuid === ROOT ? cells.tao(rao) : cells.alpha(rao, symbol))
  return [
    ['Amount', cell(amount)],
    ['Of', cell(parts[0]!.stake.stake)],
    ['Hotkey', cells.address(hotkey)],
    ...(limit === undefined ? [] : [['Limit price', cells.tao(limit)] as const]),
  ]
}

function effectsOf(rows: readonly SaleRow[], due: readonly number[]): string[] {
  return [
    ...(due.length === 0 ? [] : [`What root stake has coming on ${due.map(subnetText).join(', ')} is claimed first.`]),
    ...rows.map(
      ({ netuid, given, symbol, received }) =>
        `${stakeText(netuid, given, symbol)} leave ${subnetText(netuid)} and bring ${taoText(received)}.`,
    ),
  ]
}

const hasPool = (orders: readonly Order[], { markets }: Scene): boolean =>
  orders.some(({ netuid }) => markets.get(netuid)!.pool.isDynamic)

const goneFrom =
  (orders: readonly Order[]) =>
  (wanted: string): bigint =>
    orders.find(({ netuid, hotkey }) => netuid === ROOT && hotkey === wanted)?.amount ?? 0n

function contextOf({ coldkey, network }: Scene, orders: readonly Order[]) {
  const [first] = orders
  if (orders.length !== 1) return { coldkey, network }
  const { netuid, hotkey, amount } = first!
  return { netuid, hotkey, coldkey, network, amount: stakeText(netuid, amount) }
}
