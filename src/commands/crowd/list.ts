import { mergeNeeds } from '../../client/metadata/needs.ts'
import { CLOCK, getClock } from '../../client/reads/clock.ts'
import { CROWDLOANS, getCrowdloans, KINDS, STATUSES } from '../../client/reads/crowdloans.ts'
import { getNames, IDENTITIES } from '../../client/reads/identities.ts'
import { type Cell, cells, duration } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { choice, text } from '../kit/options.ts'
import { list } from '../kit/shape.ts'
import { column, table } from '../kit/view.ts'
import { taoText } from '../shared/transaction.ts'
import {
  CROWDLOAN,
  namedIn,
  percentText,
  progressCell,
  purposeText,
  type Shown,
  shareOf,
  shown,
  statusCell,
} from './shared/shown.ts'

const ORDERS = ['raised', 'end', 'contributors', 'id'] as const
type Order = (typeof ORDERS)[number]

const KEYS: Readonly<Record<Order, (row: Shown) => bigint>> = {
  raised: row => row.raised,
  end: row => BigInt(row.end.block),
  contributors: row => BigInt(row.contributors),
  id: row => BigInt(row.crowdloanId),
}

/** Those that take contributions first, and of them those that have raised most. */
function byUsual(a: Shown, b: Shown): number {
  const isOver = (row: Shown): number => (row.status === 'active' ? 0 : 1)
  return isOver(a) - isOver(b) || compare(b.raised, a.raised) || Number(a.crowdloanId) - Number(b.crowdloanId)
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)

function sorted(rows: readonly Shown[], by: Order | undefined, order: 'asc' | 'desc' | undefined): Shown[] {
  if (by === undefined) return [...rows].sort(order === 'asc' ? (a, b) => byUsual(b, a) : byUsual)
  const direction = (order ?? (by === 'id' ? 'asc' : 'desc')) === 'asc' ? 1 : -1
  return [...rows].sort(
    (a, b) => direction * compare(KEYS[by](a), KEYS[by](b)) || Number(a.crowdloanId) - Number(b.crowdloanId),
  )
}

const sum = (rows: readonly Shown[], key: 'raised' | 'cap'): bigint => rows.reduce((all, row) => all + row[key], 0n)

/** `59994 (8 d 7 h)` */
function blocksCell({ blocksLeft, secondsLeft, finalized }: Shown): Cell {
  const isOver = blocksLeft <= 0 || finalized
  const text = isOver ? cells.dim('over') : cells.text(`${blocksLeft} (${duration(Number(secondsLeft) * 1000)})`)
  return { ...text, bare: String(blocksLeft), align: 'right', cut: 'no' }
}

export default read({
  summary: 'List the crowdloans: what they have raised, what it is for, when they end',
  examples: [
    { line: 'tao crowd list', does: 'All crowdloans, those that take contributions first' },
    { line: 'tao crowd list --status active --type subnet', does: 'Subnets that can still be leased together' },
  ],
  options: {
    status: choice(STATUSES, { summary: 'Only those in this state' }),
    type: choice(KINDS, { summary: 'Only those of this kind' }),
    sortBy: choice(ORDERS, { summary: 'Sort by this' }),
    sortOrder: choice(['asc', 'desc'], { summary: 'The least first, or the greatest' }),
    searchCreator: text({ summary: 'Only those whose creator has this in address or name' }),
  },
  uses: ['network'],
  output: list(CROWDLOAN),
  view: rows => [
    table(
      rows,
      [
        column('ID', row => cells.integer(row.crowdloanId)),
        column('State', row => statusCell(row.status)),
        column('Raised', row => cells.tao(row.raised)),
        column('Cap', row => cells.tao(row.cap)),
        column('Of the cap', row => progressCell(row.raised, row.cap, 8)),
        column('Ends at', row => cells.integer(row.end.block)),
        column('Blocks to go', blocksCell),
        column('Contributors', row => cells.integer(row.contributors)),
        column('Creator', row => cells.address(row.creator)),
        column('Name', row => cells.text(row.creatorName ?? ''), { optional: true }),
        column('For', row => cells.text(purposeText(row))),
      ],
      {
        empty: 'No such crowdloans. One begins with: tao crowd create',
        ...(rows.length < 2
          ? {}
          : {
              title: `${taoText(sum(rows, 'raised'))} of ${taoText(sum(rows, 'cap'))} raised: ${percentText(shareOf(sum(rows, 'raised'), sum(rows, 'cap')))}`,
            }),
      },
    ),
  ],
  run: async ({ status, type, sortBy, sortOrder, searchCreator }, ctx) => {
    const client = await (await ctx.chain()).with(mergeNeeds(CROWDLOANS, CLOCK, IDENTITIES))
    const at = await client.at()
    const [loans, clock] = await ctx.progress('Reading crowdloans', () =>
      Promise.all([getCrowdloans(client, at), getClock(client, at)]),
    )
    const names = await getNames(at, loans.flatMap(namedIn))
    const wanted = searchCreator?.toLowerCase()
    const isWanted = (row: Shown): boolean =>
      (status === undefined || row.status === status) &&
      (type === undefined || row.kind === type) &&
      (wanted === undefined || `${row.creator}\n${row.creatorName ?? ''}`.toLowerCase().includes(wanted))
    const rows = loans.map(loan => shown(loan, clock, names)).filter(isWanted)
    return sorted(rows, sortBy, sortOrder)
  },
})
