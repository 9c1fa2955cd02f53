/** Remarks, raw storage, upgrades that cannot be, and the counters that keep accounts alive. */
import { beforeEach, describe, expect, test } from 'vitest'
import { Locks, TotalIssuance } from '../../../src/local-chain/pallets/balances/storage.ts'
import {
  canDecProvider,
  decConsumers,
  decProviders,
  incConsumers,
  incConsumersWithoutLimit,
  incProviders,
} from '../../../src/local-chain/pallets/system/accounts.ts'
import * as calls from '../../../src/local-chain/pallets/system/calls.ts'
import { AuthorizedUpgrade, SystemAccount, SystemDigest } from '../../../src/local-chain/pallets/system/storage.ts'
import type { RuntimeCall } from '../../../src/local-chain/runtime/call.ts'
import { dispatch } from '../../../src/local-chain/runtime/dispatch.ts'
import { DispatchError } from '../../../src/local-chain/runtime/dispatch-error.ts'
import { NO_ORIGIN, OTHER_ORIGIN, ROOT_ORIGIN, signedBy } from '../../../src/local-chain/runtime/origin.ts'
import { encode } from '../../../src/local-chain/scale/codec.ts'
import { u64 } from '../../../src/local-chain/scale/primitives.ts'
import { rawPrefix } from '../../../src/local-chain/state/cells.ts'
import { toHex, utf8 } from '../../../src/primitives/bytes.ts'
import { blake2_256 } from '../../../src/primitives/crypto/blake2.ts'
import { alice, anAccount } from '../support/accounts.ts'
import { TestChain } from '../support/chain.ts'

let chain: TestChain

beforeEach(() => {
  chain = new TestChain()
  chain.begin()
})

const root = (call: RuntimeCall) => chain.dispatch(ROOT_ORIGIN, call)
const raw = (key: Uint8Array) => chain.runtime.raw.get(chain.ctx.state, key)

test.each([
  ['set_heap_pages', calls.setHeapPages.make({ pages: 1n })],
  ['set_code', calls.setCode.make({ code: Uint8Array.of(1) })],
  ['set_code_without_checks', calls.setCodeWithoutChecks.make({ code: Uint8Array.of(1) })],
  ['set_storage', calls.setStorage.make({ items: [[utf8(':x'), utf8('x')]] })],
  ['kill_storage', calls.killStorage.make({ keys: [utf8(':x')] })],
  ['kill_prefix', calls.killPrefix.make({ prefix: utf8(':'), subkeys: 1 })],
  ['authorize_upgrade', calls.authorizeUpgrade.make({ code_hash: `0x${'00'.repeat(32)}` })],
  ['authorize_upgrade_without_checks', calls.authorizeUpgradeWithoutChecks.make({ code_hash: `0x${'00'.repeat(32)}` })],
])('%s is for root', (_name, call) => {
  const mark = chain.ctx.state.mark()
  for (const origin of [signedBy(alice), NO_ORIGIN, OTHER_ORIGIN]) {
    expect(chain.dispatch(origin, call)).toBe('BadOrigin')
  }
  expect(chain.ctx.state.changesSince(mark)).toEqual([])
})

describe('remarks', () => {
  test('come from anybody', () => {
    const remark = calls.remark.make({ remark: utf8('hello') })
    for (const origin of [signedBy(alice), ROOT_ORIGIN, NO_ORIGIN]) expect(chain.dispatch(origin, remark)).toBe('ok')
  })

  test('with an event come from a signer', () => {
    const remark = calls.remarkWithEvent.make({ remark: utf8('hello') })
    expect(root(remark)).toBe('BadOrigin')
    expect(chain.dispatch(signedBy(alice), remark)).toBe('ok')
    expect(chain.events().at(-1)).toEqual([
      'System.Remarked',
      { sender: alice, hash: toHex(blake2_256(utf8('hello'))) },
    ])
  })
})

describe('raw storage', () => {
  const set = (...items: [Uint8Array, Uint8Array][]) => root(calls.setStorage.make({ items }))

  test('writes what its item can hold', () => {
    expect(set([TotalIssuance.prefix(), encode(u64, 77n)])).toBe('ok')
    expect(TotalIssuance.get(chain.ctx)).toBe(77n)
    expect(root(calls.killStorage.make({ keys: [TotalIssuance.prefix()] }))).toBe('ok')
    expect(TotalIssuance.exists(chain.ctx)).toBe(false)
  })

  test('refuses what would leave the state unreadable, with all that came before', () => {
    const mark = chain.ctx.state.mark()
    expect(set([utf8(':x'), utf8('x')], [TotalIssuance.prefix(), utf8('short')])).toBe('Corruption')
    expect(set([utf8(':x'), utf8('x')], [Uint8Array.of(...TotalIssuance.prefix(), 1), encode(u64, 1n)])).toBe(
      'Corruption',
    )
    expect(chain.ctx.state.changesSince(mark)).toEqual([])
  })

  test('keeps keys of no item', () => {
    expect(set([utf8(':x'), utf8('one')], [utf8(':y'), utf8('two')])).toBe('ok')
    expect(raw(utf8(':x'))).toEqual(Uint8Array.from(utf8('one')))
    expect(root(calls.killPrefix.make({ prefix: utf8(':x'), subkeys: 0 }))).toBe('ok')
    expect([raw(utf8(':x')), raw(utf8(':y'))]).toEqual([undefined, Uint8Array.from(utf8('two'))])
  })

  test('clears a prefix up to a limit of keys that were there before the block', () => {
    for (const n of [1, 2, 3]) Locks.put(chain.ctx, anAccount(n), [])
    chain.end()
    chain.begin()
    const keys = [1, 2, 3].map(n => toHex(rawPrefix(Locks, [anAccount(n)]))).sort()
    expect(root(calls.killPrefix.make({ prefix: Locks.prefix(), subkeys: 2 }))).toBe('ok')
    expect(Locks.entries(chain.ctx).map(({ keys: [who] }) => toHex(rawPrefix(Locks, [who])))).toEqual([keys[2]])
  })

  test('passes over keys of child tries, and over prefixes that hold them', () => {
    const mark = chain.ctx.state.mark()
    expect(set([utf8(':child_storage:x'), utf8('x')])).toBe('ok')
    expect(root(calls.killStorage.make({ keys: [utf8(':child_storage:default:')] }))).toBe('ok')
    for (const prefix of ['', ':', ':child', ':child_storage:default']) {
      expect(root(calls.killPrefix.make({ prefix: utf8(prefix), subkeys: 1000 }))).toBe('ok')
    }
    expect(chain.ctx.state.changesSince(mark)).toEqual([])
  })

  test('heap pages are one such key, and stand in the digest', () => {
    expect(root(calls.setHeapPages.make({ pages: 64n }))).toBe('ok')
    expect(raw(utf8(':heappages'))).toEqual(encode(u64, 64n))
    expect(SystemDigest.get(chain.ctx).logs.at(-1)).toEqual({ type: 'RuntimeEnvironmentUpdated' })
  })
})

describe('code', () => {
  const code = Uint8Array.of(0, 97, 115, 109)
  const codeHash = toHex(blake2_256(code))
  const UNREADABLE = 'System.FailedToExtractRuntimeVersion'

  test('is never replaced', () => {
    expect(root(calls.setCode.make({ code }))).toBe(UNREADABLE)
    expect(root(calls.setCodeWithoutChecks.make({ code }))).toBe(UNREADABLE)
    expect(root(calls.setStorage.make({ items: [[utf8(':code'), code]] }))).toBe(UNREADABLE)
    expect(root(calls.killStorage.make({ keys: [utf8(':code')] }))).toBe(UNREADABLE)
  })

  test('that was authorised is rejected by an event, free of charge', () => {
    const apply = calls.applyAuthorizedUpgrade.make({ code })
    expect(chain.dispatch(signedBy(alice), apply)).toBe('System.NothingAuthorized')
    expect(root(calls.authorizeUpgrade.make({ code_hash: codeHash }))).toBe('ok')
    expect(chain.events().at(-1)).toEqual(['System.UpgradeAuthorized', { code_hash: codeHash, check_version: true }])
    const other = calls.applyAuthorizedUpgrade.make({ code: utf8('other') })
    expect(chain.dispatch(signedBy(alice), other)).toBe('System.Unauthorized')
    expect(dispatch(chain.ctx, signedBy(alice), apply)).toEqual({ error: undefined, post: { pays: 'No' } })
    expect(chain.events().at(-1)).toEqual([
      'System.RejectedInvalidAuthorizedUpgrade',
      { code_hash: codeHash, error: { type: 'Module', value: { index: 0, error: '0x02000000' } } },
    ])
    expect(AuthorizedUpgrade.exists(chain.ctx)).toBe(false)
  })

  test('that was authorised without checks is refused, and stays authorised', () => {
    expect(root(calls.authorizeUpgradeWithoutChecks.make({ code_hash: codeHash }))).toBe('ok')
    expect(chain.dispatch(signedBy(alice), calls.applyAuthorizedUpgrade.make({ code }))).toBe(UNREADABLE)
    expect(AuthorizedUpgrade.get(chain.ctx)).toEqual({ code_hash: codeHash, check_version: false })
  })
})

describe('reference counters', () => {
  const who = anAccount(9)
  const label = (run: () => void): string => {
    try {
      run()
    } catch (error) {
      if (error instanceof DispatchError) return error.label
      throw error
    }
    return 'ok'
  }
  const counts = () => {
    const { providers, consumers } = SystemAccount.get(chain.ctx, who)
    return [providers, consumers]
  }

  test('an account lives as long as it has a provider', () => {
    incProviders(chain.ctx, who)
    incProviders(chain.ctx, who)
    decProviders(chain.ctx, who)
    expect([SystemAccount.has(chain.ctx, who), counts()]).toEqual([true, [1, 0]])
    decProviders(chain.ctx, who)
    expect(SystemAccount.has(chain.ctx, who)).toBe(false)
    expect(chain.events().slice(-2)).toEqual([
      ['System.NewAccount', { account: who }],
      ['System.KilledAccount', { account: who }],
    ])
    expect(label(() => decProviders(chain.ctx, who))).toBe('ok')
  })

  test('a consumer holds the last provider', () => {
    expect(label(() => incConsumers(chain.ctx, who))).toBe('NoProviders')
    incProviders(chain.ctx, who)
    incConsumers(chain.ctx, who)
    expect(canDecProvider(chain.ctx, who)).toBe(false)
    expect(label(() => decProviders(chain.ctx, who))).toBe('ConsumerRemaining')
    incProviders(chain.ctx, who)
    expect(canDecProvider(chain.ctx, who)).toBe(true)
    decProviders(chain.ctx, who)
    decConsumers(chain.ctx, who)
    decConsumers(chain.ctx, who)
    expect(counts()).toEqual([1, 0])
  })

  test('there are sixteen consumers at most, but for those who need not count', () => {
    incProviders(chain.ctx, who)
    for (let i = 0; i < 16; i++) incConsumers(chain.ctx, who)
    expect(label(() => incConsumers(chain.ctx, who))).toBe('TooManyConsumers')
    incConsumersWithoutLimit(chain.ctx, who)
    expect(counts()).toEqual([1, 17])
  })

  test('who supports themselves lives on without a provider', () => {
    SystemAccount.put(chain.ctx, who, { ...SystemAccount.get(chain.ctx, who), sufficients: 1, providers: 1 })
    decProviders(chain.ctx, who)
    expect(counts()).toEqual([0, 0])
    expect(SystemAccount.has(chain.ctx, who)).toBe(true)
  })
})

test('the nonce of an account is told', () => {
  const method = chain.runtime.apiMethod('AccountNonceApi_account_nonce')!
  const nonce = () => method.run(chain.ctx, { account: alice } as never)
  expect(nonce()).toBe(0)
  chain.apply(chain.sign('Alice', calls.remark.make({ remark: utf8('x') })))
  expect(nonce()).toBe(1)
  expect(method.run(chain.ctx, { account: anAccount(5) } as never)).toBe(0)
})
