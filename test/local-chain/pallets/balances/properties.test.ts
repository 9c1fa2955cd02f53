/** What holds of balances whatever is done to them. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as fungible from '../../../../src/local-chain/pallets/balances/fungible.ts'
import { hold, release } from '../../../../src/local-chain/pallets/balances/holds.ts'
import {
  deposit,
  dropCredit,
  dropDebt,
  issue,
  mergeCredits,
  NO_CREDIT,
  NO_DEBT,
  resolve,
  splitCredit,
  withdraw,
} from '../../../../src/local-chain/pallets/balances/imbalances.ts'
import { repatriateReserved, reserve, unreserve } from '../../../../src/local-chain/pallets/balances/reserves.ts'
import { ExistentialDeposit, TotalIssuance } from '../../../../src/local-chain/pallets/balances/storage.ts'
import type { Credit, Debt, HoldReason } from '../../../../src/local-chain/pallets/balances/types.ts'
import { SystemAccount } from '../../../../src/local-chain/pallets/system/storage.ts'
import { DispatchError } from '../../../../src/local-chain/runtime/dispatch-error.ts'
import type { AccountId } from '../../../../src/primitives/account.ts'
import { tao } from '../../../../src/primitives/amounts.ts'
import { anAccount } from '../../support/accounts.ts'
import { TestChain } from '../../support/chain.ts'

fc.configureGlobal({ seed: 425 })

const REASON: HoldReason = { type: 'Preimage', value: 'Preimage' }

const account = fc.nat(4).map(anAccount)
const amount = fc.oneof(
  fc.constantFrom(0n, 1n, 499n, 500n, 501n, 1000n),
  fc.bigInt({ min: 0n, max: 10_000n }),
  fc.constant(2n ** 64n - 1n),
)
const preservation = fc.constantFrom('Expendable' as const, 'Protect' as const, 'Preserve' as const)
const precision = fc.constantFrom('Exact' as const, 'BestEffort' as const)
const fortitude = fc.constantFrom('Polite' as const, 'Force' as const)

/** Funds on their way between accounts. */
class Purse {
  credit: Credit = NO_CREDIT
  debt: Debt = NO_DEBT
}

type Action = (chain: TestChain, purse: Purse) => void

const action = fc
  .tuple(fc.nat(13), account, account, amount, preservation, precision, fortitude)
  .map(([kind, a, b, raw, p, q, f]): Action => {
    const v = tao(raw)
    const some: Action[] = [
      ({ ctx }) => fungible.transfer(ctx, a, b, v, p),
      ({ ctx }) => fungible.mintInto(ctx, a, v),
      ({ ctx }) => fungible.burnFrom(ctx, a, v, p, q, f),
      ({ ctx }) => fungible.setBalance(ctx, a, v),
      ({ ctx }) => reserve(ctx, a, v),
      ({ ctx }) => unreserve(ctx, a, v),
      ({ ctx }) => repatriateReserved(ctx, a, b, v, p === 'Protect' ? 'Free' : 'Reserved'),
      ({ ctx }) => hold(ctx, REASON, a, v),
      ({ ctx }) => release(ctx, REASON, a, v, q),
      ({ ctx }, purse) => {
        purse.credit = mergeCredits(purse.credit, withdraw(ctx, a, v, q, p, f))
      },
      ({ ctx }, purse) => {
        purse.credit = mergeCredits(purse.credit, issue(ctx, tao(raw % 5000n)))
      },
      ({ ctx }, purse) => {
        const [part, rest] = splitCredit(purse.credit, v)
        purse.credit = mergeCredits(resolve(ctx, a, part), rest)
      },
      ({ ctx }, purse) => {
        purse.debt = { debt: tao(purse.debt.debt + deposit(ctx, a, tao(raw % 5000n), q).debt) }
      },
      ({ ctx }, purse) => {
        dropCredit(ctx, purse.credit)
        dropDebt(ctx, purse.debt)
        purse.credit = NO_CREDIT
        purse.debt = NO_DEBT
      },
    ]
    return some[kind]!
  })

const newChain = () => {
  const chain = new TestChain({
    balances: [
      [anAccount(0), tao(100_000n)],
      [anAccount(1), tao(700n)],
      [anAccount(2), tao(500n)],
    ],
  })
  chain.begin()
  return chain
}

const accounts = (chain: TestChain) =>
  SystemAccount.entries(chain.ctx).map(({ keys: [who], value }) => ({ who, ...value }))

/** All there is in accounts and on the way is the issuance. */
function checkConservation(chain: TestChain, { credit, debt }: Purse): void {
  const held = accounts(chain).reduce((sum, { data }) => sum + data.free + data.reserved, 0n)
  expect(TotalIssuance.get(chain.ctx)).toBe(held + credit.credit - debt.debt)
}

/** Every account holds the existential deposit, or is kept by its reserve; who has a reserve has a consumer. */
function checkAccounts(chain: TestChain): void {
  for (const { who, data, providers, consumers } of accounts(chain)) {
    const provides = data.free >= ExistentialDeposit.of(chain.ctx)
    expect([who, provides || data.free === 0n || data.reserved > 0n]).toEqual([who, true])
    expect([who, providers]).toEqual([who, provides ? 1 : 0])
    expect([who, consumers]).toEqual([who, data.reserved > 0n ? 1 : 0])
  }
}

function attempt(chain: TestChain, run: () => void): boolean {
  try {
    chain.ctx.layer(run)
    return true
  } catch (error) {
    if (error instanceof DispatchError) return false
    throw error
  }
}

test('the issuance is what accounts hold and what is on its way', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 30 }), actions => {
      const chain = newChain()
      const purse = new Purse()
      for (const act of actions) {
        attempt(chain, () => act(chain, purse))
        checkConservation(chain, purse)
        checkAccounts(chain)
      }
    }),
    { numRuns: 60 },
  )
})

test('a refused operation leaves the state and the events as they were', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 30 }), actions => {
      const chain = newChain()
      const purse = new Purse()
      for (const act of actions) {
        const mark = chain.ctx.state.mark()
        const events = chain.ctx.events.length
        if (attempt(chain, () => act(chain, purse))) continue
        expect(chain.ctx.state.changesSince(mark)).toEqual([])
        expect(chain.ctx.events).toHaveLength(events)
      }
    }),
    { numRuns: 60 },
  )
})

test('a transfer moves exactly its amount, and dust alone leaves the issuance', () => {
  fc.assert(
    fc.property(account, account, amount, preservation, (from, to, raw, p) => {
      const chain = newChain()
      const balanceOf = (who: AccountId) => SystemAccount.get(chain.ctx, who).data.free as bigint
      const [a, b, total] = [balanceOf(from), balanceOf(to), TotalIssuance.get(chain.ctx) as bigint]
      if (!attempt(chain, () => fungible.transfer(chain.ctx, from, to, tao(raw), p))) return
      if (from === to) {
        expect(balanceOf(from)).toBe(a)
        return
      }
      const rest = a - raw
      const dust = rest > 0n && rest < 500n ? rest : 0n
      expect([balanceOf(from), balanceOf(to), TotalIssuance.get(chain.ctx)]).toEqual([
        rest - dust,
        b + raw,
        total - dust,
      ])
      if (p === 'Preserve' && raw > 0n) expect(rest).toBeGreaterThanOrEqual(500n)
    }),
    { numRuns: 300 },
  )
})
