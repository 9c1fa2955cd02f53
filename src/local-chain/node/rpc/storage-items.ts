/** Questions about storage as the JSON-RPC specification of 2023 puts them: a value, its hash, or all that lies under a key. */
import { createHash } from 'node:crypto'
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

/**
 * Answers the items page by page. What was answered is forgotten, and each page is read from the state anew: a slow reader
 * of a large map costs nothing while he does not read.
 */
export class StorageReader {
  private readonly items: readonly StorageItem[]
  private index = 0
  /** The last key that was told of the item that is being answered. */
  private after: Uint8Array | undefined

  constructor(items: readonly StorageItem[]) {
    this.items = items
  }

  get done(): boolean {
    return this.index >= this.items.length
  }

  /** The next answers from the state of the block that was asked for. An empty page does not say that it is the last. */
  page(state: ReadStore): StorageAnswer[] {
    const answers: StorageAnswer[] = []
    while (!this.done && answers.length < PAGE) {
      const { key, type, paginationStartKey } = this.items[this.index]!
      if (type === 'descendantsValues' || type === 'descendantsHashes') {
        if (!this.descend(state, key, type, this.after ?? paginationStartKey, answers)) break
      } else {
        const answer = single(state, key, type)
        if (answer !== undefined) answers.push(answer)
      }
      this.index++
      this.after = undefined
    }
    return answers
  }

  /** @returns whether all were told */
  private descend(
    state: ReadStore,
    prefix: Uint8Array,
    type: StorageItem['type'],
    after: Uint8Array | undefined,
    answers: StorageAnswer[],
  ): boolean {
    for (const [key, value] of state.scan(prefix, after)) {
      if (answers.length >= PAGE) return false
      answers.push({ key: toHex(key), ...(type === 'descendantsValues' ? valuePart(value) : hashPart(value)) })
      this.after = key.slice()
    }
    return true
  }
}

function single(state: ReadStore, key: Uint8Array, type: StorageItem['type']): StorageAnswer | undefined {
  if (type === 'closestDescendantMerkleValue') return digestUnder(state, key)
  const value = state.get(key)
  if (value === undefined) return undefined
  return { key: toHex(key), ...(type === 'value' ? valuePart(value) : hashPart(value)) }
}

const valuePart = (value: Uint8Array): { value: Hex } => ({ value: toHex(value) })
const hashPart = (value: Uint8Array): { hash: Hex } => ({ hash: toHex(blake2_256(value)) })

/**
 * There is no trie here. Clients ask for its nodes' values to learn whether anything under a key is another than before; a
 * digest of all that is there tells that as well.
 */
function digestUnder(state: ReadStore, prefix: Uint8Array): StorageAnswer | undefined {
  const digest = createHash('sha256')
  const lengths = Buffer.alloc(8)
  let found = false
  for (const [key, value] of state.scan(prefix)) {
    lengths.writeUInt32LE(key.length, 0)
    lengths.writeUInt32LE(value.length, 4)
    digest.update(lengths).update(key).update(value)
    found = true
  }
  return found ? { key: toHex(prefix), closestDescendantMerkleValue: toHex(digest.digest()) } : undefined
}
