import { expect, test } from 'vitest'
import {
  AlphaBurned,
  AlphaRecycled,
  burnAlpha,
  mintAlpha,
  recycleAlpha,
  TotalAlphaIssuance,
  totalAlphaIssuance,
} from '../../../../src/local-chain/pallets/alpha-assets/alpha-assets.ts'
import { alphaAssets } from '../../../../src/local-chain/pallets/alpha-assets/pallet.ts'
import {
  burnSubnetAlpha,
  mintAlpha as mintForSubnet,
  recycleSubnetAlpha,
  resolveToAlphaIn,
  resolveToAlphaOut,
} from '../../../../src/local-chain/pallets/subtensor/coinbase/alpha.ts'
import { SubnetAlphaIn, SubnetAlphaOut } from '../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import { alpha, U64_MAX } from '../../../../src/primitives/amounts.ts'
import { toHex } from '../../../../src/primitives/bytes.ts'
import { TestChain } from '../../support/chain.ts'
import { baseProfile } from '../../support/profile.ts'

const chain = () => new TestChain({ profile: baseProfile({ more: [[31, alphaAssets]] }) }).ctx

test('counts what is minted, burned and recycled on each subnet by itself', () => {
  const ctx = chain()
  expect(mintAlpha(ctx, 1, alpha(1_000n))).toEqual({ netuid: 1, amount: 1_000n })
  mintAlpha(ctx, 2, alpha(7n))
  expect(burnAlpha(ctx, 1, alpha(100n))).toBe(100n)
  expect(recycleAlpha(ctx, 1, alpha(300n))).toBe(300n)
  const counters = [1, 2].map(n => [totalAlphaIssuance(ctx, n), AlphaBurned.get(ctx, n), AlphaRecycled.get(ctx, n)])
  expect(counters).toEqual([
    [700n, 100n, 300n],
    [7n, 0n, 0n],
  ])
})

test('recycles more than was issued down to nothing, and never counts beyond u64', () => {
  const ctx = chain()
  mintAlpha(ctx, 1, alpha(5n))
  recycleAlpha(ctx, 1, alpha(9n))
  expect([totalAlphaIssuance(ctx, 1), AlphaRecycled.get(ctx, 1)]).toEqual([0n, 9n])
  mintAlpha(ctx, 1, alpha(U64_MAX))
  mintAlpha(ctx, 1, alpha(1n))
  expect(totalAlphaIssuance(ctx, 1)).toBe(U64_MAX)
})

test('leaves no key behind for nothing', () => {
  const ctx = chain()
  mintAlpha(ctx, 1, alpha(0n))
  burnAlpha(ctx, 1, alpha(0n))
  recycleAlpha(ctx, 1, alpha(0n))
  for (const item of [TotalAlphaIssuance, AlphaBurned, AlphaRecycled]) expect(item.has(ctx, 1)).toBe(false)
})

test('minted alpha is outstanding or in the reserve once it is resolved', () => {
  const ctx = chain()
  resolveToAlphaOut(ctx, mintForSubnet(ctx, 1, alpha(50n)))
  resolveToAlphaIn(ctx, mintForSubnet(ctx, 1, alpha(20n)))
  expect([SubnetAlphaOut.get(ctx, 1), SubnetAlphaIn.get(ctx, 1), totalAlphaIssuance(ctx, 1)]).toEqual([50n, 20n, 70n])
  recycleSubnetAlpha(ctx, 1, alpha(10n))
  burnSubnetAlpha(ctx, 1, alpha(15n))
  // Burned alpha stays outstanding, recycled alpha does not.
  expect([SubnetAlphaOut.get(ctx, 1), totalAlphaIssuance(ctx, 1), AlphaBurned.get(ctx, 1)]).toEqual([40n, 60n, 15n])
})

test('keys are those of the reference', () => {
  expect((alphaAssets.storage ?? []).map(item => [item.name, item.parts[0]!.hasher])).toEqual([
    ['TotalAlphaIssuance', 'Twox64Concat'],
    ['AlphaBurned', 'Twox64Concat'],
    ['AlphaRecycled', 'Twox64Concat'],
  ])
  expect(toHex(TotalAlphaIssuance.prefix())).toMatch(/^0x[0-9a-f]{64}$/)
})
