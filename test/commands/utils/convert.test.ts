/** Amounts from one unit to the other, to the rao or not at all. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { U64_MAX } from '../../../src/primitives/amounts.ts'
import { openWorld, type World } from '../../support/world.ts'
import { tao } from '../support/tao.ts'

const env = { TAO_CONFIG: '/nowhere/config.json', NO_COLOR: '1' }
const convert = async (line: string) => {
  const { code, stdout, stderr } = await tao(`utils convert ${line} --json`, { env })
  expect([line, code, stderr]).toEqual([line, 0, ''])
  return JSON.parse(stdout)
}

test('is exact both ways, for every amount that the chain can hold', async () => {
  await fc.assert(
    fc.asyncProperty(fc.bigInt(0n, U64_MAX), async rao => {
      const [there] = await convert(`--rao ${rao}`)
      expect(there.rao).toBe(String(rao))
      expect((await convert(there.amount))[0].rao).toBe(String(rao))
    }),
    { numRuns: 15, examples: [[0n], [1n], [U64_MAX], [9_007_199_254_740_993n]] },
  )
})

test.each([
  ['1.5', [['1.5', '1500000000']]],
  ['0.000000001', [['0.000000001', '1']]],
  ['1500000000 --rao', [['1.5', '1500000000']]],
  ['--rao 1500000000', [['1.5', '1500000000']]],
  [
    '--tao 2 --rao 3',
    [
      ['0.000000003', '3'],
      ['2', '2000000000'],
    ],
  ],
  [
    '1 2',
    [
      ['1', '1000000000'],
      ['2', '2000000000'],
    ],
  ],
])('%s', async (line, pairs) => {
  const rows = await convert(line)
  expect(rows.map((row: Record<string, unknown>) => [row.amount, row.rao])).toEqual(pairs)
  expect(rows[0]).toMatchObject({ currency: 'tao', symbol: 'τ', netuid: 0, value: null })
})

test('a person reads both with their units, a program bare numbers', async () => {
  const terminal = { stdin: true, stdout: true, stderr: true }
  expect((await tao('misc convert 1.5', { env, terminal })).stdout).toMatch(/τ1\.5 +1500000000/)
  expect((await tao('util convert 1.5', { env })).stdout).toBe('1.5\t1500000000\t\n')
})

test.each([
  ['1e9', 'invalid_amount'],
  ['1.0000000001', 'invalid_amount'],
  ['--rao 1.5', 'invalid_amount'],
  ['18446744073709551616 --rao', 'invalid_amount'],
  ['18446744073.709551616', 'invalid_amount'],
  ['1,5,x', 'invalid_amount'],
  ['', 'usage'],
  ['1 --network finney', 'usage'],
  ['--rao', 'usage'],
])('%s is refused: nothing is rounded', async (line, code) => {
  const { stdout, error } = await tao(`utils convert ${line} --json`, { env })
  expect([stdout, error().code]).toEqual(['', code])
  expect(error().remedy ?? error().why).toBeTruthy()
})

describe('alpha', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
    await world.json('subnets create --wallet owner')
    await world.json('subnets start 2 --wallet owner --wait')
  })
  afterAll(() => world.close())

  test('is told with its symbol and its worth at the price of now', async () => {
    const [subnet] = await world.json<{ price_rao: string; symbol: string }[]>('subnets price 2 --current')
    const [row] = await world.json<Record<string, unknown>[]>('utils convert 2.5 --netuid 2')
    expect(row).toMatchObject({ currency: 'alpha', netuid: 2, symbol: subnet!.symbol, rao: '2500000000' })
    expect(row!.value_rao).toBe(String((BigInt(subnet!.price_rao) * 5n) / 2n))
  })

  test('of a subnet that is not there is refused', async () => {
    expect(await world.refused('utils convert 1 --netuid 9')).toMatchObject({ code: 'not_found' })
  })
})
