/** What transactions cost, who pays, in what, and who earns it. */
import { beforeEach, describe, expect, test } from 'vitest'
import { transferKeepAlive } from '../../../src/local-chain/pallets/balances/calls.ts'
import { TotalIssuance } from '../../../src/local-chain/pallets/balances/storage.ts'
import { sudo } from '../../../src/local-chain/pallets/sudo/calls.ts'
import { remark, setHeapPages } from '../../../src/local-chain/pallets/system/calls.ts'
import { SystemAccount } from '../../../src/local-chain/pallets/system/storage.ts'
import type { AlphaFees } from '../../../src/local-chain/pallets/transaction-payment/alpha.ts'
import { transactionPaymentEvents } from '../../../src/local-chain/pallets/transaction-payment/events.ts'
import {
  computeFee,
  feeDetailsOf,
  lengthToFee,
  weightToFee,
} from '../../../src/local-chain/pallets/transaction-payment/fees.ts'
import { type ProxyFees, realPayer } from '../../../src/local-chain/pallets/transaction-payment/payers.ts'
import { NextFeeMultiplier } from '../../../src/local-chain/pallets/transaction-payment/storage.ts'
import { batch, batchAll, forceBatch } from '../../../src/local-chain/pallets/utility/batches.ts'
import type { RuntimeCall } from '../../../src/local-chain/runtime/call.ts'
import { encodeBare } from '../../../src/local-chain/runtime/extrinsic.ts'
import { addressId } from '../../../src/local-chain/runtime/lookup.ts'
import { invalid, type Validity } from '../../../src/local-chain/runtime/validity.ts'
import { encode } from '../../../src/local-chain/scale/codec.ts'
import type { AccountId } from '../../../src/primitives/account.ts'
import { alpha, type Tao, tao } from '../../../src/primitives/amounts.ts'
import { alice, anAccount, author, bob, charlie } from '../support/accounts.ts'
import { DEFAULT_BALANCES, TestChain } from '../support/chain.ts'
import { baseProfile } from '../support/profile.ts'
import { readShared, testWithShared } from '../support/shared.ts'

let chain: TestChain

beforeEach(() => {
  chain = new TestChain()
  chain.begin()
})

const balance = (who: AccountId, on = chain) => SystemAccount.get(on.ctx, who).data.free as bigint
const pay = (value: bigint, dest = bob) => transferKeepAlive.make({ dest: addressId(dest), value: tao(value) })
const time = (ref_time: bigint) => ({ ref_time, proof_size: 0n })

describe('the price', () => {
  test.each([
    [0n, 0n],
    [999n, 0n],
    [1000n, 0n],
    [1001n, 1n],
    [3000n, 1n],
    [3001n, 2n],
    [299_519_000n, 149_759n],
    [4_000_000_000_000n, 2_000_000_000n],
    [2n ** 64n - 1n, 2_000_000_000n],
  ])('of %d picoseconds is %d rao', (refTime, fee) => {
    expect(weightToFee(chain.ctx, time(refTime))).toBe(fee)
  })

  test('of a byte is one rao', () => {
    expect(lengthToFee(0xffff_ffff)).toBe(0xffff_ffffn)
  })

  test('is multiplied, the part of the weight alone', () => {
    const charged = { weight: time(3_000_000n), class: 'Normal', pays: 'Yes' } as const
    const parts = () => feeDetailsOf(chain.ctx, 10, charged, tao(7n))
    expect(parts()).toEqual({
      inclusion_fee: { base_fee: 54_078n, len_fee: 10n, adjusted_weight_fee: 1500n },
      tip: 7n,
    })
    NextFeeMultiplier.put(chain.ctx, 1_999_999_999_999_999_999n)
    expect(parts().inclusion_fee?.adjusted_weight_fee).toBe(2999n)
    NextFeeMultiplier.put(chain.ctx, 2n ** 128n - 1n)
    expect(computeFee(chain.ctx, 10, charged, tao(7n))).toBe(2n ** 64n - 1n)
    chain.end()
    expect(NextFeeMultiplier.get(chain.ctx)).toBe(10n ** 18n)
  })

  test('of what costs nothing is the tip', () => {
    const charged = { weight: time(3_000_000n), class: 'Normal', pays: 'No' } as const
    expect(feeDetailsOf(chain.ctx, 10, charged, tao(7n))).toEqual({ inclusion_fee: undefined, tip: 7n })
  })
})

interface Vector {
  readonly op: string
  readonly len: number
  readonly tip: string
  readonly fee: {
    readonly total: string
    readonly call_ref_time: string
    readonly extension_ref_time: string
    readonly class: 'Normal'
    readonly pays: 'Yes'
  }
}

testWithShared('vectors/scenarios_fees.json', 'every fee that the reference computed', () => {
  const scenarios = readShared<readonly { readonly steps: readonly Vector[] }[]>('vectors/scenarios_fees.json')
  const transactions = scenarios.flatMap(({ steps }) => steps).filter(({ op, fee }) => op === 'tx' && fee !== undefined)
  expect(transactions.length).toBeGreaterThan(50)
  for (const { len, tip, fee } of transactions) {
    const weight = time(BigInt(fee.call_ref_time) + BigInt(fee.extension_ref_time))
    const total = computeFee(chain.ctx, len, { weight, class: fee.class, pays: fee.pays }, tao(BigInt(tip)))
    expect(String(total)).toBe(fee.total)
  }
})

describe('a fee', () => {
  const paid = (from: number) =>
    chain.events(from).find(([name]) => name === 'TransactionPayment.TransactionFeePaid')?.[1]

  test('goes from the signer to the author, tip included', () => {
    const [before, earned] = [balance(alice), balance(author)]
    const from = chain.ctx.events.length
    expect(chain.submit(chain.sign('Alice', pay(5n), { tip: 1000n }))).toBe('ok')
    const { actual_fee, tip } = paid(from) as { actual_fee: bigint; tip: bigint }
    expect(tip).toBe(1000n)
    expect([before - balance(alice), balance(author) - earned]).toEqual([5n + actual_fee, actual_fee])
    expect(chain.events(from).map(([name]) => name)).toEqual([
      'Balances.Withdraw',
      'Balances.Transfer',
      'Balances.Deposit',
      'Balances.Deposit',
      'TransactionPayment.TransactionFeePaid',
      'System.ExtrinsicSuccess',
    ])
  })

  test('is paid for a call that fails, whose effects are gone', () => {
    const [before, other] = [balance(alice), balance(bob)]
    const from = chain.ctx.events.length
    expect(chain.submit(chain.sign('Alice', pay(10n ** 18n)))).toBe('Arithmetic.Underflow')
    const { actual_fee } = paid(from) as { actual_fee: bigint }
    expect([before - balance(alice), balance(bob)]).toEqual([actual_fee, other])
    expect(SystemAccount.get(chain.ctx, alice).nonce).toBe(1)
  })

  test('falls by what a batch did not run', () => {
    const calls = [pay(10n ** 18n), pay(1n), pay(1n)]
    const from = chain.ctx.events.length
    chain.submit(chain.sign('Alice', batch.make({ calls })))
    const [withdrawn, refund] = ['Balances.Withdraw', 'Balances.Deposit'].map(
      name => (chain.events(from).find(event => event[0] === name)![1] as { amount: bigint }).amount,
    )
    const { actual_fee } = paid(from) as { actual_fee: bigint }
    expect(withdrawn! - refund!).toBe(actual_fee)
    // Two transfers and their share of the batch, half a rao a nanosecond.
    expect(refund).toBe((2n * (164_051_000n + 5_450_264n)) / 2000n)
  })

  test('is not taken from the sudo key, and is given back in full', () => {
    const before = balance(alice)
    chain.submit(chain.sign('Alice', sudo.make({ call: setHeapPages.make({ pages: 1n }) }), { tip: 9n }))
    expect(before - balance(alice)).toBe(9n)
  })

  test('leaves the existential deposit alone', () => {
    const withCharlie = (free: bigint) => {
      const made = new TestChain({ balances: [...DEFAULT_BALANCES, [charlie, tao(free)]] })
      made.begin()
      return made
    }
    const call = remark.make({ remark: new Uint8Array(0) })
    const rich = withCharlie(10n ** 6n)
    rich.submit(rich.sign('Charlie', call))
    const price = 10n ** 6n - balance(charlie, rich)
    const poor = withCharlie(price + 499n)
    expect(poor.submit(poor.sign('Charlie', call))).toBe('Payment')
    const enough = withCharlie(price + 500n)
    expect(enough.submit(enough.sign('Charlie', call))).toBe('ok')
    expect(balance(charlie, enough)).toBe(500n)
  })

  test('without an author is destroyed', () => {
    const orphan = new TestChain({ profile: baseProfile({ blockAuthor: () => undefined }) })
    orphan.begin()
    const before = TotalIssuance.get(orphan.ctx)
    orphan.submit(orphan.sign('Alice', pay(5n)))
    const { actual_fee } = orphan.events().at(-2)![1] as { actual_fee: bigint }
    expect(before - TotalIssuance.get(orphan.ctx)).toBe(actual_fee)
    expect(actual_fee).toBeGreaterThan(0n)
  })

  test('of an author who cannot hold it is destroyed', () => {
    const nobody = new TestChain({ profile: baseProfile({ blockAuthor: () => anAccount(99) }) })
    nobody.begin()
    const before = TotalIssuance.get(nobody.ctx)
    const call = sudo.make({ call: setHeapPages.make({ pages: 1n }) })
    nobody.submit(nobody.sign('Alice', call, { tip: 499n }))
    expect(before - TotalIssuance.get(nobody.ctx)).toBe(499n)
    nobody.submit(nobody.sign('Alice', call, { tip: 500n }))
    expect(balance(anAccount(99), nobody)).toBe(500n)
  })
})

test('priority depends on the class alone', () => {
  const judge = (call: RuntimeCall, tip: bigint) =>
    (chain.judge(chain.sign('Alice', call, { tip })) as Validity).priority
  expect([judge(pay(1n), 0n), judge(pay(1n), 10n ** 9n)]).toEqual([1n, 1n])
  expect(judge(setHeapPages.make({ pages: 1n }), 0n)).toBe(10_000_000_000n)
})

describe('in alpha', () => {
  const fees: string[] = []
  const alphaFees: AlphaFees = {
    sources: (_ctx, _who, { call }) => (call === remark ? [{ hotkey: bob, netuid: 3 }] : []),
    canWithdraw: (_ctx, who, [source], fee) => who === charlie && source?.netuid === 3 && fee < 10n ** 9n,
    withdraw: (_ctx, who, [source], fee) => {
      if (fee > 10n ** 8n) throw invalid('Payment')
      fees.push(`${who === charlie} ${source?.netuid} ${fee > 0n}`)
      return { netuid: 3, alphaFee: alpha(fee * 2n), taoAmount: fee as Tao }
    },
    depositPaid: (ctx, who, { taoAmount }) =>
      ctx.deposit(transactionPaymentEvents.TransactionFeePaid({ who, actual_fee: tao(taoAmount + 1n), tip: tao(0n) })),
  }
  const withAlpha = () => {
    fees.length = 0
    const profile = baseProfile({ payers: { alpha: alphaFees } })
    const made = new TestChain({ profile, balances: [...DEFAULT_BALANCES, [charlie, tao(600n)]] })
    made.begin()
    return made
  }
  const note = remark.make({ remark: new Uint8Array(0) })

  test('pays who has no TAO, for the calls that allow it, without a refund', () => {
    const on = withAlpha()
    const from = on.ctx.events.length
    expect(on.submit(on.sign('Charlie', note))).toBe('ok')
    expect(fees).toEqual(['true 3 true'])
    expect([balance(charlie, on), SystemAccount.get(on.ctx, charlie).nonce]).toEqual([600n, 1])
    expect(on.events(from).map(([name]) => name)).toEqual([
      'TransactionPayment.TransactionFeePaid',
      'TransactionPayment.TransactionFeePaid',
      'System.ExtrinsicSuccess',
    ])
  })

  test('does not pay for other calls, nor for more than it can', () => {
    const on = withAlpha()
    expect(on.submit(on.sign('Charlie', pay(1n)))).toBe('Payment')
    expect(on.submit(on.sign('Charlie', note, { tip: 10n ** 9n }))).toBe('Payment')
    const mark = on.ctx.state.mark()
    expect(on.submit(on.sign('Charlie', note, { tip: 5n * 10n ** 8n }))).toBe('Payment')
    expect([on.ctx.state.changesSince(mark), fees]).toEqual([[], []])
  })

  test('does not pay for who has TAO', () => {
    const on = withAlpha()
    expect(on.submit(on.sign('Alice', note))).toBe('ok')
    expect(fees).toEqual([])
  })
})

describe('for a proxy', () => {
  /** A stand-in for the Proxy pallet: a remark names the real account and holds the call within. */
  const inner = new Map<RuntimeCall, { real: AccountId; call: RuntimeCall }>()
  const optedIn = new Set<string>()
  const proxies: ProxyFees = {
    proxied: call => inner.get(call),
    isRealPaysFee: (_ctx, real, delegate) => optedIn.has(`${real} ${delegate}`),
  }
  const proxy = (real: AccountId, call: RuntimeCall): RuntimeCall => {
    const outer = remark.make({ remark: new Uint8Array(0) })
    inner.set(outer, { real, call })
    return outer
  }
  const payer = (call: RuntimeCall) => realPayer(chain.ctx, proxies, alice, call)
  const [a, b, c] = [anAccount(1), anAccount(2), anAccount(3)] as const

  beforeEach(() => {
    inner.clear()
    optedIn.clear()
  })

  test('the signer pays unless the real account opted in', () => {
    expect(payer(pay(1n))).toBeUndefined()
    expect(payer(proxy(a, pay(1n)))).toBeUndefined()
    optedIn.add(`${a} ${alice}`)
    expect(payer(proxy(a, pay(1n)))).toBe(a)
    expect(payer(proxy(b, pay(1n)))).toBeUndefined()
  })

  test('it is followed one level deeper', () => {
    optedIn.add(`${a} ${alice}`)
    expect(payer(proxy(a, proxy(b, pay(1n))))).toBe(a)
    optedIn.add(`${b} ${a}`)
    expect(payer(proxy(a, proxy(b, pay(1n))))).toBe(b)
    optedIn.add(`${c} ${b}`)
    expect(payer(proxy(a, proxy(b, proxy(c, pay(1n)))))).toBe(b)
    optedIn.delete(`${a} ${alice}`)
    expect(payer(proxy(a, proxy(b, pay(1n))))).toBeUndefined()
  })

  test.each([batch, batchAll, forceBatch])('or into a batch for one and the same account', kind => {
    optedIn.add(`${a} ${alice}`).add(`${b} ${a}`).add(`${c} ${a}`)
    const within = (...calls: RuntimeCall[]) => payer(proxy(a, kind.make({ calls })))
    expect(within(proxy(b, pay(1n)), proxy(b, pay(2n)))).toBe(b)
    expect(within(proxy(b, pay(1n)), proxy(c, pay(2n)))).toBe(a)
    expect(within(proxy(b, pay(1n)), pay(2n))).toBe(a)
    expect(within()).toBe(a)
    optedIn.delete(`${b} ${a}`)
    expect(within(proxy(b, pay(1n)))).toBe(a)
  })

  test('the payer is charged, and the signer’s nonce counts', () => {
    const on = new TestChain({ profile: baseProfile({ payers: { proxies: { ...proxies, proxied: byRemark } } }) })
    on.begin()
    optedIn.add(`${bob} ${alice}`)
    const [signer, real] = [balance(alice, on), balance(bob, on)]
    expect(on.submit(on.sign('Alice', remark.make({ remark: Uint8Array.of(1) })))).toBe('ok')
    expect([balance(alice, on), SystemAccount.get(on.ctx, alice).nonce]).toEqual([signer, 1])
    expect(balance(bob, on)).toBeLessThan(real)
    expect((on.events().at(-2)![1] as { who: AccountId }).who).toBe(bob)
  })

  const byRemark: ProxyFees['proxied'] = ({ call }) => (call === remark ? { real: bob, call: pay(1n) } : undefined)
})

describe('questions about fees', () => {
  const ask = (api: string, inputs: object) => chain.runtime.apiMethod(api)!.run(chain.ctx, inputs as never)
  const runtimeCall = () => chain.runtime.outer.RuntimeCall

  test('of a signed extrinsic are answered with what it will pay', () => {
    const uxt = chain.sign('Alice', pay(5n))
    const info = ask('TransactionPaymentApi_query_info', { uxt, len: uxt.length }) as { partial_fee: bigint }
    const details = ask('TransactionPaymentApi_query_fee_details', { uxt, len: uxt.length })
    const from = chain.ctx.events.length
    chain.submit(uxt)
    const { actual_fee } = chain.events(from).at(-2)![1] as { actual_fee: bigint }
    expect(info).toMatchObject({ class: 'Normal', partial_fee: actual_fee })
    const { inclusion_fee, tip } = details as { inclusion_fee: Record<string, bigint>; tip: bigint }
    expect([Object.values(inclusion_fee).reduce((sum, part) => sum + part, 0n), tip]).toEqual([actual_fee, 0n])
  })

  test('of a bare extrinsic are answered with nothing', () => {
    const uxt = encodeBare(chain.runtime, pay(5n))
    expect(ask('TransactionPaymentApi_query_info', { uxt, len: uxt.length })).toMatchObject({ partial_fee: 0n })
    expect(ask('TransactionPaymentApi_query_fee_details', { uxt, len: uxt.length })).toEqual({
      inclusion_fee: undefined,
      tip: 0n,
    })
  })

  test('of a call count no extensions', () => {
    const call = pay(5n)
    const length = encode(runtimeCall(), call, chain.runtime.outer).length
    expect(ask('TransactionPaymentCallApi_query_call_info', { call, len: length })).toEqual({
      weight: { ref_time: 164_051_000n, proof_size: 3593n },
      class: 'Normal',
      partial_fee: 54_078n + 82_025n + BigInt(length),
    })
    expect(ask('TransactionPaymentCallApi_query_call_fee_details', { call, len: length })).toEqual({
      inclusion_fee: { base_fee: 54_078n, len_fee: BigInt(length), adjusted_weight_fee: 82_025n },
      tip: 0n,
    })
  })

  test.each(['TransactionPaymentApi', 'TransactionPaymentCallApi'])('%s converts weight and length', api => {
    expect(ask(`${api}_query_weight_to_fee`, { weight: time(5000n) })).toBe(2n)
    expect(ask(`${api}_query_length_to_fee`, { length: 12 })).toBe(12n)
  })
})
