/** Transactions as the pool sees them, and why it does not take one. */
import type { Hex } from '../../../primitives/bytes.ts'

/** Opaque: what a transaction needs before it, or gives to those after it. */
export type Tag = string

export interface PoolTransaction {
  readonly hash: Hex
  readonly encoded: Uint8Array
  readonly priority: bigint
  readonly requires: readonly Tag[]
  readonly provides: readonly Tag[]
  /** The last block in which it is valid. */
  readonly validTill: number
}

/** What is told of a transaction while it is on its way. */
export type TransactionStatus =
  | { readonly type: 'future' | 'ready' | 'dropped' | 'invalid' }
  | { readonly type: 'inBlock' | 'finalized' | 'retracted'; readonly block: Hex }
  | { readonly type: 'usurped'; readonly by: Hex }

export type Refusal =
  | { readonly type: 'AlreadyImported' }
  | { readonly type: 'TemporarilyBanned' }
  | { readonly type: 'TooLowPriority'; readonly old: bigint; readonly new: bigint }
  | { readonly type: 'CycleDetected' }
  | { readonly type: 'ImmediatelyDropped' }
  | { readonly type: 'NoTagsProvided' }

/** The pool does not take a transaction. Reference: sc_transaction_pool_api error. */
export class PoolRefusal extends Error {
  override readonly name = 'PoolRefusal'
  readonly hash: Hex
  readonly refusal: Refusal

  constructor(hash: Hex, refusal: Refusal) {
    super(refusal.type)
    this.hash = hash
    this.refusal = refusal
  }
}
