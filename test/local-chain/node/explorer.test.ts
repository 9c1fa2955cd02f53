/** What the node tells the explorer: decoded, exact, bounded, and open to clients without power over the chain. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type {
  AccountHistory,
  AccountPage,
  BlockLine,
  BlockPage,
  Found,
  Overview,
  Shown,
  ShownCall,
  SubnetHistory,
  SubnetList,
  SubnetPage,
} from '../../../src/local-chain/node/rpc/explorer/answers.ts'
import { explorerBlock } from '../../../src/local-chain/node/rpc/explorer/block.ts'
import { explorerHistory, heights } from '../../../src/local-chain/node/rpc/explorer/history.ts'
import { showCall } from '../../../src/local-chain/node/rpc/explorer/shown.ts'
import { SubnetExcessTao, SubnetTaoInEmission } from '../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import { currentAlphaPrice } from '../../../src/local-chain/pallets/swap/impls.ts'
import { SystemAccount } from '../../../src/local-chain/pallets/system/storage.ts'
import { chainSpec } from '../../../src/local-chain/profiles/specs.ts'
import { Reader } from '../../../src/local-chain/scale/buffer.ts'
import { encode } from '../../../src/local-chain/scale/codec.ts'
import { toHex } from '../../../src/primitives/bytes.ts'
import { addressOf, callOf, HOSTILE, type Story, sender, tell } from '../../explorer/support/node.ts'
import { zeroCall } from '../support/sample.ts'
import { errorOf, resultOf, startNode, type TestNode } from '../support-node/doors.ts'
import { accountOf, sign } from '../support-node/signing.ts'

let node: TestNode
let story: Story

beforeAll(async () => {
  // As at an address that other machines reach.
  node = await startNode({ spec: chainSpec('sandbox'), server: { unsafe: false } })
  story = await tell(node.chain)
})
afterAll(async () => {
  await node.close()
  expect(node.faults).toEqual([])
})

const ask = async <T>(method: string, ...params: unknown[]): Promise<T> =>
  resultOf(await node.clients.websocket.ask(method, params)) as T
const field = ({ fields }: ShownCall, name: string): Shown => fields.find(([key]) => key === name)![1]

describe('a block', () => {
  test('shows calls within calls, with accounts and amounts by their kind', async () => {
    const page = await ask<BlockPage>('tao_explorerBlock', story.nested.block)
    const { call, signer, success, fee, events } = page.extrinsics[story.nested.index]!
    expect([signer, success, fee]).toEqual([addressOf('//Alice'), true, '0'])
    const batch = field(call!, 'call') as ShownCall
    expect([batch.pallet, batch.name]).toEqual(['Utility', 'batch'])
    const calls = field(batch, 'calls') as Extract<Shown, { kind: 'list' }>
    expect(calls.items).toEqual([
      {
        kind: 'call',
        pallet: 'Balances',
        name: 'transfer_keep_alive',
        fields: [
          ['dest', { kind: 'account', value: addressOf('//Ferdie') }],
          ['value', { kind: 'tao', value: '1500000000' }],
        ],
      },
      {
        kind: 'call',
        pallet: 'System',
        name: 'remark',
        fields: [['remark', { kind: 'bytes', hex: '0x000102ff', length: 4 }]],
      },
    ])
    // A batch that was interrupted is a success with a refusal in it.
    const interrupted = events.find(({ name }) => name === 'BatchInterrupted')!
    expect(field(interrupted, 'error')).toEqual({ kind: 'error', value: 'BadOrigin' })
  })

  test('names what a transaction was refused with, and what it paid', async () => {
    const { extrinsics, failed, events, time } = await ask<BlockPage>('tao_explorerBlock', story.refused.block)
    const { success, error, fee, paysFee, weight, nonce, era } = extrinsics[story.refused.index]!
    expect({ success, error, paysFee, nonce, era, failed, events }).toEqual({
      ...{ success: false, error: 'Arithmetic.Underflow', paysFee: true, nonce: 0, era: null },
      ...{ failed: 1, events: 8 },
    })
    expect(BigInt(fee!)).toBeGreaterThan(0n)
    expect(BigInt(weight!.refTime)).toBeGreaterThan(0n)
    expect(field(extrinsics[0]!.call!, 'now')).toEqual({ kind: 'time', value: String(time) })
  })

  test('is the same by its hash, and tells of the stake in alpha and TAO', async () => {
    const { number } = node.chain.head
    const byNumber = await ask<BlockPage>('tao_explorerBlock', 5)
    expect(await ask('tao_explorerBlock', byNumber.hash)).toEqual(byNumber)
    expect(byNumber.head).toBe(number)
    const staked = byNumber.extrinsics[1]!.events.find(({ name }) => name === 'StakeAdded')!
    expect(staked.fields.map(([name, { kind }]) => [name, kind])).toEqual([
      ['AccountId', 'account'],
      ['AccountId', 'account'],
      ['TaoBalance', 'tao'],
      ['AlphaBalance', 'alpha'],
      ['NetUid', 'netuid'],
      ['u64', 'number'],
    ])
  })

  test('0 has neither time nor extrinsics, and one that is not there is refused', async () => {
    const genesis = await ask<BlockPage>('tao_explorerBlock', 0)
    expect(genesis).toMatchObject({ number: 0, time: null, slot: null, extrinsics: [], transactions: 0, failed: 0 })
    const refusal = errorOf(await node.clients.websocket.ask('tao_explorerBlock', [1_000_000]))
    expect(refusal.message).toBe('There is no block 1000000')
  })

  test('is told in parts where it is long', async () => {
    const { chain } = node
    const remark = callOf(chain, 'System.remark', { remark: new Uint8Array(3000) })
    for (let nonce = 0; nonce < 60; nonce++) await chain.submit(sign(chain, '//One', remark, { nonce }))
    const { number } = chain.produceBlock()
    const pages = [0, 25, 50].map(first => ask<BlockPage>('tao_explorerBlock', number, first))
    const told = (await Promise.all(pages)).flatMap(({ extrinsics }) => extrinsics)
    expect(told.map(({ index }) => index)).toEqual(Array.from({ length: 61 }, (_, i) => i))
    const shown = field(told[1]!.call!, 'remark') as Extract<Shown, { kind: 'bytes' }>
    expect([shown.length, shown.hex.length]).toEqual([3000, 2 + 2 * 1024])
    expect((await ask<BlockPage>('tao_explorerBlock', number, 1000)).extrinsics).toEqual([])
  })

  test('whose state is no longer kept shows its calls, and that the rest is not known', async () => {
    const small = await startNode({ spec: chainSpec('sandbox'), chain: { history: 5 } })
    await sender(small.chain)('//Bob', 'System.remark', { remark: new Uint8Array(1) })
    small.chain.produceBlock()
    await small.chain.advance(20)
    const old = resultOf(await small.clients.http.ask('tao_explorerBlock', [1])) as BlockPage
    expect(old).toMatchObject({ transactions: 1, failed: null, events: null, weight: null })
    expect(old.extrinsics[1]).toMatchObject({ signer: addressOf('//Bob'), success: null, fee: null, events: [] })
    const kept = resultOf(await small.clients.http.ask('tao_explorerBlock', [small.chain.oldestState])) as BlockPage
    expect(kept.events).toBeGreaterThan(0)
    await small.close()
  })
})

test('every call of the runtime can be shown, to its last byte', () => {
  const { runtime } = node.chain
  const shown: string[] = []
  for (const { pallet } of runtime.pallets) {
    for (const call of pallet.calls ?? []) {
      for (const elements of [0, 1]) {
        let bytes: Uint8Array
        try {
          bytes = encode(runtime.outer.RuntimeCall, zeroCall(runtime, call, elements), runtime.outer)
        } catch {
          // There is no such value of its arguments.
          continue
        }
        const reader = new Reader(bytes, runtime.outer)
        const { pallet: of, name, fields } = showCall(runtime, 'RuntimeCall', reader)
        expect([of, name, fields.length, reader.remaining]).toEqual([
          pallet.name,
          call.name,
          Object.keys(call.args).length,
          0,
        ])
        shown.push(name)
      }
    }
  }
  expect(shown.length).toBeGreaterThan(400)
})

test('a value that is far too large is cut short, and read to its end', () => {
  const { runtime } = node.chain
  const remark = callOf(node.chain, 'System.remark', { remark: new Uint8Array(0) })
  let call = callOf(node.chain, 'Utility.batch', { calls: Array.from({ length: 3000 }, () => remark) })
  for (let depth = 0; depth < 100; depth++) call = callOf(node.chain, 'Utility.batch', { calls: [call] })
  const reader = new Reader(encode(runtime.outer.RuntimeCall, call, runtime.outer), runtime.outer)
  const text = JSON.stringify(showCall(runtime, 'RuntimeCall', reader))
  expect([reader.remaining, text.length < 100_000]).toEqual([0, true])
})

test('the overview is that of the chain', async () => {
  const overview = await ask<Overview>('tao_explorerOverview')
  const { chain } = node
  expect(overview).toMatchObject({
    chain: chain.spec.chainName,
    head: chain.head,
    finalised: chain.head,
    genesisHash: chain.genesisHash,
    sealing: 'manual',
    subnets: 3,
    slotMilliseconds: 12_000,
  })
  const free = chain.look(ctx => SystemAccount.get(ctx, accountOf('//Bob')).data.free)
  expect(overview.accounts.find(({ name }) => name === 'Bob')).toMatchObject({
    address: addressOf('//Bob'),
    free: `${free}`,
  })
  const blocks = await ask<BlockLine[]>('tao_explorerBlocks', chain.head.number, 3)
  expect(overview.blocks.slice(0, 3)).toEqual(blocks)
  expect(await ask<BlockLine[]>('tao_explorerBlocks', 1, 500)).toHaveLength(2)
  expect(await ask<BlockLine[]>('tao_explorerBlocks', 0xffff_ffff, 500)).toHaveLength(
    Math.min(50, chain.head.number + 1),
  )
})

describe('subnets', () => {
  test('are told with the names that they were given, as they are', async () => {
    const { subnets } = await ask<SubnetList>('tao_explorerSubnets')
    expect(subnets.map(({ netuid }) => netuid)).toEqual([0, 1, 2])
    expect(subnets[2]).toMatchObject({
      name: HOSTILE,
      owner: addressOf('//Alice'),
      emissionShare: '1000000000',
      neurons: 4,
    })
    const page = await ask<SubnetPage>('tao_explorerSubnet', 2)
    expect(page.subnet).toEqual(subnets[2])
    expect(page.neurons.map(({ uid, axon }) => [uid, axon])).toEqual([
      [0, null],
      [1, '203.0.113.7:8091'],
      [2, null],
      [3, null],
    ])
    expect(BigInt(page.neurons[0]!.stake)).toBeGreaterThan(BigInt(page.neurons[1]!.stake))
    const parameters = new Map(page.hyperparameters)
    expect(parameters.get('tempo')).toEqual({ kind: 'number', value: '360' })
    expect(parameters.get('min_burn')).toEqual({ kind: 'tao', value: '500000' })
    expect(parameters.get('yuma_version')).toEqual({ kind: 'number', value: '3' })
    expect(errorOf(await node.clients.websocket.ask('tao_explorerSubnet', [77])).message).toBe('There is no subnet 77')
  })

  test('have a history that is that of the states', async () => {
    const { blocks, subnets } = await ask<SubnetHistory>('tao_explorerHistory', null, 120)
    const { chain } = node
    expect(blocks).toEqual(Array.from({ length: chain.head.number }, (_, i) => i + 1))
    const direct = blocks.map(number =>
      chain.look(
        ctx => [
          `${((currentAlphaPrice(ctx, 2) as bigint) * 1_000_000_000n) >> 64n}`,
          `${SubnetTaoInEmission.get(ctx, 2) + SubnetExcessTao.get(ctx, 2)}`,
        ],
        chain.hashAt(number),
      ),
    )
    const { price, taoEmission } = subnets.find(({ netuid }) => netuid === 2)!
    expect(price).toEqual(direct.map(([each]) => each))
    expect(taoEmission).toEqual(direct.map(([, each]) => each))
    // The root network and the first subnet came with the chain, at one TAO for an alpha.
    expect(new Set(subnets[0]!.price)).toEqual(new Set(['1000000000']))
    expect(await ask<SubnetHistory>('tao_explorerHistory', 77)).toMatchObject({ subnets: [] })
  })

  test('have a history that follows new blocks, and one that is taken back', async () => {
    const { chain } = node
    const last = async (): Promise<string> =>
      (await ask<SubnetHistory>('tao_explorerHistory', 2, 120)).subnets[0]!.price.at(-1)!
    const before = await last()
    const amount = { hotkey: accountOf('//Bob//hot'), netuid: 2, amount_staked: 900_000_000_000n }
    const { number } = chain.head
    await sender(chain)('//Bob', 'SubtensorModule.add_stake', amount)
    chain.produceBlock()
    const after = await last()
    expect(BigInt(after)).toBeGreaterThan((BigInt(before) * 3n) / 2n)
    chain.revert(number)
    chain.produceBlock()
    expect(BigInt(await last())).toBeLessThan((BigInt(after) * 9n) / 10n)
  })

  test('have a history that costs no more the longer it is watched', async () => {
    const watched = await startNode({ spec: chainSpec('sandbox'), chain: { history: 150 } })
    const { chain } = watched
    const { run } = explorerHistory as unknown as { run: (host: unknown) => Promise<SubnetHistory> }
    let looks = 0
    const counting = new Proxy(chain, {
      get: (target, key) => {
        if (key === 'replacedBy') looks++
        const value = Reflect.get(target, key, target)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    for (let i = 0; i < 1050; i++) {
      chain.produceBlock()
      if (i % 2 === 0) await run({ chain: counting })
    }
    // The first walk, and a step or two back where a point of the grid was passed over.
    expect(looks).toBeGreaterThan(0)
    expect(looks).toBeLessThan(1050)
    await watched.close()
  })

  test.each([
    [1, 10, 120, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    [1, 100, 5, [32, 64, 96, 100]],
    [5, 4, 10, []],
    [3, 3, 10, [3]],
  ])('blocks %i to %i are sampled in %i points at most', (oldest, newest, points, expected) => {
    expect(heights(oldest, newest, points)).toEqual(expected)
  })

  test('samples lie on the same grid when blocks are added', () => {
    for (let newest = 100; newest < 5000; newest += 37) {
      const found = heights(Math.max(1, newest - 2400), newest, 120)
      expect(found.length).toBeLessThanOrEqual(120)
      expect(found.length).toBeGreaterThan(50)
      const next = new Set(heights(Math.max(1, newest - 2399), newest + 1, 120))
      expect(found.slice(1, -1).filter(block => !next.has(block)).length).toBeLessThan(found.length / 2 + 1)
    }
  })
})

describe('an account', () => {
  test('is told with what it holds, has staked and owns', async () => {
    const page = await ask<AccountPage>('tao_explorerAccount', addressOf('//Alice'))
    const { netuid, hotkey, alpha, value } = page.stakes[0]!
    expect([page.stakes.length, netuid, hotkey]).toEqual([1, 2, addressOf('//Alice//hot')])
    const price = BigInt((await ask<SubnetList>('tao_explorerSubnets')).subnets[2]!.price)
    expect(BigInt(value)).toBe((BigInt(alpha) * price) / 1_000_000_000n)
    expect(page.stakesValue).toBe(value)
    expect(page.hotkeys).toEqual([{ hotkey, take: 11_796, netuids: [2] }])
    const hot = await ask<AccountPage>('tao_explorerAccount', hotkey)
    expect(hot).toMatchObject({ owner: addressOf('//Alice'), places: [{ netuid: 2, uid: 0 }] })
    const nobody = await ask<AccountPage>('tao_explorerAccount', addressOf('//Nobody'))
    expect(nobody).toMatchObject({ free: '0', exists: false, stakes: [], hotkeys: [], owner: null })
  })

  test('is found in what it signed, and in what names it', async () => {
    const signed = await ask<AccountHistory>('tao_explorerAccountHistory', addressOf('//Eve'))
    expect(signed.transactions).toMatchObject([
      { ...story.refused, call: 'Balances.transfer_keep_alive', error: 'Arithmetic.Underflow', success: false },
    ])
    expect(signed.searchedTo).toBeNull()
    const named = await ask<AccountHistory>('tao_explorerAccountHistory', addressOf('//Ferdie'))
    expect(named.transactions.map(({ block, index }) => ({ block, index }))).toEqual([story.refused, story.nested])
  })

  test('has its transactions told in parts', async () => {
    const one = addressOf('//One')
    const first = await ask<AccountHistory>('tao_explorerAccountHistory', one)
    expect(first.transactions.length).toBeGreaterThan(25)
    const rest = await ask<AccountHistory>('tao_explorerAccountHistory', one, first.searchedTo)
    expect(rest).toEqual({ transactions: [], searchedTo: null })
    expect(await ask('tao_explorerAccountHistory', one, 0)).toEqual({ transactions: [], searchedTo: null })
  })
})

describe('the search', () => {
  const find = (text: string): Promise<Found> => ask<Found>('tao_explorerFind', text)

  test('finds blocks, extrinsics, accounts and subnets by what people call them', async () => {
    const { chain } = node
    const alice = { kind: 'account', address: addressOf('//Alice') }
    const { block, index } = story.refused
    const page = await ask<BlockPage>('tao_explorerBlock', block)
    expect(
      await Promise.all(['7', ' #7 ', chain.hashAt(7)!, chain.hashAt(7)!.toUpperCase().replace('0X', '0x')].map(find)),
    ).toEqual(Array.from({ length: 4 }, () => ({ kind: 'block', number: 7 })))
    expect(await find(page.extrinsics[index]!.hash)).toEqual({ kind: 'extrinsic', block, index })
    expect(await find(`${block}-${index}`)).toEqual({ kind: 'extrinsic', block, index })
    expect(await Promise.all(['Alice', '//alice', alice.address, accountOf('//Alice')].map(find))).toEqual(
      Array.from({ length: 4 }, () => alice),
    )
    expect(await Promise.all(['sn2', 'Subnet 2', 'netuid2'].map(find))).toEqual(
      Array.from({ length: 3 }, () => ({ kind: 'subnet', netuid: 2 })),
    )
  })

  test('says so where there is nothing', async () => {
    const { chain } = node
    const texts = [
      '',
      'nobody',
      '99999999',
      `${story.refused.block}-99`,
      'sn77',
      'sn99999',
      '0x12',
      '<b>',
      'x'.repeat(10_000),
    ]
    expect(new Set((await Promise.all(texts.map(find))).map(({ kind }) => kind))).toEqual(new Set(['nothing']))
    expect(await find(`0x${'12'.repeat(32)}`)).toEqual({ kind: 'nothing', searchedBack: chain.head.number })
  })
})

test('an extrinsic that is not of this runtime is told as bytes', async () => {
  const { chain } = node
  const good = sign(chain, '//Bob', callOf(chain, 'System.remark', { remark: new Uint8Array(0) }))
  const { run } = explorerBlock as unknown as { run: (host: unknown, id: number, first: number) => BlockPage }
  const block = chain.block(chain.hashAt(5)!)!
  const broken = good.slice()
  broken[broken.length - 2] = 0xee
  const changed = Object.assign(Object.create(chain), { block: () => ({ ...block, extrinsics: [broken] }) })
  const { extrinsics } = run({ chain: changed }, 5, 0)
  expect(extrinsics[0]).toMatchObject({ call: null, signer: null, size: broken.length })
  expect(toHex(broken).length).toBe(2 + 2 * broken.length)
})
