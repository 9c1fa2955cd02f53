/** Replacing hotkeys and coldkeys on chain, step by step. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getBalance } from '../../../src/client/reads/balances.ts'
import { coldkeyHash } from '../../../src/client/reads/key-swaps.ts'
import { asRoot, call, callNeeds } from '../../../src/client/transactions/call.ts'
import { parseTao } from '../../../src/primitives/amounts.ts'
import { addressOf } from '../../support/sandbox.ts'
import { openWorld, type World } from '../../support/world.ts'
import { TERMINAL } from './support.ts'

const [OWNER, MINER, FRESH] = [addressOf('//Bob'), addressOf('//Charlie'), addressOf('//fresh')]
const DELAY = 12

let world: World
beforeAll(async () => {
  world = await openWorld()
  for (const [name, duration] of [
    ['AdminUtils.sudo_set_coldkey_swap_announcement_delay', DELAY],
    ['AdminUtils.sudo_set_coldkey_swap_reannouncement_delay', 6],
  ] as const) {
    await world.sandbox.send('//Alice', asRoot(call(name, { duration })))
  }
})
afterAll(() => world.close())

const freeOf = async (address: string): Promise<bigint> =>
  (await getBalance(await world.sandbox.chain.with(callNeeds()), address)).free

describe('a coldkey', () => {
  test('has no swap announced at first', async () => {
    expect(await world.json('wallet swap-coldkey check owner')).toMatchObject([
      { wallet: 'owner', coldkey: OWNER, state: 'none', new_coldkey_hash: null, executable: null },
    ])
    for (const step of ['execute', 'dispute', 'clear']) {
      const told = await world.refused(`wallet swap-coldkey ${step} --wallet owner --yes`)
      expect(told.chain_error).toBe('SubtensorModule.ColdkeySwapAnnouncementNotFound')
    }
  })

  test.each([
    ['itself', 'owner', 'invalid_argument'],
    ['a hotkey', addressOf('//Charlie//hot'), 'chain_refused'],
  ])('is not replaced by %s', async (_, target, code) => {
    if (target !== 'owner') await world.json('subnets register 1 --wallet miner')
    expect((await world.refused(`wallet swap-coldkey announce ${target} --wallet owner --yes`)).code).toBe(code)
  })

  test('is not replaced by one that has hotkeys to stake with', async () => {
    const told = await world.refused('wallet swap-coldkey announce miner --wallet owner --yes')
    expect(told.chain_error).toBe('SubtensorModule.ColdKeyAlreadyAssociated')
  })

  test('is announced after the end of the new address was typed, and costs 0.1 TAO', async () => {
    const before = await freeOf(OWNER)
    const line = `wallet swap-coldkey announce ${FRESH} --wallet owner`
    const declined = await world.run(line, { terminal: TERMINAL, answers: [FRESH.slice(0, 8)] })
    expect([declined.code, await freeOf(OWNER)]).toEqual([3, before])
    expect(declined.stderr).toContain(`The key of ${FRESH} is not in your wallets`)
    expect(declined.stderr).toContain(coldkeyHash(FRESH))
    const { code, stdout } = await world.run(line, { terminal: TERMINAL, answers: [FRESH.slice(-8)] })
    expect([code, stdout.startsWith(`Announced\t${FRESH}\n`)]).toEqual([0, true])
    expect(before - (await freeOf(OWNER))).toBeGreaterThanOrEqual(parseTao('0.1'))
    expect(await world.json('wallet swap-coldkey check owner')).toMatchObject([
      { state: 'announced', new_coldkey_hash: coldkeyHash(FRESH), new_coldkey: null, disputed: null },
    ])
  })

  test('is blocked from then on', async () => {
    const told = await world.refused('wallet transfer miner 1 --wallet owner --yes')
    expect(told.chain_error).toBe('CustomTransactionError.ColdkeyInSwapSchedule')
    expect(told.remedy).toContain('tao wallet swap-coldkey')
  })

  test('is not replaced too early, nor by another, nor withdrawn too early', async () => {
    const early = await world.refused(`wallet swap-coldkey execute ${FRESH} --wallet owner --yes`)
    expect(early).toMatchObject({ chain_error: 'SubtensorModule.ColdkeySwapTooEarly' })
    expect(early.free_at_block).toBeGreaterThan(await world.head())
    const other = await world.refused('wallet swap-coldkey execute other --wallet owner --yes')
    expect(other.chain_error).toBe('SubtensorModule.AnnouncedColdkeyHashDoesNotMatch')
    const unknown = await world.refused('wallet swap-coldkey execute --wallet owner --yes')
    expect([unknown.code, unknown.remedy]).toEqual(['not_found', expect.stringContaining('execute ADDRESS')])
    const clear = await world.refused('wallet swap-coldkey clear --wallet owner --yes')
    expect(clear.chain_error).toBe('SubtensorModule.ColdkeySwapClearTooEarly')
    const again = await world.refused('wallet swap-coldkey announce other --wallet owner --yes')
    expect(again.chain_error).toBe('SubtensorModule.ColdkeySwapReannouncedTooEarly')
  })

  test('gives everything to the new one when its time has come, which is waited for', async () => {
    const before = await freeOf(OWNER)
    await world.json(`wallet contacts add successor ${FRESH}`)
    expect(await world.json('wallet swap-coldkey check owner')).toMatchObject([{ new_coldkey: FRESH }])
    const told = await world.json('wallet swap-coldkey execute --wallet owner --wait')
    expect(told).toMatchObject({ coldkey: OWNER, new_coldkey: FRESH })
    expect(await freeOf(OWNER)).toBe(0n)
    expect(await freeOf(FRESH)).toBe(before - BigInt(told.fee_rao as string))
    expect(await world.json('wallet swap-coldkey check owner')).toMatchObject([{ state: 'none' }])
  })

  test('can be withdrawn some time later', async () => {
    await world.json('wallet swap-coldkey announce successor --wallet miner')
    await world.json('wallet swap-coldkey clear --wallet miner --wait')
    expect(await world.json('wallet swap-coldkey check miner')).toMatchObject([{ state: 'none' }])
    expect((await world.run('wallet transfer val 1 --wallet miner')).code).toBe(0)
  })

  test('that is disputed is frozen for good', async () => {
    await world.json(
      'wallet swap-coldkey announce successor2 --wallet other'.replace('successor2', addressOf('//thief')),
    )
    const line = 'wallet swap-coldkey dispute --wallet other'
    const declined = await world.run(line, { terminal: TERMINAL, answers: ['yes'] })
    expect(declined.code).toBe(3)
    expect(declined.stderr).toContain('You cannot take it back')
    expect((await world.run(line, { terminal: TERMINAL, answers: ['freeze'] })).code).toBe(0)
    expect(await world.json('wallet swap-coldkey status other')).toMatchObject([{ state: 'disputed' }])
    await world.advance(DELAY)
    for (const step of ['execute', 'clear', 'dispute', `announce ${addressOf('//x')}`]) {
      const told = await world.refused(`wallet swap-coldkey ${step} --wallet other --yes`)
      expect(told.chain_error).toBe('SubtensorModule.ColdkeySwapDisputed')
    }
  })
})

describe('a hotkey', () => {
  const [OLD, NEW] = [addressOf('//Charlie//hot'), addressOf('//Charlie//new')]

  test('is replaced everywhere, with its neuron, by one whose key need not be here', async () => {
    const line = `wallet swap-hotkey ${NEW} --all-netuids --wallet miner`
    const planned = await world.dryRun(line)
    expect(planned.warnings).toContainEqual(expect.stringContaining(`The key of ${NEW} is not in your wallets`))
    expect(planned.signs).toMatchObject({ call: 'SubtensorModule.swap_hotkey', arguments: { netuid: null } })
    expect(await world.json(line)).toMatchObject({ hotkey: OLD, new_hotkey: NEW, netuid: null, cost_rao: '100000000' })
    const neurons = await world.json<{ hotkey: string }[]>('subnets metagraph 1')
    expect(neurons.map(({ hotkey }) => hotkey)).toContain(NEW)
    expect(neurons.map(({ hotkey }) => hotkey)).not.toContain(OLD)
  })

  test('is not replaced on one subnet again so soon', async () => {
    const told = await world.refused(`wallet swap-hotkey ${OLD} --hotkey ${NEW} --netuid 1 --wallet miner`)
    expect(told.chain_error).toBe('SubtensorModule.HotKeySetTxRateLimitExceeded')
  })

  test('is not replaced by itself, by a stranger’s, for somebody else, or nowhere', async () => {
    const same = await world.refused(`wallet swap-hotkey ${NEW} --hotkey ${NEW} --all-netuids --wallet miner`)
    expect(same.chain_error).toBe('SubtensorModule.NewHotKeyIsSameWithOld')
    const unknown = await world.refused(
      `wallet swap-hotkey ${NEW} --hotkey ${addressOf('//x')} --netuid 1 --wallet miner`,
    )
    expect(unknown.why).toContainEqual(expect.stringContaining('does not know it'))
    const foreign = await world.refused(`wallet swap-hotkey val/default --hotkey ${NEW} --netuid 1 --wallet val`)
    expect(foreign.why).toContainEqual(expect.stringContaining(MINER))
    expect((await world.refused(`wallet swap-hotkey ${NEW} --wallet miner`)).code).toBe('usage')
  })

  test('can leave its stake behind', async () => {
    await world.json('subnets register 1 --wallet val')
    const line = `wallet swap-hotkey ${addressOf('//Dave//other')} --all-netuids --wallet val --keep-stake`
    const planned = await world.dryRun(line)
    expect(planned.signs).toMatchObject({ call: 'SubtensorModule.swap_hotkey_v2', arguments: { keep_stake: true } })
  })
})
