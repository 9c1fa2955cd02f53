/**
 * State by raw keys: for those who know a key's bytes and not its item, as System.set_storage and the RPC do.
 *
 * A key of a declared item goes to that item's cell, so typed and raw access always see the same. All other keys live
 * apart, as plain bytes.
 */
import { compareBytes, equalBytes, type Hex, toHex } from '../../primitives/bytes.ts'
import { assert, TaoError } from '../../primitives/errors.ts'
import { Reader } from '../scale/buffer.ts'
import type { Codec } from '../scale/codec.ts'
import { encode } from '../scale/codec.ts'
import { bytes } from '../scale/collections.ts'
import { type Cell, type ItemLayout, rawKey, rawPrefix, readKeys } from './cells.ts'
import { identity } from './hashers.ts'
import type { State } from './state.ts'
import { newSlot } from './storage.ts'

const PREFIX_LENGTH = 32

/** All the bytes that are left. */
const rest: Codec<Uint8Array> = {
  ...bytes,
  write: (writer, value) => writer.raw(value),
  read: reader => reader.take(reader.remaining).slice(),
  minSize: 0,
}

const NO_PREFIX = new Uint8Array(0)

/** Where the keys of no item live. */
const UNDECLARED: ItemLayout = {
  slot: newSlot(),
  label: 'undeclared',
  parts: [identity(rest) as ItemLayout['parts'][number]],
  value: rest as Codec<unknown>,
  prefix: () => NO_PREFIX,
}

export class RawState {
  private readonly items: readonly ItemLayout[]
  private readonly byPrefix: ReadonlyMap<Hex, ItemLayout>

  /** @param items all that the runtime declares */
  constructor(items: readonly ItemLayout[]) {
    this.items = items
    this.byPrefix = new Map(items.map(item => [toHex(item.prefix()), item]))
    assert(this.byPrefix.size === items.length, 'two storage items have the same name')
  }

  /** The item that a key, or the beginning of one, belongs to. */
  itemOf(key: Uint8Array): ItemLayout | undefined {
    return this.byPrefix.get(toHex(key.subarray(0, PREFIX_LENGTH)))
  }

  /** The encoded value of a key. */
  get(state: State, key: Uint8Array): Uint8Array | undefined {
    const cell = this.cellOf(state, key)
    if (cell?.value === undefined) return undefined
    return encode(cell.layout.value, cell.value, state.outer)
  }

  /**
   * @param behind what becomes of bytes behind the value
   * @throws TaoError `invalid_argument` when the key begins like an item's and is none of its keys, or when the value is
   * not one of that item
   */
  put(state: State, key: Uint8Array, value: Uint8Array, behind: 'refused' | 'dropped' = 'refused'): void {
    const cell = this.cellOf(state, key)
    if (cell === undefined) {
      throw new TaoError('invalid_argument', `Not a key of ${this.itemOf(key)?.label}`, {
        why: `${toHex(key)} begins like one and goes on otherwise.`,
      })
    }
    state.noteForced(cell)
    const reader = new Reader(value, state.outer)
    const decoded = cell.layout.value.read(reader)
    if (behind === 'refused') reader.end()
    state.write(cell, decoded)
  }

  remove(state: State, key: Uint8Array): void {
    const cell = this.cellOf(state, key)
    if (cell === undefined) return
    state.noteForced(cell)
    state.write(cell, undefined)
  }

  /** Removes the keys that begin with a prefix. For what a limit counts see `State.removeCells`. @returns how many */
  clearPrefix(state: State, prefix: Uint8Array, limit = Number.POSITIVE_INFINITY): number {
    const cells = this.items.flatMap(item => cellsBehind(state, item, prefix))
    cells.push(...this.undeclaredBehind(state, prefix))
    cells.sort((a, b) => compareBytes(rawKey(a), rawKey(b)))
    for (const cell of cells) state.noteForced(cell)
    return state.removeCells(cells, limit)
  }

  /** Undefined for a key that begins like an item's and is none of its keys: nothing can stand there. */
  private cellOf(state: State, key: Uint8Array): Cell | undefined {
    const item = this.itemOf(key)
    if (item === undefined) return state.cell(UNDECLARED, [key.slice()])
    const keys = keysOf(item, key)
    return keys && state.cell(item, keys)
  }

  private undeclaredBehind(state: State, prefix: Uint8Array): Cell[] {
    for (const [key] of state.store.scan(prefix)) {
      if (this.itemOf(key) === undefined) state.cell(UNDECLARED, [key.slice()])
    }
    return state.cellsInMemory(UNDECLARED).filter(cell => startsWith(rawKey(cell), prefix))
  }
}

/** The parts of a raw key, where it is one of the item's: its hashes are those of its parts, nothing stands behind. */
function keysOf(item: ItemLayout, key: Uint8Array): unknown[] | undefined {
  try {
    const keys = readKeys(item, key)
    return equalBytes(rawPrefix(item, keys), key) ? keys : undefined
  } catch (error) {
    if (error instanceof TaoError) return undefined
    throw error
  }
}

function cellsBehind(state: State, item: ItemLayout, prefix: Uint8Array): readonly Cell[] {
  const itemPrefix = item.prefix()
  if (startsWith(itemPrefix, prefix)) return state.cellsUnder(item, [])
  if (!startsWith(prefix, itemPrefix)) return []
  return state.cellsUnder(item, []).filter(cell => startsWith(rawKey(cell), prefix))
}

const startsWith = (key: Uint8Array, prefix: Uint8Array): boolean =>
  key.length >= prefix.length && equalBytes(key.subarray(0, prefix.length), prefix)
