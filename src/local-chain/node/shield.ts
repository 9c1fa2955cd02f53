/**
 * The secrets of the authors of blocks, to which sealed transactions are open. All of them follow from what everybody
 * knows: nothing is hidden on a chain whose accounts are known to all as well, but clients that seal what they send can do
 * so here. Which key is whose turn is told in author-keys.ts. Reference: pallets/shield try_unshield_tx.
 */
import { createHash } from 'node:crypto'
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js'
import { equalBytes, fromHex, type Hex, toHex, utf8 } from '../../primitives/bytes.ts'
import type { SealedParts } from '../pallets/mev-shield/extension.ts'
import { encode } from '../scale/codec.ts'
import { u64 } from '../scale/primitives.ts'

/** What the pair is made from whose key stands in the genesis block: 64 bytes. */
const FIRST_SEED = utf8('taokit: the key to which everybody may seal, and which all know.')
const BLOCK_SEED = utf8('taokit: the key of a block')

interface Pair {
  readonly publicKey: Uint8Array
  readonly secretKey: Uint8Array
}

/** How many pairs are held ready, and for how many keys of others it is remembered that they are. */
const MAX_KNOWN = 32
/** For how many blocks back it is looked whether a key was announced in them: less than half a second in all. */
const MAX_BACK = 100_000
/** Bytes at the end of a key that are no vector, and half of what the first hash in making a pair gives: FIPS 203, 5.1. */
const RHO_BYTES = 32
/** The rank of the module, which goes into that hash. */
const RANK = Uint8Array.of(3)

export class ShieldSecrets {
  private readonly genesis: Uint8Array
  /** By key; undefined for those of others. The oldest come first. */
  private readonly known = new Map<Hex, Pair | undefined>()

  constructor(genesisHash: Hex) {
    this.genesis = fromHex(genesisHash)
  }

  /** The key that is announced in the block of a number: the same one, however often the block is made. */
  announcedIn(number: number): Uint8Array {
    const pair = ml_kem768.keygen(this.seedOf(number))
    this.remember(toHex(pair.publicKey), pair)
    return pair.publicKey
  }

  /**
   * What is sealed to a key; undefined where it was damaged, or the key is somebody else's.
   * @param before a block that comes after the announcement of the key
   */
  open({ secret, nonce, text }: SealedParts, key: Uint8Array, before: number): Uint8Array | undefined {
    const pair = this.pairOf(key, before)
    if (pair === undefined) return undefined
    try {
      const shared = ml_kem768.decapsulate(secret, pair.secretKey)
      return xchacha20poly1305(shared, nonce).decrypt(text)
    } catch {
      return undefined
    }
  }

  private pairOf(key: Uint8Array, before: number): Pair | undefined {
    const name = toHex(key)
    if (!this.known.has(name)) this.remember(name, this.search(key, before))
    return this.known.get(name)
  }

  /** After a start or a long run of blocks without announcements nobody remembers the block of a key. */
  private search(key: Uint8Array, before: number): Pair | undefined {
    const first = firstPair()
    if (equalBytes(first.publicKey, key)) return first
    const rho = key.subarray(-RHO_BYTES)
    for (let number = before - 1; number > 0 && number >= before - MAX_BACK; number--) {
      const seed = this.seedOf(number)
      const hash = createHash('sha3-512').update(seed.subarray(0, RHO_BYTES)).update(RANK).digest()
      if (!equalBytes(hash.subarray(0, RHO_BYTES), rho)) continue
      const pair = ml_kem768.keygen(seed)
      if (equalBytes(pair.publicKey, key)) return pair
    }
    return undefined
  }

  /** 64 bytes. */
  private seedOf(number: number): Uint8Array {
    return createHash('sha512')
      .update(BLOCK_SEED)
      .update(this.genesis)
      .update(encode(u64, BigInt(number)))
      .digest()
  }

  private remember(name: Hex, pair: Pair | undefined): void {
    this.known.set(name, pair)
    if (this.known.size > MAX_KNOWN) this.known.delete(this.known.keys().next().value!)
  }
}

/** The pair of the key that stands in the genesis block. */
export const firstPair = (): Pair => ml_kem768.keygen(FIRST_SEED)
