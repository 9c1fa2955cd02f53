/** Yuma consensus for programs. */
import { expect, test } from 'vitest'
import { runEpoch } from '../../src/library/epoch.ts'
import { epochOf } from '../consensus/epoch/network.ts'

test('a result stays what it is when another epoch runs', () => {
  const input = epochOf({ stakes: [100n, 50n, 0n], weights: { 0: { 2: 1 }, 1: { 2: 1 } } })
  const first = runEpoch(input)
  const { incentive, bonds } = structuredClone(first)
  expect(incentive[2]).toBe(65_535)
  runEpoch(epochOf({ stakes: [0n, 0n, 100n], weights: { 2: { 0: 1 } } }))
  expect([first.incentive, first.bonds]).toEqual([incentive, bonds])
})
