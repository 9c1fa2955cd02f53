/** Keys of storage entries: their prefix, then each part as its hasher has it. */
import { concatBytes, fromHex, type Hex, toHex } from '../../primitives/bytes.ts'
import { blake2_128, blake2_256 } from '../../primitives/crypto/blake2.ts'
import { twox64, twox128, twox256 } from '../../primitives/crypto/xxhash.ts'
import type { Hasher, Lens, StorageShape } from '../metadata/lens.ts'
import type { Plain } from '../plain.ts'
import { Decoder } from './decode.ts'
import { encode } from './encode.ts'

const HASH: Readonly<Record<Hasher, (part: Uint8Array) => Uint8Array>> = {
  Identity: part => part,
  Blake2128: blake2_128,
  Blake2128Concat: part => concatBytes(blake2_128(part), part),
  Blake2256: blake2_256,
  Twox128: twox128,
  Twox256: twox256,
  Twox64Concat: part => concatBytes(twox64(part), part),
}

/** How many bytes of hash stand before the part itself, or in its place. */
const HASH_BYTES: Readonly<Record<Hasher, number>> = {
  Identity: 0,
  Blake2128: 16,
  Blake2128Concat: 16,
  Blake2256: 32,
  Twox128: 16,
  Twox256: 32,
  Twox64Concat: 8,
}

/** The key of an entry or, with fewer parts than it has, what the keys of several begin with. @throws TaoError `invalid_argument` */
export function storageKey({ shapes }: Lens, { prefix, keys }: StorageShape, parts: readonly unknown[]): Hex {
  const hashed = parts.map((part, i) => HASH[keys[i]!.hasher](encode(shapes, keys[i]!.type, part, 'The key')))
  return toHex(concatBytes(fromHex(prefix), ...hashed))
}

/** The parts of a key; undefined for those of which only a hash is left. @throws TaoError `wrong_chain` */
export function keyParts({ shapes }: Lens, { prefix, keys }: StorageShape, key: Hex): Plain[] {
  const decoder = new Decoder(shapes, fromHex(key).subarray((prefix.length - 2) / 2))
  const parts = keys.map(({ hasher, type }) => {
    decoder.take(HASH_BYTES[hasher])
    return hasher === 'Identity' || hasher.endsWith('Concat') ? decoder.value(type) : undefined
  })
  decoder.end()
  return parts
}
