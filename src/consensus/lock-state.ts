/**
 * A lock as arithmetic: mass that decays or stays, and conviction that grows from it.
 *
 * Over dt blocks a decaying mass falls by e^(-dt/unlockRate); a perpetual one stays. Conviction fades by
 * e^(-dt/maturityRate) and grows from the mass. On the hotkey of the subnet's owner conviction is the mass itself.
 *
 * Reference: staking/lock.rs LockState, ConvictionModel.
 */

import { type Alpha, alpha, satAdd, satSub, ZERO_ALPHA } from '../primitives/amounts.ts'
import { exp } from './fixed/transcendental.ts'
import { I64F64, U64F64 } from './fixed/types.ts'

/** Alpha that a coldkey has locked behind a hotkey, and the conviction it had grown at block `last_update`. */
export interface LockState {
  readonly locked_mass: Alpha
  readonly conviction: U64F64
  readonly last_update: bigint
}

/** Below this, in rao, a lock's mass or conviction counts for nothing. */
const ZERO_THRESHOLD = 100n
const ZERO_THRESHOLD_CONVICTION = U64F64.satFromInt(ZERO_THRESHOLD)

/** Blocks in which mass and conviction change by the factor e. */
export interface LockRates {
  readonly unlock: bigint
  readonly maturity: bigint
}

/** How a lock behaves. */
export interface LockMode {
  /** Whether it is on the hotkey of the subnet's owner. */
  readonly owner: boolean
  readonly perpetual: boolean
}

/** By how much a lock fell when it was rolled forward. */
export interface RollDelta {
  readonly lockedMass: Alpha
  readonly conviction: U64F64
}

export interface Rolled {
  readonly lock: LockState
  readonly delta: RollDelta
}

export const isZeroLock = ({ locked_mass, conviction }: LockState): boolean =>
  locked_mass < ZERO_THRESHOLD && conviction < ZERO_THRESHOLD_CONVICTION

export const newLock = (lockedMass: Alpha, now: bigint): LockState => ({
  locked_mass: lockedMass,
  conviction: U64F64.ZERO,
  last_update: now,
})

export const emptyLock = (now: bigint): LockState => newLock(ZERO_ALPHA, now)

export const mergeLock = (a: LockState, b: LockState): LockState => ({
  locked_mass: satAdd(a.locked_mass, b.locked_mass),
  conviction: U64F64.satAdd(a.conviction, b.conviction),
  last_update: a.last_update > b.last_update ? a.last_update : b.last_update,
})

export const reduceLock = (lock: LockState, lockedMass: Alpha, conviction: U64F64): LockState => ({
  locked_mass: satSub(lock.locked_mass, lockedMass),
  conviction: U64F64.satSub(lock.conviction, conviction),
  last_update: lock.last_update,
})

const LEAST_EXPONENT = I64F64.satFromInt(-40)

/** e^(-dt/tau), the exponent at least -40; 0 when tau is 0 and time has passed. */
export function expDecay(dt: bigint, tau: bigint): U64F64 {
  if (dt === 0n) return U64F64.ONE
  if (tau === 0n) return U64F64.ZERO
  const ratio = I64F64.checkedDiv(I64F64.satFromInt(-dt), I64F64.satFromInt(tau)) ?? LEAST_EXPONENT
  return U64F64.satFrom(I64F64, exp(I64F64, I64F64.max(ratio, LEAST_EXPONENT)) ?? I64F64.ZERO)
}

interface Decays {
  readonly dt: bigint
  readonly rates: LockRates
  readonly unlock: U64F64
  readonly maturity: U64F64
}

function decaysOver(dt: bigint, rates: LockRates): Decays {
  const unlock = expDecay(dt, rates.unlock)
  return { dt, rates, unlock, maturity: rates.maturity === rates.unlock ? unlock : expDecay(dt, rates.maturity) }
}

/** The conviction that a mass has grown. */
function convictionFromMass(mass: U64F64, perpetual: boolean, { dt, rates, unlock, maturity }: Decays): U64F64 {
  if (perpetual) return U64F64.satMul(mass, U64F64.satSub(U64F64.ONE, maturity))
  if (rates.unlock === rates.maturity) {
    const time = U64F64.safeDiv(U64F64.satFromInt(dt), U64F64.satFromInt(rates.maturity))
    return U64F64.satMul(mass, U64F64.satMul(time, maturity))
  }
  if (rates.unlock === 0n || rates.maturity === 0n) return U64F64.ZERO
  const difference = I64F64.satSub(I64F64.satFrom(U64F64, unlock), I64F64.satFrom(U64F64, maturity))
  const scaled = I64F64.satMul(I64F64.satFromInt(rates.unlock), difference)
  const gamma = I64F64.safeDiv(scaled, I64F64.satFromInt(rates.unlock - rates.maturity))
  return gamma <= 0n ? U64F64.ZERO : U64F64.satMul(mass, U64F64.satFrom(I64F64, gamma))
}

/** A lock as it stands at block `now`; what has become too small is nothing. */
export function rollForwardLock(lock: LockState, now: bigint, rates: LockRates, mode: LockMode): Rolled {
  let { locked_mass, conviction, last_update } = lock
  if (now > last_update) {
    const decays = decaysOver(now - last_update, rates)
    const mass = U64F64.satFromInt(locked_mass)
    const kept = U64F64.satMul(decays.maturity, conviction)
    conviction = U64F64.satAdd(kept, convictionFromMass(mass, mode.perpetual, decays))
    if (!mode.perpetual) locked_mass = alpha(U64F64.toU64(U64F64.satMul(decays.unlock, mass)))
    last_update = now
  }
  if (mode.owner) conviction = U64F64.satFromInt(locked_mass)
  let rolled: LockState = { locked_mass, conviction, last_update }
  if (isZeroLock(rolled)) rolled = { locked_mass: ZERO_ALPHA, conviction: U64F64.ZERO, last_update }
  return {
    lock: rolled,
    delta: {
      lockedMass: satSub(lock.locked_mass, rolled.locked_mass),
      conviction: U64F64.satSub(lock.conviction, rolled.conviction),
    },
  }
}
