/**
 * A chain's store on disk: five tables in one LMDB file.
 *
 * Each commit is one transaction that is on the disk when it returns, so neither a killed process nor a power cut loses
 * a block that was reported. Nothing is read before it is asked for: a large chain opens as fast as an empty one.
 */
import { closeSync, existsSync, mkdirSync, openSync, readSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Database, RootDatabase } from 'lmdb'
import { fromHex, type Hex, toHex } from '../../primitives/bytes.ts'
import { assert, messageOf, TaoError } from '../../primitives/errors.ts'
import type { ChainIdentity, ChainStore, Head, SealedBlock, StoredBlock, Undo } from './chain-store.ts'
import { historyTooShort } from './chain-store.ts'
import { readIdentity, writeIdentity } from './identity.ts'
import {
  blockHashOf,
  decodeBlock,
  decodeGenesis,
  decodeUndo,
  encodeBlock,
  encodeGenesis,
  encodeUndo,
  lastValues,
} from './records.ts'
import type { StoreEntry } from './store.ts'

// The CommonJS build is one file and loads in half the time of the other.
const lmdb = createRequire(import.meta.url)('lmdb') as typeof import('lmdb')

type Table = Database<Uint8Array, Uint8Array>

const TABLE = { encoding: 'binary', keyEncoding: 'binary' } as const
/** LMDB's own bound on keys at the default page size. The chain's longest keys have some 150 bytes. */
const MAX_KEY = 1978
const IDENTITY = Buffer.from('identity')
const GENESIS = Buffer.from('genesis')
const HEAD = Buffer.from('head')
const HEAD_LENGTH = 40
/** Keys by number only ever grow at the end: their pages are filled, where they would be left half empty. */
const AT_END = { append: true } as const
/** Commit before returning, with the file synchronised; the flag of lmdb's own `putSync`. */
const DURABLE = 2

export class LmdbStore implements ChainStore {
  private readonly env: RootDatabase<Uint8Array, Uint8Array>
  private readonly state: Table
  private readonly blocks: Table
  private readonly numbers: Table
  private readonly undos: Table
  private readonly meta: Table
  /** All but `meta`. */
  private readonly tables: readonly Table[]
  private readonly folder: string
  /** The head that everything read since the last refresh belongs to. */
  private seen: Head | undefined
  private known: ChainIdentity | undefined

  /**
   * Opens the store in a folder, which is made where it is missing.
   * @throws TaoError `unsupported` for the format of another version, `chain_damaged` for files that are no store
   */
  constructor(folder: string) {
    this.folder = folder
    this.env = openEnvironment(folder)
    const table = (name: string): Table => this.env.openDB<Uint8Array, Uint8Array>(name, TABLE)
    this.meta = table('meta')
    // The format is known before anything else is touched.
    void this.identity
    this.state = table('state')
    this.blocks = table('blocks')
    this.numbers = table('numbers')
    this.undos = table('undo')
    this.tables = [this.state, this.blocks, this.numbers, this.undos]
    this.refresh()
  }

  get identity(): ChainIdentity | undefined {
    if (this.known === undefined) {
      const record = this.meta.getBinary(IDENTITY)
      this.known = record && readIdentity(record, this.folder)
    }
    return this.known
  }

  get(key: Uint8Array): Uint8Array | undefined {
    if (key.length === 0 || key.length > MAX_KEY) return undefined
    return this.state.getBinary(key)
  }

  *scan(prefix: Uint8Array, after?: Uint8Array): Iterable<StoreEntry> {
    if (prefix.length > MAX_KEY || (after !== undefined && after.length > MAX_KEY)) return
    const behind = after !== undefined && Buffer.compare(after, prefix) >= 0
    const start = behind ? after : prefix
    const end = successor(prefix)
    const range = this.state.getRange({
      ...(start.length > 0 && { start }),
      ...(end !== undefined && { end }),
      exclusiveStart: behind,
    })
    for (const { key, value } of range) yield [key, value]
  }

  refresh(): Head | undefined {
    this.env.resetReadTxn()
    const head = this.storedHead()
    // Another process may have put another chain in the place of the one that was known.
    if (head?.reverts !== this.seen?.reverts) this.known = undefined
    this.seen = head
    return head
  }

  create(identity: ChainIdentity, genesis: SealedBlock, replace = false): boolean {
    assert(genesis.number === 0, 'the genesis block has number 0')
    this.known = undefined
    return this.write(() => {
      const before = this.storedHead()
      if (before !== undefined && !replace) return undefined
      if (before !== undefined) for (const table of this.tables) table.clearSync()
      this.meta.putSync(IDENTITY, writeIdentity(identity))
      this.meta.putSync(GENESIS, encodeGenesis(genesis))
      return this.append([genesis], before === undefined ? 0 : before.reverts + 1)
    })
  }

  commit(blocks: readonly SealedBlock[]): boolean {
    const { seen, identity } = this
    assert(seen !== undefined && identity !== undefined, 'there is no chain to add to')
    blocks.forEach(({ number }, i) => {
      assert(number === seen.number + 1 + i, `block ${number} does not follow ${seen.number + i}`)
    })
    return this.write(() => {
      if (!sameHead(this.storedHead(), seen)) return undefined
      for (const { number, changes } of blocks) this.undos.putSync(numberKey(number), encodeUndo(changes), AT_END)
      const head = this.append(blocks, seen.reverts)
      this.prune(head.number - identity.history)
      return head
    })
  }

  revert(to: number): boolean {
    const { seen } = this
    assert(seen !== undefined && to >= 0, 'there is no such block')
    if (to >= seen.number) return true
    if (to < this.oldestState()) throw historyTooShort(to, this.oldestState())
    return this.write(() => {
      if (!sameHead(this.storedHead(), seen)) return undefined
      for (let number = seen.number; number > to; number--) this.takeBack(number)
      return this.putHead({ number: to, hash: this.blockHash(to)!, reverts: seen.reverts + 1 })
    })
  }

  block(number: number): StoredBlock | undefined {
    const record = this.blocks.getBinary(numberKey(number))
    return record && decodeBlock(number, record)
  }

  blockHash(number: number): Hex | undefined {
    const record = this.blocks.getBinary(numberKey(number))
    return record && blockHashOf(record)
  }

  blockNumber(hash: Hex): number | undefined {
    const record = this.numbers.getBinary(fromHex(hash))
    return record && Buffer.from(record).readUInt32BE()
  }

  oldestState(): number {
    for (const key of this.undos.getKeys({ limit: 1 })) return Buffer.from(key).readUInt32BE() - 1
    return this.seen?.number ?? 0
  }

  genesis(): readonly StoreEntry[] {
    return decodeGenesis(this.meta.getBinary(GENESIS)!)
  }

  undo(number: number): Iterable<Undo> | undefined {
    const record = this.undos.getBinary(numberKey(number))
    return record && decodeUndo(record)
  }

  close(): void {
    void this.env.close()
  }

  /** Runs a change in a transaction. It returns the new head, or undefined to write nothing. */
  private write(change: () => Head | undefined): boolean {
    let head: Head | undefined
    try {
      head = this.env.transactionSync(change, DURABLE)
    } catch (error) {
      throw error instanceof TaoError ? error : writeFailed(error, this.folder)
    }
    if (head !== undefined) this.seen = head
    return head !== undefined
  }

  private append(blocks: readonly SealedBlock[], reverts: number): Head {
    for (const [key, after] of lastValues(blocks)) this.put(key, after)
    for (const block of blocks) {
      const key = numberKey(block.number)
      this.blocks.putSync(key, encodeBlock(block), AT_END)
      this.numbers.putSync(fromHex(block.hash), key)
    }
    const { number, hash } = blocks.at(-1)!
    return this.putHead({ number, hash, reverts })
  }

  private put(key: Uint8Array, value: Uint8Array | undefined): void {
    assert(key.length > 0 && key.length <= MAX_KEY, `a storage key of ${key.length} bytes cannot be stored`)
    if (value === undefined) this.state.removeSync(key)
    else this.state.putSync(key, value)
  }

  private takeBack(number: number): void {
    for (const [key, before] of this.undo(number)!) this.put(key, before)
    const key = numberKey(number)
    this.numbers.removeSync(fromHex(this.blockHash(number)!))
    this.blocks.removeSync(key)
    this.undos.removeSync(key)
  }

  /** Forgets what the blocks up to a number replaced. */
  private prune(last: number): void {
    if (last <= 0) return
    const old = [...this.undos.getKeys({ end: numberKey(last + 1) })]
    for (const key of old) this.undos.removeSync(key)
  }

  private storedHead(): Head | undefined {
    const record = this.meta.getBinary(HEAD)
    if (record === undefined) return undefined
    const bytes = Buffer.from(record.buffer, record.byteOffset, record.length)
    return { number: bytes.readUInt32BE(0), reverts: bytes.readUInt32BE(4), hash: toHex(bytes.subarray(8)) }
  }

  private putHead(head: Head): Head {
    const record = Buffer.alloc(HEAD_LENGTH)
    record.writeUInt32BE(head.number, 0)
    record.writeUInt32BE(head.reverts, 4)
    record.set(fromHex(head.hash), 8)
    this.meta.putSync(HEAD, record)
    return head
  }
}

function openEnvironment(folder: string): RootDatabase<Uint8Array, Uint8Array> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    checkMagic(join(folder, 'data.mdb'))
    return lmdb.open<Uint8Array, Uint8Array>({
      path: folder,
      ...TABLE,
      // A commit is on the disk before it is reported; the library's way of reporting first would give that up.
      overlappingSync: false,
      maxDbs: 8,
      ...{ permissionsMode: 0o600 },
    })
  } catch (error) {
    throw openFailed(error, folder)
  }
}

/** Where LMDB's own mark stands in a file, and what it is. The library crashes on files that do not bear it. */
const MAGIC_AT = 24
const MAGIC = 0xbeefc0de

function checkMagic(path: string): void {
  if (!existsSync(path)) return
  const start = Buffer.alloc(MAGIC_AT + 4)
  const file = openSync(path, 'r')
  try {
    const length = readSync(file, start)
    // A process that is making the file has not come further.
    if (length === 0) return
    if (length < start.length || start.readUInt32LE(MAGIC_AT) !== MAGIC) throw new Error(`${path} is not a database`)
  } finally {
    closeSync(file)
  }
}

function openFailed(error: unknown, folder: string): TaoError {
  const message = messageOf(error)
  if (/EACCES|EPERM|permission/i.test(message)) {
    return new TaoError('not_permitted', `The chain in ${folder} cannot be opened`, {
      why: message,
      remedy: 'Make the folder yours, or keep chains elsewhere: set TAOKIT_HOME to another folder.',
      cause: error,
    })
  }
  return new TaoError('chain_damaged', `The chain in ${folder} cannot be opened`, {
    why: message,
    remedy: 'Move the folder away and start anew, or use another chain with --chain NAME.',
    cause: error,
  })
}

function writeFailed(error: unknown, folder: string): TaoError {
  return new TaoError('not_permitted', `The chain in ${folder} cannot be written`, {
    why: [messageOf(error), 'Nothing of the last step was kept; all blocks reported before are there.'],
    remedy: 'See that the disk has room and that the folder may be written.',
    cause: error,
  })
}

const sameHead = (a: Head | undefined, b: Head): boolean =>
  a !== undefined && a.hash === b.hash && a.reverts === b.reverts && a.number === b.number

/** Numbers in the order of their bytes. */
function numberKey(number: number): Uint8Array {
  const key = Buffer.alloc(4)
  key.writeUInt32BE(number)
  return key
}

/** The first key that no longer begins with `prefix`; undefined where all further keys do. */
function successor(prefix: Uint8Array): Uint8Array | undefined {
  let length = prefix.length
  while (length > 0 && prefix[length - 1] === 0xff) length--
  if (length === 0) return undefined
  const next = Uint8Array.from(prefix.subarray(0, length))
  next[length - 1]!++
  return next
}
