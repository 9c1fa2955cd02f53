/** Fixed-point arithmetic: functions named `TYPE.operation` on raw bits. */
import type { Fixed, FixedBits } from '../../../src/consensus/fixed/fixed.ts'
import { exp, ln, log2, sqrt } from '../../../src/consensus/fixed/transcendental.ts'
import { I32F32, I64F64, I96F32, U64F64, U96F32 } from '../../../src/consensus/fixed/types.ts'
import { checkedLn, checkedPow, checkedSqrt } from '../../reference/safe-math.ts'
import { checkFunctions, functionsOf, type Json, type Kind, type Subject } from '../kind.ts'

const TYPES: readonly Fixed<FixedBits>[] = [I32F32, I64F64, I96F32, U64F64, U96F32] as unknown as Fixed<FixedBits>[]

export const fixedPoint: Kind = {
  name: 'fixed-point numbers',
  matches: file => functionsOf(file).some(([name]) => subject(name) !== undefined),
  run: (file, check) => checkFunctions(file, subject, check),
}

function subject(name: string): Subject | undefined {
  const [typeName, operation] = name.split('.')
  const type = TYPES.find(type => type.name === typeName)
  return type === undefined ? undefined : operations(type)[operation!]
}

function operations(type: Fixed<FixedBits>): { readonly [operation: string]: Subject } {
  const bits = (value: Json | undefined) => type.fromBits(BigInt(value as string))
  const unary =
    (f: (a: FixedBits) => unknown): Subject =>
    ({ a, x }) =>
      f(bits(a ?? x))
  const binary =
    (f: (a: FixedBits, b: FixedBits) => unknown): Subject =>
    ({ a, b }) =>
      f(bits(a), bits(b))
  return {
    saturating_add: binary(type.satAdd),
    saturating_sub: binary(type.satSub),
    saturating_mul: binary(type.satMul),
    saturating_div: binary(type.satDiv),
    checked_mul: binary(type.checkedMul),
    checked_div: binary(type.checkedDiv),
    safe_div: binary(type.safeDiv),
    checked_floor: unary(type.floor),
    round_checked: unary(type.checkedRound),
    saturating_to_u64: unary(type.toU64),
    saturating_to_u16: unary(type.toU16),
    exp: unary(x => exp(type, x)),
    ln: unary(x => ln(type, x)),
    log2: unary(x => log2(type, x)),
    sqrt: unary(x => sqrt(type, x)),
    checked_ln: unary(x => checkedLn(type, x)),
    checked_sqrt: ({ x, epsilon }) => checkedSqrt(type, bits(x), bits(epsilon)),
    checked_pow: ({ x, exponent }) => checkedPow(type, bits(x), exponent as number),
  }
}
