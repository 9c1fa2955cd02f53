/** Storage and constants of the Swap pallet. Reference: pallets/swap/src/pallet/mod.rs, runtime/src/lib.rs. */
import { DEFAULT_BALANCER } from '../../../consensus/pool-curve/balancer.ts'
import { ZERO_ALPHA } from '../../../primitives/amounts.ts'
import { toHex, utf8 } from '../../../primitives/bytes.ts'
import { alphaBalance, netuid } from '../../runtime/types.ts'
import { boundedBytes } from '../../scale/collections.ts'
import { bool, u16, u64 } from '../../scale/primitives.ts'
import { constantsOf } from '../../state/constant.ts'
import { identity, twox64Concat } from '../../state/hashers.ts'
import { storageOf } from '../../state/storage.ts'
import { palletId } from '../subtensor/types.ts'
import { balancerCodec, nonZeroU64 } from './types.ts'

const storage = storageOf('Swap')

/** The fee of a swap in parts of 65535 of what is paid in: about 0.05 % where nothing was set. */
export const FeeRate = storage.map('FeeRate', [twox64Concat(netuid)], u16, { default: 33, unit: '1/65535', since: 283 })
export const SwapBalancer = storage.map('SwapBalancer', [twox64Concat(netuid)], balancerCodec, {
  default: DEFAULT_BALANCER,
  unit: '1/10^18',
  since: 380,
})
export const PalSwapInitialized = storage.map('PalSwapInitialized', [twox64Concat(netuid)], bool, { default: false })
export const HasMigrationRun = storage.map('HasMigrationRun', [identity(boundedBytes(128))], bool, { default: false })
export const ScrapReservoirAlpha = storage.map('ScrapReservoirAlpha', [twox64Concat(netuid)], alphaBalance, {
  default: ZERO_ALPHA,
})

export const swapStorage = [FeeRate, SwapBalancer, PalSwapInitialized, HasMigrationRun, ScrapReservoirAlpha]

const constant = constantsOf('Swap')

export const ProtocolId = constant('ProtocolId', palletId, {
  unit: 'name',
  normal: toHex(utf8('ten/swap')),
  since: 283,
})
export const MaxFeeRate = constant('MaxFeeRate', u16, { unit: '1/65535', normal: 10_000, since: 283 })
export const MinimumLiquidity = constant('MinimumLiquidity', u64, { unit: 'rao', normal: 1_000n, since: 283 })
/** A pool that holds less than this of what a swap pays out does not trade. */
export const MinimumReserve = constant('MinimumReserve', nonZeroU64, { unit: 'rao', normal: 1_000_000n, since: 283 })

export const swapConstants = [ProtocolId, MaxFeeRate, MinimumLiquidity, MinimumReserve]
