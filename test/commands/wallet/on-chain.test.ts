/** Wallets as the chain has them: `wallet inspect`, `wallet overview`. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressOf } from '../../support/sandbox.ts'
import { openWorld, type World } from '../../support/world.ts'

const [OWNER, MINER, HOT] = [addressOf('//Bob'), addressOf('//Charlie'), addressOf('//Charlie//hot')]
type Json = Readonly<Record<string, unknown>>

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.json('subnets create --wallet owner')
  await world.json('subnets register 2 --wallet miner')
  await world.json('subnets start 2 --wallet owner --wait')
  await world.json('stake add 20 --netuid 2 --hotkey miner/default --wallet other --unsafe')
  await world.json('stake add 30 --netuid 2 --hotkey miner/default --wallet miner --unsafe')
  await world.json('wallet set-identity --id-name Delegatus --wallet miner')
})
afterAll(() => world.close())

test('inspect shows what is free, and with which delegates the stake is', async () => {
  const [other, miner] = await world.json<Json[]>('wallet inspect other miner')
  const [delegation] = other!.delegations as Json[]
  expect(delegation).toMatchObject({
    hotkey: HOT,
    hotkey_name: 'miner/default',
    delegate: 'Delegatus',
    own: false,
    netuid: 2,
  })
  expect(delegation!.take).toBeGreaterThan(0)
  expect((miner!.delegations as Json[])[0]).toMatchObject({ hotkey: HOT, own: true })
  const balance = await world.json<Json[]>('wallet balance other miner')
  for (const [i, wallet] of [other!, miner!].entries()) {
    const { wallet: name, address: coldkey, free_rao, stake_value_rao, total_rao } = balance[i]!
    expect(wallet).toMatchObject({ wallet: name, coldkey, free_rao, stake_value_rao, total_rao })
    const stakes = await world.json<Json[]>(`stake list ${name} --dust`)
    const delegations = wallet.delegations as Json[]
    expect(delegations.map(({ netuid, stake_rao, value_rao }) => [netuid, stake_rao, value_rao])).toEqual(
      stakes.map(({ netuid, stake_rao, value_rao }) => [netuid, stake_rao, value_rao]),
    )
  }
})

test('inspect is drawn as a card and a table for each wallet', async () => {
  const { stdout } = await world.run('wallet inspect other owner', { terminal: { stdout: true }, columns: 120 })
  expect(stdout).toMatch(/^Wallet other\nColdkey +5/)
  expect(stdout).toMatch(/^miner\/default +18\.?\d* % +2 /m)
  expect(stdout).toMatch(/^Wallet owner\n/m)
})

test('overview shows each neuron of the hotkeys that a coldkey owns', async () => {
  const [owner, miner] = await world.json<Json[]>('wallet overview owner miner')
  expect(owner).toMatchObject({ wallet: 'owner', coldkey: OWNER })
  expect(owner!.neurons).toMatchObject([{ netuid: 2, uid: 0, own: 'owner/default', coldkey: OWNER }])
  expect(miner!.neurons).toMatchObject([{ netuid: 2, uid: 1, own: 'miner/default', hotkey: HOT, coldkey: MINER }])
  const [neuron] = await world
    .json<Json[]>('subnets metagraph 2')
    .then(rows => rows.filter(({ hotkey }) => hotkey === HOT))
  const { stake_rao, emission_rao, last_update } = (miner!.neurons as Json[])[0]!
  expect({ stake_rao, emission_rao, last_update }).toEqual({
    stake_rao: neuron!.stake_rao,
    emission_rao: neuron!.emission_rao,
    last_update: neuron!.last_update,
  })
})

test('overview can be of all wallets, and of single subnets', async () => {
  const all = await world.json<Json[]>('wallet overview --all')
  expect(all.map(({ wallet }) => wallet)).toEqual(['miner', 'other', 'owner', 'val'])
  const none = await world.json<Json[]>('wallet overview miner --netuid 1')
  expect(none[0]!.neurons).toEqual([])
  const { stdout } = await world.run('wallet overview val', { terminal: { stdout: true }, columns: 120 })
  expect(stdout).toContain('No neurons. Register a hotkey with: tao subnets register')
})

test('registrations tells where hotkeys are neurons', async () => {
  expect(await world.json('wallet registrations miner')).toMatchObject([
    { wallet: 'miner', hotkey: HOT, hotkey_name: 'miner/default', owned: true, netuid: 2, uid: 1 },
  ])
  expect(await world.json('wallet registrations miner --netuid 1')).toEqual([])
})

test('associate-hotkey makes the coldkey the owner of a hotkey, once', async () => {
  const line = 'wallet associate-hotkey --wallet val --hotkey default'
  expect(await world.json(line)).toMatchObject({ hotkey: addressOf('//Dave//hot'), coldkey: addressOf('//Dave') })
  expect((await world.refused(line)).code).toBe('already_exists')
  const foreign = await world.refused(`wallet associate-hotkey --wallet val --hotkey ${HOT}`)
  expect(foreign.why).toContainEqual(expect.stringContaining(MINER))
})
