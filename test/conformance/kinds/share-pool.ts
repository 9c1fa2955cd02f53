/** SafeFloat arithmetic, and share pools through sequences of updates. */
import { U64F64 } from '../../../src/consensus/fixed/types.ts'
import {
  add,
  div,
  fromU64,
  fromU64F64,
  gt,
  mulDiv,
  SAFE_FLOAT_ZERO,
  type SafeFloat,
  safeFloat,
  sub,
  toU64,
} from '../../../src/consensus/safe-float.ts'
import {
  canUpdateForOne,
  type SharePool,
  shareValue,
  updateForAll,
  updateForOne,
} from '../../../src/consensus/share-pool.ts'
import { type Check, checkFunctions, functionsOf, type Json, type Kind, type Subject } from '../kind.ts'

export const sharePool: Kind = {
  name: 'share pool',
  matches: file =>
    Array.isArray(file.data.share_pool_sequences) || functionsOf(file).some(([name]) => name in SUBJECTS),
  run(file, check) {
    checkFunctions(file, name => SUBJECTS[name], check)
    const sequences = (file.data.share_pool_sequences ?? []) as unknown as readonly (readonly Step[])[]
    for (const [i, sequence] of sequences.entries()) runSequence(sequence, `sequence ${i}`, check)
  },
}

type Pair = readonly [mantissa: string, exponent: string]

const decode = (value: Json | undefined): SafeFloat => {
  const [mantissa, exponent] = value as unknown as Pair
  return { mantissa: BigInt(mantissa), exponent: BigInt(exponent) }
}
const encode = (value: SafeFloat | undefined) => (value === undefined ? null : [value.mantissa, value.exponent])

const SUBJECTS: { readonly [name: string]: Subject } = {
  'SafeFloat.add': ({ a, b }) => encode(add(decode(a), decode(b))),
  'SafeFloat.sub': ({ a, b }) => encode(sub(decode(a), decode(b))),
  'SafeFloat.div': ({ a, b }) => encode(div(decode(a), decode(b))),
  'SafeFloat.mul_div': ({ x, a, b }) => encode(mulDiv(decode(x), decode(a), decode(b))),
  'SafeFloat.gt': ({ a, b }) => gt(decode(a), decode(b)),
  'SafeFloat.to_u64': ({ a }) => toU64(decode(a)),
  'SafeFloat.new': ({ mantissa, exponent }) =>
    encode(safeFloat(BigInt(mantissa as string), BigInt(exponent as string))),
  'SafeFloat.from_u64': ({ x }) => encode(fromU64(BigInt(x as string))),
  'SafeFloat.from_U64F64': ({ x }) => encode(fromU64F64(U64F64.fromBits(BigInt(x as string)))),
}

interface Step {
  readonly do: { readonly op: string; readonly key?: number; readonly update: string; readonly result?: boolean }
  readonly shared_value: string
  readonly denominator: Pair
  readonly shares: { readonly [key: string]: Pair }
  readonly values: { readonly [key: string]: string }
}

function runSequence(steps: readonly Step[], label: string, check: Check): void {
  let pool: SharePool = { value: 0n, denominator: SAFE_FLOAT_ZERO }
  const shares = new Map<string, SafeFloat>()
  for (const [i, step] of steps.entries()) {
    const { op, key, update, result } = step.do
    const amount = BigInt(update)
    let answer: boolean | undefined
    if (op === 'update_value_for_all') {
      pool = updateForAll(pool, amount)
    } else if (op === 'update_value_for_one') {
      const updated = updateForOne(pool, shares.get(String(key)) ?? SAFE_FLOAT_ZERO, amount)
      pool = updated.pool
      shares.set(String(key), updated.share)
    } else if (op === 'sim_update_value_for_one') {
      answer = canUpdateForOne(pool, amount)
    } else {
      throw new Error(`${label}: no such operation: ${op}`)
    }
    const found = {
      result: answer ?? null,
      shared_value: pool.value,
      denominator: encode(pool.denominator),
      shares: Object.fromEntries([...shares].map(([key, share]) => [key, encode(share)])),
      values: Object.fromEntries([...shares].map(([key, share]) => [key, shareValue(pool, share)])),
    }
    const { shared_value, denominator, values } = step
    check(
      `${label}, step ${i} (${op})`,
      { result: result ?? null, shared_value, denominator, shares: step.shares, values },
      found,
    )
  }
}
