/**
 * A pallet is a value. Everything the rest of the house knows of it (accessors, dispatch, metadata, RPC encodings) comes
 * from this declaration.
 */

import type { AccountId } from '../../primitives/account.ts'
import type { Constant } from '../state/constant.ts'
import type { Invariant } from '../state/invariants.ts'
import type { StorageItem } from '../state/storage.ts'
import type { RuntimeApi } from './api.ts'
import type { Relation } from './audit.ts'
import type { CallDecl, RuntimeCall } from './call.ts'
import type { Ctx } from './context.ts'
import type { ModuleError } from './dispatch-error.ts'
import type { EventDecl } from './event.ts'
import type { TransactionSource, Validity } from './validity.ts'
import type { Weight } from './weight.ts'

/** A check that runs before every dispatch of a signed call, nested ones included; root passes. */
export interface DispatchGuard {
  /** Looks without writing. @throws DispatchError to refuse the call */
  readonly check: (ctx: Ctx, who: AccountId, call: RuntimeCall) => void
  /** What the check adds to a transaction with this call. */
  readonly weight: (ctx: Ctx, call: RuntimeCall) => Weight
}

export interface Pallet {
  /** The name in storage prefixes and metadata, e.g. `SubtensorModule`. */
  readonly name: string
  /** Where the reference declares it, e.g. `pallet_subtensor::pallet`: the path of its enums in metadata. */
  readonly path: string
  /** Type parameters that metadata shows for its enums, by enum; `['T']` where nothing else is said. */
  readonly params?: { readonly [K in 'Call' | 'Event' | 'Error']?: readonly string[] }
  readonly storage?: readonly StorageItem[]
  readonly calls?: readonly CallDecl[]
  readonly events?: Readonly<Record<string, { readonly decl: EventDecl }>>
  readonly errors?: Readonly<Record<string, ModuleError>>
  readonly constants?: readonly Constant<unknown>[]
  readonly apis?: readonly RuntimeApi[]
  /** Runs at the start of a block. May say what it weighed. */
  // biome-ignore lint/suspicious/noConfusingVoidType: most hooks have nothing to say
  readonly onInitialize?: (ctx: Ctx) => Weight | void
  readonly onFinalize?: (ctx: Ctx) => void
  /**
   * Judges a call of this pallet that comes without a signature; pools refuse such calls of pallets that do not.
   * Looks without writing. @throws TransactionInvalid. Reference: sp_runtime ValidateUnsigned
   */
  readonly validateUnsigned?: (ctx: Ctx, call: RuntimeCall, source: TransactionSource) => Validity
  readonly guards?: readonly DispatchGuard[]
  /** What every block must keep. Pallets may add to one another's by its name. */
  readonly invariants?: readonly Invariant[]
  /** What an audit looks for beside the invariants. */
  readonly relations?: readonly Relation[]
}

/** Declares a pallet. It exists for the type check: the value is the argument. */
export const pallet = (declaration: Pallet): Pallet => declaration
