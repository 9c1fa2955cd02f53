/** Headers of blocks: how they are hashed, what stands in their digest, and what takes the place of a state root. */
import { createHash } from 'node:crypto'
import { fromHex, type Hex, toHex } from '../../primitives/bytes.ts'
import { blake2_256 } from '../../primitives/crypto/blake2.ts'
import { AURA_ENGINE } from '../pallets/aura/slots.ts'
import type { DigestItem, Header } from '../runtime/types.ts'
import { header as headerCodec } from '../runtime/types.ts'
import { Writer } from '../scale/buffer.ts'
import { decode, encode } from '../scale/codec.ts'
import { u64 } from '../scale/primitives.ts'
import type { Change } from '../state/store.ts'

export const ZERO_HASH: Hex = `0x${'00'.repeat(32)}`

export const encodeHeader = (header: Header): Uint8Array => encode(headerCodec, header)
export const decodeHeader = (encoded: Uint8Array): Header => decode(headerCodec, encoded)
export const hashOf = (encoded: Uint8Array): Hex => toHex(blake2_256(encoded))

/** The digest that a block in a slot begins with. There is no seal: a development chain has nobody to convince. */
export const slotDigest = (slot: bigint): readonly DigestItem[] => [
  { type: 'PreRuntime', value: [AURA_ENGINE, encode(u64, slot)] },
]

/** The slot of a block; undefined for the genesis block, which has none. */
export function slotOf(header: Header): bigint | undefined {
  for (const item of header.digest.logs) {
    if (item.type === 'PreRuntime' && item.value[0] === AURA_ENGINE) return decode(u64, item.value[1])
  }
  return undefined
}

const writer = new Writer(undefined, 4096)

/**
 * What stands in the place of the reference's trie root: SHA-256 over the parent's root and the block's changes in the
 * order of their keys. It names the state as surely as a trie does; it gives no proofs of single values.
 */
export function stateRoot(parent: Hex, changes: readonly Change[]): Hex {
  writer.reset().raw(fromHex(parent))
  for (const { key, after } of changes) {
    writer.compact(key.length)
    writer.raw(key)
    writer.compact(after === undefined ? 0 : after.length + 1)
    if (after !== undefined) writer.raw(after)
  }
  return toHex(createHash('sha256').update(writer.finish()).digest())
}
