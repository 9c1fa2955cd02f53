/** A pallet for tests of the node: it counts, and it can be made to fail in every way. */
import { call } from '../../../src/local-chain/runtime/call.ts'
import { errorsOf } from '../../../src/local-chain/runtime/dispatch-error.ts'
import { eventsOf } from '../../../src/local-chain/runtime/event.ts'
import { ensureRoot, ensureSigned } from '../../../src/local-chain/runtime/origin.ts'
import { pallet } from '../../../src/local-chain/runtime/pallet.ts'
import { accountId } from '../../../src/local-chain/runtime/types.ts'
import { weigh } from '../../../src/local-chain/runtime/weight.ts'
import { bytes } from '../../../src/local-chain/scale/collections.ts'
import { u32, u64 } from '../../../src/local-chain/scale/primitives.ts'
import { blake2_128Concat } from '../../../src/local-chain/state/hashers.ts'
import { storageOf } from '../../../src/local-chain/state/storage.ts'

const storage = storageOf('Counter')

/** How many blocks there were. */
export const Blocks = storage.value('Blocks', u32, { default: 0 })
export const Total = storage.value('Total', u64, { default: 0n })
export const Counts = storage.map('Counts', [blake2_128Concat(accountId)], u64, { default: 0n })
/** A million of these make a large chain. */
export const Ballast = storage.map('Ballast', [blake2_128Concat(u32)], bytes)

export const counterErrors = errorsOf('Counter', ['Refused'])
export const counterEvents = eventsOf('Counter', { Counted: [0, { who: accountId, total: u64 }] })

const WEIGHT = weigh(10_000_000, 0, 2, 2)

export const counterCalls = {
  /** Adds to the caller's count. */
  add: call('add', 0, { amount: u64 }, { weight: WEIGHT }, (ctx, origin, { amount }) => {
    const who = ensureSigned(origin)
    Counts.mutate(ctx, who, count => count + amount)
    Total.mutate(ctx, total => total + amount)
    ctx.deposit(counterEvents.Counted({ who, total: Total.get(ctx) }))
  }),
  /** Writes, then refuses. */
  refuse: call('refuse', 1, {}, { weight: WEIGHT }, (ctx, origin) => {
    Counts.put(ctx, ensureSigned(origin), 999n)
    throw counterErrors.Refused
  }),
  /** Runs into a bug. */
  break: call('break', 2, {}, { weight: WEIGHT }, ctx => {
    Total.put(ctx, 999n)
    throw new RangeError('a bug')
  }),
  /** Fills two thirds of a block. */
  fill: call('fill', 3, { amount: u64 }, { weight: weigh(2_000_000_000_000, 0, 0, 0) }, (ctx, _origin, { amount }) => {
    Total.mutate(ctx, total => total + amount)
  }),
  reset: call('reset', 4, {}, { weight: WEIGHT }, (ctx, origin) => {
    ensureRoot(origin)
    Total.put(ctx, 0n)
  }),
}

export const counter = pallet({
  name: 'Counter',
  path: 'test_counter::pallet',
  storage: [Blocks, Total, Counts, Ballast],
  calls: Object.values(counterCalls),
  events: counterEvents,
  errors: counterErrors,
  onInitialize: ctx => Blocks.mutate(ctx, blocks => blocks + 1),
})
