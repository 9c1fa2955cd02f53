/** A subnet comes into being: founded, started, named, joined. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressOf } from '../../support/sandbox.ts'
import { openWorld, type World } from '../../support/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

type Json = Readonly<Record<string, unknown>>

describe('subnets create', () => {
  test('costs what create-cost and the dry run tell', async () => {
    const cost = await world.json('subnets create-cost')
    expect(cost).toMatchObject({ cost_rao: '1000000000000', subnets: 1, last_registered: null })
    expect(await world.json('subnets burn-cost')).toMatchObject({ of: 'subnet', cost_rao: cost.cost_rao })
    const line = 'subnets create --wallet owner --subnet-name Mine --url https://example.org'
    const planned = await world.dryRun(line)
    expect(planned).toMatchObject({
      dry_run: true,
      netuid: 2,
      cost_rao: cost.cost_rao,
      hotkey: addressOf('//Bob//hot'),
    })
    const done = await world.json(line)
    expect(done).toMatchObject({ netuid: 2, cost_rao: planned.cost_rao, replaced: null, name: 'Mine' })
    expect((done.fee as string).slice(1)).toBe(Number(planned.facts && (planned.facts as Json).fee).toFixed(9))
    expect(await world.json('subnets get-identity 2')).toMatchObject({
      owner: addressOf('//Bob'),
      identity: { name: 'Mine', url: 'https://example.org', discord: '' },
    })
  })

  test('tells in the dry run what the next one costs, to the rao', async () => {
    const planned = await world.dryRun('subnets create --wallet owner')
    const done = await world.json('subnets create --wallet owner')
    expect([done.netuid, done.cost_rao]).toEqual([planned.netuid, planned.cost_rao])
  })

  test('is refused without the means, with another’s hotkey, too soon', async () => {
    expect(await world.refused('subnets create --wallet val')).toMatchObject({
      code: 'insufficient_balance',
      exit: 6,
      chain_error: 'SubtensorModule.CannotAffordLockCost',
    })
    expect(await world.refused('subnets create --wallet miner --hotkey owner/default')).toMatchObject({
      chain_error: 'SubtensorModule.NonAssociatedColdKey',
    })
    expect(await world.refused(`subnets create --wallet miner --description ${'x'.repeat(1025)}`)).toMatchObject({
      code: 'invalid_argument',
      length: 1025,
      limit: 1024,
    })
    await world.json('sudo set network network_rate_limit 50 --uri //Alice')
    const head = await world.head()
    const early = await world.refused('subnets create --wallet miner')
    expect(early).toMatchObject({ chain_error: 'SubtensorModule.NetworkTxRateLimitExceeded', block: head })
    expect(early.free_at_block).toBeGreaterThan(head)
    const waited = await world.json('subnets create --wallet miner --wait')
    expect(waited).toMatchObject({ netuid: 4, block: early.free_at_block })
    await world.json('sudo set network network_rate_limit 0 --uri //Alice')
  })
})

describe('subnets start', () => {
  test('waits for its block, which check-start tells', async () => {
    await world.json('sudo set network start_call_delay 500 --uri //Alice')
    const check = await world.json('subnets check-start 2')
    expect(check).toMatchObject({ started: false, possible: false, delay: 500 })
    const possible = (check.possible_at as Json).block
    expect(await world.refused('subnets start 2 --wallet owner')).toMatchObject({
      chain_error: 'SubtensorModule.NeedWaitingMoreBlocksToStarCall',
      free_at_block: possible,
      remedy: expect.stringContaining('--wait'),
    })
    expect(await world.dryRun('subnets start 2 --wallet owner --wait')).toMatchObject({
      facts: { waits_for: String(possible) },
    })
    expect(await world.json('subnets start 2 --wallet owner --wait')).toMatchObject({
      block: possible,
      first_emission: Number(possible) + 1,
    })
    expect(await world.json('subnets check-start 2')).toMatchObject({ started: true, possible_at: null })
  })

  test('is for the owner, once, on a subnet', async () => {
    expect(await world.refused('subnets start 3 --wallet miner')).toMatchObject({
      code: 'chain_refused',
      owner: addressOf('//Bob'),
      signer: addressOf('//Charlie'),
    })
    expect(await world.refused('subnets start 2 --wallet owner')).toMatchObject({
      chain_error: 'SubtensorModule.FirstEmissionBlockNumberAlreadySet',
    })
    expect(await world.refused('subnets start 77 --wallet owner')).toMatchObject({ code: 'not_found', netuid: 77 })
    expect(await world.refused('subnets start --wallet owner')).toMatchObject({
      code: 'usage',
      missing: ['--netuid'],
      exit: 2,
    })
    expect(await world.refused('subnets start x --wallet owner')).toMatchObject({ code: 'invalid_argument', exit: 2 })
    expect(await world.refused('subnets start 3 --wallet nobody')).toMatchObject({ code: 'not_found', exit: 1 })
  })
})

describe('subnets register', () => {
  test('costs what the dry run tells, to the rao', async () => {
    const planned = await world.dryRun('subnets register 2 --wallet miner')
    const done = await world.json('subnets register 2 --wallet miner')
    expect(done).toMatchObject({ uid: 1, hotkey: addressOf('//Charlie//hot'), replaced: null })
    expect([done.uid, done.cost_rao]).toEqual([planned.uid, planned.cost_rao])
    expect((done.fee as string).slice(1)).toBe(Number((planned.facts as Json).fee).toFixed(9))
  })

  test('is refused beyond the limit, twice, on root, for others, without the means', async () => {
    const why = (line: string) => world.refused(`subnets register ${line}`).then(({ chain_error }) => chain_error)
    expect(await why('2 --wallet miner')).toBe('SubtensorModule.HotKeyAlreadyRegisteredInSubNet')
    expect(await why('2 --wallet val --limit-price 0.0001')).toBe('SubtensorModule.RegistrationPriceLimitExceeded')
    expect(await why('0 --wallet val')).toBe('SubtensorModule.RegistrationNotPermittedOnRootSubnet')
    expect(await why('3 --wallet val --hotkey miner/default')).toBe('SubtensorModule.NonAssociatedColdKey')
    await world.json('sudo set 3 max_burn 100000 --uri //Alice')
    await world.json('sudo call AdminUtils.sudo_set_min_burn --args {"netuid":3,"min_burn":"999999999"} --uri //Alice')
    await world.json('sudo set 3 registration_allowed off --uri //Alice')
    expect(await why('3 --wallet val')).toBe('SubtensorModule.SubNetRegistrationDisabled')
    await world.json('sudo set 3 registration_allowed on --uri //Alice')
    expect(await world.refused('subnets register 2 --wallet val --limit-price 1 --unsafe')).toMatchObject({
      code: 'usage',
    })
  })

  test('replaces the neuron that show and pruning name', async () => {
    await world.json('subnets register 2 --wallet val')
    await world.json('sudo set 2 min_allowed_uids 1 --uri //Alice')
    await world.json('sudo set 2 max_allowed_uids 3 --wallet owner')
    const [next] = await world.json<readonly Json[]>('subnets pruning 2')
    expect(await world.json('subnets show 2')).toMatchObject({ would_prune: next!.uid, neurons: 3 })
    const planned = await world.dryRun('subnets register 2 --wallet other')
    const done = await world.json('subnets register 2 --wallet other')
    expect([done.uid, done.replaced]).toEqual([next!.uid, next!.hotkey])
    expect([planned.uid, planned.replaced]).toEqual([next!.uid, next!.hotkey])
  })
})

describe('what a subnet is called', () => {
  test('is said by its owner, field by field', async () => {
    await world.json('subnets set-identity 2 --wallet owner --discord me --url ""')
    expect(await world.json('subnets get-identity 2')).toMatchObject({
      identity: { name: 'Mine', url: '', discord: 'me' },
    })
    expect(await world.refused('subnets set-identity 2 --wallet miner --url x')).toMatchObject({
      code: 'chain_refused',
    })
    expect(await world.refused('subnets set-identity 2 --wallet owner')).toMatchObject({ code: 'usage' })
    expect(await world.json('hparams set-identity --netuid 2 --name Other --wallet owner')).toMatchObject({
      identity: { name: 'Other', discord: 'me' },
    })
  })

  test('has a symbol of the chain’s list', async () => {
    expect(await world.json('subnets set-symbol 2 ψ --wallet owner')).toMatchObject({ symbol: 'ψ', before: 'β' })
    const why = (symbol: string) =>
      world.refused(`subnets set-symbol 2 ${symbol} --wallet owner`).then(({ chain_error }) => chain_error)
    expect(await why('α')).toBe('SubtensorModule.SymbolAlreadyInUse')
    expect(await why('QQ')).toBe('SubtensorModule.SymbolDoesNotExist')
  })
})
