import { describe, expect, test } from 'vitest'
import { addStake } from '../../../../../src/local-chain/pallets/subtensor/staking/add-stake.ts'
import { alphaFees } from '../../../../../src/local-chain/pallets/subtensor/staking/alpha-fees.ts'
import {
  moveStake,
  swapStake,
  transferStake,
} from '../../../../../src/local-chain/pallets/subtensor/staking/move-stake.ts'
import { recycleAlpha } from '../../../../../src/local-chain/pallets/subtensor/staking/recycle-alpha.ts'
import {
  removeStake,
  unstakeAll,
  unstakeAllAlpha,
} from '../../../../../src/local-chain/pallets/subtensor/staking/remove-stake.ts'
import { increaseStakeForHotkeyAndColdkeyOnSubnet } from '../../../../../src/local-chain/pallets/subtensor/staking/stake-utils/shares.ts'
import { SubnetAlphaOut } from '../../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import type { RuntimeCall } from '../../../../../src/local-chain/runtime/call.ts'
import { TransactionInvalid } from '../../../../../src/local-chain/runtime/validity.ts'
import { alpha, tao } from '../../../../../src/primitives/amounts.ts'
import { author, keyOf } from '../../../support/accounts.ts'
import { coldkeyOf, dump, hotkeyOf, TAO, World } from './world.ts'

const hotkey = hotkeyOf(1)
const charlie = keyOf('Charlie').publicKey

/** Charlie has stake and, of free TAO, no more than what keeps his account in being. */
function penniless(...netuids: number[]): World {
  const world = World.inhabited()
  world.fund(charlie, 500n)
  for (const netuid of netuids) {
    increaseStakeForHotkeyAndColdkeyOnSubnet(world.ctx, hotkey, charlie, netuid, alpha(50n * TAO))
    SubnetAlphaOut.mutate(world.ctx, netuid, out => alpha(out + 50n * TAO))
  }
  return world
}

/** Sends a signed extrinsic of Charlie's within the block. @returns `ok`, the label of a refusal, or why it is invalid */
function send(world: World, call: RuntimeCall): string {
  try {
    const { outcome } = world.chain.apply(world.chain.sign('Charlie', call))
    return outcome.error?.label ?? 'ok'
  } catch (error) {
    if (error instanceof TransactionInvalid) return `invalid ${error.message}`
    throw error
  }
}

const remove = (amount: bigint, netuid = 1) => removeStake.make({ hotkey, netuid, amount_unstaked: alpha(amount) })

test('who has no TAO pays in alpha: sold for the author without a fee, exactly once', () => {
  const world = penniless(1)
  const earned = world.free(author)
  const mark = world.ctx.events.length
  expect(send(world, remove(20n * TAO))).toBe('ok')
  const events = world.events(mark)
  const paid = events.find(([name]) => name === 'SubtensorModule.TransactionFeePaidWithAlpha')!
  const { who, netuid, alpha_fee, tao_amount } = paid[1] as Record<string, bigint>
  expect([who, netuid]).toEqual([charlie, 1])
  expect(events.filter(([name]) => name === 'SubtensorModule.StakeRemoved').map(([, data]) => data)).toEqual([
    [charlie, hotkey, tao_amount, alpha_fee, 1, 0n],
    expect.arrayContaining([charlie, hotkey, 1]),
  ])
  expect(world.stake(hotkey, charlie, 1)).toBe(30n * TAO - alpha_fee!)
  expect(world.free(author) - earned >= tao_amount!).toBe(true)
  // The fee in TAO, at 4/3 TAO for an alpha: what it sells for lacks the slippage and the rounding.
  const { actual_fee } = events.find(([name]) => name === 'TransactionPayment.TransactionFeePaid')![1] as {
    actual_fee: bigint
  }
  expect(actual_fee >= tao_amount! && actual_fee - tao_amount! < 10n).toBe(true)
})

test('a call that fails has been paid for', () => {
  const world = penniless(1)
  expect(send(world, remove(100n))).toBe('SubtensorModule.AmountTooLow')
  expect(world.stake(hotkey, charlie, 1) < 50n * TAO).toBe(true)
})

describe('which stake pays', () => {
  const named: readonly (readonly [string, RuntimeCall])[] = [
    ['remove_stake', remove(TAO)],
    ['recycle_alpha', recycleAlpha.make({ hotkey, netuid: 1, amount: alpha(TAO) })],
    [
      'move_stake',
      moveStake.make({
        origin_hotkey: hotkey,
        destination_hotkey: hotkeyOf(2),
        origin_netuid: 1,
        destination_netuid: 2,
        alpha_amount: alpha(TAO),
      }),
    ],
    [
      'transfer_stake',
      transferStake.make({
        destination_coldkey: coldkeyOf(2),
        hotkey,
        origin_netuid: 1,
        destination_netuid: 2,
        alpha_amount: alpha(TAO),
      }),
    ],
    ['swap_stake', swapStake.make({ hotkey, origin_netuid: 1, destination_netuid: 2, alpha_amount: alpha(TAO) })],
    ['unstake_all', unstakeAll.make({ hotkey })],
    ['unstake_all_alpha', unstakeAllAlpha.make({ hotkey })],
  ]

  test.each(named)('%s: the one it takes from', (_name, call) => {
    const world = penniless(1)
    expect(alphaFees.sources(world.ctx, charlie, call)).toEqual([{ hotkey, netuid: 1 }])
    expect(send(world, call)).toBe('ok')
  })

  test('none where there are several', () => {
    const world = penniless(1, 2)
    expect(alphaFees.sources(world.ctx, charlie, unstakeAll.make({ hotkey }))).toHaveLength(2)
    const before = dump(world.ctx)
    expect(send(world, unstakeAll.make({ hotkey }))).toBe('invalid Payment')
    expect(dump(world.ctx)).toEqual(before)
  })

  test('none for calls that give up no stake', () => {
    const world = penniless(1)
    const call = addStake.make({ hotkey, netuid: 1, amount_staked: tao(TAO) })
    expect(alphaFees.sources(world.ctx, charlie, call)).toEqual([])
    expect(send(world, call)).toBe('invalid Payment')
  })

  test('not one that is worth less than the fee', () => {
    const world = penniless()
    increaseStakeForHotkeyAndColdkeyOnSubnet(world.ctx, hotkey, charlie, 1, alpha(1_000n))
    expect(send(world, remove(1_000n))).toBe('invalid Payment')
  })

  test('none of an account that does not exist', () => {
    const world = penniless(1)
    world.drain(charlie)
    expect(send(world, remove(TAO))).toBe('invalid Payment')
  })
})

test('TAO is taken first, if there is enough of it', () => {
  const world = penniless(1)
  world.fund(charlie, TAO)
  const mark = world.ctx.events.length
  expect(send(world, remove(20n * TAO))).toBe('ok')
  expect(world.events(mark).some(([name]) => name === 'SubtensorModule.TransactionFeePaidWithAlpha')).toBe(false)
})
