/** A secret key that signs, sr25519 or ed25519. */
import { type AccountId, accountId } from '../account.ts'
import { TaoError } from '../errors.ts'
import { encodeAddress } from '../ss58.ts'
import type { Junction } from './derivation.ts'
import * as ed25519 from './ed25519.ts'
import type { KeyKind } from './kinds.ts'
import * as sr25519 from './sr25519.ts'
import { wipe } from './wipe.ts'

const SEED_LENGTH = 32

/**
 * Holds the secret where printing, JSON and structured clones do not find it. `wipe` overwrites it; afterwards the pair
 * still tells its public key and refuses to sign.
 */
export class KeyPair {
  readonly kind: KeyKind
  readonly publicKey: AccountId
  /** sr25519: 64 bytes in expanded form. ed25519: the 32-byte seed. */
  readonly #secret: Uint8Array
  #wiped = false

  private constructor(kind: KeyKind, secret: Uint8Array) {
    this.kind = kind
    this.#secret = secret
    this.publicKey = accountId(kind === 'sr25519' ? sr25519.publicKeyOf(secret) : ed25519.publicKeyOf(secret))
  }

  /**
   * The pair of a 32-byte seed (mini-secret).
   * @throws TaoError `invalid_argument`
   */
  static fromSeed(kind: KeyKind, seed: Uint8Array): KeyPair {
    if (seed.length !== SEED_LENGTH) {
      throw new TaoError('invalid_argument', 'Not a seed', { why: `A seed has 32 bytes; this has ${seed.length}.` })
    }
    return new KeyPair(kind, kind === 'sr25519' ? sr25519.expandSeed(seed) : Uint8Array.from(seed))
  }

  /**
   * The pair of a private key as keyfiles hold it: sr25519 64 bytes in canonical form; ed25519 32 bytes, or 64 with the
   * public key behind.
   * @throws TaoError `invalid_argument`
   */
  static fromPrivateKey(kind: KeyKind, key: Uint8Array): KeyPair {
    if (kind === 'sr25519') return new KeyPair(kind, sr25519.expandSecret(key))
    if (key.length !== SEED_LENGTH && key.length !== 2 * SEED_LENGTH) {
      throw new TaoError('invalid_argument', 'Not an ed25519 private key', {
        why: `It has 32 bytes, or 64 with the public key behind; this has ${key.length}.`,
      })
    }
    const pair = new KeyPair(kind, Uint8Array.from(key.subarray(0, SEED_LENGTH)))
    const publicHalf = key.subarray(SEED_LENGTH)
    if (publicHalf.length > 0 && accountId(publicHalf) !== pair.publicKey) {
      pair.wipe()
      throw new TaoError('invalid_argument', 'Not an ed25519 private key', {
        why: 'The public key behind the secret does not belong to it.',
      })
    }
    return pair
  }

  /** The Bittensor address. */
  get address(): string {
    return encodeAddress(this.publicKey)
  }

  /** A signature of 64 bytes over exactly these bytes. The caller hashes an extrinsic payload above 256 bytes. */
  sign(message: Uint8Array): Uint8Array {
    const secret = this.#use()
    return this.kind === 'sr25519' ? sr25519.sign(secret, message) : ed25519.sign(secret, message)
  }

  /**
   * The pair at the end of a path. This pair stays as it is.
   * @throws TaoError `invalid_argument` for a soft step of an ed25519 key
   */
  derive(path: readonly Junction[]): KeyPair {
    let secret = Uint8Array.from(this.#use())
    for (const junction of path) {
      const parent = secret
      secret = Uint8Array.from(this.#step(parent, junction))
      wipe(parent)
    }
    return new KeyPair(this.kind, secret)
  }

  /** A copy of the secret in the form of keyfiles: 64 canonical bytes (sr25519) or the 32-byte seed (ed25519). */
  privateKey(): Uint8Array {
    const secret = this.#use()
    return this.kind === 'sr25519' ? sr25519.canonicalSecret(secret) : Uint8Array.from(secret)
  }

  /** A copy of the secret in the form of polkadot.js: 64 bytes, sr25519 expanded, ed25519 with the public key behind. */
  polkadotSecret(): Uint8Array {
    const secret = this.#use()
    if (this.kind === 'sr25519') return Uint8Array.from(secret)
    return Uint8Array.from([...secret, ...ed25519.publicKeyOf(secret)])
  }

  /** Overwrites the secret. */
  wipe(): void {
    this.#wiped = true
    wipe(this.#secret)
  }

  toJSON(): string {
    return this.address
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `KeyPair(${this.address})`
  }

  #use(): Uint8Array {
    if (this.#wiped) throw new TaoError('locked', `The key of ${this.address} is locked again`)
    return this.#secret
  }

  #step(secret: Uint8Array, { hard, chainCode }: Junction): Uint8Array {
    if (this.kind === 'sr25519') {
      return hard ? sr25519.deriveHard(secret, chainCode) : sr25519.deriveSoft(secret, chainCode)
    }
    if (hard) return ed25519.deriveHard(secret, chainCode)
    wipe(secret)
    throw new TaoError('invalid_argument', 'An ed25519 key has no soft derivation', {
      why: 'A step after a single slash is soft.',
      remedy: 'Use two slashes (//name), or an sr25519 key.',
    })
  }
}
