/**
 * Extrinsics as bytes: signed transactions (version 4) and bare inherents.
 * Reference: sp_runtime generic::UncheckedExtrinsic.
 */
import { type AccountId, accountBytes } from '../../primitives/account.ts'
import { fromHex } from '../../primitives/bytes.ts'
import { blake2_256 } from '../../primitives/crypto/blake2.ts'
import { malformed, Reader, Writer } from '../scale/buffer.ts'
import { encode } from '../scale/codec.ts'
import type { RuntimeCall } from './call.ts'
import type { Ctx } from './context.ts'
import { withLengthPrefix } from './extrinsic-codec.ts'
import type { Runtime } from './runtime.ts'
import { type MultiSignature, multiAddress, multiSignature } from './types.ts'
import { invalid, unknown } from './validity.ts'

const BARE_V4 = 0x04
const BARE_V5 = 0x05
const SIGNED_V4 = 0x84
const GENERAL_V5 = 0x45

export interface Extrinsic {
  /** Absent for what is not signed: bare extrinsics, and general ones, which no extension of the runtime authorises. */
  readonly signature: ExtrinsicSignature | undefined
  /** The extensions' explicit values, in the profile's order; absent for a bare extrinsic. */
  readonly extra: readonly unknown[] | undefined
  readonly call: RuntimeCall
  /** The call as it is signed. */
  readonly callBytes: Uint8Array
  readonly length: number
}

export interface ExtrinsicSignature {
  readonly signer: AccountId
  readonly signature: MultiSignature
  /** The extensions' explicit values, in the profile's order. */
  readonly extra: readonly unknown[]
}

/**
 * Reads an encoded extrinsic with its length prefix.
 * @throws TaoError when the bytes are not an extrinsic of this runtime; TransactionInvalid for a signer that is no account
 */
export function decodeExtrinsic(runtime: Runtime, encoded: Uint8Array): Extrinsic {
  const reader = new Reader(encoded, runtime.outer)
  if (reader.compact() !== reader.remaining) throw malformed('the length prefix does not match the extrinsic')
  const { address, signature, extra } = readPreamble(reader, runtime)
  const call = readCall(reader, runtime)
  const length = encoded.length
  if (signature === undefined || extra === undefined) return { signature: undefined, extra, ...call, length }
  if (address.type !== 'Id') throw unknown('CannotLookup')
  return { signature: { signer: address.value, signature, extra }, extra, ...call, length }
}

function readPreamble(reader: Reader, runtime: Runtime) {
  const readExtra = () => runtime.profile.extensions.map(({ explicit }) => explicit.read(reader))
  const version = reader.u8()
  switch (version) {
    case BARE_V4:
    case BARE_V5:
      return {}
    case SIGNED_V4:
      return { address: multiAddress.read(reader), signature: multiSignature.read(reader), extra: readExtra() }
    case GENERAL_V5:
      if (reader.u8() !== 0) throw malformed('there is only one version of the extensions')
      return { extra: readExtra() }
    default:
      throw malformed(`extrinsic version ${version} is not supported`)
  }
}

function readCall(reader: Reader, runtime: Runtime): { call: RuntimeCall; callBytes: Uint8Array } {
  const start = reader.at
  const call = runtime.outer.RuntimeCall.read(reader) as RuntimeCall
  reader.end()
  // The chain signs and hashes what it has read: sets in their order, whatever order they came in.
  const callBytes = reader.reordered
    ? encode(runtime.outer.RuntimeCall, call, runtime.outer)
    : reader.bytes.subarray(start)
  return { call, callBytes }
}

/** An unsigned extrinsic around a call, with its length prefix. */
export function encodeBare(runtime: Runtime, call: RuntimeCall): Uint8Array {
  const body = new Writer(runtime.outer)
  body.u8(BARE_V4)
  runtime.outer.RuntimeCall.write(body, call)
  return withLengthPrefix(body.finish())
}

/** A signed extrinsic, with its length prefix. */
export function encodeSigned(runtime: Runtime, call: RuntimeCall, signature: ExtrinsicSignature): Uint8Array {
  const body = new Writer(runtime.outer)
  body.u8(SIGNED_V4)
  multiAddress.write(body, { type: 'Id', value: signature.signer })
  multiSignature.write(body, signature.signature)
  runtime.profile.extensions.forEach((extension, i) => {
    extension.explicit.write(body, signature.extra[i])
  })
  runtime.outer.RuntimeCall.write(body, call)
  return withLengthPrefix(body.finish())
}

/**
 * The bytes that a signature covers: the call, what the extensions carry and what they imply; hashed when longer than
 * 256 bytes. @throws TransactionInvalid where an extension cannot tell what it implies
 */
export function signedPayload(ctx: Ctx, callBytes: Uint8Array, extra: readonly unknown[]): Uint8Array {
  const writer = new Writer(ctx.runtime.outer)
  const { extensions } = ctx.runtime.profile
  writer.raw(callBytes)
  extensions.forEach((extension, i) => {
    extension.explicit.write(writer, extra[i])
  })
  extensions.forEach((extension, i) => {
    extension.implicit.write(writer, extension.implicitValue(ctx, extra[i]))
  })
  const payload = writer.finish()
  return payload.length > 256 ? blake2_256(payload) : payload
}

/** Whether a signature covers a payload. */
export type VerifySignature = (signature: MultiSignature, payload: Uint8Array, signer: Uint8Array) => boolean

/** @throws TransactionInvalid `BadProof` when the signature is not the signer's over this very extrinsic */
export function checkSignature(ctx: Ctx, extrinsic: Extrinsic, verify: VerifySignature): void {
  const { signature } = extrinsic
  if (signature === undefined) return
  const payload = signedPayload(ctx, extrinsic.callBytes, signature.extra)
  if (!verify(signature.signature, payload, accountBytes(signature.signer))) throw invalid('BadProof')
}

export const signatureBytes = (signature: MultiSignature): Uint8Array => fromHex(signature.value)
