/** Reserves as pallets use them that this chain does not have. */
import { beforeEach, expect, test } from 'vitest'
import {
  repatriateReserved,
  reserve,
  reservedBalance,
  reservedBalanceNamed,
  reserveNamed,
} from '../../../../src/local-chain/pallets/balances/reserves.ts'
import { Reserves } from '../../../../src/local-chain/pallets/balances/storage.ts'
import { SystemAccount } from '../../../../src/local-chain/pallets/system/storage.ts'
import { tao } from '../../../../src/primitives/amounts.ts'
import { alice, anAccount, bob } from '../../support/accounts.ts'
import { TestChain } from '../../support/chain.ts'

let chain: TestChain
beforeEach(() => {
  chain = new TestChain()
  chain.begin()
})

const name = (n: number) => `0x${n.toString(16).padStart(16, '0')}` as const

test('what is reserved of one account is given to another, as far as it goes', () => {
  const { ctx } = chain
  const before = SystemAccount.get(ctx, bob).data.free
  reserve(ctx, alice, tao(700n))
  const mark = ctx.events.length
  expect(repatriateReserved(ctx, alice, bob, tao(1000n), 'Free')).toBe(300n)
  expect([reservedBalance(ctx, alice), SystemAccount.get(ctx, bob).data.free]).toEqual([0n, before + 700n])
  const data = { from: alice, to: bob, amount: 700n, destination_status: 'Free' }
  expect(chain.events(mark)).toEqual([['Balances.ReserveRepatriated', data]])
})

test('nothing is given to an account that does not exist: DeadAccount', () => {
  reserve(chain.ctx, alice, tao(700n))
  expect(() => repatriateReserved(chain.ctx, alice, anAccount(1), tao(700n), 'Reserved')).toThrow(
    'Balances.DeadAccount',
  )
})

test('an account has at most 50 named Reserves: TooManyReserves', () => {
  const { ctx } = chain
  for (let n = 0; n < 50; n++) reserveNamed(ctx, name(n), alice, tao(10n))
  expect(Reserves.get(ctx, alice)).toHaveLength(50)
  expect(() => reserveNamed(ctx, name(50), alice, tao(10n))).toThrow('Balances.TooManyReserves')
  reserveNamed(ctx, name(49), alice, tao(5n))
  expect(reservedBalanceNamed(ctx, name(49), alice)).toBe(15n)
})
