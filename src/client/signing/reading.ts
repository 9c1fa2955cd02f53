/**
 * What the bytes of a payload say: read back from them, with the metadata that they were encoded by, and from nothing else.
 * Whatever a command meant to do, this is what a signature would be about. The decoder takes no bytes that it would not write
 * again, so that nothing is signed unseen.
 */
import type { Hex } from '../../primitives/bytes.ts'
import { TaoError } from '../../primitives/errors.ts'
import type { Payload } from '../../wallet/signer.ts'
import type { Client } from '../client.ts'
import { Decoder, decode } from '../codec/decode.ts'
import { lastBlockOf } from '../codec/era.ts'
import type { Field, Lens } from '../metadata/lens.ts'
import type { Plain } from '../plain.ts'
import { argumentsOf } from '../transactions/build.ts'
import { callsIn, namedCall } from '../transactions/call-bytes.ts'
import { endsWithCommitment } from '../transactions/extrinsic.ts'

export interface ReadCall {
  /** By the chain's own names: `Balances.transfer_keep_alive`. */
  readonly name: string
  readonly args: readonly ReadArgument[]
}

export type ReadArgument = { readonly name: string } & (
  | { readonly kind: 'account'; readonly value: string }
  | { readonly kind: 'tao' | 'alpha'; readonly value: bigint }
  | { readonly kind: 'calls'; readonly value: readonly ReadCall[] }
  | { readonly kind: 'other'; readonly value: Plain }
)

export interface ReadPayload {
  readonly call: ReadCall
  readonly nonce: number
  /** In rao. */
  readonly tip: bigint
  /** The last block in which the transaction may stand; undefined for one that never ends. */
  readonly lastBlock: number | undefined
  readonly specVersion: number
  readonly genesisHash: Hex
  /** The metadata that the chain must have for the signature to count; undefined where it does not look. */
  readonly metadataHash: Hex | undefined
}

/**
 * @param near a block close to that of the payload's birth: an era tells its blocks by their last digits only
 * @throws TaoError `not_permitted` for bytes that are not exactly one payload of this chain
 */
export function readPayload({ lens }: Client, payload: Payload, near: number): ReadPayload {
  try {
    const { shapes, call } = lens
    return {
      call: readCall(lens, decode(shapes, call!, payload.call)),
      ...readExtensions(lens, payload.extensions, near),
    }
  } catch (error) {
    throw new TaoError('not_permitted', 'What would be signed cannot be read', {
      why: 'Its bytes are no transaction by the metadata of this chain.',
      remedy: 'Sign nothing. Try another node with --network.',
      cause: error,
    })
  }
}

function readExtensions(
  { shapes, extensions, hash }: Lens,
  bytes: Uint8Array,
  near: number,
): Omit<ReadPayload, 'call'> {
  const decoder = new Decoder(shapes, bytes)
  const extra = new Map(extensions.map(({ name, type }) => [name, decoder.value(type)]))
  const additional = new Map(extensions.map(({ name, additional }) => [name, decoder.value(additional)]))
  decoder.end()
  const era = extra.get('CheckMortality') as unknown as Choice
  const { mode } = (extra.get('CheckMetadataHash') ?? {}) as { readonly mode?: Plain }
  // Whatever the metadata calls it: these bytes bind the chain to the very metadata that they are read by, or they do not.
  const isBound = hash !== undefined && endsWithCommitment(bytes, hash)
  if ((mode === 'Enabled') !== isBound) throw new TaoError('wrong_chain', 'The commitment to the metadata is none')
  return {
    nonce: Number(extra.get('CheckNonce')),
    tip: BigInt((extra.get('ChargeTransactionPayment') as bigint | undefined) ?? 0n),
    lastBlock: era.type === 'Mortal' ? lastBlockOf(era.value as [number, number], near) : undefined,
    specVersion: additional.get('CheckSpecVersion') as number,
    genesisHash: additional.get('CheckGenesis') as Hex,
    metadataHash: isBound ? hash : undefined,
  }
}

interface Choice {
  readonly type: string
  readonly value: Plain
}

function readCall(lens: Lens, given: Plain): ReadCall {
  const { name, fields } = namedCall(given)
  return {
    name,
    args: argumentsOf(lens, name)!.map(field => ({
      name: field.name,
      ...readArgument(lens, field, fields[field.key]),
    })),
  }
}

/** Unions do not survive `Omit` in one piece. */
type Unnamed<T> = T extends unknown ? Omit<T, 'name'> : never

const ACCOUNT_TYPE = /AccountId|LookupOf|StaticLookup/
const TAO_TYPE = /^(?:TaoBalance|T::(?:Currency)?Balance|BalanceOf<.*>|.*::CurrencyBalance)$/
const ALPHA_TYPE = /^AlphaBalance$/

function readArgument(lens: Lens, { type, typeName = '' }: Field, given: Plain): Unnamed<ReadArgument> {
  const calls = callsIn(lens, type, given)
  if (calls !== undefined) return { kind: 'calls', value: calls.map(each => readCall(lens, each)) }
  const account = ACCOUNT_TYPE.test(typeName) ? accountIn(given) : undefined
  if (account !== undefined) return { kind: 'account', value: account }
  if (typeof given === 'bigint' && TAO_TYPE.test(typeName)) return { kind: 'tao', value: given }
  if (typeof given === 'bigint' && ALPHA_TYPE.test(typeName)) return { kind: 'alpha', value: given }
  return { kind: 'other', value: given }
}

/** An address as it is, or in a `MultiAddress`. */
function accountIn(given: Plain): string | undefined {
  if (typeof given === 'string') return given
  if (typeof given !== 'object' || given === null || !('type' in given)) return undefined
  const { type, value } = given as { readonly type: Plain; readonly value: Plain }
  return type === 'Id' && typeof value === 'string' ? value : undefined
}
