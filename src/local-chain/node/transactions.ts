/** The way of a transaction from its submission to a final block: judged by the runtime, kept by the pool, watched by clients. */
import type { Hex } from '../../primitives/bytes.ts'
import { TaoError } from '../../primitives/errors.ts'
import { beginBlock, validateExtrinsic } from '../runtime/executive.ts'
import { decodeExtrinsic, type VerifySignature } from '../runtime/extrinsic.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { Validity } from '../runtime/validity.ts'
import { binaryKey } from '../state/chain-store.ts'
import { AuthorKeys, ciphertextIn } from './author-keys.ts'
import type { MadeBlock } from './authoring.ts'
import { elapsed } from './clock.ts'
import { hashOf } from './header.ts'
import type { Ledger } from './ledger.ts'
import { Pool, type PoolLimits } from './pool/pool.ts'
import type { PoolTransaction, Tag, TransactionStatus } from './pool/transaction.ts'
import type { LoadVerifier } from './signatures.ts'

export type Watch = (status: TransactionStatus) => void

export class Transactions {
  private readonly ledger: Ledger
  private readonly pool: Pool
  private readonly watchers = new Map<Hex, Watch>()
  readonly authorKeys: AuthorKeys
  private readonly loadVerifier: LoadVerifier
  private readonly loadMetadata: () => Promise<unknown>
  private verifier: VerifySignature | undefined
  /** Whether the transactions in the pool are being judged anew: only their end is told then. */
  private quiet = false

  constructor(
    ledger: Ledger,
    loadVerifier: LoadVerifier,
    loadMetadata: () => Promise<unknown>,
    limits: PoolLimits | undefined,
  ) {
    this.ledger = ledger
    this.authorKeys = new AuthorKeys(ledger.runtime, ledger.genesisHash)
    this.loadVerifier = loadVerifier
    this.loadMetadata = loadMetadata
    this.pool = new Pool(elapsed, (hash, status) => this.tell(hash, status), limits)
  }

  get counts(): { readonly ready: number; readonly future: number } {
    return this.pool.counts
  }

  /** The ready transactions in the order in which they enter a block. */
  candidates(): Iterable<PoolTransaction> {
    return this.pool.candidates()
  }

  /** All that wait, the ready ones first. */
  all(): PoolTransaction[] {
    return this.pool.all()
  }

  /** Whether a ready transaction gives a tag. */
  gives(tag: Tag): boolean {
    return this.pool.gives(tag)
  }

  /** Judges signatures. To be called after `prepare` only. */
  readonly verify: VerifySignature = (signature, payload, signer) => {
    if (this.verifier === undefined)
      throw new TaoError('internal', 'A signature is to be judged before a verifier is loaded')
    return this.verifier(signature, payload, signer)
  }

  /** Loads what judging an extrinsic takes. */
  async prepare(encoded?: Uint8Array): Promise<void> {
    this.verifier ??= await this.loadVerifier()
    if (encoded === undefined) return
    if (commitsToMetadata(this.ledger.runtime, encoded)) await this.loadMetadata()
    if (ciphertextIn(this.ledger.runtime, encoded) !== undefined) await this.authorKeys.load()
  }

  /**
   * Takes in a transaction. `watch` hears of what becomes of it, until it is in a final block or gone.
   * @throws PoolRefusal, TransactionInvalid
   */
  async submit(encoded: Uint8Array, watch?: Watch): Promise<Hex> {
    const hash = hashOf(encoded)
    this.pool.checkNew(hash)
    await this.prepare(encoded)
    const transaction = this.judge(hash, encoded)
    if (watch !== undefined && !this.watchers.has(hash)) this.watchers.set(hash, watch)
    try {
      this.pool.add(transaction)
    } catch (error) {
      if (this.watchers.get(hash) === watch) this.watchers.delete(hash)
      throw error
    }
    return hash
  }

  unwatch(hash: Hex): void {
    this.watchers.delete(hash)
  }

  /** Takes in what a block says of the transactions in it and of those that were offered to it. */
  settle({ number, hash, extrinsics, refused }: MadeBlock): void {
    this.pool.reject(refused.map(each => each.hash))
    // The first extrinsics are the author's own.
    this.pool.blockAdded(number, hash, extrinsics.map(hashOf))
  }

  /** Throws transactions out, with all that stand on them. */
  reject(transactions: readonly PoolTransaction[]): void {
    this.pool.reject(transactions.map(({ hash }) => hash))
  }

  /** Throws out those of these names that wait, with all that stand on them. @returns all of them */
  remove(hashes: readonly Hex[]): Hex[] {
    return this.pool.reject(hashes)
  }

  /** The history is another one: what waits is judged on it. */
  judgeAgain(): void {
    this.quiet = true
    const gone = this.pool.drain().filter(({ hash, encoded }) => !this.takesAgain(hash, encoded))
    this.quiet = false
    for (const { hash } of gone) this.tell(hash, { type: 'invalid' })
  }

  /** Judges as the next block would, before its hooks have run. Reference: frame_executive validate_transaction */
  validity(number: number, encoded: Uint8Array): Validity {
    const parentHash = this.ledger.store.blockHash(number)!
    return this.ledger.look(number, ctx => {
      beginBlock(ctx, { number: number + 1, parentHash, digest: [] })
      return validateExtrinsic(ctx, encoded, this.verify)
    })
  }

  private judge(hash: Hex, encoded: Uint8Array): PoolTransaction {
    const { number } = this.ledger.enter()
    const { priority, requires, provides, longevity } = this.validity(number, encoded)
    const validTill = Number(BigInt(number) + longevity)
    const tags = (list: readonly Uint8Array[]) => list.map(binaryKey)
    return { hash, encoded, priority, requires: tags(requires), provides: tags(provides), validTill }
  }

  private takesAgain(hash: Hex, encoded: Uint8Array): boolean {
    try {
      this.pool.add(this.judge(hash, encoded))
      return true
    } catch {
      return false
    }
  }

  private tell(hash: Hex, status: TransactionStatus): void {
    if (this.quiet) return
    this.watchers.get(hash)?.(status)
    if (!ON_THE_WAY.has(status.type)) this.watchers.delete(hash)
  }
}

const ON_THE_WAY: ReadonlySet<TransactionStatus['type']> = new Set(['future', 'ready', 'inBlock', 'retracted'])

/** Whether the signer committed to the metadata, so that its digest is needed to judge the signature. */
export function commitsToMetadata(runtime: Runtime, encoded: Uint8Array): boolean {
  const place = runtime.profile.extensions.findIndex(({ identifier }) => identifier === 'CheckMetadataHash')
  if (place < 0) return false
  try {
    const explicit = decodeExtrinsic(runtime, encoded).extra?.[place] as { readonly mode?: string } | undefined
    return explicit?.mode === 'Enabled'
  } catch {
    // What cannot be read is judged as such.
    return false
  }
}
