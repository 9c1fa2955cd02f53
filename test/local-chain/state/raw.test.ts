import { describe, expect, test } from 'vitest'
import { accountId } from '../../../src/local-chain/runtime/types.ts'
import { encode } from '../../../src/local-chain/scale/codec.ts'
import { u16, u32, u64 } from '../../../src/local-chain/scale/primitives.ts'
import { rawPrefix } from '../../../src/local-chain/state/cells.ts'
import { blake2_128Concat, identity, twox64Concat } from '../../../src/local-chain/state/hashers.ts'
import { RawState } from '../../../src/local-chain/state/raw.ts'
import { State } from '../../../src/local-chain/state/state.ts'
import { palletPrefix, storageOf } from '../../../src/local-chain/state/storage.ts'
import { concatBytes, toHex, utf8 } from '../../../src/primitives/bytes.ts'
import { anAccount } from '../support/accounts.ts'
import { NaiveStore } from '../support/naive-store.ts'

const storage = storageOf('Raw')
const Total = storage.value('Total', u64, { default: 7n })
const Owners = storage.map('Owners', [blake2_128Concat(accountId)], u16)
const Rows = storage.map('Rows', [identity(u16), twox64Concat(u32)], u64)
const raw = new RawState([Total, Owners, Rows])

function chain() {
  const store = new NaiveStore()
  return { store, state: new State(store), constants: { fast: false, overrides: new Map() } }
}

const one = encode(u64, 1n)

test('changes come in the order of raw keys, those of no item among the others', () => {
  const run = chain()
  const first = Uint8Array.of(0)
  const last = Uint8Array.of(0xff, 0xff)
  for (const key of [last, concatBytes(Rows.prefix().subarray(0, 31), Uint8Array.of(1)), first]) {
    raw.put(run.state, key, one)
  }
  for (const i of [9, 300, 2, 255, 256]) Rows.put(run, i, i, 1n)
  for (const i of [4, 1, 3]) Owners.put(run, anAccount(i), i)
  Total.put(run, 1n)
  const keys = run.state.seal().map(({ key }) => toHex(key))
  expect(keys).toHaveLength(12)
  expect(keys).toEqual([...keys].sort())
})

describe('a key of a declared item', () => {
  test('is the same value by either way', () => {
    const run = chain()
    const key = rawPrefix(Rows, [3, 9])
    raw.put(run.state, key, encode(u64, 5n))
    expect(Rows.get(run, 3, 9)).toBe(5n)
    expect(Rows.entries(run, 3).map(({ keys }) => keys)).toEqual([[3, 9]])
    Rows.put(run, 3, 9, 6n)
    expect(raw.get(run.state, key)).toEqual(encode(u64, 6n))
    raw.remove(run.state, key)
    expect(Rows.has(run, 3, 9)).toBe(false)
  })

  test('is absent until it is written, whatever the default', () => {
    const run = chain()
    expect(Total.get(run)).toBe(7n)
    expect(raw.get(run.state, Total.prefix())).toBeUndefined()
  })

  test('takes only values of its type', () => {
    const run = chain()
    expect(() => raw.put(run.state, Total.prefix(), Uint8Array.of(1, 2))).toThrow(/Malformed/)
    expect(() => raw.put(run.state, Total.prefix(), Uint8Array.of(...one, 0))).toThrow(/Malformed/)
    expect(() => raw.put(run.state, Total.prefix(), Uint8Array.of(1, 2), 'dropped')).toThrow(/Malformed/)
    expect(run.state.seal()).toEqual([])
    raw.put(run.state, Total.prefix(), Uint8Array.of(...one, 0), 'dropped')
    expect(raw.get(run.state, Total.prefix())).toEqual(one)
  })

  test('has the hashes of its parts, and nothing behind', () => {
    const run = chain()
    const key = rawPrefix(Owners, [anAccount(1)])
    const wrongHash = key.slice()
    wrongHash[40]! ^= 1
    for (const bad of [wrongHash, Uint8Array.of(...key, 0), key.subarray(0, 60), concatBytes(Total.prefix(), one)]) {
      expect(() => raw.put(run.state, bad, encode(u16, 1))).toThrow(/Not a key of/)
      expect(raw.get(run.state, bad)).toBeUndefined()
      raw.remove(run.state, bad)
    }
    expect(run.state.seal()).toEqual([])
  })
})

describe('a key of no item', () => {
  const key = utf8(':unknown')

  test('holds plain bytes, and survives the end of the block', () => {
    const run = chain()
    raw.put(run.state, key, Uint8Array.of(1, 2, 3))
    expect(raw.get(run.state, key)).toEqual(Uint8Array.of(1, 2, 3))
    const changes = run.state.seal()
    expect(changes.map(change => toHex(change.key))).toEqual([toHex(key)])
    run.store.apply(changes)
    expect(raw.get(new State(run.store), key)).toEqual(Uint8Array.of(1, 2, 3))
  })

  test('goes with a dropped layer', () => {
    const run = chain()
    const mark = run.state.mark()
    raw.put(run.state, key, one)
    run.state.rollback(mark)
    expect(raw.get(run.state, key)).toBeUndefined()
  })

  test('may be empty, and may be long', () => {
    const run = chain()
    const long = new Uint8Array(100).fill(9)
    raw.put(run.state, long, new Uint8Array(0))
    raw.put(run.state, new Uint8Array(0), one)
    expect(raw.get(run.state, long)).toEqual(new Uint8Array(0))
    expect(raw.get(run.state, new Uint8Array(0))).toEqual(one)
  })
})

describe('clearing a prefix', () => {
  function filled() {
    const run = chain()
    Total.put(run, 1n)
    for (const n of [1, 2, 3]) Owners.put(run, anAccount(n), n)
    for (const n of [1, 2, 3]) Rows.put(run, n, n, 1n)
    Rows.put(run, 1, 2, 1n)
    raw.put(run.state, utf8(':a'), one)
    raw.put(run.state, utf8(':b'), one)
    run.store.apply(run.state.seal())
    return { ...run, state: new State(run.store) }
  }
  test('of an item', () => {
    const run = filled()
    expect(raw.clearPrefix(run.state, Rows.prefix())).toBe(4)
    expect(Rows.entries(run)).toEqual([])
    expect(Owners.entries(run)).toHaveLength(3)
  })

  test('of part of a key', () => {
    const run = filled()
    expect(raw.clearPrefix(run.state, rawPrefix(Rows, [1]))).toBe(2)
    expect(Rows.entries(run).map(({ keys }) => keys[0])).toEqual([2, 3])
  })

  test('of a pallet, and of half a hash', () => {
    const run = filled()
    expect(raw.clearPrefix(run.state, palletPrefix('Raw').subarray(0, 9))).toBe(8)
    expect(Total.exists(run)).toBe(false)
  })

  test('of keys that belong to no item', () => {
    const run = filled()
    expect(raw.clearPrefix(run.state, utf8(':'))).toBe(2)
    run.store.apply(run.state.seal())
    expect(run.store.values.size).toBe(8)
  })

  test('of everything', () => {
    const run = filled()
    expect(raw.clearPrefix(run.state, new Uint8Array(0))).toBe(10)
    run.store.apply(run.state.seal())
    expect([...run.store.values.keys()]).toEqual([])
  })

  test('goes in the order of keys up to a limit, over all items', () => {
    const run = filled()
    const all = [...run.store.values.keys()].sort()
    expect(raw.clearPrefix(run.state, new Uint8Array(0), 4)).toBe(4)
    expect(run.state.seal().map(({ key }) => toHex(key))).toEqual(all.slice(0, 4))
  })
})

test('two items of one name are refused', () => {
  const twin = storageOf('Raw').value('Total', u16)
  expect(() => new RawState([Total, twin])).toThrow(/same name/)
})
