/** Whether a transaction may enter the pool and a block. Reference: sp_runtime transaction_validity. */

import { U64_MAX } from '../../primitives/amounts.ts'
import { malformed } from '../scale/buffer.ts'
import type { Codec, ValueOf } from '../scale/codec.ts'
import { bytes, vec } from '../scale/collections.ts'
import { struct, unitEnum, variant } from '../scale/composites.ts'
import { bool, u8, u64 } from '../scale/primitives.ts'
import { nominal } from '../scale/type.ts'

export const invalidTransaction = variant('sp_runtime::transaction_validity::InvalidTransaction', {
  Call: [0, null],
  Payment: [1, null],
  Future: [2, null],
  Stale: [3, null],
  BadProof: [4, null],
  AncientBirthBlock: [5, null],
  ExhaustsResources: [6, null],
  Custom: [7, u8],
  BadMandatory: [8, null],
  MandatoryValidation: [9, null],
  BadSigner: [10, null],
  IndeterminateImplicit: [11, null],
  UnknownOrigin: [12, null],
})

export const unknownTransaction = variant('sp_runtime::transaction_validity::UnknownTransaction', {
  CannotLookup: [0, null],
  NoUnsignedValidator: [1, null],
  Custom: [2, u8],
})

export const transactionValidityError = variant('sp_runtime::transaction_validity::TransactionValidityError', {
  Invalid: [0, invalidTransaction],
  Unknown: [1, unknownTransaction],
})
export type ValidityErrorData = Parameters<typeof transactionValidityError.write>[1]

/** What a valid transaction needs before it, gives to those after it, and how long it stays valid. */
export const validTransaction = struct('sp_runtime::transaction_validity::ValidTransaction', {
  priority: u64,
  requires: vec(bytes),
  provides: vec(bytes),
  longevity: u64,
  propagate: bool,
})
export interface Validity {
  readonly priority: bigint
  readonly requires: readonly Uint8Array[]
  readonly provides: readonly Uint8Array[]
  readonly longevity: bigint
  readonly propagate: boolean
}

/** Where a transaction came from. Reference: sp_runtime TransactionSource. */
export const transactionSource = unitEnum('sp_runtime::transaction_validity::TransactionSource', {
  InBlock: 0,
  Local: 1,
  External: 2,
})
export type TransactionSource = ValueOf<typeof transactionSource>

/** The validity that says nothing: what an extension without an opinion answers. */
export const NEUTRAL: Validity = { priority: 0n, requires: [], provides: [], longevity: U64_MAX, propagate: true }

/** Reference: sp_runtime ValidTransaction::combine_with. */
export const combine = (a: Validity, b: Validity): Validity => ({
  priority: a.priority + b.priority > U64_MAX ? U64_MAX : a.priority + b.priority,
  requires: [...a.requires, ...b.requires],
  provides: [...a.provides, ...b.provides],
  longevity: a.longevity < b.longevity ? a.longevity : b.longevity,
  propagate: a.propagate && b.propagate,
})

/** A transaction that may not enter a block: nothing of it is applied, no fee is taken. */
export class TransactionInvalid extends Error {
  override readonly name = 'TransactionInvalid'
  readonly data: ValidityErrorData

  constructor(data: ValidityErrorData) {
    super(validityLabel(data))
    this.data = data
  }
}

/** e.g. `Payment`, `Stale`, `Custom(6)`. */
export function validityLabel(data: ValidityErrorData): string {
  const inner = data.value
  return inner.type === 'Custom' ? `Custom(${inner.value})` : inner.type
}

type PlainInvalid = Exclude<Parameters<typeof invalidTransaction.write>[1]['type'], 'Custom'>

export const invalid = (type: PlainInvalid): TransactionInvalid =>
  new TransactionInvalid({ type: 'Invalid', value: { type } })
export const unknown = (type: 'CannotLookup' | 'NoUnsignedValidator'): TransactionInvalid =>
  new TransactionInvalid({ type: 'Unknown', value: { type } })
export const customInvalid = (code: number): TransactionInvalid =>
  new TransactionInvalid({ type: 'Invalid', value: { type: 'Custom', value: code } })

/** `Result<T, E>` with both sides written out, as runtime APIs return it. */
export function resultCodec<T, E>(ok: Codec<T>, err: Codec<E>): Codec<{ ok: T } | { err: E }> {
  const info = nominal(
    'Result',
    {
      kind: 'variant',
      variants: [
        { name: 'Ok', index: 0, fields: [{ type: ok.type }] },
        { name: 'Err', index: 1, fields: [{ type: err.type }] },
      ],
    },
    [
      { name: 'T', type: ok.type },
      { name: 'E', type: err.type },
    ],
  )
  return {
    write: (writer, value) => {
      if ('ok' in value) {
        writer.u8(0)
        ok.write(writer, value.ok)
      } else {
        writer.u8(1)
        err.write(writer, value.err)
      }
    },
    read: reader => {
      const tag = reader.u8()
      if (tag > 1) throw malformed(`a result is 0 or 1, not ${tag}`)
      return tag === 0 ? { ok: ok.read(reader) } : { err: err.read(reader) }
    },
    type: () => info,
    minSize: 1,
  }
}

export const transactionValidity = resultCodec(validTransaction, transactionValidityError)
