import type { Chain } from '../../client/chain.ts'
import { chainStatus } from '../../client/development.ts'
import { mergeNeeds } from '../../client/metadata/needs.ts'
import { CLOCK, type Clock, getClock, momentOf } from '../../client/reads/clock.ts'
import { getBlocks, getPriceHistory, type PricePoint, sampleBlocks } from '../../client/reads/price-history.ts'
import { getSubnets, noSubnet, SUBNETS } from '../../client/reads/subnets.ts'
import { ROOT } from '../../primitives/netuid.ts'
import { type Cell, cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { flag, integer, netuid } from '../kit/options.ts'
import {
  decimal,
  foreign,
  integer as integerShape,
  list,
  maybe,
  moment,
  record,
  tao,
  type ValueOf,
} from '../kit/shape.ts'
import { type Block, card, column, hint, table } from '../kit/view.ts'
import { chartRows, sparkline } from '../shared/chart.ts'
import { shortTao } from '../shared/short.ts'

const ROW = record({
  netuid: integerShape('The subnet'),
  name: foreign('Its name'),
  symbol: foreign('The symbol of its alpha'),
  price: tao('What one alpha costs'),
  movingPriceTaoPerAlpha: decimal('The moving average of the price'),
  change: maybe(decimal('By which share it has changed since the first block of the history')),
  history: list(
    record({
      block: integerShape('The block'),
      time: maybe(moment('Its time, as far as it can be told from that of the newest')),
      price: tao('What one alpha cost after it'),
    }),
    'What it cost, oldest first; blocks whose state is gone are left out',
  ),
})
type Row = ValueOf<typeof ROW>

const POINTS = 60
const CHART_ROWS = 8
const BILLION = 1_000_000_000n
const HOUR = 3_600_000

const changeCell = (change: bigint | undefined): Cell => {
  if (change === undefined) return cells.none
  const cell = cells.percent(change)
  const text = change > 0n ? `+${cell.text}` : cell.text
  return { ...cell, text, ...(change === 0n ? {} : { tone: change > 0n ? 'good' : 'bad' }) }
}

function chart({ history, price, change, symbol, name, netuid, movingPriceTaoPerAlpha }: Row): Block[] {
  const prices = history.map(point => point.price)
  const facts: (readonly [string, Cell])[] = [
    ['Price', cells.tao(price)],
    ['Moving price', cells.decimal(movingPriceTaoPerAlpha)],
  ]
  const title = `Subnet ${netuid}: ${name} ${symbol}`
  if (prices.length < 2) return [card(facts, title)]
  const [first, last] = [history[0]!, history.at(-1)!]
  const low = prices.reduce((a, b) => (a < b ? a : b))
  const high = prices.reduce((a, b) => (a > b ? a : b))
  const rows = chartRows(prices, CHART_ROWS)
  const edge = (at: number): string =>
    at === 0 ? shortTao(high, 6).text : at === CHART_ROWS - 1 ? shortTao(low, 6).text : ''
  const left = Math.max(...rows.map((_, at) => edge(at).length))
  return [
    card([...facts, ['Change', changeCell(change)], ['Lowest', cells.tao(low)], ['Highest', cells.tao(high)]], title),
    hint(
      ...rows.map((row, at) => `${edge(at).padStart(left)} ${row}`),
      `${' '.repeat(left)} block ${first.block} to ${last.block}`,
    ),
  ]
}

export default read({
  summary: 'Show what alpha costs, and how that has changed',
  description: [
    'The history reaches as far back as the node has states: on the chain inside some thousand blocks, on an ordinary node a quarter of a thousand, on --network archive all.',
  ],
  examples: [
    { line: 'tao subnets price 1', does: 'The price on subnet 1, with a chart of the last hours' },
    { line: 'tao subnets price', does: 'All prices' },
    { line: 'tao subnets price 1 --current', does: 'Only the price now' },
  ],
  arguments: { netuids: netuid({ summary: 'The subnets; all if absent', many: true, aliases: ['netuid'] }) },
  options: {
    all: flag({ summary: 'All subnets', aliases: ['all-netuids'], excludes: ['netuids'] }),
    current: flag({ summary: 'Only the price now, without a history' }),
    hours: integer({
      summary: 'How many hours back, in the time of the chain',
      default: 4,
      min: 1,
      max: 24 * 366,
      aliases: ['interval-hours', 'interval'],
      excludes: ['current'],
    }),
  },
  uses: ['network'],
  refuses: {
    html: { why: 'No pages are written.', remedy: 'Use --json, which has the whole history.' },
    'log-scale': 'The chart on a terminal has few rows; a logarithm would hide what it shows.',
    log: 'The chart on a terminal has few rows; a logarithm would hide what it shows.',
  },
  output: list(ROW),
  view: rows =>
    rows.length === 1
      ? chart(rows[0]!)
      : [
          table(rows, [
            column('', row => cells.integer(row.netuid)),
            column('Name', ({ name, symbol }) => ({ ...cells.text(`${name} ${symbol}`), bare: name })),
            column('Price', ({ price }) => shortTao(price, 6)),
            column('Moving', row => ({ ...cells.decimal(row.movingPriceTaoPerAlpha) })),
            column('Change', ({ change }) => changeCell(change)),
            column('', ({ history }) => ({ text: trend(history), bare: String(history.length) }), { optional: true }),
          ]),
          hint('With one subnet: its chart.'),
        ],
  run: async ({ netuids, current, hours }, ctx) => {
    const chain = await ctx.chain()
    const client = await chain.with(mergeNeeds(SUBNETS, CLOCK))
    return ctx.progress('Reading prices', async () => {
      const at = await client.at()
      const [subnets, clock] = await Promise.all([getSubnets(at), getClock(client, at)])
      const absent = netuids.find(wanted => !subnets.some(({ netuid }) => netuid === wanted))
      if (absent !== undefined) throw noSubnet(absent)
      const shown = subnets.filter(({ netuid }) => (netuids.length === 0 ? netuid !== ROOT : netuids.includes(netuid)))
      const blocks = current ? [] : await getBlocks(chain, await numbersOf(chain, clock, hours))
      return Promise.all(
        shown.map(async ({ netuid, name, symbol, price, movingPrice, registeredAt }): Promise<Row> => {
          const since = blocks.filter(({ number }) => number >= registeredAt)
          const history = await getPriceHistory(chain, netuid, since)
          return {
            ...{ netuid, name, symbol, price, movingPriceTaoPerAlpha: movingPrice },
            change: changeOf(history),
            history: history.map(point => ({ ...point, time: momentOf(clock, point.block).time })),
          }
        }),
      )
    })
  },
})

const trend = (history: readonly { readonly price: bigint }[]): string =>
  history.length < 2 ? '' : sparkline(thinned(history.map(({ price }) => price)))

const SPARKS = 15

/** Every so manyth, the last one included. */
function thinned(prices: readonly bigint[]): bigint[] {
  return sampleBlocks(0, prices.length - 1, SPARKS).map(i => prices[i]!)
}

function changeOf(history: readonly PricePoint[]): bigint | undefined {
  const [first, last] = [history[0], history.at(-1)]
  if (first === undefined || last === undefined || first === last || first.price === 0n) return undefined
  return ((last.price - first.price) * BILLION) / first.price
}

/** Which blocks to look at, among those whose state a development chain still has. */
async function numbersOf(chain: Chain, clock: Clock, hours: number): Promise<number[]> {
  const oldest = (await chain.isDevelopment()) ? (await chainStatus(chain)).oldestState : 0
  const span = Math.ceil((hours * HOUR) / clock.slot)
  return sampleBlocks(Math.max(oldest, clock.block - span), clock.block, POINTS)
}
