/**
 * Known cases of classic Yuma: bonds without weights, stake that shifts. The figures are those of the reference's own
 * tests (tests/epoch.rs test_bonds, test_active_stake) and, for the document's alpha of 10 %, of docs/consensus.md.
 */
import { describe, expect, test } from 'vitest'
import { bondsRow, copyOutput, runEpoch } from '../../../src/consensus/epoch/epoch.ts'
import type { EpochOutput } from '../../../src/consensus/epoch/types.ts'
import { epochOf, type Network } from './network.ts'
import { bondOf, simulate, type Weights } from './simulate.ts'

describe('classic bonds', () => {
  const ROW = { 4: 0.25, 5: 0.5, 6: 0.75, 7: 1 }
  const others = (self: readonly number[]): Weights =>
    Object.fromEntries([0, 1, 2, 3].map(uid => [uid, self.includes(uid) ? { [uid]: 1 } : ROW]))
  const network: Network = { stakes: [1n, 2n, 3n, 4n, 0n, 0n, 0n, 0n] }
  const epochs = [others([]), others([0]), others([0, 1]), others([0, 1, 2])]
  const figures = [
    [16_383, 32_767, 49_151, 65_535],
    [14_582, 32_767, 49_151, 65_535],
    [12_603, 28_321, 49_151, 65_535],
  ]
  const bonds = (network: Network) =>
    simulate(network, epochs.slice(0, 3)).map(output => [0, 1, 2, 3].map(uid => bondOf(output, uid, 4)))

  test("fall by a tenth each epoch without weights, by the reference's own figures", () => {
    expect(bonds(network)).toEqual(figures)
    // 40 % of stake alone is no majority: consensus vanishes, and with it what new bonds would be.
    expect(simulate(network, epochs)[3]!.consensus.every(weight => weight === 0)).toBe(true)
  })

  test('would be others in Yuma 3, or with a kappa of which 70 % of stake fall short', () => {
    expect(bonds({ ...network, yuma3: true })).not.toEqual(figures)
    expect(bonds({ ...network, kappa: 55_705 })).not.toEqual(figures)
  })
})

describe('stake shifts', () => {
  const HALVES = { 2: 1, 3: 1 }
  const weights: Weights = { 0: HALVES, 1: HALVES }
  const both: Network = { stakes: [1n, 1n, 1n, 1n] }

  /** Both are active; then only the first; then both again. */
  function shift(network: Network): EpochOutput[] {
    const bondsOf = (output: EpochOutput) => both.stakes.map((_, uid) => bondsRow(output, uid))
    const [first] = simulate(network, [weights])
    // The second validator falls silent: all active stake is the first one's.
    const silent = { ...network, weights, lastUpdate: BigUint64Array.of(900n, 1n, 0n, 0n), activityCutoff: 500n }
    const second = copyOutput(runEpoch(epochOf({ ...silent, bonds: bondsOf(first!) })))
    const third = copyOutput(runEpoch(epochOf({ ...network, weights, bonds: bondsOf(second) })))
    return [first!, second, third]
  }

  test('to one of two validators, a tenth of it at a time: 36044 and 29490, then back', () => {
    const [first, second, third] = shift(both)
    expect([...first!.dividends]).toEqual([32_767, 32_767, 0, 0])
    expect([...first!.emission]).toEqual([250_000_000n, 250_000_000n, 250_000_000n, 250_000_000n])
    expect([...second!.dividends]).toEqual([36_044, 29_490, 0, 0])
    expect([...second!.emission]).toEqual([274_999_999n, 224_999_999n, 250_000_000n, 250_000_000n])
    expect([bondOf(second!, 0, 2), bondOf(second!, 1, 2)]).toEqual([65_535, 53_619])
    expect([...third!.dividends]).toEqual([35_716, 29_818, 0, 0])
    expect([...third!.emission]).toEqual([272_501_132n, 227_498_866n, 250_000_000n, 250_000_000n])
    expect(bondOf(third!, 1, 3)).toBe(54_712)
  })

  test('by other figures in Yuma 3, with another average, or with a kappa above the half that gives weights', () => {
    const dividends = (network: Network) => shift(network).map(output => [...output.dividends.subarray(0, 2)])
    expect(dividends({ ...both, yuma3: true })[1]).toEqual([65_535, 0])
    expect(dividends({ ...both, bondsMovingAverage: 500_000n })[1]).toEqual([49_151, 16_383])
    // The servers have the other half of stake and give no weights.
    expect(dividends({ ...both, kappa: 40_000 })[0]).toEqual([0, 0])
  })

  test('tell at once in Yuma 3, where dividends are paid by present stake', () => {
    const shifted = (network: Network) => {
      const [before] = simulate(network, [weights])
      const bonds = network.stakes.map((_, uid) => bondsRow(before!, uid))
      return runEpoch(epochOf({ ...network, weights, bonds, stakes: [3n, 1n, 0n, 0n] })).dividends[0]! / 65_535
    }
    // From 50 % to 75 %: 0.9 · 0.5 + 0.1 · 0.75 with the document's alpha of 10 %.
    expect(shifted(both)).toBeCloseTo(0.525, 4)
    expect(shifted({ ...both, yuma3: true })).toBeCloseTo(0.75, 4)
  })
})
