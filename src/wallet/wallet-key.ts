/** A secret key in memory, with what else its keyfile holds. */
import type { AccountId } from '../primitives/account.ts'
import type { KeyPair } from '../primitives/crypto/keypair.ts'
import type { KeyKind } from '../primitives/crypto/kinds.ts'
import { wipe } from '../primitives/crypto/wipe.ts'
import type { Signer } from './signer.ts'

/** The secrets of a key, in the clear. Whoever asks for them wipes the buffers. */
export interface Secrets {
  /** sr25519: 64 bytes in canonical form. ed25519: the 32-byte seed. */
  readonly privateKey: Uint8Array
  /** The form of polkadot.js: 64 bytes. */
  readonly polkadotSecret: Uint8Array
  readonly seed: Uint8Array | undefined
  readonly mnemonic: string | undefined
}

export interface KeyParts {
  readonly pair: KeyPair
  readonly seed?: Uint8Array | undefined
  readonly mnemonic?: string | undefined
  /** What a person should know about where it came from. */
  readonly warnings?: readonly string[] | undefined
}

/**
 * Printing it, or putting it into JSON, shows the address only; secrets come out of `revealSecrets` and nowhere else.
 * `wipe` ends its use. The mnemonic is a string and stays in memory until the garbage collector overwrites it.
 */
export class WalletKey implements Signer {
  readonly address: string
  readonly publicKey: AccountId
  readonly cryptoType: KeyKind
  readonly warnings: readonly string[]
  readonly #pair: KeyPair
  readonly #seed: Uint8Array | undefined
  #mnemonic: string | undefined

  constructor({ pair, seed, mnemonic, warnings = [] }: KeyParts) {
    this.#pair = pair
    this.#seed = seed
    this.#mnemonic = mnemonic
    this.address = pair.address
    this.publicKey = pair.publicKey
    this.cryptoType = pair.kind
    this.warnings = warnings
  }

  /** @throws TaoError `locked` after `wipe` */
  async sign(bytes: Uint8Array): Promise<Uint8Array> {
    return this.#pair.sign(bytes)
  }

  /** @throws TaoError `locked` after `wipe` */
  revealSecrets(): Secrets {
    return {
      privateKey: this.#pair.privateKey(),
      polkadotSecret: this.#pair.polkadotSecret(),
      seed: this.#seed && Uint8Array.from(this.#seed),
      mnemonic: this.#mnemonic,
    }
  }

  wipe(): void {
    this.#pair.wipe()
    wipe(this.#seed)
    this.#mnemonic = undefined
  }

  toJSON(): string {
    return this.address
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `WalletKey(${this.address})`
  }
}
