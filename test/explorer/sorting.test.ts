import { expect, test } from 'vitest'
import { pressed, sorted } from '../../src/explorer/sorting.ts'

const rows = [
  { name: 'b', stake: 9_007_199_254_740_993n, axon: null },
  { name: 'a', stake: 9_007_199_254_740_992n, axon: 'x' },
  { name: 'c', stake: 9_007_199_254_740_993n, axon: 'w' },
]
const names = (of: readonly (typeof rows)[number][]): string => of.map(({ name }) => name).join('')

test('rows are ordered by exact values, and stay where they are when equal', () => {
  expect(names(sorted(rows, ({ stake }) => stake, false))).toBe('abc')
  expect(names(sorted(rows, ({ stake }) => stake, true))).toBe('bca')
  expect(names(rows)).toBe('bac')
})

test('missing values come last in both directions', () => {
  expect(names(sorted(rows, ({ axon }) => axon, false))).toBe('cab')
  expect(names(sorted(rows, ({ axon }) => axon, true))).toBe('acb')
})

test('a second press on a heading turns the order around', () => {
  const once = pressed({ column: 'UID', descending: false }, 'Stake')
  expect(once).toEqual({ column: 'Stake', descending: false })
  expect(pressed(once, 'Stake')).toEqual({ column: 'Stake', descending: true })
  expect(pressed(pressed(once, 'Stake'), 'Stake')).toEqual(once)
})
