/**
 * The guarantees of the consensus document: with how much utility an honest majority keeps its share of stake against
 * any cabal, and on what that depends. The figures are the document's, in hundredths of utility, and hold within two.
 *
 * Reference: docs/consensus.md, "Consensus guarantees".
 */
import { describe, expect, test } from 'vitest'
import { type Game, keepsStake, Play } from './cabal.ts'

const TOLERANCE = 2
/** 60 % honest stake and weights that differ as they do in practice. */
const USUAL: Game = { honestStake: 0.6, deviation: 0.4 }

/** The document's figure is the least utility with which the honest keep their stake. */
function needs(game: Game, figure: number): void {
  expect(keepsStake(game, figure + TOLERANCE)).toBe(true)
  expect(keepsStake(game, figure - TOLERANCE)).toBe(false)
}

describe('a cabal of less than half the stake', () => {
  test.each([
    [0, 60],
    [0.2, 67],
    [0.4, 73],
  ])(
    'with weights that deviate by %f of their mean, 60 per cent of stake need %i per cent of utility',
    (deviation, figure) => {
      needs({ ...USUAL, deviation }, figure)
    },
  )

  test('70 per cent of stake need 75 per cent of utility', () => {
    needs({ ...USUAL, honestStake: 0.7 }, 75)
  })

  test.each([
    [0, 78],
    [0.5, 76],
    [1, 73],
  ])('a bonds penalty of %f asks for %i per cent of utility', (bondsPenalty, figure) => {
    needs({ ...USUAL, bondsPenalty }, figure)
  })

  test.each([
    [0, 82],
    [0.25, 78],
    [0.5, 73],
  ])('a part of %f for validators asks for %i per cent of utility', (validatorRatio, figure) => {
    needs({ ...USUAL, validatorRatio }, figure)
  })

  test('would take more than its stake if consensus did not cut selfish weights', () => {
    const [utility, selfish] = [0.75, 1]
    expect(new Play(USUAL).honestEmission(utility, selfish)).toBeGreaterThan(0.6)
    // With a kappa of 0 the greatest weight stands, and nothing is cut.
    expect(new Play({ ...USUAL, kappa: 0 }).honestEmission(utility, selfish)).toBeLessThan(0.55)
  })
})

describe('kappa', () => {
  test('above the honest stake leaves no protection, whatever the utility', () => {
    for (const honestStake of [0.51, 0.55, 0.59]) {
      const game = { ...USUAL, honestStake, kappa: 0.6 }
      expect(new Play(game).worstHonestEmission(1)).toBe(0)
      expect(keepsStake({ ...game, kappa: 0.5 }, 100)).toBe(true)
    }
  })

  test('below one half lets smaller cabals in: 51 % of stake then needs more utility', () => {
    const game = { ...USUAL, honestStake: 0.51 }
    expect(keepsStake({ ...game, kappa: 0.5 }, 92)).toBe(true)
    expect(keepsStake({ ...game, kappa: 0.4 }, 92)).toBe(false)
  })
})

describe('a cabal of more than half the stake', () => {
  test('decides consensus: no utility keeps the stake of the honest', () => {
    for (const honestStake of [0.4, 0.45, 0.49]) {
      const play = new Play({ ...USUAL, honestStake })
      expect(play.worstHonestEmission(1)).toBe(0)
      expect(play.worstHonestEmission(0.9)).toBeLessThan(honestStake)
    }
  })
})
