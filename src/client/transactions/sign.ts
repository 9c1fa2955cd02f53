/** Signs a call: as which transaction, by whom, until when. */

import type { Tao } from '../../primitives/amounts.ts'
import type { Hex } from '../../primitives/bytes.ts'
import { concatBytes, fromHex, toHex } from '../../primitives/bytes.ts'
import { blake2_256 } from '../../primitives/crypto/blake2.ts'
import { KIND_NUMBER } from '../../primitives/crypto/kinds.ts'
import type { Signer } from '../../wallet/signer.ts'
import type { Client } from '../client.ts'
import type { Extrinsic } from './call.ts'

export interface SignOptions {
  /** Paid to the author of the block to be preferred. */
  readonly tip?: Tao
  /** Blocks within which the transaction must come into one; it can never come into one later. */
  readonly period?: number
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
/** Longer payloads are signed as their hash. */
const MAX_PAYLOAD = 256

/**
 * Signs along what the call was encoded by. Metadata that is not the chain's own makes the signature void there, so that
 * nobody can make a signer sign something else than he was shown. Reference: RFC 78, CheckMetadataHash
 */
function metadataCommitment({ api, lens }: Client): { mode?: number; metadataHash?: Hex } {
  const isChecked = api.registry.signedExtensions.includes('CheckMetadataHash')
  return isChecked && lens.hash !== undefined ? { mode: 1, metadataHash: lens.hash } : {}
}

export async function sign(
  client: Client,
  extrinsic: Extrinsic,
  signer: Signer,
  { tip, period = PERIOD }: SignOptions = {},
): Promise<Signed> {
  const { api, chain } = client
  const [nonce, finalized] = await Promise.all([
    chain.rpc<number>('system_accountNextIndex', signer.address),
    chain.finalized(),
  ])
  const payload = api.registry.createType('SignerPayload', {
    address: signer.address,
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
  const signature = await signer.sign(bytes.length > MAX_PAYLOAD ? blake2_256(bytes) : bytes)
  const typed = concatBytes(Uint8Array.of(KIND_NUMBER[signer.cryptoType]), signature)
  extrinsic.addSignature(signer.address, toHex(typed), payload.toPayload())
  const encoded = extrinsic.toU8a()
  return { bytes: encoded, hash: toHex(blake2_256(encoded)), nonce, lastBlock: finalized.number + period - 1 }
}
