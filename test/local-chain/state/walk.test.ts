/** Goal: a walk by a few keys at a time finds those that are there, whether the store has them yet or no longer. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encode } from '../../../src/local-chain/scale/codec.ts'
import { u16, u32 } from '../../../src/local-chain/scale/primitives.ts'
import { rawPrefix } from '../../../src/local-chain/state/cells.ts'
import { identity, twox64Concat } from '../../../src/local-chain/state/hashers.ts'
import { State } from '../../../src/local-chain/state/state.ts'
import { storageOf } from '../../../src/local-chain/state/storage.ts'
import type { Change } from '../../../src/local-chain/state/store.ts'
import { keysAfter } from '../../../src/local-chain/state/walk.ts'
import { compareBytes, toHex } from '../../../src/primitives/bytes.ts'
import { NaiveStore } from '../support/naive-store.ts'

const storage = storageOf('Walked')
const Walked = storage.map('Walked', [identity(u16), twox64Concat(u32)], u32)
const Neighbour = storage.map('Walkee', [identity(u16), twox64Concat(u32)], u32)
const constants = { fast: false, overrides: new Map() }

/** Enough that nobody holds them all, in order: they stand behind all that the test writes. */
const CROWD = Array.from({ length: 1100 }, (_, i): readonly [number, number] => [0xffff, i])
  .map(keys => ({ keys, raw: rawPrefix(Walked, keys) }))
  .sort((a, b) => compareBytes(a.raw, b.raw))

const KEYS: (readonly [number, number])[] = Array.from({ length: 12 }, (_, i) => [i % 3, i])

/** A write, a layer that is dropped, the end of a block, or of a group of blocks that the store gets. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ key: fc.nat(11), value: fc.constantFrom(undefined, 1, 2) }) },
  { weight: 1, arbitrary: fc.constant('dropped' as const) },
  { weight: 2, arbitrary: fc.constant('sealed' as const) },
  { weight: 1, arbitrary: fc.constant('stored' as const) },
)

test('finds the keys of every moment, from any key on, whether the item holds few or many', () => {
  const isLarge = fc.boolean()
  const property = fc.property(fc.array(step, { maxLength: 40 }), fc.nat(5), isLarge, (steps, count, large) => {
    const store = new NaiveStore()
    if (large) for (const { raw } of CROWD) store.values.set(toHex(raw), encode(u32, 1))
    const chain = { state: new State(store), constants }
    const waiting: Change[][] = []
    for (const each of steps) {
      if (each === 'sealed' || each === 'stored') waiting.push(chain.state.seal())
      if (each === 'stored') {
        for (const changes of waiting.splice(0)) store.apply(changes)
        chain.state.noteStored()
      }
      if (each === 'dropped') {
        const mark = chain.state.mark()
        Walked.clear(chain, [])
        Walked.put(chain, 9, 9, 9)
        chain.state.rollback(mark)
      }
      if (typeof each === 'string') continue
      for (const item of [Walked, Neighbour]) {
        if (each.value === undefined) item.remove(chain, ...KEYS[each.key]!)
        else item.put(chain, ...KEYS[each.key]!, each.value)
      }
    }
    const live = KEYS.filter(keys => Walked.has(chain, ...keys))
      .map(keys => ({ keys, raw: rawPrefix(Walked, keys) }))
      .sort((a, b) => compareBytes(a.raw, b.raw))
      .concat(large ? CROWD.slice(0, count) : [])
    for (const after of [undefined, Walked.prefix(), ...KEYS.map(keys => rawPrefix(Walked, keys))]) {
      const expected = live.filter(({ raw }) => after === undefined || compareBytes(raw, after) > 0).slice(0, count)
      expect(keysAfter(chain.state, Walked, after, count).map(({ keys, raw }) => [keys, toHex(raw)])).toEqual(
        expected.map(({ keys, raw }) => [keys, toHex(raw)]),
      )
    }
  })
  fc.assert(property, { numRuns: 100, seed: 425 })
})

test('of an item that holds many loads nothing but what it finds, and reads no further', () => {
  const store = new NaiveStore()
  const first = { state: new State(store), constants }
  for (let i = 0; i < 1001; i++) Walked.put(first, 1, i, i)
  store.apply(first.state.seal())
  const chain = { state: new State(store), constants }
  const found = keysAfter(chain.state, Walked, undefined, 30)
  expect(found).toHaveLength(30)
  expect(keysAfter(chain.state, Walked, found.at(-2)!.raw, 1)).toEqual(found.slice(-1))
  expect(chain.state.cellsInMemory(Walked)).toEqual([])
})
