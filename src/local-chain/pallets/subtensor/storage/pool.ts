/** Pools and emission of each subnet: reserves, flows, what is pending until the next epoch. Reference: pallets/subtensor/src/lib.rs. */
import { I96F32, U96F32 } from '../../../../consensus/fixed/types.ts'
import { ZERO_ALPHA, ZERO_TAO } from '../../../../primitives/amounts.ts'
import { alphaBalance, netuid, taoBalance } from '../../../runtime/types.ts'
import { tuple } from '../../../scale/collections.ts'
import { bool, i64, u64, u128 } from '../../../scale/primitives.ts'
import { identity } from '../../../state/hashers.ts'
import { storageOf } from '../../../state/storage.ts'
import { InitialEmaPriceHalvingPeriod, InitialRAORecycledForRegistration } from '../constants.ts'
import { i64f64, i96f32, recycleOrBurn, u96f32 } from '../types.ts'

const storage = storageOf('SubtensorModule')

export const SubnetMovingPrice = storage.map('SubnetMovingPrice', [identity(netuid)], i96f32, { default: I96F32.ZERO })
export const RootProp = storage.map('RootProp', [identity(netuid)], u96f32, { default: U96F32.ZERO })
export const SubnetVolume = storage.map('SubnetVolume', [identity(netuid)], u128, { default: 0n })
export const SubnetTAO = storage.map('SubnetTAO', [identity(netuid)], taoBalance, { default: ZERO_TAO })
export const SubnetAlphaInEmission = storage.map('SubnetAlphaInEmission', [identity(netuid)], alphaBalance, {
  default: ZERO_ALPHA,
})
export const SubnetEmissionEnabled = storage.map('SubnetEmissionEnabled', [identity(netuid)], bool, {
  default: true,
  unit: 'switch',
  since: 411,
})
export const SubnetAlphaOutEmission = storage.map('SubnetAlphaOutEmission', [identity(netuid)], alphaBalance, {
  default: ZERO_ALPHA,
})
export const SubnetTaoInEmission = storage.map('SubnetTaoInEmission', [identity(netuid)], taoBalance, {
  default: ZERO_TAO,
})
export const SubnetExcessTao = storage.map('SubnetExcessTao', [identity(netuid)], taoBalance, { default: ZERO_TAO })
export const SubnetRootSellTao = storage.map('SubnetRootSellTao', [identity(netuid)], taoBalance, { default: ZERO_TAO })
export const SubnetAlphaIn = storage.map('SubnetAlphaIn', [identity(netuid)], alphaBalance, { default: ZERO_ALPHA })
export const SubnetAlphaOut = storage.map('SubnetAlphaOut', [identity(netuid)], alphaBalance, { default: ZERO_ALPHA })
export const SubnetProtocolAlpha = storage.map('SubnetProtocolAlpha', [identity(netuid)], alphaBalance, {
  default: ZERO_ALPHA,
})
export const OwnerCutAutoLockEnabled = storage.map('OwnerCutAutoLockEnabled', [identity(netuid)], bool, {
  default: false,
})
export const SubnetTaoFlow = storage.map('SubnetTaoFlow', [identity(netuid)], i64, { default: 0n })
export const SubnetEmaTaoFlow = storage.map('SubnetEmaTaoFlow', [identity(netuid)], tuple(u64, i64f64))
export const SubnetProtocolFlow = storage.map('SubnetProtocolFlow', [identity(netuid)], i64, { default: 0n })
export const SubnetEmaProtocolFlow = storage.map('SubnetEmaProtocolFlow', [identity(netuid)], tuple(u64, i64f64))
export const OwnerCutEnabled = storage.map('OwnerCutEnabled', [identity(netuid)], bool, {
  default: true,
  unit: 'switch',
  since: 411,
})
export const TransferToggle = storage.map('TransferToggle', [identity(netuid)], bool, {
  default: true,
  unit: 'switch',
  since: 233,
})
export const SubnetLocked = storage.map('SubnetLocked', [identity(netuid)], taoBalance, { default: ZERO_TAO })
export const LargestLocked = storage.map('LargestLocked', [identity(netuid)], u64, { default: 0n })
export const PendingServerEmission = storage.map('PendingServerEmission', [identity(netuid)], alphaBalance, {
  default: ZERO_ALPHA,
})
export const PendingValidatorEmission = storage.map('PendingValidatorEmission', [identity(netuid)], alphaBalance, {
  default: ZERO_ALPHA,
})
export const PendingRootAlphaDivs = storage.map('PendingRootAlphaDivs', [identity(netuid)], alphaBalance, {
  default: ZERO_ALPHA,
})
export const PendingOwnerCut = storage.map('PendingOwnerCut', [identity(netuid)], alphaBalance, { default: ZERO_ALPHA })
export const MinerBurned = storage.map('MinerBurned', [identity(netuid)], u96f32, { default: U96F32.ZERO })
export const RecycleOrBurn = storage.map('RecycleOrBurn', [identity(netuid)], recycleOrBurn, {
  default: 'Burn',
  unit: 'choice',
  since: 320,
})
export const EMAPriceHalvingBlocks = storage.map('EMAPriceHalvingBlocks', [identity(netuid)], u64, {
  default: chain => InitialEmaPriceHalvingPeriod.of(chain),
})
export const RAORecycledForRegistration = storage.map('RAORecycledForRegistration', [identity(netuid)], taoBalance, {
  default: chain => InitialRAORecycledForRegistration.of(chain),
})
export const SubtokenEnabled = storage.map('SubtokenEnabled', [identity(netuid)], bool, { default: false })
