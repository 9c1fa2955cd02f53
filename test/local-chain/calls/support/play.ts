/** Plays cases: every call as a signed extrinsic in a block, every refusal with its exact label and without a trace. */
import { describe, expect, test } from 'vitest'
import type { AccountId } from '../../../../src/primitives/account.ts'
import {
  type ArgsOf,
  authorityOf,
  type BlockCase,
  type CallCase,
  type DeadCall,
  FREE,
  labelOf,
  qualified,
  type Refusal,
  ROOT,
  type Sender,
  type StateCheck,
  titleOf,
} from './case.ts'
import type { Outcome, Stage } from './stage.ts'

/** What an extrinsic writes that is refused: its fee and the books of the block. */
const OF_EVERY_EXTRINSIC = /^System\.|^Balances\.(TotalIssuance|InactiveIssuance)$/

/** Plays cases on a stage that is made when the first one begins. */
export function playCalls(makeStage: () => Stage, cases: readonly CallCase[]): void {
  let made: Stage | undefined
  const scene = (play: (stage: Stage) => void) => {
    made ??= makeStage()
    const stage = made
    stage.scene(() => play(stage))
  }
  for (const one of cases) {
    describe(titleOf(one), () => {
      test('changes and deposits', () => scene(stage => playAccepted(stage, one, one.by)))
      const others = one.again === true ? [] : Object.entries(authorityOf(one))
      for (const [sender, label] of others) {
        test(`by ${sender}: ${label}`, () => scene(stage => playAuthority(stage, one, sender, label)))
      }
      for (const [i, refusal] of one.refused.entries()) {
        test(`is refused: ${refusal.error} (${i})`, () => scene(stage => playRefused(stage, one, refusal)))
      }
    })
  }
}

/** Plays calls that only refuse. */
export function playDead(makeStage: () => Stage, cases: readonly DeadCall[]): void {
  let made: Stage | undefined
  const attempts = cases.flatMap(one => Object.entries(one.refused).map(([by, label]) => ({ ...one, by, label })))
  test.each(attempts)('$call by $by: $label', ({ call, args = {}, by, label }) => {
    made ??= makeStage()
    const stage = made
    const outcome = stage.scene(() => stage.attempt(by, stage.call(call, args)))
    expect(outcome.label).toBe(labelOf(label, call))
    expectNoTrace(outcome.writes)
  })
}

/** Plays what blocks do. */
export function playBlocks(makeStage: () => Stage, cases: readonly BlockCase[]): void {
  let made: Stage | undefined
  test.each(cases.map(one => [one.what, one] as const))('%s', (_what, one) => {
    made ??= makeStage()
    const stage = made
    stage.scene(() => {
      one.given?.(stage)
      const before = readAll(stage, one.state, DEFAULT_PALLET)
      const events = stage.blocks(one.blocks)
      expectState(stage, one.state, before, DEFAULT_PALLET, undefined)
      for (const [event, data] of one.events) {
        const name = qualified(event, DEFAULT_PALLET)
        const found = events.filter(([other]) => other === name).map(([, value]) => value)
        if (data === undefined) expect(found, name).not.toEqual([])
        else expect(found, name).toContainEqual(data)
      }
    })
  })
}

const DEFAULT_PALLET = 'SubtensorModule.'

const argsAt = (stage: Stage, args: ArgsOf = {}) => (typeof args === 'function' ? args(stage) : args)

function playAccepted(stage: Stage, one: CallCase, by: Sender): void {
  one.given?.(stage)
  const call = stage.call(one.call, argsAt(stage, one.args))
  stage.attempt(by, call, () => {
    const before = readAll(stage, one.state, one.call)
    return outcome => {
      expect(labelled(outcome)).toBe('ok')
      if (by === one.by) expectEvents(one, outcome, by)
      expectState(stage, one.state, before, one.call, outcome.fee)
    }
  })
}

/** The refusal, with what the pool said. */
const labelled = ({ label, door }: Outcome): string => (door === undefined ? label : `${label} (${door})`)

function playAuthority(stage: Stage, one: CallCase, sender: Sender, expected: string): void {
  if (expected === 'ok') return playAccepted(stage, one, sender)
  one.given?.(stage)
  const { label, writes } = stage.attempt(sender, stage.call(one.call, argsAt(stage, one.args)))
  if (expected === 'accepted') {
    expect(label).toBe('ok')
    return
  }
  if (expected === 'refused') expect(label).not.toBe('ok')
  else expect(label).toBe(labelOf(expected, one.call))
  expectNoTrace(writes)
}

function playRefused(stage: Stage, one: CallCase, refusal: Refusal): void {
  one.given?.(stage)
  refusal.given?.(stage)
  const args = { ...argsAt(stage, one.args), ...argsAt(stage, refusal.args) }
  const outcome = stage.attempt(refusal.by ?? one.by, stage.call(one.call, args))
  expect(outcome.label).toBe(labelOf(refusal.error, one.call))
  if (refusal.door !== undefined) expect(outcome.door).toBe(refusal.door)
  expectNoTrace(outcome.writes)
}

function expectNoTrace(writes: ReadonlySet<string>): void {
  expect([...writes].filter(item => !OF_EVERY_EXTRINSIC.test(item))).toEqual([])
}

function expectEvents({ call, events }: CallCase, outcome: Outcome, by: Sender): void {
  const deposited = outcome.events.filter(([name]) => by !== ROOT || call.startsWith('Sudo.') || name !== 'Sudo.Sudid')
  expect(deposited.map(([name]) => name)).toEqual(events.map(([name]) => qualified(name, call)))
  for (const [i, [name, data]] of events.entries()) {
    if (data !== undefined) expect([name, deposited[i]![1]]).toEqual([name, data])
  }
}

const keysOf = (keys: unknown): unknown[] => (Array.isArray(keys) ? keys : [keys])

function readAll(stage: Stage, checks: readonly StateCheck[], call: string): unknown[] {
  return checks.map(([item, keys]) => stage.read(qualified(item, call), keys))
}

function expectState(
  stage: Stage,
  checks: readonly StateCheck[],
  before: readonly unknown[],
  call: string,
  fee: Outcome['fee'] | undefined,
): void {
  const after = readAll(stage, checks, call)
  for (const [i, [item, keys, expected]] of checks.entries()) {
    const where = `${item} ${keysOf(keys).join(' ')}`
    const wanted = typeof expected === 'function' ? expected(before[i]) : expected
    const value = item === FREE ? withoutFee(after[i] as bigint, keysOf(keys)[0] as AccountId, fee) : after[i]
    expect([where, value]).toEqual([where, wanted])
  }
}

const withoutFee = (free: bigint, who: AccountId, fee: Outcome['fee'] | undefined): bigint =>
  fee?.who === who ? free + fee.amount : free
