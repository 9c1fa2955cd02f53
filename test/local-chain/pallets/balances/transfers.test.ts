/** The calls of the Balances pallet: who may call them, what they move, what they tell, what they refuse. */
import { beforeEach, describe, expect, test } from 'vitest'
import * as calls from '../../../../src/local-chain/pallets/balances/calls.ts'
import { reserve } from '../../../../src/local-chain/pallets/balances/reserves.ts'
import { InactiveIssuance, TotalIssuance } from '../../../../src/local-chain/pallets/balances/storage.ts'
import { incConsumers, incProviders, setAccountData } from '../../../../src/local-chain/pallets/system/accounts.ts'
import { NEW_ACCOUNT, SystemAccount } from '../../../../src/local-chain/pallets/system/storage.ts'
import { addressId } from '../../../../src/local-chain/runtime/lookup.ts'
import { NO_ORIGIN, ROOT_ORIGIN, signedBy } from '../../../../src/local-chain/runtime/origin.ts'
import type { AccountId } from '../../../../src/primitives/account.ts'
import { tao } from '../../../../src/primitives/amounts.ts'
import { anAccount } from '../../support/accounts.ts'
import { TestChain } from '../../support/chain.ts'

const rich = anAccount(1)
const poor = anAccount(2)
const fresh = anAccount(3)
const ED = 500n

let chain: TestChain

beforeEach(() => {
  chain = new TestChain({
    balances: [
      [rich, tao(1_000_000n)],
      [poor, tao(600n)],
    ],
  })
  chain.begin()
})

const free = (who: AccountId) => SystemAccount.get(chain.ctx, who).data.free
const issuance = () => TotalIssuance.get(chain.ctx)

/** What a call gave and told. */
function run(origin: Parameters<TestChain['dispatch']>[0], call: Parameters<TestChain['dispatch']>[1]) {
  const from = chain.ctx.events.length
  return { result: chain.dispatch(origin, call), events: chain.events(from) }
}

const allowDeath = (dest: AccountId, value: bigint) =>
  calls.transferAllowDeath.make({ dest: addressId(dest), value: tao(value) })
const keepAlive = (dest: AccountId, value: bigint) =>
  calls.transferKeepAlive.make({ dest: addressId(dest), value: tao(value) })

describe('transfers', () => {
  test('make the account that they go to', () => {
    expect(run(signedBy(rich), allowDeath(fresh, ED))).toEqual({
      result: 'ok',
      events: [
        ['System.NewAccount', { account: fresh }],
        ['Balances.Endowed', { account: fresh, free_balance: ED }],
        ['Balances.Transfer', { from: rich, to: fresh, amount: ED }],
      ],
    })
    expect(SystemAccount.get(chain.ctx, fresh).providers).toBe(1)
  })

  test('reap the account that they empty, and destroy its dust', () => {
    expect(run(signedBy(poor), allowDeath(rich, 599n))).toEqual({
      result: 'ok',
      events: [
        ['System.KilledAccount', { account: poor }],
        ['Balances.DustLost', { account: poor, amount: 1n }],
        ['Balances.Transfer', { from: poor, to: rich, amount: 599n }],
      ],
    })
    expect(SystemAccount.has(chain.ctx, poor)).toBe(false)
    expect(issuance()).toBe(1_000_599n)
  })

  test('do not reap where the account shall live', () => {
    expect(run(signedBy(poor), keepAlive(rich, 101n)).result).toBe('Token.NotExpendable')
    expect(run(signedBy(poor), keepAlive(rich, 100n)).result).toBe('ok')
    expect(free(poor)).toBe(ED)
  })

  test.each([
    ['less than the existential deposit to a new account', fresh, 499n, 'Token.BelowMinimum'],
    ['more than the account has', fresh, 1_000_001n, 'Token.FundsUnavailable'],
    ['more than there is', fresh, 1_000_601n, 'Arithmetic.Underflow'],
  ])('refuse %s', (_what, dest, value, error) => {
    const mark = chain.ctx.state.mark()
    expect(run(signedBy(rich), allowDeath(dest, value))).toEqual({ result: error, events: [] })
    expect(chain.ctx.state.changesSince(mark)).toEqual([])
  })

  test('refuse to empty an account that others need', () => {
    incConsumers(chain.ctx, poor)
    expect(run(signedBy(poor), allowDeath(rich, 600n)).result).toBe('Token.Frozen')
    incProviders(chain.ctx, poor)
    expect(run(signedBy(poor), allowDeath(rich, 600n)).result).toBe('ok')
    expect(SystemAccount.get(chain.ctx, poor)).toMatchObject({ providers: 1, consumers: 1, data: { free: 0n } })
  })

  test('refuse what is frozen', () => {
    setAccountData(chain.ctx, rich, { ...NEW_ACCOUNT.data, free: tao(1_000_000n), frozen: tao(999_000n) })
    expect(run(signedBy(rich), allowDeath(poor, 1001n)).result).toBe('Token.Frozen')
    expect(run(signedBy(rich), allowDeath(poor, 1000n)).result).toBe('ok')
  })

  test('to oneself only check', () => {
    expect(run(signedBy(rich), allowDeath(rich, 10n))).toEqual({ result: 'ok', events: [] })
    expect(run(signedBy(rich), allowDeath(rich, 1_000_001n)).result).toBe('Token.FundsUnavailable')
  })

  test('need a signer, and an account to go to', () => {
    expect(run(ROOT_ORIGIN, allowDeath(poor, 1n)).result).toBe('BadOrigin')
    expect(run(NO_ORIGIN, keepAlive(poor, 1n)).result).toBe('BadOrigin')
    const dest = { type: 'Address20', value: `0x${'00'.repeat(20)}` } as const
    expect(run(signedBy(rich), calls.transferAllowDeath.make({ dest, value: tao(1n) })).result).toBe('CannotLookup')
  })

  test('of all there is', () => {
    const all = (keep_alive: boolean) => calls.transferAll.make({ dest: addressId(rich), keep_alive })
    expect(run(signedBy(poor), all(true)).events.at(-1)).toEqual([
      'Balances.Transfer',
      { from: poor, to: rich, amount: 100n },
    ])
    expect(run(signedBy(poor), all(false)).result).toBe('ok')
    expect(SystemAccount.has(chain.ctx, poor)).toBe(false)
    expect(issuance()).toBe(1_000_600n)
  })

  test('by force need root', () => {
    const force = calls.forceTransfer.make({ source: addressId(rich), dest: addressId(poor), value: tao(7n) })
    expect(run(signedBy(rich), force).result).toBe('BadOrigin')
    expect(run(ROOT_ORIGIN, force).result).toBe('ok')
    expect(free(poor)).toBe(607n)
  })
})

describe('burning', () => {
  const burn = (value: bigint, keep_alive: boolean) => calls.burn.make({ value: tao(value), keep_alive })

  test('takes from the account and from the issuance', () => {
    expect(run(signedBy(poor), burn(100n, true)).events).toEqual([['Balances.Burned', { who: poor, amount: 100n }]])
    expect(issuance()).toBe(1_000_500n)
    expect(run(signedBy(poor), burn(1n, true)).result).toBe('Token.FundsUnavailable')
    expect(run(signedBy(poor), burn(500n, false)).events.map(([name]) => name)).toEqual([
      'System.KilledAccount',
      'Balances.Burned',
    ])
    expect(issuance()).toBe(1_000_000n)
  })
})

describe('what root may do', () => {
  const setBalance = (who: AccountId, free: bigint) =>
    calls.forceSetBalance.make({ who: addressId(who), new_free: tao(free) })

  test('sets balances, and the issuance follows', () => {
    expect(run(signedBy(rich), setBalance(poor, 1n)).result).toBe('BadOrigin')
    expect(run(ROOT_ORIGIN, setBalance(poor, 900n)).events).toEqual([
      ['Balances.Issued', { amount: 300n }],
      ['Balances.BalanceSet', { who: poor, free: 900n }],
    ])
    expect(run(ROOT_ORIGIN, setBalance(poor, 499n)).events).toEqual([
      ['System.KilledAccount', { account: poor }],
      ['Balances.Rescinded', { amount: 900n }],
      ['Balances.BalanceSet', { who: poor, free: 0n }],
    ])
    expect(issuance()).toBe(1_000_000n)
  })

  test('unreserves', () => {
    reserve(chain.ctx, rich, tao(1000n))
    const unreserve = calls.forceUnreserve.make({ who: addressId(rich), amount: tao(400n) })
    expect(run(signedBy(rich), unreserve).result).toBe('BadOrigin')
    expect(run(ROOT_ORIGIN, unreserve).events).toEqual([['Balances.Unreserved', { who: rich, amount: 400n }]])
    expect(SystemAccount.get(chain.ctx, rich)).toMatchObject({ consumers: 1, data: { reserved: 600n } })
  })

  test('adjusts the issuance, not below what is inactive', () => {
    const adjust = (direction: 'Increase' | 'Decrease', delta: bigint) =>
      calls.forceAdjustTotalIssuance.make({ direction, delta: tao(delta) })
    expect(run(signedBy(rich), adjust('Increase', 1n)).result).toBe('BadOrigin')
    expect(run(ROOT_ORIGIN, adjust('Increase', 0n)).result).toBe('Balances.DeltaZero')
    expect(run(ROOT_ORIGIN, adjust('Increase', 5n)).events).toEqual([
      ['Balances.TotalIssuanceForced', { old: 1_000_600n, new: 1_000_605n }],
    ])
    InactiveIssuance.put(chain.ctx, tao(1_000_600n))
    expect(run(ROOT_ORIGIN, adjust('Decrease', 6n)).result).toBe('Balances.IssuanceDeactivated')
    expect(run(ROOT_ORIGIN, adjust('Decrease', 5n)).result).toBe('ok')
  })
})

test('upgrading accounts of old is free when nine in ten needed it', () => {
  const old = Array.from({ length: 10 }, (_, i) => anAccount(100 + i))
  for (const who of old) {
    incProviders(chain.ctx, who)
    setAccountData(chain.ctx, who, { ...NEW_ACCOUNT.data, free: tao(ED), flags: 0n })
  }
  const upgrade = (who: AccountId[]) => calls.upgradeAccounts.make({ who })
  const paid = (who: AccountId[]) => upgrade(who).call.run(chain.ctx, signedBy(rich), { who } as never).pays
  expect(paid([])).toBe('Yes')
  expect(paid([...old.slice(0, 4), rich])).toBe('Yes')
  expect(paid([...old.slice(4, 8), ...old.slice(8), anAccount(100)])).toBe('Yes')
  for (const who of old) setAccountData(chain.ctx, who, { ...NEW_ACCOUNT.data, free: tao(ED), flags: 0n })
  expect(paid([...old.slice(0, 9), rich])).toBe('No')
  expect(run(NO_ORIGIN, upgrade([rich])).result).toBe('BadOrigin')
})
