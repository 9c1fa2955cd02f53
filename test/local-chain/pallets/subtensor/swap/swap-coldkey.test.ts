/** Everything of a coldkey goes to another, announced beforehand. */

import { beforeEach, describe, expect, test } from 'vitest'
import { transferKeepAlive } from '../../../../../src/local-chain/pallets/balances/calls.ts'
import { submitEncrypted } from '../../../../../src/local-chain/pallets/mev-shield/pallet.ts'
import { rootRegister } from '../../../../../src/local-chain/pallets/subtensor/coinbase/root.ts'
import { maybeAddColdkeyIndex } from '../../../../../src/local-chain/pallets/subtensor/staking/claim-root.ts'
import { createAccountIfNonExistent } from '../../../../../src/local-chain/pallets/subtensor/staking/helpers.ts'
import { getStakeForHotkeyAndColdkeyOnSubnet } from '../../../../../src/local-chain/pallets/subtensor/staking/stake-utils/shares.ts'
import {
  ColdkeySwapAnnouncementDelay,
  ColdkeySwapReannouncementDelay,
} from '../../../../../src/local-chain/pallets/subtensor/storage/global.ts'
import * as keys from '../../../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import { SubnetOwner } from '../../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import * as swap from '../../../../../src/local-chain/pallets/subtensor/swap/swap-coldkey.ts'
import { setIdentity } from '../../../../../src/local-chain/pallets/subtensor/utils/identity.ts'
import { ROOT_ORIGIN } from '../../../../../src/local-chain/runtime/origin.ts'
import { accountBytes } from '../../../../../src/primitives/account.ts'
import { tao } from '../../../../../src/primitives/amounts.ts'
import { toHex } from '../../../../../src/primitives/bytes.ts'
import { blake2_256 } from '../../../../../src/primitives/crypto/blake2.ts'
import { coldkeyOf, hotkeyOf, SubnetWorld, TAO } from '../subnets/world.ts'
import { itemsThatMention } from './mentions.ts'

const old = coldkeyOf(1)
const next = coldkeyOf(11)
const COST = TAO / 10n

let world: SubnetWorld
beforeEach(() => {
  world = new SubnetWorld()
  world.addSubnet(2, { owner: 1, neurons: [1, 2] })
  world.skip(1_000)
  world.fund(old, 100n * TAO)
  world.stake(2, 1, 50n * TAO)
  world.stake(0, 1, 5n * TAO)
  ColdkeySwapAnnouncementDelay.put(world.ctx, 100n)
  ColdkeySwapReannouncementDelay.put(world.ctx, 30n)
})

const announce = (who = next) => swap.announceColdkeySwap.make({ new_coldkey_hash: swap.coldkeyHash(who) })
const execute = (new_coldkey = next) => swap.swapColdkeyAnnounced.make({ new_coldkey })
const byRoot = (swap_cost = 0n, old_coldkey = old) =>
  swap.swapColdkey.make({ old_coldkey, new_coldkey: next, swap_cost: tao(swap_cost) })
const dispute = swap.disputeColdkeySwap.make({})
const clear = swap.clearColdkeySwapAnnouncement.make({})
const reset = swap.resetColdkeySwap.make({ coldkey: old })

const stakeOf = (coldkey: typeof old, netuid: number) =>
  getStakeForHotkeyAndColdkeyOnSubnet(world.ctx, hotkeyOf(1), coldkey, netuid)

describe('announce_coldkey_swap', () => {
  test('keeps the hash for the time when it may be done, and costs', () => {
    const new_coldkey_hash = toHex(blake2_256(accountBytes(next)))
    const events = world.accepted(old, announce())
    expect(events.at(-1)).toEqual(['ColdkeySwapAnnounced', { who: old, new_coldkey_hash }])
    expect(keys.ColdkeySwapAnnouncements.get(world.ctx, old)).toEqual([world.block + 100n, new_coldkey_hash])
    expect(world.free(old)).toBe(100n * TAO - COST)
  })

  test('again is free, a while after the first could have been done', () => {
    world.accepted(old, announce())
    world.skip(129)
    world.refused(old, announce(coldkeyOf(12)), 'ColdkeySwapReannouncedTooEarly')
    world.skip(1)
    world.accepted(old, announce(coldkeyOf(12)))
    expect(world.free(old)).toBe(100n * TAO - COST)
  })

  test('is refused without money', () => {
    world.refused(coldkeyOf(2), announce(), 'NotEnoughBalanceToPaySwapColdKey')
  })

  test('bars everything else but sealed transactions', () => {
    world.accepted(old, announce())
    world.accepted(old, submitEncrypted.make({ ciphertext: Uint8Array.of(1) }))
    world.refused(
      old,
      transferKeepAlive.make({ dest: { type: 'Id', value: next }, value: tao(1n) }),
      'ColdkeySwapAnnounced',
    )
    world.refused(old, rootRegister.make({ hotkey: hotkeyOf(1) }), 'ColdkeySwapAnnounced')
  })
})

describe('swap_coldkey_announced', () => {
  test('hands over everything when the time has come', () => {
    const { ctx } = world
    const text = new Uint8Array(3)
    world.accepted(
      old,
      setIdentity.make({
        name: text,
        url: text,
        github_repo: text,
        image: text,
        discord: text,
        description: text,
        additional: text,
      }),
    )
    keys.AutoStakeDestination.put(ctx, old, 2, hotkeyOf(2))
    keys.AutoStakeDestinationColdkeys.put(ctx, hotkeyOf(2), 2, [old, coldkeyOf(5)])
    maybeAddColdkeyIndex(ctx, old)
    const before = itemsThatMention(ctx, old)
    expect(before).toContain('StakingColdkeys')
    world.accepted(old, announce())
    world.skip(99)
    world.refused(old, execute(), 'ColdkeySwapTooEarly')
    world.skip(1)
    world.refused(old, execute(coldkeyOf(12)), 'AnnouncedColdkeyHashDoesNotMatch')
    const events = world.accepted(old, execute())
    expect(events.at(-1)).toEqual(['ColdkeySwapped', { old_coldkey: old, new_coldkey: next }])
    expect([stakeOf(old, 2), stakeOf(next, 2), stakeOf(old, 0), stakeOf(next, 0)]).toEqual([
      0n,
      50n * TAO,
      0n,
      5n * TAO,
    ])
    expect(world.free(next)).toBe(100n * TAO - COST)
    expect(keys.Owner.get(ctx, hotkeyOf(1))).toBe(next)
    expect(keys.OwnedHotkeys.get(ctx, next)).toEqual([hotkeyOf(1)])
    expect(keys.StakingHotkeys.get(ctx, next)).toEqual([hotkeyOf(1)])
    expect(SubnetOwner.get(ctx, 2)).toBe(next)
    expect(keys.IdentitiesV2.get(ctx, next)?.name).toEqual(text)
    expect(keys.AutoStakeDestinationColdkeys.get(ctx, hotkeyOf(2), 2)).toEqual([coldkeyOf(5), next])
    expect(itemsThatMention(ctx, old)).toEqual([])
    const now = itemsThatMention(ctx, next)
    expect(before.filter(item => !now.includes(item))).toEqual([])
  })

  test('is refused without an announcement', () => {
    world.refused(old, execute(), 'ColdkeySwapAnnouncementNotFound')
  })

  test.each([
    ['ColdKeyAlreadyAssociated', () => createAccountIfNonExistent(world.ctx, next, hotkeyOf(11))],
    ['NewColdKeyIsHotkey', () => createAccountIfNonExistent(world.ctx, coldkeyOf(5), next)],
  ])('is refused, and stays announced: %s', (reason, change) => {
    world.accepted(old, announce())
    world.skip(100)
    change()
    world.refused(old, execute(), reason)
    expect(keys.ColdkeySwapAnnouncements.has(world.ctx, old)).toBe(true)
  })
})

describe('dispute_coldkey_swap', () => {
  test('stops everything until root decides', () => {
    const { ctx } = world
    world.refused(old, dispute, 'ColdkeySwapAnnouncementNotFound')
    world.accepted(old, announce())
    expect(world.accepted(old, dispute)).toEqual([['ColdkeySwapDisputed', { coldkey: old }]])
    world.skip(1_000)
    for (const call of [execute(), dispute, clear, announce()]) world.refused(old, call, 'ColdkeySwapDisputed')
    world.refused(coldkeyOf(2), reset, 'BadOrigin')
    expect(world.accepted(ROOT_ORIGIN, reset)).toEqual([['ColdkeySwapReset', { who: old }]])
    expect(keys.ColdkeySwapDisputes.has(ctx, old)).toBe(false)
    world.refused(old, execute(), 'ColdkeySwapAnnouncementNotFound')
  })

  test('once', () => {
    const unguarded = SubnetWorld.unguarded()
    unguarded.fund(old)
    unguarded.accepted(old, announce())
    unguarded.accepted(old, dispute)
    unguarded.refused(old, dispute, 'ColdkeySwapAlreadyDisputed')
  })
})

describe('clear_coldkey_swap_announcement', () => {
  test('takes the announcement back when another could be made', () => {
    world.refused(old, clear, 'ColdkeySwapAnnouncementNotFound')
    world.accepted(old, announce())
    world.skip(129)
    world.refused(old, clear, 'ColdkeySwapClearTooEarly')
    world.skip(1)
    expect(world.accepted(old, clear)).toEqual([['ColdkeySwapCleared', { who: old }]])
    expect(keys.ColdkeySwapAnnouncements.has(world.ctx, old)).toBe(false)
  })
})

describe('swap_coldkey, by root', () => {
  test('needs no announcement, and charges what root says', () => {
    world.accepted(old, announce())
    const events = world.accepted(ROOT_ORIGIN, byRoot(7n * TAO))
    expect(events.at(-1)).toEqual(['ColdkeySwapped', { old_coldkey: old, new_coldkey: next }])
    expect(world.free(next)).toBe(93n * TAO - COST)
    expect(keys.ColdkeySwapAnnouncements.has(world.ctx, old)).toBe(false)
  })

  test('is refused to others, and beyond what the coldkey has', () => {
    world.refused(old, byRoot(), 'BadOrigin')
    world.refused(ROOT_ORIGIN, byRoot(101n * TAO), 'NotEnoughBalanceToPaySwapColdKey')
  })
})

test('schedule_swap_coldkey is no more', () => {
  world.refused(old, swap.scheduleSwapColdkey.make({ new_coldkey: next }), 'Deprecated')
})
