/** The transaction pool: order, dependencies, replacement, limits, and what it tells of each transaction. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS, Pool, type PoolLimits } from '../../../src/local-chain/node/pool/pool.ts'
import { PoolRefusal, type PoolTransaction } from '../../../src/local-chain/node/pool/transaction.ts'
import type { Hex } from '../../../src/primitives/bytes.ts'

const BLOCK = `0x${'bb'.repeat(32)}` as Hex
const hashOf = (name: string): Hex => `0x${Buffer.from(name).toString('hex').padEnd(64, '0')}`

interface Parts {
  readonly priority?: bigint
  readonly requires?: readonly string[]
  readonly provides?: readonly string[]
  readonly validTill?: number
  readonly size?: number
}

/** A transaction that, if nothing else is said, gives a tag of its own name. */
const transaction = (name: string, parts: Parts = {}): PoolTransaction => ({
  hash: hashOf(name),
  encoded: new Uint8Array(parts.size ?? 100),
  priority: parts.priority ?? 1n,
  requires: parts.requires ?? [],
  provides: parts.provides ?? [name],
  validTill: parts.validTill ?? Number.MAX_SAFE_INTEGER,
})

function makePool(limits: Partial<PoolLimits> = {}) {
  const told: string[] = []
  let now = 0
  const name = (hash: Hex) => Buffer.from(hash.slice(2), 'hex').toString().replaceAll('\0', '')
  const tell = (hash: Hex, status: { type: string; by?: Hex }) =>
    told.push(`${name(hash)} ${status.type}${status.by === undefined ? '' : ` ${name(status.by)}`}`)
  const pool = new Pool(() => now, tell, { ...DEFAULT_LIMITS, ...limits })
  const order = () => [...pool.candidates()].map(({ hash }) => name(hash))
  const sleep = (milliseconds: number) => {
    now += milliseconds
  }
  return { pool, told, order, sleep }
}

const refusal = (run: () => void): unknown => {
  try {
    run()
  } catch (error) {
    if (error instanceof PoolRefusal) return error.refusal
    throw error
  }
  return undefined
}

describe('order', () => {
  test('is by priority, then by urgency, then by arrival', () => {
    const { pool, order } = makePool()
    pool.add(transaction('plain'))
    pool.add(transaction('urgent', { validTill: 10 }))
    pool.add(transaction('second', { validTill: 10 }))
    pool.add(transaction('best', { priority: 5n }))
    expect(order()).toEqual(['best', 'urgent', 'second', 'plain'])
  })

  test('puts nothing before what it needs', () => {
    const { pool, order } = makePool()
    pool.add(transaction('a', { priority: 1n }))
    pool.add(transaction('b', { priority: 9n, requires: ['a'] }))
    pool.add(transaction('c', { priority: 5n }))
    pool.add(transaction('d', { priority: 9n, requires: ['b', 'c'] }))
    expect(order()).toEqual(['c', 'a', 'b', 'd'])
  })
})

describe('waiting', () => {
  test('lasts until all that is needed is there', () => {
    const { pool, told, order } = makePool()
    pool.add(transaction('c', { requires: ['b'] }))
    pool.add(transaction('b', { requires: ['a'] }))
    expect(pool.counts).toEqual({ ready: 0, future: 2 })
    pool.add(transaction('a'))
    expect(pool.counts).toEqual({ ready: 3, future: 0 })
    expect(order()).toEqual(['a', 'b', 'c'])
    expect(told).toEqual(['c future', 'b future', 'a ready', 'b ready', 'c ready'])
  })

  test('is not needed for what a block has just given', () => {
    const { pool, told } = makePool()
    pool.add(transaction('a'))
    pool.blockAdded(1, BLOCK, [hashOf('a')])
    pool.add(transaction('b', { requires: ['a'] }))
    expect(told).toEqual(['a ready', 'a inBlock', 'a finalized', 'b ready'])
    pool.blockAdded(2, BLOCK, [])
    pool.blockAdded(3, BLOCK, [])
    pool.add(transaction('c', { requires: ['a'] }))
    expect(told.at(-1)).toBe('c future')
  })

  test('ends with the block that gives what was missing', () => {
    const { pool, told } = makePool()
    pool.add(transaction('a', { provides: ['one', 'two'] }))
    pool.add(transaction('b', { requires: ['two', 'three'] }))
    pool.add(transaction('c', { provides: ['three'], requires: ['one'] }))
    pool.blockAdded(1, BLOCK, [hashOf('a')])
    expect(told).toEqual(['a ready', 'b future', 'c ready', 'b ready', 'a inBlock', 'a finalized'])
    expect(pool.counts).toEqual({ ready: 2, future: 0 })
  })
})

describe('replacement', () => {
  test('takes a higher priority', () => {
    const { pool, told, order } = makePool()
    pool.add(transaction('a', { priority: 5n, provides: ['nonce 0'] }))
    pool.add(transaction('b', { requires: ['nonce 0'] }))
    expect(refusal(() => pool.add(transaction('c', { priority: 5n, provides: ['nonce 0'] })))).toEqual({
      type: 'TooLowPriority',
      old: 5n,
      new: 5n,
    })
    pool.add(transaction('d', { priority: 6n, provides: ['nonce 0'] }))
    expect(order()).toEqual(['d', 'b'])
    expect(told).toEqual(['a ready', 'b ready', 'a usurped d', 'd ready'])
  })

  test('of several takes more than all of them, and what stands on lost tags goes too', () => {
    const { pool, told } = makePool()
    pool.add(transaction('a', { priority: 5n }))
    pool.add(transaction('b', { priority: 5n, provides: ['b', 'extra'] }))
    pool.add(transaction('c', { requires: ['extra'] }))
    expect(refusal(() => pool.add(transaction('d', { priority: 10n, provides: ['a', 'b'] })))).toMatchObject({
      old: 10n,
    })
    pool.add(transaction('e', { priority: 11n, provides: ['a', 'b'] }))
    expect(pool.counts).toEqual({ ready: 1, future: 0 })
    expect(told.slice(3).sort()).toEqual(['a usurped e', 'b usurped e', 'c usurped e', 'e ready'].sort())
  })

  test('never saws off its own branch', () => {
    const { pool, told, order } = makePool()
    pool.add(transaction('a', { priority: 50n, requires: ['x'], provides: ['y', 'z'] }))
    pool.add(transaction('b', { provides: ['x', 'z'] }))
    expect(told).toEqual(['a future', 'b ready', 'a dropped'])
    pool.add(transaction('c', { requires: ['x'], provides: ['w'] }))
    const far = transaction('d', { priority: 50n, requires: ['w'], provides: ['z'] })
    expect(refusal(() => pool.add(far))).toEqual({ type: 'CycleDetected' })
    expect(order()).toEqual(['b', 'c'])
  })
})

describe('refusals', () => {
  test('of what is there already', () => {
    const { pool } = makePool()
    pool.add(transaction('a'))
    pool.add(transaction('b', { requires: ['later'] }))
    for (const name of ['a', 'b'])
      expect(refusal(() => pool.checkNew(hashOf(name)))).toEqual({ type: 'AlreadyImported' })
  })

  test('of what turned out invalid, for half an hour', () => {
    const { pool, told, sleep } = makePool()
    pool.add(transaction('a'))
    pool.add(transaction('b', { requires: ['a'] }))
    pool.reject([hashOf('a')])
    expect(told.slice(2)).toEqual(['a invalid', 'b invalid'])
    sleep(29 * 60_000)
    for (const name of ['a', 'b'])
      expect(refusal(() => pool.checkNew(hashOf(name)))).toEqual({ type: 'TemporarilyBanned' })
    sleep(2 * 60_000)
    pool.add(transaction('a'))
    expect(pool.counts.ready).toBe(1)
  })

  test('of what gives nothing', () => {
    const { pool } = makePool()
    expect(refusal(() => pool.add(transaction('a', { provides: [] })))).toEqual({ type: 'NoTagsProvided' })
  })
})

describe('limits', () => {
  test('drop what is worth least, and refuse what would be dropped at once', () => {
    const { pool, told, order } = makePool({ readyCount: 2 })
    pool.add(transaction('a', { priority: 2n }))
    pool.add(transaction('b', { priority: 3n }))
    pool.add(transaction('c', { priority: 4n }))
    expect(order()).toEqual(['c', 'b'])
    expect(told.at(-1)).toBe('a dropped')
    expect(refusal(() => pool.add(transaction('d', { priority: 1n })))).toEqual({ type: 'ImmediatelyDropped' })
    expect(order()).toEqual(['c', 'b'])
  })

  test('count bytes as well', () => {
    const { pool, order } = makePool({ readyBytes: 250 })
    for (const name of ['a', 'b', 'c']) pool.add(transaction(name))
    expect(order()).toEqual(['b', 'c'])
  })

  test('drop what waits longest', () => {
    const { pool, told } = makePool({ futureCount: 2 })
    for (const name of ['a', 'b', 'c']) pool.add(transaction(name, { requires: ['later'] }))
    expect(told.at(-1)).toBe('a dropped')
    expect(pool.counts.future).toBe(2)
  })

  test('end with the life of a transaction', () => {
    const { pool, told } = makePool()
    pool.add(transaction('a', { validTill: 5 }))
    pool.add(transaction('b', { validTill: 6, requires: ['later'] }))
    pool.blockAdded(4, BLOCK, [])
    expect(pool.counts).toEqual({ ready: 1, future: 1 })
    pool.blockAdded(5, BLOCK, [])
    expect(told.slice(2)).toEqual(['a invalid'])
    pool.blockAdded(6, BLOCK, [])
    expect(told.slice(3)).toEqual(['b invalid'])
  })
})

test('whatever happens, the queues fit together', () => {
  const tag = fc.constantFrom('p', 'q', 'r', 's')
  const parts = fc.record({
    priority: fc.bigInt(1n, 4n),
    requires: fc.uniqueArray(tag, { maxLength: 2 }),
    provides: fc.uniqueArray(tag, { minLength: 1, maxLength: 2 }),
    validTill: fc.integer({ min: 1, max: 30 }),
  })
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('add' as const), parts }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('block' as const), take: fc.nat(3) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('reject' as const), which: fc.nat(5) }) },
  )
  const property = fc.property(fc.array(step, { maxLength: 40 }), steps => {
    const { pool, told } = makePool({ readyCount: 6, futureCount: 4 })
    let number = 0
    steps.forEach((next, i) => {
      if (next.kind === 'add') refusal(() => pool.add(transaction(`t${i}`, next.parts)))
      else if (next.kind === 'reject')
        pool.reject(
          pool
            .all()
            .slice(next.which, next.which + 1)
            .map(({ hash }) => hash),
        )
      else
        pool.blockAdded(
          ++number,
          BLOCK,
          [...pool.candidates()].slice(0, next.take).map(({ hash }) => hash),
        )
      const order = [...pool.candidates()]
      const { ready, future } = pool.counts
      expect(ready).toBeLessThanOrEqual(6)
      expect(future).toBeLessThanOrEqual(4)
      expect(order.length).toBe(ready)
      expect(pool.all()).toHaveLength(ready + future)
      const given = order.flatMap(({ provides }) => provides)
      expect(new Set(given).size).toBe(given.length)
      // After a block, what somebody needs may have been in the state when he came.
      if (number > 0) return
      order.forEach(({ requires, provides: own }, place) => {
        const later = order.slice(place + 1).flatMap(({ provides }) => provides)
        expect(requires.some(each => later.includes(each) && !own.includes(each))).toBe(false)
      })
    })
    // Every transaction ends once, or is still there.
    const ends = told.filter(line => /finalized|dropped|invalid|usurped/.test(line)).map(line => line.split(' ')[0])
    expect(new Set(ends).size).toBe(ends.length)
  })
  fc.assert(property, { numRuns: 1000, seed: 20261120 })
})
