import { mergeNeeds } from '../../client/metadata/needs.ts'
import { blocksPerDay, CLOCK, getClock, momentOf } from '../../client/reads/clock.ts'
import { getNames, IDENTITIES } from '../../client/reads/identities.ts'
import { getListings, LISTINGS } from '../../client/reads/listings.ts'
import { getMechagraph, getMetagraph, MECHAGRAPH, METAGRAPH } from '../../client/reads/metagraph.ts'
import { getPruningRules, nextPruned, PRUNING } from '../../client/reads/pruning.ts'
import { getStart, STARTS } from '../../client/reads/registrations.ts'
import { noSubnet } from '../../client/reads/subnets.ts'
import { tao as asTao } from '../../primitives/amounts.ts'
import { ROOT } from '../../primitives/netuid.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { flag as flagOption, integer as integerOption } from '../kit/options.ts'
import {
  address,
  alpha,
  decimal,
  flag,
  foreign,
  integer,
  list,
  maybe,
  record,
  tao,
  type ValueOf,
} from '../kit/shape.ts'
import { type Block, card, hint, table } from '../kit/view.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { ANY_SUBNET } from '../shared/subnet-option.ts'
import { MOMENT, momentCell } from '../shared/waiting.ts'
import { IDENTITY, identityFacts } from './shared/identity.ts'
import { NEURON, NEURON_LEGEND, neuronColumns, neuronRows, noMechanism, SORT, sorted } from './shared/neurons.ts'

const SUBNET = record({
  netuid: integer('Its number'),
  name: foreign('Its name'),
  symbol: foreign('The symbol of its alpha'),
  ownerColdkey: address('Who owns it'),
  ownerName: maybe(foreign('The name that the owner has given itself')),
  ownerHotkey: address('The hotkey of the owner'),
  price: tao('What one alpha costs'),
  movingPriceTaoPerAlpha: decimal('The moving average of the price, by which TAO is shared among subnets'),
  emission: tao('TAO that the last block brought'),
  emissionPerDay: tao('The same for a day of such blocks'),
  emissionShare: decimal('Its share of what the last block brought to all, from 0 to 1'),
  emissionEnabled: flag('Whether root lets it have TAO'),
  alphaEmission: alpha('Alpha that the last block brought to neurons and owner'),
  pendingAlpha: alpha('Alpha that waits for the next epoch'),
  taoIn: tao('TAO in the pool'),
  alphaIn: alpha('Alpha in the pool'),
  alphaOut: alpha('Alpha outside the pool'),
  volume: tao('All trades so far'),
  tempo: integer('Blocks from one epoch to the next'),
  epoch: integer('How many epochs there were'),
  nextEpoch: maybe(MOMENT('When the next epoch runs')),
  blocksToEpoch: maybe(integer('Blocks until then')),
  neurons: integer('How many neurons it has'),
  maxNeurons: integer('How many it may have'),
  burn: tao('What a registration costs'),
  registrationOpen: flag('Whether neurons can register'),
  wouldPrune: maybe(integer('The neuron that the next registration would replace; null while there is room')),
  commitReveal: flag('Whether weights are committed first and shown later'),
  mechanisms: integer('How many mechanisms it has'),
  registered: MOMENT('When it was registered'),
  started: maybe(MOMENT('When it began to emit; null before its start')),
  identity: maybe(IDENTITY),
  neuronList: maybe(list(NEURON, 'Its neurons, with --neurons')),
})
type Result = ValueOf<typeof SUBNET>

function view(subnet: Result, full: boolean): Block[] {
  const { symbol } = subnet
  const owner = subnet.ownerName === undefined ? '' : `${subnet.ownerName} `
  const next = subnet.nextEpoch
  // Nothing is weighed on root, and nobody starts it.
  const isRoot = Number(subnet.netuid) === ROOT
  return [
    card(
      [
        ['Owner', { ...cells.address(`${owner}${subnet.ownerColdkey}`), bare: subnet.ownerColdkey }],
        ['Price', cells.tao(subnet.price)],
        ['Moving price', cells.decimal(subnet.movingPriceTaoPerAlpha)],
        ['Emission', { ...cells.tao(subnet.emissionPerDay), text: `${cells.tao(subnet.emissionPerDay).text} a day` }],
        ['Share', cells.percent(subnet.emissionShare)],
        [
          'Pool',
          {
            ...cells.tao(subnet.taoIn),
            text: `${cells.tao(subnet.taoIn).text} and ${cells.alpha(subnet.alphaIn, symbol).text}`,
          },
        ],
        ['Alpha out', cells.alpha(subnet.alphaOut, symbol)],
        [
          'Epoch',
          next === undefined
            ? cells.none
            : {
                ...momentCell(next),
                text: `${momentCell(next).text}, in ${subnet.blocksToEpoch} of ${subnet.tempo} blocks`,
              },
        ],
        [
          'Neurons',
          {
            ...cells.integer(subnet.neurons),
            text: `${subnet.neurons} of ${subnet.maxNeurons}`,
          },
        ],
        ['Registration', subnet.registrationOpen ? cells.tao(subnet.burn) : cells.dim('closed')],
        ...(subnet.wouldPrune === undefined
          ? []
          : [['Would replace', cells.text(`UID ${subnet.wouldPrune}`)] as const]),
        ...(isRoot
          ? []
          : [
              ['Weights', cells.text(subnet.commitReveal ? 'committed first, shown later' : 'set at once')] as const,
              ['Mechanisms', cells.integer(subnet.mechanisms)] as const,
            ]),
        ['Registered', momentCell(subnet.registered)],
        ...(isRoot
          ? []
          : [['Started', subnet.started === undefined ? cells.warn('not yet') : momentCell(subnet.started)] as const]),
      ],
      `Subnet ${subnet.netuid}: ${subnet.name} ${symbol}`,
    ),
    ...(subnet.identity === undefined ? [] : [card(identityFacts(subnet.identity))]),
    ...(subnet.neuronList === undefined
      ? []
      : [table(subnet.neuronList, neuronColumns(symbol, full)), hint(NEURON_LEGEND)]),
  ]
}

const NEEDS = mergeNeeds(LISTINGS, CLOCK, IDENTITIES, METAGRAPH, PRUNING, STARTS)

export default read({
  summary: 'Show one subnet: owner, price, emission, next epoch, registration, identity',
  examples: [
    { line: 'tao subnets show 1', does: 'All about subnet 1' },
    { line: 'tao subnets show 1 --neurons', does: 'Its neurons as well' },
  ],
  arguments: { netuid: ANY_SUBNET },
  options: {
    neurons: flagOption({ summary: 'List its neurons too' }),
    sort: SORT,
    mechanism: integerOption({
      summary: 'Show the neurons of this mechanism',
      max: 15,
      aliases: ['mechid', 'mech-id', 'mechanism-id'],
    }),
  },
  uses: ['walletPath', 'network'],
  output: SUBNET,
  view: (subnet, { full }) => view(subnet, full),
  run: async ({ netuid, neurons, sort, mechanism }, ctx) => {
    const client = await (await ctx.chain()).with(mergeNeeds(NEEDS, mechanism === undefined ? {} : MECHAGRAPH))
    return ctx.progress(`Reading subnet ${netuid}`, async () => {
      const at = await client.at()
      const [listings, clock, metagraph, rules, start] = await Promise.all([
        getListings(at),
        getClock(client, at),
        getMetagraph(at, netuid),
        getPruningRules(at, netuid),
        getStart(at, netuid),
      ])
      const subnet = listings.find(listing => listing.netuid === netuid)
      if (subnet === undefined) throw noSubnet(netuid)
      const wantsNeurons = neurons || sort !== 'uid' || mechanism !== undefined
      const listed = wantsNeurons && mechanism ? await getMechagraph(at, netuid, mechanism) : metagraph
      if (mechanism && listed === undefined) throw noMechanism(netuid, mechanism)
      const own = await ownKeys(ctx)
      const names = await getNames(at, [subnet.ownerColdkey, ...(listed?.neurons ?? []).map(({ coldkey }) => coldkey)])
      return {
        ...subnet,
        ownerName: names.get(subnet.ownerColdkey),
        movingPriceTaoPerAlpha: subnet.movingPrice,
        emission: subnet.taoEmission,
        emissionPerDay: asTao(subnet.taoEmission * blocksPerDay(clock)),
        emissionEnabled: subnet.isEmissionEnabled && netuid !== ROOT,
        alphaEmission: subnet.alphaOutEmission,
        volume: asTao(subnet.volume),
        epoch: subnet.schedule.index,
        nextEpoch: subnet.nextEpoch === undefined ? undefined : momentOf(clock, subnet.nextEpoch),
        blocksToEpoch: subnet.nextEpoch === undefined ? undefined : subnet.nextEpoch - clock.block,
        registrationOpen: subnet.isRegistrationOpen,
        wouldPrune: netuid === ROOT ? undefined : nextPruned(metagraph, rules, clock.block + 1)?.uid,
        commitReveal: metagraph.commitReveal,
        registered: momentOf(clock, start.registeredAt),
        started: start.startedAt === undefined ? undefined : momentOf(clock, start.startedAt),
        neuronList:
          wantsNeurons && listed !== undefined ? sorted(neuronRows(listed, names, own.nameOf), sort) : undefined,
      }
    })
  },
})
