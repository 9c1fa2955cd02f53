/** The built node under attack, for a few seconds. `npm run soak` goes on for longer, and prints figures. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { KINDS, soak } from '../../bench/soak/soak.ts'
import { ROOT } from '../tidy/source.ts'

const GIB = 1024 * 1024 * 1024

test('the node stays up among attackers, answers honest clients, and stays within its memory', async () => {
  const program = join(ROOT, 'bin', 'tao.js')
  const report = await soak({ seconds: 4, seed: 20261120, program, memoryBound: GIB, mostOfAKind: 1 })
  expect(report.failures).toEqual([])
  expect(report.included).toBeGreaterThanOrEqual(4)
  expect([...report.tally.rounds.keys()].sort()).toEqual([...KINDS].sort())
  // Each of these was provoked; -32603 would be a bug.
  const codes = [...report.tally.answers.keys()]
  expect(codes).toEqual(expect.arrayContaining(['result', '-32700', '-32600', '-32601', '-32602', '1010']))
  expect(codes).not.toContain('-32603')
}, 60_000)
