/**
 * Fixed-point numbers over bigint, equal to the last bit to those of the reference's library (substrate-fixed 0.6).
 *
 * A value is its raw bits: the number times 2^fracBits, as a bigint branded with the name of its type, so that an
 * I96F32 is not taken for a U64F64. Values of one type compare with `<`, `===` and so on. Products are rounded down,
 * quotients are truncated towards zero. What leaves the range saturates (`sat…`), gives `undefined` (`checked…`) or
 * wraps (`wrap…`: what the plain operators of the reference do in a release build).
 *
 * Reference: substrate-fixed arith.rs, macros_frac.rs, macros_no_frac.rs, macros_round.rs; primitives/safe-math.
 */
import { assert } from '../../primitives/errors.ts'
import { nearestDouble } from './literal.ts'

declare const fixedPoint: unique symbol

/** The raw bits of a fixed-point number of the type called `Name`. */
export type FixedBits<Name extends string = string> = bigint & { readonly [fixedPoint]: Name }

/** Size and range of a fixed-point type. */
export interface FixedFormat<T extends FixedBits> {
  readonly name: string
  readonly signed: boolean
  readonly intBits: number
  readonly fracBits: number
  readonly MIN: T
  readonly MAX: T
  readonly ZERO: T
  readonly ONE: T
}

/** Arithmetic within one type. */
interface Arithmetic<T extends FixedBits> {
  satAdd(a: T, b: T): T
  satSub(a: T, b: T): T
  satMul(a: T, b: T): T
  /** @throws RangeError when `b` is zero, where the reference panics */
  satDiv(a: T, b: T): T
  satNeg(a: T): T
  satAbs(a: T): T
  checkedAdd(a: T, b: T): T | undefined
  checkedSub(a: T, b: T): T | undefined
  checkedMul(a: T, b: T): T | undefined
  /** `undefined` on overflow and when `b` is zero. */
  checkedDiv(a: T, b: T): T | undefined
  checkedNeg(a: T): T | undefined
  /** `checkedDiv`, or 0. */
  safeDiv(a: T, b: T): T
  /** `checkedDiv`, or `otherwise`. */
  safeDivOr(a: T, b: T, otherwise: T): T
  wrapAdd(a: T, b: T): T
  wrapSub(a: T, b: T): T
  wrapMul(a: T, b: T): T
  /** @throws RangeError when `b` is zero */
  wrapDiv(a: T, b: T): T
  wrapNeg(a: T): T
  /** The sum of all, wrapping, as the reference's `Iterator::sum`. */
  sum(values: Iterable<T>): T
  min(a: T, b: T): T
  max(a: T, b: T): T
}

/** Conversion from and to integers and other fixed-point types. Bits that do not fit below are cut off (floor). */
interface Conversion<T extends FixedBits> {
  /** Calls `bits` a number of this type. The caller knows that they lie within its range. */
  fromBits(bits: bigint): T
  satFromInt(n: bigint | number): T
  wrapFromInt(n: bigint | number): T
  checkedFromInt(n: bigint | number): T | undefined
  satFrom<S extends FixedBits>(type: FixedFormat<S>, value: S): T
  wrapFrom<S extends FixedBits>(type: FixedFormat<S>, value: S): T
  checkedFrom<S extends FixedBits>(type: FixedFormat<S>, value: S): T | undefined
  /**
   * What a decimal literal of the reference's source becomes, such as `0.000003`: the nearest double, then the nearest
   * number of this type, ties to even both times; saturating.
   */
  literal(decimal: string): T
  /** The greatest integer not above the number. */
  toInt(a: T): bigint
  /** `toInt`, saturating at the ends of the integer type. */
  toU128(a: T): bigint
  toU64(a: T): bigint
  toI64(a: T): bigint
  toU32(a: T): number
  toU16(a: T): number
}

/** Rounding to whole numbers of the same type. */
interface Rounding<T extends FixedBits> {
  floor(a: T): T
  /** The part above the floor, never negative. */
  frac(a: T): T
  /** Upwards; wraps above the greatest whole number. */
  wrapCeil(a: T): T
  checkedCeil(a: T): T | undefined
  /** To the nearest, ties away from zero; wraps above the greatest whole number. */
  wrapRound(a: T): T
  checkedRound(a: T): T | undefined
}

/** A fixed-point type: its format and everything that can be done with its numbers. */
export interface Fixed<T extends FixedBits> extends FixedFormat<T>, Arithmetic<T>, Conversion<T>, Rounding<T> {}

/** The type with `intBits` bits (the sign among them) before the point and `fracBits` behind it. */
export function defineFixed<T extends FixedBits>(
  name: string,
  signed: boolean,
  intBits: number,
  fracBits: number,
): Fixed<T> {
  assert(intBits > 1 && fracBits > 0, `${name} has bits on both sides of the point`)
  const width = BigInt(intBits + fracBits)
  const format: FixedFormat<T> = {
    name,
    signed,
    intBits,
    fracBits,
    MIN: (signed ? -(1n << (width - 1n)) : 0n) as T,
    MAX: ((1n << (signed ? width - 1n : width)) - 1n) as T,
    ZERO: 0n as T,
    ONE: (1n << BigInt(fracBits)) as T,
  }
  return { ...format, ...arithmetic(format), ...conversion(format), ...rounding(format) }
}

/** What one type does with a result that may lie outside its range. */
function limits<T extends FixedBits>({ signed, intBits, fracBits, MIN, MAX }: FixedFormat<T>) {
  const width = intBits + fracBits
  return {
    saturate: (bits: bigint): T => (bits > MAX ? MAX : bits < MIN ? MIN : (bits as T)),
    check: (bits: bigint): T | undefined => (bits > MAX || bits < MIN ? undefined : (bits as T)),
    wrap: (bits: bigint): T =>
      bits <= MAX && bits >= MIN ? (bits as T) : ((signed ? BigInt.asIntN : BigInt.asUintN)(width, bits) as T),
  }
}

function arithmetic<T extends FixedBits>(format: FixedFormat<T>): Arithmetic<T> {
  const { fracBits, MIN, MAX, ZERO } = format
  const { saturate, check, wrap } = limits(format)
  const F = BigInt(fracBits)
  const checkedDiv = (a: bigint, b: bigint) => (b === 0n ? undefined : check((a << F) / b))
  return {
    satAdd(a: bigint, b: bigint) {
      const sum = a + b
      return sum > MAX ? MAX : sum < MIN ? MIN : (sum as T)
    },
    satSub(a: bigint, b: bigint) {
      const difference = a - b
      return difference > MAX ? MAX : difference < MIN ? MIN : (difference as T)
    },
    satMul(a: bigint, b: bigint) {
      const product = (a * b) >> F
      return product > MAX ? MAX : product < MIN ? MIN : (product as T)
    },
    satDiv: (a: bigint, b: bigint) => saturate((a << F) / b),
    satNeg: (a: bigint) => saturate(-a),
    satAbs: (a: bigint) => saturate(a < 0n ? -a : a),
    checkedAdd: (a: bigint, b: bigint) => check(a + b),
    checkedSub: (a: bigint, b: bigint) => check(a - b),
    checkedMul: (a: bigint, b: bigint) => check((a * b) >> F),
    checkedDiv,
    checkedNeg: (a: bigint) => check(-a),
    safeDiv(a: bigint, b: bigint) {
      if (b === 0n) return ZERO
      const quotient = (a << F) / b
      return quotient > MAX || quotient < MIN ? ZERO : (quotient as T)
    },
    safeDivOr: (a: bigint, b: bigint, otherwise) => checkedDiv(a, b) ?? otherwise,
    wrapAdd: (a: bigint, b: bigint) => wrap(a + b),
    wrapSub: (a: bigint, b: bigint) => wrap(a - b),
    wrapMul: (a: bigint, b: bigint) => wrap((a * b) >> F),
    wrapDiv: (a: bigint, b: bigint) => wrap((a << F) / b),
    wrapNeg: (a: bigint) => wrap(-a),
    sum(values) {
      let sum = 0n
      for (const value of values) sum += value
      return wrap(sum)
    },
    min: (a, b) => (a < b ? a : b),
    max: (a, b) => (a > b ? a : b),
  }
}

const U128_MAX = (1n << 128n) - 1n
const U64_MAX = (1n << 64n) - 1n
const I64_MAX = (1n << 63n) - 1n
const I64_MIN = -(1n << 63n)

function conversion<T extends FixedBits>(format: FixedFormat<T>): Conversion<T> {
  const { saturate, check, wrap } = limits(format)
  const F = BigInt(format.fracBits)
  const ofInt = (n: bigint | number) => BigInt(n) << F
  const rescale = (fracBits: number, value: bigint) => {
    const up = format.fracBits - fracBits
    return up >= 0 ? value << BigInt(up) : value >> BigInt(-up)
  }
  return {
    fromBits: bits => bits as T,
    satFromInt: n => saturate(ofInt(n)),
    wrapFromInt: n => wrap(ofInt(n)),
    checkedFromInt: n => check(ofInt(n)),
    satFrom: (type, value) => saturate(rescale(type.fracBits, value)),
    wrapFrom: (type, value) => wrap(rescale(type.fracBits, value)),
    checkedFrom: (type, value) => check(rescale(type.fracBits, value)),
    literal: decimal => saturate(nearestDouble(decimal, format.fracBits)),
    toInt: (a: bigint) => a >> F,
    toU128: (a: bigint) => clamp(a >> F, 0n, U128_MAX),
    toU64: (a: bigint) => clamp(a >> F, 0n, U64_MAX),
    toI64: (a: bigint) => clamp(a >> F, I64_MIN, I64_MAX),
    toU32: (a: bigint) => Number(clamp(a >> F, 0n, 0xffff_ffffn)),
    toU16: (a: bigint) => Number(clamp(a >> F, 0n, 0xffffn)),
  }
}

const clamp = (n: bigint, low: bigint, high: bigint) => (n < low ? low : n > high ? high : n)

function rounding<T extends FixedBits>(format: FixedFormat<T>): Rounding<T> {
  const { check, wrap } = limits(format)
  const F = BigInt(format.fracBits)
  const one: bigint = format.ONE
  const fraction = one - 1n
  const half = one >> 1n
  const ceil = (a: bigint) => ((a + fraction) >> F) << F
  // Just below zero a tie is pulled down by the missing unit, away from zero.
  const round = (a: bigint) => ((a + (a < 0n ? half - 1n : half)) >> F) << F
  return {
    floor: (a: bigint) => ((a >> F) << F) as T,
    frac: (a: bigint) => (a & fraction) as T,
    wrapCeil: (a: bigint) => wrap(ceil(a)),
    checkedCeil: (a: bigint) => check(ceil(a)),
    wrapRound: (a: bigint) => wrap(round(a)),
    checkedRound: (a: bigint) => check(round(a)),
  }
}
