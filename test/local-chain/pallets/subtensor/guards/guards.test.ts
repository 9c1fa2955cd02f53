/** Guards refuse calls before they run; the pool asks the same guards and answers with a number. */

import { beforeEach, describe, expect, test } from 'vitest'
import { transferKeepAlive } from '../../../../../src/local-chain/pallets/balances/calls.ts'
import { DrandPriority } from '../../../../../src/local-chain/pallets/drand/extension.ts'
import { LastStoredRound } from '../../../../../src/local-chain/pallets/drand/storage.ts'
import { CheckShieldedTxValidity } from '../../../../../src/local-chain/pallets/mev-shield/extension.ts'
import { setNetworkLastLockBlock } from '../../../../../src/local-chain/pallets/subtensor/coinbase/network-lock.ts'
import { SubtensorTransactionExtension } from '../../../../../src/local-chain/pallets/subtensor/extensions/subtensor.ts'
import { subtensorGuards } from '../../../../../src/local-chain/pallets/subtensor/guards/all.ts'
import { decreaseTake } from '../../../../../src/local-chain/pallets/subtensor/staking/decrease-take.ts'
import { increaseTake } from '../../../../../src/local-chain/pallets/subtensor/staking/increase-take.ts'
import {
  MaxDelegateTake,
  MinDelegateTake,
  StakeThreshold,
} from '../../../../../src/local-chain/pallets/subtensor/storage/global.ts'
import {
  CommitRevealWeightsEnabled,
  WeightsSetRateLimit,
} from '../../../../../src/local-chain/pallets/subtensor/storage/hyperparameters.ts'
import { WeightCommits } from '../../../../../src/local-chain/pallets/subtensor/storage/neurons.ts'
import * as commits from '../../../../../src/local-chain/pallets/subtensor/subnets/commits.ts'
import * as reveals from '../../../../../src/local-chain/pallets/subtensor/subnets/reveals.ts'
import * as serving from '../../../../../src/local-chain/pallets/subtensor/subnets/serving.ts'
import {
  registerNetwork,
  setNetworkRateLimit,
} from '../../../../../src/local-chain/pallets/subtensor/subnets/subnet.ts'
import * as weights from '../../../../../src/local-chain/pallets/subtensor/subnets/weights.ts'
import * as swap from '../../../../../src/local-chain/pallets/subtensor/swap/swap-coldkey.ts'
import { associateEvmKey } from '../../../../../src/local-chain/pallets/subtensor/utils/evm.ts'
import { sudo } from '../../../../../src/local-chain/pallets/sudo/calls.ts'
import { SudoKey } from '../../../../../src/local-chain/pallets/sudo/storage.ts'
import { remark } from '../../../../../src/local-chain/pallets/system/calls.ts'
import { batch } from '../../../../../src/local-chain/pallets/utility/batches.ts'
import type { RuntimeCall } from '../../../../../src/local-chain/runtime/call.ts'
import { dispatchInfo } from '../../../../../src/local-chain/runtime/dispatch.ts'
import { addressId } from '../../../../../src/local-chain/runtime/lookup.ts'
import { NO_ORIGIN, type Origin, ROOT_ORIGIN, signedBy } from '../../../../../src/local-chain/runtime/origin.ts'
import { NEUTRAL, TransactionInvalid } from '../../../../../src/local-chain/runtime/validity.ts'
import { ZERO_WEIGHT } from '../../../../../src/local-chain/runtime/weight.ts'
import type { AccountId } from '../../../../../src/primitives/account.ts'
import { tao } from '../../../../../src/primitives/amounts.ts'
import { coldkeyOf, hotkeyOf, SubnetWorld } from '../subnets/world.ts'

const NETUID = 2
const hotkey = hotkeyOf(1)
const coldkey = coldkeyOf(1)
const u16s = (...all: number[]) => Uint16Array.from(all)

let world: SubnetWorld
beforeEach(() => {
  world = new SubnetWorld()
  world.addSubnet(NETUID, { neurons: [1, 2] })
  world.skip(100_000)
  world.fund(coldkey)
})

const pay = transferKeepAlive.make({ dest: addressId(coldkeyOf(5)), value: tao(1_000n) })
const set = weights.setWeights.make({ netuid: NETUID, dests: u16s(0), weights: u16s(1), version_key: 0n })
const revealed = { uids: u16s(0), values: u16s(1), salt: u16s(1), version_key: 0n }
const reveal = reveals.revealWeights.make({ netuid: NETUID, ...revealed })
const commit = commits.commitWeights.make({
  netuid: NETUID,
  commit_hash: reveals.getCommitHash(hotkey, NETUID, { ...revealed, versionKey: 0n }),
})
const sealed = commits.commitTimelockedWeights.make({
  netuid: NETUID,
  commit: Uint8Array.of(1),
  reveal_round: 5n,
  commit_reveal_version: 4,
})
const axon = (changes: { port?: number; ip?: bigint; ip_type?: number; netuid?: number } = {}) =>
  serving.serveAxon.make({
    netuid: NETUID,
    version: 1,
    ip: 5n,
    port: 80,
    ip_type: 4,
    protocol: 1,
    placeholder1: 0,
    placeholder2: 0,
    ...changes,
  })
const associate = (netuid = NETUID) =>
  associateEvmKey.make({ netuid, evm_key: `0x${'00'.repeat(20)}`, block_number: 0n, signature: `0x${'00'.repeat(65)}` })
const network = registerNetwork.make({ hotkey: hotkeyOf(8) })
const announce = swap.announceColdkeySwap.make({ new_coldkey_hash: swap.coldkeyHash(coldkeyOf(9)) })

/** What the pool says: `valid`, or the number. */
function poolSays(origin: Origin, call: RuntimeCall): string {
  const info = dispatchInfo(world.ctx, call)
  const transaction = { origin, call, info, extensionWeight: ZERO_WEIGHT, length: 100 }
  try {
    return SubtensorTransactionExtension.validate!(world.ctx, transaction, null) === NEUTRAL ? 'valid' : 'changed'
  } catch (error) {
    if (error instanceof TransactionInvalid) return error.message
    throw error
  }
}

type Case = [reason: string, code: number, who: AccountId, call: () => RuntimeCall, change?: () => void]

const CASES: Case[] = [
  ['ColdkeySwapAnnounced', 0, coldkey, () => pay, () => void world.accepted(coldkey, announce)],
  [
    'ColdkeySwapDisputed',
    21,
    coldkey,
    () => announce,
    () => {
      world.accepted(coldkey, announce)
      world.accepted(coldkey, swap.disputeColdkeySwap.make({}))
    },
  ],
  ['NotEnoughStakeToSetWeights', 1, hotkey, () => set, () => StakeThreshold.put(world.ctx, 1n)],
  [
    'SettingWeightsTooFast',
    6,
    hotkey,
    () => set,
    () => {
      CommitRevealWeightsEnabled.put(world.ctx, NETUID, false)
      WeightsSetRateLimit.put(world.ctx, NETUID, 1_000_000n)
    },
  ],
  ['CommittingWeightsTooFast', 6, hotkey, () => commit, () => WeightsSetRateLimit.put(world.ctx, NETUID, 1_000_000n)],
  [
    'NetworkTxRateLimitExceeded',
    6,
    coldkey,
    () => network,
    () => {
      setNetworkRateLimit(world.ctx, 10n)
      setNetworkLastLockBlock(world.ctx, world.block)
    },
  ],
  ['InputLengthsUnequal', 18, hotkey, () => commits.batchCommitWeights.make({ netuids: [NETUID], commit_hashes: [] })],
  ['NoWeightsCommitFound', 16, hotkey, () => reveal],
  ['RevealTooEarly', 17, hotkey, () => reveal, () => void world.accepted(hotkey, commit)],
  ['InvalidRevealRound', 15, hotkey, () => sealed, () => LastStoredRound.put(world.ctx, 6n)],
  [
    'DelegateTakeTooLow',
    26,
    coldkey,
    () => decreaseTake.make({ hotkey, take: MinDelegateTake.get(world.ctx) - 1 }),
    () => MinDelegateTake.put(world.ctx, 10),
  ],
  ['DelegateTakeTooHigh', 27, coldkey, () => increaseTake.make({ hotkey, take: MaxDelegateTake.get(world.ctx) + 1 })],
  ['NonAssociatedColdKey', 25, coldkeyOf(2), () => increaseTake.make({ hotkey, take: MaxDelegateTake.get(world.ctx) })],
  [
    'HotKeyAccountNotExists',
    4,
    coldkey,
    () => increaseTake.make({ hotkey: hotkeyOf(77), take: MaxDelegateTake.get(world.ctx) }),
  ],
  ['HotKeyNotRegisteredInNetwork', 10, hotkey, () => axon({ netuid: 3 })],
  ['InvalidIpAddress', 11, hotkey, () => axon({ ip: 0x7f00_0001n })],
  ['ServingRateLimitExceeded', 12, hotkey, () => axon(), () => void world.accepted(hotkey, axon())],
  ['InvalidPort', 13, hotkey, () => axon({ port: 0 })],
  // No number of its own.
  ['InvalidIpType', 255, hotkey, () => axon({ ip_type: 5 })],
  ['HotKeyNotRegisteredInSubNet', 19, hotkey, () => associate(3)],
]

describe('a refusal', () => {
  test.each<Case>(CASES)(
    '%s is number %i in the pool, and the error of the call',
    (reason, code, who, call, change) => {
      change?.()
      expect(poolSays(signedBy(who), call())).toBe(`Custom(${code})`)
      world.refused(who, call(), reason)
    },
  )

  test('of a key association that comes too soon', () => {
    const early = new SubnetWorld()
    early.addSubnet(NETUID, { neurons: [1] })
    world = early
    expect(poolSays(signedBy(hotkey), associate())).toBe('Custom(20)')
    early.refused(hotkey, associate(), 'EvmKeyAssociateRateLimitExceeded')
  })

  test('is nothing to other calls, nor to root and unsigned calls', () => {
    StakeThreshold.put(world.ctx, 1n)
    expect(poolSays(signedBy(hotkey), pay)).toBe('valid')
    expect(poolSays(ROOT_ORIGIN, set)).toBe('valid')
    expect(poolSays(NO_ORIGIN, set)).toBe('valid')
  })
})

describe('calls within calls', () => {
  test('are looked at too, when they come to run', () => {
    StakeThreshold.put(world.ctx, 1n)
    const call = batch.make({ calls: [remark.make({ remark: Uint8Array.of(1) }), set] })
    expect(poolSays(signedBy(hotkey), call)).toBe('valid')
    const events = world.accepted(hotkey, call)
    expect(events.at(-1)).toMatchObject(['Utility.BatchInterrupted', { index: 1 }])
  })

  test('are not, when root makes them', () => {
    SudoKey.put(world.ctx, coldkey)
    StakeThreshold.put(world.ctx, 1n)
    CommitRevealWeightsEnabled.put(world.ctx, NETUID, false)
    const events = world.accepted(coldkey, sudo.make({ call: set }))
    // Refused by the call itself: root has no hotkey.
    expect(events.at(-1)).toMatchObject(['Sudo.Sudid', { sudo_result: { type: 'BadOrigin' } }])
  })
})

describe('the weight of the guards', () => {
  test.each<[name: string, call: () => RuntimeCall, ref_time: bigint, proof_size: bigint]>([
    ['any call', () => pay, 67_583_000n, 4_198n],
    ['set_weights', () => set, 605_917_000n, 16_353n],
    ['commit_weights', () => commit, 605_917_000n, 16_353n],
    ['reveal_weights', () => reveal, 395_541_000n, 11_869n],
    ['increase_take', () => increaseTake.make({ hotkey, take: 1 }), 157_961_000n, 8_384n],
    ['serve_axon', () => axon(), 161_618_000n, 8_310n],
    ['register_network', () => network, 277_959_000n, 8_682n],
    ['associate_evm_key', () => associate(), 133_031_000n, 8_315n],
  ])('of %s', (_, call, ref_time, proof_size) => {
    expect(SubtensorTransactionExtension.weight!(world.ctx, call(), null)).toEqual({ ref_time, proof_size })
  })

  test('is that of six guards; those of sealed transactions and of pulses are fixed', () => {
    expect(subtensorGuards.length).toBe(6)
    expect(DrandPriority.weight?.(world.ctx, pay, null)).toEqual(ZERO_WEIGHT)
    expect(CheckShieldedTxValidity.weight?.(world.ctx, pay, null)).toEqual({ ref_time: 26_000_000n, proof_size: 0n })
  })
})

test('a commit found by its hash is what counts, not the last one', () => {
  world.accepted(hotkey, commit)
  WeightCommits.mutate(world.ctx, NETUID, hotkey, all => [
    [`0x${'11'.repeat(32)}`, 99n, 1n, 0n] as const,
    ...(all ?? []),
  ])
  expect(poolSays(signedBy(hotkey), reveal)).toBe('Custom(17)')
})
