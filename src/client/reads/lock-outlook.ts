/** What becomes of a lock: with time, and by the calls that change it. The arithmetic is the chain's own. */
import { U64F64 } from '../../consensus/fixed/types.ts'
import { emptyLock, isZeroLock, type LockState, newLock, rollForwardLock } from '../../consensus/lock-state.ts'
import { type Alpha, alpha, satAdd, satSub } from '../../primitives/amounts.ts'
import { type LockScene, modeOn } from './locks.ts'

/** A lock at a block. */
export interface LockNow {
  readonly block: bigint
  readonly locked: Alpha
  readonly conviction: Alpha
}

function rolled(scene: LockScene, block: bigint): LockState {
  const { held, rates } = scene
  return held === undefined
    ? emptyLock(block)
    : rollForwardLock(held.state, block, rates, modeOn(scene, held.hotkey)).lock
}

/** Nothing where there is no lock. */
export function lockAt(scene: LockScene, block: bigint): LockNow {
  const { locked_mass, conviction } = rolled(scene, block)
  return { block, locked: locked_mass, conviction: alpha(U64F64.toU64(conviction)) }
}

export interface LockThen extends LockNow {
  readonly days: number
  /** What will have become free by then. */
  readonly freed: Alpha
}

/** A lock as it stands so many days after a block, if nobody touches it and its subnet keeps its owner. */
export function lockAfter(scene: LockScene, block: bigint, perDay: bigint, days: readonly number[]): LockThen[] {
  const { locked } = lockAt(scene, block)
  return days.map(day => {
    const then = lockAt(scene, block + BigInt(day) * perDay)
    return { days: day, ...then, freed: satSub(locked, then.locked) }
  })
}

/** With a state of now, as the chain stores it: what has become too small is no lock. */
function holding(scene: LockScene, hotkey: string, state: LockState): LockScene {
  const settled = rollForwardLock(state, state.last_update, scene.rates, modeOn(scene, hotkey)).lock
  return { ...scene, held: isZeroLock(settled) ? undefined : { hotkey, state: settled } }
}

/** After `lock_stake` in a block. */
export function afterAdding(scene: LockScene, hotkey: string, amount: Alpha, block: bigint): LockScene {
  const { locked_mass, conviction, last_update } = rolled(scene, block)
  const isNew = locked_mass === 0n && conviction === 0n
  const state = isNew ? newLock(amount, block) : { locked_mass: satAdd(locked_mass, amount), conviction, last_update }
  return holding(scene, hotkey, state)
}

/** After `set_perpetual_lock` in a block. */
export function afterMode(scene: LockScene, isPerpetual: boolean, block: bigint): LockScene {
  const { held } = scene
  return held === undefined
    ? { ...scene, isPerpetual }
    : { ...holding(scene, held.hotkey, rolled(scene, block)), isPerpetual }
}

/**
 * After `move_lock` in a block.
 * @param keepsConviction whether both hotkeys have one owner
 */
export function afterMoving(scene: LockScene, hotkey: string, keepsConviction: boolean, block: bigint): LockScene {
  const state = rolled(scene, block)
  return holding(scene, hotkey, keepsConviction ? state : { ...state, conviction: U64F64.ZERO })
}

/** What a coldkey may lock on top of what is locked. */
export const lockable = (scene: LockScene, total: Alpha, block: bigint): Alpha =>
  satSub(total, lockAt(scene, block).locked)
