/** From weights as people write them to what the chain keeps: 16 bits each, the greatest 65535. */
import { TaoError } from '../../primitives/errors.ts'

const MAX = 65_535n
const DECIMALS = 18
/** Digits, a point, digits, perhaps a power of ten as programs write it. */
const DECIMAL = /^(\d{1,20})(?:\.(\d{1,30}))?(?:[eE]([+-]?\d{1,3}))?$/

/** The weight in a decimal number such as `3`, `0.25`, `25%` or `1e-7`, times 10^18, rounded down. @throws TaoError */
export function parseWeight(text: string): bigint {
  const match = DECIMAL.exec(text.endsWith('%') ? text.slice(0, -1) : text)
  if (match === null) {
    throw new TaoError('invalid_argument', `Not a weight: \`${text.slice(0, 40)}\``, {
      why: 'A weight is a plain number that is not negative: 3, 0.25 or 25%.',
    })
  }
  const [, whole, fraction = '', power = '0'] = match
  const shift = DECIMALS + Number(power) - fraction.length - (text.endsWith('%') ? 2 : 0)
  const digits = BigInt(whole! + fraction)
  return shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift)
}

/** Scaled so that the greatest is 65535, each to the nearest. The chain leaves such weights as they are. */
export function upscale(weights: readonly bigint[]): number[] {
  const greatest = weights.reduce((a, b) => (a > b ? a : b), 0n)
  if (greatest === 0n) return weights.map(() => 0)
  return weights.map(weight => Number((2n * weight * MAX + greatest) / (2n * greatest)))
}
