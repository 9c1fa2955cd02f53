/** Types of the Drand pallet, under the names and paths of the reference. */
import { blockNumber, multiSignature } from '../../runtime/types.ts'
import { named, type ValueOf } from '../../scale/codec.ts'
import { boundedBytes, fixedBytes, option, vec } from '../../scale/collections.ts'
import { struct, variant } from '../../scale/composites.ts'
import { u32, u64 } from '../../scale/primitives.ts'

export const roundNumber = named(u64, 'RoundNumber')

const boundedHash = named(boundedBytes(32), 'BoundedHash')

/** A pulse of the beacon: its signature over the round's number, and the randomness that is its hash. */
export const pulse = struct('pallet_drand::types::Pulse', {
  round: roundNumber,
  randomness: named(boundedBytes(32), 'BoundedVec<u8, ConstU32<32>>'),
  signature: named(boundedBytes(144), 'BoundedVec<u8, ConstU32<144>>'),
})
export type Pulse = ValueOf<typeof pulse>

export const beaconConfiguration = struct('pallet_drand::types::BeaconConfiguration', {
  public_key: named(boundedBytes(96), 'OpaquePublicKey'),
  period: u32,
  genesis_time: u32,
  hash: boundedHash,
  group_hash: boundedHash,
  scheme_id: boundedHash,
  metadata: struct('pallet_drand::types::Metadata', { beacon_id: boundedHash }),
})
export type BeaconConfiguration = ValueOf<typeof beaconConfiguration>

/** A public key of any kind that signs extrinsics. */
export const multiSigner = variant('sp_runtime::MultiSigner', {
  Ed25519: [0, named(fixedBytes(32), 'ed25519::Public')],
  Sr25519: [1, named(fixedBytes(32), 'sr25519::Public')],
  Ecdsa: [2, named(fixedBytes(33), 'ecdsa::Public')],
})

const payloadParams = [
  { name: 'Public', type: multiSigner.type },
  { name: 'BlockNumber', type: () => blockNumber.type() },
]
const payloadBlock = named(blockNumber, 'BlockNumber')
const payloadSigner = named(multiSigner, 'Public')

export const pulsesPayload = named(
  struct(
    'pallet_drand::types::PulsesPayload',
    { block_number: payloadBlock, pulses: vec(pulse), public: payloadSigner },
    payloadParams,
  ),
  'PulsesPayload<T::Public, BlockNumberFor<T>>',
)

export const beaconConfigurationPayload = named(
  struct(
    'pallet_drand::types::BeaconConfigurationPayload',
    { block_number: payloadBlock, config: beaconConfiguration, public: payloadSigner },
    payloadParams,
  ),
  'BeaconConfigurationPayload<T::Public, BlockNumberFor<T>>',
)

export const payloadSignature = named(option(multiSignature), 'Option<T::Signature>')
