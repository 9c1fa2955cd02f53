/**
 * Why a call was refused. One value per reason, made once: a refusal is thrown, caught by the layer around the call,
 * and written into the event that reports it.
 */
import { TaoError } from '../../primitives/errors.ts'
import { malformed } from '../scale/buffer.ts'
import { type Codec, named, type ValueOf } from '../scale/codec.ts'
import { fixedBytes } from '../scale/collections.ts'
import { struct, unitEnum, variant } from '../scale/composites.ts'
import { u8, unit } from '../scale/primitives.ts'
import { nominal } from '../scale/type.ts'
import type { PostInfo } from './call.ts'

export const tokenErrorCodec = unitEnum('sp_runtime::TokenError', {
  FundsUnavailable: 0,
  OnlyProvider: 1,
  BelowMinimum: 2,
  CannotCreate: 3,
  UnknownAsset: 4,
  Frozen: 5,
  Unsupported: 6,
  CannotCreateHold: 7,
  NotExpendable: 8,
  Blocked: 9,
})

export const arithmeticErrorCodec = unitEnum('sp_arithmetic::ArithmeticError', {
  Underflow: 0,
  Overflow: 1,
  DivisionByZero: 2,
})

const trieErrorCodec = unitEnum('sp_runtime::proving_trie::TrieError', {
  InvalidStateRoot: 0,
  IncompleteDatabase: 1,
  ValueAtIncompleteKey: 2,
  DecoderError: 3,
  InvalidHash: 4,
  DuplicateKey: 5,
  ExtraneousNode: 6,
  ExtraneousValue: 7,
  ExtraneousHashReference: 8,
  InvalidChildReference: 9,
  ValueMismatch: 10,
  IncompleteProof: 11,
  RootMismatch: 12,
  DecodeError: 13,
})

const moduleErrorCodec = struct('sp_runtime::ModuleError', {
  index: u8,
  error: named(fixedBytes(4), '[u8; MAX_MODULE_ERROR_ENCODED_SIZE]'),
})

/** A dispatch error as it is written: a module's error is its pallet's index and its own. */
export const dispatchErrorCodec = variant('sp_runtime::DispatchError', {
  Other: [0, null],
  CannotLookup: [1, null],
  BadOrigin: [2, null],
  Module: [3, moduleErrorCodec],
  ConsumerRemaining: [4, null],
  NoProviders: [5, null],
  TooManyConsumers: [6, null],
  Token: [7, tokenErrorCodec],
  Arithmetic: [8, arithmeticErrorCodec],
  Transactional: [9, unitEnum('sp_runtime::TransactionalError', { LimitReached: 0, NoLayer: 1 })],
  Exhausted: [10, null],
  Corruption: [11, null],
  Unavailable: [12, null],
  RootNotAllowed: [13, null],
  Trie: [14, trieErrorCodec],
})
export type DispatchErrorData = ValueOf<typeof dispatchErrorCodec>

/** `Result<(), DispatchError>` as it stands in events: undefined is Ok. */
export const dispatchResultCodec: Codec<DispatchErrorData | undefined> = {
  write: (writer, value) => {
    writer.u8(value === undefined ? 0 : 1)
    if (value !== undefined) dispatchErrorCodec.write(writer, value)
  },
  read: reader => {
    const tag = reader.u8()
    if (tag > 1) throw malformed(`a result is 0 or 1, not ${tag}`)
    return tag === 0 ? undefined : dispatchErrorCodec.read(reader)
  },
  type: (() => {
    const info = nominal(
      'Result',
      {
        kind: 'variant',
        variants: [
          { name: 'Ok', index: 0, fields: [{ type: unit.type }] },
          { name: 'Err', index: 1, fields: [{ type: dispatchErrorCodec.type }] },
        ],
      },
      [
        { name: 'T', type: unit.type },
        { name: 'E', type: dispatchErrorCodec.type },
      ],
    )
    return () => info
  })(),
  typeName: 'DispatchResult',
  minSize: 1,
}

/** A refusal on its way up. `label` is what users know it by: `SubtensorModule.NotEnoughStake`, `BadOrigin`, … */
export class DispatchError extends Error {
  override readonly name = 'DispatchError'
  readonly label: string

  constructor(label: string) {
    super(label)
    this.label = label
  }
}

/** An error that a pallet declares; its pallet's index depends on the runtime that it stands in. */
export class ModuleError extends DispatchError {
  readonly pallet: string
  readonly error: string
  readonly index: number

  constructor(pallet: string, error: string, index: number) {
    super(`${pallet}.${error}`)
    this.pallet = pallet
    this.error = error
    this.index = index
  }
}

/** An error of the system itself, with its encoded form. */
export class SystemError extends DispatchError {
  readonly data: DispatchErrorData

  constructor(label: string, data: DispatchErrorData) {
    super(label)
    this.data = data
  }
}

/** A refusal that also says what the attempt weighed or whether it pays. */
export class ErrorWithPost extends Error {
  readonly error: DispatchError
  readonly post: PostInfo

  constructor(error: DispatchError, post: PostInfo) {
    super(error.label)
    this.error = error
    this.post = post
  }
}

const plain = (type: 'CannotLookup' | 'BadOrigin' | 'ConsumerRemaining' | 'NoProviders' | 'TooManyConsumers') =>
  new SystemError(type, { type })

export const BAD_ORIGIN = plain('BadOrigin')
export const CANNOT_LOOKUP = plain('CannotLookup')
export const CONSUMER_REMAINING = plain('ConsumerRemaining')
export const NO_PROVIDERS = plain('NoProviders')
export const TOO_MANY_CONSUMERS = plain('TooManyConsumers')
export const ROOT_NOT_ALLOWED = new SystemError('RootNotAllowed', { type: 'RootNotAllowed' })
export const OTHER = new SystemError('Other', { type: 'Other' })

export const EXHAUSTED = new SystemError('Exhausted', { type: 'Exhausted' })
export const CORRUPTION = new SystemError('Corruption', { type: 'Corruption' })
export const UNAVAILABLE = new SystemError('Unavailable', { type: 'Unavailable' })
export const LAYER_LIMIT_REACHED = new SystemError('Transactional.LimitReached', {
  type: 'Transactional',
  value: 'LimitReached',
})

type TokenErrorName = ValueOf<typeof tokenErrorCodec>
const token = (value: TokenErrorName) => new SystemError(`Token.${value}`, { type: 'Token', value })
export const FUNDS_UNAVAILABLE = token('FundsUnavailable')
export const ONLY_PROVIDER = token('OnlyProvider')
export const BELOW_MINIMUM = token('BelowMinimum')
export const CANNOT_CREATE = token('CannotCreate')
export const FROZEN = token('Frozen')
export const CANNOT_CREATE_HOLD = token('CannotCreateHold')
export const NOT_EXPENDABLE = token('NotExpendable')

type ArithmeticErrorName = ValueOf<typeof arithmeticErrorCodec>
const arithmetic = (value: ArithmeticErrorName) => new SystemError(`Arithmetic.${value}`, { type: 'Arithmetic', value })
export const UNDERFLOW = arithmetic('Underflow')
export const OVERFLOW = arithmetic('Overflow')
export const DIVISION_BY_ZERO = arithmetic('DivisionByZero')

/** Refuses the call unless the condition holds. */
export function ensure(condition: boolean, error: DispatchError): asserts condition {
  if (!condition) throw error
}

/** Declares the errors of a pallet: a value for each, to be thrown. */
export function errorsOf<const N extends string>(
  pallet: string,
  names: readonly N[],
): { readonly [K in N]: ModuleError } {
  return Object.fromEntries(names.map((name, index) => [name, new ModuleError(pallet, name, index)])) as never
}

/** A refusal, or a bug passed on: what is not a refusal must stop the block. */
export function asDispatchError(thrown: unknown): { error: DispatchError; post: PostInfo } {
  if (thrown instanceof DispatchError) return { error: thrown, post: {} }
  if (thrown instanceof ErrorWithPost) return { error: thrown.error, post: thrown.post }
  throw thrown instanceof Error ? thrown : new TaoError('internal', `Something odd was thrown: ${String(thrown)}`)
}
