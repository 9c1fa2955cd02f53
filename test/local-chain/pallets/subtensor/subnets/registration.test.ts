/** Neurons are registered for a price that decays with every block and rises with every registration. */

import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { U64F64 } from '../../../../../src/consensus/fixed/types.ts'
import { getSubnetAccountId } from '../../../../../src/local-chain/pallets/subtensor/coinbase/accounts.ts'
import {
  BurnHalfLife,
  BurnIncreaseMult,
  ImmuneOwnerUidsLimit,
  MaxAllowedUids,
  MaxBurn,
  MinBurn,
  MinNonImmuneUids,
} from '../../../../../src/local-chain/pallets/subtensor/storage/hyperparameters.ts'
import { Owner } from '../../../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import { Keys, Uids } from '../../../../../src/local-chain/pallets/subtensor/storage/neurons.ts'
import {
  RAORecycledForRegistration,
  SubnetAlphaIn,
  SubnetAlphaOut,
  SubnetTAO,
} from '../../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import {
  Burn,
  NetworkRegistrationAllowed,
  RegistrationsThisBlock,
  SubnetworkN,
} from '../../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import {
  bumpRegistrationPriceAfterRegistration,
  burnedRegister,
  register,
  registerLimit,
  updateRegistrationPricesForNetworks,
} from '../../../../../src/local-chain/pallets/subtensor/subnets/registration.ts'
import { decayFactorQ32, powQ32 } from '../../../../../src/local-chain/pallets/subtensor/utils/q32.ts'
import { NO_ORIGIN, ROOT_ORIGIN } from '../../../../../src/local-chain/runtime/origin.ts'
import { tao } from '../../../../../src/primitives/amounts.ts'
import { coldkeyOf, hotkeyOf, SubnetWorld, TAO } from './world.ts'

const NETUID = 2

let world: SubnetWorld
beforeEach(() => {
  world = new SubnetWorld()
  world.addSubnet(NETUID, { owner: 9, neurons: [1, 2] })
  world.fund(coldkeyOf(3))
})

const bySomebody = (hotkey = hotkeyOf(3), netuid = NETUID) => burnedRegister.make({ netuid, hotkey })
const byWork = (netuid: number, hotkey = hotkeyOf(3)) =>
  register.make({ netuid, block_number: 1n, nonce: 0n, work: Uint8Array.of(1, 2), hotkey, coldkey: coldkeyOf(8) })

describe('burned_register', () => {
  test('gives the next place and takes the price', () => {
    const { ctx } = world
    world.stake(NETUID, 1, 50n * TAO)
    const events = world.accepted(coldkeyOf(3), bySomebody())
    expect(events.at(-1)).toEqual(['NeuronRegistered', [NETUID, 2, hotkeyOf(3)]])
    expect(Keys.get(ctx, NETUID, 2)).toBe(hotkeyOf(3))
    expect(Uids.get(ctx, NETUID, hotkeyOf(3))).toBe(2)
    expect(SubnetworkN.get(ctx, NETUID)).toBe(3)
    expect(Owner.get(ctx, hotkeyOf(3))).toBe(coldkeyOf(3))
    expect(world.free(coldkeyOf(3))).toBe(9_999n * TAO)
    expect(RAORecycledForRegistration.get(ctx, NETUID)).toBe(TAO)
    // The fee of the swap, 33/65535, is the block author's.
    expect(SubnetTAO.get(ctx, NETUID)).toBe(1_001n * TAO - (TAO * 33n) / 65_535n)
    // Alpha left the pool, and nobody has it.
    expect(SubnetAlphaIn.get(ctx, NETUID)).toBeLessThan(1_000n * TAO)
    expect(SubnetAlphaOut.get(ctx, NETUID)).toBe(50n * TAO)
    expect(RegistrationsThisBlock.get(ctx, NETUID)).toBe(1)
  })

  test('costs more the next time, in the same block', () => {
    const { ctx } = world
    BurnIncreaseMult.put(ctx, NETUID, U64F64.satDiv(U64F64.satFromInt(5n), U64F64.satFromInt(4n)))
    world.accepted(coldkeyOf(3), bySomebody())
    expect(Burn.get(ctx, NETUID)).toBe((TAO * 5n) / 4n)
    world.accepted(coldkeyOf(3), bySomebody(hotkeyOf(4)))
    expect(world.free(coldkeyOf(3))).toBe(10_000n * TAO - TAO - (TAO * 5n) / 4n)
  })

  test('takes the place of the weakest neuron when the subnet is full', () => {
    const { ctx } = world
    MaxAllowedUids.put(ctx, NETUID, 2)
    MinNonImmuneUids.put(ctx, NETUID, 0)
    world.skip(100_000)
    world.accepted(coldkeyOf(3), bySomebody())
    expect(world.hotkeys(NETUID)).toEqual([hotkeyOf(3), hotkeyOf(2)])
    expect(Uids.has(ctx, NETUID, hotkeyOf(1))).toBe(false)
  })

  test.each<[reason: string, change: (w: SubnetWorld) => void]>([
    ['SubNetRegistrationDisabled', w => NetworkRegistrationAllowed.put(w.ctx, NETUID, false)],
    ['HotKeyAlreadyRegisteredInSubNet', w => w.enrol(NETUID, 3)],
    ['NotEnoughBalanceToStake', w => Burn.put(w.ctx, NETUID, tao(10_000n * TAO + 1n))],
    ['NonAssociatedColdKey', w => Owner.put(w.ctx, hotkeyOf(3), coldkeyOf(4))],
    ['NoNeuronIdAvailable', w => MaxAllowedUids.put(w.ctx, NETUID, 0)],
  ])('is refused: %s', (reason, change) => {
    change(world)
    world.refused(coldkeyOf(3), bySomebody(), reason)
  })

  test('is refused where no neuron can be, or by nobody', () => {
    const { ctx } = world
    world.refused(coldkeyOf(3), bySomebody(hotkeyOf(3), 0), 'RegistrationNotPermittedOnRootSubnet')
    world.refused(coldkeyOf(3), bySomebody(hotkeyOf(3), 77), 'SubnetNotExists')
    world.refused(coldkeyOf(3), bySomebody(getSubnetAccountId(ctx, NETUID)), 'CannotUseSystemAccount')
    world.refused(ROOT_ORIGIN, bySomebody(), 'BadOrigin')
    world.refused(NO_ORIGIN, bySomebody(), 'BadOrigin')
  })

  test('is refused when all neurons are the owner’s', () => {
    const { ctx } = world
    world.enrol(NETUID, 9)
    MaxAllowedUids.put(ctx, NETUID, 1)
    SubnetworkN.put(ctx, NETUID, 1)
    Keys.put(ctx, NETUID, 0, hotkeyOf(9))
    world.skip(100_000)
    ImmuneOwnerUidsLimit.put(ctx, NETUID, 1)
    MinNonImmuneUids.put(ctx, NETUID, 0)
    world.refused(coldkeyOf(3), bySomebody(), 'NoNeuronIdAvailable')
  })
})

describe('register', () => {
  test('burns as burned_register does; the work and the coldkey are not read', () => {
    const events = world.accepted(coldkeyOf(3), byWork(NETUID))
    expect(events.at(-1)).toEqual(['NeuronRegistered', [NETUID, 2, hotkeyOf(3)]])
    expect(Owner.get(world.ctx, hotkeyOf(3))).toBe(coldkeyOf(3))
  })

  test('is refused', () => {
    world.refused(coldkeyOf(3), byWork(0), 'RegistrationNotPermittedOnRootSubnet')
    world.refused(coldkeyOf(4), byWork(NETUID), 'NotEnoughBalanceToStake')
  })
})

describe('register_limit', () => {
  const within = (limit_price: bigint, netuid = NETUID) =>
    registerLimit.make({ netuid, hotkey: hotkeyOf(3), limit_price })

  test('registers at the limit', () => {
    world.accepted(coldkeyOf(3), within(TAO))
    expect(world.free(coldkeyOf(3))).toBe(9_999n * TAO)
  })

  test('is refused above the limit', () => {
    world.refused(coldkeyOf(3), within(TAO - 1n), 'RegistrationPriceLimitExceeded')
    world.refused(coldkeyOf(3), within(TAO, 0), 'RegistrationNotPermittedOnRootSubnet')
    world.refused(coldkeyOf(3), within(TAO, 78), 'SubnetNotExists')
  })
})

/** The price as whole-number arithmetic alone: x ⋅ f / 2^32, rounded down at each step. */
const decayedOnce = (price: bigint, factor: bigint): bigint => (price * factor) / 4294967296n

/** The largest whole number whose `n`th power is at most `target`. */
function root(target: bigint, n: number): bigint {
  let [low, high] = [0n, 1n << 33n]
  while (high - low > 1n) {
    const middle = (low + high) / 2n
    if (middle ** BigInt(n) <= target) low = middle
    else high = middle
  }
  return low
}

describe('the price', () => {
  test('has the factor that leaves half after the half-life', () => {
    expect(decayFactorQ32(0)).toBe(1n << 32n)
    expect(decayFactorQ32(1)).toBe(1n << 31n)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), halfLife => {
        const factor = decayFactorQ32(halfLife)
        expect(powQ32(factor, halfLife)).toBeLessThanOrEqual(1n << 31n)
        expect(powQ32(factor + 1n, halfLife)).toBeGreaterThan(1n << 31n)
        // Rounding down at every product leaves room for a factor a little above the true root, never below it.
        const exact = root(1n << BigInt(32 * halfLife - 1), halfLife)
        expect(factor).toBeGreaterThanOrEqual(exact)
        expect(factor - exact).toBeLessThan(8n)
      }),
      { seed: 7, numRuns: 30 },
    )
  })

  test('follows the arithmetic through blocks and registrations, within its bounds', () => {
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.record({ blocks: fc.integer({ min: 1, max: 30 }) }) },
      { weight: 2, arbitrary: fc.constant({ blocks: 0 }) },
    )
    const terms = fc.record({
      start: fc.bigInt({ min: 0n, max: 200n * TAO }),
      low: fc.bigInt({ min: 0n, max: TAO }),
      high: fc.bigInt({ min: TAO, max: 150n * TAO }),
      halfLife: fc.integer({ min: 0, max: 500 }),
      // In 1/16, from below one, which counts as one, to three.
      rise: fc.bigInt({ min: 8n, max: 48n }),
      steps: fc.array(step, { minLength: 1, maxLength: 12 }),
    })
    fc.assert(
      fc.property(terms, ({ start, low, high, halfLife, rise, steps }) => {
        const { ctx } = world
        MinBurn.put(ctx, NETUID, tao(low))
        MaxBurn.put(ctx, NETUID, tao(high))
        Burn.put(ctx, NETUID, tao(start))
        BurnHalfLife.put(ctx, NETUID, halfLife)
        BurnIncreaseMult.put(ctx, NETUID, U64F64.satDiv(U64F64.satFromInt(rise), U64F64.satFromInt(16n)))
        world.skip(1)
        const within = (price: bigint) => (price > high ? high : price < low ? low : price)
        const factor = decayFactorQ32(halfLife)
        let price = start
        for (const { blocks } of steps) {
          if (blocks === 0) {
            bumpRegistrationPriceAfterRegistration(ctx, NETUID)
            price = within((price * (rise < 16n ? 16n : rise)) / 16n)
          }
          for (let i = 0; i < blocks; i++) {
            updateRegistrationPricesForNetworks(ctx)
            price = within(halfLife === 0 ? price : decayedOnce(price, factor))
          }
          expect(Burn.get(ctx, NETUID)).toBe(price)
        }
      }),
      { seed: 11, numRuns: 40 },
    )
  })

  test('of root does not rise', () => {
    const before = Burn.get(world.ctx, 0)
    bumpRegistrationPriceAfterRegistration(world.ctx, 0)
    expect(Burn.get(world.ctx, 0)).toBe(before)
  })
})
