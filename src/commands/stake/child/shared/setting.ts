/** Setting children, or taking them away. */
import type { Client } from '../../../../client/client.ts'
import { mergeNeeds } from '../../../../client/metadata/needs.ts'
import {
  appliedAt,
  CHILDREN,
  changeableAt,
  type Family,
  getFamilies,
  shareOf,
  WHOLE_STAKE,
} from '../../../../client/reads/children.ts'
import { CLOCK, type Clock, getClock, momentOf } from '../../../../client/reads/clock.ts'
import { getOwner, OWNERS } from '../../../../client/reads/hotkeys.ts'
import { getSchedules, type Schedule } from '../../../../client/reads/schedules.ts'
import { getSubnets, noSubnet, SUBNETS } from '../../../../client/reads/subnets.ts'
import { allOf, call, callNeeds } from '../../../../client/transactions/call.ts'
import type { ChainEvent } from '../../../../client/transactions/events.ts'
import { TaoError } from '../../../../primitives/errors.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import { cells } from '../../../kit/cells.ts'
import type { Context } from '../../../kit/context.ts'
import { details, type Plan } from '../../../kit/plan.ts'
import { address, decimal, integer, list, maybe, record, text, type ValueOf } from '../../../kit/shape.ts'
import { type Block, card, column, table } from '../../../kit/view.ts'
import { refused } from '../../../shared/staking/checks.ts'
import { planTransaction, TRANSACTION, transactionFacts, transactionOf } from '../../../shared/transaction.ts'
import { type Later, MOMENT, momentCell, momentText, planLater, tooSoon } from '../../../shared/waiting.ts'
import { type Child, MOST_CHILDREN } from './children.ts'

const CALL = 'SubtensorModule.set_children'

const SUBNET = record({
  netuid: integer('The subnet'),
  children: list(
    record({
      hotkey: address('Who works with the stake'),
      share: decimal('With which share of it'),
      proportion: text('The same in parts of 2^64 - 1, exact'),
    }),
  ),
  waitsUntil: maybe(MOMENT('They are applied in the first epoch after this block; null where they were at once')),
  applies: maybe(MOMENT('That epoch')),
})

export const CHILDREN_SET = record({
  ...TRANSACTION,
  coldkey: address('Who owns the hotkey'),
  hotkey: address('Whose stake it is'),
  subnets: list(SUBNET),
})
export type ChildrenSet = ValueOf<typeof CHILDREN_SET>
type SubnetRow = ChildrenSet['subnets'][number]

export const CHILDREN_SETTING = record({
  hotkey: address('Whose stake it is'),
  subnets: list(SUBNET),
})

export const childrenSetView = (result: ChildrenSet): readonly Block[] => [
  card([['Hotkey', cells.address(result.hotkey)], ...transactionFacts(result)]),
  subnetsTable(result.subnets),
]

const subnetsTable = (rows: readonly SubnetRow[]): Block =>
  table(
    rows.flatMap(row => {
      const children = row.children.length === 0 ? [undefined] : row.children
      return children.map(child => ({ row, child }))
    }),
    [
      column('Subnet', ({ row }) => cells.integer(row.netuid), { merge: true }),
      column('Child', ({ child }) => (child === undefined ? cells.dim('nobody') : cells.address(child.hotkey))),
      column('Share', ({ child }) => (child === undefined ? { text: '' } : cells.percent(child.share))),
      column('From', ({ row }) => (row.applies === undefined ? cells.text('now') : momentCell(row.applies))),
    ],
  )

export interface ChildrenOrder {
  readonly hotkey: string
  /** Or on every subnet but root. */
  readonly netuids: readonly NetUid[] | 'all'
  readonly children: readonly Child[]
  readonly wait: boolean
}

const NEEDS = mergeNeeds(
  CHILDREN,
  SUBNETS,
  CLOCK,
  OWNERS,
  { storage: ['SubtensorModule.PendingChildKeyCooldown', 'SubtensorModule.SubtokenEnabled'] },
  callNeeds(CALL, 'Utility.batch_all'),
)

interface Scene {
  readonly client: Client
  readonly coldkey: string
  readonly owner: string | undefined
  readonly families: readonly Family[]
  readonly schedules: readonly Schedule[]
  readonly clock: Clock
}

async function readScene(client: Client, coldkey: string, order: ChildrenOrder): Promise<Scene> {
  const { hotkey, netuids: wanted, children } = order
  const at = await client.at()
  const existing = (await getSubnets(at)).map(({ netuid }) => netuid)
  const netuids = wanted === 'all' ? existing.filter(netuid => netuid !== ROOT) : wanted
  const unknown = netuids.find(netuid => !existing.includes(netuid))
  if (unknown !== undefined) throw noSubnet(unknown)
  const [owner, all, clock] = await Promise.all([
    getOwner(at, hotkey),
    getFamilies(at, hotkey, netuids),
    getClock(client, at),
  ])
  // Where there are no children there is nothing to revoke.
  const families = wanted === 'all' && children.length === 0 ? all.filter(hasChildren) : all
  if (families.length === 0) throw new TaoError('not_found', `${hotkey} has no children anywhere`)
  const schedules = await getSchedules(
    at,
    families.map(({ netuid }) => netuid),
  )
  return { client, coldkey, owner, families, schedules, clock }
}

const hasChildren = ({ children, pending }: Family): boolean =>
  children.length > 0 || (pending?.children.length ?? 0) > 0

/** @throws TaoError for whatever the chain is sure to refuse */
export async function planChildren(ctx: Context, order: ChildrenOrder): Promise<Plan<ChildrenSet>> {
  const { hotkey, children, wait } = order
  const wallets = await ctx.wallets()
  const signer = wallets.signer(wallets.coldkey())
  const client = await (await ctx.chain()).with(NEEDS)
  const scene = await ctx.progress('Reading children', () => readScene(client, signer.address, order))
  check(scene, order)
  const later = laterOf(scene, hotkey)
  const summary = summaryOf(scene, order)
  if (later !== undefined) {
    return planLater(ctx, client, { later, wait, summary, clock: scene.clock }, () => planChildren(ctx, order))
  }
  const netuids = scene.families.map(({ netuid }) => netuid)
  const pairs = children.map(child => [child.proportion, child.hotkey])
  return planTransaction(ctx, client, {
    call: allOf(netuids.map(netuid => call(CALL, { hotkey, netuid, children: pairs }))),
    signer,
    summary,
    facts: [['Hotkey', cells.address(hotkey)]],
    effects: tried => effectsOf(tried === undefined ? undefined : rowsIn(tried.events, scene, children)),
    warnings: children.length === 0 ? [] : ['A child earns with your stake, and keeps its take of that.'],
    details: tried => {
      const subnets = rowsIn(tried?.events ?? [], scene, children)
      return details(CHILDREN_SETTING, { hotkey, subnets }, [subnetsTable(subnets)])
    },
    context: contextOf(scene, order),
    result: outcome => {
      const subnets = rowsIn(outcome.events, scene, children)
      const what = children.length === 0 ? 'Revoked all children' : `Set ${children.length} children`
      return { ...transactionOf(outcome, what), coldkey: signer.address, hotkey, subnets }
    },
  })
}

function contextOf({ client, coldkey, families }: Scene, { hotkey }: ChildrenOrder) {
  const netuid = families.length === 1 ? families[0]!.netuid : undefined
  return { netuid, hotkey, coldkey, network: client.chain.name }
}

/** In the order of the chain. */
function check(scene: Scene, order: ChildrenOrder): void {
  const { owner, families, coldkey } = scene
  const { hotkey, children } = order
  const context = contextOf(scene, order)
  const refuse = (label: string, why: readonly string[], numbers: { given?: string; most?: string } = {}): never => {
    throw refused(label, { ...context, ...numbers }, why, { hotkey })
  }
  if (families.some(({ netuid }) => netuid === ROOT)) refuse('RegistrationNotPermittedOnRootSubnet', [])
  if (owner === undefined) refuse('HotKeyAccountNotExists', [])
  if (owner !== coldkey) refuse('NonAssociatedColdKey', [`It belongs to ${owner}.`])
  const hotkeys = children.map(child => child.hotkey)
  const twice = hotkeys.find((child, i) => hotkeys.indexOf(child) !== i)
  if (twice !== undefined) refuse('DuplicateChild', [`${twice} is named twice.`])
  if (hotkeys.includes(hotkey)) refuse('InvalidChild', [])
  if (hotkeys.length > MOST_CHILDREN) {
    refuse('TooManyChildren', [], { given: String(hotkeys.length), most: String(MOST_CHILDREN) })
  }
  const total = children.reduce((sum, { proportion }) => sum + proportion, 0n)
  if (total > WHOLE_STAKE)
    refuse('ProportionOverflow', [], { given: cells.percent(shareOf(total)).text, most: '100 %' })
  for (const { netuid, parents } of families) {
    const both = parents.find(parent => hotkeys.includes(parent.hotkey))
    if (both !== undefined) refuse('ChildParentInconsistency', [`${both.hotkey} is a parent on subnet ${netuid}.`])
  }
}

/** The last of the subnets on which children were set too lately. */
function laterOf({ families, clock, client, coldkey }: Scene, hotkey: string): Later | undefined {
  const freeAt = families.map(changeableAt).reduce((last, each) => (each > last ? each : last), 0n)
  if (freeAt <= BigInt(clock.block + 1)) return undefined
  const netuid = families.find(family => changeableAt(family) === freeAt)!.netuid
  const context = { netuid, hotkey, coldkey, network: client.chain.name }
  return tooSoon('SubtensorModule.TxRateLimitExceeded', context, clock, Number(freeAt))
}

function summaryOf({ families }: Scene, { children }: ChildrenOrder): string {
  const where =
    families.length === 1 ? `on subnet ${families[0]!.netuid}` : `on ${families.length} subnets, all of them or none`
  if (children.length === 0) return `Revoke all children ${where}`
  return `Set ${children.length === 1 ? 'a child' : `${children.length} children`} ${where}`
}

/** When which children are applied: `SetChildrenScheduled` names the block, without it they are applied at once. */
function rowsIn(events: readonly ChainEvent[], scene: Scene, children: readonly Child[]): SubnetRow[] {
  const { families, schedules, clock } = scene
  return families.map(({ netuid }, i) => {
    const scheduled = events.find(
      ({ name, data }) => name === 'SubtensorModule.SetChildrenScheduled' && (data as readonly unknown[])[1] === netuid,
    )
    const after = (scheduled?.data as readonly bigint[] | undefined)?.[2]
    const applies = after === undefined ? undefined : appliedAt(schedules[i]!, clock.block, after)
    return {
      netuid,
      children: children.map(({ hotkey, proportion }) => ({
        hotkey,
        share: shareOf(proportion),
        proportion: String(proportion),
      })),
      waitsUntil: after === undefined ? undefined : momentOf(clock, after),
      applies: applies === undefined ? undefined : momentOf(clock, applies),
    }
  })
}

function effectsOf(rows: readonly SubnetRow[] | undefined): string[] {
  if (rows === undefined) return ['It is applied after a cooldown, in an epoch of the subnet.']
  return rows.map(({ netuid, applies }) =>
    applies === undefined
      ? `On subnet ${netuid} it is applied at once.`
      : `On subnet ${netuid} it is applied at ${momentText(applies)}, after the cooldown.`,
  )
}
