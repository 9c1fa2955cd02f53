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
  /** The part as it stands in a raw key. The bytes may be shared: they must not be changed. */
  raw(key: K): Uint8Array
}

/** Keys as they stand in raw keys. An account or a netuid stands in hundreds of them; hashing takes longer than all the rest. */
class Laid {
  private recent = new Map<string | number, Uint8Array>()
  /** What was used before `recent` was begun anew. */
  private earlier = new Map<string | number, Uint8Array>()

  of<K extends string | number>(key: K, lay: (key: K) => Uint8Array): Uint8Array {
    const known = this.recent.get(key)
    if (known !== undefined) return known
    const raw = this.earlier.get(key) ?? lay(key)
    if (this.recent.size >= MAX_LAID) {
      this.earlier = this.recent
      this.recent = new Map()
    }
    this.recent.set(key, raw)
    return raw
  }
}

const MAX_LAID = 40_000
/** For each codec and hasher; all maps by account share one. */
const laid = new WeakMap<object, Map<HasherName, Laid>>()

function laidOf(codec: object, hasher: HasherName): Laid {
  const byHasher = laid.get(codec) ?? new Map<HasherName, Laid>()
  laid.set(codec, byHasher)
  const known = byHasher.get(hasher) ?? new Laid()
  byHasher.set(hasher, known)
  return known
}

const part =
  (hasher: HasherName, hashLength: number, hash: (encoded: Uint8Array) => Uint8Array) =>
  <K>(codec: Codec<K>): KeyPart<K> => {
    const lay = (key: K): Uint8Array => {
      const encoded = encode(codec, key)
      return hashLength === 0 ? encoded : concatBytes(hash(encoded), encoded)
    }
    const known = laidOf(codec, hasher)
    const raw = (key: K): Uint8Array =>
      typeof key === 'string' || typeof key === 'number'
        ? known.of(key, lay as (key: string | number) => Uint8Array)
        : lay(key)
    return { hasher, codec, hashLength, raw }
  }

const NOTHING = new Uint8Array(0)

export const identity = part('Identity', 0, () => NOTHING)
export const twox64Concat = part('Twox64Concat', 8, twox64)
export const blake2_128Concat = part('Blake2_128Concat', 16, blake2_128)

/** Scalars are their own cache keys; anything composite is known by its encoding. */
export function cacheKeyOf<K>(keyPart: KeyPart<K>, key: K): CacheKey {
  return typeof key === 'object' ? toHex(encode(keyPart.codec, key)) : (key as CacheKey)
}
