/** JSON-RPC: the same answers through every door. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { encode } from '../../../src/local-chain/scale/codec.ts'
import { rawPrefix } from '../../../src/local-chain/state/cells.ts'
import { toHex } from '../../../src/primitives/bytes.ts'
import { blake2_256 } from '../../../src/primitives/crypto/blake2.ts'
import { encodeAddress } from '../../../src/primitives/ss58.ts'
import { Blocks, Counts, counterCalls, Total } from '../support-node/counter.ts'
import { errorOf, resultOf, startNode, type TestNode } from '../support-node/doors.ts'
import { sign } from '../support-node/signing.ts'
import { account } from '../support-node/spec.ts'

const BLOCKS_KEY = toHex(Blocks.prefix())
const TOTAL_KEY = toHex(Total.prefix())
const add = (amount: bigint) => counterCalls.add.make({ amount })
const u32Hex = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return toHex(bytes)
}

let node: TestNode

beforeAll(async () => {
  node = await startNode({ chain: { history: 10 } })
  await node.chain.submit(sign(node.chain, '//Alice', add(5n)))
  await node.chain.advance(15)
})
afterAll(async () => {
  await node.close()
  expect(node.faults).toEqual([])
})

const doors = ['provider', 'websocket', 'http'] as const

describe.each(doors)('by %s', door => {
  let ask: (method: string, ...params: unknown[]) => Promise<unknown>
  let fail: (method: string, ...params: unknown[]) => Promise<ReturnType<typeof errorOf>>

  beforeEach(() => {
    const client = node.clients[door]
    ask = async (method, ...params) => resultOf(await client.ask(method, params))
    fail = async (method, ...params) => errorOf(await client.ask(method, params))
  })

  test('chain_*', async () => {
    const { chain } = node
    const head = chain.head.hash
    expect(await ask('chain_getBlockHash')).toBe(head)
    expect(await ask('chain_getHead')).toBe(head)
    expect(await ask('chain_getFinalizedHead')).toBe(head)
    expect(await ask('chain_getBlockHash', 0)).toBe(chain.genesisHash)
    expect(await ask('chain_getBlockHash', '0xe')).toBe(chain.hashAt(14))
    expect(await ask('chain_getBlockHash', [0, 14, 99])).toEqual([chain.genesisHash, chain.hashAt(14), null])
    expect(await ask('chain_getBlockHash', 99)).toBeNull()
    const header = await ask('chain_getHeader')
    expect(header).toMatchObject({ number: '0xf', parentHash: chain.hashAt(14) })
    expect(await ask('chain_getHeader', null)).toEqual(header)
    expect(await ask('chain_getHeader', head)).toEqual(header)
    expect(await ask('chain_getHeader', `0x${'00'.repeat(32)}`)).toBeNull()
    const first = (await ask('chain_getBlock', chain.hashAt(1))) as { block: { extrinsics: string[] } }
    expect(first.block.extrinsics).toHaveLength(2)
    expect(first).toMatchObject({
      justifications: null,
      block: { header: { number: '0x1', parentHash: chain.genesisHash } },
    })
    expect(await ask('chain_getHeader', chain.genesisHash)).toMatchObject({
      number: '0x0',
      parentHash: `0x${'00'.repeat(32)}`,
      digest: { logs: [] },
    })
  })

  test('state_getStorage and its kin, now and then', async () => {
    const { chain } = node
    expect(await ask('state_getStorage', BLOCKS_KEY)).toBe(u32Hex(15))
    expect(await ask('state_getStorage', BLOCKS_KEY, null)).toBe(u32Hex(15))
    expect(await ask('state_getStorage', BLOCKS_KEY.slice(2))).toBe(u32Hex(15))
    expect(await ask('state_getStorageAt', BLOCKS_KEY, chain.hashAt(7))).toBe(u32Hex(7))
    expect(await ask('state_getStorage', '0x1234')).toBeNull()
    expect(await ask('state_getStorageSize', BLOCKS_KEY)).toBe(4)
    expect(await ask('state_getStorageSize', '0x1234')).toBeNull()
    expect(await ask('state_getStorageHash', BLOCKS_KEY)).toBe(
      toHex(blake2_256(Buffer.from(u32Hex(15).slice(2), 'hex'))),
    )
    expect(await ask('state_getStorageHash', '0x3a636f6465')).toMatch(/^0x[0-9a-f]{64}$/)
    expect(await ask('state_queryStorageAt', [BLOCKS_KEY, '0x1234'], chain.hashAt(9))).toEqual([
      {
        block: chain.hashAt(9),
        changes: [
          [BLOCKS_KEY, u32Hex(9)],
          ['0x1234', null],
        ],
      },
    ])
    expect(await ask('state_queryStorage', [BLOCKS_KEY, TOTAL_KEY], chain.hashAt(13))).toEqual([
      {
        block: chain.hashAt(13),
        changes: [
          [BLOCKS_KEY, u32Hex(13)],
          [TOTAL_KEY, '0x0500000000000000'],
        ],
      },
      { block: chain.hashAt(14), changes: [[BLOCKS_KEY, u32Hex(14)]] },
      { block: chain.hashAt(15), changes: [[BLOCKS_KEY, u32Hex(15)]] },
    ])
  })

  test('state_getKeysPaged, state_getKeys, state_getPairs', async () => {
    const prefix = toHex(rawPrefix(node.chain.runtime.item('System', 'Account')!, []))
    const all = (await ask('state_getKeys', prefix)) as string[]
    expect(all).toHaveLength(3)
    expect(all).toEqual([...all].sort())
    expect(await ask('state_getKeysPaged', prefix, 2)).toEqual(all.slice(0, 2))
    expect(await ask('state_getKeysPaged', prefix, 2, all[1])).toEqual(all.slice(2))
    expect(await ask('state_getKeysPaged', prefix, 100, prefix)).toEqual(all)
    expect(await ask('state_getKeysPaged', prefix, 100, all[2])).toEqual([])
    expect(await ask('state_getKeysPaged', prefix, 0)).toEqual([])
    expect(await ask('state_getKeysPaged', null, 1, null, node.chain.hashAt(8))).toHaveLength(1)
    expect(await ask('state_getPairs', prefix)).toEqual(
      await Promise.all(all.map(async key => [key, await ask('state_getStorage', key)])),
    )
    expect(await fail('state_getKeysPaged', prefix, 1001)).toEqual({
      code: 4002,
      message: 'count exceeds maximum value. value: 1001, max: 1000',
    })
  })

  test('a block that is unknown or forgotten', async () => {
    const { chain } = node
    const unknown = `0x${'ab'.repeat(32)}`
    for (const [method, ...params] of [
      ['state_getStorage', BLOCKS_KEY],
      ['state_getKeysPaged', '0x', 10, null],
      ['state_getRuntimeVersion'],
      ['state_call', 'Core_version', '0x'],
      ['state_queryStorageAt', [BLOCKS_KEY]],
    ] as const) {
      expect(await fail(method, ...params, unknown)).toEqual({
        code: 4003,
        message: `Client error: UnknownBlock: Header was not found in the database: ${unknown}`,
      })
      expect(await fail(method, ...params, chain.hashAt(2))).toEqual({
        code: 4003,
        message: `Client error: UnknownBlock: State already discarded for ${chain.hashAt(2)}`,
      })
    }
    expect(await ask('chain_getBlock', chain.hashAt(2))).toMatchObject({ block: { header: { number: '0x2' } } })
  })

  test('state_call, with and without 0x', async () => {
    const nonce = toHex(encode(node.chain.runtime.apiMethod('AccountNonceApi_account_nonce')!.output, 1))
    expect(await ask('state_call', 'AccountNonceApi_account_nonce', account('Alice'))).toBe(nonce)
    expect(await ask('state_call', 'AccountNonceApi_account_nonce', account('Alice').slice(2), null)).toBe(nonce)
    expect(await ask('state_call', 'Metadata_metadata_versions', '')).toBe('0x0c0e0000000f00000010000000')
    expect(await ask('state_call', 'Metadata_metadata_at_version', '0x03000000')).toBe('0x00')
    const v14 = (await ask('state_getMetadata')) as string
    expect(v14.slice(0, 12)).toBe('0x6d6574610e')
    const v15 = (await ask('state_call', 'Metadata_metadata_at_version', '0f000000')) as string
    expect(v15).toMatch(/^0x01(?:[0-9a-f]{4}|[0-9a-f]{8})6d6574610f/)
    const version = await ask('state_call', 'Core_version', '0x')
    expect(version).toContain(Buffer.from('taokit-small').toString('hex'))
    expect(await fail('state_call', 'Core_missing', '0x')).toEqual({
      code: 4003,
      message: 'Client error: Execution failed: Other: Exported method Core_missing is not found',
    })
    for (const name of ['Core_constructor', '__proto___toString', 'Core', '', '_']) {
      expect((await fail('state_call', name, '0x')).message).toContain(`Exported method ${name} is not found`)
    }
    expect((await fail('state_call', 'AccountNonceApi_account_nonce', '0x00')).message).toMatch(
      /^Client error: Execution failed: Bad input data provided to AccountNonceApi_account_nonce: /,
    )
    expect((await fail('state_call', 'Core_version', '0x00')).message).toContain('Bad input data')
  })

  test('state_getRuntimeVersion', async () => {
    const version = await ask('state_getRuntimeVersion')
    expect(version).toMatchObject({
      specName: 'taokit-small',
      specVersion: 700,
      transactionVersion: 1,
      stateVersion: 1,
    })
    expect((version as { apis: unknown[] }).apis[0]).toEqual(['0xdf6acb689907609b', 5])
    expect(await ask('chain_getRuntimeVersion', node.chain.hashAt(9))).toEqual(version)
  })

  test('system_*', async () => {
    expect(await ask('system_chain')).toBe('Small')
    expect(await ask('system_name')).toBe('taokit')
    expect(await ask('system_version')).toBe('0.0.0-test')
    expect(await ask('system_chainType')).toBe('Development')
    expect(await ask('system_properties')).toEqual({ ss58Format: 42, tokenDecimals: 9, tokenSymbol: 'TAO' })
    expect(await ask('system_health')).toEqual({ peers: 0, isSyncing: false, shouldHavePeers: false })
    expect(await ask('system_peers')).toEqual([])
    expect(await ask('system_nodeRoles')).toEqual(['Authority'])
    expect(await ask('system_syncState')).toEqual({ startingBlock: 15, currentBlock: 15, highestBlock: 15 })
    expect(await ask('account_nextIndex', encodeAddress(account('Alice')))).toBe(1)
    expect(await ask('system_accountNextIndex', encodeAddress(account('Bob')))).toBe(0)
    expect((await fail('account_nextIndex', 'nobody')).code).toBe(-32602)
  })

  test('rpc_methods names everything once, and everything it names exists', async () => {
    const { methods } = (await ask('rpc_methods')) as { methods: string[] }
    expect(methods).toEqual([...new Set(methods)].sort())
    for (const name of [
      'account_nextIndex',
      'system_accountNextIndex',
      'chain_getHead',
      'state_getStorageAt',
      'tao_status',
    ]) {
      expect(methods).toContain(name)
    }
    // Clients take a group for complete as soon as they find one method of it.
    for (const [group, count] of [
      ['archive_v1', 10],
      ['chainHead_v1', 9],
      ['chainSpec_v1', 3],
      ['transaction_v1', 2],
    ] as const) {
      expect([group, methods.filter(name => name.startsWith(`${group}_`)).length]).toEqual([group, count])
    }
    for (const name of methods) {
      const outcome = await node.clients[door].ask(name, ['wrong', 'wrong', 'wrong', 'wrong', 'wrong'])
      if ('error' in outcome) expect([name, outcome.error.code]).not.toEqual([name, -32603])
    }
    expect(await fail('system_made_up')).toEqual({ code: -32601, message: 'Method not found', data: 'system_made_up' })
    expect((await fail('constructor')).code).toBe(-32601)
  })

  test('parameters by name, and wrong ones', async () => {
    const { chain } = node
    expect(resultOf(await node.clients[door].ask('state_getStorage', { key: BLOCKS_KEY, hash: chain.hashAt(7) }))).toBe(
      u32Hex(7),
    )
    const wrong = async (method: string, ...params: unknown[]) => {
      const { code, message } = await fail(method, ...params)
      expect(code).toBe(-32602)
      return message
    }
    expect(await wrong('state_getStorage')).toBe(
      'Invalid params: The parameter key is missing: bytes in hexadecimal digits, such as 0x0102',
    )
    expect(await wrong('state_getStorage', '0xzz')).toBe(
      'Invalid params: The parameter key must be bytes in hexadecimal digits, such as 0x0102',
    )
    expect(await wrong('state_getStorage', '0x1')).toContain('must be bytes')
    expect(await wrong('state_getStorage', BLOCKS_KEY, '0x12')).toContain('must be a block hash')
    expect(await wrong('state_getStorage', BLOCKS_KEY, null, 1)).toContain('Too many parameters')
    expect(await wrong('chain_getBlockHash', -1)).toContain('must be a block number')
    expect(await wrong('chain_getBlockHash', 1.5)).toContain('must be a block number')
    expect(await wrong('chain_getBlockHash', 2 ** 32)).toContain('must be a block number')
    expect(await wrong('state_queryStorageAt', BLOCKS_KEY)).toContain('must be a list')
    expect(await wrong('tao_advance', 'many')).toContain('must be a whole number')
    expect(await wrong('tao_setSealing', 'sometimes')).toContain('must be one of instant, interval, manual')
    expect(await wrong('tao_dryRun', {})).toContain('give either extrinsic, or call')
    expect(errorOf(await node.clients[door].ask('system_chain', 'text')).code).toBe(-32602)
  })

  test('tao_status, tao_accounts, tao_instance', async () => {
    expect(await ask('tao_instance')).toBe('test-instance')
    expect(await ask('tao_status')).toMatchObject({
      profile: 'small',
      specVersion: 700,
      genesisHash: node.chain.genesisHash,
      head: node.chain.head,
      oldestState: node.chain.oldestState,
      time: 1_735_689_600_000 + 14 * 12_000,
      slotMilliseconds: 12_000,
      sealing: 'manual',
      pool: { ready: 0, future: 0 },
    })
    expect(await ask('tao_accounts')).toContainEqual({
      name: 'Alice',
      uri: '//Alice',
      address: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
      publicKey: account('Alice'),
      roles: ['sudo'],
      free: '1000000000000000',
    })
  })

  test('tao_dryRun and system_dryRun', async () => {
    const { chain } = node
    const call = toHex(encode(chain.runtime.outer.RuntimeCall, add(3n), chain.runtime.outer))
    const run = (await ask('tao_dryRun', { call, signer: encodeAddress(account('Bob')) })) as Record<string, unknown>
    expect(run).toMatchObject({
      block: 16,
      invalid: null,
      success: true,
      error: null,
      dispatchError: null,
      paysFee: true,
    })
    const countKey = toHex(rawPrefix(Counts, [account('Bob')]))
    expect(run.changes).toContainEqual([countKey, null, '0x0300000000000000'])
    const refuse = toHex(encode(chain.runtime.outer.RuntimeCall, counterCalls.refuse.make({}), chain.runtime.outer))
    expect(await ask('tao_dryRun', { call: refuse, signer: encodeAddress(account('Bob')) })).toMatchObject({
      success: false,
      error: 'Counter.Refused',
      dispatchError: '0x030900000000',
    })
    expect(await ask('tao_dryRun', { call, origin: 'root' })).toMatchObject({ success: false, error: 'BadOrigin' })
    expect(await ask('tao_dryRun', { extrinsic: toHex(sign(chain, '//Alice', add(1n), { nonce: 0 })) })).toMatchObject({
      success: false,
      invalid: { code: 1010, message: 'Invalid Transaction', data: 'Transaction is outdated' },
    })
    expect(await ask('system_dryRun', toHex(sign(chain, '//Alice', add(1n))))).toBe('0x0000')
    expect(await ask('system_dryRun', toHex(sign(chain, '//Alice', counterCalls.refuse.make({}))))).toBe(
      '0x0001030900000000',
    )
    expect(await ask('system_dryRun', toHex(sign(chain, '//Alice', add(1n), { nonce: 0 })))).toBe('0x010003')
    expect((await fail('system_dryRun', '0x1234')).code).toBe(1002)
    expect((await fail('tao_dryRun', { call: '0x0977', origin: 'root' })).data).toMatchObject({
      code: 'invalid_argument',
    })
  })

  test('author_submitExtrinsic refuses with the reference’s codes', async () => {
    const { chain } = node
    const good = sign(chain, '//Alice', add(1n), { nonce: 7 })
    const forged = Uint8Array.from(good)
    forged[70]! ^= 1
    const refused = async (extrinsic: Uint8Array | string) =>
      fail('author_submitExtrinsic', typeof extrinsic === 'string' ? extrinsic : toHex(extrinsic))
    expect(await refused(forged)).toEqual({
      code: 1010,
      message: 'Invalid Transaction',
      data: 'Transaction has a bad signature',
    })
    expect(await refused(sign(chain, '//Alice', add(1n), { nonce: 0 }))).toEqual({
      code: 1010,
      message: 'Invalid Transaction',
      data: 'Transaction is outdated',
    })
    expect(await refused('0x')).toMatchObject({
      code: 1001,
      message: expect.stringContaining('Extrinsic has invalid format: '),
    })
    expect((await refused('0x1234')).code).toBe(1001)
    expect(await refused('0x0c840000')).toMatchObject({
      code: 1002,
      message: expect.stringContaining('Verification Error: '),
    })
    expect(await refused('0x080400')).toMatchObject({ code: 1002 })
    const timestamp = chain.block(chain.head.hash)!.extrinsics[0]!
    expect(await refused(timestamp)).toMatchObject({
      code: 1010,
      data: 'Transaction dispatch is mandatory; transactions must not be validated.',
    })
    expect(await ask('author_submitExtrinsic', toHex(good))).toBe(toHex(blake2_256(good)))
    expect(await refused(good)).toEqual({
      code: 1013,
      message: 'Transaction Already Imported',
      data: toHex(blake2_256(good)),
    })
    expect(await ask('author_pendingExtrinsics')).toEqual([toHex(good)])
    await emptyPool(node)
  })
})

/** Lets the transactions that wait for a nonce have it, and takes the block back. */
async function emptyPool({ chain }: TestNode): Promise<void> {
  const { number } = chain.head
  for (let nonce = 1; nonce < 7; nonce++) await chain.submit(sign(chain, '//Alice', add(0n), { nonce }))
  chain.produceBlock()
  expect(chain.pending()).toEqual([])
  chain.revert(number)
}
