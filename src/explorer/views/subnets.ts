import type { SubnetHistory, SubnetLine, SubnetList } from '../../local-chain/node/rpc/explorer/answers.ts'
import { sparkline } from '../chart.ts'
import { chartSummary, type Point } from '../chart-geometry.ts'
import type { Child } from '../dom.ts'
import { amountText, countText, shareText } from '../format.ts'
import { account, amount, dim, foreign, heading, link } from '../parts.ts'
import { href } from '../routes.ts'
import type { Page, Site } from '../site.ts'
import { pressed, type SortState } from '../sorting.ts'
import { type Column, table } from '../table.ts'

const SPARK_POINTS = 24

/** All subnets beside one another. */
export function subnetsPage(site: Site): Page {
  let list: SubnetList | undefined
  let prices: ReadonlyMap<number, readonly Point[]> = new Map()
  let sort: SortState = { column: 'Netuid', descending: false }
  return {
    title: () => 'Subnets',
    live: true,
    load: async () => {
      const [subnets, history] = await Promise.all([
        site.rpc.call<SubnetList>('tao_explorerSubnets'),
        site.rpc.call<SubnetHistory>('tao_explorerHistory', null, SPARK_POINTS),
      ])
      list = subnets
      prices = new Map(history.subnets.map(({ netuid, price }) => [netuid, pointsOf(history.blocks, price)]))
    },
    act: (act, column) => {
      if (act === 'sort') sort = pressed(sort, column)
    },
    draw: () => [
      heading('Subnets'),
      list &&
        table(list.subnets, columnsOf(site, prices), {
          label: 'Subnets',
          keyOf: ({ netuid }) => netuid,
          sort,
          empty: 'There are no subnets.',
        }),
    ],
  }
}

export const pointsOf = (blocks: readonly number[], values: readonly (string | null)[]): Point[] =>
  blocks.map((number, i) => ({ block: number, rao: values[i] ?? null }))

export const priceText = (rao: string): string => `${amountText(rao)} τ`

function columnsOf(site: Site, prices: ReadonlyMap<number, readonly Point[]>): readonly Column<SubnetLine>[] {
  const money = (title: string, of: (line: SubnetLine) => string, unit?: (line: SubnetLine) => string) => ({
    title,
    numeric: true,
    cell: (line: SubnetLine) => amount(of(line), unit?.(line)),
    sortBy: (line: SubnetLine) => BigInt(of(line)),
  })
  return [
    {
      title: 'Netuid',
      numeric: true,
      cell: ({ netuid }) => link(href.subnet(netuid), String(netuid)),
      sortBy: ({ netuid }) => netuid,
    },
    {
      title: 'Name',
      cell: ({ netuid, name }) => link(href.subnet(netuid), foreign(name)),
      sortBy: ({ name }) => name.toLowerCase(),
    },
    { title: 'Symbol', cell: ({ symbol }) => foreign(symbol), sortBy: ({ symbol }) => symbol },
    money('Price', ({ price }) => price),
    { title: 'Price over time', cell: ({ netuid }) => spark(prices.get(netuid)) },
    {
      title: 'Emission',
      numeric: true,
      cell: ({ emissionShare }) => shareText(emissionShare),
      sortBy: ({ emissionShare }) => BigInt(emissionShare),
    },
    money('τ in the pool', ({ taoIn }) => taoIn),
    money(
      'α in the pool',
      ({ alphaIn }) => alphaIn,
      ({ symbol }) => symbol,
    ),
    money(
      'α outside',
      ({ alphaOut }) => alphaOut,
      ({ symbol }) => symbol,
    ),
    { title: 'Tempo', numeric: true, cell: ({ tempo }) => countText(tempo), sortBy: ({ tempo }) => tempo },
    {
      title: 'Next epoch',
      numeric: true,
      cell: ({ nextEpoch }) => epochCell(nextEpoch),
      sortBy: ({ nextEpoch }) => nextEpoch,
    },
    {
      title: 'Neurons',
      numeric: true,
      cell: ({ neurons, maxNeurons }) => `${countText(neurons)} of ${countText(maxNeurons)}`,
      sortBy: ({ neurons }) => neurons,
    },
    {
      title: 'Owner',
      cell: ({ owner }) => account(site, owner),
      sortBy: ({ owner }) => site.names.get(owner) ?? owner,
    },
  ]
}

/** A block that is still to come leads nowhere yet. */
const epochCell = (number: number | null): Child => (number === null ? dim('none') : `#${countText(number)}`)

const spark = (points: readonly Point[] | undefined): Child =>
  points === undefined ? null : sparkline(points, chartSummary(points, priceText))
