/** Batches and other calls around calls: nesting, rollback, weights, events, who may call. */
import { beforeEach, describe, expect, test } from 'vitest'
import { transferKeepAlive } from '../../../src/local-chain/pallets/balances/calls.ts'
import { remark, remarkWithEvent, setHeapPages } from '../../../src/local-chain/pallets/system/calls.ts'
import { SystemAccount } from '../../../src/local-chain/pallets/system/storage.ts'
import { batch, batchAll, forceBatch } from '../../../src/local-chain/pallets/utility/batches.ts'
import { derivativeAccount, utilityCalls } from '../../../src/local-chain/pallets/utility/calls.ts'
import type { OriginCaller } from '../../../src/local-chain/pallets/utility/types.ts'
import * as weights from '../../../src/local-chain/pallets/utility/weights.ts'
import type { CallDecl, RuntimeCall } from '../../../src/local-chain/runtime/call.ts'
import { dispatch, dispatchInfo } from '../../../src/local-chain/runtime/dispatch.ts'
import { addressId } from '../../../src/local-chain/runtime/lookup.ts'
import { NO_ORIGIN, type Origin, OTHER_ORIGIN, ROOT_ORIGIN, signedBy } from '../../../src/local-chain/runtime/origin.ts'
import { addWeight, type Weight, ZERO_WEIGHT } from '../../../src/local-chain/runtime/weight.ts'
import type { AccountId } from '../../../src/primitives/account.ts'
import { tao } from '../../../src/primitives/amounts.ts'
import { alice, anAccount, bob } from '../support/accounts.ts'
import { TestChain } from '../support/chain.ts'

let chain: TestChain

beforeEach(() => {
  chain = new TestChain()
  chain.begin()
})

const named = (name: string): CallDecl => utilityCalls.find(call => call.name === name)!
const around = (name: string, args: Record<string, unknown>): RuntimeCall => ({ call: named(name), args })

const pay = (value: bigint, dest = bob) => transferKeepAlive.make({ dest: addressId(dest), value: tao(value) })
const tooMuch = pay(10n ** 18n)
const free = (who: AccountId) => SystemAccount.get(chain.ctx, who).data.free

function run(origin: Origin, call: RuntimeCall) {
  const from = chain.ctx.events.length
  const { error, post } = dispatch(chain.ctx, origin, call)
  return { result: error?.label ?? 'ok', post, events: chain.events(from).map(([name]) => name) }
}

const weightOf = (...calls: RuntimeCall[]): Weight =>
  calls.reduce((sum, call) => addWeight(sum, dispatchInfo(chain.ctx, call).weight), ZERO_WEIGHT)

const UNDERFLOW = 'Arithmetic.Underflow'

describe('batch', () => {
  test('keeps what came before the first failure, and stops there', () => {
    const before = free(bob)
    const calls = [pay(1n), tooMuch, pay(5n)]
    expect(run(signedBy(alice), batch.make({ calls }))).toEqual({
      result: 'ok',
      post: { actualWeight: addWeight(weights.batch(2), weightOf(pay(1n), tooMuch)) },
      events: ['Balances.Transfer', 'Utility.ItemCompleted', 'Utility.BatchInterrupted'],
    })
    expect(free(bob) - before).toBe(1n)
  })

  test('says which call failed and why', () => {
    run(signedBy(alice), batch.make({ calls: [pay(1n), tooMuch] }))
    expect(chain.events().at(-1)).toEqual([
      'Utility.BatchInterrupted',
      { index: 1, error: { type: 'Arithmetic', value: 'Underflow' } },
    ])
  })

  test('of nothing is complete', () => {
    expect(run(signedBy(alice), batch.make({ calls: [] })).events).toEqual(['Utility.BatchCompleted'])
  })
})

describe('batch_all', () => {
  test('undoes all at the first failure, and weighs what ran', () => {
    const mark = chain.ctx.state.mark()
    const calls = [pay(1n), tooMuch, pay(5n)]
    expect(run(signedBy(alice), batchAll.make({ calls }))).toEqual({
      result: UNDERFLOW,
      post: { actualWeight: addWeight(weights.batchAll(2), weightOf(pay(1n), tooMuch)) },
      events: [],
    })
    expect(chain.ctx.state.changesSince(mark)).toEqual([])
  })

  test('of calls that succeed weighs all of them', () => {
    const calls = [pay(1n), pay(2n)]
    expect(run(signedBy(alice), batchAll.make({ calls })).post).toEqual({
      actualWeight: addWeight(weights.batchAll(2), weightOf(...calls)),
    })
  })
})

describe('force_batch', () => {
  test('goes on after a failure', () => {
    const before = free(bob)
    expect(run(signedBy(alice), forceBatch.make({ calls: [pay(1n), tooMuch, pay(5n)] })).events).toEqual([
      'Balances.Transfer',
      'Utility.ItemCompleted',
      'Utility.ItemFailed',
      'Balances.Transfer',
      'Utility.ItemCompleted',
      'Utility.BatchCompletedWithErrors',
    ])
    expect(free(bob) - before).toBe(6n)
  })
})

describe.each([
  ['batch', batch],
  ['batch_all', batchAll],
  ['force_batch', forceBatch],
] as const)('%s', (_name, kind) => {
  test('is not for unsigned calls', () => {
    expect(run(NO_ORIGIN, kind.make({ calls: [] })).result).toBe('BadOrigin')
  })

  test('has a limit', () => {
    const calls = Array.from({ length: 10_923 }, () => remark.make({ remark: new Uint8Array(0) }))
    expect(run(signedBy(alice), kind.make({ calls })).result).toBe('Utility.TooManyCalls')
    expect(run(signedBy(alice), kind.make({ calls: calls.slice(1) })).result).toBe('ok')
  })

  test('does not stand directly within a batch', () => {
    for (const outer of [batch, batchAll, forceBatch]) {
      const nested = outer.make({ calls: [pay(1n), kind.make({ calls: [] })] })
      expect(run(signedBy(alice), nested).result).toBe('System.CallFiltered')
    }
  })

  test('may stand within a batch of root, which passes all filters', () => {
    const nested = kind.make({ calls: [batch.make({ calls: [setHeapPages.make({ pages: 8n })] })] })
    expect(run(ROOT_ORIGIN, nested).events).toEqual([
      'Utility.ItemCompleted',
      'Utility.BatchCompleted',
      'Utility.ItemCompleted',
      'Utility.BatchCompleted',
    ])
  })

  test('is free when all in it is free', () => {
    expect(dispatchInfo(chain.ctx, kind.make({ calls: [] })).pays).toBe('No')
    expect(dispatchInfo(chain.ctx, kind.make({ calls: [pay(1n)] })).pays).toBe('Yes')
  })
})

describe('within a batch_all', () => {
  const inner = batchAll.make({ calls: [] })
  const wrapped = around('if_else', { main: inner, fallback: pay(3n) })

  test('no other one is dispatched, however deep', () => {
    const outer = batchAll.make({ calls: [wrapped] })
    expect(run(signedBy(alice), outer).events).toEqual([
      'Balances.Transfer',
      'Utility.IfElseFallbackCalled',
      'Utility.ItemCompleted',
      'Utility.BatchCompleted',
    ])
    expect(chain.events().find(([name]) => name === 'Utility.IfElseFallbackCalled')?.[1]).toEqual({
      main_error: { type: 'Module', value: { index: 0, error: '0x05000000' } },
    })
  })

  test('not as another account either', () => {
    const as = around('as_derivative', { index: 0, call: inner })
    expect(run(signedBy(alice), batchAll.make({ calls: [as] })).result).toBe('System.CallFiltered')
    expect(run(signedBy(alice), batch.make({ calls: [as] })).events).toEqual([
      'Utility.BatchCompleted',
      'Utility.ItemCompleted',
      'Utility.BatchCompleted',
    ])
  })

  test('the filter ends with it', () => {
    run(signedBy(alice), batchAll.make({ calls: [pay(1n)] }))
    expect(run(signedBy(alice), wrapped).events).toContain('Utility.IfElseMainSuccess')
  })
})

describe('as_derivative', () => {
  test('calls as an account of its own', () => {
    const derived = derivativeAccount(alice, 0)
    expect(derived).not.toBe(derivativeAccount(alice, 1))
    expect(derived).not.toBe(derivativeAccount(bob, 0))
    const call = around('as_derivative', { index: 0, call: pay(7n) })
    expect(run(signedBy(alice), call).result).toBe('Token.FundsUnavailable')
    run(signedBy(alice), pay(10_000n, derived))
    expect(run(signedBy(alice), call)).toMatchObject({
      result: 'ok',
      post: { actualWeight: addWeight(weights.AS_DERIVATIVE, weightOf(pay(7n))) },
    })
    expect(chain.events().at(-1)).toEqual(['Balances.Transfer', { from: derived, to: bob, amount: 7n }])
  })

  test('weighs the call within when that fails too', () => {
    const call = around('as_derivative', { index: 9, call: pay(7n) })
    expect(run(signedBy(alice), call).post).toEqual({
      actualWeight: addWeight(weights.AS_DERIVATIVE, weightOf(pay(7n))),
    })
    expect(run(ROOT_ORIGIN, call).result).toBe('BadOrigin')
  })
})

describe('if_else', () => {
  const ifElse = (main: RuntimeCall, fallback: RuntimeCall) => around('if_else', { main, fallback })

  test('runs the fallback only when it must', () => {
    expect(run(signedBy(alice), ifElse(pay(1n), pay(2n)))).toEqual({
      result: 'ok',
      post: { actualWeight: addWeight(weights.IF_ELSE, weightOf(pay(1n))) },
      events: ['Balances.Transfer', 'Utility.IfElseMainSuccess'],
    })
    expect(run(signedBy(alice), ifElse(tooMuch, pay(2n)))).toEqual({
      result: 'ok',
      post: { actualWeight: addWeight(weights.IF_ELSE, weightOf(tooMuch, pay(2n))) },
      events: ['Balances.Transfer', 'Utility.IfElseFallbackCalled'],
    })
  })

  test('fails with the fallback', () => {
    const bad = pay(1n, anAccount(77))
    expect(run(signedBy(alice), ifElse(tooMuch, bad))).toEqual({
      result: 'Token.BelowMinimum',
      post: { actualWeight: addWeight(weights.IF_ELSE, weightOf(tooMuch, bad)) },
      events: [],
    })
    expect(run(NO_ORIGIN, ifElse(pay(1n), pay(2n))).result).toBe('BadOrigin')
  })
})

describe('what only root may do', () => {
  const asBob: OriginCaller = { type: 'system', value: { type: 'Signed', value: bob } }
  const ethereum: OriginCaller = {
    type: 'Ethereum',
    value: { type: 'EthereumTransaction', value: `0x${'11'.repeat(20)}` },
  }

  test.each([
    ['dispatch_as', { as_origin: asBob, call: pay(1n) }],
    ['dispatch_as_fallible', { as_origin: asBob, call: pay(1n) }],
    ['with_weight', { call: pay(1n), weight: ZERO_WEIGHT }],
  ])('%s', (name, args) => {
    for (const origin of [signedBy(alice), NO_ORIGIN, OTHER_ORIGIN]) {
      expect(run(origin, around(name, args)).result).toBe('BadOrigin')
    }
  })

  test('dispatch_as tells of a failure and succeeds', () => {
    const call = around('dispatch_as', { as_origin: asBob, call: pay(10n ** 18n, alice) })
    expect(run(ROOT_ORIGIN, call)).toMatchObject({ result: 'ok', events: ['Utility.DispatchedAs'] })
    expect(chain.events().at(-1)?.[1]).toEqual({ result: { type: 'Arithmetic', value: 'Underflow' } })
    run(ROOT_ORIGIN, around('dispatch_as', { as_origin: asBob, call: pay(4n, alice) }))
    expect(chain.events().slice(-2)).toEqual([
      ['Balances.Transfer', { from: bob, to: alice, amount: 4n }],
      ['Utility.DispatchedAs', { result: undefined }],
    ])
  })

  test('dispatch_as_fallible fails with its call', () => {
    const call = around('dispatch_as_fallible', { as_origin: ethereum, call: pay(1n) })
    expect(run(ROOT_ORIGIN, call)).toMatchObject({ result: 'BadOrigin', events: [] })
  })

  test('with_weight calls as root and weighs what it says', () => {
    const weight = { ref_time: 123n, proof_size: 4n }
    const call = around('with_weight', { call: setHeapPages.make({ pages: 2n }), weight })
    expect(dispatchInfo(chain.ctx, call).weight).toEqual(weight)
    expect(run(ROOT_ORIGIN, call).result).toBe('ok')
    expect(
      run(ROOT_ORIGIN, around('with_weight', { call: remarkWithEvent.make({ remark: new Uint8Array(0) }), weight }))
        .result,
    ).toBe('BadOrigin')
  })
})
