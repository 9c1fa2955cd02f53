/** What holds of proxies whatever is done: what is reserved is what stands in the books, and nothing is lost. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TotalIssuance } from '../../../../src/local-chain/pallets/balances/storage.ts'
import {
  addProxy,
  createPure,
  removeProxies,
  removeProxy,
} from '../../../../src/local-chain/pallets/proxy/delegate-calls.ts'
import { proxy as proxyPallet } from '../../../../src/local-chain/pallets/proxy/pallet.ts'
import { pokeDeposit } from '../../../../src/local-chain/pallets/proxy/poke-deposit.ts'
import { announce, proxy, removeAnnouncement } from '../../../../src/local-chain/pallets/proxy/proxy-calls.ts'
import { Announcements, Proxies } from '../../../../src/local-chain/pallets/proxy/storage.ts'
import { SystemAccount } from '../../../../src/local-chain/pallets/system/storage.ts'
import type { RuntimeCall } from '../../../../src/local-chain/runtime/call.ts'
import { addressId } from '../../../../src/local-chain/runtime/lookup.ts'
import { signedBy } from '../../../../src/local-chain/runtime/origin.ts'
import { tao } from '../../../../src/primitives/amounts.ts'
import { anAccount } from '../../support/accounts.ts'
import { TestChain } from '../../support/chain.ts'
import { baseProfile } from '../../support/profile.ts'

fc.configureGlobal({ seed: 425 })

const PEOPLE = 4
const person = fc.nat(PEOPLE - 1).map(anAccount)
const type = fc.constantFrom('Any' as const, 'NonTransfer' as const, 'Staking' as const)
const delay = fc.constantFrom(0n, 1n)
const call_hash = fc.constantFrom(`0x${'11'.repeat(32)}` as const, `0x${'22'.repeat(32)}` as const)

const own = fc
  .tuple(fc.nat(6), person, type, delay, call_hash)
  .map(([kind, who, proxy_type, delay, hash]): RuntimeCall => {
    const delegate = addressId(who)
    const calls = [
      addProxy.make({ delegate, proxy_type, delay }),
      addProxy.make({ delegate, proxy_type, delay }),
      removeProxy.make({ delegate, proxy_type, delay }),
      createPure.make({ proxy_type, delay, index: Number(delay) }),
      announce.make({ real: delegate, call_hash: hash }),
      removeAnnouncement.make({ real: delegate, call_hash: hash }),
      [removeProxies, pokeDeposit][Number(delay)]!.make({}),
    ]
    return calls[kind]!
  })

/** By oneself, or for somebody else. */
const step = fc.tuple(person, fc.option(person, { nil: undefined }), own).map(([who, real, call]) => ({
  who,
  call: real === undefined ? call : proxy.make({ real: addressId(real), force_proxy_type: undefined, call }),
}))

test('every deposit is reserved with the one who pays for it, and no TAO comes or goes', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), steps => {
      const people = Array.from({ length: PEOPLE }, (_, i) => anAccount(i))
      const chain = new TestChain({
        profile: baseProfile({ more: [[16, proxyPallet]] }),
        balances: people.map(who => [who, tao(300_000_000n)] as const),
      })
      chain.begin()
      const { ctx } = chain
      const issuance = TotalIssuance.get(ctx)
      for (const { who, call } of steps) chain.dispatch(signedBy(who), call)
      const sum = (amounts: Iterable<bigint>) => [...amounts].reduce((total, amount) => total + amount, 0n)
      const booked = [...Proxies.entries(ctx), ...Announcements.entries(ctx)].map(({ value }) => value[1])
      const accounts = SystemAccount.entries(ctx).map(({ value }) => value.data)
      expect(sum(accounts.map(({ reserved }) => reserved))).toBe(sum(booked))
      expect(sum(accounts.map(({ free, reserved }) => free + reserved))).toBe(issuance)
      expect(TotalIssuance.get(ctx)).toBe(issuance)
      for (const { value } of Proxies.entries(ctx)) expect(value[0].length).toBeGreaterThan(0)
    }),
    { numRuns: 60 },
  )
})
