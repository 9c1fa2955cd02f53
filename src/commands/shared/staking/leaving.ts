/** Taking everything from a hotkey, whatever it brings: back as TAO, or all alpha to root. */

import type { Client } from '../../../client/client.ts'
import { mergeNeeds } from '../../../client/metadata/needs.ts'
import { unlessAbsent } from '../../../client/reads/absent.ts'
import { AVAILABILITY, type Availability, getAvailabilities } from '../../../client/reads/availability.ts'
import { getMarkets, MARKETS, quoteSales } from '../../../client/reads/markets.ts'
import { getRootClaims, ROOT_CLAIMS, type RootClaim } from '../../../client/reads/root-claims.ts'
import { getStakes, STAKES, type Stake } from '../../../client/reads/stakes.ts'
import { allOf, call, callNeeds } from '../../../client/transactions/call.ts'
import type { ChainEvent } from '../../../client/transactions/events.ts'
import { arrivals, departures, feeInAlpha, stakeLegs } from '../../../client/transactions/stake-legs.ts'
import { tao as asTao, type Tao } from '../../../primitives/amounts.ts'
import { ROOT } from '../../../primitives/netuid.ts'
import { cells } from '../../kit/cells.ts'
import type { Context } from '../../kit/context.ts'
import { details, type Plan } from '../../kit/plan.ts'
import type { Named } from '../accounts.ts'
import { planTransaction, taoText, transactionOf } from '../transaction.ts'
import { ensureServed, ensureStarted, ensureUnlocked } from './checks.ts'
import { lossWarnings } from './claiming.ts'
import { type OwnKeys, ownKeys } from './own-keys.ts'
import { matching } from './positions.ts'
import { REMOVING, type Removed, receivedIn } from './removing.ts'
import { partedByLocks, type Reason, type StayingRow, stayingRow, stayingText } from './staying.ts'
import { type SaleRow, saleRow, salesIn, salesTable, type TradeNames } from './trades.ts'
import { stakeText, subnetText } from './words.ts'

export interface LeaveOrder {
  readonly hotkeys: readonly Named[]
  /** Leave root stake alone, and stake there what the alpha brings. */
  readonly toRoot: boolean
}

const CALLS = { all: 'SubtensorModule.unstake_all', toRoot: 'SubtensorModule.unstake_all_alpha' } as const
const READS = mergeNeeds(STAKES, MARKETS, AVAILABILITY, ROOT_CLAIMS, { errors: ['Swap'] })

/** What is read of the chain, and what will come of it. */
interface Scene extends TradeNames {
  readonly network: string
  readonly coldkey: string
  /** All that is meant, hotkey by hotkey. */
  readonly meant: readonly Stake[]
  /** Undefined on a chain that knows no locks. */
  readonly held: readonly Availability[] | undefined
  readonly claims: readonly RootClaim[]
  readonly quoted: readonly SaleRow[]
  /** Why a stake stays, for those that are known to. */
  reasonOf(stake: Stake): Reason
}

async function readScene(
  client: Client,
  coldkey: string,
  { hotkeys, toRoot }: LeaveOrder,
  nameOf: OwnKeys['nameOf'],
): Promise<Scene> {
  const network = client.chain.name
  const at = await client.at()
  const [stakes = []] = await getStakes(at, [coldkey])
  const candidates = toRoot ? stakes.filter(({ netuid }) => netuid !== ROOT) : stakes
  const found = matching(candidates, { netuids: undefined, hotkeys: hotkeys.map(({ address }) => address) }, network)
  const meant = hotkeysIn(found).flatMap(hotkey => found.filter(stake => stake.hotkey === hotkey))
  const netuids = [...new Set(meant.map(({ netuid }) => netuid))]
  const [markets, held, claims] = await Promise.all([
    getMarkets(at, [ROOT, ...netuids]),
    unlessAbsent(() => getAvailabilities(at, [coldkey], netuids)),
    netuids.includes(ROOT) ? getRootClaims(at, [coldkey]) : [[]],
  ])
  const started = meant.filter(({ netuid }) => markets.get(netuid)!.pool.isStarted)
  const { leaving, locked } = partedByLocks(started, held?.[0])
  const orders = leaving.map(({ netuid, stake }) => ({ netuid, amount: stake }))
  const quotes = await quoteSales(at, markets, orders)
  const names = { markets, nameOf }
  return {
    ...names,
    network,
    coldkey,
    meant,
    held: held?.[0],
    claims: claims[0]!,
    quoted: leaving.flatMap((stake, i) => (quotes[i] === undefined ? [] : [saleRow(quotes[i], stake, names)])),
    reasonOf: stake => (locked.includes(stake) ? 'locked' : started.includes(stake) ? 'no_liquidity' : 'not_started'),
  }
}

const hotkeysIn = (stakes: readonly Stake[]): string[] => [...new Set(stakes.map(({ hotkey }) => hotkey))]

/** Whether a sale is of that stake. */
const isOf =
  ({ netuid, hotkey }: Stake) =>
  (sale: SaleRow) =>
    sale.netuid === netuid && sale.hotkey === hotkey

const stayingIn = (sales: readonly SaleRow[], { meant, reasonOf, held, ...names }: Scene): StayingRow[] =>
  meant.filter(stake => !sales.some(isOf(stake))).map(stake => stayingRow(stake, reasonOf(stake), held, names))

/** @throws TaoError with what keeps the first stake, where nothing would leave: the fee would be paid for nothing */
function ensureSomethingLeaves({ quoted, meant, held, reasonOf, coldkey, network, markets }: Scene): void {
  if (quoted.length > 0) return
  const stake = meant.find(each => reasonOf(each) === 'locked') ?? meant[0]!
  const { netuid } = stake
  const availability = held?.find(each => each.netuid === netuid)
  if (availability !== undefined) ensureUnlocked(netuid, coldkey, stake.stake, availability, network)
  ensureStarted(markets.get(netuid)!, network)
  ensureServed(undefined, netuid, network)
}

/** @throws TaoError for whatever the chain is sure to refuse */
export async function planLeaving(ctx: Context, order: LeaveOrder): Promise<Plan<Removed>> {
  const { toRoot } = order
  const wallets = await ctx.wallets()
  const signer = wallets.signer(wallets.coldkey())
  const { nameOf } = await ownKeys(ctx)
  const name = toRoot ? CALLS.toRoot : CALLS.all
  const client = await (await ctx.chain()).with(mergeNeeds(READS, callNeeds(name, 'Utility.batch_all')))
  const scene = await ctx.progress('Reading stake', () => readScene(client, signer.address, order, nameOf))
  ensureSomethingLeaves(scene)
  const { network, meant, quoted } = scene
  const salesOf = (events: readonly ChainEvent[]): SaleRow[] => salesIn(departures(stakeLegs(events)), [], scene)
  // With a hotkey from which nothing leaves the call of the chain would fail, or cost its fee for nothing.
  const present = hotkeysIn(meant.filter(stake => quoted.some(isOf(stake))))
  return planTransaction(ctx, client, {
    call: allOf(present.map(hotkey => call(name, { hotkey }))),
    signer,
    summary: summaryOf(present, nameOf, toRoot),
    facts: [['Places', cells.integer(meant.length)]],
    effects: tried => effectsOf(tried === undefined ? quoted : salesOf(tried.events), toRoot),
    warnings: warningsOf(scene),
    details: tried => {
      const sales = tried === undefined ? quoted : salesOf(tried.events)
      const received = receivedIn(sales)
      const restaked = toRoot ? (tried === undefined ? received : restakedIn(tried.events)) : undefined
      return details(REMOVING, { received, restaked, sales, staying: stayingIn(sales, scene) }, [salesTable(sales)])
    },
    context: { coldkey: signer.address, network, hotkey: present.length === 1 ? present[0] : undefined },
    result: outcome => {
      const sales = salesOf(outcome.events)
      const received = receivedIn(sales)
      const restaked = toRoot ? restakedIn(outcome.events) : undefined
      const what = transactionOf(outcome, `Unstaked for ${taoText(received)}`)
      const paid = { feeInAlpha: feeInAlpha(outcome.events), restaked }
      return { ...what, ...paid, coldkey: signer.address, received, sales, staying: stayingIn(sales, scene) }
    },
  })
}

const restakedIn = (events: readonly ChainEvent[]): Tao =>
  asTao(arrivals(stakeLegs(events)).reduce((sum, { netuid, tao }) => (netuid === ROOT ? sum + tao : sum), 0n))

function summaryOf(hotkeys: readonly string[], nameOf: OwnKeys['nameOf'], toRoot: boolean): string {
  const who = hotkeys.map(hotkey => nameOf(hotkey) ?? hotkey).join(', ')
  return toRoot ? `Sell all alpha with ${who} and stake the TAO on root` : `Unstake everything with ${who}`
}

function effectsOf(rows: readonly SaleRow[], toRoot: boolean): string[] {
  const sold = rows.map(
    ({ netuid, given, symbol, received }) =>
      `${stakeText(netuid, given, symbol)} leave ${subnetText(netuid)} and bring ${taoText(received)}.`,
  )
  return toRoot ? [...sold, `${taoText(receivedIn(rows))} are staked on root with the same hotkey.`] : sold
}

function warningsOf(scene: Scene): string[] {
  const { quoted, markets, claims, nameOf } = scene
  const goneFrom = (hotkey: string): bigint =>
    quoted.find(sale => sale.netuid === ROOT && sale.hotkey === hotkey)?.given ?? 0n
  return [
    ...(quoted.some(({ netuid }) => markets.get(netuid)!.pool.isDynamic)
      ? ['Each pool is sold into at whatever price it gives: tao stake remove --all keeps to your tolerance.']
      : []),
    ...lossWarnings(claims, goneFrom, nameOf, false, 'Claim it first with: tao stake claim'),
    ...stayingIn(quoted, scene).map(stayingText),
  ]
}
