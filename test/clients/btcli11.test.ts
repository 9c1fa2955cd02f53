/** btcli 11 (bittensor 11.3.0) at our node, unchanged. It was made for a later spec: see docs/compatibility.md. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ALICE, BOB, CHARLIE, environmentOf, lastJson, type PythonWorld, pythonWorld } from './support/python.ts'

const environment = environmentOf('btcli11')
const SLOW = 180_000
const NETUID = 2
/** The secrets of //Alice and //Bob. */
const SEEDS = {
  alice: '0xe5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a',
  bob: '0x398f0c28f98885e046333d4a41c19cee4c37368a9832c6502f6cfd182e2aef89',
} as const

describe.skipIf(environment === undefined)('btcli 11 (where TAOKIT_PYTHON_CLIENTS has it)', () => {
  let world: PythonWorld

  const btcli = async (...args: string[]): Promise<never> => {
    const only = ['--fallback-endpoints', 'none', '--archive-endpoints', 'none', '--wallet-path', 'wallets']
    const ran = await world.run('btcli', [...args, '--network', world.url, ...only, '--json'])
    expect(world.faults).toEqual([])
    return lastJson(ran)
  }
  const asked = (line: string): Promise<never> => btcli(...line.split(' '))
  /** Does something as somebody, without questions, and checks that it says that it worked. */
  const done = async (who: keyof typeof SEEDS, line: string, ...more: string[]): Promise<void> => {
    const told = await btcli(...line.split(' '), ...more, '-w', who, '-H', 'default', '--yes', '--no-mev-shield')
    expect([line, told]).toEqual([line, expect.objectContaining({ success: true })])
  }

  beforeAll(async () => {
    world = await pythonWorld(environment!)
    for (const [who, seed] of Object.entries(SEEDS)) {
      await btcli('wallet', 'regen-coldkey', '--seed', seed, '--no-password', '-w', who)
      await btcli('wallet', 'regen-hotkey', '--seed', seed, '-w', who, '-H', 'default')
    }
  }, SLOW)
  afterAll(() => world?.close())

  test('wallet', { timeout: SLOW }, async () => {
    expect(await asked('wallet balance -w alice')).toMatchObject({ total_value_tao: 1_000_000, beta_tokens: 0 })
    expect(await asked('wallet overview -w alice')).toMatchObject([{ positions: 0, accrued_basket_yield_tao: 0 }])
  })

  test('transfer', { timeout: SLOW }, async () => {
    await done('alice', `wallet transfer --dest ${CHARLIE} --amount 5`)
    expect(await asked(`query balance --coldkey ${CHARLIE}`)).toBe('τ1,000,005.000000000')
  })

  test('subnet create and start', { timeout: SLOW }, async () => {
    await done('alice', 'subnets create')
    await world.chain.advance(10)
    await done('alice', `tx start-call --netuid ${NETUID}`)
    expect(JSON.stringify(await asked('subnets list'))).toContain(`"netuid":${NETUID}`)
  })

  test('register: the client seals it', { timeout: SLOW }, async () => {
    const told = await asked(`subnets register --netuid ${NETUID} -w bob -H default --yes`)
    expect(told).toMatchObject({ success: true, data: { shielded: true } })
    expect(JSON.stringify(await asked(`subnets metagraph ${NETUID}`))).toContain(BOB)
    await done('bob', 'root register')
  })

  test('stake, unstake, move', { timeout: SLOW }, async () => {
    const free = '--no-slippage-protection'
    await done('alice', `stake add --hotkey ${ALICE} --netuid ${NETUID} --amount 100 ${free}`)
    await done('alice', `stake remove --hotkey ${ALICE} --netuid ${NETUID} --amount 10 ${free}`)
    await done(
      'alice',
      `stake move --origin-hotkey ${ALICE} --dest-hotkey ${BOB} --netuid ${NETUID} --amount 5 ${free}`,
    )
    const positions = (await asked('stake list -w alice')) as { hotkey: string; netuid: number }[]
    expect(JSON.stringify(positions)).toContain(BOB)
    expect(positions).toHaveLength(2)
  })

  test('hyperparameters', { timeout: SLOW }, async () => {
    await done('alice', `tx set-hyperparameter --netuid ${NETUID} --name immunity_period --value 7`)
    const off = '--name commit_reveal_weights_enabled --value false'
    await done('alice', `tx set-hyperparameter --netuid ${NETUID} ${off}`)
    expect(await asked(`query subnet-hyperparameters --netuid ${NETUID}`)).toMatchObject({ immunity_period: 7 })
  })

  test('weights', { timeout: SLOW }, async () => {
    await world.chain.advance(100)
    await done('alice', `weights set --netuid ${NETUID} --uids 0 --weights 1`)
    expect(await asked(`query weights --netuid ${NETUID}`)).toEqual({ 0: { 0: 1 } })
  })

  test('children', { timeout: SLOW }, async () => {
    await done('alice', `tx set-children --netuid ${NETUID} --hotkey ${ALICE} --children`, `[[0.5,"${BOB}"]]`)
  })

  test('metagraph', { timeout: SLOW }, async () => {
    expect(JSON.stringify(await asked(`subnets metagraph ${NETUID}`))).toContain(ALICE)
  })

  test('root', { timeout: SLOW }, async () => {
    expect(await asked('root list')).toMatchObject({ funds: [] })
    await done('alice', 'root register')
  })

  test('proxy', { timeout: SLOW }, async () => {
    await done('alice', `proxy add --delegate ${BOB}`)
    expect(JSON.stringify(await asked(`query proxies -w alice`))).toContain(BOB)
    await done('alice', `proxy remove --delegate ${BOB}`)
  })
})
