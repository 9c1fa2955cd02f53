/** Flags that came with btcli's spellings do what they say: each changes the plan, what is read or what is shown. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressOf } from '../../support/sandbox.ts'
import { openWorld, type World } from '../../support/world.ts'
import { temporaryFolder } from '../../wallet/support/folders.ts'
import { tao } from '../support/tao.ts'

type Json = Readonly<Record<string, unknown>>

let world: World
beforeAll(async () => {
  world = await openWorld()
  for (const netuid of [2, 3]) {
    await world.json('subnets create --wallet owner')
    await world.json(`subnets start ${netuid} --wallet owner --wait`)
    await world.json(`subnets register ${netuid} --wallet miner`)
  }
  await world.json('stake add 20 --netuid 2 --hotkey owner/default --wallet owner --unsafe')
  await world.json('stake add 0.005 --netuid 3 --hotkey owner/default --wallet owner --unsafe')
})
afterAll(() => world.close())

const names = (rows: readonly Json[]): unknown[] => rows.map(({ wallet }) => wallet)
const shown = async (line: string): Promise<string> =>
  (await world.run(line, { terminal: { stdout: true }, columns: 160 })).stdout

describe('wallet balance', () => {
  test('--sort', async () => {
    const by = async (sort: string) => world.json<Json[]>(`wallet balance owner miner val --sort ${sort}`)
    expect(names(await by('name'))).toEqual(['miner', 'owner', 'val'])
    const free = (await by('free')).map(({ free_rao }) => BigInt(String(free_rao)))
    expect(free).toEqual(free.toSorted((a, b) => Number(b - a)))
    expect((await by('staked'))[0]!.wallet).toBe('owner')
    const totals = (await by('total')).map(({ total_rao }) => BigInt(String(total_rao)))
    expect(totals).toEqual(totals.toSorted((a, b) => Number(b - a)))
  })

  test('--empty shows wallets that hold nothing', async () => {
    await world.json(`wallet regen-coldkeypub hollow --ss58 ${addressOf('//hollow')}`)
    expect(await shown('wallet balance --all')).not.toContain('hollow')
    expect(await shown('wallet balance --all --empty')).toContain('hollow')
    expect(names(await world.json<Json[]>('wallet balance --all'))).toContain('hollow')
  })
})

describe('wallet inspect', () => {
  const netuids = async (line: string): Promise<unknown[]> => {
    const [wallet] = await world.json<Json[]>(`wallet inspect ${line}`)
    return (wallet!.delegations as Json[]).map(({ netuid }) => netuid)
  }

  test('--netuids, --ss58-address', async () => {
    expect((await netuids('owner')).sort()).toEqual([2, 3])
    expect(await netuids('owner --netuids 3')).toEqual([3])
    expect(await netuids(`--ss58-address ${addressOf('//Bob')} -n 2`)).toEqual([2])
  })

  test('--dust', async () => {
    const one = 'wallet inspect owner --netuid 3'
    const [stake] = await world.json<Json[]>('stake list owner --netuid 3')
    const most = (BigInt(String(stake!.stake_rao)) - 500_000n).toString().padStart(10, '0')
    const amount = `${most.slice(0, -9)}.${most.slice(-9)}`
    await world.json(`stake remove ${amount} --netuid 3 --hotkey owner/default --wallet owner --unsafe`)
    expect(await shown(one)).toContain('No stake.')
    expect(await shown(`${one} --dust`)).not.toContain('No stake.')
  })
})

describe('wallet overview', () => {
  const neurons = async (line: string): Promise<Json[]> =>
    (await world.json<Json[]>(`wallet overview ${line}`)).flatMap(({ neurons }) => neurons as Json[])

  test('--include-hotkeys and --exclude-hotkeys', async () => {
    expect(await neurons('owner miner')).toHaveLength(4)
    expect((await neurons('owner miner -in owner/default')).map(({ own }) => own)).toEqual([
      'owner/default',
      'owner/default',
    ])
    expect((await neurons('owner miner --exclude-hotkeys owner/default')).map(({ own }) => own)).toEqual([
      'miner/default',
      'miner/default',
    ])
  })

  test('--sort-by and --sort-order', async () => {
    const [, second] = await neurons('owner --sort-by stake')
    const uids = async (line: string) => (await neurons(`owner --netuid 2 ${line}`)).map(({ uid }) => uid)
    expect(second).toBeDefined()
    expect(await uids('--sort-by uid --sort-order desc')).toEqual((await uids('')).toReversed())
    expect(await world.refused('wallet overview owner --sort-by colour')).toMatchObject({ code: 'invalid_argument' })
    expect(await world.refused('wallet overview owner --sort-order sideways')).toMatchObject({
      code: 'invalid_argument',
    })
  })
})

test('wallet verify --crypto-type is the only kind that will do', async () => {
  const { signed_message } = await world.json('wallet sign --message hi --wallet owner')
  const line = `wallet verify --message hi --signature ${signed_message} --address ${addressOf('//Bob')}`
  expect(await world.json(`${line} --crypto-type sr25519`)).toMatchObject({ valid: true })
  const other = await world.run(`${line} --crypto-type ed25519 --json`)
  expect([other.code, other.json<Json>().valid]).toEqual([1, false])
})

test('--period decides until which block a transaction may stand', async () => {
  const last = async (line: string): Promise<number> => {
    const plan = await world.dryRun(`wallet transfer miner 1 --wallet owner ${line}`)
    return Number(/last_block"?: ?"?(\d+)/.exec(JSON.stringify(plan))?.[1])
  }
  const [usual, short] = [await last(''), await last('--era 8')]
  expect(usual - short).toBe(64 - 8)
})

test('--wait-for-finalization waits for more than a block', async () => {
  const line = 'wallet transfer miner 1 --wallet owner'
  expect(await world.json(`${line} --wait-for-finalization`)).toMatchObject({ success: true })
  expect(await world.json(`${line} --wait-for-inclusion`)).toMatchObject({ success: true })
})

describe('locks', () => {
  test('are listed, and make conviction', async () => {
    expect(await world.json('stake locks owner')).toEqual([])
    expect(await world.json('subnets conviction 2')).toMatchObject({ leader: null, hotkeys: [], total_rao: '0' })
    const args = JSON.stringify({ hotkey: addressOf('//Bob//hot'), netuid: 2, amount: '5000000000' })
    const call = await world.run(['call', 'SubtensorModule.lock_stake', '--args', args, '--wallet', 'owner', '--json'])
    expect([call.code, call.code === 0 ? '' : call.stderr]).toEqual([0, ''])
    await world.advance(20)
    const lock = { netuid: 2, hotkey: addressOf('//Bob//hot'), hotkey_name: 'owner/default', decaying: true }
    const [told] = await world.json<Json[]>('stake locks owner')
    expect(told).toMatchObject(lock)
    expect(BigInt(String(told!.locked_rao))).toBeLessThanOrEqual(5_000_000_000n)
    expect(BigInt(String(told!.locked_rao))).toBeGreaterThan(4_900_000_000n)
    expect(await world.json('stake locks owner --netuid 3')).toEqual([])
    const conviction = await world.json('subnets conviction 2')
    expect(conviction).toMatchObject({ hotkeys: [{ hotkey: lock.hotkey, owner: true }] })
    expect(BigInt(String(conviction.total_rao))).toBeGreaterThan(0n)
    expect(await world.json(`subnets conviction 2 --hotkey ${addressOf('//Eve')}`)).toMatchObject({ hotkeys: [] })
    expect(await world.refused('subnets conviction 9')).toMatchObject({ code: 'not_found' })
    expect(await shown('stake locks owner')).toContain('owner/default')
  })
})

describe('config', () => {
  test('clear takes single settings away; set takes switches', async () => {
    const env = { TAO_CONFIG: join(temporaryFolder(), 'config.json') }
    const run = async (line: string) => tao(`config ${line} --json`, { env })
    await run('set --wallet-name main -H miner --network test --unsafe --partial -p /wallets')
    expect((await run('get')).json()).toEqual({
      ...{ wallet: 'main', hotkey: 'miner', network: 'test', wallet_path: '/wallets' },
      ...{ safe_staking: false, allow_partial_stake: true },
    })
    expect((await run('clear --network --safe-staking --yes')).json()).toEqual({ cleared: 2 })
    expect(Object.keys((await run('get')).json())).toEqual(['allow_partial_stake', 'hotkey', 'wallet', 'wallet_path'])
    expect((await run('clear --network test --yes')).error()).toMatchObject({ code: 'usage' })
    expect((await run('clear --all --yes')).json()).toEqual({ cleared: 4 })
    expect((await run('set --disk-cache')).error()).toMatchObject({ code: 'usage' })
  })
})
