/** What is shown of subnets. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressOf } from '../../support/sandbox.ts'
import { openWorld, type World } from '../../support/world.ts'

type Json = Readonly<Record<string, unknown>>

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.json('subnets create --wallet owner --subnet-name Mine')
  await world.json('subnets start 2 --wallet owner')
  await world.json('subnets register 2 --wallet miner')
  await world.advance(30)
})
afterAll(() => world.close())

test('subnets list', async () => {
  const rows = await world.json<readonly Json[]>('subnets list')
  expect(rows.map(({ netuid, name, started }) => [netuid, name, started])).toEqual([
    [0, 'root', true],
    [1, 'apex', false],
    [2, 'Mine', true],
  ])
  expect(rows[2]).toMatchObject({ emission_share: 1, emission_per_day_tao: 7200, neurons: 2, max_neurons: 256 })
  const sorted = await world.json<readonly Json[]>('subnets list --sort emission')
  expect(sorted[0]).toMatchObject({ netuid: 2 })
  const { stdout } = await world.run('subnets list', { terminal: true, columns: 80 })
  expect(stdout).toMatch(/2 {2}Mine β .* in \d+ of 360 .* 2\/256/)
  expect(
    Math.max(
      ...stdout
        .split('\n')
        .slice(0, 5)
        .map(line => [...line].length),
    ),
  ).toBeLessThanOrEqual(80)
  const piped = (await world.run('subnets list')).stdout.trimEnd().split('\n')
  expect(piped.map(line => line.split('\t').length)).toEqual([8, 8, 8])
  expect(await world.json('s list --fields netuid,price_rao')).toContainEqual({ netuid: 1, price_rao: '1000000000' })
})

test('subnets show', async () => {
  const subnet = await world.json('subnets show 2 --neurons')
  expect(subnet).toMatchObject({ owner_coldkey: addressOf('//Bob'), would_prune: null, commit_reveal: true, epoch: 0 })
  expect(Number((subnet.next_epoch as Json).block) - (await world.head())).toBe(subnet.blocks_to_epoch)
  expect(subnet.neuron_list).toHaveLength(2)
  expect(await world.json('subnets show --netuid 2')).toMatchObject({ neuron_list: null })
  expect(await world.json('subnets show 0')).toMatchObject({ next_epoch: null, registration_open: false })
  expect((await world.run('subnets show 2', { terminal: true })).stdout).toContain('Subnet 2: Mine β')
  expect(await world.refused('subnets show 9')).toMatchObject({ code: 'not_found', exit: 1 })
})

test('subnets metagraph', async () => {
  const neurons = await world.json<readonly Json[]>('subnets metagraph 2')
  expect(neurons.map(({ uid, own }) => [uid, own])).toEqual([
    [0, 'owner/default'],
    [1, 'miner/default'],
  ])
  expect(neurons[1]).toMatchObject({
    hotkey: addressOf('//Charlie//hot'),
    validator_permit: false,
    axon: null,
    immune: true,
  })
  const youngest = await world.json<readonly Json[]>('subnets metagraph 2 --sort registered')
  expect(youngest[0]).toMatchObject({ uid: 1 })
  expect(await world.refused('subnets metagraph 2 --mechid 1')).toMatchObject({ code: 'not_found' })
  expect((await world.run('subnets metagraph 2', { terminal: true, columns: 100 })).stdout).toContain('miner/default *')
})

describe('subnets price', () => {
  test('has a history that begins with the subnet', async () => {
    const [price] = await world.json<readonly Json[]>('subnets price 2')
    const history = price!.history as readonly Json[]
    expect(history.at(-1)).toMatchObject({ block: await world.head(), price_rao: price!.price_rao })
    expect(history[0]).toMatchObject({ block: 1 })
    expect((await world.run('subnets price 2', { terminal: true })).stdout).toMatch(/█/)
    const rows = await world.json<readonly Json[]>('subnets price --current')
    expect(rows.map(({ netuid, history: past }) => [netuid, past])).toEqual([
      [1, []],
      [2, []],
    ])
    expect(await world.json('subnets price --netuid 2 --interval-hours 1')).toMatchObject([{ netuid: 2 }])
    expect(await world.refused('subnets price 9')).toMatchObject({ code: 'not_found' })
  })
})

test('subnets hyperparameters, which sudo get and hparams get show as well', async () => {
  const rows = await world.json<readonly Json[]>('subnets hyperparameters 2')
  expect(rows.find(({ name }) => name === 'tempo')).toMatchObject({
    value: '360',
    raw: '360',
    unit: 'blocks',
    set_by: 'either',
    freeze_window: true,
  })
  expect(await world.json('sudo get 2')).toEqual(rows)
  expect(await world.json('hparams get --netuid 2 --name kappa')).toMatchObject([
    { name: 'kappa', raw: '32767', set_by: 'root' },
  ])
  expect(await world.json('s hparams network admin_freeze_window')).toMatchObject([{ value: '0' }])
  expect(await world.refused('sudo get 2 tempoo')).toMatchObject({
    code: 'invalid_argument',
    remedy: expect.stringContaining('tempo'),
  })
  expect(await world.refused('sudo get 9')).toMatchObject({ code: 'not_found' })
})

test('on a terminal, what is missing is asked for', async () => {
  const { stdout, stderr, asked } = await world.run('subnets get-identity', {
    terminal: true,
    answers: ['2'],
  })
  expect(asked[0]).toMatchObject({ kind: 'choose', message: 'Which subnet?' })
  expect([stdout, stderr]).toEqual([
    expect.stringContaining('Mine'),
    expect.stringContaining('tao subnets get-identity 2'),
  ])
})
