/**
 * How a storage key's parts are laid down: the three hashers in use on the chain. Each keeps the part itself behind its
 * hash, so a key can be read back.
 */
import { concatBytes, toHex } from '../../primitives/bytes.ts'
import { blake2_128 } from '../../primitives/crypto/blake2.ts'
import { twox64 } from '../../primitives/crypto/xxhash.ts'
import { type Codec, encode } from '../scale/codec.ts'

export type HasherName = 'Identity' | 'Twox64Concat' | 'Blake2_128Concat'

/** What stands for a key part in the in-memory maps: equal parts have equal cache keys. */
export type CacheKey = string | number | bigint | boolean

/** One part of a storage key. */
export interface KeyPart<K> {
  readonly hasher: HasherName
  readonly codec: Codec<K>
  /** Bytes of hash that stand before the encoded part. */
  readonly hashLength: number
  hash(encoded: Uint8Array): Uint8Array
}

const part =
  (hasher: HasherName, hashLength: number, hash: (encoded: Uint8Array) => Uint8Array) =>
  <K>(codec: Codec<K>): KeyPart<K> => ({ hasher, codec, hashLength, hash })

const NOTHING = new Uint8Array(0)

export const identity = part('Identity', 0, () => NOTHING)
export const twox64Concat = part('Twox64Concat', 8, twox64)
export const blake2_128Concat = part('Blake2_128Concat', 16, blake2_128)

/** The part as it stands in a raw key. */
export function rawPart<K>(keyPart: KeyPart<K>, key: K): Uint8Array {
  const encoded = encode(keyPart.codec, key)
  return keyPart.hashLength === 0 ? encoded : concatBytes(keyPart.hash(encoded), encoded)
}

/** Scalars are their own cache keys; anything composite is known by its encoding. */
export function cacheKeyOf<K>(keyPart: KeyPart<K>, key: K): CacheKey {
  return typeof key === 'object' ? toHex(encode(keyPart.codec, key)) : (key as CacheKey)
}
