/** Signs a call: as which transaction, by whom, until when. */

import type { Tao } from '../../primitives/amounts.ts'
import type { Hex } from '../../primitives/bytes.ts'
import { concatBytes, equalBytes, toHex } from '../../primitives/bytes.ts'
import { blake2_256 } from '../../primitives/crypto/blake2.ts'
import { KIND_NUMBER } from '../../primitives/crypto/kinds.ts'
import { assert, TaoError } from '../../primitives/errors.ts'
import { signPayload } from '../../wallet/payload.ts'
import type { Payload, Signer } from '../../wallet/signer.ts'
import type { Chain } from '../chain.ts'
import type { BlockRef, Client } from '../client.ts'
import { birthOf, eraFrom, lastBlockOf } from '../codec/era.ts'
import type { Lens } from '../metadata/lens.ts'
import { build } from './build.ts'
import type { Call } from './call.ts'
import { commitsToMetadata, encodeExtensions, encodeSigned } from './extrinsic.ts'

export interface SignOptions {
  /** Paid to the author of the block to be preferred. */
  readonly tip?: Tao
  /** Blocks within which the transaction must come into one; it can never come into one later. */
  readonly period?: number
  /** Sign although the chain cannot be held to the metadata that the call was made by: its node is trusted. */
  readonly allowUncheckedMetadata?: boolean
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
 * Everything that a signature is over. Nothing is signed yet.
 *
 * It names the metadata that the call was encoded by. If that is not the chain's own, the signature is void there, so that
 * nobody can make a signer sign something else than he was shown. Reference: RFC 78, CheckMetadataHash
 * @param call as bytes
 * @throws TaoError `not_permitted` on a real network that does not check this, unless that is allowed; `wrong_chain` where
 *   the chain was upgraded since it was opened
 */
export async function prepare(
  { chain, lens }: Client,
  call: Uint8Array,
  address: string,
  { tip, period = PERIOD, allowUncheckedMetadata = false }: SignOptions = {},
): Promise<Prepared> {
  if (chain.isAtStake && !allowUncheckedMetadata && !commitsToMetadata(lens)) throw unchecked(chain.name, lens)
  const { nonce, finalized } = await standing(chain, address)
  const era = eraFrom(finalized.number, period)
  const birth = birthOf(era, finalized.number)
  const { extra, additional } = encodeExtensions(lens, {
    era: { type: 'Mortal', value: era },
    nonce,
    tip: tip ?? 0n,
    metadataHash: lens.hash,
    specVersion: chain.specVersion,
    transactionVersion: chain.transactionVersion,
    genesisHash: chain.genesisHash,
    birthHash: birth === finalized.number ? finalized.hash : (await chain.blockAt(birth)).hash,
  })
  const lastBlock = lastBlockOf(era, finalized.number)
  return {
    payload: { call, extensions: concatBytes(extra, additional), genesisHash: chain.genesisHash },
    start: finalized.number,
    nonce,
    lastBlock,
    finish: (signer, signature) => {
      const typed = concatBytes(Uint8Array.of(KIND_NUMBER[signer.cryptoType]), signature)
      const bytes = encodeSigned(lens, address, typed, extra, call)
      return { bytes, hash: toHex(blake2_256(bytes)), nonce, lastBlock }
    },
  }
}

/** Where an account and a chain stand, as far as a transaction depends on it. */
async function standing(chain: Chain, address: string): Promise<{ nonce: number; finalized: BlockRef }> {
  const [nonce, finalized] = await Promise.all([
    chain.rpc<number>('system_accountNextIndex', address),
    chain.finalized(),
    chain.ensureSameRuntime(),
  ])
  return { nonce, finalized }
}

const unchecked = (network: string, { hash }: Lens): TaoError =>
  new TaoError('not_permitted', `${network} does not check by which metadata a transaction was made`, {
    why: [
      hash === undefined
        ? 'It has metadata of version 14 only, which nobody can commit to.'
        : 'Its transactions have no part CheckMetadataHash.',
      'Its node could have you sign something else than you are shown, and you would not notice.',
    ],
    remedy: 'Use another node with --network. If you trust this one, add --allow-unchecked-metadata.',
  })

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
  const { nonce, finalized } = await standing(client.chain, address)
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
  call: Uint8Array,
  signer: Signer,
  options: SignOptions = {},
): Promise<Signed> => signPrepared(await prepare(client, call, signer.address, options), signer)
