/** Weights that are promised by a hash or sealed to a round, and shown an epoch or more later. */

import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { LastStoredRound, Pulses } from '../../../../../src/local-chain/pallets/drand/storage.ts'
import {
  CommitRevealWeightsVersion,
  StakeThreshold,
} from '../../../../../src/local-chain/pallets/subtensor/storage/global.ts'
import {
  CommitRevealWeightsEnabled,
  WeightsSetRateLimit,
} from '../../../../../src/local-chain/pallets/subtensor/storage/hyperparameters.ts'
import {
  LastUpdate,
  TimelockedWeightCommits,
  ValidatorPermit,
  WeightCommits,
  Weights,
} from '../../../../../src/local-chain/pallets/subtensor/storage/neurons.ts'
import {
  LastEpochBlock,
  MechanismCountCurrent,
  SubnetEpochIndex,
  Tempo,
} from '../../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import * as commits from '../../../../../src/local-chain/pallets/subtensor/subnets/commits.ts'
import { getMechanismStorageIndex } from '../../../../../src/local-chain/pallets/subtensor/subnets/mechanism.ts'
import * as reveals from '../../../../../src/local-chain/pallets/subtensor/subnets/reveals.ts'
import { setRevealPeriod } from '../../../../../src/local-chain/pallets/subtensor/subnets/weights.ts'
import { DispatchError } from '../../../../../src/local-chain/runtime/dispatch-error.ts'
import { encode } from '../../../../../src/local-chain/scale/codec.ts'
import { bytes, vecU16 } from '../../../../../src/local-chain/scale/collections.ts'
import { struct } from '../../../../../src/local-chain/scale/composites.ts'
import { u64 } from '../../../../../src/local-chain/scale/primitives.ts'
import { accountBytes } from '../../../../../src/primitives/account.ts'
import { toHex } from '../../../../../src/primitives/bytes.ts'
import { blake2_256 } from '../../../../../src/primitives/crypto/blake2.ts'
import { PULSE_1000, seal } from './sealing.ts'
import { hotkeyOf, SubnetWorld } from './world.ts'

const NETUID = 2
const TEMPO = 10
const me = hotkeyOf(1)
const u16s = (...all: number[]) => Uint16Array.from(all)

let world: SubnetWorld
function enter(next: SubnetWorld): void {
  world = next
  for (const netuid of [NETUID, 3]) {
    world.addSubnet(netuid, { tempo: TEMPO, neurons: [1, 2, 3] })
    CommitRevealWeightsEnabled.put(world.ctx, netuid, true)
    ValidatorPermit.put(world.ctx, netuid, [true, false, false])
    WeightsSetRateLimit.put(world.ctx, netuid, 0n)
  }
}
beforeEach(() => enter(new SubnetWorld()))

/** What is promised: weights for oneself, which need no permit that an epoch might take away. */
const promise = (salt: number) => ({ uids: u16s(0), values: u16s(9), salt: u16s(salt, 1), version_key: 0n })
const hashOf = (salt: number, index = NETUID, who = me) => {
  const { version_key: versionKey, ...rest } = promise(salt)
  return reveals.getCommitHash(who, index, { ...rest, versionKey })
}
const commit = (salt: number, netuid = NETUID) =>
  commits.commitWeights.make({ netuid, commit_hash: hashOf(salt, netuid) })
const reveal = (salt: number, netuid = NETUID) => reveals.revealWeights.make({ netuid, ...promise(salt) })
const batchReveal = (...salts: number[]) => {
  const all = salts.map(promise)
  return reveals.batchRevealWeights.make({
    netuid: NETUID,
    uids_list: all.map(({ uids }) => uids),
    values_list: all.map(({ values }) => values),
    salts_list: all.map(({ salt }) => salt),
    version_keys: all.map(() => 0n),
  })
}

/** Blocks until the next epoch of the subnet has run. */
function toNextEpoch(): void {
  world.skip(Math.max(0, Number(LastEpochBlock.get(world.ctx, NETUID)) + TEMPO - Number(world.block) - 1))
  world.nextBlocks(1)
}

describe('commit_weights', () => {
  test('keeps the hash with its epoch and block', () => {
    const { ctx } = world
    expect(world.accepted(me, commit(1))).toEqual([['WeightsCommitted', [me, NETUID, hashOf(1)]]])
    expect(WeightCommits.get(ctx, NETUID, me)).toEqual([
      [hashOf(1), SubnetEpochIndex.get(ctx, NETUID), world.block, 0n],
    ])
    expect(LastUpdate.get(ctx, NETUID)[0]).toBe(world.block)
  })

  test('hashes as everybody does', () => {
    const message = [...accountBytes(me), 2, 0, 4, 0, 0, 4, 9, 0, 8, 7, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    expect(hashOf(7)).toBe(toHex(blake2_256(Uint8Array.from(message))))
  })

  test('is refused: nothing is open, too fast, too many, no stake', () => {
    const { ctx } = world
    world.refused(hotkeyOf(9), commit(1), 'HotKeyNotRegisteredInSubNet')
    for (let salt = 0; salt < 10; salt++) world.accepted(me, commit(salt))
    world.refused(me, commit(10), 'TooManyUnrevealedCommits')
    WeightsSetRateLimit.put(ctx, NETUID, 5n)
    world.refused(me, commit(10), 'CommittingWeightsTooFast')
    StakeThreshold.put(ctx, 1n)
    world.refused(me, commit(10), 'NotEnoughStakeToSetWeights')
    StakeThreshold.put(ctx, 0n)
    CommitRevealWeightsEnabled.put(ctx, 3, false)
    world.refused(me, commit(10, 3), 'CommitRevealDisabled')
    world.refused(me, commit(10, 77), 'MechanismDoesNotExist')
  })

  test('drops what has expired', () => {
    const open = () => WeightCommits.get(world.ctx, NETUID, me)?.map(([hash]) => hash)
    for (let salt = 0; salt < 9; salt++) world.accepted(me, commit(salt))
    toNextEpoch()
    world.accepted(me, commit(9))
    toNextEpoch()
    world.accepted(me, commit(10))
    expect(open()).toEqual([hashOf(9), hashOf(10)])
    toNextEpoch()
    toNextEpoch()
    world.accepted(me, commit(11))
    expect(open()).toEqual([hashOf(11)])
  })
})

describe('reveal_weights', () => {
  test('sets what was promised, and ends all promises up to it', () => {
    const { ctx } = world
    for (const salt of [1, 2, 3]) world.accepted(me, commit(salt))
    const committed = world.block
    toNextEpoch()
    expect(world.accepted(me, reveal(2))).toEqual([
      ['WeightsSet', [NETUID, 0]],
      ['WeightsRevealed', [me, NETUID, hashOf(2)]],
    ])
    expect(Weights.get(ctx, NETUID, 0)).toEqual(u16s(0, 65_535))
    expect(WeightCommits.get(ctx, NETUID, me)?.map(([hash]) => hash)).toEqual([hashOf(3)])
    // The commit was what counted as the update.
    expect(LastUpdate.get(ctx, NETUID)[0]).toBe(committed)
    world.accepted(me, reveal(3))
    expect(WeightCommits.has(ctx, NETUID, me)).toBe(false)
  })

  test('is refused by the guard: without a commit, too early, too late', () => {
    world.refused(me, reveal(1), 'NoWeightsCommitFound')
    world.accepted(me, commit(1))
    world.refused(me, reveal(2), 'NoWeightsCommitFound')
    world.refused(me, reveal(1), 'RevealTooEarly')
    toNextEpoch()
    toNextEpoch()
    world.refused(me, reveal(1), 'RevealTooEarly')
  })

  test('is refused by the call itself, where no guard is', () => {
    enter(SubnetWorld.unguarded())
    world.refused(me, reveal(1), 'NoWeightsCommitFound')
    world.accepted(me, commit(1))
    world.refused(me, reveal(2), 'InvalidRevealCommitHashNotMatch')
    world.refused(me, reveal(1), 'RevealTooEarly')
    world.refused(me, batchReveal(1), 'RevealTooEarly')
    world.refused(me, batchReveal(2), 'InvalidRevealCommitHashNotMatch')
    CommitRevealWeightsEnabled.put(world.ctx, NETUID, false)
    world.refused(me, reveal(1), 'CommitRevealDisabled')
    world.refused(me, batchReveal(1), 'CommitRevealDisabled')
    CommitRevealWeightsEnabled.put(world.ctx, NETUID, true)
    toNextEpoch()
    toNextEpoch()
    world.refused(me, reveal(1), 'ExpiredWeightCommit')
    world.refused(me, batchReveal(1), 'ExpiredWeightCommit')
    world.refused(me, reveal(2), 'NoWeightsCommitFound')
  })

  test('is open in exactly one epoch, the period after that of the commit', () => {
    enter(SubnetWorld.unguarded())
    const terms = fc.record({
      tempo: fc.integer({ min: 2, max: 6 }),
      period: fc.integer({ min: 1, max: 3 }),
      wait: fc.nat(12),
    })
    fc.assert(
      fc.property(terms, ({ tempo, period, wait }) => {
        const { ctx } = world
        Tempo.put(ctx, NETUID, tempo)
        setRevealPeriod(ctx, NETUID, BigInt(period))
        WeightCommits.clear(ctx, [NETUID])
        world.nextBlocks(wait)
        world.accepted(me, commit(5))
        const lastEpoch = LastEpochBlock.get(ctx, NETUID)
        // Epochs follow one another every `tempo` blocks.
        for (let i = 0; i <= (period + 2) * tempo; i++) {
          const passed = Number((world.block - lastEpoch) / BigInt(tempo))
          const expected = passed < period ? 'RevealTooEarly' : passed === period ? 'ok' : 'ExpiredWeightCommit'
          const found = ctx.dry(() => world.chain.dispatch({ type: 'Signed', who: me }, reveal(5)))
          expect(found.replace('SubtensorModule.', '')).toBe(expected)
          world.nextBlocks(1)
        }
      }),
      { seed: 21, numRuns: 8 },
    )
  })
})

describe('batch_reveal_weights', () => {
  test('sets the last, and leaves the promises in between', () => {
    for (const salt of [1, 2, 3]) world.accepted(me, commit(salt))
    toNextEpoch()
    const events = world.accepted(me, batchReveal(3, 1))
    expect(events.at(-1)).toEqual(['WeightsBatchRevealed', [me, NETUID, [hashOf(3), hashOf(1)]]])
    expect(WeightCommits.get(world.ctx, NETUID, me)?.map(([hash]) => hash)).toEqual([hashOf(2)])
  })

  test('needs a promise for each', () => {
    world.accepted(me, commit(1))
    toNextEpoch()
    world.refused(me, batchReveal(1, 1), 'InvalidRevealCommitHashNotMatch')
    world.refused(me, batchReveal(1, 2), 'NoWeightsCommitFound')
  })

  test('is refused when the lists differ', () => {
    const args = { netuid: NETUID, uids_list: [u16s(1)], values_list: [], salts_list: [], version_keys: [] }
    world.refused(me, reveals.batchRevealWeights.make(args), 'InputLengthsUnequal')
  })
})

describe('batch_commit_weights', () => {
  const batch = (netuids: number[], hashes: number) =>
    commits.batchCommitWeights.make({ netuids, commit_hashes: Array.from({ length: hashes }, (_, i) => hashOf(i)) })

  test('does what can be done, and tells what failed', () => {
    CommitRevealWeightsEnabled.put(world.ctx, 3, false)
    const events = world.accepted(me, batch([3, NETUID], 2))
    expect(events.map(([name]) => name)).toEqual([
      'WeightsCommitted',
      'BatchCompletedWithErrors',
      'BatchWeightItemFailed',
      'BatchWeightsCompleted',
    ])
    expect(WeightCommits.get(world.ctx, NETUID, me)?.[0]?.[0]).toBe(hashOf(1))
  })

  test('is refused when the lists differ', () => {
    world.refused(me, batch([NETUID, 3], 1), 'InputLengthsUnequal')
  })
})

describe('in a mechanism', () => {
  const index = getMechanismStorageIndex(NETUID, 1)
  const commitThere = commits.commitMechanismWeights.make({ netuid: NETUID, mecid: 1, commit_hash: hashOf(1, index) })
  const revealThere = reveals.revealMechanismWeights.make({ netuid: NETUID, mecid: 1, ...promise(1) })

  test('commit_mechanism_weights and reveal_mechanism_weights keep rows of their own', () => {
    MechanismCountCurrent.put(world.ctx, NETUID, 2)
    expect(world.accepted(me, commitThere)).toEqual([['WeightsCommitted', [me, index, hashOf(1, index)]]])
    world.refused(me, revealThere, 'RevealTooEarly')
    toNextEpoch()
    world.accepted(me, revealThere)
    expect(Weights.get(world.ctx, index, 0)).toEqual(u16s(0, 65_535))
    expect(Weights.has(world.ctx, NETUID, 0)).toBe(false)
  })

  test('are refused for a mechanism that is not', () => {
    world.refused(hotkeyOf(9), commitThere, 'MechanismDoesNotExist')
    world.refused(me, revealThere, 'NoWeightsCommitFound')
  })
})

describe('sealed to a round', () => {
  const payload = struct('Payload', { hotkey: bytes, uids: vecU16, values: vecU16, version_key: u64 })
  const sealed = seal(
    encode(payload, { hotkey: accountBytes(me), uids: u16s(0), values: u16s(3), version_key: 0n }),
    PULSE_1000.round,
    Uint8Array.of(42),
  )
  const timelocked = (commit = sealed, changes = {}) =>
    commits.commitTimelockedWeights.make({
      netuid: NETUID,
      commit,
      reveal_round: 1000n,
      commit_reveal_version: 4,
      ...changes,
    })

  test('commit_timelocked_weights keeps them, and the chain opens them in their epoch when the pulse is there', () => {
    const { ctx } = world
    const hash = toHex(blake2_256(sealed))
    expect(world.accepted(me, timelocked())).toEqual([['TimelockedWeightsCommitted', [me, NETUID, hash, 1000n]]])
    const epoch = SubnetEpochIndex.get(ctx, NETUID)
    expect(TimelockedWeightCommits.get(ctx, NETUID, epoch)).toEqual([[me, world.block, sealed, 1000n]])
    Pulses.put(ctx, 1000n, PULSE_1000)
    world.nextBlocks(1)
    expect(Weights.has(ctx, NETUID, 0)).toBe(false)
    toNextEpoch()
    const names = world.eventsFrom(0).map(([name]) => name)
    expect(names).toContain('TimelockedWeightsRevealed')
    expect(Weights.get(ctx, NETUID, 0)).toEqual(u16s(0, 65_535))
    expect(TimelockedWeightCommits.entries(ctx, NETUID)).toEqual([])
  })

  test('in a mechanism, in both forms of the call', () => {
    const { ctx } = world
    MechanismCountCurrent.put(ctx, NETUID, 2)
    const index = getMechanismStorageIndex(NETUID, 1)
    const there = { netuid: NETUID, mecid: 1, commit: sealed, reveal_round: 1000n }
    world.accepted(me, commits.commitTimelockedMechanismWeights.make({ ...there, commit_reveal_version: 4 }))
    world.accepted(me, commits.commitCrv3MechanismWeights.make(there))
    expect(TimelockedWeightCommits.get(ctx, index, SubnetEpochIndex.get(ctx, NETUID)).length).toBe(2)
    CommitRevealWeightsVersion.put(ctx, 5)
    world.refused(me, commits.commitCrv3MechanismWeights.make(there), 'IncorrectCommitRevealVersion')
    const absent = { ...there, mecid: 2, commit_reveal_version: 4 }
    world.refused(hotkeyOf(9), commits.commitTimelockedMechanismWeights.make(absent), 'MechanismDoesNotExist')
  })

  test('is refused: version, past round, too many, switched off', () => {
    const { ctx } = world
    world.refused(me, timelocked(sealed, { commit_reveal_version: 3 }), 'IncorrectCommitRevealVersion')
    LastStoredRound.put(ctx, 1001n)
    world.refused(me, timelocked(), 'InvalidRevealRound')
    LastStoredRound.put(ctx, 1000n)
    for (let i = 0; i < 10; i++) world.accepted(me, timelocked())
    world.refused(me, timelocked(), 'TooManyUnrevealedCommits')
    CommitRevealWeightsEnabled.put(ctx, NETUID, false)
    world.refused(me, timelocked(), 'CommitRevealDisabled')
  })
})

test('the reveal period has bounds', () => {
  const { ctx } = world
  const mark = ctx.events.length
  setRevealPeriod(ctx, NETUID, 100n)
  expect(world.eventsFrom(mark)).toEqual([['CommitRevealPeriodsSet', [NETUID, 100n]]])
  expect(() => setRevealPeriod(ctx, NETUID, 101n)).toThrow(DispatchError)
  expect(() => setRevealPeriod(ctx, NETUID, 101n)).toThrow('RevealPeriodTooLarge')
  expect(() => setRevealPeriod(ctx, NETUID, 0n)).toThrow('RevealPeriodTooSmall')
})
