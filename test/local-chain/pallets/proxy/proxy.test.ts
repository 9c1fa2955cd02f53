/** Accounts that let others act for them: who may, in what, when, and what it costs. */
import { beforeEach, describe, expect, test } from 'vitest'
import { transferKeepAlive } from '../../../../src/local-chain/pallets/balances/calls.ts'
import {
  addProxy,
  createPure,
  killPure,
  removeProxies,
  removeProxy,
  setRealPaysFee,
} from '../../../../src/local-chain/pallets/proxy/delegate-calls.ts'
import { pokeDeposit } from '../../../../src/local-chain/pallets/proxy/poke-deposit.ts'
import {
  announce,
  hashOf,
  proxy,
  proxyAnnounced,
  rejectAnnouncement,
  removeAnnouncement,
} from '../../../../src/local-chain/pallets/proxy/proxy-calls.ts'
import {
  Announcements,
  LastCallResult,
  Proxies,
  RealPaysFee,
} from '../../../../src/local-chain/pallets/proxy/storage.ts'
import type { ProxyType } from '../../../../src/local-chain/pallets/proxy/types.ts'
import { ColdkeySwapAnnouncements } from '../../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import { remark } from '../../../../src/local-chain/pallets/system/calls.ts'
import { SystemAccount } from '../../../../src/local-chain/pallets/system/storage.ts'
import { batch } from '../../../../src/local-chain/pallets/utility/batches.ts'
import type { RuntimeCall } from '../../../../src/local-chain/runtime/call.ts'
import { dispatch, dispatchInfo } from '../../../../src/local-chain/runtime/dispatch.ts'
import { addressId } from '../../../../src/local-chain/runtime/lookup.ts'
import { ROOT_ORIGIN, signedBy } from '../../../../src/local-chain/runtime/origin.ts'
import type { AccountId } from '../../../../src/primitives/account.ts'
import { tao } from '../../../../src/primitives/amounts.ts'
import { coldkeyOf, SubnetWorld, TAO } from '../subtensor/subnets/world.ts'

const [real, delegate, other] = [coldkeyOf(1), coldkeyOf(2), coldkeyOf(3)]
const BASE = 60_000_000n
const FACTOR = 33_000_000n
const FILTERED = { type: 'Module', value: { index: 0, error: '0x05000000' } }

let world: SubnetWorld
beforeEach(() => {
  world = new SubnetWorld()
  for (const who of [real, delegate, other]) world.fund(who)
})

const reserved = (who: AccountId) => SystemAccount.get(world.ctx, who).data.reserved
const add = (who: AccountId, proxy_type: ProxyType = 'Any', delay = 0n) =>
  addProxy.make({ delegate: addressId(who), proxy_type, delay })
const remove = (who: AccountId, proxy_type: ProxyType = 'Any', delay = 0n) =>
  removeProxy.make({ delegate: addressId(who), proxy_type, delay })
const act = (call: RuntimeCall, force_proxy_type?: ProxyType, of = real) =>
  proxy.make({ real: addressId(of), force_proxy_type, call })
const pay = (value = TAO, dest = other) => transferKeepAlive.make({ dest: addressId(dest), value: tao(value) })
const note = remark.make({ remark: new Uint8Array(0) })

/** What came of a call that was made for another. */
function outcomeOf(by: AccountId, call: RuntimeCall): unknown {
  const [name, data] = world.accepted(by, call).at(-1)!
  expect(name).toBe('Proxy.ProxyExecuted')
  return (data as { readonly result: unknown }).result
}

describe('the proxies of an account', () => {
  test('stand in order, each once, and are paid for', () => {
    world.accepted(real, add(other, 'Staking'))
    world.accepted(real, add(delegate, 'Transfer', 5n))
    world.accepted(real, add(delegate, 'Transfer', 2n))
    world.accepted(real, add(delegate, 'Any'))
    const [proxies, deposit] = Proxies.get(world.ctx, real)
    const order = world.ctx.runtime.profile.accountOrder
    const [first, last] = [delegate, other].sort(order)
    expect(proxies.map(({ delegate: who, proxy_type, delay }) => [who, proxy_type, delay])).toEqual(
      [
        [delegate, 'Any', 0n],
        [delegate, 'Transfer', 2n],
        [delegate, 'Transfer', 5n],
        [other, 'Staking', 0n],
      ].sort((a, b) => (a[0] === b[0] ? 0 : a[0] === first ? -1 : a[0] === last ? 1 : 0)),
    )
    expect([deposit, reserved(real)]).toEqual([BASE + 4n * FACTOR, BASE + 4n * FACTOR])
    world.refused(real, add(delegate, 'Transfer', 2n), 'Proxy.Duplicate')
    world.refused(real, add(real), 'Proxy.NoSelfProxy')
    world.refused(real, remove(delegate, 'Staking'), 'Proxy.NotFound')
    world.refused(other, remove(delegate), 'Proxy.NotFound')
  })

  test('give their deposit back', () => {
    world.accepted(real, add(delegate))
    world.accepted(real, add(other))
    world.accepted(real, setRealPaysFee.make({ delegate: addressId(other), pays_fee: true }))
    world.accepted(real, remove(delegate))
    expect(reserved(real)).toBe(BASE + FACTOR)
    world.accepted(real, removeProxies.make({}))
    expect([reserved(real), Proxies.has(world.ctx, real), RealPaysFee.has(world.ctx, real, other)]).toEqual([
      0n,
      false,
      false,
    ])
  })

  test('are twenty at most', () => {
    for (let i = 0n; i < 20n; i++) world.accepted(real, add(delegate, 'Any', i))
    world.refused(real, add(delegate, 'Any', 20n), 'Proxy.TooMany')
  })

  test('adjust to another price, once, free of charge', () => {
    world.accepted(real, add(delegate))
    const poke = () => dispatch(world.ctx, signedBy(real), pokeDeposit.make({})).post.pays
    expect([poke(), reserved(real)]).toEqual(['Yes', BASE + FACTOR])
    // As if it had been taken when proxies were cheaper.
    Proxies.mutate(world.ctx, real, ([proxies]) => [proxies, tao(BASE)])
    expect([poke(), reserved(real)]).toEqual(['No', BASE + 2n * FACTOR])
    expect(dispatch(world.ctx, signedBy(other), pokeDeposit.make({})).post.pays).toBe('Yes')
    expect(Proxies.has(world.ctx, other)).toBe(false)
  })
})

describe('acting for another', () => {
  test('is for proxies, for those that need not announce', () => {
    world.refused(delegate, act(pay()), 'Proxy.NotProxy')
    world.refused(ROOT_ORIGIN, act(pay()), 'BadOrigin')
    world.accepted(real, add(delegate, 'Staking'))
    world.refused(delegate, act(pay(), 'Any'), 'Proxy.NotProxy')
    world.accepted(real, add(other, 'Any', 1n))
    world.refused(other, act(pay()), 'Proxy.Unannounced')
  })

  test('is the other’s deed; a refusal is only reported', () => {
    world.accepted(real, add(delegate))
    const before = world.free(other)
    expect(outcomeOf(delegate, act(pay()))).toBeUndefined()
    expect(world.free(other) - before).toBe(TAO)
    expect(outcomeOf(delegate, act(pay(10n ** 18n)))).toEqual({ type: 'Arithmetic', value: 'Underflow' })
    expect(LastCallResult.get(world.ctx, real)).toEqual({ error: { type: 'Arithmetic', value: 'Underflow' } })
    world.nextBlocks()
    expect(LastCallResult.get(world.ctx, real)).toBeUndefined()
  })

  test.each<[ProxyType, RuntimeCall, boolean]>([
    ['NonTransfer', pay(), false],
    ['NonTransfer', note, true],
    ['Transfer', pay(), true],
    ['Transfer', note, false],
    ['SmallTransfer', pay(499_999_999n), true],
    ['SmallTransfer', pay(500_000_000n), false],
    ['Triumvirate', note, false],
    ['NonTransfer', batch.make({ calls: [note] }), true],
  ])('%s: what its type allows', (type, call, isAllowed) => {
    world.accepted(real, add(delegate, type))
    expect(outcomeOf(delegate, act(call))).toEqual(isAllowed ? undefined : FILTERED)
  })

  test('binds what is within the call too', () => {
    world.accepted(real, add(delegate, 'NonTransfer'))
    const events = world.accepted(delegate, act(batch.make({ calls: [note, pay()] })))
    expect(events.map(([name]) => name)).toEqual([
      'Utility.ItemCompleted',
      'Utility.BatchInterrupted',
      'Proxy.ProxyExecuted',
    ])
  })

  test('is bound by what binds the other: his coldkey swap too', () => {
    world.accepted(real, add(delegate))
    ColdkeySwapAnnouncements.put(world.ctx, real, [world.block, `0x${'11'.repeat(32)}`])
    const [name, data] = world.accepted(delegate, act(pay())).at(-1)!
    const { result } = data as { readonly result: Parameters<typeof world.ctx.runtime.errorLabel>[0] }
    expect([name, world.ctx.runtime.errorLabel(result)]).toEqual([
      'Proxy.ProxyExecuted',
      'SubtensorModule.ColdkeySwapAnnounced',
    ])
  })

  test('hands on no more than it has', () => {
    world.accepted(real, add(delegate, 'NonTransfer'))
    expect(outcomeOf(delegate, act(add(other, 'Any')))).toEqual(FILTERED)
    expect(outcomeOf(delegate, act(add(other, 'Transfer')))).toEqual(FILTERED)
    expect(outcomeOf(delegate, act(add(other, 'Staking')))).toBeUndefined()
    expect(outcomeOf(delegate, act(remove(other, 'Staking')))).toBeUndefined()
    expect(outcomeOf(delegate, act(removeProxies.make({})))).toEqual(FILTERED)
    world.accepted(real, add(delegate, 'Any', 0n))
    expect(outcomeOf(delegate, act(removeProxies.make({}), 'Any'))).toBeUndefined()
  })

  test('weighs its call too, and is free where that is', () => {
    const { ctx } = world
    const info = dispatchInfo(ctx, act(pay()))
    expect(info.weight.ref_time - dispatchInfo(ctx, pay()).weight.ref_time).toBe(329_090_365n)
    expect([info.class, info.pays]).toEqual(['Normal', 'Yes'])
  })
})

describe('an announcement', () => {
  const call = pay()
  const later = () =>
    proxyAnnounced.make({ delegate: addressId(delegate), real: addressId(real), force_proxy_type: undefined, call })
  const announced = (of = real) => announce.make({ real: addressId(of), call_hash: hashOf(world.ctx, call) })

  beforeEach(() => {
    world.accepted(real, add(delegate, 'Any', 3n))
  })

  test('lets anybody have the call made when its time has come', () => {
    world.refused(other, later(), 'Proxy.Unannounced')
    world.accepted(delegate, announced())
    expect(reserved(delegate)).toBe(36_000_000n + 68_000_000n)
    world.skip(2)
    world.refused(other, later(), 'Proxy.Unannounced')
    world.skip(1)
    const before = world.free(other)
    expect(outcomeOf(other, later())).toBeUndefined()
    expect([world.free(other) - before, reserved(delegate)]).toEqual([TAO, 0n])
    expect(Announcements.has(world.ctx, delegate)).toBe(false)
  })

  test('may be taken back, or objected to', () => {
    const { ctx } = world
    const call_hash = hashOf(ctx, call)
    world.refused(other, announced(), 'Proxy.NotProxy')
    world.accepted(delegate, announced())
    world.accepted(delegate, announced())
    world.refused(other, rejectAnnouncement.make({ delegate: addressId(delegate), call_hash }), 'Proxy.NotFound')
    world.accepted(real, rejectAnnouncement.make({ delegate: addressId(delegate), call_hash }))
    expect(reserved(delegate)).toBe(0n)
    world.refused(delegate, removeAnnouncement.make({ real: addressId(real), call_hash }), 'Proxy.NotFound')
    world.accepted(delegate, announced())
    world.accepted(delegate, removeAnnouncement.make({ real: addressId(real), call_hash }))
    expect(reserved(delegate)).toBe(0n)
  })

  test('is one of seventy-five at most', () => {
    for (let i = 0; i < 75; i++) world.accepted(delegate, announced())
    world.refused(delegate, announced(), 'Proxy.TooMany')
  })
})

describe('a pure proxy', () => {
  const make = (index = 0) => createPure.make({ proxy_type: 'Any', delay: 0n, index })
  const end = (index = 0) =>
    killPure.make({
      spawner: addressId(real),
      proxy_type: 'Any',
      index,
      height: world.block,
      ext_index: world.ctx.extrinsicIndex,
    })

  function pureOf(events: [string, unknown][]): AccountId {
    return (events.find(([name]) => name === 'Proxy.PureCreated')![1] as { pure: AccountId }).pure
  }

  test('has no other master than its maker', () => {
    const pure = pureOf(world.accepted(real, make()))
    world.refused(real, make(), 'Proxy.Duplicate')
    expect(pureOf(world.accepted(real, make(1)))).not.toBe(pure)
    world.fund(pure)
    const before = world.free(other)
    expect(outcomeOf(real, act(pay(), undefined, pure))).toBeUndefined()
    expect(world.free(other) - before).toBe(TAO)
  })

  test('ends by itself alone', () => {
    const pure = pureOf(world.accepted(real, make()))
    expect(reserved(real)).toBe(BASE + FACTOR)
    world.refused(real, end(), 'Proxy.NoPermission')
    const [height, ext_index] = [world.block, world.ctx.extrinsicIndex]
    const kill = killPure.make({ spawner: addressId(real), proxy_type: 'Any', index: 0, height, ext_index })
    expect(outcomeOf(real, act(kill, undefined, pure))).toBeUndefined()
    expect([reserved(real), Proxies.has(world.ctx, pure)]).toEqual([0n, false])
  })
})
