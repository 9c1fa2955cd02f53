import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mergeNeeds } from '../../../src/client/metadata/needs.ts'
import type { Plain } from '../../../src/client/plain.ts'
import { getUid, UIDS } from '../../../src/client/reads/hotkeys.ts'
import { getListings, LISTINGS } from '../../../src/client/reads/listings.ts'
import { getMetagraph, METAGRAPH } from '../../../src/client/reads/metagraph.ts'
import { getBlocks, getPriceHistory, sampleBlocks } from '../../../src/client/reads/price-history.ts'
import { getPruningRules, inOrderOfPruning, nextPruned, PRUNING } from '../../../src/client/reads/pruning.ts'
import {
  CREATION,
  getCreation,
  getHotkey,
  getRegistration,
  getStart,
  KEYS,
  REGISTRATION,
  STARTS,
} from '../../../src/client/reads/registrations.ts'
import { build } from '../../../src/client/transactions/build.ts'
import { asRoot, call, callNeeds } from '../../../src/client/transactions/call.ts'
import { preview } from '../../../src/client/transactions/outcome.ts'
import { toHex } from '../../../src/primitives/bytes.ts'
import { addressOf, openSandbox, type Sandbox } from '../../support/sandbox.ts'

const OWNER = '//Bob'
const HOTKEY = addressOf('//Bob//hot')

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox()
})
afterAll(() => sandbox.close())

const register = (netuid: number, hotkey: string, by = OWNER) =>
  sandbox.send(by, call('SubtensorModule.burned_register', { netuid, hotkey }))

describe('a subnet', () => {
  test('costs what is foretold, and twice as much afterwards', async () => {
    const client = await sandbox.chain.with(CREATION)
    const before = await getCreation(client)
    expect(before).toMatchObject({ lastBlock: 0, subnets: 1, rateLimit: 0 })
    const { block, events } = await sandbox.send(OWNER, call('SubtensorModule.register_network', { hotkey: HOTKEY }))
    const paid = events.find(({ name }) => name === 'Balances.Transfer')?.data as { amount: bigint }
    expect(paid.amount).toBe(before.cost)
    expect(await getCreation(client)).toMatchObject({
      cost: 2n * before.cost,
      lastCost: before.cost,
      lastBlock: block.number,
      subnets: 2,
    })
  })

  test('can be started when it is foretold', async () => {
    await sandbox.send('//Alice', asRoot(call('AdminUtils.sudo_set_start_call_delay', { delay: 20 })))
    const client = await sandbox.chain.with(STARTS)
    const start = await getStart(client, 2)
    expect(start).toMatchObject({ owner: addressOf(OWNER), startedAt: undefined, delay: 20 })
    const { number } = await sandbox.chain.head()
    await sandbox.advance(start.possibleAt - number - 2)
    const begin = () => sandbox.send(OWNER, call('SubtensorModule.start_call', { netuid: 2 }))
    await expect(begin()).rejects.toMatchObject({
      data: { chain_error: 'SubtensorModule.NeedWaitingMoreBlocksToStarCall' },
    })
    const { block } = await begin()
    expect(block.number).toBe(start.possibleAt)
    expect((await getStart(client, 2)).startedAt).toBe(block.number + 1)
    await expect(getStart(client, 9)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is listed with what it got and when its epoch comes', async () => {
    await sandbox.advance(40)
    const client = await sandbox.chain.with(LISTINGS)
    const at = await client.at()
    const listings = await getListings(at)
    expect(listings.map(({ netuid }) => netuid)).toEqual([0, 1, 2])
    const [root, first, second] = listings
    expect(root).toMatchObject({ nextEpoch: undefined, isRegistrationOpen: false, emissionShare: 0n })
    expect(first).toMatchObject({ startedAt: undefined, isTraded: false, taoEmission: 0n })
    // It alone emits, so the whole reward is its own.
    expect(second).toMatchObject({
      isTraded: true,
      neurons: 1,
      emissionShare: 1_000_000_000n,
      taoEmission: 1_000_000_000n,
    })
    expect(second!.nextEpoch).toBe(second!.schedule.last + 360)
  })
})

describe('a neuron', () => {
  test('costs the price, which decays and rises', async () => {
    const client = await sandbox.chain.with(mergeNeeds(REGISTRATION, KEYS, UIDS))
    const before = await getRegistration(client, 2)
    expect(before).toMatchObject({ isOpen: true, neurons: 1, maxNeurons: 256 })
    const { events } = await register(2, addressOf('//Bob//1'))
    const transfer = events.find(({ name }) => name === 'Balances.Transfer')
    const paid = (transfer!.data as { amount: bigint }).amount
    expect(paid).toBeLessThan(before.burn)
    expect(paid).toBeGreaterThan((before.burn * 99n) / 100n)
    const after = await getRegistration(client, 2)
    expect(after.burn).toBe((paid * 126n) / 100n)
    expect(await getUid(client, 2, addressOf('//Bob//1'))).toBe(1)
    expect(await getHotkey(client, 2, 1)).toBe(addressOf('//Bob//1'))
    expect(await getHotkey(client, 2, 7)).toBeUndefined()
    await expect(getRegistration(client, 9)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('takes the place of the one that is foretold', async () => {
    const root = (name: string, args: Record<string, unknown>) =>
      sandbox.send('//Alice', asRoot(call(`AdminUtils.${name}`, { netuid: 2, ...args })))
    for (const n of [2, 3, 4, 5]) await register(2, addressOf(`//Bob//${n}`), n % 2 === 0 ? OWNER : '//Charlie')
    await root('sudo_set_min_allowed_uids', { min_allowed_uids: 1 })
    await root('sudo_set_max_allowed_uids', { max_allowed_uids: 6 })
    for (const [period, minimum, ownerUids] of [
      [5000, 10, 1],
      [1, 0, 2],
      [1, 3, 1],
      [4, 1, 3],
    ] as const) {
      await root('sudo_set_immunity_period', { immunity_period: period })
      await root('sudo_set_min_non_immune_uids', { min: minimum })
      await root('sudo_set_owner_immune_neuron_limit', { immune_neurons: ownerUids })
      expect([period, minimum, ownerUids, await tried()]).toEqual([period, minimum, ownerUids, await foretold()])
    }
  })

  async function foretold(): Promise<Plain> {
    const client = await sandbox.chain.with(mergeNeeds(METAGRAPH, PRUNING))
    const at = await client.at()
    const [metagraph, rules] = await Promise.all([getMetagraph(at, 2), getPruningRules(at, 2)])
    const ordered = inOrderOfPruning(metagraph, rules, at.block.number + 1)
    expect(ordered).toHaveLength(6)
    const next = nextPruned(metagraph, rules, at.block.number + 1)
    expect(next).toEqual(ordered[0])
    expect(nextPruned({ ...metagraph, maxUids: 7 }, rules, at.block.number + 1)).toBeUndefined()
    return next?.uid
  }

  async function tried(): Promise<Plain> {
    const order = call('SubtensorModule.burned_register', { netuid: 2, hotkey: addressOf('//Bob//new') })
    const client = await sandbox.chain.with(callNeeds(order))
    const outcome = await preview(client, toHex(build(client, order)), addressOf(OWNER))
    expect(outcome?.refusal).toBeUndefined()
    const registered = outcome?.events.find(({ name }) => name === 'SubtensorModule.NeuronRegistered')
    return (registered!.data as readonly Plain[])[1]
  }
})

describe('a price', () => {
  test('has a history as far as states go', async () => {
    const { number } = await sandbox.chain.head()
    const blocks = await getBlocks(sandbox.chain, [0, number - 1, number, number + 5])
    expect(blocks.map(block => block.number)).toEqual([0, number - 1, number])
    const history = await getPriceHistory(sandbox.chain, 2, blocks)
    const client = await sandbox.chain.with({ apis: ['SwapRuntimeApi.current_alpha_price'] })
    expect(history.at(-1)).toEqual({ block: number, price: await client.ask('SwapRuntimeApi.current_alpha_price', 2) })
    const gone = [{ number: 1, hash: `0x${'00'.repeat(32)}` as const }]
    expect(await getPriceHistory(sandbox.chain, 2, gone)).toEqual([])
  })

  test('is looked up evenly', () => {
    expect(sampleBlocks(0, 10, 60)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(sampleBlocks(100, 200, 5)).toEqual([100, 125, 150, 175, 200])
    expect(sampleBlocks(7, 7, 5)).toEqual([7])
  })
})
