/** What a transaction may weigh, what its extensions and guards do, how deep calls may go. */
import { beforeEach, describe, expect, test } from 'vitest'
import { transferKeepAlive } from '../../../src/local-chain/pallets/balances/calls.ts'
import { sudo, sudoUncheckedWeight } from '../../../src/local-chain/pallets/sudo/calls.ts'
import { remark, remarkWithEvent, setHeapPages } from '../../../src/local-chain/pallets/system/calls.ts'
import { AllExtrinsicsLen, BlockWeight, BlockWeights } from '../../../src/local-chain/pallets/system/storage.ts'
import { batch } from '../../../src/local-chain/pallets/utility/batches.ts'
import type { RuntimeCall } from '../../../src/local-chain/runtime/call.ts'
import type { DispatchOutcome } from '../../../src/local-chain/runtime/dispatch.ts'
import { BAD_ORIGIN } from '../../../src/local-chain/runtime/dispatch-error.ts'
import { extension } from '../../../src/local-chain/runtime/extension.ts'
import { addressId } from '../../../src/local-chain/runtime/lookup.ts'
import { type Pallet, pallet } from '../../../src/local-chain/runtime/pallet.ts'
import { type Weight, weigh } from '../../../src/local-chain/runtime/weight.ts'
import { unit } from '../../../src/local-chain/scale/primitives.ts'
import { tao } from '../../../src/primitives/amounts.ts'
import { alice, bob } from '../support/accounts.ts'
import { TestChain } from '../support/chain.ts'
import { baseProfile } from '../support/profile.ts'

let chain: TestChain

beforeEach(() => {
  chain = new TestChain()
})

const pay = (value: bigint) => transferKeepAlive.make({ dest: addressId(bob), value: tao(value) })
const note = remark.make({ remark: new Uint8Array(0) })

describe('the weight of a block', () => {
  const normal = () => BlockWeight.get(chain.ctx).normal
  const heavy = (weight: Weight) => sudoUncheckedWeight.make({ call: note, weight })
  const max = () => BlockWeights.of(chain.ctx).per_class.normal

  beforeEach(() => chain.begin())

  test('grows by what a transaction used, its length being proof', () => {
    const before = normal()
    const encoded = chain.sign('Alice', batch.make({ calls: [pay(10n ** 18n), pay(1n)] }))
    const { info, outcome } = chain.apply(encoded)
    const used = outcome.post.actualWeight!
    expect(normal()).toEqual({
      ref_time: before.ref_time + used.ref_time + 108_157_000n,
      proof_size: before.proof_size + used.proof_size + BigInt(encoded.length),
    })
    // Some of the declared weight came back, but the extensions' own stayed in.
    expect(used.ref_time).toBeLessThan(info.weight.ref_time + 400_000_000n)
  })

  test('has a limit for one transaction', () => {
    const most = max().max_extrinsic!
    const extensions = 400_000_000n
    expect(chain.submit(chain.sign('Alice', heavy({ ref_time: most.ref_time + 1n, proof_size: 0n })))).toBe(
      'ExhaustsResources',
    )
    expect(chain.submit(chain.sign('Alice', heavy({ ref_time: most.ref_time - extensions, proof_size: 0n })))).toBe(
      'ok',
    )
  })

  test('has a limit for all, beyond which only what is reserved goes in', () => {
    const weight = { ref_time: 1_600_000_000_000n, proof_size: 0n }
    expect(chain.submit(chain.sign('Alice', heavy(weight)))).toBe('ok')
    expect(chain.submit(chain.sign('Alice', heavy(weight)))).toBe('ExhaustsResources')
    expect(chain.submit(chain.sign('Alice', note))).toBe('ok')
    const operational = (ref_time: bigint) =>
      sudoUncheckedWeight.make({ call: setHeapPages.make({ pages: 1n }), weight: { ref_time, proof_size: 0n } })
    expect(chain.submit(chain.sign('Alice', operational(2_000_000_000_000n)))).toBe('ok')
    expect(chain.submit(chain.sign('Alice', operational(900_000_000_000n)))).toBe('ExhaustsResources')
  })

  test('overflows for nobody', () => {
    const proof = { ref_time: 0n, proof_size: 16_000_000_000_000_000_000n }
    const operational = sudoUncheckedWeight.make({ call: setHeapPages.make({ pages: 1n }), weight: proof })
    expect(chain.submit(chain.sign('Alice', operational))).toBe('ok')
    expect(chain.submit(chain.sign('Alice', operational))).toBe('ExhaustsResources')
  })

  test('and its length have limits by class', () => {
    AllExtrinsicsLen.put(chain.ctx, 7_864_320 - 100)
    expect(chain.submit(chain.sign('Alice', note))).toBe('ExhaustsResources')
    expect(chain.submit(chain.sign('Alice', setHeapPages.make({ pages: 1n })))).toBe('BadOrigin')
  })
})

describe('extensions', () => {
  const outcomes: (DispatchOutcome & { name: string })[] = []
  const refunding = (identifier: string, weight: Weight, unspent: Weight) =>
    extension<null, null, string>({
      identifier,
      explicit: unit,
      implicit: unit,
      implicitValue: () => null,
      weight: () => weight,
      prepare: () => identifier,
      postDispatch: (_ctx, _transaction, outcome, prepared) => {
        outcomes.push({ ...outcome, name: prepared })
        return unspent
      },
    })

  test('give back what they did not use, and the fee of the next ones falls', () => {
    const profile = baseProfile()
    const first = refunding('First', weigh(5_000_000, 0, 0, 0), weigh(3_000_000, 0, 0, 0))
    const second = refunding('Second', weigh(0, 0, 0, 0), weigh(0, 0, 0, 0))
    const run = (extensions: readonly (typeof first)[]) => {
      outcomes.length = 0
      const on = new TestChain({ profile: baseProfile({ extensions: [...extensions] }) })
      on.begin()
      const from = on.ctx.events.length
      expect(on.submit(on.sign('Alice', note))).toBe('ok')
      return (on.events(from).at(-2)![1] as { actual_fee: bigint }).actual_fee
    }
    const before = run([first, ...profile.extensions, second])
    expect(outcomes.map(({ name }) => name)).toEqual(['First', 'Second'])
    const [a, b] = outcomes.map(({ post }) => post.actualWeight!.ref_time)
    expect(a! - b!).toBe(3_000_000n)
    expect(run([...profile.extensions, first, second]) - before).toBe(1500n)
  })
})

describe('guards', () => {
  const seen: string[] = []
  const guarded: Pallet = pallet({
    name: 'Guard',
    path: 'test_guard::pallet',
    guards: [
      {
        check: (ctx, who, guardedCall) => {
          seen.push(`${who === alice ? 'alice' : who === bob ? 'bob' : 'other'} ${ctx.runtime.callName(guardedCall)}`)
          if (guardedCall.call === remarkWithEvent) throw BAD_ORIGIN
        },
        weight: () => weigh(1, 0, 0, 0),
      },
    ],
  })

  test('see every call of an account, within others too; root passes', () => {
    seen.length = 0
    const on = new TestChain({ profile: baseProfile({ more: [[40, guarded]] }) })
    on.begin()
    const inner = remarkWithEvent.make({ remark: new Uint8Array(0) })
    expect(on.submit(on.sign('Alice', batch.make({ calls: [note, inner] })))).toBe('ok')
    expect(seen).toEqual(['alice Utility.batch', 'alice System.remark', 'alice System.remark_with_event'])
    expect(on.events().find(([name]) => name === 'Utility.BatchInterrupted')?.[1]).toEqual({
      index: 1,
      error: { type: 'BadOrigin' },
    })
    seen.length = 0
    on.submit(on.sign('Alice', sudo.make({ call: inner })))
    expect(seen).toEqual(['alice Sudo.sudo'])
  })
})

test('layers are nested 255 deep, and no deeper', () => {
  chain.begin()
  const deep = (levels: number) => {
    let nested: RuntimeCall = note
    for (let i = 0; i < levels; i++) nested = sudo.make({ call: nested })
    const from = chain.ctx.events.length
    expect(chain.dispatch({ type: 'Root' }, nested)).toBe('ok')
    return chain.events(from)[0]![1]
  }
  expect(deep(254)).toEqual({ sudo_result: undefined })
  expect(deep(255)).toEqual({ sudo_result: { type: 'Transactional', value: 'LimitReached' } })
})
