import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mergeNeeds } from '../../../src/client/metadata/needs.ts'
import {
  freeAt,
  getCommits,
  getSealedCommits,
  getValidator,
  getWeightRow,
  getWeightRows,
  getWeightRules,
  mechanismIndex,
  TIMELOCKED,
  WEIGHT_ROWS,
  WEIGHT_RULES,
} from '../../../src/client/reads/weights.ts'
import { asRoot, call } from '../../../src/client/transactions/call.ts'
import { commitmentHash } from '../../../src/client/weights/commitment.ts'
import { revealWindow, windowOfNewCommit } from '../../../src/client/weights/windows.ts'
import { addressOf, openSandbox, type Sandbox } from '../../support/sandbox.ts'

const HOT = '//Bob//hot'
const NETUID = 2
const NEEDS = mergeNeeds(WEIGHT_RULES, WEIGHT_ROWS, TIMELOCKED)

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox()
  await sandbox.send('//Bob', call('SubtensorModule.register_network', { hotkey: addressOf(HOT) }))
  await sandbox.send(
    '//Charlie',
    call('SubtensorModule.burned_register', { netuid: NETUID, hotkey: addressOf('//Charlie//hot') }),
  )
  await root('sudo_set_weights_set_rate_limit', { weights_set_rate_limit: 3 })
})
afterAll(() => sandbox.close())

const root = (name: string, args: Record<string, unknown>) =>
  sandbox.send('//Alice', asRoot(call(`AdminUtils.${name}`, { netuid: NETUID, ...args })))

async function standing(hotkey = addressOf(HOT), mechanism = 0) {
  const client = await sandbox.chain.with(NEEDS)
  const at = await client.at()
  const rules = await getWeightRules(at, NETUID, mechanism)
  return { at, rules, head: at.block.number, validator: await getValidator(at, rules, hotkey) }
}

test('the rules of a subnet, and where its neurons stand', async () => {
  const { rules, validator, at } = await standing()
  expect(rules).toMatchObject({
    commitReveal: true,
    revealPeriod: 1,
    neurons: 2,
    minWeights: 1,
    rateLimit: 3,
    commitVersion: 4,
  })
  // The owner needs no permit.
  expect(validator).toMatchObject({ uid: 0, hasPermit: true, isOwner: true, stake: undefined })
  expect(await getValidator(at, rules, addressOf('//Charlie//hot'))).toMatchObject({ uid: 1, hasPermit: false })
  expect(await getValidator(at, rules, addressOf('//Dave'))).toBeUndefined()
  await expect(getWeightRules(at, 9, 0)).rejects.toMatchObject({ code: 'not_found' })
  expect(mechanismIndex(NETUID, 1)).toBe(4098)
})

test('the stake that a threshold asks for', async () => {
  await sandbox.send('//Alice', asRoot(call('AdminUtils.sudo_set_stake_threshold', { min_stake: 1000n })))
  const { validator, rules } = await standing(addressOf('//Charlie//hot'))
  expect([validator!.stake, rules.stakeThreshold]).toEqual([0n, 1000n])
  await sandbox.send('//Alice', asRoot(call('AdminUtils.sudo_set_stake_threshold', { min_stake: 0n })))
})

describe('weights that are set', () => {
  const set = (uids: number[], weights: number[]) =>
    sandbox.send(HOT, call('SubtensorModule.set_weights', { netuid: NETUID, dests: uids, weights, version_key: 0n }))

  test('are taken from the block on that is foretold', async () => {
    await root('sudo_set_commit_reveal_weights_enabled', { enabled: false })
    const { block } = await set([1, 0], [65535, 7])
    const { rules, validator, at } = await standing()
    expect(freeAt(rules, validator!)).toBe(block.number + 3)
    await sandbox.advance(1)
    await expect(set([0], [1])).rejects.toMatchObject({ code: 'chain_refused' })
    // Whether the pool refused it or a block.
    await sandbox.advance(block.number + 2 - (await sandbox.chain.head()).number)
    expect((await set([0], [1])).block.number).toBe(block.number + 3)
    expect(await getWeightRow(at, NETUID, 0, 0)).toEqual({
      uid: 0,
      weights: [
        [1, 65535],
        [0, 7],
      ],
    })
    const client = await sandbox.chain.with(NEEDS)
    expect(await getWeightRows(client, NETUID, 0)).toEqual([{ uid: 0, weights: [[0, 65535]] }])
    await root('sudo_set_commit_reveal_weights_enabled', { enabled: true })
  })
})

describe.each([1, 2])('weights that are committed, with a reveal period of %i', period => {
  const promised = { uids: [1], values: [65535], salt: [1, 2, 3], versionKey: 0n }
  const hash = commitmentHash(addressOf(HOT), NETUID, promised)
  const reveal = () =>
    sandbox.send(
      HOT,
      call('SubtensorModule.reveal_weights', {
        netuid: NETUID,
        uids: [1],
        values: [65535],
        salt: [1, 2, 3],
        version_key: 0n,
      }),
    )

  test('can be revealed in the blocks that are foretold, and in no other', async () => {
    await root('sudo_set_commit_reveal_weights_interval', { interval: period })
    await root('sudo_set_tempo', { tempo: 6 })
    await sandbox.advance(3)
    const before = await standing()
    const foretold = windowOfNewCommit(before.rules.schedule, before.head, period)
    const { block } = await sandbox.send(
      HOT,
      call('SubtensorModule.commit_weights', { netuid: NETUID, commit_hash: hash }),
    )
    const after = await standing()
    const [commit] = await getCommits(after.at, NETUID, 0, addressOf(HOT))
    expect(commit).toMatchObject({ hash, block: block.number })
    const window = revealWindow(after.rules.schedule, after.head, commit!.epoch, period)
    expect(window).toEqual(foretold)
    await sandbox.advance(window.opens! - 2 - after.head)
    await expect(reveal()).rejects.toMatchObject({ code: 'chain_refused' })
    const { head, rules } = await standing()
    expect(revealWindow(rules.schedule, head, commit!.epoch, period).state).toBe(
      head + 1 < window.opens! ? 'early' : 'open',
    )
    await sandbox.advance(window.closes! - 1 - head)
    expect((await reveal()).block.number).toBe(window.closes)
    expect(await getCommits((await standing()).at, NETUID, 0, addressOf(HOT))).toEqual([])
  })
})

test('sealed commits, with the round that opens them', async () => {
  await sandbox.advance(5)
  const commit = { netuid: NETUID, commit: '0x010203', reveal_round: 77n, commit_reveal_version: 4 }
  const { block } = await sandbox.send(HOT, call('SubtensorModule.commit_timelocked_weights', commit))
  const { at, rules } = await standing()
  expect(await getSealedCommits(at, NETUID, 0)).toEqual([
    { hotkey: addressOf(HOT), epoch: rules.schedule.index, block: block.number, round: 77n, bytes: 3 },
  ])
})
