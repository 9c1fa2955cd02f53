/**
 * Conviction decides who owns a subnet: once a year has passed and enough alpha is locked, the hotkey with the most
 * conviction, and its coldkey, take over.
 * Reference: staking/lock.rs hotkey_conviction, get_total_conviction, subnet_king, change_subnet_owner_if_needed.
 */
import { U64F64 } from '../../../../../consensus/fixed/types.ts'
import { emptyLock, type LockMode, mergeLock } from '../../../../../consensus/lock-state.ts'
import { type AccountId, ZERO_ACCOUNT } from '../../../../../primitives/account.ts'
import type { NetUid } from '../../../../../primitives/netuid.ts'
import type { Ctx } from '../../../../runtime/context.ts'
import { succeeds } from '../../../swap/attempt.ts'
import { events } from '../../events.ts'
import { ONE_YEAR_BLOCKS } from '../../limits.ts'
import { Uids } from '../../storage/neurons.ts'
import { SubnetAlphaOut } from '../../storage/pool.ts'
import { DecayingHotkeyLock, HotkeyLock } from '../../storage/stake.ts'
import { NetworkRegisteredAt, SubnetOwner, SubnetOwnerHotkey } from '../../storage/subnet.ts'
import { registerNeuron } from '../../subnets/registration.ts'
import type { LockState } from '../../types.ts'
import { getOwningColdkeyForHotkey } from '../helpers.ts'
import { findAggregate, insertAggregate, isSubnetOwnerHotkey, rolledToNow, takeAggregate } from './model.ts'

const PERPETUAL: LockMode = { owner: false, perpetual: true }
const DECAYING: LockMode = { owner: false, perpetual: false }
const OWNER_PERPETUAL: LockMode = { owner: true, perpetual: true }
const OWNER_DECAYING: LockMode = { owner: true, perpetual: false }

const convictionNow = (ctx: Ctx, lock: LockState | undefined, mode: LockMode): U64F64 =>
  lock === undefined ? U64F64.ZERO : rolledToNow(ctx, lock, mode).lock.conviction

const aggregateConviction = (ctx: Ctx, netuid: NetUid, hotkey: AccountId, mode: LockMode): U64F64 =>
  convictionNow(ctx, findAggregate(ctx, netuid, hotkey, mode), mode)

/** The conviction of all locks on a hotkey. */
export function hotkeyConviction(ctx: Ctx, hotkey: AccountId, netuid: NetUid): U64F64 {
  const modes = isSubnetOwnerHotkey(ctx, netuid, hotkey)
    ? [PERPETUAL, DECAYING, OWNER_PERPETUAL, OWNER_DECAYING]
    : [PERPETUAL, DECAYING]
  return modes.reduce((sum, mode) => U64F64.satAdd(sum, aggregateConviction(ctx, netuid, hotkey, mode)), U64F64.ZERO)
}

/** The conviction behind each hotkey of a subnet. */
function scores(ctx: Ctx, netuid: NetUid): Map<AccountId, U64F64> {
  const byHotkey = new Map<AccountId, U64F64>()
  const addScore = (hotkey: AccountId, conviction: U64F64) => {
    byHotkey.set(hotkey, U64F64.satAdd(byHotkey.get(hotkey) ?? U64F64.ZERO, conviction))
  }
  for (const { keys, value } of HotkeyLock.entries(ctx, netuid)) addScore(keys[1], convictionNow(ctx, value, PERPETUAL))
  for (const { keys, value } of DecayingHotkeyLock.entries(ctx, netuid)) {
    addScore(keys[1], convictionNow(ctx, value, DECAYING))
  }
  const owner = SubnetOwnerHotkey.get(ctx, netuid)
  for (const mode of [OWNER_PERPETUAL, OWNER_DECAYING]) {
    const lock = findAggregate(ctx, netuid, owner, mode)
    if (lock !== undefined) addScore(owner, convictionNow(ctx, lock, mode))
  }
  return byHotkey
}

/** The conviction of all locks on a subnet. */
export function getTotalConviction(ctx: Ctx, netuid: NetUid): U64F64 {
  let total = U64F64.ZERO
  for (const conviction of scores(ctx, netuid).values()) total = U64F64.satAdd(total, conviction)
  return total
}

/** The hotkey with the most conviction on a subnet; of several the last one in the order of accounts. */
export function subnetKing(ctx: Ctx, netuid: NetUid): AccountId | undefined {
  const order = ctx.runtime.profile.accountOrder
  let king: { hotkey: AccountId; conviction: U64F64 } | undefined
  for (const [hotkey, conviction] of scores(ctx, netuid)) {
    const wins =
      king === undefined ||
      conviction > king.conviction ||
      (conviction === king.conviction && order(hotkey, king.hotkey) > 0)
    if (wins) king = { hotkey, conviction }
  }
  return king?.hotkey
}

/** Hands a subnet that is a year old, a tenth of whose alpha is conviction, to the hotkey with the most of it. */
export function changeSubnetOwnerIfNeeded(ctx: Ctx, netuid: NetUid): void {
  if (!mayChangeHands(ctx, netuid)) return
  const king = subnetKing(ctx, netuid)
  if (king === undefined) return
  const newColdkey = getOwningColdkeyForHotkey(ctx, king)
  const oldColdkey = SubnetOwner.get(ctx, netuid)
  if (newColdkey === ZERO_ACCOUNT || newColdkey === oldColdkey) return
  const oldHotkey = SubnetOwnerHotkey.get(ctx, netuid)
  if (!isOrBecomesNeuron(ctx, netuid, king)) return
  moveAggregate(ctx, netuid, oldHotkey, OWNER_PERPETUAL, PERPETUAL)
  moveAggregate(ctx, netuid, oldHotkey, OWNER_DECAYING, DECAYING)
  moveAggregate(ctx, netuid, king, PERPETUAL, OWNER_PERPETUAL)
  moveAggregate(ctx, netuid, king, DECAYING, OWNER_DECAYING)
  SubnetOwner.put(ctx, netuid, newColdkey)
  SubnetOwnerHotkey.put(ctx, netuid, king)
  ctx.deposit(events.SubnetOwnerChanged({ netuid, old_coldkey: oldColdkey, new_coldkey: newColdkey }))
}

const TEN = U64F64.satFromInt(10n)

function mayChangeHands(ctx: Ctx, netuid: NetUid): boolean {
  const alphaOut = SubnetAlphaOut.get(ctx, netuid)
  if (alphaOut === 0n || ctx.block < NetworkRegisteredAt.get(ctx, netuid) + ONE_YEAR_BLOCKS) return false
  return U64F64.satMul(getTotalConviction(ctx, netuid), TEN) >= U64F64.satFromInt(alphaOut)
}

const isOrBecomesNeuron = (ctx: Ctx, netuid: NetUid, hotkey: AccountId): boolean =>
  Uids.has(ctx, netuid, hotkey) || succeeds(() => registerNeuron(ctx, netuid, hotkey))

/** Adds an aggregate to the one of another mode on the same hotkey; in its new role conviction may become the mass. */
function moveAggregate(ctx: Ctx, netuid: NetUid, hotkey: AccountId, from: LockMode, to: LockMode): void {
  const moved = takeAggregate(ctx, netuid, hotkey, from)
  if (moved === undefined) return
  const present = findAggregate(ctx, netuid, hotkey, to)
  const current = present === undefined ? emptyLock(ctx.block) : rolledToNow(ctx, present, to).lock
  const sum = mergeLock(current, moved)
  insertAggregate(ctx, netuid, hotkey, to, to.owner ? rolledToNow(ctx, sum, to).lock : sum)
}
