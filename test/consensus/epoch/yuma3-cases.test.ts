/**
 * Known cases of the Yuma 3 simulator: bonds that move, validators that come late, weights that are copied. The figures
 * are those of the reference's own tests (tests/epoch.rs test_yuma_3_*), which give them with four digits. Each is shown to
 * depend on kappa and on the way of bonding.
 */
import { describe, expect, test } from 'vitest'
import { runEpoch } from '../../../src/consensus/epoch/epoch.ts'
import { NO_COMMIT } from '../../../src/consensus/epoch/types.ts'
import { epochOf, type Network } from './network.ts'
import { type Figures, gives, simulate, type Weights } from './simulate.ts'

const ONE = { 3: 1, 4: 0 }
const TWO = { 3: 0, 4: 1 }
const all = (row: Weights[number]): Weights => ({ 0: row, 1: row, 2: row })

/** Three validators of which A has 80 % of stake, two servers, bonds of Yuma 3 with liquid alpha. */
const SIMULATOR: Network = {
  stakes: [8n, 1n, 1n, 0n, 0n],
  maxAllowedValidators: 3,
  bondsPenalty: 0,
  bondsMovingAverage: 975_000n,
  yuma3: true,
  liquidAlpha: true,
  alphaLow: 6_553,
  alphaHigh: 19_660,
}

/** Who moves from server 1 to server 2 in the second, the third and the fourth epoch. */
const moves = (second: number, third: number): Weights[] => {
  const moved = (...who: number[]): Weights => ({
    0: who.includes(0) ? TWO : ONE,
    1: who.includes(1) ? TWO : ONE,
    2: who.includes(2) ? TWO : ONE,
  })
  return [all(ONE), moved(second), moved(second, third), all(TWO), all(TWO), all(TWO)]
}

/** With a kappa of 0.95, only all three together are a majority. */
const OTHER_KAPPA = { kappa: 62_258 }
const OTHER_BONDS = { yuma3: false }

describe('a server is replaced by a better one (Yuma 3 simulator)', () => {
  const cases: readonly (readonly [string, readonly Weights[], Figures])[] = [
    [
      'the majority moves first, one small validator follows, one comes last',
      moves(0, 1),
      {
        bonds: [
          [
            [0.1013, 0],
            [0.1013, 0],
            [0.1013, 0],
          ],
          [
            [0.0908, 0.1013],
            [0.3697, 0],
            [0.3697, 0],
          ],
          [
            [0.0815, 0.1924],
            [0.317, 0.1013],
            [0.558, 0],
          ],
          [
            [0.0731, 0.2742],
            [0.2765, 0.1924],
            [0.4306, 0.1013],
          ],
          [
            [0.0656, 0.3478],
            [0.2435, 0.2742],
            [0.3589, 0.1924],
          ],
          [
            [0.0588, 0.4139],
            [0.2157, 0.3478],
            [0.3089, 0.2742],
          ],
        ],
        dividends: [
          [0.8, 0.1, 0.1],
          [1, 0, 0],
          [0.9382, 0.0618, 0],
          [0.8819, 0.0773, 0.0407],
          [0.8564, 0.0844, 0.0592],
          [0.8418, 0.0884, 0.0697],
        ],
      },
    ],
    [
      'a small validator moves first, the majority follows',
      moves(1, 0),
      {
        bonds: [
          [
            [0.1013, 0],
            [0.1013, 0],
            [0.1013, 0],
          ],
          [
            [0.1924, 0],
            [0.0908, 0.2987],
            [0.1924, 0],
          ],
          [
            [0.1715, 0.1013],
            [0.0815, 0.3697],
            [0.4336, 0],
          ],
          [
            [0.1531, 0.1924],
            [0.0731, 0.4336],
            [0.3608, 0.1013],
          ],
          [
            [0.1369, 0.2742],
            [0.0656, 0.491],
            [0.3103, 0.1924],
          ],
          [
            [0.1225, 0.3478],
            [0.0588, 0.5426],
            [0.2712, 0.2742],
          ],
        ],
        dividends: [
          [0.8, 0.1, 0.1],
          [0.8446, 0.0498, 0.1056],
          [0.6868, 0.3132, 0],
          [0.7421, 0.209, 0.0489],
          [0.7625, 0.1706, 0.0669],
          [0.773, 0.1508, 0.0762],
        ],
      },
    ],
    [
      'the majority comes last',
      moves(1, 2),
      {
        bonds: [
          [
            [0.1013, 0],
            [0.1013, 0],
            [0.1013, 0],
          ],
          [
            [0.1924, 0],
            [0.0908, 0.2987],
            [0.1924, 0],
          ],
          [
            [0.2742, 0],
            [0.0815, 0.5081],
            [0.1715, 0.2987],
          ],
          [
            [0.2416, 0.1013],
            [0.0731, 0.558],
            [0.1531, 0.3697],
          ],
          [
            [0.2141, 0.1924],
            [0.0656, 0.6028],
            [0.1369, 0.4336],
          ],
          [
            [0.1903, 0.2742],
            [0.0588, 0.643],
            [0.1225, 0.491],
          ],
        ],
        dividends: [
          [0.8, 0.1, 0.1],
          [0.8446, 0.0498, 0.1056],
          [0.8966, 0.0333, 0.0701],
          [0.4663, 0.321, 0.2127],
          [0.5976, 0.234, 0.1683],
          [0.6592, 0.1932, 0.1475],
        ],
      },
    ],
  ]

  test.each(cases)('%s', (_, epochs, figures) => {
    expect(gives(simulate(SIMULATOR, epochs), figures)).toBe(true)
    expect(gives(simulate({ ...SIMULATOR, ...OTHER_KAPPA }, epochs), figures)).toBe(false)
    expect(gives(simulate({ ...SIMULATOR, ...OTHER_BONDS }, epochs), figures)).toBe(false)
  })

  test('one validator strays for one epoch; without liquid alpha its bonds follow more slowly', () => {
    const stray: Weights = { 0: ONE, 1: ONE, 2: TWO }
    const epochs = [all(ONE), all(ONE), stray, all(ONE), all(ONE), all(ONE)]
    const network: Network = { ...SIMULATOR, stakes: [33n, 33n, 34n, 0n, 0n] }
    const liquid: Figures = {
      bonds: [
        [
          [0.1013, 0],
          [0.1013, 0],
          [0.1013, 0],
        ],
        [
          [0.1924, 0],
          [0.1924, 0],
          [0.1924, 0],
        ],
        [
          [0.2742, 0],
          [0.2742, 0],
          [0.1715, 0.2987],
        ],
        [
          [0.3478, 0],
          [0.3478, 0],
          [0.2554, 0.2618],
        ],
        [
          [0.4139, 0],
          [0.4139, 0],
          [0.3309, 0.2312],
        ],
        [
          [0.4733, 0],
          [0.4733, 0],
          [0.3987, 0.2051],
        ],
      ],
      dividends: [
        [0.33, 0.33, 0.34],
        [0.33, 0.33, 0.34],
        [0.3782, 0.3782, 0.2436],
        [0.3628, 0.3628, 0.2745],
        [0.3541, 0.3541, 0.2917],
        [0.3487, 0.3487, 0.3026],
      ],
    }
    const scalar: Figures = {
      bonds: [
        [
          [0.025, 0],
          [0.025, 0],
          [0.025, 0],
        ],
        [
          [0.0494, 0],
          [0.0494, 0],
          [0.0494, 0],
        ],
        [
          [0.0731, 0],
          [0.0731, 0],
          [0.0481, 0.025],
        ],
        [
          [0.0963, 0],
          [0.0963, 0],
          [0.0719, 0.0244],
        ],
        [
          [0.1189, 0],
          [0.1189, 0],
          [0.0951, 0.0238],
        ],
        [
          [0.1409, 0],
          [0.1409, 0],
          [0.1178, 0.0232],
        ],
      ],
      dividends: [
        [0.33, 0.33, 0.34],
        [0.33, 0.33, 0.34],
        [0.3734, 0.3734, 0.2532],
        [0.3611, 0.3611, 0.2779],
        [0.3541, 0.3541, 0.2919],
        [0.3495, 0.3495, 0.3009],
      ],
    }
    expect(gives(simulate(network, epochs), liquid)).toBe(true)
    expect(gives(simulate({ ...network, liquidAlpha: false }, epochs), scalar)).toBe(true)
    expect(gives(simulate({ ...network, liquidAlpha: false }, epochs), liquid)).toBe(false)
    expect(gives(simulate({ ...network, ...OTHER_BONDS }, epochs), liquid)).toBe(false)
    expect(gives(simulate({ ...network, ...OTHER_KAPPA }, epochs), liquid)).toBe(false)
  })
})

describe('a copier of weights', () => {
  /** B moves an epoch after the majority; C another epoch later, with what consensus was before. */
  const epochs = moves(0, 1)
  const eagerAndCopier = (network: Network) =>
    simulate(network, epochs)
      .slice(2)
      .map(({ dividends }) => [dividends[1]! / 65_535, dividends[2]! / 65_535])
  const FIGURES = [
    [0.0618, 0],
    [0.0773, 0.0407],
    [0.0844, 0.0592],
    [0.0884, 0.0697],
  ]
  const near = (found: number[][]) =>
    found.flat().every((dividend, k) => Math.abs(dividend - FIGURES.flat()[k]!) < 1e-3)

  test('earns less than an equal that judges for itself, by the figures of the simulator', () => {
    const found = eagerAndCopier(SIMULATOR)
    expect(near(found)).toBe(true)
    for (const [eager, copier] of found) expect(copier).toBeLessThan(eager!)
  })

  test('does so by other figures with another kappa or other bonds', () => {
    expect(near(eagerAndCopier({ ...SIMULATOR, ...OTHER_KAPPA }))).toBe(false)
    expect(near(eagerAndCopier({ ...SIMULATOR, ...OTHER_BONDS }))).toBe(false)
  })

  test('of weights that were committed before a server came earns nothing from it', () => {
    // Server 4 registered at block 950; the copier's reveal after that was committed before.
    const network: Network = {
      ...SIMULATOR,
      weights: all(TWO),
      lastUpdate: new BigUint64Array(5).fill(990n),
      blockAtRegistration: BigUint64Array.of(0n, 0n, 0n, 0n, 950n),
      commitBlock: BigUint64Array.of(960n, 960n, 940n, NO_COMMIT, NO_COMMIT),
    }
    const { dividends } = runEpoch(epochOf(network))
    expect([...dividends].slice(0, 3).map(dividend => dividend > 0)).toEqual([true, true, false])
    const open = runEpoch(epochOf({ ...network, commitBlock: undefined }))
    expect(open.dividends[2]).toBeGreaterThan(0)
  })
})
