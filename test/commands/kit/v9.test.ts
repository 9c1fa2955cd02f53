/** `--json-output`: btcli v9's shapes, with the same numbers as `--json`. Keys as in bittensor-cli 9.23.2. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressOf } from '../../support/sandbox.ts'
import { openWorld, type World } from '../../support/world.ts'

type Json = Readonly<Record<string, unknown>>

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.json('subnets create --wallet owner --subnet-name Mine')
  await world.json('subnets start 2 --wallet owner --wait')
  await world.json('stake add 20 --netuid 2 --hotkey owner/default --wallet owner --unsafe')
})
afterAll(() => world.close())

const v9 = async <T = Json>(line: string): Promise<T> => {
  const { code, stdout, stderr } = await world.run(`${line} --json-output`)
  expect([line, code, code === 0 ? '' : stderr]).toEqual([line, 0, ''])
  return JSON.parse(stdout) as T
}
const keys = (value: unknown): string[] => Object.keys(value as object).sort()
const [OWNER, HOT] = [addressOf('//Bob'), addressOf('//Bob//hot')]

describe('wallets', () => {
  test('list', async () => {
    const { wallets } = await v9<{ wallets: Json[] }>('wallet list')
    expect(wallets.find(({ name }) => name === 'owner')).toEqual({
      name: 'owner',
      ss58_address: OWNER,
      crypto_type: 'sr25519',
      hotkeys: [{ name: 'default', ss58_address: HOT, crypto_type: 'sr25519' }],
    })
  })

  test('balance', async () => {
    const told = await v9<{ balances: Record<string, Json>; totals: Json }>('wallet balance owner miner')
    const [owner, miner] = await world.json<Json[]>('wallet balance owner miner')
    expect(told.balances.owner).toEqual({
      coldkey: OWNER,
      free: owner!.free_tao,
      staked: owner!.stake_value_tao,
      total: owner!.total_tao,
    })
    expect(told.totals.total).toBeCloseTo(Number(owner!.total_tao) + Number(miner!.total_tao), 6)
    expect(keys(told)).toEqual(['balances', 'totals'])
  })

  test('overview', async () => {
    const told = await v9<{ subnets: { netuid: number; neurons: Json[] }[] } & Json>('wallet overview owner')
    expect(told).toMatchObject({ wallet: `owner|${OWNER}`, network: 'local', subnets: [{ netuid: 2, name: 'Mine' }] })
    expect(told.subnets[0]!.neurons).toMatchObject([{ uid: 0, hotkey_ss58: HOT, coldkey: OWNER, rank: null }])
    expect((await v9('wallet overview owner miner')).wallet).toBe('All')
  })

  test('a key, a signature, an identity', async () => {
    const made = await v9<{ data: Json } & Json>('wallet new-hotkey miner --hotkey two --show-mnemonic')
    expect(made).toMatchObject({ success: true, error: '', data: { name: 'miner', hotkey: 'two' } })
    expect(made.data.hotkey_ss58).toMatch(/^5/)
    expect(String(made.data.mnemonic).split(' ')).toHaveLength(12)
    const { signed_message, signer_address, ...rest } = await v9('wallet sign --message hi --wallet owner')
    expect([signer_address, rest]).toEqual([OWNER, {}])
    expect(await v9(`wallet verify --message hi --signature ${signed_message} --ss58 ${OWNER}`)).toEqual({
      verified: true,
    })
    expect(await v9('wallet get-identity val')).toEqual({})
  })

  test('transactions', async () => {
    expect(await v9('wallet transfer miner 1 --wallet owner')).toEqual({
      success: true,
      extrinsic_identifier: `${await world.head()}-1`,
    })
    expect(keys(await v9('axon set 2 203.0.113.7 8091 --wallet owner'))).toEqual([
      'extrinsic_identifier',
      'message',
      'success',
    ])
  })
})

describe('stake', () => {
  test('list', async () => {
    const told = await v9<{ stake_info: Record<string, Json[]> } & Json>('stake list owner')
    const [stake] = await world.json<Json[]>('stake list owner')
    expect(told).toMatchObject({ coldkey_address: OWNER, network: 'local', total_tao_value: stake!.value_tao })
    expect(told.stake_info[HOT]![0]).toMatchObject({ netuid: 2, stake_value: stake!.stake_alpha, registered: true })
  })

  test('add and remove', async () => {
    const added = await v9<Json>('stake add 1 --netuid 2 --hotkey owner/default --wallet owner --unsafe')
    const id = `${await world.head()}-1`
    expect(added).toEqual({
      staking_success: { 2: { [HOT]: true } },
      error_messages: { 2: { [HOT]: '' } },
      extrinsic_ids: { 2: { [HOT]: id } },
    })
    const removed = await v9<Json[]>('stake remove 0.5 --netuid 2 --hotkey owner/default --wallet owner --unsafe')
    expect(removed).toEqual([
      {
        netuid: 2,
        hotkey_ss58: HOT,
        unstake_amount: 0.5,
        success: true,
        extrinsic_identifier: `${await world.head()}-1`,
      },
    ])
  })
})

describe('subnets', () => {
  test('list', async () => {
    const told = await v9<{ subnets: Record<string, Json> } & Json>('subnets list')
    const mine = (await world.json<Json[]>('subnets list'))[2]!
    expect(told.total_netuids).toBe(3)
    const supply = Number(mine.alpha_in_alpha) + Number(mine.alpha_out_alpha)
    expect(told.subnets['2']).toMatchObject({ netuid: 2, subnet_name: 'Mine', price: mine.price_tao, mechanisms: 1 })
    expect(told.subnets['2']!.supply).toBeCloseTo(supply, 6)
    expect(told.subnets['2']!.market_cap).toBeCloseTo(supply * Number(mine.price_tao), 4)
    expect((told.subnets['2']!.tempo as Json).sn_tempo).toBe(mine.tempo)
  })

  test('show has the neurons', async () => {
    const told = await v9<{ uids: Json[] } & Json>('subnets show 2')
    expect(told).toMatchObject({ netuid: 2, name: ': Mine', owner: OWNER })
    expect(told.uids).toMatchObject([{ uid: 0, hotkey: HOT, coldkey: OWNER }])
  })

  test('hyperparameters', async () => {
    const all = await v9<Json[]>('subnets hyperparameters 2')
    expect(all.find(({ hyperparameter }) => hyperparameter === 'tempo')).toMatchObject({ owner_settable: true })
    expect(await v9('sudo get 2')).toEqual(all)
  })
})

test('what has no shape of v9, a dry run and named fields are as under --json', async () => {
  expect(await v9('stake auto owner')).toEqual(await world.json('stake auto owner'))
  expect(await v9('wallet transfer miner 1 --wallet owner --dry-run')).toMatchObject({ dry_run: true })
  expect(await v9('subnets list --fields netuid')).toEqual([{ netuid: 0 }, { netuid: 1 }, { netuid: 2 }])
})

test('a failure is an object on standard error', async () => {
  const { code, stdout, error } = await world.run('subnets show 9 --json-out')
  expect([code, stdout, error().code]).toEqual([1, '', 'not_found'])
  const wrong = await world.run('subnets show x --json-out --nonsense')
  expect([wrong.code, wrong.error().code]).toEqual([2, 'usage'])
})
