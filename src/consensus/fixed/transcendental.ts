/**
 * exp, logarithms and square root on signed fixed-point numbers, with the very series and the very roundings of the
 * reference. They are not the nearest results: their errors are part of the chain's numbers.
 *
 * Reference: substrate-fixed transcendental.rs. Its constants have 23 fractional bits, so a logarithm of a 64.64
 * number is right to about seven digits only.
 */
import type { Fixed, FixedBits } from './fixed.ts'

/** log2(e) and e cut to 23 fractional bits. */
const LOG2_E_23 = 12_102_203n
const E_23 = 22_802_600n

/** 2^`fracBits` times a constant with 23 fractional bits. */
function constant<T extends FixedBits>(type: Fixed<T>, bits: bigint): T {
  return type.fromBits(bits << BigInt(type.fracBits - 23))
}

/**
 * e^x by the Taylor series of |x| with `fracBits` terms, inverted when x is negative; e^0 and e^1 are constants.
 * `undefined` on overflow.
 */
export function exp<T extends FixedBits>(type: Fixed<T>, x: T): T | undefined {
  if (x === 0n) return type.ONE
  if (x === type.ONE) return constant(type, E_23)
  const magnitude = x < 0n ? type.checkedNeg(x) : x
  if (magnitude === undefined) return undefined
  let result = type.checkedAdd(magnitude, type.ONE)
  let term: T | undefined = magnitude
  for (let i = 2; i < type.fracBits && term !== 0n; i++) {
    term = type.checkedMul(term, magnitude)
    if (term === undefined || result === undefined) return undefined
    // Dividing by a whole number is dividing the bits: it truncates the same and cannot overflow.
    term = type.fromBits(term / BigInt(i))
    result = type.checkedAdd(result, term)
  }
  return x < 0n && result !== undefined ? type.checkedDiv(type.ONE, result) : result
}

/** Logarithm to base 2, one bit at a time; `undefined` when x is not positive or its inverse overflows. */
export function log2<T extends FixedBits>(type: Fixed<T>, x: T): T | undefined {
  if (x <= 0n) return undefined
  if (x >= type.ONE) return log2AboveOne(type, x)
  const inverse = type.checkedDiv(type.ONE, x)
  return inverse === undefined ? undefined : type.wrapNeg(log2AboveOne(type, inverse))
}

function log2AboveOne<T extends FixedBits>(type: Fixed<T>, operand: T): T {
  const two = type.ONE << 1n
  let x: bigint = operand
  let result = 0n
  while (x >= two) {
    result += 1n
    x = halve(x)
  }
  if (x === type.ONE) return type.wrapFromInt(result)
  const F = BigInt(type.fracBits)
  for (let i = 0; i < type.fracBits; i++) {
    x = (x * x) >> F
    result <<= 1n
    if (x >= two) {
      result |= 1n
      x = halve(x)
    }
  }
  return type.fromBits(result)
}

/** Half of x, the lost bit rounded up. */
const halve = (x: bigint): bigint => (x >> 1n) + (x & 1n)

/** Natural logarithm: log2(x) / log2(e). `undefined` when x is not positive or its inverse overflows. */
export function ln<T extends FixedBits>(type: Fixed<T>, x: T): T | undefined {
  const logarithm = log2(type, x)
  return logarithm === undefined ? undefined : type.wrapDiv(logarithm, constant(type, LOG2_E_23))
}

/**
 * Square root by `fracBits` steps of Newton's method, of the inverse when x is below 1. `undefined` when x is negative
 * or its inverse overflows.
 */
export function sqrt<T extends FixedBits>(type: Fixed<T>, x: T): T | undefined {
  if (x < 0n) return undefined
  if (x === 0n || x === type.ONE) return x
  const inverted = x < type.ONE
  const operand = inverted ? type.checkedDiv(type.ONE, x) : x
  if (operand === undefined) return undefined
  // Half of a fixed-point number, truncated towards zero as division does; none here is negative.
  let root = type.wrapAdd(type.fromBits(operand / 2n), type.ONE)
  for (let i = 0; i < type.fracBits; i++) {
    root = type.fromBits(type.wrapAdd(root, type.wrapDiv(operand, root)) / 2n)
  }
  return inverted ? type.checkedDiv(type.ONE, root) : root
}
