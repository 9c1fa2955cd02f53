import { mergeNeeds } from '../../client/metadata/needs.ts'
import { blocksPerDay, CLOCK, getClock } from '../../client/reads/clock.ts'
import { getListings, LISTINGS } from '../../client/reads/listings.ts'
import { tao as asTao } from '../../primitives/amounts.ts'
import { ROOT } from '../../primitives/netuid.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { choice } from '../kit/options.ts'
import { alpha, decimal, flag, foreign, integer, list, maybe, record, tao, type ValueOf } from '../kit/shape.ts'
import { type Column, column, hint, table } from '../kit/view.ts'
import { shortTao } from '../shared/short.ts'

const ROW = record({
  netuid: integer('Its number'),
  name: foreign('Its name'),
  symbol: foreign('The symbol of its alpha'),
  price: tao('What one alpha costs'),
  movingPriceTaoPerAlpha: decimal('The moving average of the price, by which TAO is shared among subnets'),
  emission: tao('TAO that the last block brought: into the pool, or spent on its alpha'),
  emissionPerDay: tao('The same for a day of such blocks'),
  emissionShare: decimal('Its share of what the last block brought to all, from 0 to 1'),
  taoIn: tao('TAO in the pool'),
  alphaIn: alpha('Alpha in the pool'),
  alphaOut: alpha('Alpha outside the pool'),
  tempo: integer('Blocks from one epoch to the next'),
  blocksToEpoch: maybe(integer('Blocks to the next epoch; null where there is none')),
  nextEpoch: maybe(integer('The block of the next epoch')),
  neurons: integer('How many neurons it has'),
  maxNeurons: integer('How many it may have'),
  burn: tao('What a registration costs'),
  registrationOpen: flag('Whether neurons can register'),
  started: flag('Whether its owner has started it, so that alpha is emitted and can be traded'),
  startedAt: maybe(integer('The first block that emitted')),
  mechanisms: integer('How many mechanisms it has'),
})
type Row = ValueOf<typeof ROW>

const SORTS = ['netuid', 'name', 'price', 'emission', 'burn', 'neurons', 'pool'] as const

const BY: Readonly<Record<(typeof SORTS)[number], (a: Row, b: Row) => number>> = {
  netuid: () => 0,
  name: (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  price: (a, b) => Number(b.price - a.price),
  emission: (a, b) => Number(b.emission - a.emission),
  burn: (a, b) => Number(a.burn - b.burn),
  neurons: (a, b) => Number(b.neurons) - Number(a.neurons),
  pool: (a, b) => Number(b.taoIn - a.taoIn),
}

const COLUMNS: readonly Column<Row>[] = [
  column('', ({ netuid }) => cells.integer(netuid)),
  column('Name', ({ name, symbol }) => ({ ...cells.text(`${name} ${symbol}`), bare: name })),
  column('Price', ({ price }) => shortTao(price, 6)),
  column('Per day', ({ emissionPerDay, started }) =>
    started ? shortTao(emissionPerDay, 2) : cells.dim('not started'),
  ),
  column('Pool', ({ taoIn }) => shortTao(taoIn, 0)),
  column('Epoch', ({ blocksToEpoch, tempo }) =>
    blocksToEpoch === undefined
      ? cells.none
      : { ...cells.integer(blocksToEpoch), text: `in ${blocksToEpoch} of ${tempo}` },
  ),
  column('Neurons', ({ neurons, maxNeurons }) => ({ ...cells.integer(neurons), text: `${neurons}/${maxNeurons}` })),
  column('Register', ({ burn, registrationOpen }) => (registrationOpen ? shortTao(burn, 4) : cells.dim('closed'))),
]

const FULL: readonly Column<Row>[] = [
  column('Share', ({ emissionShare }) => cells.percent(emissionShare)),
  column('Moving price', ({ movingPriceTaoPerAlpha }) => cells.decimal(movingPriceTaoPerAlpha)),
  column('Alpha in', ({ alphaIn, symbol }) => cells.alpha(alphaIn, symbol)),
  column('Alpha out', ({ alphaOut, symbol }) => cells.alpha(alphaOut, symbol)),
  column('Mechanisms', ({ mechanisms }) => cells.integer(mechanisms)),
]

export default read({
  summary: 'List all subnets with price, emission, next epoch and the price of a place',
  description: [
    'Emission is what the last block brought to a subnet in TAO, for a day of such blocks, and its share of the whole. --full shows moving price and alpha as well.',
  ],
  examples: [
    { line: 'tao subnets list', does: 'All subnets' },
    { line: 'tao subnets list --sort burn', does: 'Where registering is cheapest' },
    { line: 'tao subnets list --fields netuid,name,price_rao', does: 'Prices for a program' },
  ],
  options: {
    sort: choice(SORTS, { summary: 'What comes first', default: 'netuid' }),
  },
  uses: ['network'],
  output: list(ROW),
  view: (rows, { full }) => [
    table(rows, full ? [...COLUMNS, ...FULL] : COLUMNS),
    hint(
      'Per day: TAO that comes in. Epoch: blocks until the next one. Register: what a place costs. More with --full.',
    ),
  ],
  run: async ({ sort }, ctx) => {
    const client = await (await ctx.chain()).with(mergeNeeds(LISTINGS, CLOCK))
    return ctx.progress('Reading subnets', async () => {
      const at = await client.at()
      const [listings, clock] = await Promise.all([getListings(at), getClock(client, at)])
      const daily = blocksPerDay(clock)
      const rows = listings.map(
        (subnet): Row => ({
          ...subnet,
          movingPriceTaoPerAlpha: subnet.movingPrice,
          emission: subnet.taoEmission,
          emissionPerDay: asTao(subnet.taoEmission * daily),
          blocksToEpoch: subnet.nextEpoch === undefined ? undefined : subnet.nextEpoch - clock.block,
          registrationOpen: subnet.isRegistrationOpen,
          started: subnet.netuid === ROOT ? subnet.isTraded : subnet.startedAt !== undefined && subnet.isTraded,
        }),
      )
      return rows.toSorted((a, b) => BY[sort](a, b) || Number(a.netuid) - Number(b.netuid))
    })
  },
})
