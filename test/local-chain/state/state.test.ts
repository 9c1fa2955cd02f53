/** State against a model that is plainly right, by random sequences of operations. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accountId } from '../../../src/local-chain/runtime/types.ts'
import { encode } from '../../../src/local-chain/scale/codec.ts'
import { u16, u32, u64 } from '../../../src/local-chain/scale/primitives.ts'
import { rawPrefix } from '../../../src/local-chain/state/cells.ts'
import { blake2_128Concat, identity, twox64Concat } from '../../../src/local-chain/state/hashers.ts'
import { State } from '../../../src/local-chain/state/state.ts'
import { type HasState, type StorageMap, storageOf } from '../../../src/local-chain/state/storage.ts'
import type { Change } from '../../../src/local-chain/state/store.ts'
import { fromHex, type Hex, toHex } from '../../../src/primitives/bytes.ts'
import { anAccount } from '../support/accounts.ts'
import { NaiveStore } from '../support/naive-store.ts'

fc.configureGlobal({ seed: 425 })

const storage = storageOf('Model')
const Plain = storage.value('Plain', u64)
const ByNumber = storage.map('ByNumber', [identity(u16)], u64)
const ByAccount = storage.map('ByAccount', [blake2_128Concat(accountId)], u64)
const Double = storage.map('Double', [identity(u16), twox64Concat(u32)], u64)
const Triple = storage.map('Triple', [blake2_128Concat(accountId), identity(u16), twox64Concat(u16)], u64)

type AnyMap = StorageMap<unknown[], bigint>
const MAPS = [ByNumber, ByAccount, Double, Triple] as unknown as readonly AnyMap[]

/** Keys as small numbers, so that sequences meet the same ones again. */
function keysOf(map: AnyMap, seed: number): unknown[] {
  const account = anAccount(seed % 3)
  if (map === (ByNumber as unknown)) return [seed % 5]
  if (map === (ByAccount as unknown)) return [anAccount(seed % 5)]
  if (map === (Double as unknown)) return [seed % 3, seed % 4]
  return [account, seed % 2, seed % 3]
}

type Operation =
  | {
      readonly kind: 'put' | 'remove' | 'take' | 'mutate'
      readonly map: number
      readonly key: number
      readonly value: bigint
    }
  | { readonly kind: 'plain'; readonly value: bigint | undefined }
  | { readonly kind: 'clear'; readonly map: number; readonly key: number; readonly parts: number }
  | { readonly kind: 'layer'; readonly keep: boolean; readonly inside: readonly Operation[] }
  | { readonly kind: 'seal' | 'reload' | 'trim' }

const { operations } = fc.letrec<{ operations: Operation[]; operation: Operation }>(tie => ({
  operations: fc.array(tie('operation'), { maxLength: 12 }),
  operation: fc.oneof(
    { maxDepth: 3 },
    fc.record({
      kind: fc.constantFrom('put' as const, 'put' as const, 'remove' as const, 'take' as const, 'mutate' as const),
      map: fc.nat(3),
      key: fc.nat(11),
      value: fc.bigInt({ min: 0n, max: 9n }),
    }),
    fc.record({ kind: fc.constant('plain' as const), value: fc.constantFrom(undefined, 1n, 2n) }),
    fc.record({ kind: fc.constant('clear' as const), map: fc.nat(3), key: fc.nat(11), parts: fc.nat(2) }),
    fc.record({ kind: fc.constant('layer' as const), keep: fc.boolean(), inside: tie('operations') }),
    fc.record({ kind: fc.constantFrom('seal' as const, 'reload' as const, 'trim' as const) }),
  ),
}))

type Model = Map<Hex, bigint>

class Run implements HasState {
  readonly constants = { fast: false, overrides: new Map() }
  readonly store = new NaiveStore()
  state = new State(this.store)
  model: Model = new Map()
  sealed: Model = new Map()
  private depth = 0

  all(list: readonly Operation[]): void {
    for (const operation of list) this.one(operation)
  }

  private one(operation: Operation): void {
    switch (operation.kind) {
      case 'plain':
        if (operation.value === undefined) Plain.remove(this)
        else Plain.put(this, operation.value)
        this.set(toHex(Plain.prefix()), operation.value)
        break
      case 'clear':
        this.clear(MAPS[operation.map]!, operation.key, operation.parts)
        break
      case 'layer':
        this.layer(operation.keep, operation.inside)
        break
      case 'seal':
      case 'reload':
      case 'trim':
        this.between(operation.kind)
        break
      default:
        this.write(MAPS[operation.map]!, operation)
    }
    this.check()
  }

  private write(map: AnyMap, { kind, key, value }: Extract<Operation, { map: number; value: bigint }>): void {
    const keys = keysOf(map, key)
    const raw = toHex(rawPrefix(map, keys))
    const before = this.model.get(raw)
    let after = kind === 'put' ? value : undefined
    if (kind === 'put') map.put(this, ...keys, value)
    if (kind === 'remove') map.remove(this, ...keys)
    if (kind === 'take') expect(map.take(this, ...keys)).toBe(before)
    if (kind === 'mutate') {
      after = (before ?? 0n) + value
      map.mutate(this, ...keys, old => {
        expect(old).toBe(before)
        return (old ?? 0n) + value
      })
    }
    this.set(raw, after)
  }

  private clear(map: AnyMap, key: number, parts: number): void {
    const prefix = keysOf(map, key).slice(0, Math.min(parts, map.parts.length))
    const start = toHex(rawPrefix(map, prefix))
    const doomed = [...this.model.keys()].filter(raw => raw.startsWith(start))
    expect(map.clear(this, prefix as never)).toBe(doomed.length)
    for (const raw of doomed) this.model.delete(raw)
  }

  private layer(keep: boolean, inside: readonly Operation[]): void {
    const mark = this.state.mark()
    const before = new Map(this.model)
    this.depth++
    this.all(inside)
    this.depth--
    if (keep) return
    this.state.rollback(mark)
    this.model = before
  }

  /** A block ends: only outside of layers. */
  private between(kind: 'seal' | 'reload' | 'trim'): void {
    if (this.depth > 0) return
    const changes = this.state.seal()
    expect(changes.map(readable)).toEqual(difference(this.sealed, this.model))
    expect(this.state.audit()).toEqual([])
    this.store.apply(changes)
    if (kind === 'trim') this.state.noteStored()
    expect(this.state.audit()).toEqual([])
    this.sealed = new Map(this.model)
    if (kind === 'reload') this.state = new State(this.store)
    if (kind === 'trim') this.state.trim()
  }

  private set(raw: Hex, value: bigint | undefined): void {
    if (value === undefined) this.model.delete(raw)
    else this.model.set(raw, value)
  }

  /** Everything reads as the model says, in the order of raw keys. */
  private check(): void {
    expect(Plain.get(this)).toBe(this.model.get(toHex(Plain.prefix())))
    for (const map of MAPS) {
      const start = toHex(map.prefix())
      const expected = [...this.model].filter(([raw]) => raw.startsWith(start)).sort(([a], [b]) => (a < b ? -1 : 1))
      const found = map.entries(this).map(({ keys, value }) => [toHex(rawPrefix(map, keys)), value])
      expect(found).toEqual(expected)
    }
  }
}

const readable = ({ key, before, after }: Change) => [toHex(key), before && toHex(before), after && toHex(after)]

function difference(before: Model, after: Model) {
  const bytes = (value: bigint | undefined) => (value === undefined ? undefined : toHex(encode(u64, value)))
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter(key => before.get(key) !== after.get(key))
    .sort()
    .map(key => [key, bytes(before.get(key)), bytes(after.get(key))])
}

test('random sequences of writes, layers, seals and reloads agree with the model', () => {
  fc.assert(
    fc.property(operations, list => {
      const run = new Run()
      run.all([...list, { kind: 'seal' }, { kind: 'reload' }])
    }),
    { numRuns: 300 },
  )
})

describe('layers', () => {
  const chain = (): HasState & { state: State } => ({
    state: new State(new NaiveStore()),
    constants: { fast: false, overrides: new Map() },
  })

  test('a dropped layer leaves no trace: the block changes nothing', () => {
    const run = chain()
    const mark = run.state.mark()
    ByNumber.put(run, 1, 5n)
    ByNumber.remove(run, 1)
    Double.put(run, 1, 2, 3n)
    run.state.rollback(mark)
    expect(ByNumber.has(run, 1)).toBe(false)
    expect(Double.entries(run, 1)).toEqual([])
    expect(run.state.seal()).toEqual([])
  })

  test('a key that got its old value again is no change', () => {
    const run = chain()
    ByNumber.put(run, 1, 5n)
    expect(run.state.seal()).toHaveLength(1)
    ByNumber.put(run, 1, 6n)
    ByNumber.put(run, 1, 5n)
    expect(run.state.seal()).toEqual([])
  })

  test('what changed since a mark is told without ending the block', () => {
    const run = chain()
    ByNumber.put(run, 1, 5n)
    const mark = run.state.mark()
    ByNumber.put(run, 1, 6n)
    ByNumber.put(run, 2, 7n)
    ByNumber.remove(run, 2)
    expect(run.state.changesSince(mark).map(readable)).toEqual([
      [toHex(rawPrefix(ByNumber, [1])), '0x0500000000000000', '0x0600000000000000'],
    ])
  })

  test('a value edited in place is found by an audit', () => {
    const Rows = storage.map('Rows', [identity(u16)], { ...u64, ...arrayCodec })
    const store = new NaiveStore()
    const run = { ...chain(), state: new State(store) }
    const row = [1]
    Rows.put(run, 1, row)
    store.apply(run.state.seal())
    expect(run.state.audit()).toEqual([])
    row[0] = 2
    expect(run.state.audit()).toEqual(['Model.Rows(1)'])
    run.state.noteStored()
    expect(run.state.audit()).toEqual(['Model.Rows(1)'])
  })
})

const arrayCodec = {
  write: (writer: { u8(value: number): void }, value: number[]) => writer.u8(value[0]!),
  read: (reader: { u8(): number }) => [reader.u8()],
}

describe('loading', () => {
  function filled(): NaiveStore {
    const store = new NaiveStore()
    const first = { state: new State(store), constants: { fast: false, overrides: new Map() } }
    for (let i = 0; i < 50; i++) ByNumber.put(first, i, BigInt(i))
    for (let i = 0; i < 50; i++) Double.put(first, i % 5, i, BigInt(i))
    store.apply(first.state.seal())
    return store
  }

  test('reads only what is asked for, and once', () => {
    const store = filled()
    const chain = { state: new State(store), constants: { fast: false, overrides: new Map() } }
    store.reads = 0
    expect(ByNumber.get(chain, 7)).toBe(7n)
    expect(ByNumber.get(chain, 7)).toBe(7n)
    expect(ByNumber.get(chain, 999)).toBeUndefined()
    expect(ByNumber.get(chain, 999)).toBeUndefined()
    expect(store.reads).toBe(2)
  })

  test('after a prefix was walked, its absent keys are known', () => {
    const store = filled()
    const chain = { state: new State(store), constants: { fast: false, overrides: new Map() } }
    expect(Double.entries(chain, 3)).toHaveLength(10)
    store.reads = 0
    expect(Double.has(chain, 3, 1000)).toBe(false)
    expect(store.reads).toBe(0)
    expect(Double.has(chain, 4, 1000)).toBe(false)
    expect(store.reads).toBe(1)
  })

  test('what was written before a walk counts, not what is stored', () => {
    const chain = { state: new State(filled()), constants: { fast: false, overrides: new Map() } }
    Double.put(chain, 3, 3, 1003n)
    Double.remove(chain, 3, 8)
    Double.put(chain, 3, 777, 1n)
    const values = new Map(Double.entries(chain, 3).map(({ keys, value }) => [keys[1], value]))
    expect([values.get(3), values.get(8), values.get(777), values.get(13)]).toEqual([1003n, undefined, 1n, 13n])
  })
})

describe('clearing with a limit', () => {
  /** Reference: sp_state_machine clear_prefix: the limit counts keys of earlier blocks only. */
  function prepared() {
    const store = new NaiveStore()
    const chain = { state: new State(store), constants: { fast: false, overrides: new Map() } }
    for (const number of [1, 2, 3, 4]) ByNumber.put(chain, number, 1n)
    store.apply(chain.state.seal())
    return chain
  }
  const left = (chain: HasState) => ByNumber.entries(chain).map(({ keys }) => keys[0])

  test('takes the first keys', () => {
    const chain = prepared()
    expect(ByNumber.clear(chain, [], 2)).toBe(2)
    expect(left(chain)).toEqual([3, 4])
  })

  test('takes keys of this block besides', () => {
    const chain = prepared()
    ByNumber.put(chain, 9, 1n)
    ByNumber.put(chain, 4, 2n)
    expect(ByNumber.clear(chain, [], 1)).toBe(3)
    expect(left(chain)).toEqual([2, 3])
  })

  test('counts keys that were removed in this block', () => {
    const chain = prepared()
    ByNumber.remove(chain, 1)
    expect(ByNumber.clear(chain, [], 2)).toBe(1)
    expect(left(chain)).toEqual([3, 4])
  })

  test('does not count what a dropped layer wrote', () => {
    const chain = prepared()
    const mark = chain.state.mark()
    ByNumber.put(chain, 4, 2n)
    chain.state.rollback(mark)
    expect(ByNumber.clear(chain, [], 1)).toBe(1)
    expect(left(chain)).toEqual([2, 3, 4])
  })
})

/** Reference: the published key of Alice's account on any Substrate chain. */
test('raw keys are Substrate’s own', () => {
  const account = storageOf('System').map('Account', [blake2_128Concat(accountId)], u64)
  const alice = toHex(fromHex('d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d'))
  expect(toHex(rawPrefix(account, [alice]))).toBe(
    '0x26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9' +
      'de1e86a9a8c739864cf3cc5ec2bea59fd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d',
  )
  const blockHash = storageOf('System').map('BlockHash', [twox64Concat(u32)], u64)
  expect(toHex(rawPrefix(blockHash, [0]))).toBe(
    '0x26aa394eea5630e07c48ae0c9558cef7a44704b568d21667356a5a050c118746b4def25cfda6ef3a00000000',
  )
})
