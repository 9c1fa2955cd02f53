import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressOf } from '../../support/sandbox.ts'
import { openWorld, type World } from '../../support/world.ts'

const OWNER = addressOf('//Bob')

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

interface Answer {
  readonly kind: string | null
  readonly block: number
  readonly value: unknown
  readonly entries: readonly { readonly keys: readonly unknown[]; readonly value: unknown }[] | null
  readonly is_whole: boolean
  readonly parts: readonly { readonly name: string; readonly kind: string; readonly about: string }[] | null
}

const query = (line: string): Promise<Answer> => world.json<Answer>(`chain query ${line}`)
const refused = async (line: string) => (await world.run(`chain query ${line} --json`)).error()

describe('tao chain query', () => {
  test('reads a value, an entry, an API and a constant, each by its name alone', async () => {
    expect(await query('SubtensorModule.TotalNetworks')).toMatchObject({ kind: 'storage', value: expect.any(Number) })
    expect(await query('SubtensorModule.Tempo 1')).toMatchObject({
      kind: 'storage',
      value: expect.any(Number),
      entries: null,
    })
    expect(await query('SwapRuntimeApi.current_alpha_price 1')).toMatchObject({
      kind: 'api',
      value: expect.any(String),
    })
    expect(await query('Balances.ExistentialDeposit')).toMatchObject({ kind: 'constant', value: '500' })
  })

  test('reads the entries under the first parts of a key, no more than wanted', async () => {
    const all = await query('SubtensorModule.Tempo')
    expect(all).toMatchObject({ value: null, is_whole: true })
    expect(all.entries!.map(({ keys }) => keys[0])).toEqual(expect.arrayContaining([0, 1]))
    const one = await query('SubtensorModule.Tempo --limit 1')
    expect(one).toMatchObject({ entries: all.entries!.slice(0, 1), is_whole: false })
    const whole = await query(`SubtensorModule.Tempo --limit ${all.entries!.length}`)
    expect(whole.is_whole).toBe(true)
    expect((await query('SubtensorModule.Keys 1')).entries!.every(({ keys }) => keys[0] === 1)).toBe(true)
    expect(await query('SubtensorModule.Keys 77')).toMatchObject({ entries: [], is_whole: true })
  })

  test('takes names where the chain wants an account, and JSON where it wants more', async () => {
    const byName = await query('System.Account owner')
    expect(byName.value).toEqual((await query(`System.Account ${OWNER}`)).value)
    const many = await query(`StakeInfoRuntimeApi.get_stake_info_for_coldkeys '["${OWNER}"]'`)
    expect((many.value as unknown[][])[0]![0]).toBe(OWNER)
    expect((await refused('System.Account nobody')).code).toBe('invalid_address')
  })

  test('reads as it was in a block', async () => {
    const before = await query('System.Number')
    await world.advance(3)
    expect(await query(`System.Number --block ${before.block}`)).toMatchObject({
      block: before.block,
      value: before.value,
    })
    expect(await refused('System.Number --block 9999999')).toMatchObject({
      code: 'not_found',
      error: /no block 9999999/,
    })
  })

  test('tells what there is, in all and in one pallet', async () => {
    const { parts } = await query('Balances')
    expect(parts!.every(({ name }) => name.startsWith('Balances.'))).toBe(true)
    expect(parts).toContainEqual(expect.objectContaining({ name: 'Balances.ExistentialDeposit', kind: 'constant' }))
    const all = (await query('')).parts!
    expect(all.length).toBeGreaterThan(300)
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(['storage', 'constant', 'api']))
  })

  test.each([
    ['SubtensorModule.Tempi', 'not_found', /SubtensorModule\.Tempo/],
    ['Subtensor.Tempo', 'not_found', /SubtensorModule/],
    ['Balancez', 'not_found', /Did you mean Balances/],
    ['SubtensorModule.Tempo 1 2', 'invalid_argument', /key of at most 1/],
    ['SubtensorModule.Tempo x', 'invalid_argument', /whole number from 0 to 65535/],
    ['SwapRuntimeApi.current_alpha_price', 'invalid_argument', /takes netuid/],
    ['Balances.ExistentialDeposit 1', 'invalid_argument', /takes nothing/],
    ['SubtensorModule.Tempo [1', 'invalid_argument', /JSON/],
  ])('refuses %s', async (line, code, words) => {
    const error = await refused(line)
    expect(error.code).toBe(code)
    expect(JSON.stringify(error)).toMatch(words)
  })

  test('shows people what is cut, and where it stands whole', async () => {
    const { stdout } = await world.run('chain query System.Account --limit 2', { terminal: true, columns: 80 })
    expect(stdout).toContain('…')
    expect(stdout).toContain('--json has each value whole')
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })
})
