/** Signs a call: as which transaction, by whom, until when. */

import type { Tao } from '../../primitives/amounts.ts'
import type { Hex } from '../../primitives/bytes.ts'
import { concatBytes, equalBytes, fromHex, toHex } from '../../primitives/bytes.ts'
import { blake2_256 } from '../../primitives/crypto/blake2.ts'
import { KIND_NUMBER } from '../../primitives/crypto/kinds.ts'
import { assert } from '../../primitives/errors.ts'
import { signPayload } from '../../wallet/payload.ts'
import type { Payload, Signer } from '../../wallet/signer.ts'
import type { Client } from '../client.ts'
import { build, type Call, type Extrinsic } from './call.ts'

export interface SignOptions {
  /** Paid to the author of the block to be preferred. */
  readonly tip?: Tao
  /** Blocks within which the transaction must come into one; it can never come into one later. */
  readonly period?: number
}

/** A transaction of which only the signature is missing. */
export interface Prepared {
  readonly payload: Payload
  /** Where it was prepared: its life begins there. */
  readonly start: number
  readonly nonce: number
  /** The last block in which it may stand. */
  readonly lastBlock: number
  finish(signer: Signer, signature: Uint8Array): Signed
}

/** A signed transaction. */
export interface Signed {
  readonly bytes: Uint8Array
  readonly hash: Hex
  readonly nonce: number
  /** The last block in which it may stand. */
  readonly lastBlock: number
}

/** About a quarter of an hour. */
const PERIOD = 64

/**
 * Signs along what the call was encoded by. Metadata that is not the chain's own makes the signature void there, so that
 * nobody can make a signer sign something else than he was shown. Reference: RFC 78, CheckMetadataHash
 */
function metadataCommitment({ api, lens }: Client): { mode?: number; metadataHash?: Hex } {
  const isChecked = api.registry.signedExtensions.includes('CheckMetadataHash')
  return isChecked && lens.hash !== undefined ? { mode: 1, metadataHash: lens.hash } : {}
}

/** Everything that a signature is over. Nothing is signed yet. */
export async function prepare(
  client: Client,
  extrinsic: Extrinsic,
  address: string,
  { tip, period = PERIOD }: SignOptions = {},
): Promise<Prepared> {
  const { api, chain } = client
  const [nonce, finalized] = await Promise.all([
    chain.rpc<number>('system_accountNextIndex', address),
    chain.finalized(),
  ])
  const payload = api.registry.createType('SignerPayload', {
    address,
    method: extrinsic.method.toHex(),
    nonce,
    tip: tip ?? 0n,
    era: api.registry.createType('ExtrinsicEra', { current: finalized.number, period }),
    blockHash: finalized.hash,
    blockNumber: finalized.number,
    genesisHash: api.genesisHash,
    runtimeVersion: api.runtimeVersion,
    signedExtensions: api.registry.signedExtensions,
    version: api.extrinsicVersion,
    ...metadataCommitment(client),
  })
  const bytes = fromHex(payload.toRaw().data as Hex)
  const call = extrinsic.method.toU8a()
  assert(equalBytes(bytes.subarray(0, call.length), call), 'a payload begins with its call')
  const lastBlock = finalized.number + period - 1
  return {
    payload: { call, extensions: bytes.subarray(call.length), genesisHash: api.genesisHash.toHex() },
    start: finalized.number,
    nonce,
    lastBlock,
    finish: (signer, signature) => {
      const typed = concatBytes(Uint8Array.of(KIND_NUMBER[signer.cryptoType]), signature)
      extrinsic.addSignature(address, toHex(typed), payload.toPayload())
      const encoded = extrinsic.toU8a()
      return { bytes: encoded, hash: toHex(blake2_256(encoded)), nonce, lastBlock }
    },
  }
}

/**
 * The same transaction, prepared anew if its place in the order of the account is taken or half of its life is over by now:
 * people take their time to read.
 */
export async function renewed(
  client: Client,
  order: Call,
  address: string,
  prepared: Prepared,
  options: SignOptions = {},
): Promise<Prepared> {
  const { chain } = client
  const [nonce, finalized] = await Promise.all([
    chain.rpc<number>('system_accountNextIndex', address),
    chain.finalized(),
  ])
  const halfway = (prepared.start + prepared.lastBlock) / 2
  if (nonce === prepared.nonce && finalized.number <= halfway) return prepared
  const again = await prepare(client, build(client, order), address, options)
  assert(equalBytes(again.payload.call, prepared.payload.call), 'a call stays what it was')
  return again
}

export const signPrepared = async (prepared: Prepared, signer: Signer): Promise<Signed> =>
  prepared.finish(signer, await signPayload(signer, prepared.payload))

export const sign = async (
  client: Client,
  extrinsic: Extrinsic,
  signer: Signer,
  options: SignOptions = {},
): Promise<Signed> => signPrepared(await prepare(client, extrinsic, signer.address, options), signer)
