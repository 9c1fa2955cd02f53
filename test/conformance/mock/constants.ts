/**
 * The constants of the reference's test runtime where they differ from those of the chain.
 * Reference: pallets/subtensor/src/tests/mock.rs; the values stand in constants.json of the vectors.
 */
import {
  ExistentialDeposit,
  MaxFreezes,
  MaxLocks,
  MaxReserves,
} from '../../../src/local-chain/pallets/balances/storage.ts'
import * as crowdloan from '../../../src/local-chain/pallets/crowdloan/storage.ts'
import { ProxyTypeFilter } from '../../../src/local-chain/pallets/proxy/filter.ts'
import * as proxy from '../../../src/local-chain/pallets/proxy/storage.ts'
import { MaximumWeight } from '../../../src/local-chain/pallets/scheduler/storage.ts'
import * as subtensor from '../../../src/local-chain/pallets/subtensor/constants.ts'
import { ProxyInterface } from '../../../src/local-chain/pallets/subtensor/subnets/lease-proxies.ts'
import { MinimumReserve } from '../../../src/local-chain/pallets/swap/storage.ts'
import { BlockHashCount, BlockLength, BlockWeights } from '../../../src/local-chain/pallets/system/storage.ts'
import type { Weight } from '../../../src/local-chain/runtime/weight.ts'
import type { Constant } from '../../../src/local-chain/state/constant.ts'
import { tao, U64_MAX } from '../../../src/primitives/amounts.ts'

type Override = [Constant<unknown>, unknown]

const weight = (ref_time: bigint, proof_size: bigint): Weight => ({ ref_time, proof_size })
const BASE_EXTRINSIC = weight(108_157_000n, 0n)

/** Blocks of half the weight and length. */
const system: readonly Override[] = [
  BlockWeights.is({
    base_block: weight(431_614_000n, 0n),
    max_block: weight(2_000_000_000_000n, U64_MAX),
    per_class: {
      normal: {
        base_extrinsic: BASE_EXTRINSIC,
        max_extrinsic: weight(1_299_891_843_000n, 11_990_383_647_911_208_550n),
        max_total: weight(1_500_000_000_000n, 13_835_058_055_282_163_711n),
        reserved: weight(0n, 0n),
      },
      operational: {
        base_extrinsic: BASE_EXTRINSIC,
        max_extrinsic: weight(1_799_891_843_000n, 16_602_069_666_338_596_454n),
        max_total: weight(2_000_000_000_000n, U64_MAX),
        reserved: weight(500_000_000_000n, 4_611_686_018_427_387_904n),
      },
      mandatory: {
        base_extrinsic: BASE_EXTRINSIC,
        max_extrinsic: undefined,
        max_total: undefined,
        reserved: undefined,
      },
    },
  }),
  BlockLength.is({ max: { normal: 3_932_160, operational: 5_242_880, mandatory: 5_242_880 } }),
  BlockHashCount.is(250),
  ExistentialDeposit.is(tao(1n)),
  MaxLocks.is(0),
  MaxReserves.is(0),
  MaxFreezes.is(0),
  MaximumWeight.is(weight(1_600_000_000_000n, 14_757_395_258_967_641_292n)),
]

const network: readonly Override[] = [
  MinimumReserve.is(100n),
  subtensor.InitialMinAllowedWeights.is(0),
  subtensor.InitialDifficulty.is(10_000n),
  subtensor.InitialMaxDifficulty.is(U64_MAX),
  subtensor.InitialMinDifficulty.is(1n),
  subtensor.InitialBurn.is(tao(0n)),
  subtensor.InitialMaxBurn.is(tao(1_000_000_000n)),
  subtensor.InitialRho.is(30),
  subtensor.InitialMinAllowedUids.is(2),
  subtensor.InitialValidatorPruneLen.is(0n),
  subtensor.InitialImmunityPeriod.is(2),
  subtensor.InitialMaxRegistrationsPerBlock.is(3),
  subtensor.InitialMaxAllowedValidators.is(100),
  subtensor.InitialMinDelegateTake.is(5898),
  subtensor.InitialServingRateLimit.is(0n),
  subtensor.InitialTxRateLimit.is(0n),
  subtensor.InitialTxDelegateTakeRateLimit.is(1n),
  subtensor.InitialTxChildKeyTakeRateLimit.is(1n),
  subtensor.InitialNetworkMinLockCost.is(tao(100_000_000_000n)),
  subtensor.InitialSubnetOwnerCut.is(0),
  subtensor.InitialNetworkLockReductionInterval.is(2n),
  subtensor.InitialNetworkRateLimit.is(0n),
  subtensor.DefaultNetworkRateLimit.is(0n),
  subtensor.KeySwapCost.is(tao(1_000_000_000n)),
  subtensor.InitialColdkeySwapAnnouncementDelay.is(50n),
  subtensor.InitialColdkeySwapReannouncementDelay.is(10n),
  subtensor.InitialTaoWeight.is(0n),
  subtensor.KeySwapOnSubnetCost.is(tao(10_000_000n)),
  subtensor.HotkeySwapOnSubnetInterval.is(15n),
  subtensor.EvmKeyAssociateRateLimit.is(10n),
  subtensor.InitialMaxEpochsPerBlock.is(32),
]

const others: readonly Override[] = [
  crowdloan.MinimumDeposit.is(tao(50n)),
  crowdloan.AbsoluteMinimumContribution.is(tao(10n)),
  crowdloan.MinimumBlockDuration.is(20n),
  crowdloan.MaximumBlockDuration.is(100n),
  proxy.ProxyDepositBase.is(tao(1n)),
  proxy.ProxyDepositFactor.is(tao(1n)),
  proxy.AnnouncementDepositBase.is(tao(1n)),
  proxy.AnnouncementDepositFactor.is(tao(1n)),
  // Leases get no real proxies there, and no type restricts what a proxy may do.
  ProxyInterface.is({ add: () => {}, remove: () => {} }),
  ProxyTypeFilter.is({ allows: () => true, isSuperset: (type, other) => type === other || type === 'Any' }),
]

/** Some limits are lower in the runtime whose accounts are numbers; the other one has the chain's. */
const lowLimits: readonly Override[] = [
  proxy.MaxPending.is(15),
  crowdloan.MaxContributors.is(10),
  crowdloan.RefundContributorsLimit.is(5),
]

export const MOCK_CONSTANTS: ReadonlyMap<Constant<unknown>, unknown> = new Map([...system, ...network, ...others])
export const MOCK_CONSTANTS_WITH_LOW_LIMITS: ReadonlyMap<Constant<unknown>, unknown> = new Map([
  ...MOCK_CONSTANTS,
  ...lowLimits,
])
