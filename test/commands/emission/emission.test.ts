import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call } from '../../../src/client/transactions/call.ts'
import { addressOf, openSandbox, type Sandbox } from '../../support/sandbox.ts'
import { type Outcome, tao } from '../support/tao.ts'

const RAO = 1_000_000_000n
let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await openSandbox()
  const hotkey = addressOf('//Bob')
  await sandbox.send('//Alice', call('SubtensorModule.register_network', { hotkey }))
  await sandbox.send('//Alice', call('SubtensorModule.start_call', { netuid: 2 }))
  await sandbox.send('//Alice', call('SubtensorModule.add_stake', { hotkey, netuid: 2, amount_staked: 50n * RAO }))
  await sandbox.send('//Alice', call('SubtensorModule.add_stake', { hotkey, netuid: 0, amount_staked: 7n * RAO }))
  await sandbox.advance(20)
})
afterAll(() => sandbox.close())

const run = (line: string): Promise<Outcome> =>
  tao(line, { env: { TAO_CONFIG: '/nowhere/config.json', NO_COLOR: '1' }, openChain: sandbox.connect })

type Amounts = Readonly<Record<string, string | null>>
const rao = (amounts: Amounts, ...parts: string[]): bigint =>
  parts.reduce((sum, part) => sum + BigInt(amounts[`${part}_rao`]!), 0n)

describe('emission supply', () => {
  test('parts add up', async () => {
    const supply = (await run('emission supply --json')).json<Amounts>()
    expect(rao(supply, 'staked', 'pools', 'reserves', 'burned', 'circulating')).toBe(rao(supply, 'existing'))
    expect(rao(supply, 'issued', 'unemitted')).toBe(rao(supply, 'existing'))
    expect(rao(supply, 'issued', 'unissued')).toBe(rao(supply, 'limit'))
    // One TAO for each block.
    expect(rao(supply, 'issued', 'recycled')).toBe(BigInt(supply.block!) * RAO)
    expect(rao(supply, 'staked')).toBe(7n * RAO)
    expect(rao(supply, 'issued')).toBeGreaterThan(0n)
  })

  test('a person reads what each part means', async () => {
    const { stdout, code } = await run('emission supply')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Staked on root\t7\tone to one$/m)
  })
})

describe('emission halvings', () => {
  test('counts TAO and each alpha by its own issuance', async () => {
    const { tao, alpha } = (await run('emission halvings --json')).json<{ tao: Amounts; alpha: readonly Amounts[] }>()
    expect(rao(tao, 'issued', 'missing')).toBe(rao(tao, 'halves_at'))
    expect(tao.reward_tao).toBe(1)
    const [idle, started] = alpha
    expect(idle).toMatchObject({ netuid: 1, per_block_rao: '0', blocks: null })
    expect(rao(started!, 'issued', 'missing')).toBe(10_500_000n * RAO)
    const perBlock = rao(started!, 'per_block')
    expect(BigInt(started!.blocks!)).toBe((rao(started!, 'missing') + perBlock - 1n) / perBlock + 1n)
  })
})

describe('emission schedule', () => {
  type Era = Amounts & { readonly state: string; readonly era: number; readonly block: number; readonly time: string }

  test('from a genesis, without a chain', async () => {
    const outcome = await tao('emission schedule --genesis 2025-01-01 --json')
    const eras = outcome.json<readonly Era[]>()
    expect(eras).toHaveLength(31)
    expect(eras[0]).toMatchObject({ state: 'current', block: 1, time: '2025-01-01T00:00:12.000Z' })
    // 10 500 000 blocks of 12 seconds later.
    expect(eras[1]).toMatchObject({ block: 10_500_001, reward_tao: 0.5, time: '2028-12-29T08:00:12.000Z' })
    expect(eras.at(-1)).toMatchObject({ reward_rao: '0', threshold_rao: '20999999980442226' })
  })

  test('from the newest block of a chain', async () => {
    const eras = (await run('emission schedule --json')).json<readonly Era[]>()
    const head = sandbox.inside.head.number
    const { issued_rao: issued } = eras[0]!
    expect(eras[0]).toMatchObject({ state: 'current', block: head + 1 })
    expect(BigInt(eras[1]!.block)).toBe(BigInt(head + 1) + (10_500_000n * RAO - BigInt(issued!) + RAO - 1n) / RAO)
  })

  test('a date that is none is refused', async () => {
    const { code, stderr } = await tao('emission schedule --genesis tomorrow')
    expect(code).toBe(2)
    expect(stderr).toContain('Not a date since 1970: `tomorrow`')
    expect(stderr).toContain('Write it like 2025-01-31')
  })
})
