import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { I96F32 } from '../../../../../src/consensus/fixed/types.ts'
import { getSubnetAccountId } from '../../../../../src/local-chain/pallets/subtensor/coinbase/accounts.ts'
import { addStake } from '../../../../../src/local-chain/pallets/subtensor/staking/add-stake.ts'
import {
  addStakeAdjustRootClaimedForHotkeyAndColdkey,
  blockHashToIndices,
  doRootClaim,
  finalizeAllSubnetRootDividends,
  getRootOwedForHotkeyColdkey,
  increaseRootClaimableForHotkeyAndSubnet,
  maybeAddColdkeyIndex,
  maybeRemoveColdkeyIndex,
  removeStakeAdjustRootClaimedForHotkeyAndColdkey,
  runAutoClaimRootDivs,
  transferRootClaimableForNewHotkey,
  transferRootClaimedForNewKeys,
} from '../../../../../src/local-chain/pallets/subtensor/staking/claim-root.ts'
import {
  claimRoot,
  setRootClaimType,
  sudoSetNumRootClaims,
  sudoSetRootClaimThreshold,
} from '../../../../../src/local-chain/pallets/subtensor/staking/claim-root-calls.ts'
import { removeStake } from '../../../../../src/local-chain/pallets/subtensor/staking/remove-stake.ts'
import { increaseStakeForHotkeyAndColdkeyOnSubnet } from '../../../../../src/local-chain/pallets/subtensor/staking/stake-utils/shares.ts'
import { NumRootClaim, NumStakingColdkeys } from '../../../../../src/local-chain/pallets/subtensor/storage/global.ts'
import { SubnetAlphaOut, SubnetRootSellTao } from '../../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import {
  RootClaimable,
  RootClaimableThreshold,
  RootClaimed,
  RootClaimType,
  StakingColdkeys,
  StakingColdkeysByIndex,
} from '../../../../../src/local-chain/pallets/subtensor/storage/stake.ts'
import { SubnetOwner } from '../../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import type { Ctx } from '../../../../../src/local-chain/runtime/context.ts'
import { ROOT_ORIGIN } from '../../../../../src/local-chain/runtime/origin.ts'
import { alpha, tao, U64_MAX } from '../../../../../src/primitives/amounts.ts'
import { coldkeyOf, dump, hotkeyOf, TAO, World } from './world.ts'

const [hotkey, one, two] = [hotkeyOf(1), coldkeyOf(1), coldkeyOf(2)]

/** The usual world with 300 TAO of one and 100 of another staked on root behind one hotkey. */
function staked(): World {
  const world = World.inhabited()
  expect(world.call(one, addStake.make({ hotkey, netuid: 0, amount_staked: tao(300n * TAO) }))).toBe('ok')
  expect(world.call(two, addStake.make({ hotkey, netuid: 0, amount_staked: tao(100n * TAO) }))).toBe('ok')
  return world
}

/** Root dividends of a subnet for all who stake behind the hotkey, as an epoch gives them. */
function reward(world: World, netuid: number, amount: bigint): void {
  SubnetAlphaOut.mutate(world.ctx, netuid, out => alpha(out + amount))
  increaseRootClaimableForHotkeyAndSubnet(world.ctx, hotkey, netuid, alpha(amount))
}

const owed = ({ ctx }: World, coldkey: typeof one, netuid: number) =>
  getRootOwedForHotkeyColdkey(ctx, hotkey, coldkey, netuid)

test('dividends are owed in proportion to root stake, to the rao or one less', () => {
  const world = staked()
  reward(world, 1, 4n * TAO)
  reward(world, 1, 4n * TAO)
  expect(RootClaimable.get(world.ctx, hotkey)).toEqual([[1, I96F32.fromBits(2n * ((4n << 32n) / 400n))]])
  const [first, second] = [owed(world, one, 1), owed(world, two, 1)]
  expect(first <= 6n * TAO && first > 6n * TAO - 300n).toBe(true)
  expect(second <= 2n * TAO && second > 2n * TAO - 300n).toBe(true)
})

test('root stake earns from when it comes; what goes with something owed on it forfeits that', () => {
  const world = staked()
  reward(world, 1, 4n * TAO)
  const before = owed(world, one, 1)
  const remove = (amount: bigint) => removeStake.make({ hotkey, netuid: 0, amount_unstaked: alpha(amount) })
  expect(world.call(one, addStake.make({ hotkey, netuid: 0, amount_staked: tao(100n * TAO) }))).toBe('ok')
  expect(before - owed(world, one, 1) <= 1n).toBe(true)
  expect(world.call(one, remove(60n * TAO))).toBe('ok')
  const after = owed(world, one, 1)
  expect(after - before <= 2n && before - after <= 2n).toBe(true)
  // 340 TAO are left, 40 of which came later; without 190 of them what half of the first 300 earned is gone.
  expect(world.call(one, remove(190n * TAO))).toBe('ok')
  expect(owed(world, one, 1) < before / 2n + 2n).toBe(true)
})

test('more than the root stake itself goes to the owner of the hotkey at once', () => {
  const world = staked()
  reward(world, 2, 400n * TAO + 1n)
  expect(RootClaimable.has(world.ctx, hotkey)).toBe(false)
  expect(world.stake(hotkey, one, 2)).toBe(400n * TAO + 1n)
})

describe('a claim', () => {
  const claim = (...subnets: number[]) => claimRoot.make({ subnets })

  test('sells the alpha without a fee and stakes the TAO on root, if nothing else was said', () => {
    const world = staked()
    const { ctx } = world
    reward(world, 1, 8n * TAO)
    const [claimed, root] = [owed(world, one, 1), world.stake(hotkey, one, 0)]
    const rootAccount = getSubnetAccountId(ctx, 0)!
    const balance = world.free(rootAccount)
    const mark = ctx.events.length
    expect(world.call(one, claim(1))).toBe('ok')
    const gained = world.stake(hotkey, one, 0) - root
    // 6 alpha at 4/3 TAO, less slippage.
    expect(gained > 79n * (TAO / 10n) && gained < 8n * TAO).toBe(true)
    expect(world.free(rootAccount) - balance).toBe(gained)
    expect(SubnetRootSellTao.get(ctx, 1)).toBe(gained)
    expect(world.stake(hotkey, one, 1)).toBe(0n)
    expect(owed(world, one, 1) <= 1n).toBe(true)
    expect(RootClaimed.get(ctx, 1, hotkey, one) >= claimed).toBe(true)
    expect(world.events(mark).at(-1)).toEqual(['SubtensorModule.RootClaimed', { coldkey: one }])
  })

  test('keeps the alpha, everywhere or on the subnets named', () => {
    const world = staked()
    expect(world.call(one, setRootClaimType.make({ new_root_claim_type: { type: 'Keep' } }))).toBe('ok')
    reward(world, 1, 8n * TAO)
    reward(world, 2, 8n * TAO)
    const kept = owed(world, one, 1)
    expect(world.call(one, claim(1))).toBe('ok')
    expect(world.stake(hotkey, one, 1)).toBe(kept)
    const type = { type: 'KeepSubnets', value: { subnets: [2, 1, 2] } } as const
    expect(world.call(two, setRootClaimType.make({ new_root_claim_type: type }))).toBe('ok')
    expect(RootClaimType.get(world.ctx, two)).toEqual({ type: 'KeepSubnets', value: { subnets: [1, 2] } })
    const only = { type: 'KeepSubnets', value: { subnets: [2] } } as const
    expect(world.call(two, setRootClaimType.make({ new_root_claim_type: only }))).toBe('ok')
    const root = world.stake(hotkey, two, 0)
    expect(world.call(two, claim(1, 2))).toBe('ok')
    expect([world.stake(hotkey, two, 1), world.stake(hotkey, two, 2) > 0n]).toEqual([0n, true])
    expect(world.stake(hotkey, two, 0) > root).toBe(true)
  })

  test('leaves alone what is below the threshold', () => {
    const world = staked()
    RootClaimableThreshold.put(world.ctx, 1, I96F32.satFromInt(7n * TAO))
    reward(world, 1, 8n * TAO)
    expect(world.call(one, claim(1))).toBe('ok')
    expect(RootClaimed.has(world.ctx, 1, hotkey, one)).toBe(false)
    expect(owed(world, one, 1) > 0n).toBe(true)
  })

  test('names one to five subnets', () => {
    const world = staked()
    expect(world.call(one, claim())).toBe('SubtensorModule.InvalidSubnetNumber')
    expect(world.call(one, claim(1, 2, 3, 4, 5, 6))).toBe('SubtensorModule.InvalidSubnetNumber')
    expect(world.call(one, claim(1, 1, 1, 1, 1, 1))).toBe('ok')
    expect(world.chain.dispatch(ROOT_ORIGIN, claim(1))).toBe('BadOrigin')
  })

  test('is all or nothing', () => {
    const world = staked()
    reward(world, 1, 8n * TAO)
    reward(world, 2, 8n * TAO)
    // The account of subnet 2 cannot pay: the claim on subnet 1 goes with it.
    const { ctx } = world
    const account = getSubnetAccountId(ctx, 2)!
    const drained = dump(ctx)
    ctx.dry(() => {
      world.drain(account)
      const before = dump(ctx)
      expect(world.call(one, claim(1, 2))).toBe('SubtensorModule.InsufficientBalance')
      expect(dump(ctx)).toEqual(before)
    })
    expect(dump(ctx)).toEqual(drained)
  })
})

/** One claim after the other, each change written when it happens: what `doRootClaim` must come to. */
function claimOneByOne(ctx: Ctx, coldkey: typeof one, netuids: readonly number[]): void {
  for (const netuid of netuids) doRootClaim(ctx, coldkey, new Set([netuid]))
}

test('claims on many subnets at once come to the same as one after the other', () => {
  const rewards = fc.array(fc.bigInt({ min: 0n, max: 30n * TAO }), { minLength: 6, maxLength: 6 })
  fc.assert(
    fc.property(rewards, rewards, fc.constantFrom('Swap', 'Keep', 'Some'), (first, second, kind) => {
      const world = staked()
      const netuids = [1, 2, 3, 4, 5, 6]
      for (const netuid of netuids.slice(2)) world.addSubnet(netuid, { tao: BigInt(netuid) * 333n * TAO })
      if (kind === 'Keep') RootClaimType.put(world.ctx, one, { type: 'Keep' })
      if (kind === 'Some') RootClaimType.put(world.ctx, one, { type: 'KeepSubnets', value: { subnets: [2, 5] } })
      const results = [claimAll, claimOneByOne].map(claims =>
        world.ctx.dry(() => {
          for (const amounts of [first, second]) {
            netuids.forEach((netuid, i) => {
              if (amounts[i]! > 0n) reward(world, netuid, amounts[i]!)
            })
            claims(world.ctx, one, netuids)
          }
          return dump(world.ctx)
        }),
      )
      expect(results[0]).toEqual(results[1])
    }),
    { seed: 31, numRuns: 12 },
  )
})

const claimAll = (ctx: Ctx, coldkey: typeof one): void => {
  doRootClaim(ctx, coldkey)
}

test('nothing is coming behind a hotkey without root stake, however much was claimed there: nobody looks', () => {
  const world = staked()
  const { ctx } = world
  reward(world, 1, 8n * TAO)
  const three = coldkeyOf(3)
  increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, three, 1, alpha(TAO))
  RootClaimed.put(ctx, 1, hotkey, three, 5n)
  RootClaimableThreshold.put(ctx, 1, I96F32.ZERO)
  const known = ctx.state.cellsInMemory(RootClaimed).length
  const before = dump(ctx)
  doRootClaim(ctx, three)
  expect(dump(ctx)).toEqual(before)
  expect(ctx.state.cellsInMemory(RootClaimed)).toHaveLength(known)
  expect(ctx.events.at(-1)!.event.event.name).toBe('RootClaimed')
})

describe('those who claim by themselves', () => {
  test('are picked by the hash of the last block', () => {
    const hash = `0x${'0000000000000007'}${'0000000000000002'}${'00'.repeat(16)}` as const
    // 7 + 7 = 14, 14 mod 10 = 4; then 4 + 2 = 6; then 6 + 0 twice; then 6 + 7 = 13, 3.
    expect(blockHashToIndices(hash, 5n, 10n)).toEqual([3n, 4n, 6n])
    expect(blockHashToIndices(hash, 0n, 10n)).toEqual([])
    expect(blockHashToIndices(`0x${'ff'.repeat(32)}`, 1n, 1_000n)).toEqual([U64_MAX % 1_000n])
    expect(blockHashToIndices(hash, 3n, 0n)).toEqual([0n])
  })

  test('claim all they have, and one that cannot goes without', () => {
    const world = staked()
    const { ctx } = world
    reward(world, 1, 8n * TAO)
    NumRootClaim.put(ctx, 2n)
    // Index 0, then 1: both coldkeys.
    const hash = `0x${'00'.repeat(8)}${'0000000000000001'}${'00'.repeat(16)}` as const
    ctx.dry(() => {
      runAutoClaimRootDivs(ctx, hash)
      expect([one, two].map(coldkey => owed(world, coldkey, 1) <= 1n)).toEqual([true, true])
    })
    world.drain(getSubnetAccountId(ctx, 1)!)
    const before = dump(ctx)
    runAutoClaimRootDivs(ctx, hash)
    expect(dump(ctx)).toEqual(before)
  })

  test('are a list without gaps', () => {
    const world = new World()
    const { ctx } = world
    for (const n of [1, 2, 3, 4, 2]) maybeAddColdkeyIndex(ctx, coldkeyOf(n))
    maybeRemoveColdkeyIndex(ctx, coldkeyOf(2))
    maybeRemoveColdkeyIndex(ctx, coldkeyOf(9))
    const list = () => Array.from({ length: 4 }, (_, i) => StakingColdkeysByIndex.get(ctx, BigInt(i)))
    expect(list()).toEqual([coldkeyOf(1), coldkeyOf(4), coldkeyOf(3), undefined])
    maybeRemoveColdkeyIndex(ctx, coldkeyOf(3))
    expect(list()).toEqual([coldkeyOf(1), coldkeyOf(4), undefined, undefined])
    expect([1, 2, 3, 4].map(n => StakingColdkeys.get(ctx, coldkeyOf(n)))).toEqual([0n, undefined, undefined, 1n])
    expect(NumStakingColdkeys.get(ctx)).toBe(2n)
  })
})

test('what a claim weighs grows with the hotkeys and the subnets it looks at', () => {
  const world = staked()
  reward(world, 1, 8n * TAO)
  reward(world, 2, 8n * TAO)
  const read = 25_000_000n
  const perSubnet = 60_000_000n + 7n * read + 500_000_000n
  const weight = (subnets?: ReadonlySet<number>) => world.ctx.dry(() => doRootClaim(world.ctx, two, subnets))
  // One read for the list of hotkeys, and for each of the two three more.
  expect(weight(new Set([9]))).toEqual({ ref_time: 7n * read, proof_size: 0n })
  expect(weight(new Set([1]))).toEqual({ ref_time: 7n * read + perSubnet, proof_size: 6_987n })
  expect(weight()).toEqual({ ref_time: 7n * read + 2n * perSubnet, proof_size: 13_974n })
})

test('keys that are replaced take what was claimed and claimable along', () => {
  const world = staked()
  const { ctx } = world
  const [newHotkey, newColdkey] = [hotkeyOf(5), coldkeyOf(5)]
  reward(world, 1, 8n * TAO)
  reward(world, 2, 4n * TAO)
  RootClaimable.put(ctx, newHotkey, [
    [0, I96F32.ONE],
    [2, I96F32.ONE],
  ])
  const [rate1, rate2] = RootClaimable.get(ctx, hotkey).map(([, rate]) => rate)
  transferRootClaimableForNewHotkey(ctx, hotkey, newHotkey)
  expect(RootClaimable.has(ctx, hotkey)).toBe(false)
  expect(RootClaimable.get(ctx, newHotkey)).toEqual([
    [0, I96F32.ONE],
    [1, rate1],
    [2, I96F32.satAdd(I96F32.ONE, rate2!)],
  ])
  RootClaimed.put(ctx, 1, hotkey, one, 70n)
  RootClaimed.put(ctx, 1, newHotkey, newColdkey, 5n)
  transferRootClaimedForNewKeys(ctx, 1, hotkey, newHotkey, one, newColdkey)
  expect([RootClaimed.has(ctx, 1, hotkey, one), RootClaimed.get(ctx, 1, newHotkey, newColdkey)]).toEqual([false, 75n])
})

test('a subnet that ends takes its unclaimed dividends with it', () => {
  const world = staked()
  const { ctx } = world
  reward(world, 1, 8n * TAO)
  reward(world, 2, 4n * TAO)
  addStakeAdjustRootClaimedForHotkeyAndColdkey(ctx, hotkey, one, 1_000n * TAO)
  finalizeAllSubnetRootDividends(ctx, 1)
  expect(RootClaimable.get(ctx, hotkey).map(([netuid]) => netuid)).toEqual([2])
  expect([RootClaimed.has(ctx, 1, hotkey, one), RootClaimed.has(ctx, 2, hotkey, one)]).toEqual([false, true])
})

test('what counts as claimed never falls below nothing', () => {
  const world = staked()
  reward(world, 1, 8n * TAO)
  addStakeAdjustRootClaimedForHotkeyAndColdkey(world.ctx, hotkey, one, 100n)
  removeStakeAdjustRootClaimedForHotkeyAndColdkey(world.ctx, hotkey, one, alpha(10n ** 15n))
  expect(RootClaimed.get(world.ctx, 1, hotkey, one)).toBe(0n)
})

describe('settings', () => {
  test('how many claim by themselves: root, up to 50', () => {
    const world = staked()
    const set = (new_value: bigint) => sudoSetNumRootClaims.make({ new_value })
    expect(world.call(one, set(1n))).toBe('BadOrigin')
    expect(world.chain.dispatch(ROOT_ORIGIN, set(51n))).toBe('SubtensorModule.InvalidNumRootClaim')
    expect(world.chain.dispatch(ROOT_ORIGIN, set(50n))).toBe('ok')
    expect(NumRootClaim.get(world.ctx)).toBe(50n)
  })

  test('the least claim: root or the owner of the subnet, up to ten million', () => {
    const world = staked()
    SubnetOwner.put(world.ctx, 1, one)
    const set = (new_value: bigint) => sudoSetRootClaimThreshold.make({ netuid: 1, new_value })
    expect(world.call(two, set(1n))).toBe('BadOrigin')
    expect(world.call(one, set(10_000_001n))).toBe('SubtensorModule.InvalidRootClaimThreshold')
    expect(world.call(one, set(10_000_000n))).toBe('ok')
    expect(RootClaimableThreshold.get(world.ctx, 1)).toBe(I96F32.satFromInt(10_000_000n))
    expect(world.chain.dispatch(ROOT_ORIGIN, set(0n))).toBe('ok')
  })

  test('to keep alpha on no subnet at all is not a choice', () => {
    const world = staked()
    const none = { type: 'KeepSubnets', value: { subnets: [] } } as const
    expect(world.call(one, setRootClaimType.make({ new_root_claim_type: none }))).toBe(
      'SubtensorModule.InvalidSubnetNumber',
    )
  })
})
