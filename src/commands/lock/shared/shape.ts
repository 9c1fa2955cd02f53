/** Locks as results: what is locked now, and what will be. */
import { type LockNow, type LockThen, lockAfter, lockAt } from '../../../client/reads/lock-outlook.ts'
import { type LockScene, modeOn } from '../../../client/reads/locks.ts'
import { type Alpha, alpha as rao } from '../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../primitives/netuid.ts'
import { type Cell, cells } from '../../kit/cells.ts'
import type { Context } from '../../kit/context.ts'
import { flag as flagOption } from '../../kit/options.ts'
import { address, alpha, flag, foreign, integer, list, maybe, record, text, type ValueOf } from '../../kit/shape.ts'
import { type Block, column, hint, table } from '../../kit/view.ts'
import { chartRows, sparkline } from '../../shared/chart.ts'
import { shortAlpha } from '../../shared/short.ts'
import type { OwnKeys } from '../../shared/staking/own-keys.ts'
import { stakeCell } from '../../shared/staking/words.ts'

export const LOCK = {
  coldkey: address('Whose alpha is locked'),
  netuid: integer('The subnet; on root it is TAO'),
  subnetName: foreign('Its name'),
  symbol: foreign('The symbol of its alpha'),
  hotkey: address('To whom it is locked'),
  hotkeyName: maybe(text('The name of that hotkey in the wallets here')),
  ownerHotkey: flag('Whether it is the hotkey of the owner of the subnet, where conviction is what is locked'),
  decaying: flag('Whether what is locked becomes free bit by bit'),
  locked: alpha('What is locked'),
  conviction: alpha('The conviction it has earned, in alpha'),
} as const
const LOCK_RECORD = record(LOCK)
export type LockRow = ValueOf<typeof LOCK_RECORD>

const THEN = record({
  days: integer('Days from now'),
  block: integer('The block'),
  locked: alpha('What is locked then'),
  freed: alpha('What has become free by then'),
  conviction: alpha('The conviction then'),
})
export const OUTLOOK = list(THEN, 'What becomes of it, as the chain computes it, if nobody touches it')
const WEEK = record({
  week: integer('Weeks from now'),
  locked: alpha('What is locked then'),
  conviction: alpha('The conviction then'),
})
export const WEEKS = list(
  WEEK,
  'The same for each week of a year, for a chart; with --json only where --graph is given',
)

export type Outlook = ValueOf<typeof OUTLOOK>
export type Weeks = ValueOf<typeof WEEKS>

/** The days are those that a person counts in; btcli tells of the 30th, 90th and 365th. */
const TERMS: readonly (readonly [days: number, name: string])[] = [
  [0, 'now'],
  [1, '1 day'],
  [7, '1 week'],
  [30, '1 month'],
  [90, '3 months'],
  [180, '6 months'],
  [365, '1 year'],
]
const TERM_DAYS = TERMS.map(([days]) => days)
const WEEK_DAYS = Array.from({ length: 53 }, (_, week) => 7 * week)

export const GRAPH = {
  graph: flagOption({ summary: 'Leave out the chart of the year to come', default: true }),
} as const

/** Programs that do not ask for the points of the chart have the outlook; btcli v9 told them always. */
export const wantsChart = (ctx: Context, graph: boolean): boolean =>
  graph && (ctx.isGiven('graph') || !ctx.settings.json || ctx.settings.jsonOutput)

export const outlookOf = (scene: LockScene, block: bigint, perDay: bigint): Outlook =>
  lockAfter(scene, block, perDay, TERM_DAYS)

export const weeksOf = (scene: LockScene, block: bigint, perDay: bigint): Weeks =>
  lockAfter(scene, block, perDay, WEEK_DAYS).map(({ days, locked, conviction }: LockThen) => ({
    week: days / 7,
    locked,
    conviction,
  }))

export interface SubnetNamed {
  readonly netuid: NetUid
  readonly name: string
  readonly symbol: string
}

/** What is locked to `hotkey`, as of a block. */
export function lockRow(
  scene: LockScene,
  hotkey: string,
  { name, symbol }: Pick<SubnetNamed, 'name' | 'symbol'>,
  nameOf: OwnKeys['nameOf'],
  block: bigint,
): LockRow {
  const { owner, perpetual } = modeOn(scene, hotkey)
  const { locked, conviction }: LockNow = lockAt(scene, block)
  return {
    coldkey: scene.coldkey,
    netuid: scene.netuid,
    subnetName: name,
    symbol,
    hotkey,
    hotkeyName: nameOf(hotkey),
    ownerHotkey: owner,
    decaying: !perpetual,
    locked,
    conviction,
  }
}

export const modeWord = (isPerpetual: boolean): string => (isPerpetual ? 'perpetual' : 'decaying')

export const modeCell = (isDecaying: boolean): Cell => cells.text(modeWord(!isDecaying))

const netuidOf = ({ netuid }: Pick<LockRow, 'netuid'>): NetUid => Number(netuid)

export const amountCell = (row: Pick<LockRow, 'netuid' | 'symbol'>, amount: bigint): Cell =>
  stakeCell(netuidOf(row), amount, row.symbol)

export const hotkeyFact = ({ hotkey, hotkeyName, ownerHotkey }: LockRow): Cell =>
  cells.text([hotkeyName, hotkey, ownerHotkey ? '(of the owner of the subnet)' : undefined].filter(Boolean).join(' '))

/** A table of what is to come, and a chart where its points are there. */
export function outlookBlocks(row: Pick<LockRow, 'netuid' | 'symbol'>, outlook: Outlook, weeks: Weeks): Block[] {
  const named = new Map(TERMS)
  return [
    table(
      outlook,
      [
        column('In', ({ days }) => ({ ...cells.text(named.get(Number(days)) ?? `${days} days`), bare: String(days) })),
        column('Locked', then => amountCell(row, then.locked)),
        column('Free by then', then => amountCell(row, then.freed)),
        column('Conviction', then => amountCell(row, then.conviction)),
      ],
      { title: 'If nobody touches it' },
    ),
    ...(isFlat(weeks) ? [] : [chart(row, weeks)]),
  ]
}

/** Nothing grows or fades: the table has said it. */
const isFlat = (weeks: Weeks): boolean =>
  weeks.every(({ locked, conviction }) => locked === weeks[0]!.locked && conviction === weeks[0]!.conviction)

const CHART_ROWS = 6
const DECIMALS = 3

function chart(row: Pick<LockRow, 'netuid' | 'symbol'>, weeks: Weeks): Block {
  const symbol = netuidOf(row) === ROOT ? 'τ' : row.symbol
  const convictions = weeks.map(({ conviction }) => conviction)
  const ends = [highest(convictions), lowest(convictions)].map(amount => shortAlpha(amount, DECIMALS, symbol).text)
  const rows = chartRows(convictions, CHART_ROWS)
  const label = (at: number): string => (at === 0 ? ends[0]! : at === CHART_ROWS - 1 ? ends[1]! : '')
  const width = Math.max(...rows.map((_, at) => label(at).length), 'locked'.length)
  return hint(
    `${'conviction'.padStart(width)}`,
    ...rows.map((line, at) => `${label(at).padStart(width)} ${line}`),
    `${'locked'.padStart(width)} ${sparkline(weeks.map(({ locked }) => locked))}`,
    `${' '.repeat(width)} now, and each week of a year`,
  )
}

const highest = (amounts: readonly Alpha[]): Alpha => amounts.reduce((a, b) => (a > b ? a : b), rao(0n))
const lowest = (amounts: readonly Alpha[]): Alpha => amounts.reduce((a, b) => (a < b ? a : b))
