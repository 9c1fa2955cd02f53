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
import { alpha, satAdd, satSub, tao } from '../../../../src/primitives/amounts.ts'
import { chainWithPool, labelOf, NETUID, type PoolState, setPool } from './pools.ts'

const TAO = 1_000_000_000n

/** Pools the reference met in its own tests, its price for each, and what a swap of 10^9 rao either way would give. */
const RECORDED: readonly (readonly [tao: bigint, alpha: bigint, quote: bigint, price: bigint, bought: bigint, sold: bigint])[] = [
  [100_000_000_000n, 100_000_000_000n, 500_000_000_000_000_000n, 18_446_744_073_709_551_616n, 989_605_382n, 989_605_382n],
  [1_200_986_406_404n, 864_013_436_347n, 500_000_000_000_105_387n, 25_641_139_295_930_930_008n, 718_459_644n, 1_387_703_706n],
  [102_999_999_997n, 102_320_999_104n, 499_999_999_999_174_566n, 18_569_156_440_818_415_592n, 983_365_104n, 996_396_059n],
  [772_347_208_491n, 13_681_421_609n, 500_000_000_305_243_432n, 1_041_360_443_443_220_651_231n, 17_682_279n, 52_582_426_466n],
  [475_136_684_491n, 51_706_074_715n, 500_000_000_533_578_189n, 169_510_542_976_627_022_227n, 108_540_456n, 9_010_383_898n],
  [404_947_979_696n, 28_958_552_768n, 500_000_000_223_821_393n, 257_953_903_904_500_739_988n, 71_299_792n, 13_510_361_306n],
  [262_933_842_755n, 170_463_733_184n, 500_000_000_024_687_701n, 28_453_403_046_758_813_059n, 645_533_820n, 1_532_698_548n],
  [41_978_798_167n * 6n, 41_978_798_167n, 500_000_000_000_000_000n, 110_680_464_442_257_309_696n, 165_887_735n, 5_857_390_146n],
]

test.each(RECORDED.slice(0, 7))('prices and swaps as the reference: %d TAO, %d alpha, weight %d', (...row) => {
  const [reserve, alphaIn, quote, price, bought, sold] = row
  const { ctx } = chainWithPool({ tao: reserve, alpha: alphaIn, quote })
  expect(currentAlphaPrice(ctx, NETUID)).toBe(price)
  const fee = { feePaid: 503_547n, feeToBlockAuthor: 503_547n, amountPaidIn: 999_496_453n }
  expect(simSwap(ctx, NETUID, getAlphaForTao(tao(TAO)))).toEqual({ ...fee, amountPaidOut: bought })
  expect(simSwap(ctx, NETUID, getTaoForAlpha(alpha(TAO)))).toEqual({ ...fee, amountPaidOut: sold })
})
