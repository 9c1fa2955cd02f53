import type {
  NeuronLine,
  SubnetHistory,
  SubnetPage,
  SubnetSeries,
} from '../../local-chain/node/rpc/explorer/answers.ts'
import { chart } from '../chart.ts'
import { type Child, h } from '../dom.ts'
import { countText, harmless, plural, shareText, u16Text, wordsOf } from '../format.ts'
import { account, amount, block, dim, facts, foreign, heading, section } from '../parts.ts'
import { shownView } from '../shown.ts'
import type { Page, Site } from '../site.ts'
import { pressed, type SortState } from '../sorting.ts'
import { type Column, table } from '../table.ts'
import { pointsOf, priceText } from './subnets.ts'

const CHART_POINTS = 120

/** A subnet: its pool, how it went, its neurons and what it is set to. */
export function subnetPage(site: Site, netuid: number): Page {
  let page: SubnetPage | undefined
  let history: SubnetHistory | undefined
  let sort: SortState = { column: 'UID', descending: false }
  const cursors = new Map<string, number>()
  return {
    title: () => (page === undefined ? `Subnet ${netuid}` : `Subnet ${netuid}: ${harmless(page.subnet.name)}`),
    live: true,
    load: async () => {
      ;[page, history] = await Promise.all([
        site.rpc.call<SubnetPage>('tao_explorerSubnet', netuid),
        site.rpc.call<SubnetHistory>('tao_explorerHistory', netuid, CHART_POINTS),
      ])
    },
    act: (act, value) => {
      if (act === 'sort') sort = pressed(sort, value)
      else if (act.startsWith('cursor-')) cursors.set(act.slice('cursor-'.length), Number(value))
    },
    draw: () =>
      page && [
        heading(`Subnet ${netuid}: `, foreign(page.subnet.name), ' ', dim(foreign(page.subnet.symbol))),
        about(site, page),
        section('Over time', chartsOf(history, cursors)),
        section(
          'Metagraph',
          h('p', { class: 'dim' }, plural(page.neurons.length, 'neuron'), ' of ', countText(page.subnet.maxNeurons)),
          table(page.neurons, neuronColumns(site, page.subnet.symbol), {
            label: `Metagraph of subnet ${netuid}`,
            keyOf: ({ uid }) => uid,
            sort,
            empty: 'Nobody is registered here.',
          }),
        ),
        section('Hyperparameters', parameters(site, page)),
        page.identity.length > 0 && section('Identity', identity(site, page)),
      ],
  }
}

function about(site: Site, page: SubnetPage): Child {
  const { subnet } = page
  const { symbol } = subnet
  return facts(
    ['Price', amount(subnet.price)],
    ['Emission share', shareText(subnet.emissionShare)],
    ['τ per block', amount(subnet.taoEmission)],
    ['α per block', amount(page.alphaOutEmission, symbol)],
    ['τ in the pool', amount(subnet.taoIn)],
    ['α in the pool', amount(subnet.alphaIn, symbol)],
    ['α outside', amount(subnet.alphaOut, symbol)],
    ['Volume', amount(page.volume)],
    ['Registration costs', amount(page.burn)],
    ['Tempo', plural(subnet.tempo, 'block')],
    ['Last epoch', page.lastEpoch === 0 ? dim('none yet') : block(page.lastEpoch)],
    ['Next epoch', subnet.nextEpoch === null ? dim('none') : `#${countText(subnet.nextEpoch)}`],
    ['Made at', block(page.registeredAt)],
    ['Owner', account(site, subnet.owner)],
    ['Owner’s hotkey', account(site, page.ownerHotkey)],
  )
}

function chartsOf(history: SubnetHistory | undefined, cursors: ReadonlyMap<string, number>): Child {
  const series = history?.subnets[0]
  if (history === undefined || series === undefined) return h('p', { class: 'empty' }, 'No values yet.')
  const drawn = (id: string, title: string, values: SubnetSeries['price'], unit: string): Child =>
    chart(pointsOf(history.blocks, values), {
      id,
      title,
      textOf: rao => priceText(rao).replace('τ', unit),
      cursor: cursors.get(id),
    })
  return h(
    'div',
    { class: 'charts' },
    drawn('price', 'Price of an alpha', series.price, 'τ'),
    drawn('tao', 'TAO emitted per block', series.taoEmission, 'τ'),
    drawn('alpha', 'Alpha emitted per block', series.alphaEmission, 'α'),
  )
}

function neuronColumns(site: Site, symbol: string): readonly Column<NeuronLine>[] {
  const part = (title: string, of: (neuron: NeuronLine) => number) => ({
    title,
    numeric: true,
    cell: (neuron: NeuronLine) => u16Text(of(neuron)),
    sortBy: of,
  })
  const yes = (title: string, of: (neuron: NeuronLine) => boolean) => ({
    title,
    cell: (neuron: NeuronLine) => (of(neuron) ? 'yes' : dim('no')),
    sortBy: of,
  })
  return [
    { title: 'UID', numeric: true, cell: ({ uid }) => String(uid), sortBy: ({ uid }) => uid },
    {
      title: 'Hotkey',
      cell: ({ hotkey }) => account(site, hotkey),
      sortBy: ({ hotkey }) => site.names.get(hotkey) ?? hotkey,
    },
    {
      title: 'Coldkey',
      cell: ({ coldkey }) => account(site, coldkey),
      sortBy: ({ coldkey }) => site.names.get(coldkey) ?? coldkey,
    },
    { title: 'Stake', numeric: true, cell: ({ stake }) => amount(stake, symbol), sortBy: ({ stake }) => BigInt(stake) },
    part('Validator trust', ({ validatorTrust }) => validatorTrust),
    part('Consensus', ({ consensus }) => consensus),
    part('Incentive', ({ incentive }) => incentive),
    part('Dividends', ({ dividends }) => dividends),
    {
      title: 'Emission',
      numeric: true,
      cell: ({ emission }) => amount(emission, symbol),
      sortBy: ({ emission }) => BigInt(emission),
    },
    {
      title: 'Axon',
      cell: ({ axon }) => (axon === null ? dim('none') : h('code', {}, axon)),
      sortBy: ({ axon }) => axon,
    },
    yes('Permit', ({ permit }) => permit),
    yes('Active', ({ active }) => active),
    {
      title: 'Updated',
      numeric: true,
      cell: ({ lastUpdate }) => block(lastUpdate),
      sortBy: ({ lastUpdate }) => lastUpdate,
    },
  ]
}

const parameters = (site: Site, { hyperparameters }: SubnetPage): Child =>
  facts(...hyperparameters.map(([name, value]) => [wordsOf(name), shownView(site, value)] as const))

const identity = (site: Site, { identity: lines }: SubnetPage): Child =>
  facts(...lines.map(([name, value]) => [wordsOf(name), shownView(site, value)] as const))
