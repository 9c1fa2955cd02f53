/** The calls, the runtime API and the declaration of the Swap pallet. */
import { describe, expect, test } from 'vitest'
import { NetworksAdded } from '../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { swapCalls } from '../../../../src/local-chain/pallets/swap/calls.ts'
import { swap as swapPallet } from '../../../../src/local-chain/pallets/swap/pallet.ts'
import { FeeRate } from '../../../../src/local-chain/pallets/swap/storage.ts'
import { dispatchInfo } from '../../../../src/local-chain/runtime/dispatch.ts'
import { NO_ORIGIN, ROOT_ORIGIN, signedBy } from '../../../../src/local-chain/runtime/origin.ts'
import { encode } from '../../../../src/local-chain/scale/codec.ts'
import { toHex } from '../../../../src/primitives/bytes.ts'
import { alice } from '../../support/accounts.ts'
import { readShared, testWithShared } from '../../support/shared.ts'
import { chainWithPool, NETUID } from './pools.ts'

const TAO = 1_000_000_000n
const POOL = { tao: 1_000n * TAO, alpha: 500n * TAO }

const setFeeRate = swapCalls.find(({ name }) => name === 'set_fee_rate')!
const feeCall = (netuid: number, rate: number) => ({ call: setFeeRate, args: { netuid, rate } })

describe('set_fee_rate', () => {
  test('is for root alone, on a subnet that exists, up to 10000', () => {
    const chain = chainWithPool(POOL)
    expect(chain.dispatch(signedBy(alice), feeCall(NETUID, 10))).toBe('BadOrigin')
    expect(chain.dispatch(NO_ORIGIN, feeCall(NETUID, 10))).toBe('BadOrigin')
    expect(chain.dispatch(ROOT_ORIGIN, feeCall(NETUID + 1, 10))).toBe('Swap.MechanismDoesNotExist')
    expect(chain.dispatch(ROOT_ORIGIN, feeCall(NETUID, 10_001))).toBe('Swap.FeeRateTooHigh')
    expect(FeeRate.has(chain.ctx, NETUID)).toBe(false)
    const mark = chain.ctx.events.length
    expect(chain.dispatch(ROOT_ORIGIN, feeCall(NETUID, 10_000))).toBe('ok')
    expect(FeeRate.get(chain.ctx, NETUID)).toBe(10_000)
    expect(chain.events(mark)).toEqual([['Swap.FeeRateSet', { netuid: NETUID, rate: 10_000 }]])
  })
})

test('what is left of concentrated liquidity only refuses, whoever calls', () => {
  const chain = chainWithPool(POOL)
  const others = swapCalls.filter(call => call !== setFeeRate)
  expect(others.map(({ index }) => index).sort()).toEqual([1, 2, 3, 4, 5])
  for (const call of others) {
    for (const origin of [ROOT_ORIGIN, NO_ORIGIN, signedBy(alice)]) {
      expect(chain.dispatch(origin, { call, args: {} })).toBe('Swap.Deprecated')
    }
  }
})

describe('SwapRuntimeApi', () => {
  const chain = chainWithPool({ ...POOL, feeRate: 0 })
  const ask = (name: string, inputs: Record<string, unknown>): string => {
    const api = chain.runtime.apiMethod(`SwapRuntimeApi_${name}`)!
    return toHex(
      encode(
        api.output,
        chain.ctx.dry(() => api.run(chain.ctx, inputs as never)),
      ),
    )
  }

  test('gives prices in rao', () => {
    expect(ask('current_alpha_price', { netuid: NETUID })).toBe('0x0094357700000000')
    // A subnet that does not exist has the price of one without a pool.
    expect(ask('current_alpha_price', { netuid: 9 })).toBe('0x00ca9a3b00000000')
    NetworksAdded.put(chain.ctx, 0, true)
    expect(ask('current_alpha_price_all', {})).toBe('0x08000000ca9a3b0000000007000094357700000000')
  })

  test('says what a swap would bring and what it lacks against the price', () => {
    const words = (hex: string) =>
      Array.from({ length: 6 }, (_, i) => Buffer.from(hex.slice(2), 'hex').readBigUInt64LE(8 * i))
    // Ten TAO at two for one would be five alpha: 500 - 500·1000/1010 of them come out.
    const bought = 500n * TAO - (500n * TAO * 1_000n * TAO) / (1_010n * TAO)
    const buy = words(ask('sim_swap_tao_for_alpha', { netuid: NETUID, tao: 10n * TAO }))
    expect(buy[0]).toBe(10n * TAO)
    expect(buy[1]! - bought < 10n && bought - buy[1]! < 10n).toBe(true)
    expect(buy.slice(2)).toEqual([0n, 0n, 0n, 5n * TAO - buy[1]!])
    const sell = words(ask('sim_swap_alpha_for_tao', { netuid: NETUID, alpha: 5n * TAO }))
    expect(sell.slice(1)).toEqual([5n * TAO, 0n, 0n, 10n * TAO - sell[0]!, 0n])
    expect(words(ask('sim_swap_tao_for_alpha', { netuid: NETUID, tao: (1n << 64n) - 1n }))).toEqual([
      0n,
      0n,
      0n,
      0n,
      0n,
      0n,
    ])
  })
})

interface Schema {
  readonly Swap: {
    readonly calls: Readonly<Record<string, number | readonly [number, readonly (readonly [string, string])[]]>>
    readonly errors: Readonly<Record<string, number>>
    readonly storage: Readonly<Record<string, { readonly keys: readonly string[]; readonly prefix: string }>>
  }
}

testWithShared('vectors/schema.json', 'is declared as the reference declares it', () => {
  const { Swap } = readShared<Schema>('vectors/schema.json')
  const calls = swapCalls.map(({ name, index, args }) => [
    name,
    Object.keys(args).length === 0 ? index : [index, Object.keys(args)],
  ])
  const theirs = Object.entries(Swap.calls).map(([name, call]) => [
    name,
    typeof call === 'number' ? call : [call[0], call[1].map(([arg]) => arg)],
  ])
  expect(Object.fromEntries(calls)).toEqual(Object.fromEntries(theirs))
  expect(Object.fromEntries(Object.values(swapPallet.errors!).map(({ error, index }) => [error, index]))).toEqual(
    Swap.errors,
  )
  const storage = (swapPallet.storage ?? []).map(item => [item.name, toHex(item.prefix()), item.parts[0]!.hasher])
  expect(storage).toEqual(
    Object.entries(Swap.storage).map(([name, { prefix, keys }]) => [name, prefix, keys[0]!.split('(')[0]]),
  )
})

testWithShared('vectors/call_weights.json', 'weighs and costs what the reference says', () => {
  const { calls } = readShared<{ calls: { Swap: Record<string, Record<string, string>> } }>('vectors/call_weights.json')
  const chain = chainWithPool(POOL)
  for (const call of swapCalls) {
    const info = dispatchInfo(chain.ctx, { call, args: {} })
    const { ref_time, proof_size, class: dispatchClass, pays } = calls.Swap[call.name]!
    expect([String(info.weight.ref_time), String(info.weight.proof_size), info.class, info.pays]).toEqual([
      ref_time,
      proof_size,
      dispatchClass,
      pays,
    ])
  }
})
