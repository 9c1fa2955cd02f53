/**
 * A block that would have broken the chain, with all that is needed to make it again anywhere: what it was made of, and what
 * it read of the state before it.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromHex, type Hex, toHex, utf8 } from '../../primitives/bytes.ts'
import { messageOf, TaoError } from '../../primitives/errors.ts'
import { Ctx } from '../runtime/context.ts'
import type { VerifySignature } from '../runtime/extrinsic.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { binaryKey, keyBytes } from '../state/chain-store.ts'
import { type Finding, InvariantBroken } from '../state/invariants.ts'
import { SortedBytes } from '../state/sorted-bytes.ts'
import { State } from '../state/state.ts'
import type { ReadStore, StoreEntry } from '../state/store.ts'
import { runtimeOf } from './apis.ts'
import { type BlockStopped, type Parent, remakeBlock } from './authoring.ts'
import { decodeHeader, encodeHeader, hashOf, slotDigest } from './header.ts'
import { loadMetadata } from './metadata-files.ts'
import { loadPlainVerifier } from './signatures.ts'
import type { ChainSpec } from './spec.ts'
import { commitsToMetadata } from './transactions.ts'

const KIND = 'taokit block report'
const FORMAT = 1

/** As it stands in the file: bytes in hex, wide numbers as texts. */
export interface BlockReport {
  readonly kind: typeof KIND
  readonly format: typeof FORMAT
  readonly profile: string
  readonly specVersion: number
  readonly genesisHash: Hex
  readonly block: number
  /** The header of the block before. */
  readonly parent: Hex
  readonly slot: string
  /** Inherents first; the last one may be the one that broke the block. */
  readonly extrinsics: readonly Hex[]
  readonly findings: readonly { readonly invariant: string; readonly subject: string; readonly off: string | null }[]
  /** What the block read: keys with their values (null: absent), and the prefixes that it walked. */
  readonly state: {
    readonly entries: readonly (readonly [key: Hex, value: Hex | null])[]
    readonly walked: readonly Hex[]
  }
}

/** Executes a stopped block once more on the state before it, and notes what it reads. */
export function reportOf(
  { parent, slot, extrinsics, findings }: Pick<BlockStopped, 'parent' | 'slot' | 'extrinsics' | 'findings'>,
  spec: ChainSpec,
  genesisHash: Hex,
  {
    runtime,
    before,
    verify,
  }: { readonly runtime: Runtime; readonly before: ReadStore; readonly verify: VerifySignature },
): BlockReport {
  const recorder = new Recorder(before)
  findingsOf(new Ctx(new State(recorder, runtime.outer), runtime), parent, { slot, extrinsics }, verify)
  const { name, version } = spec.profile
  return {
    kind: KIND,
    format: FORMAT,
    profile: name,
    specVersion: version.specVersion,
    genesisHash,
    block: parent.number + 1,
    parent: toHex(encodeHeader(parent.decoded)),
    slot: slot.toString(),
    extrinsics: extrinsics.map(toHex),
    findings: findings.map(({ off, ...finding }) => ({ ...finding, off: off?.toString() ?? null })),
    state: recorder.taken(),
  }
}

/** @returns the path of the file */
export function writeReport(folder: string, report: BlockReport): string {
  const text = JSON.stringify(report)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `block-${report.block}-${hashOf(utf8(text)).slice(2, 10)}.json`)
  writeFileSync(path, text, { mode: 0o600 })
  return path
}

/** The error of a stopped block, with where its report is. */
export const reportedAt = ({ message, why, findings, cause }: BlockStopped, path: string): TaoError =>
  new TaoError('internal', message, {
    why,
    remedy: `This is a fault of taokit: please report it with the file. See it again with: tao chain replay ${path}`,
    data: { report: path, broken: findings.map(({ invariant }) => invariant) },
    cause,
  })

/** @throws TaoError `invalid_file`, `unsupported` */
export function readReport(path: string): BlockReport {
  let report: BlockReport
  try {
    report = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new TaoError('invalid_file', `${path} cannot be read`, { why: messageOf(error), cause: error })
  }
  if (report?.kind !== KIND) {
    throw new TaoError('invalid_file', `${path} is no report of a block`, {
      remedy: 'Name a file from the folder reports of a chain.',
    })
  }
  if (report.format === FORMAT) return report
  throw new TaoError('unsupported', `${path} has a format that this version cannot read`, {
    why: `It is written in format ${report.format}; this version of taokit reads format ${FORMAT}.`,
  })
}

/** Makes the block of a report again. @returns what it breaks; nothing if all holds */
export async function replayReport(report: BlockReport, spec: ChainSpec): Promise<readonly Finding[]> {
  const verify = await loadPlainVerifier()
  const runtime = runtimeOf(spec.profile, verify)
  const extrinsics = report.extrinsics.map(fromHex)
  if (extrinsics.some(encoded => commitsToMetadata(runtime, encoded))) await loadMetadata(runtime)
  const decoded = decodeHeader(fromHex(report.parent))
  const parent = { number: decoded.number, hash: hashOf(fromHex(report.parent)), decoded }
  const ctx = new Ctx(new State(new Recorded(report.state), runtime.outer), runtime)
  return findingsOf(ctx, parent, { slot: BigInt(report.slot), extrinsics }, verify)
}

function findingsOf(
  ctx: Ctx,
  parent: Parent,
  { slot, extrinsics }: Pick<BlockStopped, 'slot' | 'extrinsics'>,
  verify: VerifySignature,
): readonly Finding[] {
  try {
    remakeBlock(ctx, parent, { header: { digest: { logs: slotDigest(slot) } }, extrinsics }, verify)
    return []
  } catch (error) {
    if (error instanceof InvariantBroken) return error.findings
    throw error
  }
}

/** Passes reads on and remembers what they gave. */
class Recorder implements ReadStore {
  private readonly store: ReadStore
  private readonly entries = new Map<string, Uint8Array | undefined>()
  private readonly walked = new Set<string>()

  constructor(store: ReadStore) {
    this.store = store
  }

  get(key: Uint8Array): Uint8Array | undefined {
    const value = this.store.get(key)
    this.entries.set(binaryKey(key), value?.slice())
    return value
  }

  *scan(prefix: Uint8Array, after?: Uint8Array): Iterable<StoreEntry> {
    // The whole is noted, however much of it is read: a replay may walk on.
    for (const [key, value] of this.store.scan(prefix)) this.entries.set(binaryKey(key), value.slice())
    this.walked.add(binaryKey(prefix))
    yield* this.store.scan(prefix, after)
  }

  taken(): BlockReport['state'] {
    return {
      entries: [...this.entries]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => [hexOf(key), value === undefined ? null : toHex(value)]),
      walked: [...this.walked].sort().map(hexOf),
    }
  }
}

const hexOf = (key: string): Hex => toHex(keyBytes(key))

/** What was noted, and nothing else: who asks for more must be told that it is not known. */
class Recorded implements ReadStore {
  private readonly values = new SortedBytes()
  private readonly known: ReadonlySet<string>
  private readonly walked: readonly string[]

  constructor({ entries, walked }: BlockReport['state']) {
    for (const [key, value] of entries) if (value !== null) this.values.set(fromHex(key), fromHex(value))
    this.known = new Set(entries.map(([key]) => binaryKey(fromHex(key))))
    this.walked = walked.map(prefix => binaryKey(fromHex(prefix)))
  }

  get(key: Uint8Array): Uint8Array | undefined {
    const binary = binaryKey(key)
    if (!this.known.has(binary) && !this.wasWalked(binary)) throw notRecorded(key)
    return this.values.get(key)
  }

  scan(prefix: Uint8Array, after?: Uint8Array): Iterable<StoreEntry> {
    if (!this.wasWalked(binaryKey(prefix))) throw notRecorded(prefix)
    return this.values.scan(prefix, after)
  }

  private wasWalked(binary: string): boolean {
    return this.walked.some(prefix => binary.startsWith(prefix))
  }
}

const notRecorded = (key: Uint8Array): TaoError =>
  new TaoError('unsupported', 'The block goes another way now than when it was reported', {
    why: `It asks for state that the report does not hold: ${toHex(key)}.`,
    remedy: 'Replay it with the version of taokit that wrote it.',
  })
