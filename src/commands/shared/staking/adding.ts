/** Staking TAO: on one subnet or several, with one hotkey or several, in one transaction. */
import type { Client } from '../../../client/client.ts'
import { mergeNeeds, type Needs } from '../../../client/metadata/needs.ts'
import { BALANCES, getBalance } from '../../../client/reads/balances.ts'
import { blocksPerDay, CLOCK, getClock } from '../../../client/reads/clock.ts'
import { DIVIDENDS, dailyReturn, getHotkeyOnSubnets } from '../../../client/reads/dividends.ts'
import { getOwners, OWNERS } from '../../../client/reads/hotkeys.ts'
import { getMarkets, MARKETS, type Markets, quotePurchases } from '../../../client/reads/markets.ts'
import { getPools } from '../../../client/reads/pools.ts'
import { getStakingRules, payable, STAKING_RULES } from '../../../client/reads/staking-rules.ts'
import { getSubnets, SUBNETS } from '../../../client/reads/subnets.ts'
import { ofU16 } from '../../../client/reads/values.ts'
import { build } from '../../../client/transactions/build.ts'
import { allOf, type Call, call, callNeeds } from '../../../client/transactions/call.ts'
import type { ChainEvent } from '../../../client/transactions/events.ts'
import { estimateFee } from '../../../client/transactions/fee.ts'
import { arrivals, stakeLegs } from '../../../client/transactions/stake-legs.ts'
import { tao as asTao, type Tao } from '../../../primitives/amounts.ts'
import { TaoError } from '../../../primitives/errors.ts'
import type { NetUid } from '../../../primitives/netuid.ts'
import type { Signer } from '../../../wallet/signer.ts'
import { type Cell, cells } from '../../kit/cells.ts'
import type { Context } from '../../kit/context.ts'
import { details, type Plan } from '../../kit/plan.ts'
import { address, record, tao, type ValueOf } from '../../kit/shape.ts'
import { type Block, card } from '../../kit/view.ts'
import type { Named } from '../accounts.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../transaction.ts'
import { ensureEnough, ensureFunds, ensureKnown, ensureServed, ensureStarted, ensureWithin, WAYS_ON } from './checks.ts'
import { type OwnKeys, ownKeys } from './own-keys.ts'
import { buyLimit, idleProtection, type Protection, priceWarnings } from './protection.ts'
import { PURCHASES, type PurchaseRow, purchaseRow, purchasesIn, purchasesTable, type TradePlace } from './trades.ts'
import { stakeText, subnetText } from './words.ts'

export interface AddOrder {
  /** Or wherever staking is possible. */
  readonly netuids: readonly NetUid[] | 'all'
  readonly hotkeys: readonly Named[]
  /** For each hotkey on each subnet; or all there is, shared out evenly. */
  readonly amount: Tao | 'all'
  readonly protection: Protection
}

export const ADDED = record({
  ...TRANSACTION,
  coldkey: address('Who staked'),
  paid: tao('What was paid in all, without the fee of the transaction'),
  purchases: PURCHASES,
})
export type Added = ValueOf<typeof ADDED>

export const ADDING = record({
  paid: tao('What is paid in all, without the fee of the transaction'),
  purchases: PURCHASES,
})

export const addedView = (result: Added): readonly Block[] => [
  card([['Staked', cells.tao(result.paid)], ['From', cells.address(result.coldkey)], ...transactionFacts(result)]),
  purchasesTable(result.purchases as readonly PurchaseRow[]),
]

/** What is read of the chain before anything is decided. */
interface Scene {
  readonly client: Client
  readonly network: string
  readonly coldkey: string
  readonly markets: Markets
  readonly nameOf: OwnKeys['nameOf']
  readonly spendable: Tao
  readonly minStake: Tao | undefined
  /** By hotkey; undefined for one that the chain does not know. */
  readonly owners: ReadonlyMap<string, string | undefined>
  /** Of those hotkeys, in billionths. */
  readonly takes: ReadonlyMap<string, bigint>
  /** What a day brought for one alpha with a hotkey on a subnet, by `NETUID:HOTKEY`, in billionths. */
  readonly returns: ReadonlyMap<string, bigint>
  /** `NETUID:HOTKEY` of those that are neurons. */
  readonly neurons: ReadonlySet<string>
}

const READS = mergeNeeds(BALANCES, MARKETS, OWNERS, STAKING_RULES, DIVIDENDS, CLOCK, {
  storage: ['SubtensorModule.Delegates', 'SubtensorModule.Uids'],
  errors: ['Swap'],
})

function needsOf({ netuids, hotkeys, protection }: AddOrder): Needs {
  const isBatch = netuids === 'all' || netuids.length * hotkeys.length > 1
  const calls = [
    'SubtensorModule.add_stake',
    ...(protection.safeStaking ? ['SubtensorModule.add_stake_limit'] : []),
    ...(isBatch ? ['Utility.batch_all'] : []),
  ]
  return mergeNeeds(READS, callNeeds(...calls), netuids === 'all' ? SUBNETS : {})
}

async function readScene(client: Client, coldkey: string, order: AddOrder, nameOf: OwnKeys['nameOf']): Promise<Scene> {
  const at = await client.at()
  const hotkeys = order.hotkeys.map(each => each.address)
  const netuids = order.netuids === 'all' ? await startedSubnets(at) : [...new Set(order.netuids)]
  const pairs = netuids.flatMap(netuid => hotkeys.map(hotkey => [netuid, hotkey] as const))
  const [markets, balance, owners, takes, uids, rules, places, clock] = await Promise.all([
    getMarkets(at, netuids),
    getBalance(at, coldkey),
    getOwners(at, hotkeys),
    at.many('SubtensorModule.Delegates', hotkeys),
    at.many('SubtensorModule.Uids', pairs),
    getStakingRules(client),
    Promise.all(hotkeys.map(hotkey => getHotkeyOnSubnets(at, hotkey, netuids))),
    getClock(client, at),
  ])
  const day = blocksPerDay(clock)
  const returns = places.flatMap((ofOne, i) =>
    ofOne.map((place): [string, bigint] => [`${place.netuid}:${hotkeys[i]}`, dailyReturn(place, day)]),
  )
  return {
    client,
    network: client.chain.name,
    coldkey,
    returns: new Map(returns),
    markets,
    nameOf,
    spendable: payable(balance, rules),
    minStake: rules.minStake,
    owners: new Map(hotkeys.map((hotkey, i) => [hotkey, owners[i]])),
    takes: new Map(hotkeys.map((hotkey, i) => [hotkey, ofU16(takes[i] as number)])),
    neurons: new Set(pairs.flatMap(([netuid, hotkey], i) => (uids[i] === undefined ? [] : [`${netuid}:${hotkey}`]))),
  }
}

async function startedSubnets(at: Parameters<typeof getSubnets>[0]): Promise<NetUid[]> {
  const all = (await getSubnets(at)).map(({ netuid }) => netuid)
  const pools = await getPools(at, all)
  return all.filter((_, i) => pools[i]!.isStarted)
}

interface Order extends TradePlace {
  readonly amount: Tao
  readonly limit: Tao | undefined
}

/** @throws TaoError for whatever the chain is sure to refuse */
export async function planAdding(ctx: Context, order: AddOrder): Promise<Plan<Added>> {
  const wallets = await ctx.wallets()
  const signer = wallets.signer(wallets.coldkey())
  const { nameOf } = await ownKeys(ctx)
  const client = await (await ctx.chain()).with(needsOf(order))
  const scene = await ctx.progress('Reading prices and balance', () => readScene(client, signer.address, order, nameOf))
  checkPlaces(scene)
  const orders = await amounts(scene, order, signer)
  await checkFunds(scene, orders, order, signer)
  const quotes = await quoted(scene, orders, order.protection)
  const total = asTao(orders.reduce((sum, { amount }) => sum + amount, 0n))
  const tradesIn = (events: readonly ChainEvent[]): PurchaseRow[] =>
    purchasesIn(arrivals(stakeLegs(events)), orders, scene)
  return planTransaction(ctx, client, {
    call: callOf(orders, order.protection),
    signer,
    summary: summaryOf(orders, total, nameOf),
    facts: factsOf(orders, total, scene),
    effects: tried => effectsOf(tried === undefined ? quotes : tradesIn(tried.events), scene),
    warnings: [
      ...warningsOf(scene, orders),
      ...priceWarnings(quotes, order.protection),
      ...idleProtection(ctx, order.protection, hasPool(orders, scene)),
    ],
    details: tried => {
      const purchases = tried === undefined ? quotes : tradesIn(tried.events)
      return details(ADDING, { paid: paidIn(purchases), purchases }, [purchasesTable(purchases)])
    },
    context: contextOf(scene, orders),
    result: outcome => {
      const purchases = tradesIn(outcome.events)
      const paid = paidIn(purchases)
      const what = transactionOf(outcome, `Staked ${taoText(paid)}`)
      return { ...what, coldkey: signer.address, paid, purchases }
    },
  })
}

const paidIn = (rows: readonly PurchaseRow[]): Tao => asTao(rows.reduce((sum, { paid }) => sum + paid, 0n))

function checkPlaces({ markets, owners, network }: Scene): void {
  for (const market of markets.values()) ensureStarted(market, network)
  for (const [hotkey, owner] of owners) ensureKnown(hotkey, owner, network)
}

/** Where how much goes. All there is leaves the existential deposit and the fee. */
async function amounts(scene: Scene, { hotkeys, amount, protection }: AddOrder, signer: Signer): Promise<Order[]> {
  const places = [...scene.markets].flatMap(([netuid, market]) =>
    hotkeys.map(hotkey => ({ netuid, hotkey: hotkey.address, limit: buyLimit(market, protection) })),
  )
  if (amount !== 'all') return places.map(place => ({ ...place, amount }))
  const fee = await feeOf(
    scene,
    places.map(place => ({ ...place, amount: asTao(1n) })),
    protection,
    signer,
  )
  const there = scene.spendable > fee ? scene.spendable - fee : 0n
  const each = there / BigInt(places.length)
  const rest = there - each * BigInt(places.length)
  return places.map((place, i) => ({ ...place, amount: asTao(i === 0 ? each + rest : each) }))
}

const feeOf = ({ client }: Scene, orders: readonly Order[], protection: Protection, signer: Signer): Promise<Tao> =>
  estimateFee(client, build(client, callOf(orders, protection)), signer.address)

async function checkFunds(
  scene: Scene,
  orders: readonly Order[],
  { amount, protection }: AddOrder,
  signer: Signer,
): Promise<void> {
  const { coldkey, network, minStake, spendable } = scene
  const total = asTao(orders.reduce((sum, order) => sum + order.amount, 0n))
  for (const { netuid, hotkey, amount: each } of orders) {
    ensureEnough(each, minStake ?? asTao(1n), { netuid, hotkey, coldkey, network })
  }
  const fee = amount === 'all' ? asTao(0n) : await feeOf(scene, orders, protection, signer)
  ensureFunds(total, fee, spendable, { ...contextOf(scene, orders), network })
}

async function quoted(scene: Scene, orders: readonly Order[], { partial }: Protection): Promise<PurchaseRow[]> {
  const { client, markets, network } = scene
  const quotes = await quotePurchases(client, markets, orders)
  return orders.map((order, i) => {
    const quote = ensureServed(quotes[i], order.netuid, network)
    const market = markets.get(order.netuid)!
    if (!partial) ensureWithin('purchase', market, quote.priceAfter, order.limit, network, WAYS_ON.part)
    return purchaseRow(quote, order, scene)
  })
}

function callOf(orders: readonly Order[], { partial }: Protection): Call {
  return allOf(
    orders.map(({ netuid, hotkey, amount, limit }) => {
      const args = { hotkey, netuid, amount_staked: amount }
      if (limit === undefined) return call('SubtensorModule.add_stake', args)
      return call('SubtensorModule.add_stake_limit', { ...args, limit_price: limit, allow_partial: partial })
    }),
  )
}

function summaryOf(orders: readonly Order[], total: Tao, nameOf: OwnKeys['nameOf']): string {
  const [first] = orders
  if (orders.length > 1) return `Stake ${taoText(total)} in ${orders.length} places, all of them or none`
  return `Stake ${taoText(total)} on ${subnetText(first!.netuid)} with ${nameOf(first!.hotkey) ?? first!.hotkey}`
}

function factsOf(orders: readonly Order[], total: Tao, { spendable }: Scene): (readonly [string, Cell])[] {
  const [{ hotkey, limit }] = orders as readonly [Order]
  const isOne = orders.length === 1
  return [
    ['Amount', cells.tao(total)],
    ...(isOne ? [['Hotkey', cells.address(hotkey)] as const] : []),
    ...(isOne && limit !== undefined ? [['Limit price', cells.tao(limit)] as const] : []),
    ['Can be spent', cells.tao(spendable)],
  ]
}

function effectsOf(rows: readonly PurchaseRow[], { owners, takes, returns, coldkey, nameOf }: Scene): string[] {
  const named = (hotkey: string): string => nameOf(hotkey) ?? hotkey
  const received = rows.map(({ netuid, hotkey, received, symbol }) => {
    const amount = stakeText(netuid, received, symbol)
    return `${amount} come to your stake with ${named(hotkey)} on ${subnetText(netuid)}.`
  })
  const others = [...new Set(rows.map(({ hotkey }) => hotkey))].filter(hotkey => owners.get(hotkey) !== coldkey)
  const kept = others.map(hotkey => {
    const take = takes.get(hotkey)!
    const [his, rest] = [cells.percent(take).text, cells.percent(1_000_000_000n - take).text]
    return `${named(hotkey)} belongs to ${owners.get(hotkey)}, who keeps ${his} of its dividends; ${rest} are shared by stake.`
  })
  const earned = rows.flatMap(({ netuid, hotkey }) => {
    const daily = returns.get(`${netuid}:${hotkey}`) ?? 0n
    if (daily === 0n) return []
    return [
      `At the rate of its last epoch stake with it earns ${cells.percent(daily).text} a day on ${subnetText(netuid)}.`,
    ]
  })
  return [...received, ...kept, ...earned]
}

function warningsOf({ neurons }: Scene, orders: readonly Order[]): string[] {
  const idle = orders.filter(({ netuid, hotkey }) => netuid !== 0 && !neurons.has(`${netuid}:${hotkey}`))
  return idle.map(
    ({ netuid, hotkey }) => `${hotkey} is not registered on subnet ${netuid}: stake with it earns nothing there.`,
  )
}

const hasPool = (orders: readonly Order[], { markets }: Scene): boolean =>
  orders.some(({ netuid }) => markets.get(netuid)!.pool.isDynamic)

function contextOf({ coldkey, network }: Scene, orders: readonly Order[]) {
  const [first] = orders
  const only = orders.length === 1 ? { netuid: first!.netuid, hotkey: first!.hotkey } : {}
  const total = orders.reduce((sum, { amount }) => sum + amount, 0n)
  return { ...only, coldkey, network, amount: taoText(total) }
}

/** @throws TaoError `usage` where there is nothing to tell how much */
export function amountOf(amount: Tao | undefined, all: boolean): Tao | 'all' {
  if (all) return 'all'
  if (amount !== undefined) return amount
  throw new TaoError('usage', 'How much?', { remedy: 'Give --amount or --all.' })
}
