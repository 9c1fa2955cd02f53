/** The methods of Subtensor's own pallets say what their runtime APIs say, as the reference puts it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chainSpec } from '../../../src/local-chain/profiles/specs.ts'
import { accountBytes } from '../../../src/primitives/account.ts'
import { fromHex, toHex } from '../../../src/primitives/bytes.ts'
import { encodeAddress } from '../../../src/primitives/ss58.ts'
import { errorOf, post, resultOf, startNode, type TestNode } from '../support-node/doors.ts'
import { accountOf } from '../support-node/signing.ts'

const ALICE = accountBytes(accountOf('//Alice'))
const ADDRESS = encodeAddress(accountOf('//Alice'))
const hex = toHex(ALICE).slice(2)

let node: TestNode

beforeAll(async () => {
  node = await startNode({ spec: chainSpec('sandbox'), chain: { history: 50 } })
  await node.chain.advance(60)
})
afterAll(async () => {
  await node.close()
  expect(node.faults).toEqual([])
})

const ask = async (method: string, ...params: unknown[]) => resultOf(await node.clients.websocket.ask(method, params))
const fail = async (method: string, ...params: unknown[]) => errorOf(await node.clients.websocket.ask(method, params))

/** Method, parameters, runtime API, its input. */
const LISTS: readonly [string, unknown[], string, string][] = [
  ['delegateInfo_getDelegates', [], 'DelegateInfoRuntimeApi_get_delegates', ''],
  ['delegateInfo_getDelegate', [[...ALICE]], 'DelegateInfoRuntimeApi_get_delegate', hex],
  ['delegateInfo_getDelegated', [[...ALICE, 1, 2]], 'DelegateInfoRuntimeApi_get_delegated', hex],
  ['neuronInfo_getNeuronsLite', [1], 'NeuronInfoRuntimeApi_get_neurons_lite', '0100'],
  ['neuronInfo_getNeuronLite', [1, 0], 'NeuronInfoRuntimeApi_get_neuron_lite', '01000000'],
  ['neuronInfo_getNeurons', [1], 'NeuronInfoRuntimeApi_get_neurons', '0100'],
  ['neuronInfo_getNeuron', [1, 300], 'NeuronInfoRuntimeApi_get_neuron', '01002c01'],
  ['subnetInfo_getSubnetInfo', [1], 'SubnetInfoRuntimeApi_get_subnet_info', '0100'],
  ['subnetInfo_getSubnetsInfo', [], 'SubnetInfoRuntimeApi_get_subnets_info', ''],
  ['subnetInfo_getSubnetInfo_v2', [1], 'SubnetInfoRuntimeApi_get_subnet_info_v2', '0100'],
  ['subnetInfo_getSubnetsInfo_v2', [], 'SubnetInfoRuntimeApi_get_subnets_info_v2', ''],
  ['subnetInfo_getSubnetHyperparams', [1], 'SubnetInfoRuntimeApi_get_subnet_hyperparams', '0100'],
  ['subnetInfo_getSubnetHyperparamsV2', [1], 'SubnetInfoRuntimeApi_get_subnet_hyperparams_v2', '0100'],
  ['subnetInfo_getAllDynamicInfo', [], 'SubnetInfoRuntimeApi_get_all_dynamic_info', ''],
  ['subnetInfo_getDynamicInfo', [1], 'SubnetInfoRuntimeApi_get_dynamic_info', '0100'],
  ['subnetInfo_getAllMetagraphs', [], 'SubnetInfoRuntimeApi_get_all_metagraphs', ''],
  ['subnetInfo_getMetagraph', [1], 'SubnetInfoRuntimeApi_get_metagraph', '0100'],
  ['subnetInfo_getAllMechagraphs', [], 'SubnetInfoRuntimeApi_get_all_mechagraphs', ''],
  ['subnetInfo_getMechagraph', [1, 0], 'SubnetInfoRuntimeApi_get_mechagraph', '010000'],
  ['subnetInfo_getSubnetState', [1], 'SubnetInfoRuntimeApi_get_subnet_state', '0100'],
  [
    'subnetInfo_getSelectiveMetagraph',
    [1, [0, 5, 52]],
    'SubnetInfoRuntimeApi_get_selective_metagraph',
    '01000c000005003400',
  ],
  ['subnetInfo_getSelectiveMechagraph', [1, 0, [2]], 'SubnetInfoRuntimeApi_get_selective_mechagraph', '010000040200'],
  [
    'subnetInfo_getColdkeyAutoStakeHotkey',
    [ADDRESS, 1],
    'SubnetInfoRuntimeApi_get_coldkey_auto_stake_hotkey',
    `${hex}0100`,
  ],
  ['subnetInfo_getSubnetAccountId', [1], 'SubnetInfoRuntimeApi_get_subnet_account_id', '0100'],
  ['stakeInfo_getColdkeyLock', [ADDRESS, 1], 'StakeInfoRuntimeApi_get_coldkey_lock', `${hex}0100`],
  ['swap_simSwapTaoForAlpha', [1, 1_000_000_000], 'SwapRuntimeApi_sim_swap_tao_for_alpha', '010000ca9a3b00000000'],
  ['swap_simSwapAlphaForTao', [1, 1_000_000_000], 'SwapRuntimeApi_sim_swap_alpha_for_tao', '010000ca9a3b00000000'],
]

describe('answers in bytes', () => {
  test.each(LISTS)('%s', async (method, params, api, input) => {
    const bytes = async (at?: string) => [...fromHex((await ask('state_call', api, input, at)) as string)]
    const now = await ask(method, ...params)
    expect(now).toEqual(await bytes())
    expect((now as number[]).length).toBeGreaterThan(0)
    const earlier = node.chain.hashAt(20)!
    expect(await ask(method, ...params, earlier)).toEqual(await bytes(earlier))
  })

  test('differ between blocks', async () => {
    const at = (number: number) => ask('subnetInfo_getDynamicInfo', 1, node.chain.hashAt(number))
    expect(await at(20)).not.toEqual(await at(40))
  })

  test('by names of the parameters as well', async () => {
    const outcome = await node.clients.http.ask('neuronInfo_getNeuron', { netuid: 1, uid: 0 })
    expect(resultOf(outcome)).toEqual(await ask('neuronInfo_getNeuron', 1, 0))
  })
})

describe('answers in JSON', () => {
  const number = async (api: string, input = '') => {
    const bytes = Buffer.from(fromHex((await ask('state_call', api, input)) as string))
    return bytes.readBigUInt64LE()
  }

  test('the cost of a subnet, and prices', async () => {
    const cost = await number('SubnetRegistrationRuntimeApi_get_network_registration_cost')
    expect(BigInt((await ask('subnetInfo_getLockCost')) as number)).toBe(cost)
    expect(cost).toBeGreaterThan(0n)
    const price = await number('SwapRuntimeApi_current_alpha_price', '0100')
    expect(BigInt((await ask('swap_currentAlphaPrice', 1)) as number)).toBe(price)
    const all = (await ask('swap_currentAlphaPriceAll')) as { netuid: number; price: number }[]
    expect(all.find(({ netuid }) => netuid === 1)).toEqual({ netuid: 1, price: Number(price) })
    expect(resultOf(await node.clients.provider.ask('swap_currentAlphaPriceAll'))).toEqual(all)
  })

  test('numbers stand there in full', async () => {
    const { body } = await post(
      node.server.url,
      '{"jsonrpc":"2.0","id":1,"method":"subnetInfo_getLockCost","params":[]}',
    )
    const cost = await number('SubnetRegistrationRuntimeApi_get_network_registration_cost')
    expect(body).toBe(`{"jsonrpc":"2.0","id":1,"result":${cost}}`)
  })

  test('the subnet to prune', async () => {
    const answer = (await ask('state_call', 'SubnetInfoRuntimeApi_get_subnet_to_prune', '')) as string
    const expected = answer === '0x00' ? null : Buffer.from(fromHex(answer)).readUInt16LE(1)
    expect(await ask('subnetInfo_getSubnetToPrune')).toBe(expected)
  })
})

describe('refuses', () => {
  test('blocks that are not there, as the reference words it', async () => {
    const unknown = `0x${'11'.repeat(32)}`
    expect(await fail('subnetInfo_getSubnetInfo', 1, unknown)).toEqual({
      code: 1,
      message: `Unable to get subnet info: UnknownBlock("Header was not found in the database: ${unknown}")`,
    })
    const discarded = node.chain.hashAt(3)!
    expect(await fail('swap_currentAlphaPrice', 1, discarded)).toEqual({
      code: 1,
      message: `Unable to get current alpha price: UnknownBlock("State already discarded for ${discarded}")`,
    })
  })

  test('accounts that are too short', async () => {
    expect(await fail('delegateInfo_getDelegate', [1, 2, 3])).toEqual({
      code: 1,
      message: 'Unable to get delegates info: Error { cause: None, desc: "Not enough data to fill buffer" }',
    })
  })

  test.each([
    ['neuronInfo_getNeurons', [65_536]],
    ['neuronInfo_getNeurons', ['1']],
    ['neuronInfo_getNeuron', [1]],
    ['subnetInfo_getMechagraph', [1, 256]],
    ['subnetInfo_getSelectiveMetagraph', [1, [-1]]],
    ['stakeInfo_getColdkeyLock', [toHex(ALICE), 1]],
    ['delegateInfo_getDelegate', [[256]]],
    ['swap_simSwapTaoForAlpha', [1, -5]],
    ['swap_simSwapTaoForAlpha', [1, 2 ** 60]],
  ])('%s with %j', async (method, params) => {
    expect((await fail(method, ...params)).code).toBe(-32602)
  })
})

describe('child tries', () => {
  const child = toHex(Buffer.from(':child_storage:default:crowdloan'))

  test('are empty, and other keys are none', async () => {
    expect(await ask('childstate_getKeys', child, '0x')).toEqual([])
    expect(await ask('childstate_getKeysPaged', child, null, 10)).toEqual([])
    expect(await ask('childstate_getStorage', child, '0x01')).toBeNull()
    expect(await ask('childstate_getStorageEntries', child, ['0x01', '0x02'])).toEqual([null, null])
    expect(await fail('childstate_getStorage', '0x0102', '0x01')).toEqual({
      code: 4003,
      message: 'Client error: Invalid child storage key',
    })
    expect((await fail('childstate_getStorage', child, '0x01', `0x${'11'.repeat(32)}`)).code).toBe(4003)
  })
})
