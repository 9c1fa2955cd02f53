/** What state tells of its changes, and what it forgets. */
import { describe, expect, test } from 'vitest'
import { u16, u32, u64 } from '../../../src/local-chain/scale/primitives.ts'
import { rawPrefix } from '../../../src/local-chain/state/cells.ts'
import { identity, twox64Concat } from '../../../src/local-chain/state/hashers.ts'
import { MemoryStore } from '../../../src/local-chain/state/memory-store.ts'
import { State } from '../../../src/local-chain/state/state.ts'
import { storageOf } from '../../../src/local-chain/state/storage.ts'
import { NaiveStore } from '../support/naive-store.ts'

const storage = storageOf('CacheTest')
const Plain = storage.value('Plain', u32)
const Single = storage.map('Single', [identity(u16)], u32)
const Double = storage.map('Double', [identity(u16), twox64Concat(u32)], u32)

const constants = { fast: false, overrides: new Map() }

function makeChain() {
  const store = new MemoryStore()
  const genesis = new State(store)
  Plain.put({ state: genesis, constants }, 1)
  for (let i = 0; i < 4; i++) Double.put({ state: genesis, constants }, 1, i, i)
  const hash = `0x${'00'.repeat(32)}` as const
  const identityOf = { profile: 'test', specVersion: 1, genesisHash: hash, history: 10 }
  store.create(identityOf, { number: 0, hash, header: new Uint8Array(0), extrinsics: [], changes: genesis.seal() })
  return { state: new State(store), constants }
}

const readable = (changes: ReturnType<State['changesSince']>) =>
  changes.map(({ key, before, after }) => [
    Buffer.from(key),
    before && Buffer.from(before),
    after && Buffer.from(after),
  ])

describe('changesSince', () => {
  test('tells what is different from then, and nothing else', () => {
    const chain = makeChain()
    Plain.put(chain, 5)
    const mark = chain.state.mark()
    expect(chain.state.changesSince(mark)).toEqual([])
    Plain.put(chain, 6)
    Plain.put(chain, 7)
    Single.put(chain, 1, 1)
    Single.remove(chain, 1)
    Double.remove(chain, 1, 2)
    const bytes = (value: number) => Buffer.from([value, 0, 0, 0])
    expect(readable(chain.state.changesSince(mark))).toEqual(
      [
        [Buffer.from(rawPrefix(Plain, [])), bytes(5), bytes(7)],
        [Buffer.from(rawPrefix(Double, [1, 2])), bytes(2), undefined],
      ].sort((a, b) => Buffer.compare(a[0]!, b[0]!)),
    )
    Plain.put(chain, 5)
    expect(chain.state.changesSince(mark)).toHaveLength(1)
    chain.state.rollback(mark)
    expect(chain.state.changesSince(mark)).toEqual([])
    expect(chain.state.changesSince(0)).toHaveLength(1)
  })
})

describe('trim', () => {
  test('forgets absent keys only, and changes no answer', () => {
    const chain = makeChain()
    for (let i = 0; i < 500; i++) Single.get(chain, i)
    for (let i = 0; i < 500; i++) Double.get(chain, i, 7)
    expect(chain.state.absentCells).toBe(1000)
    const mark = chain.state.mark()
    Single.put(chain, 2000, 5)
    chain.state.rollback(mark)
    chain.state.trim()
    expect(chain.state.absentCells).toBe(0)
    expect(chain.state.cellsInMemory(Single)).toEqual([])
    expect(
      Double.entries(chain)
        .map(({ value }) => value)
        .sort(),
    ).toEqual([0, 1, 2, 3])
    expect(Single.get(chain, 3)).toBeUndefined()
    expect(chain.state.audit()).toEqual([])
  })

  test('is due after removals as well', () => {
    const chain = makeChain()
    for (let i = 0; i < 50; i++) {
      Single.put(chain, i, i)
      chain.state.seal()
      Single.remove(chain, i)
      chain.state.seal()
    }
    expect(chain.state.absentCells).toBeGreaterThanOrEqual(50)
    chain.state.trim()
    expect(chain.state.cellsInMemory(Single)).toEqual([])
  })

  test('keeps what waits to be sealed, and the order of what is sorted', () => {
    const chain = makeChain()
    const before = Double.entries(chain, 1).map(({ keys }) => keys[1])
    Double.get(chain, 1, 99)
    Double.put(chain, 1, 50, 50)
    Double.remove(chain, 1, 0)
    Single.put(chain, 9, 9)
    chain.state.trim()
    expect(Double.entries(chain, 1).map(({ keys }) => keys[1])).toEqual(
      Double.entries(chain, 1)
        .map(({ keys }) => keys[1])
        .filter(key => before.includes(key) || key === 50),
    )
    const changes = chain.state.seal()
    expect(changes).toHaveLength(3)
    chain.state.trim()
    expect(Single.get(chain, 9)).toBe(9)
    expect(Double.find(chain, 1, 0)).toBeUndefined()
  })
})

/** A store that counts: single reads, and entries that were walked over. */
function counted(values: ReadonlyMap<number, number>) {
  const store = new NaiveStore()
  const first = { state: new State(store), constants }
  for (const [key, value] of values) Single.put(first, key, value)
  store.apply(first.state.seal())
  return { store, chain: { state: new State(store), constants } }
}

describe('keys that are asked for in vain', () => {
  test('are no longer looked for in an item that holds few', () => {
    const { store, chain } = counted(new Map([[20_000, 1]]))
    for (let i = 0; i < 20_000; i++) if (Single.has(chain, i)) expect.unreachable()
    expect(store.reads).toBeLessThan(1000)
    expect(chain.state.absentCells).toBeLessThan(1000)
    expect(Single.get(chain, 20_000)).toBe(1)
    Single.put(chain, 5, 5)
    expect(Single.entries(chain).map(({ value }) => value)).toEqual([5, 1])
    expect(chain.state.seal()).toHaveLength(1)
  })

  test('are looked for in one that holds many, which is not loaded for their sake', () => {
    const { chain } = counted(new Map(Array.from({ length: 3000 }, (_, i) => [i, i])))
    for (let i = 3000; i < 5000; i++) if (Single.has(chain, i)) expect.unreachable()
    expect(chain.state.cellsInMemory(Single)).toHaveLength(2000)
    expect(Single.get(chain, 2999)).toBe(2999)
  })

  test('do not bring back what the block has written or removed', () => {
    const { store, chain } = counted(new Map([10, 11, 12, 13].map(key => [key, key])))
    Single.put(chain, 10, 1000)
    Single.remove(chain, 11)
    const mark = chain.state.mark()
    Single.remove(chain, 12)
    Single.put(chain, 9999, 1)
    for (let i = 100; i < 2000; i++) Single.get(chain, i)
    const values = () => [10, 11, 12, 13, 9999].map(key => Single.get(chain, key))
    expect(values()).toEqual([1000, undefined, undefined, 13, 1])
    chain.state.rollback(mark)
    expect(values()).toEqual([1000, undefined, 12, 13, undefined])
    store.apply(chain.state.seal())
    expect(chain.state.audit()).toEqual([])
    chain.state.trim()
    expect(values()).toEqual([1000, undefined, 12, 13, undefined])
    expect(Single.entries(chain)).toHaveLength(3)
  })

  test('stay absent when the cell was taken before the item was loaded', () => {
    const { store, chain } = counted(new Map())
    Single.mutate(chain, 7, () => {
      for (let i = 100; i < 2000; i++) Single.get(chain, i)
      return 7
    })
    store.apply(chain.state.seal())
    expect(Single.get(chain, 7)).toBe(7)
    expect(store.values.size).toBe(1)
  })
})

describe('undo records', () => {
  test('tell the value of the last block, whatever was written in between and wherever it came from', () => {
    const { store, chain } = counted(new Map([[1, 1]]))
    const Long = storage.map('Long', [twox64Concat(u64), twox64Concat(u64), twox64Concat(u64)], u32)
    const told = () => {
      const changes = chain.state.seal()
      store.apply(changes)
      return changes.map(({ before, after }) => [before?.[0], after?.[0]])
    }
    Single.put(chain, 1, 2)
    Long.put(chain, 1n, 2n, 3n, 1)
    expect(told().sort()).toEqual([
      [undefined, 1],
      [1, 2],
    ])
    for (const value of [7, 8, 9]) {
      Single.put(chain, 1, value)
      Long.put(chain, 1n, 2n, 3n, value)
    }
    expect(told().sort()).toEqual([
      [1, 9],
      [2, 9],
    ])
    Single.put(chain, 1, 1)
    Single.put(chain, 1, 9)
    Long.remove(chain, 1n, 2n, 3n)
    expect(told()).toEqual([[9, undefined]])
  })
})

describe('rolling everything back', () => {
  test('leaves nothing to be sealed', () => {
    const chain = makeChain()
    const mark = chain.state.mark()
    expect(mark).toBe(0)
    for (let i = 0; i < 10; i++) Single.put(chain, i, i)
    chain.state.rollback(mark)
    Single.put(chain, 3, 3)
    expect(chain.state.seal().map(({ key }) => Buffer.from(key))).toEqual([Buffer.from(rawPrefix(Single, [3]))])
  })
})
