/**
 * What a chain keeps: the state of its newest block, the inputs of every block, and what the last blocks replaced.
 *
 * A store may be shared by several processes. Reads see one moment: that of the last `refresh`, `commit` or `revert`. Who
 * works on what was read hands the result in with `commit`, which writes nothing if another process came first.
 */
import type { Hex } from '../../primitives/bytes.ts'
import { TaoError } from '../../primitives/errors.ts'
import type { Change, ReadStore, StoreEntry } from './store.ts'

/** The newest block. Together, `hash` and `reverts` name one state of one history. */
export interface Head {
  readonly number: number
  readonly hash: Hex
  /** How often blocks were taken back in this store. While it stands still, blocks are only added. */
  readonly reverts: number
}

/** What a chain is; written once, when it is made. */
export interface ChainIdentity {
  readonly profile: string
  readonly specVersion: number
  readonly genesisHash: Hex
  /** For how many blocks back from the newest one the state can be read. */
  readonly history: number
}

/** A block with all that is needed to make it again. */
export interface StoredBlock {
  readonly number: number
  readonly hash: Hex
  /** SCALE of the header. */
  readonly header: Uint8Array
  /** Encoded, inherents first. */
  readonly extrinsics: readonly Uint8Array[]
}

export interface SealedBlock extends StoredBlock {
  /** In the order of their keys. */
  readonly changes: readonly Change[]
}

/** A key with the value it had before a block. */
export type Undo = readonly [key: Uint8Array, before: Uint8Array | undefined]

/** As many blocks as the reference remembers hashes of: nobody can refer to older ones in a transaction. */
export const DEFAULT_HISTORY = 2400

export interface ChainStore extends ReadStore {
  /** Absent while no chain was made in this store. */
  readonly identity: ChainIdentity | undefined
  /** Moves on to what is stored now. @returns the newest block, or undefined where there is no chain yet */
  refresh(): Head | undefined
  /**
   * Writes the genesis block, in the place of all that is there if `replace` says so.
   * @returns false when a chain is there and may not be replaced; nothing is written then
   */
  create(identity: ChainIdentity, genesis: SealedBlock, replace?: boolean): boolean
  /**
   * Adds blocks on top of the head that was read, all of them or none, and drops history that became too old.
   * @returns false when the head is no longer the one that was read; nothing is written then
   */
  commit(blocks: readonly SealedBlock[]): boolean
  /**
   * Takes back all blocks above a number.
   * @returns false when the head is no longer the one that was read; nothing is done then
   * @throws TaoError `not_found` when the history does not reach back so far
   */
  revert(to: number): boolean
  block(number: number): StoredBlock | undefined
  blockHash(number: number): Hex | undefined
  blockNumber(hash: Hex): number | undefined
  /** From which block on all states can be read. */
  oldestState(): number
  /** The state of block 0, which is kept for good: what the chain began with explains what it holds. */
  genesis(): readonly StoreEntry[]
  /** What a block replaced; undefined when it is no longer kept. */
  undo(number: number): Iterable<Undo> | undefined
  close(): void
}

/** Bytes as a text of as many characters: a map key that sorts like the bytes. */
export function binaryKey(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

/** The bytes of a `binaryKey`. */
export const keyBytes = (key: string): Uint8Array => Buffer.from(key, 'latin1')

export function historyTooShort(number: number, oldest: number): TaoError {
  return new TaoError('not_found', `The state of block ${number} is no longer kept`, {
    why: `The history of this chain reaches back to block ${oldest}.`,
  })
}
