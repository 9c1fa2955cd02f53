/** Storage and constants of the Drand pallet. Reference: pallets/drand/src/lib.rs. */
import { fromHex, utf8 } from '../../../primitives/bytes.ts'
import { DRAND_QUICKNET } from '../../../primitives/crypto/quicknet.ts'
import { blockNumber } from '../../runtime/types.ts'
import { named } from '../../scale/codec.ts'
import { boundedBytes } from '../../scale/collections.ts'
import { bool, u64 } from '../../scale/primitives.ts'
import { constantsOf } from '../../state/constant.ts'
import { blake2_128Concat, identity } from '../../state/hashers.ts'
import { storageOf } from '../../state/storage.ts'
import { type BeaconConfiguration, beaconConfiguration, pulse, roundNumber } from './types.ts'

/** The drand network of which pulses come every three seconds, each by itself. */
export const QUICKNET: BeaconConfiguration = {
  public_key: DRAND_QUICKNET.publicKey,
  period: DRAND_QUICKNET.period,
  genesis_time: DRAND_QUICKNET.genesis,
  hash: fromHex('52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971'),
  group_hash: fromHex('f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e'),
  scheme_id: utf8('bls-unchained-g1-rfc9380'),
  metadata: { beacon_id: utf8('quicknet') },
}

const storage = storageOf('Drand')

export const BeaconConfig = storage.value('BeaconConfig', beaconConfiguration, { default: QUICKNET })
export const HasMigrationRun = storage.map('HasMigrationRun', [identity(boundedBytes(128))], bool, { default: false })
export const Pulses = storage.map('Pulses', [blake2_128Concat(roundNumber)], pulse)
export const LastStoredRound = storage.value('LastStoredRound', roundNumber, { default: 0n })
export const OldestStoredRound = storage.value('OldestStoredRound', roundNumber, { default: 0n })
/** The block from which on another pulse may come without a signed transaction. */
export const NextUnsignedAt = storage.value('NextUnsignedAt', blockNumber, { default: 0n })

export const drandStorage = [BeaconConfig, HasMigrationRun, Pulses, LastStoredRound, OldestStoredRound, NextUnsignedAt]

const constant = constantsOf('Drand')

export const UnsignedPriority = constant('UnsignedPriority', named(u64, 'TransactionPriority'), {
  unit: 'priority',
  normal: 1n << 20n,
  since: 216,
})
export const HttpFetchTimeout = constant('HttpFetchTimeout', u64, { unit: 'ms', normal: 1_000n, since: 216 })

export const drandConstants = [UnsignedPriority, HttpFetchTimeout]
