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
const needs = (game: Game, figure: number): boolean =>
  keepsStake(game, figure + TOLERANCE) && !keepsStake(game, figure - TOLERANCE)

/** It is so, and would not be with a kappa above the honest stake or with the other end of the bonds penalty. */
function checkFigure(game: Game, figure: number): void {
  expect(needs(game, figure)).toBe(true)
  expect(needs({ ...game, kappa: 0.8 }, figure)).toBe(false)
  const { bondsPenalty = 1, validatorRatio } = game
  // Where validators earn nothing, bonds decide nothing.
  if (validatorRatio !== 0) expect(needs({ ...game, bondsPenalty: bondsPenalty > 0.5 ? 0 : 1 }, figure)).toBe(false)
}

describe('a cabal of less than half the stake', () => {
  test.each([
    [0, 60],
    [0.2, 67],
    [0.4, 73],
  ])(
    'with weights that deviate by %f of their mean, 60 per cent of stake need %i per cent of utility',
    (deviation, figure) => {
      checkFigure({ ...USUAL, deviation }, figure)
    },
  )

  test('70 per cent of stake need 75 per cent of utility', () => {
    checkFigure({ ...USUAL, honestStake: 0.7 }, 75)
  })

  test.each([
    [0, 78],
    [0.5, 76],
    [1, 73],
  ])('a bonds penalty of %f asks for %i per cent of utility', (bondsPenalty, figure) => {
    checkFigure({ ...USUAL, bondsPenalty }, figure)
  })

  test.each([
    [0, 82],
    [0.25, 78],
    [0.5, 73],
  ])('a part of %f for validators asks for %i per cent of utility', (validatorRatio, figure) => {
    checkFigure({ ...USUAL, validatorRatio }, figure)
  })

  test('is held off in Yuma 3 as well, whose bonds come to other numbers', () => {
    expect(needs({ ...USUAL, yuma3: true }, 73)).toBe(true)
    const emission = (game: Game) => new Play(game).honestEmission(0.73, 0.6)
    expect(emission(USUAL)).toBeCloseTo(0.618747, 6)
    expect(emission({ ...USUAL, yuma3: true })).toBeCloseTo(0.618776, 6)
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

  test('would not with a kappa that the honest reach, and takes more without a bonds penalty', () => {
    for (const honestStake of [0.4, 0.45, 0.49]) {
      const game = { ...USUAL, honestStake }
      expect(new Play({ ...game, kappa: 0.35 }).worstHonestEmission(1)).toBeGreaterThan(0.3)
      const unpunished = new Play({ ...game, bondsPenalty: 0 }).worstHonestEmission(0.9)
      expect(unpunished).toBeLessThan(new Play(game).worstHonestEmission(0.9) * 0.7)
    }
  })
})
