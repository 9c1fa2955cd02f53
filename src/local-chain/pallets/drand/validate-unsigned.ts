/**
 * Which pulses a pool takes without a signed transaction: one at a time, newer than the last, signed by whoever brings it.
 * Reference: pallets/drand/src/lib.rs ValidateUnsigned.
 */
import { U64_MAX } from '../../../primitives/amounts.ts'
import { fromHex } from '../../../primitives/bytes.ts'
import { blake2_256 } from '../../../primitives/crypto/blake2.ts'
import { verify } from '../../../primitives/crypto/verify.ts'
import type { RuntimeCall } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { blockNumber } from '../../runtime/types.ts'
import { invalid, NEUTRAL, type Validity } from '../../runtime/validity.ts'
import { type Codec, encode, type ValueOf } from '../../scale/codec.ts'
import { str, u64 } from '../../scale/primitives.ts'
import { setBeaconConfig, writePulse } from './calls.ts'
import { LastStoredRound, NextUnsignedAt, UnsignedPriority } from './storage.ts'
import { beaconConfigurationPayload, multiSigner, type payloadSignature, pulsesPayload } from './types.ts'

type Signer = ValueOf<typeof multiSigner>
type Signature = ValueOf<typeof payloadSignature>

interface Payload {
  readonly block_number: bigint
  readonly public: Signer
}

const TAG_PREFIX = encode(str, 'DrandOffchainWorker')
const DRAND_TAG = Buffer.from('drand')

/** @throws TransactionInvalid */
export function validateUnsigned(ctx: Ctx, { call, args }: RuntimeCall): Validity {
  if (call === writePulse) {
    const { pulses_payload: payload, signature } = args as Parameters<typeof writePulse.make>[0]
    checkPayload(ctx, pulsesPayload, payload, signature)
    return validatePulse(
      ctx,
      payload.pulses.map(({ round }) => round),
    )
  }
  if (call === setBeaconConfig) {
    const { config_payload: payload, signature } = args as Parameters<typeof setBeaconConfig.make>[0]
    checkPayload(ctx, beaconConfigurationPayload, payload, signature)
    return validateConfig(ctx, payload)
  }
  throw invalid('Call')
}

/** Only sr25519 keys sign payloads. @throws TransactionInvalid `BadSigner`, `BadProof`, `Future` */
function checkPayload<P extends Payload>(ctx: Ctx, codec: Codec<P>, payload: P, signature: Signature): void {
  if (signature === undefined) throw invalid('BadSigner')
  const signer = payload.public
  const valid =
    signature.type === 'Sr25519' &&
    signer.type === 'Sr25519' &&
    verify('sr25519', encode(codec, payload, ctx.runtime.outer), fromHex(signature.value), fromHex(signer.value))
  if (!valid) throw invalid('BadProof')
  if (ctx.block < payload.block_number) throw invalid('Future')
}

function validatePulse(ctx: Ctx, rounds: readonly bigint[]): Validity {
  const [round] = rounds
  if (round === undefined || rounds.length > 1) throw invalid('Call')
  if (NextUnsignedAt.get(ctx) > ctx.block || round <= LastStoredRound.get(ctx)) throw invalid('Stale')
  // Of several pulses the oldest comes first.
  const priority = UnsignedPriority.of(ctx) + U64_MAX - round
  const tag = blake2_256(Buffer.concat([DRAND_TAG, encode(u64, round)]))
  return {
    ...NEUTRAL,
    priority: priority > U64_MAX ? U64_MAX : priority,
    provides: [Buffer.concat([TAG_PREFIX, tag])],
    longevity: 3n,
    propagate: false,
  }
}

function validateConfig(ctx: Ctx, payload: Payload): Validity {
  const next = NextUnsignedAt.get(ctx)
  if (next > payload.block_number) throw invalid('Stale')
  const tag = blake2_256(
    Buffer.concat([encode(blockNumber, next, ctx.runtime.outer), encode(multiSigner, payload.public)]),
  )
  return { ...NEUTRAL, priority: UnsignedPriority.of(ctx), provides: [Buffer.concat([TAG_PREFIX, tag])], longevity: 1n }
}
