/** The rates of root dividends: the alpha claimable for one rao staked on root, by subnet. Reference: staking/claim_root.rs. */
import { I96F32 } from '../../../../consensus/fixed/types.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'

const U128_MAX = (1n << 128n) - 1n

export const satAddU128 = (a: bigint, b: bigint): bigint => (a + b > U128_MAX ? U128_MAX : a + b)

/** What an amount of stake has coming at a rate. A product with a whole number needs no rounding. */
export function comingAt(rate: I96F32, amount: bigint): I96F32 {
  const bits = rate * amount
  return bits > I96F32.MAX ? I96F32.MAX : bits < I96F32.MIN ? I96F32.MIN : I96F32.fromBits(bits)
}

/** The whole rao of it, at least 0. */
export function atRate(rate: I96F32, amount: bigint): bigint {
  const coming = comingAt(rate, amount)
  return coming > 0n ? coming >> 32n : 0n
}

export type Rates = readonly (readonly [netuid: NetUid, rate: I96F32])[]

export const rateOf = (rates: Rates, netuid: NetUid): I96F32 => rates.find(([id]) => id === netuid)?.[1] ?? I96F32.ZERO

/** Rates with that of a subnet raised, in order of netuid. */
export function withIncrement(rates: Rates, netuid: NetUid, increment: I96F32): Rates {
  const at = rates.findIndex(([id]) => id >= netuid)
  const found = rates[at]
  if (found === undefined) return [...rates, [netuid, increment]]
  if (found[0] !== netuid) return rates.toSpliced(at, 0, [netuid, increment])
  return rates.with(at, [netuid, I96F32.satAdd(found[1], increment)])
}
