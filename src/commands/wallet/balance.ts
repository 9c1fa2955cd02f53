import { mergeNeeds } from '../../client/metadata/needs.ts'
import { BALANCES, getBalances } from '../../client/reads/balances.ts'
import { stakeValue as valueInTao } from '../../client/reads/prices.ts'
import { getStakes, STAKES } from '../../client/reads/stakes.ts'
import { getSubnets, SUBNETS } from '../../client/reads/subnets.ts'
import { tao as asTao, type Tao } from '../../primitives/amounts.ts'
import { TaoError } from '../../primitives/errors.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { choice, flag } from '../kit/options.ts'
import { address, integer, list, maybe, record, tao, text } from '../kit/shape.ts'
import { column, table } from '../kit/view.ts'
import { HOLDER_ARGUMENTS, HOLDER_OPTIONS, holdersOf } from '../shared/accounts.ts'

const NEEDS = mergeNeeds(BALANCES, STAKES, SUBNETS)
const SORTS = ['name', 'free', 'staked', 'total'] as const
type Sort = (typeof SORTS)[number]

export default read({
  summary: 'Show what wallets hold: free TAO and the value of their stake',
  description: [
    'Stake is valued at the present price of each alpha. Selling all of it at once would bring less: tao stake remove --dry-run tells how much.',
  ],
  examples: [
    { line: 'tao wallet balance', does: 'The wallet of the settings' },
    { line: 'tao wallet balance main cold --network finney', does: 'Two wallets on the real network' },
    { line: 'tao wallet balance --all', does: 'Every wallet here' },
  ],
  arguments: HOLDER_ARGUMENTS,
  options: {
    ...HOLDER_OPTIONS,
    sort: choice(SORTS, { summary: 'What comes first; as given if absent', bare: 'total' }),
    empty: flag({ summary: 'With --all: wallets that hold nothing as well' }),
  },
  uses: ['wallet', 'walletPath', 'network'],
  check: ({ all, empty }) => {
    if (empty && !all)
      throw new TaoError('usage', '--empty goes with --all', { remedy: 'Add it, or leave --empty out.' })
  },
  output: list(
    record({
      wallet: maybe(text('Name of the wallet; null for an address')),
      address: address('The coldkey'),
      free: tao('What can be spent, and what of it is frozen'),
      reserved: tao('Deposits'),
      stakeValue: tao('The value of all stake at present prices'),
      total: tao('All of it'),
      stakes: integer('In how many places there is stake'),
    }),
  ),
  view: (rows, { full }) => [
    table(
      rows,
      [
        column('Wallet', row => (row.wallet === undefined ? cells.none : cells.text(row.wallet))),
        column('Address', row => cells.address(row.address)),
        column('Free', row => cells.tao(row.free)),
        column('Reserved', row => cells.tao(row.reserved), { optional: true }),
        column('Stake value', row => cells.tao(row.stakeValue)),
        column('Total', row => cells.tao(row.total)),
        ...(full ? [column<(typeof rows)[number]>('Stakes', row => cells.integer(row.stakes))] : []),
      ],
      rows.length > 1 ? { foot: footOf(rows, full) } : {},
    ),
  ],
  run: async ({ accounts, all, sort, empty }, ctx) => {
    const named = await holdersOf(ctx, { accounts, all })
    const addresses = named.map(each => each.address)
    const client = await (await ctx.chain()).with(NEEDS)
    const [balances, stakes, subnets] = await ctx.progress('Reading balances and stake', async () => {
      const at = await client.at()
      return Promise.all([getBalances(at, addresses), getStakes(at, addresses), getSubnets(at)])
    })
    const rows = named.map(({ name, address }, i) => {
      const { free, reserved } = balances[i]!
      const stakeValue = sum(stakes[i]!.map(stake => valueInTao(stake, subnets)))
      const total = sum([free, reserved, stakeValue])
      return { wallet: name, address, free, reserved, stakeValue, total, stakes: stakes[i]!.length }
    })
    const shown = all && !empty && !ctx.settings.json ? rows.filter(({ total }) => total > 0n) : rows
    const hidden = rows.length - shown.length
    if (hidden > 0) ctx.note(`${hidden} ${hidden === 1 ? 'wallet holds' : 'wallets hold'} nothing; see --empty.`)
    return sort === undefined ? shown : shown.toSorted(ORDER[sort])
  },
})

type Sortable = { readonly wallet: string | undefined; readonly address: string } & Row

const byAmount = (key: keyof Row) => (a: Sortable, b: Sortable) => Number(b[key] - a[key])

const ORDER: Readonly<Record<Sort, (a: Sortable, b: Sortable) => number>> = {
  name: (a, b) => ((a.wallet ?? a.address) < (b.wallet ?? b.address) ? -1 : 1),
  free: byAmount('free'),
  staked: byAmount('stakeValue'),
  total: byAmount('total'),
}

const sum = (amounts: readonly Tao[]): Tao => asTao(amounts.reduce((total, amount) => total + amount, 0n))

type Row = { readonly free: Tao; readonly reserved: Tao; readonly stakeValue: Tao; readonly total: Tao }

function footOf(rows: readonly Row[], full: boolean) {
  const total = (key: keyof Row) => cells.tao(sum(rows.map(row => row[key])))
  const sums = [total('free'), total('reserved'), total('stakeValue'), total('total')]
  return [cells.strong('All'), { text: '' }, ...sums, ...(full ? [{ text: '' }] : [])]
}
