/** Storage and constants of the System pallet. Reference: frame_system. */
import { U64_MAX, ZERO_TAO } from '../../../primitives/amounts.ts'
import { utf8 } from '../../../primitives/bytes.ts'
import { accountId, digest, h256 } from '../../runtime/types.ts'
import { DB_READ, DB_WRITE, type Weight, weightCodec, ZERO_WEIGHT } from '../../runtime/weight.ts'
import { named } from '../../scale/codec.ts'
import { bytes, tuple, vec } from '../../scale/collections.ts'
import { struct } from '../../scale/composites.ts'
import { bool, u16, u32, u64 } from '../../scale/primitives.ts'
import { constantsOf } from '../../state/constant.ts'
import { blake2_128Concat, twox64Concat } from '../../state/hashers.ts'
import { storageOf } from '../../state/storage.ts'
import {
  type AccountInfo,
  accountInfo,
  blockLength,
  blockWeights,
  codeUpgradeAuthorization,
  eventRecord,
  lastRuntimeUpgrade,
  NEW_LOGIC_FLAG,
  perClass,
  phaseCodec,
} from './types.ts'

const ZERO_HASH = `0x${'00'.repeat(32)}` as const

export const NEW_ACCOUNT: AccountInfo = {
  nonce: 0,
  consumers: 0,
  providers: 0,
  sufficients: 0,
  data: { free: ZERO_TAO, reserved: ZERO_TAO, frozen: ZERO_TAO, flags: NEW_LOGIC_FLAG },
}

/** A raw key that the reference keeps for the time of a block: the index of the extrinsic that is applied. */
export const EXTRINSIC_INDEX = utf8(':extrinsic_index')

const storage = storageOf('System')

export const SystemAccount = storage.map('Account', [blake2_128Concat(accountId)], accountInfo, {
  default: NEW_ACCOUNT,
})
export const ExtrinsicCount = storage.value('ExtrinsicCount', u32)
export const InherentsApplied = storage.value('InherentsApplied', bool, { default: false })
export const BlockWeight = storage.value('BlockWeight', perClass(weightCodec), {
  default: { normal: ZERO_WEIGHT, operational: ZERO_WEIGHT, mandatory: ZERO_WEIGHT },
})
export const AllExtrinsicsLen = storage.value('AllExtrinsicsLen', u32)
export const BlockHash = storage.map('BlockHash', [twox64Concat(u32)], h256, { default: ZERO_HASH })
export const ExtrinsicData = storage.map('ExtrinsicData', [twox64Concat(u32)], bytes, { default: new Uint8Array(0) })
export const SystemNumber = storage.value('Number', u32, { default: 0 })
export const ParentHash = storage.value('ParentHash', h256, { default: ZERO_HASH })
export const SystemDigest = storage.value('Digest', digest, { default: { logs: [] } })
export const SystemEvents = storage.value('Events', vec(eventRecord), { default: [] })
export const EventCount = storage.value('EventCount', u32, { default: 0 })
export const EventTopics = storage.map('EventTopics', [blake2_128Concat(h256)], vec(tuple(u32, u32)), { default: [] })
export const LastRuntimeUpgrade = storage.value('LastRuntimeUpgrade', lastRuntimeUpgrade)
export const UpgradedToU32RefCount = storage.value('UpgradedToU32RefCount', bool, { default: false })
export const UpgradedToTripleRefCount = storage.value('UpgradedToTripleRefCount', bool, { default: false })
export const ExecutionPhase = storage.value('ExecutionPhase', phaseCodec)
export const AuthorizedUpgrade = storage.value('AuthorizedUpgrade', codeUpgradeAuthorization)
export const ExtrinsicWeightReclaimed = storage.value('ExtrinsicWeightReclaimed', weightCodec, { default: ZERO_WEIGHT })

export const systemStorage = [
  SystemAccount,
  ExtrinsicCount,
  InherentsApplied,
  BlockWeight,
  AllExtrinsicsLen,
  BlockHash,
  ExtrinsicData,
  SystemNumber,
  ParentHash,
  SystemDigest,
  SystemEvents,
  EventCount,
  EventTopics,
  LastRuntimeUpgrade,
  UpgradedToU32RefCount,
  UpgradedToTripleRefCount,
  ExecutionPhase,
  AuthorizedUpgrade,
  ExtrinsicWeightReclaimed,
]

const constant = constantsOf('System')

const weight = (ref_time: bigint, proof_size: bigint): Weight => ({ ref_time, proof_size })
const BASE_EXTRINSIC = weight(108_157_000n, 0n)

export const BlockWeights = constant('BlockWeights', blockWeights, {
  unit: 'picoseconds, bytes of proof',
  normal: {
    base_block: weight(431_614_000n, 0n),
    max_block: weight(4_000_000_000_000n, U64_MAX),
    per_class: {
      normal: {
        base_extrinsic: BASE_EXTRINSIC,
        max_extrinsic: weight(2_599_891_843_000n, 11_990_383_647_911_208_550n),
        max_total: weight(3_000_000_000_000n, 13_835_058_055_282_163_711n),
        reserved: weight(0n, 0n),
      },
      operational: {
        base_extrinsic: BASE_EXTRINSIC,
        max_extrinsic: weight(3_599_891_843_000n, 16_602_069_666_338_596_454n),
        max_total: weight(4_000_000_000_000n, U64_MAX),
        reserved: weight(1_000_000_000_000n, 4_611_686_018_427_387_904n),
      },
      mandatory: {
        base_extrinsic: BASE_EXTRINSIC,
        max_extrinsic: undefined,
        max_total: undefined,
        reserved: undefined,
      },
    },
  },
  since: 100,
})

export const BlockLength = constant('BlockLength', blockLength, {
  unit: 'bytes',
  normal: { max: { normal: 7_864_320, operational: 10_485_760, mandatory: 10_485_760 } },
  since: 100,
})

export const BlockHashCount = constant('BlockHashCount', named(u32, 'BlockNumberFor<T>'), {
  unit: 'blocks',
  normal: 2400,
  since: 100,
})

export const DbWeight = constant('DbWeight', struct('sp_weights::RuntimeDbWeight', { read: u64, write: u64 }), {
  unit: 'picoseconds',
  normal: { read: DB_READ, write: DB_WRITE },
  since: 100,
})

export const SS58Prefix = constant('SS58Prefix', u16, { unit: 'address prefix', normal: 42, since: 100 })

export const systemConstants = [BlockWeights, BlockLength, BlockHashCount, DbWeight, SS58Prefix]
