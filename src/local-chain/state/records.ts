/** How blocks and what they replaced are laid down as bytes. */
import { type Hex, toHex } from '../../primitives/bytes.ts'
import { Reader, Writer } from '../scale/buffer.ts'
import { decode, encode } from '../scale/codec.ts'
import { bytes, fixedBytes, vec } from '../scale/collections.ts'
import { struct } from '../scale/composites.ts'
import { binaryKey, type SealedBlock, type StoredBlock, type Undo } from './chain-store.ts'
import type { Change, StoreEntry } from './store.ts'

const HASH_LENGTH = 32
const blockCodec = struct('block', { hash: fixedBytes(HASH_LENGTH), header: bytes, extrinsics: vec(bytes) })

export const encodeBlock = ({ hash, header, extrinsics }: StoredBlock): Uint8Array =>
  encode(blockCodec, { hash, header, extrinsics })

export const decodeBlock = (number: number, record: Uint8Array): StoredBlock => ({
  number,
  ...decode(blockCodec, record),
})

/** The hash in a block's record, without reading the rest. */
export const blockHashOf = (record: Uint8Array): Hex => toHex(record.subarray(0, HASH_LENGTH))

const writer = new Writer(undefined, 4096)

/** What a block replaced. */
export const encodeUndo = (changes: readonly Change[]): Uint8Array =>
  encodePairs(changes.map(({ key, before }) => [key, before]))

/** The parts share the memory of the record. */
export const decodeUndo = (record: Uint8Array): Iterable<Undo> => decodePairs(record)

/** The state that the first block left. */
export const encodeGenesis = ({ changes }: SealedBlock): Uint8Array =>
  encodePairs(changes.map(({ key, after }) => [key, after]))

/** The parts share the memory of the record. */
export const decodeGenesis = (record: Uint8Array): StoreEntry[] => [...decodePairs(record)] as StoreEntry[]

/** Keys and values, one after the other: the length of a value is written plus one, 0 stands for none. */
function encodePairs(pairs: readonly Undo[]): Uint8Array {
  writer.reset()
  for (const [key, value] of pairs) {
    writer.compact(key.length)
    writer.raw(key)
    writer.compact(value === undefined ? 0 : value.length + 1)
    if (value !== undefined) writer.raw(value)
  }
  return writer.finish()
}

function* decodePairs(record: Uint8Array): Iterable<Undo> {
  const reader = new Reader(record)
  while (reader.remaining > 0) {
    const key = reader.take(reader.compact())
    const length = reader.compact()
    yield [key, length === 0 ? undefined : reader.take(length - 1)]
  }
}

/** The keys that the blocks changed, each with its last value: undefined where it was removed. */
export function lastValues(
  blocks: readonly { readonly changes: readonly Change[] }[],
): Iterable<readonly [key: Uint8Array, after: Uint8Array | undefined]> {
  if (blocks.length === 1) return blocks[0]!.changes.map(({ key, after }) => [key, after] as const)
  const last = new Map<string, readonly [Uint8Array, Uint8Array | undefined]>()
  for (const { changes } of blocks) {
    for (const { key, after } of changes) last.set(binaryKey(key), [key, after])
  }
  return last.values()
}
