/** Whether a transaction may enter the pool. Reference: sp_transaction_pool TaggedTransactionQueue. */
import { SystemNumber } from '../../pallets/system/storage.ts'
import { outerCodec } from '../../scale/codec.ts'
import { method, type RuntimeApi, runtimeApi } from '../api.ts'
import { beginBlock, validateExtrinsic } from '../executive.ts'
import type { VerifySignature } from '../extrinsic.ts'
import { h256 } from '../types.ts'
import { TransactionInvalid, transactionSource, transactionValidity } from '../validity.ts'

const uncheckedExtrinsic = outerCodec<Uint8Array>('UncheckedExtrinsic')

/**
 * A transaction is judged as the first one of the block after the one asked about, before any hook ran in it.
 * Reference: frame_executive validate_transaction
 */
export const taggedTransactionQueue = (verify: VerifySignature): RuntimeApi =>
  runtimeApi('TaggedTransactionQueue', 3, {
    validate_transaction: method(
      { source: transactionSource, tx: uncheckedExtrinsic, block_hash: h256 },
      transactionValidity,
      (ctx, { source, tx, block_hash }) => {
        beginBlock(ctx, { number: SystemNumber.get(ctx) + 1, parentHash: block_hash, digest: [] })
        try {
          return { ok: validateExtrinsic(ctx, tx, verify, source) }
        } catch (refusal) {
          if (refusal instanceof TransactionInvalid) return { err: refusal.data }
          throw refusal
        }
      },
    ),
  })
