/** Makes blocks: the genesis block, the next block of a chain, and a block again from what it was made of. */
import { compareBytes, type Hex, utf8 } from '../../primitives/bytes.ts'
import { assert, TaoError } from '../../primitives/errors.ts'
import { announceNextKey } from '../pallets/mev-shield/keys.ts'
import { setTimestamp } from '../pallets/timestamp/pallet.ts'
import { checkBlock } from '../runtime/check-block.ts'
import { Ctx } from '../runtime/context.ts'
import { applyExtrinsic, extrinsicsRoot, finalizeBlock, initializeBlock } from '../runtime/executive.ts'
import type { VerifySignature } from '../runtime/extrinsic.ts'
import { decodeExtrinsic, encodeBare } from '../runtime/extrinsic.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { Header } from '../runtime/types.ts'
import { TransactionInvalid, type ValidityErrorData } from '../runtime/validity.ts'
import type { SealedBlock } from '../state/chain-store.ts'
import { type Finding, InvariantBroken } from '../state/invariants.ts'
import { State } from '../state/state.ts'
import { EMPTY_STORE } from '../state/store.ts'
import { ciphertextIn, type Opened, type ShieldPlan } from './author-keys.ts'
import { encodeHeader, hashOf, slotDigest, stateRoot, ZERO_HASH } from './header.ts'
import { declarationsDigest } from './metadata-files.ts'
import type { ChainSpec } from './spec.ts'

/** A block that was just made. */
export interface MadeBlock extends SealedBlock {
  readonly decoded: Header
  /** Offered transactions that may not stand in the block, and why. */
  readonly refused: readonly Refused[]
}

export interface Refused {
  readonly hash: Hex
  readonly why: ValidityErrorData | Error
}

/** What a block is made on. */
export interface Parent {
  readonly number: number
  readonly hash: Hex
  readonly decoded: Header
}

/** A transaction that waits for a block. */
export interface Candidate {
  readonly hash: Hex
  readonly encoded: Uint8Array
}

export interface BlockPlan extends ShieldPlan {
  readonly slot: bigint
  /** Milliseconds of a slot. */
  readonly slotDuration: bigint
  /** Best first; those that do not fit or are no longer valid are passed over. */
  readonly candidates: Iterable<Candidate>
  readonly verify: VerifySignature
}

/**
 * The key at which clients look for the runtime's code. What stands there here is its name, and a digest of what its
 * metadata says: clients keep metadata by the hash of the code, or by that of the genesis block.
 */
const CODE_KEY = utf8(':code')

export function makeGenesis(spec: ChainSpec, runtime: Runtime): MadeBlock {
  const ctx = new Ctx(new State(EMPTY_STORE, runtime.outer), runtime)
  spec.genesis(ctx)
  const { specName, specVersion } = spec.profile.version
  const code = {
    key: CODE_KEY,
    before: undefined,
    after: utf8(`taokit ${specName} ${specVersion} ${declarationsDigest(runtime)}`),
  }
  const changes = [...ctx.state.seal(), code].sort((a, b) => compareBytes(a.key, b.key))
  const decoded: Header = {
    parent_hash: ZERO_HASH,
    number: 0,
    state_root: stateRoot(ZERO_HASH, changes),
    extrinsics_root: extrinsicsRoot([]),
    digest: { logs: [] },
  }
  return finished(decoded, [], changes, [])
}

/** A block was not made because it would have broken the chain. */
export class BlockStopped extends TaoError {
  readonly parent: Parent
  readonly slot: bigint
  /** Those in the block so far, and the one that was being applied. */
  readonly extrinsics: readonly Uint8Array[]
  readonly findings: readonly Finding[]

  constructor(broken: InvariantBroken, parent: Parent, slot: bigint, extrinsics: readonly Uint8Array[]) {
    super('internal', `Block ${parent.number + 1} was not made: it would break the chain`, {
      why: broken.why,
      cause: broken,
    })
    this.parent = parent
    this.slot = slot
    this.extrinsics = extrinsics
    this.findings = broken.findings
  }
}

/**
 * Makes the next block on a state that stands at the parent. The state is sealed afterwards.
 * @throws BlockStopped when it would break an invariant; the state is of no use then
 */
export function makeBlock(ctx: Ctx, parent: Parent, plan: BlockPlan): MadeBlock {
  try {
    openBlock(ctx, parent, plan)
    const refused = fill(ctx, plan)
    return sealBlock(ctx, parent, refused)
  } catch (error) {
    if (!(error instanceof InvariantBroken)) throw error
    throw new BlockStopped(error, parent, plan.slot, ctx.extrinsics.slice())
  }
}

/** What a block was made of. */
export interface BlockInputs {
  readonly header: Pick<Header, 'digest'>
  readonly extrinsics: readonly Uint8Array[]
}

/** Makes a block again from its inputs. It is equal to the original if, and only if, its hash is. */
export function remakeBlock(ctx: Ctx, parent: Parent, block: BlockInputs, verify: VerifySignature): MadeBlock {
  const digest = block.header.digest.logs
  initializeBlock(ctx, { number: parent.number + 1, parentHash: parent.hash, digest })
  for (const extrinsic of block.extrinsics) applyExtrinsic(ctx, extrinsic, verify)
  return sealBlock(ctx, parent, [])
}

/** Brings a state to where the first transaction of the next block meets it. */
export function openBlock(ctx: Ctx, parent: Parent, plan: Omit<BlockPlan, 'candidates'>): void {
  initializeBlock(ctx, { number: parent.number + 1, parentHash: parent.hash, digest: slotDigest(plan.slot) })
  for (const inherent of inherents(ctx.runtime, plan.slot * plan.slotDuration))
    applyExtrinsic(ctx, inherent, plan.verify)
  if (plan.announced !== undefined) announce(ctx, plan.announced, plan.verify)
}

/** A block that its hooks have filled goes without. Reference: sc_basic_authorship apply_inherents */
function announce(ctx: Ctx, enc_key: Uint8Array, verify: VerifySignature): void {
  try {
    applyExtrinsic(ctx, encodeBare(ctx.runtime, announceNextKey.make({ enc_key })), verify)
  } catch (error) {
    if (invalidKind(error) !== 'ExhaustsResources') throw error
  }
}

function sealBlock(ctx: Ctx, parent: Parent, refused: readonly Refused[]): MadeBlock {
  const header = finalizeBlock(ctx)
  assert(header.number === parent.number + 1, 'the block does not have the number it began with')
  checkBlock(ctx)
  const changes = ctx.state.seal()
  const decoded = { ...header, state_root: stateRoot(parent.decoded.state_root, changes) }
  return finished(decoded, ctx.extrinsics.slice(), changes, refused)
}

function finished(
  decoded: Header,
  extrinsics: readonly Uint8Array[],
  changes: MadeBlock['changes'],
  refused: readonly Refused[],
): MadeBlock {
  const header = encodeHeader(decoded)
  return { number: decoded.number, hash: hashOf(header), header, decoded, extrinsics, changes, refused }
}

/** How many transactions may turn out not to fit before the block is taken to be full. Reference: sc_basic_authorship. */
const MAX_MISFITS = 8

function fill(ctx: Ctx, { candidates, verify, unseal }: BlockPlan): Refused[] {
  const refused: Refused[] = []
  let misfits = 0
  for (const { hash, encoded } of candidates) {
    const ciphertext = unseal && ciphertextIn(ctx.runtime, encoded)
    const opened = ciphertext && unseal(ciphertext)
    // It waits for the author to whom it is sealed, or for its end. Reference: ShieldApi is_shielded_using_current_key
    if (ciphertext !== undefined && opened === undefined) continue
    try {
      applyNext(ctx, encoded, verify)
      const failed = opened && applySealed(ctx, opened, verify)
      if (failed !== undefined) refused.push(failed)
    } catch (error) {
      if (error instanceof InvariantBroken) throw error
      const kind = invalidKind(error)
      if (kind === 'ExhaustsResources' && ++misfits > MAX_MISFITS) break
      // What does not fit, and what follows on it by nonce, waits for another block.
      if (kind === 'ExhaustsResources' || kind === 'Future') continue
      refused.push({ hash, why: error instanceof TransactionInvalid ? error.data : asError(error) })
    }
  }
  return refused
}

/** Where a block is stopped, the last extrinsic that it holds is the one that did it. */
function applyNext(ctx: Ctx, encoded: Uint8Array, verify: VerifySignature): void {
  try {
    applyExtrinsic(ctx, encoded, verify)
  } catch (error) {
    if (error instanceof InvariantBroken) ctx.extrinsics.push(encoded)
    throw error
  }
}

/**
 * Puts what a sealed transaction holds into the block, next to it. What may not stand there is left out, and so is anything
 * that nobody signed: nobody speaks for the author by sealing it. @returns a bug that it ran into
 */
function applySealed(ctx: Ctx, { within }: Opened, verify: VerifySignature): Refused | undefined {
  if (within === undefined || !isSigned(ctx.runtime, within)) return undefined
  try {
    applyNext(ctx, within, verify)
    return undefined
  } catch (error) {
    if (error instanceof InvariantBroken) throw error
    return error instanceof TransactionInvalid ? undefined : { hash: hashOf(within), why: asError(error) }
  }
}

function isSigned(runtime: Runtime, encoded: Uint8Array): boolean {
  try {
    return decodeExtrinsic(runtime, encoded).extra !== undefined
  } catch {
    return false
  }
}

const invalidKind = (error: unknown): string | undefined =>
  error instanceof TransactionInvalid && error.data.type === 'Invalid' ? error.data.value.type : undefined

/** A transaction that runs into a bug is thrown out, as the reference throws out one that makes the runtime panic. */
const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

/** What the author of a block states in it, encoded. */
function inherents(runtime: Runtime, now: bigint): Uint8Array[] {
  if (runtime.pallet('Timestamp') === undefined) return []
  return [encodeBare(runtime, setTimestamp.make({ now }))]
}
