import { describe, expect, test } from 'vitest'
import { TotalIssuance as BalancesIssuance } from '../../../../../src/local-chain/pallets/balances/storage.ts'
import {
  getSubnetAccountId,
  isSubnetAccountId,
} from '../../../../../src/local-chain/pallets/subtensor/coinbase/accounts.ts'
import {
  burnTao,
  canRemoveBalanceFromColdkeyAccount,
  getColdkeyBalance,
  getKeepAliveBalance,
  getSubnetTao,
  getTotalIssuance,
  mintTao,
  recycleCredit,
  recycleTao,
  spendTao,
  transferAllTaoAndKill,
  transferTao,
  transferTaoFromSubnet,
  transferTaoToSubnet,
} from '../../../../../src/local-chain/pallets/subtensor/coinbase/tao.ts'
import { BurnAccountId } from '../../../../../src/local-chain/pallets/subtensor/constants.ts'
import { errors } from '../../../../../src/local-chain/pallets/subtensor/errors.ts'
import { MAX_TAO_ISSUANCE } from '../../../../../src/local-chain/pallets/subtensor/limits.ts'
import { SystemAccount } from '../../../../../src/local-chain/pallets/system/storage.ts'
import { tao } from '../../../../../src/primitives/amounts.ts'
import { palletAccount } from '../../../../../src/primitives/pallet-account.ts'
import { coldkeyOf, hotkeyOf, TAO, World } from '../staking/world.ts'

const ED = 500n
const [one, two] = [coldkeyOf(1), coldkeyOf(2)]

/** Both issuances, and how far they are from those of a world that was just made. */
const issuances = ({ ctx }: World) => [getTotalIssuance(ctx), BalancesIssuance.get(ctx)] as const
const changes = (world: World, before: readonly [bigint, bigint]) => issuances(world).map((now, i) => now - before[i]!)

describe('accounts of subnets', () => {
  test('are made of the name of the pallet and the netuid', () => {
    const { ctx } = World.inhabited()
    expect(getSubnetAccountId(ctx, 1)).toBe(`0x6d6f646c7375627465${'6e7372'}0100${'00'.repeat(18)}`)
    expect(getSubnetAccountId(ctx, 0)).toBe(`0x6d6f646c${Buffer.from('subtensr').toString('hex')}${'00'.repeat(20)}`)
    expect(getSubnetAccountId(ctx, 9)).toBe(undefined)
    expect(palletAccount(BurnAccountId.of(ctx))).toBe(
      `0x6d6f646c${Buffer.from('burntnsr').toString('hex')}${'00'.repeat(20)}`,
    )
  })

  test('are known again, and nothing else is taken for one', () => {
    const world = World.inhabited()
    const { ctx } = world
    world.addSubnet(0x1234)
    for (const netuid of [0, 1, 2, 0x1234])
      expect(isSubnetAccountId(ctx, getSubnetAccountId(ctx, netuid)!)).toBe(netuid)
    const pot = getSubnetAccountId(ctx, 1)!
    for (const other of [one, hotkeyOf(1), pot.replace(/0$/, '1'), pot.replace('6d6f646c', '6d6f646d')]) {
      expect(isSubnetAccountId(ctx, other as typeof pot)).toBe(undefined)
    }
  })
})

describe('transfers', () => {
  test('may take all there is, and dust that dies leaves both issuances', () => {
    const world = World.inhabited()
    const { ctx } = world
    const before = issuances(world)
    expect(getColdkeyBalance(ctx, one) - getKeepAliveBalance(ctx, one)).toBe(ED)
    expect(canRemoveBalanceFromColdkeyAccount(ctx, one, tao(10_000n * TAO))).toBe(true)
    expect(canRemoveBalanceFromColdkeyAccount(ctx, one, tao(10_000n * TAO + 1n))).toBe(false)
    expect(() => transferTao(ctx, one, two, tao(10_000n * TAO + 1n))).toThrow(errors.InsufficientBalance)
    transferTao(ctx, one, two, tao(10_000n * TAO - 100n))
    expect(SystemAccount.has(ctx, one)).toBe(false)
    expect(changes(world, before)).toEqual([-100n, -100n])
    transferAllTaoAndKill(ctx, two, one)
    expect([world.free(one), SystemAccount.has(ctx, two)]).toEqual([20_000n * TAO - 100n, false])
    transferAllTaoAndKill(ctx, two, one)
    expect(world.free(one)).toBe(20_000n * TAO - 100n)
  })

  test('to a subnet leave the coldkey alive, and from it give back', () => {
    const world = World.inhabited()
    const { ctx } = world
    const pool = getSubnetTao(ctx, 1)
    expect(transferTaoToSubnet(ctx, 1, one, tao(0n))).toBe(0n)
    expect(transferTaoToSubnet(ctx, 1, one, tao(10n * TAO))).toBe(10n * TAO)
    expect(transferTaoToSubnet(ctx, 1, one, tao(20_000n * TAO))).toBe(9_990n * TAO - ED)
    expect(() => transferTaoToSubnet(ctx, 1, one, tao(1n))).toThrow(errors.InsufficientBalance)
    expect(() => transferTaoToSubnet(ctx, 9, two, tao(1n))).toThrow(errors.SubnetNotExists)
    expect(() => transferTaoFromSubnet(ctx, 9, two, tao(1n))).toThrow(errors.SubnetNotExists)
    transferTaoFromSubnet(ctx, 1, one, tao(10_000n * TAO - ED))
    expect(world.free(one)).toBe(10_000n * TAO)
    // The pool is a matter of its own.
    expect(getSubnetTao(ctx, 1)).toBe(pool)
  })
})

describe('TAO that goes', () => {
  test('burned lies where nobody can take it; issuance stays', () => {
    const world = World.inhabited()
    const before = issuances(world)
    burnTao(world.ctx, one, tao(5n * TAO))
    expect(world.free(palletAccount(BurnAccountId.of(world.ctx)))).toBe(5n * TAO)
    expect(changes(world, before)).toEqual([0n, 0n])
  })

  test('recycled is gone from both issuances; the coldkey lives', () => {
    const world = World.inhabited()
    const before = issuances(world)
    expect(() => recycleTao(world.ctx, one, tao(10_000n * TAO))).toThrow(errors.InsufficientBalance)
    recycleTao(world.ctx, one, tao(10_000n * TAO - ED))
    expect(world.free(one)).toBe(ED)
    expect(changes(world, before)).toEqual([-10_000n * TAO + ED, -10_000n * TAO + ED])
  })
})

describe('TAO that comes', () => {
  test('is a credit, spent part by part, the rest recycled', () => {
    const world = World.inhabited()
    const before = issuances(world)
    const credit = mintTao(world.ctx, tao(TAO))
    expect(changes(world, before)).toEqual([TAO, TAO])
    expect(spendTao(world.ctx, one, credit, tao(TAO + 1n))).toEqual({ ok: false, credit })
    // Less than an account needs to exist cannot be put there.
    expect(spendTao(world.ctx, coldkeyOf(9), credit, tao(ED - 1n))).toEqual({ ok: false, credit })
    const spent = spendTao(world.ctx, one, credit, tao(TAO / 4n))
    expect(spent).toEqual({ ok: true, credit: { credit: (TAO * 3n) / 4n } })
    recycleCredit(world.ctx, spent.credit)
    expect(changes(world, before)).toEqual([TAO / 4n, TAO / 4n])
    expect(world.free(one)).toBe(10_000n * TAO + TAO / 4n)
  })

  test('ends at twenty-one million', () => {
    const world = World.inhabited()
    const left = MAX_TAO_ISSUANCE - BalancesIssuance.get(world.ctx)
    const [issued] = issuances(world)
    expect(mintTao(world.ctx, tao(left + 5n))).toEqual({ credit: left })
    expect(getTotalIssuance(world.ctx) - issued).toBe(left)
    expect(mintTao(world.ctx, tao(5n))).toEqual({ credit: 0n })
  })
})
