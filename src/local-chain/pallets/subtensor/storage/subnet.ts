/** Subnets themselves: owner, schedule, registration, leases, mechanisms. Reference: pallets/subtensor/src/lib.rs. */
import { U64F64 } from '../../../../consensus/fixed/types.ts'
import { ZERO_ACCOUNT } from '../../../../primitives/account.ts'
import { ZERO_ALPHA } from '../../../../primitives/amounts.ts'
import { utf8 } from '../../../../primitives/bytes.ts'
import { accountId, alphaBalance, mechId, netuid, taoBalance } from '../../../runtime/types.ts'
import { bytes, vecU16 } from '../../../scale/collections.ts'
import { bool, u16, u64 } from '../../../scale/primitives.ts'
import { blake2_128Concat, identity, twox64Concat } from '../../../state/hashers.ts'
import { storageOf } from '../../../state/storage.ts'
import { InitialBurn, InitialTempo } from '../constants.ts'
import { leaseId, subnetIdentity, subnetLease, u64f64 } from '../types.ts'

const storage = storageOf('SubtensorModule')
/** 𝜏, the symbol of a subnet that was given none. */
const TAU = utf8('𝜏')

export const TokenSymbol = storage.map('TokenSymbol', [identity(netuid)], bytes, {
  default: TAU,
  unit: 'text',
  since: 233,
})
export const Tempo = storage.map('Tempo', [identity(netuid)], u16, { default: chain => InitialTempo.of(chain) })
export const LastEpochBlock = storage.map('LastEpochBlock', [identity(netuid)], u64, { default: 0n })
export const PendingEpochAt = storage.map('PendingEpochAt', [identity(netuid)], u64, { default: 0n })
export const SubnetEpochIndex = storage.map('SubnetEpochIndex', [identity(netuid)], u64, { default: 0n })
export const FirstEmissionBlockNumber = storage.map('FirstEmissionBlockNumber', [identity(netuid)], u64)
export const SubnetMechanism = storage.map('SubnetMechanism', [identity(netuid)], u16, { default: 0 })
export const SubnetworkN = storage.map('SubnetworkN', [identity(netuid)], u16, { default: 0 })
export const NetworksAdded = storage.map('NetworksAdded', [identity(netuid)], bool, { default: false })
export const NetworkRegistrationAllowed = storage.map('NetworkRegistrationAllowed', [identity(netuid)], bool, {
  default: true,
  unit: 'switch',
  since: 121,
})
export const NetworkPowRegistrationAllowed = storage.map('NetworkPowRegistrationAllowed', [identity(netuid)], bool, {
  default: true,
  unit: 'inert',
  since: 136,
})
export const NetworkRegisteredAt = storage.map('NetworkRegisteredAt', [identity(netuid)], u64, { default: 0n })
export const RegisteredSubnetCounter = storage.map('RegisteredSubnetCounter', [identity(netuid)], u64, { default: 0n })
export const BlocksSinceLastStep = storage.map('BlocksSinceLastStep', [identity(netuid)], u64, { default: 0n })
export const LastMechansimStepBlock = storage.map('LastMechansimStepBlock', [identity(netuid)], u64, { default: 0n })
export const SubnetOwner = storage.map('SubnetOwner', [identity(netuid)], accountId, { default: ZERO_ACCOUNT })
export const SubnetOwnerHotkey = storage.map('SubnetOwnerHotkey', [identity(netuid)], accountId, {
  default: ZERO_ACCOUNT,
})
export const RegistrationsThisInterval = storage.map('RegistrationsThisInterval', [identity(netuid)], u16, {
  default: 0,
})
export const POWRegistrationsThisInterval = storage.map('POWRegistrationsThisInterval', [identity(netuid)], u16, {
  default: 0,
})
export const BurnRegistrationsThisInterval = storage.map('BurnRegistrationsThisInterval', [identity(netuid)], u16, {
  default: 0,
})
export const Burn = storage.map('Burn', [identity(netuid)], taoBalance, { default: chain => InitialBurn.of(chain) })
export const LastAdjustmentBlock = storage.map('LastAdjustmentBlock', [identity(netuid)], u64, { default: 0n })
export const RegistrationsThisBlock = storage.map('RegistrationsThisBlock', [identity(netuid)], u16, { default: 0 })
export const SubnetIdentitiesV3 = storage.map('SubnetIdentitiesV3', [blake2_128Concat(netuid)], subnetIdentity)
export const SubnetLeases = storage.map('SubnetLeases', [twox64Concat(leaseId)], subnetLease)
export const SubnetLeaseShares = storage.map(
  'SubnetLeaseShares',
  [twox64Concat(leaseId), identity(accountId)],
  u64f64,
  { default: U64F64.ZERO },
)
export const SubnetUidToLeaseId = storage.map('SubnetUidToLeaseId', [twox64Concat(netuid)], leaseId)
export const AccumulatedLeaseDividends = storage.map(
  'AccumulatedLeaseDividends',
  [twox64Concat(leaseId)],
  alphaBalance,
  { default: ZERO_ALPHA },
)
export const MechanismCountCurrent = storage.map('MechanismCountCurrent', [twox64Concat(netuid)], mechId, {
  default: 1,
  unit: 'mechanisms',
  since: 320,
})
export const MechanismEmissionSplit = storage.map('MechanismEmissionSplit', [twox64Concat(netuid)], vecU16)
