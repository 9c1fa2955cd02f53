/**
 * What makes one chain differ from another as data: constants, genesis, composition (pallets and their indices, order of
 * hooks, transaction extensions) and the order of accounts.
 */
import type { AccountId, AccountOrder } from '../../primitives/account.ts'
import type { Hex } from '../../primitives/bytes.ts'
import type { Codec } from '../scale/codec.ts'
import type { ConstantValues } from '../state/constant.ts'
import type { RuntimeApi } from './api.ts'
import type { RuntimeCall } from './call.ts'
import type { Ctx } from './context.ts'
import type { TransactionExtension } from './extension.ts'
import type { Pallet } from './pallet.ts'
import type { MultiAddress } from './types.ts'

export interface RuntimeVersion {
  readonly specName: string
  readonly implName: string
  readonly authoringVersion: number
  readonly specVersion: number
  readonly implVersion: number
  readonly transactionVersion: number
  readonly systemVersion: number
}

export interface Profile {
  readonly name: string
  readonly version: RuntimeVersion
  /** Pallets with their indices, in the order in which their hooks run. */
  readonly pallets: readonly (readonly [index: number, pallet: Pallet])[]
  readonly extensions: readonly TransactionExtension[]
  /** How many extensions stand together in a tuple of their own, in turn. It only shows in the type of extrinsics. */
  readonly extensionGroups?: readonly number[]
  /** Runtime APIs that belong to no pallet. */
  readonly apis?: readonly RuntimeApi[]
  readonly constants: ConstantValues
  readonly accountOrder: AccountOrder
  /** How block numbers are written in storage and calls; 32 bits where nothing else is said. */
  readonly blockNumber?: Codec<bigint>
  /** How accounts are named in calls; as a `MultiAddress` where nothing else is said. */
  readonly address?: Codec<MultiAddress>
  /** Who earns the fees of the block that is being made. */
  readonly blockAuthor: (ctx: Ctx) => AccountId | undefined
  /** Calls that may be dispatched at all (Rust: BaseCallFilter); absent allows everything. */
  readonly callFilter?: (ctx: Ctx, call: RuntimeCall) => boolean
  /** What the profile itself does when a block is finalised, before the pallets do. */
  readonly onBlockEnd?: (ctx: Ctx) => void
  /** The digest of the metadata (RFC 78) that signers may commit to. */
  readonly metadataHash?: () => Hex
}
