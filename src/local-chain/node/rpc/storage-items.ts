/** Questions about storage as the JSON-RPC specification of 2023 puts them: a value, its hash, or all that lies under a key. */
import { createHash, type Hash } from 'node:crypto'
import { type Hex, toHex } from '../../../primitives/bytes.ts'
import { blake2_256 } from '../../../primitives/crypto/blake2.ts'
import type { ReadStore } from '../../state/store.ts'
import { bytes, list, object, oneOf, optional, param } from './params.ts'

const item = object(
  param('key', bytes),
  param('type', oneOf('value', 'hash', 'closestDescendantMerkleValue', 'descendantsValues', 'descendantsHashes')),
  optional('paginationStartKey', bytes),
)

export type StorageItem = NonNullable<ReturnType<typeof item.read>>

/** How many questions one request may hold. */
const MAX_ITEMS = 1024

export const storageItems = list(item, MAX_ITEMS)

export interface StorageAnswer {
  readonly key: Hex
  readonly value?: Hex
  readonly hash?: Hex
  readonly closestDescendantMerkleValue?: Hex
}

/** How many answers are put together: a reader of all that lies under a key gets them in pages. */
const PAGE = 256
/** How many entries are looked at for a page: others wait meanwhile. */
const MAX_SCANNED = 2000

/**
 * Answers the items page by page. What was answered is forgotten, and each page is read from the state anew: a slow reader
 * of a large map costs nothing while he does not read.
 */
export class StorageReader {
  private readonly items: readonly StorageItem[]
  private index = 0
  /** The last key that was looked at of the item that is being answered. */
  private after: Uint8Array | undefined
  private digest: Hash | undefined
  private scanned = 0

  constructor(items: readonly StorageItem[]) {
    this.items = items
  }

  get done(): boolean {
    return this.index >= this.items.length
  }

  /** The next answers from the state of the block that was asked for. An empty page does not say that it is the last. */
  page(state: ReadStore): StorageAnswer[] {
    const answers: StorageAnswer[] = []
    this.scanned = 0
    while (!this.done && answers.length < PAGE && this.scanned < MAX_SCANNED) {
      if (!this.answer(state, this.items[this.index]!, answers)) break
      this.index++
      this.after = undefined
      this.digest = undefined
    }
    return answers
  }

  /** @returns whether all was told */
  private answer(state: ReadStore, item: StorageItem, answers: StorageAnswer[]): boolean {
    if (item.type === 'descendantsValues' || item.type === 'descendantsHashes') {
      return this.descend(state, item, answers)
    }
    if (item.type === 'closestDescendantMerkleValue') return this.digestUnder(state, item.key, answers)
    this.scanned++
    const value = state.get(item.key)
    if (value === undefined) return true
    answers.push({ key: toHex(item.key), ...(item.type === 'value' ? valuePart(value) : hashPart(value)) })
    return true
  }

  private descend(state: ReadStore, { key: prefix, type, paginationStartKey }: StorageItem, answers: StorageAnswer[]) {
    for (const [key, value] of state.scan(prefix, this.after ?? paginationStartKey)) {
      if (answers.length >= PAGE) return false
      answers.push({ key: toHex(key), ...(type === 'descendantsValues' ? valuePart(value) : hashPart(value)) })
      this.after = key.slice()
    }
    return true
  }

  /**
   * There is no trie here. Clients ask for its nodes' values to learn whether anything under a key is another than before; a
   * digest of all that is there tells that as well.
   */
  private digestUnder(state: ReadStore, prefix: Uint8Array, answers: StorageAnswer[]): boolean {
    const lengths = Buffer.alloc(8)
    for (const [key, value] of state.scan(prefix, this.after)) {
      if (this.scanned >= MAX_SCANNED) return false
      this.scanned++
      this.digest ??= createHash('sha256')
      lengths.writeUInt32LE(key.length, 0)
      lengths.writeUInt32LE(value.length, 4)
      this.digest.update(lengths).update(key).update(value)
      this.after = key.slice()
    }
    this.scanned++
    if (this.digest !== undefined) {
      answers.push({ key: toHex(prefix), closestDescendantMerkleValue: toHex(this.digest.digest()) })
    }
    return true
  }
}

const valuePart = (value: Uint8Array): { value: Hex } => ({ value: toHex(value) })
const hashPart = (value: Uint8Array): { hash: Hex } => ({ hash: toHex(blake2_256(value)) })

/** Bytes that items make the node hold until they are answered. */
export const bytesOf = (items: readonly StorageItem[]): number =>
  items.reduce((bytes, { key, paginationStartKey }) => bytes + 300 + key.length + (paginationStartKey?.length ?? 0), 0)
