/** Whatever people do with a crowdloan, its account holds what the books say that they gave. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TotalIssuance } from '../../../../src/local-chain/pallets/balances/storage.ts'
import { contribute, create, withdraw } from '../../../../src/local-chain/pallets/crowdloan/contributing.ts'
import { fundsAccount } from '../../../../src/local-chain/pallets/crowdloan/crowdloans.ts'
import { dissolve, finalize, refund } from '../../../../src/local-chain/pallets/crowdloan/ending.ts'
import { crowdloan as crowdloanPallet } from '../../../../src/local-chain/pallets/crowdloan/pallet.ts'
import { Contributions, Crowdloans } from '../../../../src/local-chain/pallets/crowdloan/storage.ts'
import { setMaxContribution, updateCap } from '../../../../src/local-chain/pallets/crowdloan/terms.ts'
import { preimage } from '../../../../src/local-chain/pallets/preimage/pallet.ts'
import { SystemAccount } from '../../../../src/local-chain/pallets/system/storage.ts'
import type { RuntimeCall } from '../../../../src/local-chain/runtime/call.ts'
import { signedBy } from '../../../../src/local-chain/runtime/origin.ts'
import { tao } from '../../../../src/primitives/amounts.ts'
import { anAccount } from '../../support/accounts.ts'
import { TestChain } from '../../support/chain.ts'
import { baseProfile } from '../../support/profile.ts'

fc.configureGlobal({ seed: 425 })

const TAO = 1_000_000_000n
const PEOPLE = 4
const person = fc.nat(PEOPLE - 1).map(anAccount)
const amount = fc.bigInt({ min: TAO / 10n, max: 40n * TAO }).map(tao)
const id = { crowdloan_id: 0 }
const step = fc.tuple(fc.nat(11), person, amount).map(([kind, who, amount]) => {
  const rare: readonly RuntimeCall[] = [
    withdraw.make(id),
    withdraw.make(id),
    refund.make(id),
    finalize.make(id),
    dissolve.make(id),
    updateCap.make({ ...id, new_cap: amount }),
    setMaxContribution.make({ ...id, new_max_contribution: amount }),
  ]
  return { who, call: rare[kind] ?? contribute.make({ ...id, amount }) }
})

test('its account holds what was given, until it is over', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), steps => {
      const balances = Array.from({ length: PEOPLE }, (_, i) => [anAccount(i), tao(100n * TAO)] as const)
      const more = [
        [14, preimage],
        [27, crowdloanPallet],
      ] as const
      const chain = new TestChain({ profile: baseProfile({ more }), balances })
      chain.begin()
      const { ctx } = chain
      const issuance = TotalIssuance.get(ctx)
      const begin = create.make({
        deposit: tao(10n * TAO),
        min_contribution: tao(TAO / 10n),
        cap: tao(50n * TAO),
        end: ctx.block + 60_000n,
        call: undefined,
        target_address: anAccount(9),
      })
      expect(chain.dispatch(signedBy(anAccount(0)), begin)).toBe('ok')
      for (const { who, call } of steps) {
        chain.dispatch(signedBy(who), call)
        const funds = SystemAccount.get(ctx, fundsAccount(ctx, 0)).data.free
        const loan = Crowdloans.get(ctx, 0)
        const given = Contributions.entries(ctx, 0)
        const sum = given.reduce((total, { value }) => total + value, 0n)
        if (loan === undefined) expect([funds, sum]).toEqual([0n, 0n])
        else {
          expect([loan.raised, loan.contributors_count]).toEqual([sum, given.length])
          expect(funds).toBe(loan.finalized ? 0n : sum)
        }
        const held = SystemAccount.entries(ctx).reduce((total, { value }) => total + value.data.free, 0n)
        expect([held, TotalIssuance.get(ctx)]).toEqual([issuance, issuance])
      }
    }),
    { numRuns: 50 },
  )
})
