/**
 * Transaction extensions: what a signed transaction carries beside its call, and the checks that go with it.
 * Reference: sp_runtime TransactionExtension.
 */
import type { Codec } from '../scale/codec.ts'
import type { RuntimeCall } from './call.ts'
import type { Ctx } from './context.ts'
import type { DispatchInfo, DispatchOutcome } from './dispatch.ts'
import type { Origin } from './origin.ts'
import type { Validity } from './validity.ts'
import type { Weight } from './weight.ts'

/** A transaction while its extensions look at it. */
export interface Transaction {
  readonly origin: Origin
  readonly call: RuntimeCall
  /** With the weight of all extensions in `extensionWeight`. */
  readonly info: DispatchInfo
  readonly extensionWeight: Weight
  /** Bytes of the whole encoded extrinsic. */
  readonly length: number
}

export interface TransactionExtension<E = unknown, I = unknown, P = unknown> {
  /** The name clients know it by, e.g. `CheckNonce`. */
  readonly identifier: string
  /** What stands in the extrinsic. Its type is the extension's own in metadata. */
  readonly explicit: Codec<E>
  /** What is signed along without standing in the extrinsic. */
  readonly implicit: Codec<I>
  /** @throws TransactionInvalid where it cannot be known, e.g. the hash of a block that is too old */
  implicitValue(ctx: Ctx, explicit: E): I
  weight?(ctx: Ctx, call: RuntimeCall): Weight
  /** Looks without writing. @throws TransactionInvalid */
  validate?(ctx: Ctx, transaction: Transaction, explicit: E): Validity
  /** Writes what must survive a failing call: nonce, fee. What it returns is handed to `postDispatch`. @throws TransactionInvalid */
  prepare?(ctx: Ctx, transaction: Transaction, explicit: E): P
  postDispatch?(ctx: Ctx, transaction: Transaction, outcome: DispatchOutcome, prepared: P): void
}

/** Declares an extension and forgets its types, as lists of extensions do. */
export function extension<E, I, P>(declaration: TransactionExtension<E, I, P>): TransactionExtension {
  return declaration as TransactionExtension
}
