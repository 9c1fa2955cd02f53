/**
 * What the bytes of a payload say: read back from them, with the metadata that they were encoded by, and from nothing else.
 * Whatever a command meant to do, this is what a signature would be about.
 */
import type { Call as CallCodec, ExtrinsicEra } from '@polkadot/types/interfaces'
import type { Struct } from '@polkadot/types-codec'
import type { Codec } from '@polkadot/types-codec/types'
import { equalBytes, type Hex } from '../../primitives/bytes.ts'
import { assert, TaoError } from '../../primitives/errors.ts'
import { payloadBytes } from '../../wallet/payload.ts'
import type { Payload } from '../../wallet/signer.ts'
import type { Client } from '../client.ts'
import { type Plain, plain } from '../plain.ts'
import { palletNames } from '../transactions/events.ts'

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
export function readPayload(client: Client, payload: Payload, near: number): ReadPayload {
  const { registry } = client.api
  try {
    const call = registry.createType<CallCodec>('Call', payload.call)
    const types = { ...registry.getSignedExtensionTypes(), ...registry.getSignedExtensionExtra() }
    const extensions = registry.createType<Struct>(JSON.stringify(types), payload.extensions)
    // What decodes to the same text and encodes to other bytes would be signed unseen.
    const again = { call: call.toU8a(), extensions: extensions.toU8a() }
    assert(equalBytes(payloadBytes(again), payloadBytes(payload)), 'its bytes are more than what they say')
    return { call: readCall(client, call), ...readExtensions(extensions, near) }
  } catch (error) {
    throw new TaoError('not_permitted', 'What would be signed cannot be read', {
      why: 'Its bytes are no transaction by the metadata of this chain.',
      remedy: 'Sign nothing. Try another node with --network.',
      cause: error,
    })
  }
}

function readExtensions(extensions: Struct, near: number): Omit<ReadPayload, 'call'> {
  const field = (name: string): Plain => {
    const value = extensions.get(name)
    return value === undefined ? undefined : plain(value as Codec)
  }
  const era = extensions.get('era') as unknown as ExtrinsicEra
  return {
    nonce: Number(field('nonce')),
    tip: BigInt((field('tip') as bigint | undefined) ?? 0n),
    lastBlock: era.isMortalEra ? era.asMortalEra.death(near) - 1 : undefined,
    specVersion: field('specVersion') as number,
    genesisHash: field('genesisHash') as Hex,
    metadataHash: field('mode') === 1 ? (field('metadataHash') as Hex | undefined) : undefined,
  }
}

function readCall(client: Client, call: CallCodec): ReadCall {
  const { meta } = call
  const pallet = palletNames(client).get(call.callIndex[0]!)
  return {
    name: `${pallet}.${meta.name.toString()}`,
    args: [...call.args].map((value, i) => {
      const { name, typeName } = meta.fields[i]!
      return {
        name: name.unwrap().toString(),
        ...readArgument(client, value, typeName.isSome ? typeName.unwrap().toString() : ''),
      }
    }),
  }
}

/** Unions do not survive `Omit` in one piece. */
type Unnamed<T> = T extends unknown ? Omit<T, 'name'> : never

const ACCOUNT_TYPE = /AccountId|LookupOf|StaticLookup/
const TAO_TYPE = /^(?:TaoBalance|T::(?:Currency)?Balance|BalanceOf<.*>|.*::CurrencyBalance)$/
const ALPHA_TYPE = /^AlphaBalance$/

function readArgument(client: Client, value: Codec, type: string): Unnamed<ReadArgument> {
  if (isCall(value)) return { kind: 'calls', value: [readCall(client, value)] }
  if (Array.isArray(value) && value.length > 0 && value.every(isCall)) {
    return { kind: 'calls', value: (value as CallCodec[]).map(each => readCall(client, each)) }
  }
  const given = plain(value)
  const account = ACCOUNT_TYPE.test(type) ? accountIn(given) : undefined
  if (account !== undefined) return { kind: 'account', value: account }
  if (typeof given === 'bigint' && TAO_TYPE.test(type)) return { kind: 'tao', value: given }
  if (typeof given === 'bigint' && ALPHA_TYPE.test(type)) return { kind: 'alpha', value: given }
  return { kind: 'other', value: given }
}

const isCall = (value: unknown): value is CallCodec =>
  typeof value === 'object' && value !== null && 'callIndex' in value && 'meta' in value

/** An address as it is, or in a `MultiAddress`. */
function accountIn(given: Plain): string | undefined {
  if (typeof given === 'string') return given
  if (typeof given !== 'object' || given === null || !('type' in given)) return undefined
  const { type, value } = given as { readonly type: Plain; readonly value: Plain }
  return type === 'Id' && typeof value === 'string' ? value : undefined
}
