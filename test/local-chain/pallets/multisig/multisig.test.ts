/** Accounts for which several act together. */
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { transferKeepAlive } from '../../../../src/local-chain/pallets/balances/calls.ts'
import { multisigCalls } from '../../../../src/local-chain/pallets/multisig/calls.ts'
import { multisig as multisigPallet } from '../../../../src/local-chain/pallets/multisig/pallet.ts'
import { multiAccountId } from '../../../../src/local-chain/pallets/multisig/signatories.ts'
import { Multisigs } from '../../../../src/local-chain/pallets/multisig/storage.ts'
import type { Timepoint } from '../../../../src/local-chain/pallets/multisig/types.ts'
import { hashOf } from '../../../../src/local-chain/pallets/proxy/proxy-calls.ts'
import { SystemAccount } from '../../../../src/local-chain/pallets/system/storage.ts'
import type { RuntimeCall } from '../../../../src/local-chain/runtime/call.ts'
import { dispatch, dispatchInfo } from '../../../../src/local-chain/runtime/dispatch.ts'
import { addressId } from '../../../../src/local-chain/runtime/lookup.ts'
import { signedBy } from '../../../../src/local-chain/runtime/origin.ts'
import type { Weight } from '../../../../src/local-chain/runtime/weight.ts'
import { type AccountId, byBytes } from '../../../../src/primitives/account.ts'
import { type Tao, tao, U64_MAX } from '../../../../src/primitives/amounts.ts'
import { anAccount } from '../../support/accounts.ts'
import { TestChain } from '../../support/chain.ts'
import { baseProfile } from '../../support/profile.ts'

fc.configureGlobal({ seed: 425 })

const TAO = 1_000_000_000n
const MAX_WEIGHT: Weight = { ref_time: U64_MAX, proof_size: U64_MAX }
const [ann, ben, cas, outsider] = [1, 2, 3, 4].map(anAccount) as [AccountId, AccountId, AccountId, AccountId]
const everybody = [ann, ben, cas].sort(byBytes)
const payee = anAccount(9)
const shared = (threshold: number) => multiAccountId(everybody, threshold)

const named = (name: string, args: object): RuntimeCall => ({
  call: multisigCalls.find(call => call.name === name)!,
  args: { ...args },
})

let chain: TestChain
beforeEach(() => {
  chain = chainWith(5)
})

function chainWith(people: number): TestChain {
  const balances = [
    ...Array.from({ length: people }, (_, i) => [anAccount(i), tao(100n * TAO)] as const),
    ...[1, 2, 3].map(threshold => [shared(threshold), tao(50n * TAO)] as const),
  ] as (readonly [AccountId, Tao])[]
  const made = new TestChain({ profile: baseProfile({ more: [[13, multisigPallet]] }), balances })
  made.begin()
  return made
}

const reserved = (who: AccountId) => SystemAccount.get(chain.ctx, who).data.reserved
const free = (who: AccountId) => SystemAccount.get(chain.ctx, who).data.free
const others = (who: AccountId) => everybody.filter(each => each !== who)
const pay = transferKeepAlive.make({ dest: addressId(payee), value: tao(TAO) })
const now = (): Timepoint => ({ height: chain.ctx.block, index: chain.ctx.extrinsicIndex })

interface Say {
  readonly threshold?: number
  readonly at?: Timepoint | undefined
  readonly call?: RuntimeCall
  readonly maxWeight?: Weight
}

const asMulti = (who: AccountId, { threshold = 2, at, call = pay, maxWeight = MAX_WEIGHT }: Say = {}) =>
  named('as_multi', { threshold, other_signatories: others(who), maybe_timepoint: at, call, max_weight: maxWeight })

const approve = (who: AccountId, { threshold = 2, at, call = pay }: Say = {}) =>
  named('approve_as_multi', {
    threshold,
    other_signatories: others(who),
    maybe_timepoint: at,
    call_hash: hashOf(chain.ctx, call),
    max_weight: MAX_WEIGHT,
  })

const say = (who: AccountId, call: RuntimeCall) => chain.dispatch(signedBy(who), call)

describe('two of three', () => {
  test('have a call made, and the first one gets the deposit back', () => {
    expect(say(ann, approve(ann))).toBe('ok')
    expect(reserved(ann)).toBe(132_000_000n + 2n * 32_000_000n)
    const at = now()
    expect(say(ben, asMulti(ben, { at }))).toBe('ok')
    expect([free(payee), free(shared(2)), reserved(ann)]).toEqual([TAO, 49n * TAO, 0n])
    expect(Multisigs.entries(chain.ctx)).toEqual([])
    expect(chain.events().at(-1)).toEqual([
      'Multisig.MultisigExecuted',
      { approving: ben, timepoint: at, multisig: shared(2), call_hash: hashOf(chain.ctx, pay), result: undefined },
    ])
  })

  test('must agree on when it began', () => {
    expect(say(ann, asMulti(ann, { at: now() }))).toBe('Multisig.UnexpectedTimepoint')
    expect(say(ann, asMulti(ann))).toBe('ok')
    expect(say(ben, asMulti(ben))).toBe('Multisig.NoTimepoint')
    expect(say(ben, asMulti(ben, { at: { ...now(), index: 99 } }))).toBe('Multisig.WrongTimepoint')
    expect(say(ann, asMulti(ann, { at: now() }))).toBe('Multisig.AlreadyApproved')
  })

  test('must be given enough weight', () => {
    expect(say(ann, asMulti(ann))).toBe('ok')
    const { weight } = dispatchInfo(chain.ctx, pay)
    const less = { ...weight, ref_time: weight.ref_time - 1n }
    expect(say(ben, asMulti(ben, { at: now(), maxWeight: less }))).toBe('Multisig.MaxWeightTooLow')
    expect(say(ben, asMulti(ben, { at: now(), maxWeight: weight }))).toBe('ok')
  })

  test('may call it off: the first one alone', () => {
    expect(say(ann, asMulti(ann))).toBe('ok')
    const cancel = (who: AccountId) =>
      named('cancel_as_multi', {
        threshold: 2,
        other_signatories: others(who),
        timepoint: now(),
        call_hash: hashOf(chain.ctx, pay),
      })
    expect(say(ben, cancel(ben))).toBe('Multisig.NotOwner')
    expect(say(ann, cancel(ann))).toBe('ok')
    expect(say(ann, cancel(ann))).toBe('Multisig.NotFound')
    expect(reserved(ann)).toBe(0n)
  })

  test('have the deposit adjusted, free of charge where it changes', () => {
    expect(say(ann, asMulti(ann))).toBe('ok')
    const poke = named('poke_deposit', {
      threshold: 2,
      other_signatories: others(ann),
      call_hash: hashOf(chain.ctx, pay),
    })
    expect(dispatch(chain.ctx, signedBy(ann), poke).post).toEqual({ pays: 'Yes' })
    const [{ keys, value }] = Multisigs.entries(chain.ctx) as [ReturnType<typeof Multisigs.entries>[number]]
    Multisigs.put(chain.ctx, ...keys, { ...value, deposit: tao(1n) })
    expect(dispatch(chain.ctx, signedBy(ann), poke).post).toEqual({ pays: 'No' })
    expect(Multisigs.get(chain.ctx, ...keys)?.deposit).toBe(196_000_000n)
  })
})

describe('the signatories', () => {
  const call = (threshold: number, list: readonly AccountId[]) =>
    named('as_multi', {
      threshold,
      other_signatories: list,
      maybe_timepoint: undefined,
      call: pay,
      max_weight: MAX_WEIGHT,
    })

  test.each([
    ['MinimumThreshold', 1, [ben]],
    ['TooFewSignatories', 2, []],
    ['TooManySignatories', 2, Array.from({ length: 100 }, (_, i) => anAccount(100 + i))],
    ['SignatoriesOutOfOrder', 2, [cas, ben].sort((a, b) => byBytes(b, a))],
    ['SenderInSignatories', 2, [ann, cas].sort(byBytes)],
  ] as const)('%s', (reason, threshold, list) => {
    expect(say(ann, call(threshold, list))).toBe(`Multisig.${reason}`)
  })

  test('make another account with each threshold and each member', () => {
    const ids = [1, 2, 3].map(threshold => shared(threshold))
    expect(new Set([...ids, multiAccountId([ann, ben].sort(byBytes), 2)]).size).toBe(4)
  })
})

describe('one of several', () => {
  const alone = (call: RuntimeCall) => named('as_multi_threshold_1', { other_signatories: others(ann), call })

  test('acts at once, and what refuses the call refuses all', () => {
    expect(say(ann, alone(pay))).toBe('ok')
    expect(free(payee)).toBe(TAO)
    const tooMuch = transferKeepAlive.make({ dest: addressId(payee), value: tao(10n ** 18n) })
    expect(say(ann, alone(tooMuch))).toBe('Arithmetic.Underflow')
    expect(say(outsider, alone(pay))).not.toBe('ok')
  })
})

/** Goal: whoever approves in whatever order and however often, the call is made once, by the approval that completes it. */
test('the call is made once, when as many have approved as must', () => {
  const voice = fc.record({ who: fc.constantFrom(...everybody), withCall: fc.boolean() })
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 3 }), fc.array(voice, { maxLength: 12 }), (threshold, voices) => {
      chain = chainWith(5)
      const issued = [...everybody, shared(threshold), payee]
      const total = () => issued.reduce((sum, who) => sum + free(who) + reserved(who), 0n)
      const before = total()
      let began: Timepoint | undefined
      let approved = new Set<AccountId>()
      let calls = 0n
      for (const { who, withCall } of voices) {
        const known = approved.has(who)
        const result = say(who, (withCall ? asMulti : approve)(who, { threshold, at: began }))
        if (!known) approved.add(who)
        const isLast = withCall && approved.size >= threshold && began !== undefined
        expect(result).toBe(isLast || (!known && approved.size <= threshold) ? 'ok' : 'Multisig.AlreadyApproved')
        if (result === 'ok' && began === undefined) began = now()
        if (isLast) {
          calls++
          approved = new Set()
          began = undefined
        }
      }
      expect(free(payee)).toBe(calls * TAO)
      expect(total()).toBe(before)
      const waiting = Multisigs.entries(chain.ctx)
      const deposits = waiting.reduce((sum, { value }) => sum + value.deposit, 0n)
      expect(everybody.reduce((sum, who) => sum + reserved(who), 0n)).toBe(deposits)
      expect(waiting.length).toBe(began === undefined ? 0 : 1)
    }),
    { numRuns: 60 },
  )
})
