/** What an epoch takes into account, case by case; and how its input and output are handled. */
import { describe, expect, test } from 'vitest'
import { activityCutoff, bondsRow, copyOutput, runEpoch } from '../../../src/consensus/epoch/epoch.ts'
import { EMPTY_ROW, type EpochInput, NO_COMMIT } from '../../../src/consensus/epoch/types.ts'
import { epochOf, type Network } from './network.ts'

/** Two validators and two servers. */
const SMALL: Network = { stakes: [6n, 4n, 0n, 0n], weights: { 0: { 2: 3, 3: 1 }, 1: { 2: 3, 3: 1 } } }
const u64s = (...values: bigint[]) => BigUint64Array.from(values)

const run = (network: Network) => copyOutput(runEpoch(epochOf(network)))

describe('an epoch', () => {
  test('pays servers by weight and validators by stake', () => {
    const output = run(SMALL)
    expect([...output.incentive]).toEqual([0, 0, 49_151, 16_383])
    expect([...output.dividends]).toEqual([39_321, 26_213, 0, 0])
    expect([...output.serverEmission].map(rao => rao / 1_000_000n)).toEqual([0n, 0n, 375n, 124n])
    expect([...output.validatorEmission].map(rao => rao / 1_000_000n)).toEqual([300n, 199n, 0n, 0n])
    expect([...output.validatorTrust]).toEqual([65_535, 65_535, 0, 0])
    expect([...output.stake]).toEqual([6n, 4n, 0n, 0n])
  })

  test('leaves out validators without a permit, which the owner always has', () => {
    const validatorPermit = [false, true, true, true]
    expect(run({ ...SMALL, validatorPermit }).dividends[0]).toBe(0)
    expect(run({ ...SMALL, validatorPermit, ownerUid: 0 }).dividends[0]).toBeGreaterThan(0)
  })

  test('leaves out the stake of who has been silent for too long', () => {
    const lastUpdate = u64s(500n, 900n, 0n, 0n)
    const at = (cutoff: bigint) => run({ ...SMALL, lastUpdate, activityCutoff: cutoff })
    expect([...at(500n).active.subarray(0, 2)]).toEqual([1, 1])
    expect([...at(499n).active.subarray(0, 2)]).toEqual([0, 1])
    expect(at(499n).dividends[0]).toBe(0)
  })

  test('leaves out stake below the threshold, but for the owner', () => {
    expect([...run({ ...SMALL, stakeThreshold: 5n }).stakeWeight]).toEqual([65_535, 0, 0, 0])
    expect(run({ ...SMALL, stakeThreshold: 5n, ownerUid: 1 }).stakeWeight[1]).toBeGreaterThan(0)
    // What comes out is the stake itself, filtered or not.
    expect(run({ ...SMALL, stakeThreshold: 5n }).stake[1]).toBe(4n)
  })

  test('leaves out weights on oneself, but for the owner', () => {
    const weights = { 0: { 0: 1 }, 1: { 2: 1 } }
    expect(run({ ...SMALL, weights }).incentive[0]).toBe(0)
    expect(run({ ...SMALL, weights, ownerUid: 0 }).incentive[0]).toBeGreaterThan(0)
  })

  test('leaves out weights older than the registration of whom they rate', () => {
    const at = (registered: bigint) => run({ ...SMALL, blockAtRegistration: u64s(0n, 0n, 0n, registered) })
    expect(at(899n).incentive[3]).toBeGreaterThan(0)
    expect(at(900n).incentive[3]).toBe(0)
  })

  test('leaves out weights committed before the registration of whom they rate', () => {
    const at = (commit: bigint) =>
      run({
        ...SMALL,
        blockAtRegistration: u64s(0n, 0n, 0n, 500n),
        commitBlock: u64s(commit, commit, NO_COMMIT, NO_COMMIT),
      })
    expect(at(500n).incentive[3]).toBeGreaterThan(0)
    expect(at(499n).incentive[3]).toBe(0)
    expect(at(NO_COMMIT).incentive[3]).toBeGreaterThan(0)
  })

  test('drops bonds to UIDs that registered since the last one', () => {
    const bonds = [Uint16Array.of(2, 65_535), Uint16Array.of(2, 65_535), EMPTY_ROW, EMPTY_ROW]
    const kept = (network: Partial<Network>) => {
      const output = run({ ...SMALL, weights: {}, bonds, blockAtRegistration: u64s(0n, 0n, 641n, 0n), ...network })
      return bondsRow(output, 0).length > 0
    }
    // The block after the last step counts as the last epoch.
    expect(kept({ lastMechanismStepBlock: 641n })).toBe(true)
    expect(kept({ lastMechanismStepBlock: 640n })).toBe(false)
    // Before the first step it is a tempo ago.
    expect(kept({ lastMechanismStepBlock: 0n, tempo: 358 })).toBe(true)
    expect(kept({ lastMechanismStepBlock: 0n, tempo: 359 })).toBe(false)
  })

  test('gives permits to the highest stakes; of equals to the higher UID', () => {
    const permits = (network: Network) => [...run(network).validatorPermit]
    expect(permits({ stakes: [3n, 1n, 2n, 0n], maxAllowedValidators: 2 })).toEqual([1, 0, 1, 0])
    expect(permits({ stakes: [2n, 2n, 2n, 0n], maxAllowedValidators: 2 })).toEqual([0, 1, 1, 0])
    expect(permits({ stakes: [3n, 1n, 2n, 0n], maxAllowedValidators: 9 })).toEqual([1, 1, 1, 0])
    expect(permits({ stakes: [3n, 1n, 2n, 0n], maxAllowedValidators: 1, ownerUid: 3 })).toEqual([1, 0, 0, 1])
    expect(permits({ stakes: [3n, 1n], maxAllowedValidators: 0 })).toEqual([0, 0])
  })

  test('takes for consensus the greatest weight that kappa of stake supports, to the last bit', () => {
    // A fifth of stake and a kappa of 13107 / 65535 are the same number.
    const consensus = (kappa: number, rich: number) =>
      run({
        stakes: [rich === 0 ? 4n : 1n, rich === 0 ? 1n : 4n, 0n, 0n],
        weights: { [rich]: { 2: 1, 3: 3 }, [1 - rich]: { 2: 1, 3: 1 } },
        kappa,
      }).consensus[2]
    for (const rich of [0, 1]) {
      expect(consensus(13_107, rich)).toBe(32_767)
      expect(consensus(13_108, rich)).toBe(16_383)
    }
  })

  test('stores bonds of permit holders only', () => {
    const output = run({ ...SMALL, maxAllowedValidators: 1 })
    expect([...bondsRow(output, 0)]).toEqual([2, 65_535, 3, 65_535])
    expect([...bondsRow(output, 1)]).toEqual([])
  })

  test('without consensus pays active stake, and without active stake all stake', () => {
    const silent = { ...SMALL, weights: {} }
    expect([...run(silent).validatorEmission]).toEqual([599_999_999n, 399_999_999n, 0n, 0n])
    expect([...run(silent).serverEmission]).toEqual([0n, 0n, 0n, 0n])
    const one = run({ ...silent, validatorPermit: [true, false, true, true] })
    expect([...one.emission]).toEqual([1_000_000_000n, 0n, 0n, 0n])
    const none = run({ ...silent, validatorPermit: [false, false, false, false] })
    expect([...none.emission]).toEqual([599_999_999n, 399_999_999n, 0n, 0n])
  })

  test('of an empty subnet does nothing', () => {
    const output = run({ stakes: [] })
    expect(output.n).toBe(0)
    expect(output.emission).toHaveLength(0)
  })
})

test('the activity cutoff is that of the tempo, at least a block', () => {
  expect(activityCutoff(13_889, 360)).toBe(5_000n)
  expect(activityCutoff(1_000, 360)).toBe(360n)
  expect(activityCutoff(1, 10)).toBe(1n)
  expect(activityCutoff(0, 0)).toBe(1n)
})

describe('input and output', () => {
  test('a result is a view that the next epoch overwrites, a copy lasts', () => {
    const view = runEpoch(epochOf(SMALL))
    const copy = copyOutput(view)
    const row = bondsRow(view, 0)
    runEpoch(epochOf({ stakes: [0n, 1n, 0n, 0n] }))
    expect(view.dividends[0]).toBe(0)
    expect(copy.dividends[0]).toBe(39_321)
    expect([...bondsRow(copy, 0)]).toEqual([...row])
    expect(row).toHaveLength(4)
  })

  test('the views of a size are made once: an epoch in the steady state leaves nothing behind', () => {
    const [first, other] = [runEpoch(epochOf(SMALL)), runEpoch(epochOf({ stakes: [1n] }))]
    expect(runEpoch(epochOf(SMALL))).toBe(first)
    expect(runEpoch(epochOf({ stakes: [1n] }))).toBe(other)
  })

  test('sizes are independent of each other', () => {
    const large = epochOf({ stakes: Array.from({ length: 256 }, (_, uid) => BigInt(uid)), maxAllowedValidators: 64 })
    expect(runEpoch(large).emission).toHaveLength(256)
    const { incentive, dividends } = runEpoch(epochOf(SMALL))
    expect([...incentive]).toEqual([0, 0, 49_151, 16_383])
    expect([...dividends]).toEqual([39_321, 26_213, 0, 0])
  })

  test('the input is only read', () => {
    const input = epochOf({ ...SMALL, bonds: [Uint16Array.of(2, 9), EMPTY_ROW, EMPTY_ROW, EMPTY_ROW] })
    const before = structuredClone(input)
    runEpoch(input)
    expect(input).toEqual(before)
  })

  test('parts of the wrong size are refused', () => {
    const input = epochOf(SMALL)
    const wrong: Partial<EpochInput>[] = [
      { n: 257 },
      { n: -1 },
      { n: 2.5 },
      { stake: new BigUint64Array(4) },
      { lastUpdate: new BigUint64Array(3) },
      { blockAtRegistration: new BigUint64Array(5) },
      { commitBlock: new BigUint64Array(0) },
      { validatorPermit: [true] },
      { weights: [] },
      { bonds: [EMPTY_ROW] },
      { weights: [Uint16Array.of(1), EMPTY_ROW, EMPTY_ROW, EMPTY_ROW] },
      { bonds: [new Uint16Array(514), EMPTY_ROW, EMPTY_ROW, EMPTY_ROW] },
    ]
    for (const part of wrong)
      expect(() => runEpoch({ ...input, ...part }), Object.keys(part)[0]).toThrow('Assertion failed')
  })
})
