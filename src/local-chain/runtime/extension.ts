/**
 * Transaction extensions: what a signed transaction carries beside its call, and the checks that go with it.
 * Reference: sp_runtime TransactionExtension.
 */
import type { Codec } from '../scale/codec.ts'
import type { TypeInfo } from '../scale/type.ts'
import type { RuntimeCall } from './call.ts'
import type { Ctx } from './context.ts'
import type { DispatchInfo, DispatchOutcome } from './dispatch.ts'
import type { Origin } from './origin.ts'
import type { Validity } from './validity.ts'
import { addWeight, type Weight } from './weight.ts'

/** A transaction while its extensions look at it. */
export interface Transaction {
  readonly origin: Origin
  readonly call: RuntimeCall
  /** Of the call alone. */
  readonly info: DispatchInfo
  readonly extensionWeight: Weight
  /** Bytes of the whole encoded extrinsic. */
  readonly length: number
}

/** What a transaction weighs at most: call and extensions. */
export const totalWeight = ({ info, extensionWeight }: Pick<Transaction, 'info' | 'extensionWeight'>): Weight =>
  addWeight(info.weight, extensionWeight)

export interface TransactionExtension<E = unknown, I = unknown, P = unknown> {
  /** The name clients know it by, e.g. `CheckNonce`. */
  readonly identifier: string
  /** What stands in the extrinsic. Its type is the extension's own in metadata. */
  readonly explicit: Codec<E>
  /** The type that stands for it in the tuple of all extensions, where that is a wrapper around its own. */
  readonly wrapper?: () => TypeInfo
  /** What is signed along without standing in the extrinsic. */
  readonly implicit: Codec<I>
  /** @throws TransactionInvalid where it cannot be known, e.g. the hash of a block that is too old */
  implicitValue(ctx: Ctx, explicit: E): I
  weight?(ctx: Ctx, call: RuntimeCall, explicit: E): Weight
  /** Looks without writing. @throws TransactionInvalid */
  validate?(ctx: Ctx, transaction: Transaction, explicit: E): Validity
  /** Writes what must survive a failing call: nonce, fee. What it returns is handed to `postDispatch`. @throws TransactionInvalid */
  prepare?(ctx: Ctx, transaction: Transaction, explicit: E): P
  /**
   * Runs after the call. The actual weight of `outcome.post` is that of call and extensions.
   * @returns what of the extension's own weight was not used
   * @throws TransactionInvalid
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: most extensions use all of their weight
  postDispatch?(ctx: Ctx, transaction: Transaction, outcome: DispatchOutcome, prepared: P): Weight | void
}

/** Declares an extension and forgets its types, as lists of extensions do. */
export function extension<E, I, P>(declaration: TransactionExtension<E, I, P>): TransactionExtension {
  return declaration as TransactionExtension
}
