/**
 * Single steps of fixed-point arithmetic with what rounding cut off, so that a reader can check each in whole numbers.
 * Numbers are I32F32 bits: fractions of 2^32.
 */
import type { SparseMatrix } from '../types.ts'

/** a · b = result · 2^32 + remainder, with 0 ≤ remainder < 2^32. */
export interface Product {
  readonly a: bigint
  readonly b: bigint
  readonly result: bigint
  readonly remainder: bigint
}

/** a · 2^32 = result · b + remainder, the remainder smaller than b; a itself where b is 0. */
export interface Quotient {
  readonly a: bigint
  readonly b: bigint
  readonly result: bigint
  readonly remainder: bigint
}

export function product(a: bigint, b: bigint): Product {
  const whole = a * b
  const result = whole >> 32n
  return { a, b, result, remainder: whole - (result << 32n) }
}

export function quotient(a: bigint, b: bigint): Quotient {
  if (b === 0n) return { a, b, result: a, remainder: 0n }
  const result = (a << 32n) / b
  return { a, b, result, remainder: (a << 32n) - result * b }
}

/** A share as it is stored: times 65535, the fraction cut off. */
export function quantise(share: bigint): Product {
  return product(share, 0xffffn)
}

export function sumOf<T>(items: Iterable<T>, part: (item: T) => bigint): bigint {
  let sum = 0n
  for (const item of items) sum += part(item)
  return sum
}

/** States that what was explained is what the epoch gave. */
export type Claim = (what: string, explained: bigint | number | boolean, given: bigint | number | boolean) => void

/** The entries of a row by UID. */
export function rowOf({ starts, uids, values }: SparseMatrix, row: number): Map<number, bigint> {
  const entries = new Map<number, bigint>()
  for (let k = starts[row]!; k < starts[row + 1]!; k++) entries.set(uids[k]!, values[k]!)
  return entries
}

/** The entries of a column by row. */
export function columnOf({ starts, uids, values }: SparseMatrix, column: number): Map<number, bigint> {
  const entries = new Map<number, bigint>()
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let k = starts[row]!; k < starts[row + 1]!; k++) if (uids[k] === column) entries.set(row, values[k]!)
  }
  return entries
}
