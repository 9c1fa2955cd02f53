/** The kernel's own building blocks, one by one, against the reference's results for them. */
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { compileKernel } from '../../../scripts/build-kernel.mjs'
import { I32F32, I64F64, I96F32 } from '../../../src/consensus/fixed/types.ts'
import { instantiate, type Kernel } from '../../../src/consensus/kernel/kernel.ts'
import { type FunctionCase, functionsOf, type Json } from '../../conformance/kind.ts'
import { vectorFiles } from '../../conformance/run.ts'
import { alpha_sigmoid, exp_safe } from '../../reference/scalars.ts'
import { type Cells, getMatrix, getVector, setMatrix, setParam, setScalar, setVector } from './regions.ts'

const DIRECTORY = process.env.TAO_VECTORS ?? fileURLToPath(new URL('../../vectors', import.meta.url))
const cases = new Map<string, readonly FunctionCase[]>()
for (const file of vectorFiles(DIRECTORY)) {
  if (/^(fixed_point|epoch_math)/.test(file.name)) for (const [name, list] of functionsOf(file)) cases.set(name, list)
}

let kernel: Kernel
type Call = (...args: (bigint | number)[]) => bigint
const call = (name: string, ...args: (bigint | number)[]) => (kernel.exports[name] as Call)(...args)

beforeAll(async () => {
  kernel = instantiate((await compileKernel('blocks.ts')).wasm)
}, 60_000)

const int = (value: Json | undefined) => BigInt(value as string)
const vec = (value: Json | undefined) => (value as readonly Json[]).map(int)
const cells = (value: Json | undefined): Cells =>
  (value as readonly (readonly (readonly [number, string])[])[]).map(row =>
    row.map(([j, x]) => [j, BigInt(x)] as const),
  )

/** Runs every case of a function of the reference; `run` gives `undefined` for inputs the kernel never has. */
function equal(
  name: string,
  run: (args: { readonly [argument: string]: Json }) => unknown,
  out = (x: Json): unknown => x,
) {
  test(name, () => {
    let ran = 0
    for (const { in: args, out: expected } of cases.get(name)!) {
      const found = run(args)
      if (found === undefined) continue
      ran++
      expect(found, JSON.stringify(args)).toEqual(out(expected))
    }
    expect(ran).toBeGreaterThan(3)
  })
}

const asInt = (x: Json) => BigInt(x as string)
const orZero = (x: Json) => (x === null ? 0n : asInt(x))

describe('numbers', () => {
  const binary = (name: string) => (a: { readonly [argument: string]: Json }) => call(name, int(a.a), int(a.b))
  equal('I32F32.saturating_add', binary('add'), asInt)
  equal('I32F32.saturating_sub', binary('sub'), asInt)
  equal('I32F32.saturating_mul', binary('mul'), asInt)
  equal('I32F32.checked_mul', binary('mulOrZero'), orZero)
  equal('I32F32.safe_div', binary('div'), asInt)
  equal('I32F32.saturating_div', a => (int(a.b) === 0n ? undefined : call('divSat', int(a.a), int(a.b))), asInt)
  equal('exp_safe', a => call('exp', int(a.x)), asInt)
  equal('fixed_proportion_to_u16', a => call('toU16Proportion', int(a.x)))
  equal('u16_proportion_to_fixed', a => call('proportion', a.x as number), asInt)
  equal(
    'alpha_sigmoid',
    a => {
      call('setCurve', int(a.alpha_low), int(a.alpha_high), int(a.alpha_sigmoid_steepness))
      return call('alphaSigmoid', int(a.consensus), int(a.weight), int(a.bond))
    },
    asInt,
  )

  test('products and quotients of any numbers', () => {
    const i64 = fc.oneof(
      fc.bigInt({ min: I32F32.MIN, max: I32F32.MAX }),
      fc.bigInt({ min: 0n, max: 1n << 33n }),
      fc.constantFrom<bigint>(I32F32.MIN, I32F32.MIN + 1n, -1n, 0n, 1n, I32F32.ONE - 1n, I32F32.ONE, I32F32.MAX),
    )
    fc.assert(
      fc.property(i64, i64, (x, y) => {
        const [a, b] = [I32F32.fromBits(x), I32F32.fromBits(y)]
        expect(call('mul', a, b)).toBe(I32F32.satMul(a, b))
        expect(call('mulOrZero', a, b)).toBe(I32F32.checkedMul(a, b) ?? 0n)
        expect(call('div', a, b)).toBe(I32F32.safeDiv(a, b))
        if (b !== 0n) expect(call('divSat', a, b)).toBe(I32F32.satDiv(a, b))
        if (b > I32F32.ONE) expect(call('inverse', b)).toBe(I32F32.safeDiv(I32F32.ONE, b))
      }),
      { seed: 1, numRuns: 3_000 },
    )
  })

  test('coefficients of liquid alpha on any numbers', () => {
    const near = fc.bigInt({ min: -(1n << 33n), max: 1n << 33n }).map(I32F32.fromBits)
    const i32f32 = fc.oneof(near, fc.bigInt({ min: I32F32.MIN, max: I32F32.MAX }).map(I32F32.fromBits))
    // Often alike, so that weight and bond or consensus are equal.
    const three = fc.oneof(
      fc.tuple(near, near, near),
      fc.tuple(i32f32, near).map(([a, b]) => [a, a, b] as const),
    )
    const curves = fc.tuple(near, near, i32f32)
    fc.assert(
      fc.property(three, curves, ([weight, bond, consensus], [low, high, steepness]) => {
        call('setCurve', low, high, steepness)
        const expected = alpha_sigmoid(consensus, weight, bond, low, high, steepness)
        expect(call('alphaSigmoid', consensus, weight, bond)).toBe(expected)
      }),
      { seed: 3, numRuns: 1_000 },
    )
  })

  test('wide quotients, with the limbs that are hard to divide', () => {
    const MAX = 0xffff_ffff_ffff_ffffn
    const edges = fc.constantFrom(0n, 1n, 2n, 0xffff_ffffn, 1n << 32n, (1n << 63n) - 1n, 1n << 63n, (1n << 63n) + 1n)
    const tops = edges.map(edge => MAX - edge)
    const limb = fc.oneof(edges, tops, fc.bigInt({ min: 0n, max: MAX }), fc.bigInt({ min: 1n << 63n, max: MAX }))
    const global = (name: string) => (kernel.exports[name] as { value: bigint | number }).value
    const unsigned = (x: bigint | number) => BigInt.asUintN(64, BigInt(x))
    fc.assert(
      fc.property(limb, limb, limb, limb, (aHigh, aLow, bHigh, bLow) => {
        const [a, b] = [(aHigh << 64n) | aLow, (bHigh << 64n) | bLow]
        if (aHigh < bLow) expect(unsigned(call('divide128', aHigh, aLow, bLow))).toBe(a / bLow)
        if (b === 0n) return
        const quotient = (a << 64n) / b
        const low = unsigned(call('divide192', aHigh, aLow, bHigh, bLow))
        expect(Boolean(global('overflowed'))).toBe(quotient >> 128n > 0n)
        if (quotient >> 128n === 0n) expect((unsigned(global('resultHigh')) << 64n) | low).toBe(quotient)
      }),
      { seed: 5, numRuns: 6_000 },
    )
  })

  test('exactly e to the first, as the reference rounds it', () => {
    expect(call('exp', I32F32.ONE)).toBe(exp_safe(I32F32.ONE))
    expect(call('exp', -I32F32.ONE)).toBe(exp_safe(I32F32.fromBits(-I32F32.ONE)))
    expect(call('exp', 0n)).toBe(I32F32.ONE)
  })

  test('shares of any amount', () => {
    const amounts = fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn })
    fc.assert(
      fc.property(fc.bigInt({ min: I32F32.MIN, max: I32F32.MAX }), amounts, (x, amount) => {
        const share = I96F32.satFrom(I32F32, I32F32.fromBits(x))
        const expected = I96F32.toU64(I96F32.satMul(share, I96F32.satFromInt(amount)))
        expect(BigInt.asUintN(64, call('ofAmount', x, amount))).toBe(expected)
      }),
      { seed: 2, numRuns: 1_000 },
    )
  })
})

describe('vectors', () => {
  const stringified = (values: readonly bigint[]) => values.map(String)

  equal('sum', a => {
    setVector(kernel, 'STAKE', vec(a.x))
    return String(call('sum', kernel.constant('STAKE'), vec(a.x).length))
  })
  for (const name of ['normalize', 'inplace_normalize']) {
    equal(name, a => {
      const x = vec(a.x)
      setVector(kernel, 'STAKE', x)
      call('normalise', kernel.constant('STAKE'), kernel.constant('RANKS'), x.length)
      return stringified(getVector(kernel, 'RANKS', x.length))
    })
  }
  equal('inplace_normalize_using_sum', a => {
    const x = vec(a.x)
    setVector(kernel, 'STAKE', x)
    call('divideAll', kernel.constant('STAKE'), kernel.constant('RANKS'), x.length, int(a.x_sum))
    return stringified(getVector(kernel, 'RANKS', x.length))
  })
  equal('is_topk_nonzero', a => {
    const vector = vec(a.vector)
    setVector(kernel, 'STAKE', vector)
    setParam(kernel, 'MAX_VALIDATORS', a.k as number)
    setParam(kernel, 'OWNER_UID', -1)
    call('grantPermits', vector.length)
    return Array.from(kernel.u8('PERMIT_OUT', vector.length), flag => flag === 1)
  })
  equal(
    'inplace_normalize_64',
    a => {
      const x = vec(a.x)
      setStake(x)
      call('weighStake', x.length)
      return getVector(kernel, 'STAKE', x.length)
    },
    // The kernel goes on to I32F32 at once.
    x => vec(x).map(bits => I32F32.satFrom(I64F64, I64F64.fromBits(bits))),
  )
})

test('shares of any stakes, also of those whose sum wraps', () => {
  const i128 = fc.bigInt({ min: I64F64.MIN, max: I64F64.MAX })
  const small = fc.bigInt({ min: -(1n << 66n), max: 1n << 66n })
  const stakes = fc.oneof(
    fc.array(i128, { minLength: 1, maxLength: 4 }),
    fc.tuple(i128, i128, small).map(([a, b, sum]) => [a, b, BigInt.asIntN(128, sum - a - b)]),
    fc.tuple(i128, i128).map(([a, b]) => [a, BigInt.asIntN(128, ((b >> 64n) << 64n) - a)]),
  )
  fc.assert(
    fc.property(stakes, x => {
      const total = I64F64.sum(x.map(I64F64.fromBits))
      const shares = x.map(I64F64.fromBits).map(stake => (total === 0n ? stake : I64F64.safeDiv(stake, total)))
      setStake(x)
      call('weighStake', x.length)
      expect(getVector(kernel, 'STAKE', x.length)).toEqual(shares.map(share => I32F32.satFrom(I64F64, share)))
    }),
    { seed: 4, numRuns: 2_000 },
  )
})

function setStake(x: readonly bigint[]): void {
  const limbs = x.flatMap(bits => [BigInt.asUintN(64, bits), BigInt.asUintN(64, bits >> 64n)])
  kernel.u64('STAKE_IN', limbs.length).set(limbs)
  kernel.u64('PARAMS_64', 8)[kernel.constant('STAKE_THRESHOLD')] = 0n
}

describe('matrices', () => {
  // The kernel's matrices are square. Those of the vectors are filled up with empty rows; what comes of those is not
  // looked at.
  type Matrix = [uid: number, value: bigint][][]
  const widthOf = (...matrices: Cells[]) => Math.max(0, ...matrices.flat(2).map(([j]) => j + 1))
  const sizeOf = (...matrices: Cells[]) => Math.max(widthOf(...matrices), ...matrices.map(matrix => matrix.length))
  const square = (matrix: Cells, n: number): Cells => [...matrix, ...Array(n - matrix.length).fill([])]
  const filled = (vector: readonly bigint[], n: number, value = 0n) => [
    ...vector,
    ...Array(n - vector.length).fill(value),
  ]
  const like = (wanted: Cells, matrix: Matrix) => matrix.slice(0, wanted.length)
  const strings = (matrix: Matrix) => matrix.map(row => row.map(([j, x]) => [j, String(x)]))

  equal('weighted_median_col_sparse', a => {
    const [stake, score, columns] = [vec(a.stake), cells(a.score), a.columns as number]
    if (stake.length !== score.length) return undefined
    const n = Math.max(sizeOf(score), columns)
    setVector(kernel, 'ACTIVE_STAKE', filled(stake, n))
    setMatrix(kernel, 'WEIGHTS', square(score, n))
    setScalar(kernel, 'KAPPA_SHARE', int(a.majority))
    call('findConsensus', n)
    return getVector(kernel, 'CONSENSUS', columns).map(String)
  })

  function clip(matrix: Cells, consensus: readonly bigint[], stake: readonly bigint[] = []): void {
    const n = sizeOf(matrix)
    setMatrix(kernel, 'WEIGHTS', square(matrix, n))
    setVector(kernel, 'CONSENSUS', filled(consensus.slice(0, n), n))
    setVector(kernel, 'ACTIVE_STAKE', filled(stake.slice(0, n), n))
    call('clipWeights', n)
  }
  const unlimited = (matrix: Cells) => Array<bigint>(sizeOf(matrix)).fill(I32F32.MAX)

  equal('col_clip_sparse', a => {
    const matrix = cells(a.sparse_matrix)
    clip(matrix, vec(a.col_threshold))
    return strings(like(matrix, getMatrix(kernel, 'CLIPPED', sizeOf(matrix))))
  })
  equal('matmul_sparse', a => {
    const matrix = cells(a.sparse_matrix)
    clip(matrix, unlimited(matrix), vec(a.vector))
    const ranks = getVector(kernel, 'RANKS', sizeOf(matrix)).slice(0, a.columns as number)
    return filled(ranks, a.columns as number).map(String)
  })
  equal('row_sum_sparse', a => {
    const matrix = cells(a.sparse_matrix)
    clip(matrix, unlimited(matrix))
    return getVector(kernel, 'VALIDATOR_TRUST', matrix.length).map(String)
  })
  equal('interpolate_sparse', a => {
    const [first, second, ratio] = [cells(a.mat1), cells(a.mat2), int(a.ratio)]
    if (ratio === 0n || ratio === I32F32.ONE || first.length !== second.length) return undefined
    const n = sizeOf(first, second)
    setMatrix(kernel, 'WEIGHTS', square(first, n))
    setMatrix(kernel, 'CLIPPED', square(second, n))
    call('blend', n, ratio)
    return strings(like(first, getMatrix(kernel, 'BLENDED', n)))
  })

  function setBonding(next: Cells, old: Cells): number {
    const n = sizeOf(next, old)
    setMatrix(kernel, 'CLIPPED', square(next, n))
    setMatrix(kernel, 'BONDS', square(old, n))
    return n
  }

  equal('mat_ema_sparse', a => {
    const [next, old] = [cells(a.new), cells(a.old)]
    const n = setBonding(next, old)
    call('average', n, int(a.alpha))
    // The reference takes the number of rows for that of columns.
    const within = like(next, getMatrix(kernel, 'EMA', n)).map(row => row.filter(([j]) => j < next.length))
    return strings(within)
  })
  equal('mat_ema_alpha_sparse', a => {
    const [next, old] = [cells(a.new), cells(a.old)]
    const alphas = (a.alpha as readonly Json[]).map(vec)
    const whole = alphas.length === next.length && alphas.every(row => row.length >= widthOf(next))
    if (!whole || next.length !== old.length) return undefined
    const n = setBonding(next, old)
    setVector(
      kernel,
      'ALPHAS',
      next.flatMap((row, i) => row.map(([j]) => alphas[i]![j]!)),
    )
    call('averageAlphas', n)
    return strings(like(next, getMatrix(kernel, 'EMA', n)))
  })
  equal('inplace_col_normalize_sparse', a => {
    const matrix = cells(a.sparse_matrix)
    if ((a.columns as number) < widthOf(matrix)) return undefined
    const n = sizeOf(matrix)
    setMatrix(kernel, 'EMA', square(matrix, n))
    call('normaliseColumns', n)
    return strings(like(matrix, getMatrix(kernel, 'EMA', n, 'EMA_SHARES')))
  })

  /** Lets bonds earn; the size. */
  function earn(dividends: string, bonds: Cells, incentive: readonly bigint[]): number {
    const n = sizeOf(bonds)
    setMatrix(kernel, 'EMA', square(bonds, n), 'EMA_SHARES')
    setVector(kernel, 'INCENTIVE', filled(incentive.slice(0, n), n))
    call(dividends, n)
    return n
  }

  equal('inplace_col_max_upscale_sparse', a => {
    const matrix = cells(a.sparse_matrix)
    if ((a.columns as number) < widthOf(matrix)) return undefined
    earn('classicDividends', matrix, [])
    let entry = 0
    return matrix.map(row => row.map(([j]) => [j, String(call('classicStored', entry++))]))
  })
  equal('matmul_transpose_sparse', a => {
    const matrix = cells(a.sparse_matrix)
    earn('classicDividends', matrix, vec(a.vector))
    return getVector(kernel, 'BOND_INCOME', matrix.length).map(String)
  })
  equal(
    'mat_vec_mul_sparse',
    a => {
      const matrix = cells(a.matrix)
      earn('yuma3Dividends', matrix, vec(a.vector))
      return getVector(kernel, 'BOND_INCOME', matrix.length)
    },
    // The kernel has only the sums of the rows.
    x =>
      cells(x).map(row =>
        BigInt.asIntN(
          64,
          row.reduce((sum, [, value]) => sum + value, 0n),
        ),
      ),
  )
})
