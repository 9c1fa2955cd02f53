/** Calls that root wants made later. */
import { beforeEach, describe, expect, test } from 'vitest'
import { transferKeepAlive } from '../../../../src/local-chain/pallets/balances/calls.ts'
import { preimage } from '../../../../src/local-chain/pallets/preimage/pallet.ts'
import { PreimageFor } from '../../../../src/local-chain/pallets/preimage/storage.ts'
import { scheduler } from '../../../../src/local-chain/pallets/scheduler/pallet.ts'
import {
  Agenda,
  IncompleteSince,
  Lookup,
  MaximumWeight,
  Retries,
} from '../../../../src/local-chain/pallets/scheduler/storage.ts'
import { remarkWithEvent, setHeapPages } from '../../../../src/local-chain/pallets/system/calls.ts'
import { utilityCalls } from '../../../../src/local-chain/pallets/utility/calls.ts'
import type { RuntimeCall } from '../../../../src/local-chain/runtime/call.ts'
import { addressId } from '../../../../src/local-chain/runtime/lookup.ts'
import { type Origin, ROOT_ORIGIN, signedBy } from '../../../../src/local-chain/runtime/origin.ts'
import type { Weight } from '../../../../src/local-chain/runtime/weight.ts'
import { tao } from '../../../../src/primitives/amounts.ts'
import { alice, bob } from '../../support/accounts.ts'
import { TestChain } from '../../support/chain.ts'
import { baseProfile } from '../../support/profile.ts'

const NAME = `0x${'ab'.repeat(32)}` as const
const pages = setHeapPages.make({ pages: 8n })
/** Root cannot sign a transfer. */
const failing = transferKeepAlive.make({ dest: addressId(bob), value: tao(1n) })

let chain: TestChain
beforeEach(() => {
  chain = open()
})

function open(limit?: Weight): TestChain {
  const overrides = new Map(limit === undefined ? [] : [MaximumWeight.is(limit)])
  const more = [
    [14, preimage],
    [15, scheduler],
  ] as const
  const opened = new TestChain({ profile: baseProfile({ more, constants: { fast: false, overrides } }) })
  opened.begin()
  return opened
}

const run = (name: string, args: object, origin: Origin = ROOT_ORIGIN) =>
  chain.dispatch(origin, { call: scheduler.calls!.find(each => each.name === name)!, args: { ...args } })

interface When {
  readonly when?: bigint
  readonly periodic?: readonly [bigint, number]
  readonly priority?: number
}
const task = (call: RuntimeCall, { when = chain.ctx.block + 1n, periodic, priority = 0 }: When = {}) => ({
  when,
  maybe_periodic: periodic,
  priority,
  call,
})

/** The next block begins. @returns what the scheduler and what it called said */
function next(): string[] {
  chain.end()
  chain.begin()
  return chain.events().flatMap(([name]) => (name.startsWith('System.Extrinsic') ? [] : [name]))
}

describe('a task', () => {
  test('is root’s to schedule, for a block to come', () => {
    const { block } = chain.ctx
    expect(run('schedule', task(pages), signedBy(alice))).toBe('BadOrigin')
    expect(run('schedule', task(pages, { when: block }))).toBe('Scheduler.TargetBlockNumberInPast')
    expect(run('schedule', task(pages, { when: block + 2n }))).toBe('ok')
    expect(run('schedule_after', { ...task(pages), after: 0n })).toBe('ok')
    expect(next()).toEqual(['Scheduler.Dispatched'])
    expect(next()).toEqual(['Scheduler.Dispatched'])
    expect(next()).toEqual([])
    expect(Agenda.entries(chain.ctx)).toEqual([])
  })

  test('tells what became of it, whatever did', () => {
    run('schedule', task(failing))
    chain.end()
    chain.begin()
    const at = chain.ctx.block
    expect(chain.events()[0]).toEqual([
      'Scheduler.Dispatched',
      { task: [at, 0], id: undefined, result: { type: 'BadOrigin' } },
    ])
  })

  test('may be cancelled by its place or its name', () => {
    const when = chain.ctx.block + 1n
    expect(run('schedule_named', { id: NAME, ...task(pages) })).toBe('ok')
    expect(run('schedule_named', { id: NAME, ...task(pages) })).toBe('Scheduler.FailedToSchedule')
    expect(run('schedule', task(pages))).toBe('ok')
    expect(run('cancel', { when, index: 2 })).toBe('Scheduler.NotFound')
    expect(run('cancel', { when, index: 1 })).toBe('ok')
    expect(Agenda.get(chain.ctx, when).length).toBe(1)
    expect(run('cancel_named', { id: NAME })).toBe('ok')
    expect(run('cancel_named', { id: NAME })).toBe('Scheduler.NotFound')
    expect([Agenda.has(chain.ctx, when), Lookup.has(chain.ctx, NAME)]).toEqual([false, false])
  })

  test('takes a place that another has left, when there is no other', () => {
    const when = chain.ctx.block + 1n
    for (let i = 0; i < 50; i++) expect(run('schedule', task(pages))).toBe('ok')
    expect(run('schedule', task(pages))).toBe('Exhausted')
    run('cancel', { when, index: 7 })
    expect(run('schedule', task(pages))).toBe('ok')
    expect(Agenda.get(chain.ctx, when)[7]).toBeDefined()
  })

  test('repeats under its name as often as it is asked to', () => {
    run('schedule_named', { id: NAME, ...task(pages, { periodic: [2n, 3] }) })
    const turns = Array.from({ length: 7 }, () => next().filter(name => name === 'Scheduler.Dispatched').length)
    expect(turns).toEqual([1, 0, 1, 0, 1, 0, 0])
    expect(Lookup.has(chain.ctx, NAME)).toBe(false)
  })

  test('that is long is kept as a preimage until its turn', () => {
    const long = remarkWithEvent.make({ remark: new Uint8Array(500) })
    run('schedule', task(long))
    expect(PreimageFor.entries(chain.ctx).length).toBe(1)
    expect(next()).toContain('Scheduler.Dispatched')
    // It was noted for the chain and requested for the task, which gives back only its own request.
    expect(PreimageFor.entries(chain.ctx).length).toBe(1)
  })

  test('acts for an account only through root', () => {
    const as = utilityCalls.find(({ name }) => name === 'dispatch_as')!
    const as_origin = { type: 'system', value: { type: 'Signed', value: alice } }
    run('schedule', task({ call: as, args: { as_origin, call: failing } }))
    expect(next()).toEqual(['Balances.Transfer', 'Utility.DispatchedAs', 'Scheduler.Dispatched'])
  })
})

describe('the order of a block’s tasks', () => {
  test('is that of their priorities', () => {
    const saying = (n: number) => remarkWithEvent.make({ remark: Uint8Array.of(n) })
    for (const priority of [200, 0, 100, 0]) run('schedule', task(pages, { priority }))
    run('schedule', task(saying(1), { priority: 1 }))
    chain.end()
    chain.begin()
    const places = chain
      .events()
      .flatMap(([name, data]) =>
        name === 'Scheduler.Dispatched' ? [(data as { task: [bigint, number] }).task[1]] : [],
      )
    expect(places).toEqual([1, 3, 4, 2, 0])
  })
})

describe('a task that fails', () => {
  test('is tried again as often as root allows', () => {
    const when = chain.ctx.block + 1n
    run('schedule', task(failing))
    expect(run('set_retry', { task: [when, 1], retries: 2, period: 1n })).toBe('Scheduler.NotFound')
    expect(run('set_retry', { task: [when, 0], retries: 2, period: 1n })).toBe('ok')
    const turns = Array.from({ length: 5 }, () => next().filter(name => name === 'Scheduler.Dispatched').length)
    expect(turns).toEqual([1, 1, 1, 0, 0])
    expect(Retries.entries(chain.ctx)).toEqual([])
  })

  test('by its name too, and no more when root takes that back', () => {
    run('schedule_named', { id: NAME, ...task(failing) })
    expect(run('set_retry_named', { id: NAME, retries: 9, period: 1n })).toBe('ok')
    expect(run('cancel_retry_named', { id: NAME })).toBe('ok')
    next()
    expect(next()).toEqual([])
  })
})

describe('what is too heavy', () => {
  const LIMIT: Weight = { ref_time: 5_000_000_000n, proof_size: 10n ** 9n }
  /** A task that says itself what it weighs. */
  const heavy = (ref_time: bigint): RuntimeCall => ({
    call: utilityCalls.find(({ name }) => name === 'with_weight')!,
    args: { call: pages, weight: { ref_time, proof_size: 0n } },
  })
  const done = (names: readonly string[]) => names.filter(name => name === 'Scheduler.Dispatched').length

  test('for this block is done in a later one', () => {
    chain = open(LIMIT)
    for (let i = 0; i < 10; i++) run('schedule', task(heavy(1_000_000_000n)))
    const first = next()
    expect([done(first), first.at(-1)]).toEqual([4, 'Scheduler.AgendaIncomplete'])
    expect(IncompleteSince.get(chain.ctx)).toBe(chain.ctx.block)
    expect([next(), next(), next()].map(done)).toEqual([4, 2, 0])
    expect([IncompleteSince.exists(chain.ctx), Agenda.entries(chain.ctx)]).toEqual([false, []])
  })

  test('for any block is never done', () => {
    chain = open(LIMIT)
    run('schedule', task(heavy(6_000_000_000n)))
    expect(next()).toEqual(['Scheduler.PermanentlyOverweight'])
    expect(next()).toEqual([])
  })
})
