/** Parts of amounts, and what alpha is worth. Reference: pallets/limit-orders/src/lib.rs. */
import { U64F64 } from '../../../consensus/fixed/types.ts'
import { U64_MAX } from '../../../primitives/amounts.ts'
import { LimitOrdersErrors } from './events.ts'

const BILLION = 1_000_000_000n

/** A part in 10^9 of an amount, rounded down. Reference: sp_arithmetic Perbill mul_floor */
export const mulFloor = (parts: number, amount: bigint): bigint => (amount * BigInt(parts)) / BILLION

/** The price of one alpha in rao, as orders state it. */
export const priceInRao = (price: U64F64): bigint => U64F64.toU64(U64F64.satMul(price, U64F64.satFromInt(BILLION)))

/** @throws ArithmeticOverflow */
export function taoToAlpha(tao: bigint, price: U64F64): bigint {
  if (price === U64F64.ZERO) return 0n
  const alpha = U64F64.checkedDiv(U64F64.satFromInt(tao), price)
  if (alpha === undefined) throw LimitOrdersErrors.ArithmeticOverflow
  return U64F64.toU128(alpha)
}

export const alphaToTao = (alpha: bigint, price: U64F64): bigint =>
  U64F64.toU128(U64F64.satMul(price, U64F64.satFromInt(alpha)))

const U128_MAX = (1n << 128n) - 1n

/** `total * part / whole`, rounded down: the product saturates at u128, the quotient is cut off at u64; 0 of nothing. */
export function shareOf(total: bigint, part: bigint, whole: bigint): bigint {
  if (whole === 0n) return 0n
  const product = total * part
  return asU64((product > U128_MAX ? U128_MAX : product) / whole)
}

/** The low 64 bits, as a cast takes them. */
export const asU64 = (value: bigint): bigint => BigInt.asUintN(64, value)

export const satSubtract = (a: bigint, b: bigint): bigint => (a > b ? a - b : 0n)

/** How far the price may move, at worst: nothing said is no limit. Reference: compute_effective_swap_limit */
export function effectiveSwapLimit(isBuy: boolean, limitPrice: bigint, maxSlippage: number | undefined): bigint {
  if (maxSlippage === undefined) return isBuy ? U64_MAX : 0n
  const delta = mulFloor(maxSlippage, limitPrice)
  if (!isBuy) return satSubtract(limitPrice, delta)
  return limitPrice + delta > U64_MAX ? U64_MAX : limitPrice + delta
}
