/** Both stores keep the same promises: what is committed is there, earlier states can be read, nothing else remains. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { ChainStore, SealedBlock } from '../../../src/local-chain/state/chain-store.ts'
import { ChangeIndex } from '../../../src/local-chain/state/change-index.ts'
import { HistoryView } from '../../../src/local-chain/state/history.ts'
import { LmdbStore } from '../../../src/local-chain/state/lmdb-store.ts'
import { MemoryStore } from '../../../src/local-chain/state/memory-store.ts'
import type { ReadStore } from '../../../src/local-chain/state/store.ts'
import { type Hex, toHex } from '../../../src/primitives/bytes.ts'
import { sha256 } from '../support-node/bytes.ts'

const HISTORY = 6
const IDENTITY = { profile: 'test', specVersion: 1, genesisHash: `0x${'00'.repeat(32)}` as Hex, history: HISTORY }

const folders: string[] = []
const stores: ChainStore[] = []

function temporaryStore(): LmdbStore {
  const folder = mkdtempSync(join(tmpdir(), 'taokit-store-'))
  folders.push(folder)
  const store = new LmdbStore(folder)
  stores.push(store)
  return store
}

afterAll(() => {
  for (const store of stores) store.close()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A model of a store: the whole state after each block, as sorted pairs of binary texts. */
class Model {
  states: Map<string, string>[] = []
  hashes: Hex[] = []
  oldest = 0
  made = 0

  get state(): Map<string, string> {
    return this.states.at(-1)!
  }

  seal(writes: readonly Write[]): SealedBlock {
    const before = this.states.at(-1) ?? new Map<string, string>()
    const after = new Map(before)
    for (const [key, value] of writes) {
      if (value === undefined) after.delete(key)
      else after.set(key, value)
    }
    const touched = [...new Set(writes.map(([key]) => key))].sort()
    const changes = touched
      .filter(key => before.get(key) !== after.get(key))
      .map(key => ({ key: bytes(key)!, before: bytes(before.get(key)), after: bytes(after.get(key)) }))
    const number = this.states.length
    const hash = toHex(sha256(Buffer.from(`${number}/${this.made++}`)))
    this.states.push(after)
    this.hashes.push(hash)
    this.oldest = Math.max(this.oldest, number - HISTORY)
    return { number, hash, header: Buffer.from(`header ${number}`), extrinsics: [Buffer.from(hash)], changes }
  }

  revert(to: number): void {
    this.states.length = to + 1
    this.hashes.length = to + 1
  }
}

const hexOf = (bytes: Uint8Array | undefined) => bytes && toHex(bytes)
const bytes = (text: string | undefined) => (text === undefined ? undefined : Buffer.from(text, 'latin1'))

type Write = readonly [key: string, value: string | undefined]

/** Few and short keys, so that they collide and are each other's prefixes. */
const key = fc.string({ unit: fc.constantFrom('a', 'b', '\x00', '\xff'), minLength: 1, maxLength: 3 })
const value = fc.option(fc.string({ unit: fc.constantFrom('x', 'y'), maxLength: 2 }), { nil: undefined })
const writes = fc.array(fc.tuple(key, value), { maxLength: 6 })
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('commit' as const),
      blocks: fc.array(writes, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('revert' as const),
      back: fc.nat(HISTORY),
      // What follows before anybody looks again.
      blocks: fc.array(writes, { maxLength: 4 }),
    }),
  },
)

function pairs(store: ReadStore, prefix: string, after?: string): [string, string][] {
  const entries = [...store.scan(bytes(prefix)!, bytes(after))]
  return entries.map(([k, v]) => [Buffer.from(k).toString('latin1'), Buffer.from(v).toString('latin1')])
}

function expected(state: ReadonlyMap<string, string>, prefix: string, after?: string): [string, string][] {
  const under = [...state].filter(([k]) => k.startsWith(prefix) && (after === undefined || k > after))
  return under.sort(([a], [b]) => (a < b ? -1 : 1))
}

function check(store: ChainStore, model: Model, index: ChangeIndex, views: Map<number, HistoryView>): void {
  const head = model.states.length - 1
  const stored = store.refresh()!
  expect(stored).toMatchObject({ number: head, hash: model.hashes[head] })
  expect(store.oldestState()).toBe(model.oldest)
  for (let number = model.oldest; number <= head; number++) {
    let view = views.get(number)
    if (view === undefined) {
      view = new HistoryView(store, index, number)
      views.set(number, view)
    }
    index.cover(number, head, stored.reverts)
    const state = model.states[number]!
    for (const [prefix, after] of [[''], ['a'], ['\xff'], ['b', 'b'], ['', 'ab'], ['b', 'a'], ['a', 'b']] as const) {
      expect(pairs(view, prefix, after)).toEqual(expected(state, prefix, after))
      if (number === head) expect(pairs(store, prefix, after)).toEqual(expected(state, prefix, after))
    }
    for (const probe of ['a', 'b', 'ab', '\xff\xff', '\x00']) {
      expect(hexOf(view.get(bytes(probe)!))).toEqual(hexOf(bytes(state.get(probe))))
    }
  }
  // Side by side with all the others, as who compares two states has them.
  const [oldest] = model.states.slice(model.oldest)
  if (model.oldest < head) expect(pairs(views.get(model.oldest)!, '')).toEqual(expected(oldest!, ''))
  model.hashes.forEach((hash, number) => {
    expect(store.blockHash(number)).toBe(hash)
    expect(store.blockNumber(hash)).toBe(number)
    expect(Buffer.from(store.block(number)!.extrinsics[0]!).toString()).toBe(hash)
  })
  expect(store.block(head + 1)).toBeUndefined()
}

describe.each([
  ['memory', () => new MemoryStore() as ChainStore],
  ['lmdb', () => temporaryStore() as ChainStore],
])('%s store', (_name, make) => {
  test.each([0, 1e9])(
    'says what a model says after any commits and reverts, with %i bytes for its index',
    maxWeight => {
      const run = fc.property(fc.array(step, { maxLength: 8 }), steps => {
        const store = make()
        const model = new Model()
        expect(store.refresh()).toBeUndefined()
        store.create(
          IDENTITY,
          model.seal([
            ['a', 'x'],
            ['b\xff', ''],
          ]),
        )
        const index = new ChangeIndex(store, { chunkBits: 1, maxWeight })
        const views = new Map<number, HistoryView>()
        for (const next of steps) {
          const head = model.states.length - 1
          if (next.kind === 'commit') {
            if (next.blocks.length > 0) expect(store.commit(next.blocks.map(block => model.seal(block)))).toBe(true)
          } else {
            const to = Math.max(model.oldest, head - next.back)
            expect(store.revert(to)).toBe(true)
            model.revert(to)
            if (next.blocks.length > 0) expect(store.commit(next.blocks.map(block => model.seal(block)))).toBe(true)
          }
          check(store, model, index, views)
        }
      })
      fc.assert(run, { numRuns: 40, seed: 20261120 })
    },
  )

  test('refuses to go back further than its history', () => {
    const store = make()
    const model = new Model()
    store.create(IDENTITY, model.seal([]))
    store.commit(Array.from({ length: HISTORY + 3 }, (_, i) => model.seal([['n', String(i)]])))
    expect(store.oldestState()).toBe(3)
    expect(() => store.revert(2)).toThrow('The state of block 2 is no longer kept')
    expect(store.undo(3)).toBeUndefined()
    expect([...store.undo(4)!].map(([, before]) => Buffer.from(before!).toString())).toEqual(['2'])
    expect(store.refresh()?.number).toBe(HISTORY + 3)
    expect(store.revert(3)).toBe(true)
    expect(pairs(store, '')).toEqual([['n', '2']])
  })

  test('keeps the state of its first block, whatever follows', () => {
    const store = make()
    const model = new Model()
    store.create(
      IDENTITY,
      model.seal([
        ['a', '1'],
        ['b', '2'],
      ]),
    )
    store.commit(
      Array.from({ length: HISTORY + 3 }, (_, i) =>
        model.seal([
          ['a', String(i)],
          ['c', 'x'],
        ]),
      ),
    )
    const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString()
    expect(store.genesis().map(([key, value]) => [text(key), text(value)])).toEqual([
      ['a', '1'],
      ['b', '2'],
    ])
  })

  test('is made once, and anew only when asked', () => {
    const store = make()
    const first = new Model().seal([['a', 'x']])
    expect(store.create(IDENTITY, first)).toBe(true)
    expect(store.create({ ...IDENTITY, profile: 'other' }, new Model().seal([]))).toBe(false)
    expect(store.identity).toEqual(IDENTITY)
    store.commit([{ ...first, number: 1, changes: [] }])
    expect(store.create({ ...IDENTITY, profile: 'other' }, new Model().seal([['c', 'z']]), true)).toBe(true)
    expect(store.identity?.profile).toBe('other')
    expect(store.refresh()).toMatchObject({ number: 0, reverts: 1 })
    expect(pairs(store, '')).toEqual([['c', 'z']])
    expect(store.block(1)).toBeUndefined()
  })

  test('reads no key that could not be stored', () => {
    const store = make()
    store.create(IDENTITY, new Model().seal([['a', 'x']]))
    for (const length of [0, 1979, 5000, 1_000_000]) expect(store.get(new Uint8Array(length))).toBeUndefined()
    for (const length of [1979, 100_000]) expect([...store.scan(new Uint8Array(length))]).toEqual([])
    expect([...store.scan(Buffer.from('a'), new Uint8Array(100_000).fill(0x61))]).toEqual([])
  })
})
