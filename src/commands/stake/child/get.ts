import { mergeNeeds } from '../../../client/metadata/needs.ts'
import { appliedAt, CHILDREN, changeableAt, type Family, getFamilies, shareOf } from '../../../client/reads/children.ts'
import { CLOCK, type Clock, getClock, momentOf } from '../../../client/reads/clock.ts'
import { getSchedules, type Schedule } from '../../../client/reads/schedules.ts'
import { getSubnets, SUBNETS } from '../../../client/reads/subnets.ts'
import { CHILDKEY_TAKE, getChildkeyTake } from '../../../client/reads/takes.ts'
import { ofU16 } from '../../../client/reads/values.ts'
import { ROOT } from '../../../primitives/netuid.ts'
import { type Cell, cells } from '../../kit/cells.ts'
import { read } from '../../kit/command.ts'
import { flag, netuid } from '../../kit/options.ts'
import { address, decimal, foreign, integer, list, maybe, record, text, type ValueOf } from '../../kit/shape.ts'
import { column, table } from '../../kit/view.ts'
import { ensureWalletCounts } from '../../shared/outright.ts'
import { anyHotkey, hotkeyOf } from '../../shared/staking/hotkeys.ts'
import { ownKeys } from '../../shared/staking/own-keys.ts'
import { hotkeyCell } from '../../shared/staking/trades.ts'
import { subnetCell } from '../../shared/staking/words.ts'
import { MOMENT, momentCell } from '../../shared/waiting.ts'

const RELATION = record({
  hotkey: address('The other hotkey'),
  hotkeyName: maybe(text('Its name in the wallets here')),
  share: decimal('The share of the parent’s stake'),
  proportion: text('The same in parts of 2^64 - 1, exact'),
})
type RelationRow = ValueOf<typeof RELATION>

const FAMILY = record({
  netuid: integer('The subnet'),
  subnetName: foreign('Its name'),
  hotkey: address('The hotkey'),
  take: decimal('What it keeps of what it earns for its parents'),
  children: list(RELATION, 'Who works with its stake'),
  parents: list(RELATION, 'With whose stake it works'),
  pending: maybe(list(RELATION, 'Children that take the place of the present ones; null where none wait')),
  pendingUntil: maybe(MOMENT('They are applied in the first epoch after this block')),
  pendingApply: maybe(MOMENT('That epoch')),
  changeable: maybe(MOMENT('The first block that may change the children again; null for at once')),
})
type FamilyRow = ValueOf<typeof FAMILY>

export default read({
  summary: 'Show the children and parents of a hotkey, and children that wait to be applied',
  examples: [
    { line: 'tao stake child get --netuid 1 --hotkey main/validator', does: 'On one subnet' },
    { line: 'tao stake child get --hotkey main/validator', does: 'Wherever it has any' },
  ],
  options: {
    ...anyHotkey('The hotkey: of mine or anybody’s'),
    netuid: netuid({ summary: 'On this subnet only', excludes: ['allNetuids'] }),
    allNetuids: flag({ summary: 'On every subnet; so it is without --netuid', aliases: ['all', 'allnetuids'] }),
  },
  uses: ['wallet', 'walletPath', 'network'],
  output: list(FAMILY),
  view: families => [
    table(
      families.flatMap(rowsOf),
      [
        column('Subnet', ({ family }) => subnetCell(Number(family.netuid), family.subnetName), { merge: true }),
        column('Is', ({ kind }) => cells.text(kind), { merge: true }),
        column('Hotkey', ({ relation }) => hotkeyCell(relation)),
        column('Share', ({ relation }) => cells.percent(relation.share)),
        column('From', ({ from }) => from, { optional: true }),
      ],
      { empty: 'No children and no parents.' },
    ),
  ],
  run: async (input, ctx) => {
    ensureWalletCounts(ctx, { hotkeys: [input.hotkey] })
    const { address: hotkey } = await hotkeyOf(ctx, input)
    const { nameOf } = await ownKeys(ctx)
    const client = await (await ctx.chain()).with(mergeNeeds(CHILDREN, CHILDKEY_TAKE, SUBNETS, CLOCK))
    const at = await client.at()
    const subnets = (await getSubnets(at)).filter(({ netuid: id }) => id !== ROOT)
    const wanted = subnets.filter(({ netuid: id }) => input.netuid === undefined || id === input.netuid)
    const netuids = wanted.map(({ netuid: id }) => id)
    const [families, schedules, clock] = await ctx.progress('Reading children', () =>
      Promise.all([getFamilies(at, hotkey, netuids), getSchedules(at, netuids), getClock(client, at)]),
    )
    const shown = families.filter(family => input.netuid !== undefined || hasAny(family))
    return Promise.all(
      shown.map(async family => {
        const { take } = await getChildkeyTake(at, hotkey, family.netuid)
        const subnetName = subnets.find(({ netuid: id }) => id === family.netuid)!.name
        const schedule = schedules.find(({ netuid: id }) => id === family.netuid)!
        return { subnetName, hotkey, take: ofU16(take), ...rowOf(family, schedule, clock, nameOf) }
      }),
    )
  },
})

const hasAny = ({ children, parents, pending }: Family): boolean =>
  children.length > 0 || parents.length > 0 || pending !== undefined

function rowOf(family: Family, schedule: Schedule, clock: Clock, nameOf: (address: string) => string | undefined) {
  const relation = ({ hotkey, proportion }: Family['children'][number]): RelationRow => ({
    hotkey,
    hotkeyName: nameOf(hotkey),
    share: shareOf(proportion),
    proportion: String(proportion),
  })
  const { netuid: id, children, parents, pending } = family
  const applied = pending && appliedAt(schedule, clock.block, pending.after)
  const free = changeableAt(family)
  return {
    netuid: id,
    children: children.map(relation),
    parents: parents.map(relation),
    pending: pending?.children.map(relation),
    pendingUntil: pending && momentOf(clock, pending.after),
    pendingApply: applied === undefined ? undefined : momentOf(clock, applied),
    changeable: free > BigInt(clock.block + 1) ? momentOf(clock, free) : undefined,
  }
}

interface Row {
  readonly family: FamilyRow
  readonly kind: string
  readonly relation: RelationRow
  readonly from: Cell
}

const NOBODY: RelationRow = { hotkey: '', hotkeyName: 'nobody', share: 0n, proportion: '0' }

function rowsOf(family: FamilyRow): Row[] {
  const now: Cell = { text: '' }
  const later = family.pendingApply === undefined ? cells.text('a later epoch') : momentCell(family.pendingApply)
  const { pending } = family
  const waiting = pending === undefined ? [] : pending.length === 0 ? [NOBODY] : pending
  return [
    ...family.children.map(relation => ({ family, kind: 'child', relation, from: now })),
    ...family.parents.map(relation => ({ family, kind: 'parent', relation, from: now })),
    ...waiting.map(relation => ({ family, kind: 'child to be', relation, from: later })),
  ]
}
