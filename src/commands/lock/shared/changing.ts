/** Transactions that change a lock: what it is afterwards, told before it is done and read back when it is. */
import type { Client } from '../../../client/client.ts'
import { lockAt } from '../../../client/reads/lock-outlook.ts'
import type { LockScene } from '../../../client/reads/locks.ts'
import type { RefusalContext } from '../../../client/refusals/context.ts'
import type { Call } from '../../../client/transactions/call.ts'
import { satSub } from '../../../primitives/amounts.ts'
import type { Signer } from '../../../wallet/signer.ts'
import type { Cell } from '../../kit/cells.ts'
import type { Context } from '../../kit/context.ts'
import { details, type Plan } from '../../kit/plan.ts'
import { address, alpha, flag, integer, maybe, record, type ValueOf } from '../../kit/shape.ts'
import { type Block, card } from '../../kit/view.ts'
import type { OwnKeys } from '../../shared/staking/own-keys.ts'
import { stakeText, subnetCell, subnetText } from '../../shared/staking/words.ts'
import { planTransaction, TRANSACTION, transactionFacts, transactionOf } from '../../shared/transaction.ts'
import { type LockPlace, readPlace } from './place.ts'
import {
  amountCell,
  hotkeyFact,
  LOCK,
  lockRow,
  modeCell,
  OUTLOOK,
  outlookBlocks,
  outlookOf,
  WEEKS,
  weeksOf,
} from './shape.ts'

const AFTER = {
  ...LOCK,
  hotkeyOwner: maybe(address('The coldkey that owns that hotkey')),
  lockedBefore: alpha('What was locked before, as of the same block'),
  convictionBefore: alpha('The conviction it had earned'),
  decayingBefore: flag('Whether it became free bit by bit'),
  hotkeyBefore: maybe(address('To whom it was locked; null where nothing was')),
  ownerHotkeyBefore: flag('Whether that is the hotkey of the owner of the subnet'),
  hotkeyOwnerBefore: maybe(address('The coldkey that owns that hotkey')),
  available: alpha('What of all stake on the subnet can leave it afterwards'),
  asOfBlock: integer('The block that does it; of a plan the next one'),
  outlook: OUTLOOK,
  weeks: WEEKS,
} as const
export const LOCK_AFTER = record(AFTER)
export type LockAfter = ValueOf<typeof LOCK_AFTER>

export const LOCK_CHANGED = record({ ...TRANSACTION, ...AFTER })
type LockChanged = ValueOf<typeof LOCK_CHANGED>

export interface LockChange {
  readonly place: LockPlace
  /** What it is after the call, in a block. */
  readonly after: (block: bigint) => LockScene
  readonly call: Call
  readonly summary: string
  readonly facts: readonly (readonly [label: string, cell: Cell])[]
  readonly effects: (after: LockAfter) => readonly string[]
  readonly warnings: readonly string[]
  readonly message: (after: LockAfter) => string
  readonly context: RefusalContext
  readonly signer: Signer
  readonly nameOf: OwnKeys['nameOf']
  /** Who owns the hotkey of the lock afterwards. */
  readonly hotkeyOwner: string | undefined
  /** Whether the points of a chart are told. */
  readonly chart: boolean
}

export function planLockChange(ctx: Context, client: Client, change: LockChange): Promise<Plan<LockChanged>> {
  const { place, call, signer, summary, facts, warnings, context } = change
  // The next block is the first one that can do it.
  const next = place.block + 1n
  const planned = told(change, place, change.after(next), next)
  return planTransaction(ctx, client, {
    call,
    signer,
    summary,
    facts,
    warnings,
    effects: () => change.effects(planned),
    details: details(LOCK_AFTER, planned, afterBlocks(planned)),
    context,
    result: async outcome => {
      const { hash, number } = outcome.block
      const { coldkey, netuid } = place.scene
      const done = await readPlace(client, coldkey, netuid, { hash, number })
      const after = told(change, done, done.scene, done.block)
      return { ...transactionOf(outcome, change.message(after)), ...after }
    },
  })
}

/** A lock in words. What became too small to be one is told as nothing locked to the same hotkey. */
function told(
  { place, nameOf, hotkeyOwner, chart }: LockChange,
  now: LockPlace,
  scene: LockScene,
  block: bigint,
): LockAfter {
  const { subnet } = place
  const before = place.scene
  const hotkeyBefore = before.held?.hotkey
  const hotkey = scene.held?.hotkey ?? hotkeyBefore ?? subnet.ownerHotkey
  const row = lockRow(scene, hotkey, subnet, nameOf, block)
  return {
    ...row,
    hotkeyOwner,
    lockedBefore: lockAt(before, block).locked,
    convictionBefore: lockAt(before, block).conviction,
    decayingBefore: !before.isPerpetual,
    hotkeyBefore,
    ownerHotkeyBefore: hotkeyBefore === subnet.ownerHotkey,
    hotkeyOwnerBefore: place.owner,
    available: satSub(now.stake.total, row.locked),
    asOfBlock: block,
    outlook: outlookOf(scene, block, place.perDay),
    weeks: chart ? weeksOf(scene, block, place.perDay) : [],
  }
}

const afterBlocks = (row: LockAfter): readonly Block[] => outlookBlocks(row, row.outlook, row.weeks)

export const changedView = (row: LockChanged): readonly Block[] => [
  card([
    ['Subnet', subnetCell(Number(row.netuid), row.subnetName)],
    ['Locked to', hotkeyFact(row)],
    ['Mode', modeCell(row.decaying)],
    ['Locked', amountCell(row, row.locked)],
    ['Can leave', amountCell(row, row.available)],
    ['Conviction', amountCell(row, row.conviction)],
    ...transactionFacts(row),
  ]),
  ...afterBlocks(row),
]

/** What is locked in all, and what still can leave. */
export function lockedEffect(row: LockAfter): string {
  const netuid = Number(row.netuid)
  const [locked, free] = [row.locked, row.available].map(amount => stakeText(netuid, amount, row.symbol))
  return `${locked} are locked on ${subnetText(netuid)} then, and ${free} can still leave.`
}

/** What time brings: the month and the year of the outlook. */
export function timeEffects(row: LockAfter): string[] {
  const netuid = Number(row.netuid)
  const text = (amount: bigint): string => stakeText(netuid, amount, row.symbol)
  const then = (days: number) => row.outlook.find(each => each.days === days)!
  const [month, year] = [then(30), then(365)]
  const grown = `Conviction is ${text(row.conviction)} at first, ${text(month.conviction)} after a month and ${text(year.conviction)} after a year.`
  return row.decaying
    ? [`After a month ${text(month.freed)} of it are free, after a year ${text(year.freed)}.`, grown]
    : [`Nothing of it becomes free until you let it: tao lock mode decaying --netuid ${netuid}`, grown]
}
