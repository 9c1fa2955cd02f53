/** A new hotkey takes the place of an old one. */

import { beforeEach, describe, expect, test } from 'vitest'
import { getSubnetAccountId } from '../../../../../src/local-chain/pallets/subtensor/coinbase/accounts.ts'
import { rootRegister } from '../../../../../src/local-chain/pallets/subtensor/coinbase/root.ts'
import { createAccountIfNonExistent } from '../../../../../src/local-chain/pallets/subtensor/staking/helpers.ts'
import { setChildren } from '../../../../../src/local-chain/pallets/subtensor/staking/set-children.ts'
import { getStakeForHotkeyAndColdkeyOnSubnet } from '../../../../../src/local-chain/pallets/subtensor/staking/stake-utils/shares.ts'
import { TxRateLimit } from '../../../../../src/local-chain/pallets/subtensor/storage/global.ts'
import * as keys from '../../../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import * as neurons from '../../../../../src/local-chain/pallets/subtensor/storage/neurons.ts'
import { SubtokenEnabled } from '../../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import { VotingPower } from '../../../../../src/local-chain/pallets/subtensor/storage/stake.ts'
import { SubnetOwnerHotkey } from '../../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { serveAxon } from '../../../../../src/local-chain/pallets/subtensor/subnets/serving.ts'
import { swapHotkey, swapHotkeyV2 } from '../../../../../src/local-chain/pallets/subtensor/swap/swap-hotkey.ts'
import { cleanUpHotkeySwapRecords } from '../../../../../src/local-chain/pallets/subtensor/swap/swap-records.ts'
import { NO_ORIGIN } from '../../../../../src/local-chain/runtime/origin.ts'
import type { AccountId } from '../../../../../src/primitives/account.ts'
import { U64_MAX } from '../../../../../src/primitives/amounts.ts'
import { coldkeyOf, hotkeyOf, SubnetWorld, TAO } from '../subnets/world.ts'
import { itemsThatMention } from './mentions.ts'

const me = coldkeyOf(1)
const old = hotkeyOf(1)
const next = hotkeyOf(11)
/** A day. */
const INTERVAL = 7_200

let world: SubnetWorld
beforeEach(() => {
  world = new SubnetWorld()
  for (const netuid of [2, 3]) world.addSubnet(netuid, { neurons: [1, 2, 3] })
  SubnetOwnerHotkey.put(world.ctx, 2, old)
  world.skip(100_000)
  world.fund(me, 100n * TAO)
  for (const netuid of [2, 3]) world.stake(netuid, 1, 50n * TAO)
  // Somebody else stakes on the hotkey too.
  createAccountIfNonExistent(world.ctx, coldkeyOf(7), hotkeyOf(7))
  world.stakeOf(2, coldkeyOf(7), old, 7n * TAO)
  keys.StakingHotkeys.mutate(world.ctx, coldkeyOf(7), all => [...all, old])
})

const swap = (netuid?: number, new_hotkey = next) => swapHotkey.make({ hotkey: old, new_hotkey, netuid })
const stakeOf = (hotkey: AccountId, coldkey: AccountId, netuid: number) =>
  getStakeForHotkeyAndColdkeyOnSubnet(world.ctx, hotkey, coldkey, netuid)

describe('on all subnets', () => {
  test('the new hotkey gets all that the old one had', () => {
    const { ctx } = world
    world.accepted(me, rootRegister.make({ hotkey: old }))
    world.stake(0, 1, 9n * TAO)
    const axon = { netuid: 2, version: 1, ip: 1n, port: 1, ip_type: 4, protocol: 1, placeholder1: 0, placeholder2: 0 }
    world.accepted(old, serveAxon.make(axon))
    SubtokenEnabled.put(ctx, 3, false)
    world.accepted(me, setChildren.make({ hotkey: old, netuid: 3, children: [[U64_MAX, hotkeyOf(2)]] }))
    world.accepted(coldkeyOf(3), setChildren.make({ hotkey: hotkeyOf(3), netuid: 2, children: [[1n, old]] }))
    keys.ChildkeyTake.put(ctx, old, 2, 77)
    VotingPower.put(ctx, 2, old, 5n)
    keys.AutoStakeDestination.put(ctx, me, 2, old)
    keys.AutoStakeDestinationColdkeys.put(ctx, old, 2, [me])
    const before = itemsThatMention(ctx, old)
    const stakes = [stakeOf(old, me, 0), stakeOf(old, me, 2), stakeOf(old, me, 3), stakeOf(old, coldkeyOf(7), 2)]

    const events = world.accepted(me, swap())
    expect(events.at(-1)).toEqual(['HotkeySwapped', { coldkey: me, old_hotkey: old, new_hotkey: next }])
    expect([stakeOf(next, me, 0), stakeOf(next, me, 2), stakeOf(next, me, 3), stakeOf(next, coldkeyOf(7), 2)]).toEqual(
      stakes,
    )
    expect(world.hotkeys(2)).toEqual([next, hotkeyOf(2), hotkeyOf(3)])
    expect(world.free(me)).toBe(100n * TAO - TAO / 10n)
    expect(keys.Owner.get(ctx, next)).toBe(me)
    expect(keys.OwnedHotkeys.get(ctx, me)).toEqual([next])
    expect(keys.StakingHotkeys.get(ctx, coldkeyOf(7))).toEqual([hotkeyOf(7), next])
    expect(keys.ChildKeys.get(ctx, next, 3)).toEqual([[U64_MAX, hotkeyOf(2)]])
    expect(keys.ParentKeys.get(ctx, hotkeyOf(2), 3)).toEqual([[U64_MAX, next]])
    expect(keys.PendingChildKeys.find(ctx, 2, hotkeyOf(3))?.[0]).toEqual([[1n, next]])
    expect(SubnetOwnerHotkey.find(ctx, 2)).toBe(next)
    expect(neurons.Axons.get(ctx, 2, next)?.port).toBe(1)
    // What stays is what the chain leaves behind: empty lists, the blocks of past actions.
    const left = itemsThatMention(ctx, old)
    expect(left).toEqual(['ChildKeys', 'TransactionKeyLastBlock'])
    expect(keys.ChildKeys.get(ctx, old, 3)).toEqual([])
    const now = itemsThatMention(ctx, next)
    expect(before.filter(item => !now.includes(item) && !left.includes(item))).toEqual([])
  })

  test('leaves the stake where it is on request', () => {
    const keep = swapHotkeyV2.make({ hotkey: old, new_hotkey: next, netuid: undefined, keep_stake: true })
    world.accepted(me, keep)
    expect([stakeOf(old, me, 2), stakeOf(next, me, 2)]).toEqual([50n * TAO, 0n])
    expect(world.hotkeys(3)).toEqual([next, hotkeyOf(2), hotkeyOf(3)])
  })

  test('waits between two swaps of a hotkey, and between two of a coldkey', () => {
    const { ctx } = world
    world.accepted(me, swap())
    const again = swapHotkey.make({ hotkey: next, new_hotkey: hotkeyOf(12), netuid: undefined })
    world.refused(me, again, 'HotKeySetTxRateLimitExceeded')
    TxRateLimit.put(ctx, 0n)
    world.refused(me, again, 'HotKeySwapOnSubnetIntervalNotPassed')
    world.skip(INTERVAL)
    world.refused(me, again, 'HotKeySwapOnSubnetIntervalNotPassed')
    world.skip(1)
    world.accepted(me, again)
  })
})

describe('on one subnet', () => {
  test('the old hotkey goes on elsewhere', () => {
    const { ctx } = world
    const events = world.accepted(me, swap(2))
    const data = { coldkey: me, old_hotkey: old, new_hotkey: next, netuid: 2 }
    expect(events.at(-1)).toEqual(['HotkeySwappedOnSubnet', data])
    expect(world.hotkeys(2)[0]).toBe(next)
    expect(world.hotkeys(3)[0]).toBe(old)
    expect([stakeOf(old, me, 2), stakeOf(next, me, 2), stakeOf(old, me, 3)]).toEqual([0n, 50n * TAO, 50n * TAO])
    expect(world.free(me)).toBe(100n * TAO - TAO / 1000n)
    expect(keys.OwnedHotkeys.get(ctx, me)).toEqual([old, next])
    expect(SubnetOwnerHotkey.find(ctx, 2)).toBe(next)
  })

  test('waits a day on that subnet', () => {
    TxRateLimit.put(world.ctx, 0n)
    world.accepted(me, swap(2))
    const back = swapHotkey.make({ hotkey: next, new_hotkey: hotkeyOf(12), netuid: 2 })
    world.skip(INTERVAL)
    world.refused(me, back, 'HotKeySwapOnSubnetIntervalNotPassed')
    world.accepted(me, swap(3))
    world.skip(1)
    world.accepted(me, back)
  })

  test('is forgotten when it bars nothing any more', () => {
    const { ctx } = world
    TxRateLimit.put(ctx, 0n)
    world.accepted(me, swap(2))
    const turn = () => Number((2n - (world.block % BigInt(INTERVAL)) + BigInt(INTERVAL)) % BigInt(INTERVAL))
    world.skip(turn())
    cleanUpHotkeySwapRecords(ctx)
    expect(keys.LastHotkeySwapOnNetuid.has(ctx, 2, me)).toBe(true)
    world.skip(INTERVAL)
    cleanUpHotkeySwapRecords(ctx)
    expect(keys.LastHotkeySwapOnNetuid.has(ctx, 2, me)).toBe(false)
  })
})

describe('is refused', () => {
  test.each([undefined, 2])('on %s: another’s hotkeys, the same one, one that has a neuron, without money', netuid => {
    const { ctx } = world
    world.refused(coldkeyOf(2), swap(netuid), 'NonAssociatedColdKey')
    world.refused(me, swap(netuid, hotkeyOf(2)), 'NonAssociatedColdKey')
    world.refused(me, swap(netuid, old), 'NewHotKeyIsSameWithOld')
    world.refused(NO_ORIGIN, swap(netuid), 'BadOrigin')
    createAccountIfNonExistent(ctx, me, next)
    neurons.IsNetworkMember.put(ctx, next, 2, true)
    world.refused(me, swap(netuid), 'HotKeyAlreadyRegisteredInSubNet')
    neurons.IsNetworkMember.remove(ctx, next, 2)
    keys.Owner.put(ctx, old, coldkeyOf(5))
    world.refused(coldkeyOf(5), swap(netuid, hotkeyOf(13)), 'NotEnoughBalanceToPaySwapHotKey')
  })

  test('for a hotkey that has root stake', () => {
    createAccountIfNonExistent(world.ctx, me, next)
    world.stakeOf(0, me, next, 1n)
    world.refused(me, swap(), 'NewHotKeyNotCleanForRootSwap')
    world.refused(me, swap(0), 'NewHotKeyNotCleanForRootSwap')
    world.accepted(me, swap(2))
  })

  test('for the account of a subnet', () => {
    const account = getSubnetAccountId(world.ctx, 2)!
    world.refused(me, swap(2, account), 'CannotUseSystemAccount')
    world.refused(me, swap(undefined, account), 'CannotUseSystemAccount')
  })

  test('for a hotkey and its child', () => {
    const { ctx } = world
    SubtokenEnabled.put(ctx, 2, false)
    createAccountIfNonExistent(ctx, me, next)
    world.accepted(me, setChildren.make({ hotkey: old, netuid: 2, children: [[1n, next]] }))
    world.refused(me, swap(), 'InvalidChild')
  })
})
