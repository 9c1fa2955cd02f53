/**
 * Known case of the Yuma 3 simulator: one server is replaced by a better one while a third stays as it is. Figures:
 * tests/epoch.rs test_yuma_3_stable_miner of the reference.
 */
import { expect, test } from 'vitest'
import type { Network } from './network.ts'
import { type Figures, gives, simulate, type Weights } from './simulate.ts'

/** Half on server 3 or 4, half on server 5. */
const OLD = { 3: 1, 4: 0, 5: 1 }
const NEW = { 3: 0, 4: 1, 5: 1 }

const network: Network = {
  stakes: [8n, 1n, 1n, 0n, 0n, 0n],
  maxAllowedValidators: 3,
  bondsPenalty: 0,
  bondsMovingAverage: 975_000n,
  yuma3: true,
  liquidAlpha: true,
  alphaLow: 6_553,
  alphaHigh: 19_660,
}

/** The small B is eager, the big A follows, the small C is lazy. */
const epochs: readonly Weights[] = [
  { 0: OLD, 1: OLD, 2: OLD },
  { 0: OLD, 1: NEW, 2: OLD },
  { 0: NEW, 1: NEW, 2: OLD },
  { 0: NEW, 1: NEW, 2: NEW },
  { 0: NEW, 1: NEW, 2: NEW },
  { 0: NEW, 1: NEW, 2: NEW },
]

const FIGURES: Figures = {
  bonds: [
    [
      [0.0507, 0, 0.0507],
      [0.0507, 0, 0.0507],
      [0.0507, 0, 0.0507],
    ],
    [
      [0.0962, 0, 0.0962],
      [0.0455, 0.1, 0.0962],
      [0.0962, 0, 0.0962],
    ],
    [
      [0.0863, 0.0507, 0.1371],
      [0.0408, 0.1405, 0.1371],
      [0.177, 0, 0.1371],
    ],
    [
      [0.0774, 0.0962, 0.1739],
      [0.0367, 0.177, 0.1739],
      [0.1579, 0.0507, 0.1739],
    ],
    [
      [0.0694, 0.1371, 0.2069],
      [0.0329, 0.2097, 0.2069],
      [0.1411, 0.0962, 0.2069],
    ],
    [
      [0.0623, 0.1739, 0.2366],
      [0.0296, 0.2391, 0.2366],
      [0.1263, 0.1371, 0.2366],
    ],
  ],
  dividends: [
    [0.8, 0.1, 0.1],
    [0.8226, 0.0745, 0.1028],
    [0.775, 0.1685, 0.0565],
    [0.7864, 0.1372, 0.0764],
    [0.7912, 0.1241, 0.0847],
    [0.7937, 0.1173, 0.089],
  ],
}

const found = (changed: Partial<Network>) => gives(simulate({ ...network, ...changed }, epochs), FIGURES)

test('bonds in a server that stays grow on, while those in the other two cross', () => {
  expect(found({})).toBe(true)
})

test.each([
  ['a kappa of 0.95', { kappa: 62_258 }],
  ['classic bonds', { yuma3: false }],
  ['one coefficient for all bonds', { liquidAlpha: false }],
])('with %s the figures are others', (_, changed) => {
  expect(found(changed)).toBe(false)
})
