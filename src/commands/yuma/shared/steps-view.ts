/** Single steps as text. */
import { type Cell, cells } from '../../kit/cells.ts'

type Whole = number | bigint

interface Step {
  readonly a: Whole
  readonly b: Whole
  readonly result: Whole
  readonly remainder: Whole
}

export const whole = (n: Whole): Cell => ({ ...cells.integer(n), ...(BigInt(n) === 0n ? { tone: 'dim' } : {}) })

const rest = (remainder: Whole): string => (BigInt(remainder) === 0n ? '' : `, rest ${remainder}`)

/** A quotient of two shares, or of two amounts. */
export function divided({ a, b, result, remainder }: Step): string {
  if (BigInt(b) === 0n) return `${result}: there is nothing to divide by`
  return `${a} · 2^32 / ${b} = ${result}${rest(remainder)}`
}

/** A product of a share with a share, with 65535 or with an amount. */
export function multiplied({ a, b, result, remainder }: Step, unit = ''): string {
  return `${a} · ${b} / 2^32 = ${result}${unit}${rest(remainder)}`
}
