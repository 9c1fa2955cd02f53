/**
 * TAO for proof of work, on chains built for development. Reference: subnets/registration.rs do_faucet, create_seal_hash,
 * hash_meets_difficulty.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { type AccountId, accountBytes } from '../../../../primitives/account.ts'
import { tao } from '../../../../primitives/amounts.ts'
import { concatBytes, equalBytes, fromHex } from '../../../../primitives/bytes.ts'
import { call } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { ensureSigned, type Origin } from '../../../runtime/origin.ts'
import { weigh } from '../../../runtime/weight.ts'
import { decode, encode } from '../../../scale/codec.ts'
import { bytes } from '../../../scale/collections.ts'
import { u64, u256 } from '../../../scale/primitives.ts'
import { dropCredit } from '../../balances/imbalances.ts'
import { BlockHash } from '../../system/storage.ts'
import { mintTao, spendTao } from '../coinbase/tao.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import { UsedWork } from '../storage/keys.ts'

const FAUCET_AMOUNT = tao(1_000_000_000_000n)
const FAUCET_DIFFICULTY = 1_000_000n
/** Work must refer to one of the last three blocks. */
const MAX_WORK_AGE = 3n
const HASH_LENGTH = 32

/** What work for an account on a block's hash must look like: Keccak of SHA-256 of nonce and Keccak of both. */
export function createSealHash(ctx: Ctx, blockNumber: bigint, nonce: bigint, account: AccountId): Uint8Array {
  const block = fromHex(BlockHash.get(ctx, Number(blockNumber)))
  const seed = keccak_256(concatBytes(block, accountBytes(account)))
  return keccak_256(sha256(concatBytes(encode(u64, nonce), seed)))
}

/** The hash, as a little-endian number, times the difficulty stays below 2^256. */
export const hashMeetsDifficulty = (hash: Uint8Array, difficulty: bigint): boolean =>
  (decode(u256, hash) * difficulty) >> 256n === 0n

/**
 * Mints 1000 TAO.
 * @throws InvalidWorkBlock, InvalidDifficulty (for bytes that are no hash too, on which the reference breaks off), InvalidSeal
 */
export function doFaucet(ctx: Ctx, origin: Origin, blockNumber: bigint, nonce: bigint, work: Uint8Array): void {
  const coldkey = ensureSigned(origin)
  ensure(blockNumber <= ctx.block && ctx.block - blockNumber < MAX_WORK_AGE, errors.InvalidWorkBlock)
  const meetsDifficulty = work.length === HASH_LENGTH && hashMeetsDifficulty(work, FAUCET_DIFFICULTY)
  ensure(meetsDifficulty, errors.InvalidDifficulty)
  ensure(equalBytes(createSealHash(ctx, blockNumber, nonce, coldkey), work), errors.InvalidSeal)
  UsedWork.put(ctx, work, ctx.block)
  const { credit } = spendTao(ctx, coldkey, mintTao(ctx, FAUCET_AMOUNT), FAUCET_AMOUNT)
  dropCredit(ctx, credit)
  ctx.deposit(events.Faucet(coldkey, FAUCET_AMOUNT))
}

export const faucet = call(
  'faucet',
  60,
  { block_number: u64, nonce: u64, work: bytes },
  { weight: weigh(91_000_000, 0, 27, 22), pays: 'No' },
  (ctx, origin, { block_number, nonce, work }) => doFaucet(ctx, origin, block_number, nonce, work),
)

/** Only for a runtime built with the faucet; mainnet's has none. */
export const faucetCalls = [faucet]
