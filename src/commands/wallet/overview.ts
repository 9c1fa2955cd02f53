import type { Reader } from '../../client/client.ts'
import { mergeNeeds } from '../../client/metadata/needs.ts'
import { getOwnedHotkeys, OWNED_HOTKEYS } from '../../client/reads/hotkeys.ts'
import { getNames, IDENTITIES } from '../../client/reads/identities.ts'
import { getMetagraph, METAGRAPH } from '../../client/reads/metagraph.ts'
import { number } from '../../client/reads/values.ts'
import { TaoError } from '../../primitives/errors.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { account, netuid as netuidOption, text } from '../kit/options.ts'
import { foreign, integer, list, record, type ValueOf } from '../kit/shape.ts'
import { card, column, table } from '../kit/view.ts'
import { HOLDER_ARGUMENTS, HOLDER_OPTIONS, holdersOf } from '../shared/accounts.ts'
import { shortAlpha, shortDecimal } from '../shared/short.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { subnetCell } from '../shared/staking/words.ts'
import { NEURON_FIELDS, neuronRows } from '../subnets/shared/neurons.ts'
import { getHoldings, HOLDING, HOLDINGS, holdingFacts } from './shared/holdings.ts'

const PLACED = record({
  netuid: integer('The subnet'),
  subnetName: foreign('Its name'),
  symbol: foreign('The symbol of its alpha'),
  ...NEURON_FIELDS,
})
type Row = ValueOf<typeof PLACED>

const NEEDS = mergeNeeds(HOLDINGS, OWNED_HOTKEYS, METAGRAPH, IDENTITIES, {
  storage: ['SubtensorModule.IsNetworkMember'],
})

export default read({
  summary: 'Show how wallets are doing: balances, and each neuron of their hotkeys',
  description: ['Neurons of all hotkeys that a coldkey owns on chain, whether their keys are here or not.'],
  examples: [
    { line: 'tao wallet overview main', does: 'One wallet' },
    { line: 'tao wallet overview --all --netuid 1', does: 'Every wallet here, on subnet 1 only' },
  ],
  arguments: HOLDER_ARGUMENTS,
  options: {
    ...HOLDER_OPTIONS,
    netuid: netuidOption({ summary: 'Only on these subnets', many: true, aliases: ['netuids'] }),
    includeHotkeys: account({
      summary: 'Only neurons of these hotkeys',
      many: true,
      aliases: ['in'],
      complete: 'hotkey',
      excludes: ['excludeHotkeys'],
    }),
    excludeHotkeys: account({
      summary: 'No neurons of these hotkeys',
      many: true,
      aliases: ['ex'],
      complete: 'hotkey',
    }),
    sortBy: text({ summary: 'Which field of a neuron decides the order on a subnet: uid, stake, emission, …' }),
    sortOrder: text({ summary: 'ascending or descending (asc, desc)', default: 'ascending' }),
  },
  uses: ['wallet', 'walletPath', 'network'],
  refuses: { dust: 'It lists neurons; tao stake list and tao wallet inspect list stakes.' },
  check: ({ sortBy, sortOrder }) => void orderOf(sortBy, sortOrder),
  output: list(record({ ...HOLDING, neurons: list(PLACED) })),
  view: wallets =>
    wallets.flatMap(wallet => [
      card(holdingFacts(wallet), wallet.wallet === undefined ? undefined : `Wallet ${wallet.wallet}`),
      table(
        wallet.neurons,
        [
          column('Subnet', row => subnetCell(Number(row.netuid), row.subnetName), { merge: true }),
          column('UID', row => cells.integer(row.uid)),
          column('Hotkey', row =>
            row.own === undefined ? cells.address(row.hotkey) : { ...cells.text(row.own), bare: row.hotkey },
          ),
          column('Stake weight', row => shortDecimal(row.stake, 2)),
          column('Incentive', row => cells.percent(row.incentive)),
          column('Dividends', row => cells.percent(row.dividends)),
          column('Emission', row => shortAlpha(row.emission, 4, row.symbol)),
          column('Permit', row => cells.flag(row.validatorPermit)),
          column('Updated', row => ({ ...cells.integer(row.updatedBlocksAgo), text: `${row.updatedBlocksAgo} ago` })),
          column('Axon', row => (row.axon === undefined ? cells.none : cells.text(row.axon)), { optional: true }),
        ],
        { empty: 'No neurons. Register a hotkey with: tao subnets register' },
      ),
    ]),
  run: async ({ accounts, all, netuid: netuids, includeHotkeys, excludeHotkeys, sortBy, sortOrder }, ctx) => {
    const order = orderOf(sortBy, sortOrder)
    const wallets = await ctx.wallets()
    const [included, excluded] = [includeHotkeys, excludeHotkeys].map(given =>
      given.map(each => wallets.address(each, 'hotkey')),
    ) as [string[], string[]]
    const isMeant = ({ hotkey }: Row): boolean =>
      (included.length === 0 || included.includes(hotkey)) && !excluded.includes(hotkey)
    const holders = await holdersOf(ctx, { accounts, all }, [...includeHotkeys, ...excludeHotkeys])
    const { nameOf } = await ownKeys(ctx)
    const client = await (await ctx.chain()).with(NEEDS)
    return ctx.progress('Reading balances and neurons', async () => {
      const at = await client.at()
      const addresses = holders.map(({ address }) => address)
      const [{ holdings }, places] = await Promise.all([getHoldings(at, holders), subnetsOf(at, addresses)])
      const wanted = netuids.length === 0 ? places : places.filter(place => netuids.includes(place))
      const neurons = (await Promise.all(wanted.map(place => neuronsOn(at, place, addresses, nameOf)))).flat()
      const meant = neurons.filter(isMeant)
      if (order !== undefined) meant.sort((a, b) => Number(a.netuid) - Number(b.netuid) || order(a, b))
      return holdings.map(({ stakes: _, ...holding }) => ({
        ...holding,
        neurons: meant.filter(({ coldkey }) => coldkey === holding.coldkey),
      }))
    })
  },
})

/** The fields that have an order, with the words that btcli has for them. */
const ORDERED = [
  'uid',
  'stake',
  'incentive',
  'dividends',
  'consensus',
  'emission',
  'lastUpdate',
  'registeredAt',
] as const
const OTHER_WORDS: Readonly<Record<string, (typeof ORDERED)[number]>> = {
  updated: 'lastUpdate',
  last_update: 'lastUpdate',
}

type Order = (a: Row, b: Row) => number

/** @throws TaoError `invalid_argument` */
function orderOf(by: string | undefined, direction: string): Order | undefined {
  const isDown = /^(?:d|desc|descending|r|reverse|reversed)$/i.test(direction)
  if (!isDown && !/^(?:a|asc|ascending)$/i.test(direction)) {
    throw new TaoError('invalid_argument', `--sort-order: Not ascending or descending: ${direction.slice(0, 40)}`)
  }
  if (by === undefined) return isDown ? (a, b) => Number(b.uid) - Number(a.uid) : undefined
  const field = ORDERED.find(each => each === by.toLowerCase()) ?? OTHER_WORDS[by.toLowerCase()]
  if (field === undefined) {
    throw new TaoError('invalid_argument', `--sort-by: Not a field: ${by.slice(0, 40)}`, {
      why: `It is one of ${ORDERED.map(each => each.toLowerCase()).join(', ')}, updated.`,
    })
  }
  const compare: Order = (a, b) => Number(BigInt(a[field]) - BigInt(b[field]))
  return isDown ? (a, b) => compare(b, a) : compare
}

/** Where hotkeys of these coldkeys are neurons, in order. */
async function subnetsOf(at: Reader, coldkeys: readonly string[]): Promise<number[]> {
  const hotkeys = (await Promise.all(coldkeys.map(coldkey => getOwnedHotkeys(at, coldkey)))).flat()
  const memberships = await Promise.all(hotkeys.map(hotkey => at.entries('SubtensorModule.IsNetworkMember', hotkey)))
  const netuids = memberships.flat().flatMap(({ keys, value }) => (value === true ? [number(keys[1])] : []))
  return [...new Set(netuids)].sort((a, b) => a - b)
}

async function neuronsOn(
  at: Reader,
  netuid: number,
  coldkeys: readonly string[],
  nameOf: (address: string) => string | undefined,
): Promise<Row[]> {
  const metagraph = await getMetagraph(at, netuid)
  const { name: subnetName, symbol } = metagraph
  const own = { ...metagraph, neurons: metagraph.neurons.filter(({ coldkey }) => coldkeys.includes(coldkey)) }
  const names = await getNames(at, coldkeys)
  return neuronRows(own, names, nameOf).map(row => ({ netuid, subnetName, symbol, ...row, own: nameOf(row.hotkey) }))
}
