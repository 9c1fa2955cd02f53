/**
 * Share pools: how the stake on one hotkey in one subnet is held by many coldkeys at once.
 *
 * The pool has one shared value in rao. Each holder has a share; a holder's stake is value · share / denominator, the
 * denominator being the sum of all shares. Rewards raise the value and with it every holder's stake; no share is touched.
 *
 * Reference: primitives/share-pool/src/lib.rs SharePool.
 */
import { U64_MAX } from '../primitives/amounts.ts'
import { add, fromU64, isZero, mulDiv, SAFE_FLOAT_ZERO, type SafeFloat, sub, toU64 } from './safe-float.ts'

/** What all holders of a pool have in common. */
export interface SharePool {
  /** The stake of all, in rao (u64). */
  readonly value: bigint
  /** The sum of all shares. */
  readonly denominator: SafeFloat
}

/** What a share is worth, in rao, rounded down. */
export function shareValue(pool: SharePool, share: SafeFloat): bigint {
  return toU64(mulDiv(fromU64(pool.value), share, pool.denominator) ?? SAFE_FLOAT_ZERO)
}

/** The pool after `update` rao (i64) for all holders in proportion to their shares. The value stays within u64. */
export function updateForAll(pool: SharePool, update: bigint): SharePool {
  const value = pool.value + update
  return { value: value < 0n ? 0n : value > U64_MAX ? U64_MAX : value, denominator: pool.denominator }
}

/**
 * The pool and one holder's share after `update` rao (i64) for that holder alone.
 *
 * In a pool without shares the first holder gets all of it, what others had put in included. A withdrawal of more than
 * the share holds leaves 0: callers check before.
 */
export function updateForOne(
  pool: SharePool,
  share: SafeFloat,
  update: bigint,
): { readonly pool: SharePool; readonly share: SafeFloat } {
  if (isZero(pool.denominator)) {
    const first = fromU64(update < 0n ? -update : update)
    return { pool: updateForAll({ value: pool.value, denominator: first }, update), share: first }
  }
  const shares = sharesFor(pool, update)
  const move = update > 0n ? add : sub
  // An exponent beyond i64 leaves what it would have changed as it was.
  const denominator = move(pool.denominator, shares) ?? pool.denominator
  return { pool: updateForAll({ value: pool.value, denominator }, update), share: move(share, shares) ?? share }
}

/** Whether `update` rao for one holder would move its share at all: the pool may be too coarse for so little. */
export function canUpdateForOne(pool: SharePool, update: bigint): boolean {
  return isZero(pool.denominator) || !isZero(sharesFor(pool, update))
}

/** The shares that stand for `update` rao at the pool's present rate; none in a pool without value. */
function sharesFor(pool: SharePool, update: bigint): SafeFloat {
  const amount = fromU64(update < 0n ? -update : update)
  return mulDiv(amount, pool.denominator, fromU64(pool.value)) ?? SAFE_FLOAT_ZERO
}
