/**
 * Whatever is called in whatever order: every block keeps the invariants (none would be made that does not), the whole state
 * is sound, the blocks make the same state again, and what is taken back leaves no trace.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ChainSpec } from '../../src/local-chain/node/spec.ts'
import { sandbox } from '../../src/local-chain/profiles/sandbox.ts'
import { checkBlock } from '../../src/local-chain/runtime/check-block.ts'
import type { Ctx } from '../../src/local-chain/runtime/context.ts'
import { dispatch } from '../../src/local-chain/runtime/dispatch.ts'
import { signedBy } from '../../src/local-chain/runtime/origin.ts'
import { tao } from '../../src/primitives/amounts.ts'
import { Book, digestOf } from './support/book.ts'
import { COLDKEYS, callAtRandom, HOTKEYS, type Random, randomFrom } from './support/calls-at-random.ts'

const RUNS = Number(process.env.TEST_RUNS ?? 7)
const STEPS = 140
/** What such sequences bring about, if they reach into every corner. */
const HAPPENED = [
  'StakeAdded',
  'StakeRemoved',
  'StakeMoved',
  'StakeTransferred',
  'StakeSwapped',
  'AlphaBurned',
  'AlphaRecycled',
  'NetworkAdded',
  'NetworkRemoved',
  'NeuronRegistered',
  'RootClaimed',
  'SetChildrenScheduled',
  'SetChildren',
  'WeightsSet',
  'IncentiveAlphaEmittedToMiners',
  'Transfer',
  'KilledAccount',
  'BatchInterrupted',
  'ItemFailed',
  'ProxyAdded',
  'NewMultisig',
  'Contributed',
  'SubtensorModule.NotEnoughStakeToWithdraw',
  'Token.FundsUnavailable',
]

const SEED = Number(process.env.TEST_SEED ?? 20_261_121)

/** Epochs each ten blocks, subnets that may be started at once, and a first one that emits. */
function lively(): ChainSpec {
  const spec = sandbox({ issuance: tao(5_000_000n * 1_000_000_000n) })
  return { ...spec, profile: { ...spec.profile, constants: { ...spec.profile.constants, fast: true } } }
}

interface Play {
  readonly book: Book
  /** Events, and the refusals of calls, by how often they came. */
  readonly outcomes: Map<string, number>
}

/** Hotkeys with owners, some of them registered, and weights that can be set. */
function begin(book: Book): void {
  const [root] = COLDKEYS
  const enabled = book.call('AdminUtils.sudo_set_commit_reveal_weights_enabled', { netuid: 1, enabled: false })
  book.send(root!, 'Sudo.sudo', { call: enabled })
  HOTKEYS.forEach((hotkey, i) => {
    const owner = COLDKEYS[i % COLDKEYS.length]!
    book.send(owner, 'SubtensorModule.try_associate_hotkey', { hotkey })
    if (i >= 6) return
    book.send(owner, 'SubtensorModule.burned_register', { netuid: 1, hotkey })
    // Who has nothing cannot send transactions, not even free ones.
    book.send(owner, 'Balances.transfer_keep_alive', { dest: { type: 'Id', value: hotkey }, value: 1_000_000_000n })
  })
  for (const i of [0, 1]) book.send(COLDKEYS[i]!, 'SubtensorModule.register_network', { hotkey: HOTKEYS[i] })
  book.blocks(10)
  for (const i of [0, 1]) book.send(COLDKEYS[i]!, 'SubtensorModule.start_call', { netuid: 2 + i })
}

/** Makes a block of up to three calls, and now and then some empty ones. */
function step({ book, outcomes }: Play, random: Random): void {
  const calls = Array.from({ length: 1 + random(3) }, () => callAtRandom(book, random))
  const signers = new Set<string>()
  const extrinsics = calls.flatMap(({ by, call }) => {
    if (signers.has(by)) return []
    signers.add(by)
    return [book.sign(by, call)]
  })
  book.block(extrinsics, ctx => count(ctx, outcomes))
  if (random(4) === 0) book.blocks(random(8))
}

function count(ctx: Ctx, outcomes: Map<string, number>): void {
  for (const { event } of ctx.events) {
    const { name } = event.event
    const failed = name === 'ExtrinsicFailed' ? (event.data as { dispatch_error: never }) : undefined
    const label = failed === undefined ? name : ctx.runtime.errorLabel(failed.dispatch_error)
    outcomes.set(label, (outcomes.get(label) ?? 0) + 1)
  }
}

/** Calls and whole blocks that are taken back. */
function rehearse(book: Book, random: Random): void {
  const before = digestOf(book.store)
  book.look(ctx => {
    for (let i = 0; i < 5; i++) {
      const { by, call } = callAtRandom(book, random)
      const mark = ctx.state.mark()
      const { error } = dispatch(ctx, signedBy(by), call)
      if (error !== undefined) expect(ctx.state.changesSince(mark)).toEqual([])
    }
    checkBlock(ctx)
  })
  expect(book.ledger.enter().state.changesSince(0)).toEqual([])
  expect(book.ledger.enter().state.audit()).toEqual([])
  expect(digestOf(book.store)).toBe(before)
}

/** Goes back to a block before and has the state that stood there. */
function takeBack(book: Book, random: Random, digests: Map<number, string>): void {
  const known = [...digests.keys()]
  const to = known[random(known.length)]!
  book.ledger.revert(to)
  for (const number of known) if (number > to) digests.delete(number)
  expect(book.number).toBe(to)
  expect(digestOf(book.store)).toBe(digests.get(to))
}

describe('random sequences of calls', () => {
  const outcomes = new Map<string, number>()
  let blocks = 0

  test(`keep the chain sound, give the same state again, and leave no trace when taken back`, () => {
    fc.assert(
      fc.property(fc.integer(), seed => {
        const random = randomFrom(seed)
        const book = new Book(lively())
        begin(book)
        const digests = new Map<number, string>()
        for (let i = 0; i < STEPS; i++) {
          step({ book, outcomes }, random)
          if (i % 20 === 7) digests.set(book.number, digestOf(book.store))
          if (i % 20 === 13) rehearse(book, random)
          if (i % 40 === 39) {
            blocks += book.number
            takeBack(book, random, digests)
            blocks -= book.number
          }
        }
        blocks += book.number
        expect(book.ledger.audit(book.number).filter(({ findings }) => findings.length > 0)).toEqual([])
        const again = book.replayed()
        expect(again.ledger.enter().hash).toBe(book.ledger.enter().hash)
        expect(digestOf(again.store)).toBe(digestOf(book.store))
      }),
      { numRuns: RUNS, seed: SEED },
    )
  }, 120_000)

  test('were many, good and bad', () => {
    expect(blocks).toBeGreaterThan(2000)
    expect(outcomes.get('ExtrinsicSuccess')).toBeGreaterThan(500)
    expect(HAPPENED.filter(name => !outcomes.has(name))).toEqual([])
  })
})
