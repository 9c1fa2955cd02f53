/** Taking everything from a hotkey, whatever it brings: back as TAO, or all alpha to root. */
import { mergeNeeds } from '../../../client/metadata/needs.ts'
import { getMarkets, MARKETS, type Markets, quoteSales } from '../../../client/reads/markets.ts'
import { getStakes, STAKES, type Stake } from '../../../client/reads/stakes.ts'
import { allOf, call, callNeeds } from '../../../client/transactions/call.ts'
import type { ChainEvent } from '../../../client/transactions/events.ts'
import { arrivals, departures, feeInAlpha, stakeLegs } from '../../../client/transactions/stake-legs.ts'
import { tao as asTao, type Tao } from '../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../primitives/netuid.ts'
import { cells } from '../../kit/cells.ts'
import type { Context } from '../../kit/context.ts'
import { details, type Plan } from '../../kit/plan.ts'
import type { Named } from '../accounts.ts'
import { planTransaction, taoText, transactionOf } from '../transaction.ts'
import { type OwnKeys, ownKeys } from './own-keys.ts'
import { matching } from './positions.ts'
import { REMOVING, type Removed, receivedIn } from './removing.ts'
import { type SaleRow, saleRow, salesIn, salesTable } from './trades.ts'
import { stakeText, subnetText } from './words.ts'

export interface LeaveOrder {
  readonly hotkeys: readonly Named[]
  /** Leave root stake alone, and stake there what the alpha brings. */
  readonly toRoot: boolean
}

const CALLS = { all: 'SubtensorModule.unstake_all', toRoot: 'SubtensorModule.unstake_all_alpha' } as const
const READS = mergeNeeds(STAKES, MARKETS, { errors: ['Swap'] })

/** @throws TaoError for whatever the chain is sure to refuse */
export async function planLeaving(ctx: Context, { hotkeys, toRoot }: LeaveOrder): Promise<Plan<Removed>> {
  const wallets = await ctx.wallets()
  const signer = wallets.signer(wallets.coldkey())
  const { nameOf } = await ownKeys(ctx)
  const name = toRoot ? CALLS.toRoot : CALLS.all
  const client = await (await ctx.chain()).with(mergeNeeds(READS, callNeeds(name, 'Utility.batch_all')))
  const network = client.chain.name
  const at = await client.at()
  const [stakes = []] = await ctx.progress('Reading stake', () => getStakes(at, [signer.address]))
  const candidates = toRoot ? stakes.filter(({ netuid }) => netuid !== ROOT) : stakes
  const wanted = { netuids: undefined, hotkeys: hotkeys.map(({ address }) => address) }
  const held = matching(candidates, wanted, network)
  const markets = await getMarkets(at, [ROOT, ...held.map(({ netuid }) => netuid)])
  const sellable = held.filter(({ netuid }) => markets.get(netuid)!.pool.isStarted)
  const quotes = await quoteSales(
    at,
    markets,
    sellable.map(({ netuid, stake }) => ({ netuid, amount: stake })),
  )
  const names = { markets, nameOf }
  const quoted = sellable.flatMap((stake, i) => (quotes[i] === undefined ? [] : [saleRow(quotes[i], stake, names)]))
  const salesOf = (events: readonly ChainEvent[]): SaleRow[] => salesIn(departures(stakeLegs(events)), [], names)
  const present = [...new Set(held.map(({ hotkey }) => hotkey))]
  return planTransaction(ctx, client, {
    call: allOf(present.map(hotkey => call(name, { hotkey }))),
    signer,
    summary: summaryOf(present, nameOf, toRoot),
    facts: [['Places', cells.integer(held.length)]],
    effects: tried => effectsOf(tried === undefined ? quoted : salesOf(tried.events), toRoot),
    warnings: warningsOf(held, quoted, markets),
    details: tried => {
      const sales = tried === undefined ? quoted : salesOf(tried.events)
      const received = receivedIn(sales)
      const restaked = toRoot ? (tried === undefined ? received : restakedIn(tried.events)) : undefined
      return details(REMOVING, { received, restaked, sales }, [salesTable(sales)])
    },
    context: { coldkey: signer.address, network, hotkey: present.length === 1 ? present[0] : undefined },
    result: outcome => {
      const sales = salesOf(outcome.events)
      const received = receivedIn(sales)
      const restaked = toRoot ? restakedIn(outcome.events) : undefined
      const what = transactionOf(outcome, `Unstaked for ${taoText(received)}`)
      const paid = { feeInAlpha: feeInAlpha(outcome.events), restaked }
      return { ...what, ...paid, coldkey: signer.address, received, sales }
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

function warningsOf(held: readonly Stake[], sold: readonly SaleRow[], markets: Markets): string[] {
  const isSold = ({ netuid, hotkey }: Stake): boolean =>
    sold.some(row => row.netuid === netuid && row.hotkey === hotkey)
  const left = held.filter(stake => !isSold(stake)).map(({ netuid }): NetUid => netuid)
  const pools = new Set(sold.filter(({ netuid }) => markets.get(netuid)!.pool.isDynamic).map(({ netuid }) => netuid))
  return [
    ...(pools.size === 0
      ? []
      : ['Each pool is sold into at whatever price it gives: tao stake remove --all keeps to your tolerance.']),
    ...left.map(netuid => `The stake on ${subnetText(netuid)} cannot be sold and stays.`),
  ]
}
