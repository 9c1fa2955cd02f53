/**
 * The keys of authors, block by block: which one is announced, and whose turn it is to open what was sealed.
 *
 * A block that is made because its slot has come announces a new key, as in the reference's local network. Those made on
 * demand, or faster than slots, replace none, as on the reference's development node: whoever seals something would wait for
 * blocks that nobody asks for, and long rows of blocks would be mostly keys. Reference: node/src/service.rs, dev_keystore.rs.
 */
import { equalBytes, type Hex } from '../../primitives/bytes.ts'
import { twox128 } from '../../primitives/crypto/xxhash.ts'
import { Authorities } from '../pallets/aura/storage.ts'
import { sealedParts } from '../pallets/mev-shield/extension.ts'
import { submitEncrypted } from '../pallets/mev-shield/pallet.ts'
import { NextKey, PendingKey } from '../pallets/mev-shield/storage.ts'
import type { Ctx } from '../runtime/context.ts'
import { decodeExtrinsic } from '../runtime/extrinsic.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { ShieldSecrets } from './shield.ts'

/** What was sealed, as its author finds it. */
export interface Opened {
  /** An encoded transaction, as far as one can tell; absent where it was damaged. */
  readonly within: Uint8Array | undefined
}

/** Opens what a transaction carries; undefined where that is for the author of another block to do. */
export type Unseal = (ciphertext: Uint8Array) => Opened | undefined

/** What the author of a block does about sealed transactions. */
export interface ShieldPlan {
  /** The key that he announces; the keys stay where there is none. */
  readonly announced?: Uint8Array | undefined
  /** Where it is absent, what is sealed stays so. */
  readonly unseal?: Unseal | undefined
}

/** Where slots are shorter than this, no client can be held to the one block at which it aims. Reference: ts-tests/utils/shield_helpers.ts */
const FAST_MILLISECONDS = 6000
/** For how many blocks a key is good there once its turn is over. What carries a sealed transaction lives no longer either. */
const GRACE_BLOCKS = 8

export class AuthorKeys {
  private readonly runtime: Runtime
  private readonly genesisHash: Hex
  private secrets: ShieldSecrets | undefined
  private loading: Promise<void> | undefined
  /** The keys whose turn it was in recent blocks, by the numbers of these. */
  private turns: { readonly number: number; readonly key: Uint8Array }[] = []

  constructor(runtime: Runtime, genesisHash: Hex) {
    this.runtime = runtime
    this.genesisHash = genesisHash
  }

  /** Loads what making keys and opening takes, where there is anything to do. */
  load(): Promise<void> {
    if (!this.isUsed) return Promise.resolve()
    this.loading ??= import('./shield.ts').then(({ ShieldSecrets }) => {
      this.secrets = new ShieldSecrets(this.genesisHash)
    })
    return this.loading
  }

  /** Calls `run` when keys can be made. @returns false, without calling it, where that is so already or none are needed */
  later(run: () => void, onFault?: (error: unknown) => void): boolean {
    if (this.secrets !== undefined || !this.isUsed) return false
    this.load().then(run, onFault)
    return true
  }

  /**
   * Nothing before `load` is done.
   * @param ctx the state before the block  @param pace milliseconds between blocks that come with their slots; undefined for others
   */
  planFor(ctx: Ctx, number: number, pace: number | undefined): ShieldPlan {
    const { secrets } = this
    if (secrets === undefined || !this.isUsed) return {}
    const announces = pace !== undefined && Authorities.get(ctx).length > 0
    const keys = announces ? this.inTurn(ctx, number, pace) : [PendingKey.get(ctx), NextKey.get(ctx)]
    const unseal: Unseal = ciphertext => {
      const parts = sealedParts(ciphertext)
      const key = parts && keys.find(each => each !== undefined && equalBytes(twox128(each), parts.keyHash))
      return parts && key && { within: secrets.open(parts, key, number) }
    }
    return { announced: announces ? secrets.announcedIn(number) : undefined, unseal }
  }

  private get isUsed(): boolean {
    return this.runtime.pallet('MevShield') !== undefined
  }

  private inTurn(ctx: Ctx, number: number, pace: number): readonly (Uint8Array | undefined)[] {
    const key = PendingKey.get(ctx)
    if (pace >= FAST_MILLISECONDS) return [key]
    // Blocks may have been taken back.
    this.turns = this.turns.filter(turn => turn.number < number && turn.number >= number - GRACE_BLOCKS)
    if (key !== undefined) this.turns.push({ number, key })
    return this.turns.map(turn => turn.key)
  }
}

/** What a transaction carries sealed. Those that carry something are long: most are told from them by that. */
export function ciphertextIn(runtime: Runtime, encoded: Uint8Array): Uint8Array | undefined {
  if (encoded.length < SEALED_SECRET) return undefined
  try {
    const { call, args } = decodeExtrinsic(runtime, encoded).call
    return call === submitEncrypted ? (args as { readonly ciphertext: Uint8Array }).ciphertext : undefined
  } catch {
    return undefined
  }
}

/** Bytes of a secret sealed to a key of ML-KEM 768. */
const SEALED_SECRET = 1088
