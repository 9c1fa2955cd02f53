/** What holds of every epoch: sums and bounds, independence of the order of UIDs, and that none ever throws. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bondsRow, copyOutput, runEpoch, traceEpoch } from '../../../src/consensus/epoch/epoch.ts'
import { EMPTY_ROW, type EpochInput, type EpochOutput, type Row } from '../../../src/consensus/epoch/types.ts'
import { epochInputs } from './arbitrary.ts'
import { epochOf } from './network.ts'

const U16_MAX = 65_535
const sum = (values: Iterable<number | bigint>) => [...values].reduce((a: bigint, b) => a + BigInt(b), 0n)

/** Sums and bounds of every output. */
function checkBounds(input: EpochInput, output: EpochOutput): void {
  const { n, emission } = input
  for (const shares of [output.stakeWeight, output.incentive, output.dividends]) {
    expect(sum(shares) <= BigInt(U16_MAX)).toBe(true)
  }
  // Every vector of the epoch is normalised to 1 or is 0 throughout; n roundings may take a little off.
  const paid = [sum(output.emission), sum(output.serverEmission) + sum(output.validatorEmission)]
  for (const total of paid) expect(total <= emission).toBe(true)
  const permits = output.validatorPermit.filter((permit, uid) => permit === 1 && uid !== input.ownerUid).length
  expect(permits).toBeLessThanOrEqual(input.maxAllowedValidators)
  for (let uid = 0; uid < n; uid++) {
    const parts = output.serverEmission[uid]! + output.validatorEmission[uid]!
    const combined = output.emission[uid]!
    // Each of the three is rounded by itself, after shares of 2^-32 were.
    const tolerance = 2n + (emission >> 31n)
    expect(parts - combined <= tolerance && combined - parts <= tolerance).toBe(true)
    checkRow(bondsRow(output, uid), n, output.validatorPermit[uid] === 1)
  }
  checkServersAndValidators(input, output)
}

/** What a UID has without anything that could give it to it: nothing. */
function checkServersAndValidators(input: EpochInput, output: EpochOutput): void {
  const rated = new Set<number>()
  for (let uid = 0; uid < input.n; uid++) {
    expect(output.stake[uid]).toBe(input.stake[2 * uid + 1])
    expect(output.active[uid] === 1).toBe(input.lastUpdate[uid]! + input.activityCutoff >= input.block)
    const votes = (input.validatorPermit[uid] || uid === input.ownerUid) && output.active[uid] === 1
    const row = input.weights[uid]!
    if (votes) for (let k = 0; k < row.length; k += 2) if (row[k + 1]! > 0) rated.add(row[k]!)
    const sets = (input.validatorPermit[uid] || uid === input.ownerUid) && row.some((raw, k) => k % 2 === 1 && raw > 0)
    if (!sets) expect(output.validatorTrust[uid]).toBe(0)
    if (output.stake[uid] === 0n && input.stake[2 * uid] === 0n) expect(output.stakeWeight[uid]).toBe(0)
  }
  for (let uid = 0; uid < input.n; uid++) {
    const { consensus, incentive, serverEmission } = output
    if (!rated.has(uid)) expect([consensus[uid], incentive[uid], serverEmission[uid]]).toEqual([0, 0, 0n])
  }
}

function checkRow(row: Row, n: number, permit: boolean): void {
  const uids = row.filter((_, k) => k % 2 === 0)
  expect(new Set(uids).size).toBe(uids.length)
  expect(uids.every(uid => uid < n)).toBe(true)
  if (!permit) expect(row).toHaveLength(0)
}

test('sums and bounds of every output', () => {
  fc.assert(
    fc.property(epochInputs({ maxUids: 12, wild: false }), input => {
      const { output, trace } = traceEpoch(input)
      checkBounds(input, output)
      // All is paid out but for roundings, where there is stake or consensus at all.
      const all = sum(trace.combinedShare)
      const missing = input.emission - sum(output.emission)
      const rounding = BigInt(input.n) * (1n + ((2n * input.emission) >> 32n))
      expect(all === 0n ? missing === input.emission : missing <= rounding).toBe(true)
    }),
    { seed: 1, numRuns: 300 },
  )
})

describe('the order of UIDs does not matter', () => {
  /** The same subnet with its UIDs renamed; rows stay ordered by UID, as set_weights is usually called. */
  function permuted(input: EpochInput, to: readonly number[]): EpochInput {
    const from = [...to.keys()].sort((a, b) => to[a]! - to[b]!)
    const vector = (values: BigUint64Array) => BigUint64Array.from(from, uid => values[uid]!)
    const row = (values: Row) => sorted(values.map((x, k) => (k % 2 === 0 ? to[x]! : x)))
    return {
      ...input,
      stake: BigUint64Array.from(from.flatMap(uid => [input.stake[2 * uid]!, input.stake[2 * uid + 1]!])),
      ownerUid: input.ownerUid === undefined ? undefined : to[input.ownerUid]!,
      validatorPermit: from.map(uid => input.validatorPermit[uid]!),
      lastUpdate: vector(input.lastUpdate),
      blockAtRegistration: vector(input.blockAtRegistration),
      commitBlock: input.commitBlock === undefined ? undefined : vector(input.commitBlock),
      weights: from.map(uid => row(input.weights[uid]!)),
      bonds: from.map(uid => row(input.bonds[uid]!)),
    }
  }

  function sorted(row: Row): Row {
    const pairs = Array.from({ length: row.length / 2 }, (_, k) => [row[2 * k]!, row[2 * k + 1]!])
    return Uint16Array.from(pairs.sort((a, b) => a[0]! - b[0]!).flat())
  }

  /** Results by the UIDs that `to` gives. */
  function results(output: EpochOutput, to: readonly number[]) {
    const { n, bonds: _, ...vectors } = output
    const by = (values: ArrayLike<number | bigint>) => to.map(uid => values[uid]!)
    const back = new Map([...to].map((uid, original) => [uid, original]))
    return {
      n,
      ...Object.fromEntries(Object.entries(vectors).map(([name, values]) => [name, by(values as Uint16Array)])),
      bonds: to.map(uid => [...sorted(bondsRow(output, uid).map((x, k) => (k % 2 === 0 ? back.get(x)! : x)))]),
    }
  }

  const permutations = (n: number) => fc.shuffledSubarray([...Array(n).keys()], { minLength: n, maxLength: n })

  test('with stakes that differ and the owner renamed along', () => {
    const inputs = epochInputs({ maxUids: 10, wild: false }).chain(input =>
      fc.tuple(
        // Stakes that differ also after normalising: whole numbers of a millionth of all.
        permutations(input.n).map(order => ({
          ...input,
          stakeThreshold: 0n,
          stake: BigUint64Array.from(order.flatMap(place => [0n, BigInt(place) * 10n ** 12n])),
          weights: input.weights.map(sorted),
          bonds: input.bonds.map(sorted),
        })),
        permutations(input.n),
      ),
    )
    fc.assert(
      fc.property(inputs, ([input, to]) => {
        const identity = [...to.keys()]
        const original = results(copyOutput(runEpoch(input)), identity)
        expect(results(copyOutput(runEpoch(permuted(input, to))), to)).toEqual(original)
      }),
      { seed: 2, numRuns: 300 },
    )
  })
})

describe('extreme inputs never throw', () => {
  const N = 256
  const uids = [...Array(N).keys()]
  const dense = (value: (i: number, j: number) => number): Row[] =>
    uids.map(i => Uint16Array.from(uids.flatMap(j => [j, value(i, j)])))
  const I64F64_MAX = [0xffff_ffff_ffff_ffffn, 0x7fff_ffff_ffff_ffffn]
  const everywhere = (limbs: readonly bigint[]) => BigUint64Array.from(uids.flatMap(() => limbs))

  const MODES = [
    { yuma3: false, liquidAlpha: false },
    { yuma3: true, liquidAlpha: false },
    { yuma3: true, liquidAlpha: true },
  ]
  const CASES: readonly (readonly [string, EpochInput])[] = [
    [
      'all zero',
      { ...epochOf({ stakes: Array(N).fill(0n) }), emission: 0n, block: 0n, lastUpdate: new BigUint64Array(N) },
    ],
    ['one validator', epochOf({ stakes: [1n, ...Array<bigint>(N - 1).fill(0n)], weights: { 0: { 1: 1 } } })],
    ['one UID, which rates itself', epochOf({ stakes: [5n], weights: { 0: { 0: 1 } }, ownerUid: 0 })],
    [
      'all the stake there can be',
      { ...epochOf({ stakes: Array(N).fill(21n * 10n ** 15n) }), weights: dense(() => 1) },
    ],
    [
      'more stake than I64F64 can sum',
      { ...epochOf({ stakes: Array(N).fill(0n) }), stake: everywhere(I64F64_MAX), weights: dense(() => 1) },
    ],
    [
      'saturated weights and bonds',
      { ...epochOf({ stakes: uids.map(BigInt) }), weights: dense(() => U16_MAX), bonds: dense(() => U16_MAX) },
    ],
    [
      '256 x 256 of all sizes',
      {
        ...epochOf({ stakes: uids.map(uid => BigInt(uid * uid)) }),
        weights: dense((i, j) => (i * 7 + j * 13) % 65_536),
        bonds: dense((i, j) => (i * 11 + j * 3) % 65_536),
      },
    ],
    [
      'weights of zero throughout',
      { ...epochOf({ stakes: uids.map(BigInt) }), weights: dense(() => 0), bonds: dense(() => 0) },
    ],
  ]
  const PARAMETERS: Partial<EpochInput>[] = [
    {},
    { kappa: 0, bondsPenalty: 0, bondsMovingAverage: 0n, alphaLow: 0, alphaHigh: 0, alphaSigmoidSteepness: 0 },
    {
      kappa: U16_MAX,
      bondsPenalty: 12_345,
      bondsMovingAverage: 0xffff_ffff_ffff_ffffn,
      alphaLow: U16_MAX,
      alphaHigh: 0,
      alphaSigmoidSteepness: -32_768,
      emission: 0xffff_ffff_ffff_ffffn,
      maxAllowedValidators: 0,
    },
  ]

  test.each(CASES)('%s', (_, input) => {
    for (const mode of MODES) {
      for (const parameters of PARAMETERS) {
        const output = runEpoch({ ...input, ...mode, ...parameters })
        expect(output.n).toBe(input.n)
        expect(sum(output.emission) <= BigInt(input.n) * (parameters.emission ?? input.emission)).toBe(true)
      }
    }
  })

  test('rows may be empty, and vectors at their ends', () => {
    const input = epochOf({ stakes: [1n, 2n], weights: { 0: { 1: 1 } } })
    const max = new BigUint64Array(2).fill(0xffff_ffff_ffff_ffffn)
    const ends: EpochInput = {
      ...input,
      block: 0xffff_ffff_ffff_ffffn,
      activityCutoff: 0xffff_ffff_ffff_ffffn,
      lastMechanismStepBlock: 0xffff_ffff_ffff_ffffn,
      lastUpdate: max,
      blockAtRegistration: max,
      commitBlock: max,
      bonds: [EMPTY_ROW, Uint16Array.of(0xffff, 0xffff)],
    }
    expect(sum(runEpoch(ends).emission)).toBeGreaterThan(0n)
  })
})
