import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { U64F64 } from '../../../../src/consensus/fixed/types.ts'
import { ONE } from '../../../../src/consensus/pool-curve/perquintill.ts'
import { SubnetAlphaIn, SubnetTAO } from '../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import { NetworksAdded } from '../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import {
  adjustProtocolLiquidity,
  approxFeeAmount,
  clearProtocolLiquidity,
  currentAlphaPrice,
  getAlphaAmountForTao,
  initSwap,
  MAX_PRICE,
  MIN_PRICE,
  protocolAccountId,
  simSwap,
  swap,
} from '../../../../src/local-chain/pallets/swap/impls.ts'
import { getAlphaForTao, getTaoForAlpha } from '../../../../src/local-chain/pallets/swap/order.ts'
import { FeeRate, PalSwapInitialized, SwapBalancer } from '../../../../src/local-chain/pallets/swap/storage.ts'
import type { Ctx } from '../../../../src/local-chain/runtime/context.ts'
import { alpha, tao } from '../../../../src/primitives/amounts.ts'
import { chainWithPool, labelOf, NETUID, type PoolState, setPool } from './pools.ts'

const TAO = 1_000_000_000n

/** Pools the reference met in its own tests, its price for each, and what a swap of 10^9 rao either way would give. */
const RECORDED: readonly (readonly [
  tao: bigint,
  alpha: bigint,
  quote: bigint,
  price: bigint,
  bought: bigint,
  sold: bigint,
])[] = [
  [
    100_000_000_000n,
    100_000_000_000n,
    500_000_000_000_000_000n,
    18_446_744_073_709_551_616n,
    989_605_382n,
    989_605_382n,
  ],
  [
    1_200_986_406_404n,
    864_013_436_347n,
    500_000_000_000_105_387n,
    25_641_139_295_930_930_008n,
    718_459_644n,
    1_387_703_706n,
  ],
  [
    102_999_999_997n,
    102_320_999_104n,
    499_999_999_999_174_566n,
    18_569_156_440_818_415_592n,
    983_365_104n,
    996_396_059n,
  ],
  [
    772_347_208_491n,
    13_681_421_609n,
    500_000_000_305_243_432n,
    1_041_360_443_443_220_651_231n,
    17_682_279n,
    52_582_426_466n,
  ],
  [
    475_136_684_491n,
    51_706_074_715n,
    500_000_000_533_578_189n,
    169_510_542_976_627_022_227n,
    108_540_456n,
    9_010_383_898n,
  ],
  [
    404_947_979_696n,
    28_958_552_768n,
    500_000_000_223_821_393n,
    257_953_903_904_500_739_988n,
    71_299_792n,
    13_510_361_306n,
  ],
  [
    262_933_842_755n,
    170_463_733_184n,
    500_000_000_024_687_701n,
    28_453_403_046_758_813_059n,
    645_533_820n,
    1_532_698_548n,
  ],
]

test.each(RECORDED)('prices and swaps as the reference: %d TAO, %d alpha, weight %d', (...row) => {
  const [reserve, alphaIn, quote, price, bought, sold] = row
  const { ctx } = chainWithPool({ tao: reserve, alpha: alphaIn, quote })
  expect(currentAlphaPrice(ctx, NETUID)).toBe(price)
  const fee = { feePaid: 503_547n, feeToBlockAuthor: 503_547n, amountPaidIn: 999_496_453n }
  expect(simSwap(ctx, NETUID, getAlphaForTao(tao(TAO)))).toEqual({ ...fee, amountPaidOut: bought })
  expect(simSwap(ctx, NETUID, getTaoForAlpha(alpha(TAO)))).toEqual({ ...fee, amountPaidOut: sold })
})

test('stops at a limit as the reference: what is paid in, what comes out, the fee', () => {
  const bought = chainWithPool({ tao: 2_049_281_339_135n, alpha: 1_951_903_783_839n, quote: ONE / 2n })
  expect(swap(bought.ctx, NETUID, getAlphaForTao(tao(266_107_774_432n)), tao(1_161_422_581n), false, true)).toEqual({
    amountPaidIn: 106_105_012_313n,
    amountPaidOut: 96_088_005_233n,
    feePaid: 53_455_854n,
    feeToBlockAuthor: 53_455_854n,
  })
  const sold = chainWithPool({ tao: 2_687_333_904_386n, alpha: 1_488_464_084_602n, quote: ONE / 2n })
  expect(swap(sold.ctx, NETUID, getTaoForAlpha(alpha(18_563_047_289n)), tao(969_128_082n), false, true)).toEqual({
    amountPaidIn: 18_553_699_909n,
    amountPaidOut: 33_085_201_335n,
    feePaid: 9_347_380n,
    feeToBlockAuthor: 9_347_380n,
  })
})

const reserve = fc.bigInt({ min: 1_000_000n, max: 10_000_000n * TAO })
const weight = fc.oneof(fc.constant(ONE / 2n), fc.bigInt({ min: ONE / 100n, max: ONE - ONE / 100n }))
const pool = fc.record({ tao: reserve, alpha: reserve, quote: weight, feeRate: fc.nat(10_000) })

/** Swaps and moves the reserves as the SubtensorModule does: the fee goes elsewhere. */
function buy(ctx: Ctx, amount: bigint): bigint {
  const result = swap(ctx, NETUID, getAlphaForTao(tao(amount)), MAX_PRICE, false, false)
  SubnetTAO.mutate(ctx, NETUID, total => tao(total + result.amountPaidIn))
  SubnetAlphaIn.mutate(ctx, NETUID, total => alpha(total - result.amountPaidOut))
  return result.amountPaidOut
}

function sell(ctx: Ctx, amount: bigint): bigint {
  const result = swap(ctx, NETUID, getTaoForAlpha(alpha(amount)), MIN_PRICE, false, false)
  SubnetAlphaIn.mutate(ctx, NETUID, total => alpha(total + result.amountPaidIn))
  SubnetTAO.mutate(ctx, NETUID, total => tao(total - result.amountPaidOut))
  return result.amountPaidOut
}

describe('any pool', () => {
  const chain = chainWithPool({ tao: TAO, alpha: TAO })
  const { ctx } = chain
  const withPool = <T>(state: PoolState, run: () => T): T =>
    ctx.dry(() => {
      setPool(ctx, state)
      return run()
    })

  test('gives nobody a gain for buying and selling, or selling and buying', () => {
    let trades = 0
    fc.assert(
      fc.property(pool, fc.bigInt({ min: 1_000n, max: 1_000_000n * TAO }), fc.boolean(), (state, amount, buysFirst) => {
        withPool(state, () => {
          const [there, back] = buysFirst ? [buy, sell] : [sell, buy]
          let returned = 0n
          // A pool may refuse: too large, too small, out of its price range.
          if (
            labelOf(() => {
              returned = back(ctx, there(ctx, amount))
            }) !== 'ok'
          )
            return
          trades++
          expect(returned <= amount).toBe(true)
        })
      }),
      { seed: 11, numRuns: 120 },
    )
    expect(trades).toBeGreaterThan(30)
  })

  test('pays what it said it would, and a simulation leaves no trace', () => {
    fc.assert(
      fc.property(pool, fc.bigInt({ min: 0n, max: 1_000_000n * TAO }), fc.boolean(), (state, amount, buys) => {
        withPool(state, () => {
          PalSwapInitialized.remove(ctx, NETUID)
          const order = buys ? getAlphaForTao(tao(amount)) : getTaoForAlpha(alpha(amount))
          const [limit, trade] = [buys ? MAX_PRICE : MIN_PRICE, order as ReturnType<typeof getAlphaForTao>]
          const outcome = (simulate: boolean) => {
            let result: unknown
            const label = labelOf(() => {
              result = swap(ctx, NETUID, trade, limit, false, simulate)
            })
            return { label, result }
          }
          const simulated = outcome(true)
          expect(PalSwapInitialized.has(ctx, NETUID)).toBe(false)
          expect(SwapBalancer.get(ctx, NETUID).quote).toBe(state.quote)
          expect(outcome(false)).toEqual(simulated)
          expect(PalSwapInitialized.has(ctx, NETUID)).toBe(simulated.label === 'ok')
        })
      }),
      { seed: 12, numRuns: 80 },
    )
  })

  test('goes to a limit price and hardly beyond, and never takes more than was offered', () => {
    let limited = 0
    fc.assert(
      fc.property(pool, fc.integer({ min: 1, max: 400 }), fc.boolean(), (state, permille, buys) => {
        withPool(state, () => {
          const price = currentAlphaPrice(ctx, NETUID)
          const factor = buys ? 1_000 + permille : 1_000 - permille
          const limitRao = (U64F64.toU64(U64F64.satMul(price, U64F64.satFromInt(TAO))) * BigInt(factor)) / 1_000n
          const limit = U64F64.safeDiv(U64F64.satFromInt(limitRao), U64F64.satFromInt(TAO))
          if (buys ? limit <= price : limit >= price || limitRao === 0n) return
          const offered = buys ? state.tao : state.alpha
          const run = () =>
            buys
              ? swap(ctx, NETUID, getAlphaForTao(tao(offered)), tao(limitRao), false, false)
              : swap(ctx, NETUID, getTaoForAlpha(alpha(offered)), tao(limitRao), false, false)
          let result: ReturnType<typeof run> | undefined
          if (
            labelOf(() => {
              result = run()
            }) !== 'ok'
          )
            return
          const { amountPaidIn, amountPaidOut, feePaid } = result!
          limited++
          expect(amountPaidIn + feePaid <= offered).toBe(true)
          setPool(ctx, {
            ...state,
            tao: buys ? state.tao + amountPaidIn : state.tao - amountPaidOut,
            alpha: buys ? state.alpha - amountPaidOut : state.alpha + amountPaidIn,
          })
          // A rao more or less on a small reserve moves the price by as much as that is of it.
          const slack = price / 1_000n + price / (state.tao < state.alpha ? state.tao : state.alpha)
          const after = currentAlphaPrice(ctx, NETUID)
          expect(buys ? after <= limit + slack : after + slack >= limit).toBe(true)
        })
      }),
      { seed: 13, numRuns: 80 },
    )
    expect(limited).toBeGreaterThan(40)
  })
})

describe('refuses', () => {
  const refusal = (state: PoolState, amount: bigint, limit: bigint = MAX_PRICE): string => {
    const { ctx } = chainWithPool(state)
    return labelOf(() => swap(ctx, NETUID, getAlphaForTao(tao(amount)), tao(limit), false, false))
  }
  const POOL = { tao: 1_000n * TAO, alpha: 500n * TAO }

  test('an input of more than a thousand times its reserve, net of the fee', () => {
    const most = 1_000n * POOL.tao
    expect(refusal({ ...POOL, feeRate: 0 }, most)).toBe('ok')
    expect(refusal({ ...POOL, feeRate: 0 }, most + 1n)).toBe('Swap.SwapInputTooLarge')
    expect(refusal({ ...POOL, feeRate: 6_553 }, most + 1n)).toBe('ok')
  })

  test('pools that hold too little of what is wanted', () => {
    expect(refusal({ tao: TAO, alpha: 999_999n }, 1_000n)).toBe('Swap.ReservesTooLow')
    expect(refusal({ tao: TAO, alpha: 1_000_000n }, 10_000n)).toBe('ok')
    // Nothing would come out.
    expect(refusal({ tao: 100n * TAO, alpha: 1_000_000n }, 1_000n)).toBe('Swap.ReservesTooLow')
  })

  test('limits that are not beyond the price', () => {
    expect(refusal(POOL, TAO, 2n * TAO)).toBe('Swap.PriceLimitExceeded')
    expect(refusal(POOL, TAO, 2n * TAO + 1n)).toBe('ok')
    const { ctx } = chainWithPool(POOL)
    const sale = (limit: bigint) =>
      labelOf(() => swap(ctx, NETUID, getTaoForAlpha(alpha(TAO)), tao(limit), false, false))
    expect(sale(2n * TAO)).toBe('Swap.PriceLimitExceeded')
    expect(sale(2n * TAO - 1n)).toBe('ok')
  })
})

test('fees: a part of what is paid in, none when they are dropped or where there is no pool', () => {
  const { ctx } = chainWithPool({ tao: 1_000n * TAO, alpha: 1_000n * TAO, feeRate: 6_553 })
  expect(approxFeeAmount(ctx, NETUID, tao(TAO))).toBe((TAO * 6_553n) / 65_535n)
  const free = swap(ctx, NETUID, getAlphaForTao(tao(TAO)), MAX_PRICE, true, true)
  expect(free).toMatchObject({ amountPaidIn: TAO, feePaid: 0n, feeToBlockAuthor: 0n })
  const stable = chainWithPool({ tao: TAO, alpha: 0n, mechanism: 0 })
  expect(approxFeeAmount(stable.ctx, NETUID, tao(TAO))).toBe(0n)
  expect(simSwap(stable.ctx, NETUID, getAlphaForTao(tao(TAO)))).toEqual({
    amountPaidIn: TAO,
    amountPaidOut: TAO,
    feePaid: 0n,
    feeToBlockAuthor: 0n,
  })
  NetworksAdded.remove(stable.ctx, NETUID)
  expect(simSwap(stable.ctx, NETUID, getAlphaForTao(tao(TAO)))).toMatchObject({ amountPaidIn: 0n, amountPaidOut: 0n })
})

test('prices: 0 without alpha, 1 without a pool; and what TAO is worth in alpha', () => {
  const { ctx } = chainWithPool({ tao: 3n * TAO, alpha: 6n * TAO })
  expect(currentAlphaPrice(ctx, NETUID)).toBe(U64F64.ONE / 2n)
  expect(getAlphaAmountForTao(ctx, NETUID, tao(TAO))).toBe(2n * TAO)
  setPool(ctx, { tao: 3n * TAO, alpha: 0n })
  expect(currentAlphaPrice(ctx, NETUID)).toBe(0n)
  expect(getAlphaAmountForTao(ctx, NETUID, tao(TAO))).toBe(0n)
  setPool(ctx, { tao: 0n, alpha: 0n, mechanism: 0 })
  expect(currentAlphaPrice(ctx, NETUID)).toBe(U64F64.ONE)
  expect(getAlphaAmountForTao(ctx, NETUID, tao(TAO))).toBe(TAO)
})

describe('liquidity of the protocol', () => {
  test('leaves the price when the caller adds what it said', () => {
    const { ctx } = chainWithPool({ tao: 1_000n * TAO, alpha: 500n * TAO, quote: ONE / 2n })
    const before = currentAlphaPrice(ctx, NETUID)
    const [addedTao, addedAlpha] = adjustProtocolLiquidity(ctx, NETUID, tao(40n * TAO), alpha(3n * TAO))
    expect([addedTao, addedAlpha]).toEqual([40n * TAO, 3n * TAO])
    SubnetTAO.mutate(ctx, NETUID, total => tao(total + addedTao))
    SubnetAlphaIn.mutate(ctx, NETUID, total => alpha(total + addedAlpha))
    const after = currentAlphaPrice(ctx, NETUID)
    expect(after !== before || SwapBalancer.get(ctx, NETUID).quote !== ONE / 2n).toBe(true)
    const difference = after > before ? after - before : before - after
    expect(difference < before / 10n ** 12n).toBe(true)
  })

  test('is refused where a weight would fall below 0.01', () => {
    const { ctx } = chainWithPool({ tao: TAO, alpha: TAO, quote: ONE / 2n })
    expect(adjustProtocolLiquidity(ctx, NETUID, tao(1_000n * TAO), alpha(0n))).toEqual([0n, 0n])
    expect(SwapBalancer.get(ctx, NETUID).quote).toBe(ONE / 2n)
  })

  test('is gone with all settings once a subnet is cleared', () => {
    const { ctx } = chainWithPool({ tao: TAO, alpha: TAO, quote: ONE / 4n, feeRate: 100 })
    clearProtocolLiquidity(ctx, NETUID)
    expect([SubnetTAO.get(ctx, NETUID), SubnetAlphaIn.get(ctx, NETUID)]).toEqual([0n, 0n])
    expect([SwapBalancer, FeeRate, PalSwapInitialized].map(item => item.has(ctx, NETUID))).toEqual([
      false,
      false,
      false,
    ])
  })
})

test('a pool begins with equal weights at its first swap, or with those that a price asks for', () => {
  const { ctx } = chainWithPool({ tao: 100n * TAO, alpha: 100n * TAO })
  SwapBalancer.put(ctx, NETUID, { quote: ((ONE / 10n) * 3n) as typeof ONE })
  swap(ctx, NETUID, getAlphaForTao(tao(TAO)), MAX_PRICE, false, false)
  expect(SwapBalancer.get(ctx, NETUID).quote).toBe(ONE / 2n)
  const priced = chainWithPool({ tao: 100n * TAO, alpha: 100n * TAO })
  initSwap(priced.ctx, NETUID, U64F64.satFromInt(3n))
  expect(SwapBalancer.get(priced.ctx, NETUID).quote).toBe(ONE / 4n)
  expect(currentAlphaPrice(priced.ctx, NETUID)).toBe(U64F64.satFromInt(3n))
  const extreme = chainWithPool({ tao: TAO, alpha: 1_000n * TAO })
  initSwap(extreme.ctx, NETUID, U64F64.satFromInt(3n))
  expect(PalSwapInitialized.has(extreme.ctx, NETUID)).toBe(false)
})

test('the account of the protocol', () => {
  const { ctx } = chainWithPool({ tao: TAO, alpha: TAO })
  expect(protocolAccountId(ctx)).toBe(`0x6d6f646c74656e2f73776170${'00'.repeat(20)}`)
})
