/** Neurons of each subnet: keys, the results of the last epoch, weights and bonds, endpoints, weight commits. Reference: pallets/subtensor/src/lib.rs. */
import { ZERO_ACCOUNT } from '../../../../primitives/account.ts'
import { accountId, alphaBalance, h256, netuid, netuidIndex } from '../../../runtime/types.ts'
import { tuple, vec, vecU16, vecU16Pairs } from '../../../scale/collections.ts'
import { bool, u16, u64 } from '../../../scale/primitives.ts'
import { blake2_128Concat, identity, twox64Concat } from '../../../state/hashers.ts'
import { storageOf } from '../../../state/storage.ts'
import { axonInfo, crv3Commits, neuronCertificate, prometheusInfo, timelockedCommits } from '../types.ts'

const storage = storageOf('SubtensorModule')
const NO_U16 = new Uint16Array(0)

export const IsNetworkMember = storage.map('IsNetworkMember', [blake2_128Concat(accountId), identity(netuid)], bool, {
  default: false,
})
export const StakeWeight = storage.map('StakeWeight', [identity(netuid)], vecU16, { default: NO_U16 })
export const Uids = storage.map('Uids', [identity(netuid), blake2_128Concat(accountId)], u16)
export const Keys = storage.map('Keys', [identity(netuid), identity(u16)], accountId, { default: ZERO_ACCOUNT })
export const LoadedEmission = storage.map('LoadedEmission', [identity(netuid)], vec(tuple(accountId, u64, u64)))
export const Active = storage.map('Active', [identity(netuid)], vec(bool), { default: [] })
export const Consensus = storage.map('Consensus', [identity(netuid)], vecU16, { default: NO_U16 })
export const Incentive = storage.map('Incentive', [identity(netuidIndex)], vecU16, { default: NO_U16 })
export const Dividends = storage.map('Dividends', [identity(netuid)], vecU16, { default: NO_U16 })
export const Emission = storage.map('Emission', [identity(netuid)], vec(alphaBalance), { default: [] })
export const LastUpdate = storage.map('LastUpdate', [identity(netuidIndex)], vec(u64), { default: [] })
export const ValidatorTrust = storage.map('ValidatorTrust', [identity(netuid)], vecU16, { default: NO_U16 })
export const ValidatorPermit = storage.map('ValidatorPermit', [identity(netuid)], vec(bool), { default: [] })
export const Weights = storage.map('Weights', [identity(netuidIndex), identity(u16)], vecU16Pairs, { default: NO_U16 })
export const Bonds = storage.map('Bonds', [identity(netuidIndex), identity(u16)], vecU16Pairs, { default: NO_U16 })
export const BlockAtRegistration = storage.map('BlockAtRegistration', [identity(netuid), identity(u16)], u64, {
  default: 0n,
})
export const Axons = storage.map('Axons', [identity(netuid), blake2_128Concat(accountId)], axonInfo)
export const NeuronCertificates = storage.map(
  'NeuronCertificates',
  [identity(netuid), blake2_128Concat(accountId)],
  neuronCertificate,
)
export const Prometheus = storage.map('Prometheus', [identity(netuid), blake2_128Concat(accountId)], prometheusInfo)
export const WeightCommits = storage.map(
  'WeightCommits',
  [twox64Concat(netuidIndex), twox64Concat(accountId)],
  vec(tuple(h256, u64, u64, u64)),
)
export const TimelockedWeightCommits = storage.map(
  'TimelockedWeightCommits',
  [twox64Concat(netuidIndex), twox64Concat(u64)],
  timelockedCommits,
  { default: [] },
)
export const CRV3WeightCommits = storage.map(
  'CRV3WeightCommits',
  [twox64Concat(netuidIndex), twox64Concat(u64)],
  crv3Commits,
  { default: [] },
)
export const CRV3WeightCommitsV2 = storage.map(
  'CRV3WeightCommitsV2',
  [twox64Concat(netuidIndex), twox64Concat(u64)],
  timelockedCommits,
  { default: [] },
)
