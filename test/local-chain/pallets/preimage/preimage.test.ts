/** Bytes that are kept under their hash. */
import { beforeEach, describe, expect, test } from 'vitest'
import { reserve } from '../../../../src/local-chain/pallets/balances/reserves.ts'
import { boundCall, dropCall, peekCall } from '../../../../src/local-chain/pallets/preimage/bounded-calls.ts'
import { preimage } from '../../../../src/local-chain/pallets/preimage/pallet.ts'
import {
  depositFor,
  PreimageFor,
  RequestStatusFor,
  StatusFor,
} from '../../../../src/local-chain/pallets/preimage/storage.ts'
import { remark } from '../../../../src/local-chain/pallets/system/calls.ts'
import { SystemAccount } from '../../../../src/local-chain/pallets/system/storage.ts'
import { dispatch } from '../../../../src/local-chain/runtime/dispatch.ts'
import { type Origin, ROOT_ORIGIN, signedBy } from '../../../../src/local-chain/runtime/origin.ts'
import { tao } from '../../../../src/primitives/amounts.ts'
import { toHex } from '../../../../src/primitives/bytes.ts'
import { blake2_256 } from '../../../../src/primitives/crypto/blake2.ts'
import { alice, bob } from '../../support/accounts.ts'
import { TestChain } from '../../support/chain.ts'
import { baseProfile } from '../../support/profile.ts'

const bytes = new Uint8Array(1000).fill(7)
const hash = toHex(blake2_256(bytes))
const DEPOSIT = 104_000_000n + 1000n * 1_000_000n

let chain: TestChain
beforeEach(() => {
  chain = new TestChain({ profile: baseProfile({ more: [[14, preimage]] }) })
  chain.begin()
})

const run = (origin: Origin, name: string, args: object) => {
  const call = preimage.calls!.find(each => each.name === `${name}_preimage` || each.name === name)!
  const { error, post } = dispatch(chain.ctx, origin, { call, args: { ...args } })
  return error?.label ?? `ok, pays ${post.pays ?? 'Yes'}`
}
const onHold = () => SystemAccount.get(chain.ctx, alice).data.reserved
const kept = () => PreimageFor.get(chain.ctx, [hash, bytes.length])

describe('noted bytes', () => {
  test('cost a deposit, until they are taken back by the one who noted them', () => {
    expect(depositFor(bytes.length)).toBe(DEPOSIT)
    expect(run(signedBy(alice), 'note', { bytes })).toBe('ok, pays Yes')
    expect([onHold(), kept()]).toEqual([DEPOSIT, bytes])
    expect(run(signedBy(bob), 'note', { bytes })).toBe('Preimage.AlreadyNoted')
    expect(run(signedBy(bob), 'unnote', { hash })).toBe('Preimage.NotAuthorized')
    expect(run(signedBy(alice), 'unnote', { hash })).toBe('ok, pays Yes')
    expect([onHold(), kept(), RequestStatusFor.has(chain.ctx, hash)]).toEqual([0n, undefined, false])
    expect(run(signedBy(alice), 'unnote', { hash })).toBe('Preimage.NotNoted')
  })

  test('cost root nothing, and nobody where they were asked for', () => {
    expect(run(ROOT_ORIGIN, 'note', { bytes })).toBe('ok, pays No')
    expect(run(ROOT_ORIGIN, 'unnote', { hash })).toBe('ok, pays Yes')
    expect(kept()).toBeUndefined()
    expect(run(ROOT_ORIGIN, 'request', { hash })).toBe('ok, pays Yes')
    expect(run(signedBy(alice), 'note', { bytes })).toBe('ok, pays No')
    expect([onHold(), kept()]).toEqual([0n, bytes])
  })

  test('are too many above four mebibytes', () => {
    expect(run(signedBy(alice), 'note', { bytes: new Uint8Array(4 * 1024 * 1024 + 1) })).toBe('Preimage.TooBig')
  })
})

describe('requested bytes', () => {
  test('stay as long as somebody needs them', () => {
    run(signedBy(alice), 'note', { bytes })
    expect(run(signedBy(alice), 'request', { hash })).toBe('BadOrigin')
    for (let i = 0; i < 2; i++) run(ROOT_ORIGIN, 'request', { hash })
    run(signedBy(alice), 'unnote', { hash })
    expect([onHold(), kept()]).toEqual([0n, bytes])
    run(ROOT_ORIGIN, 'unrequest', { hash })
    expect(kept()).toEqual(bytes)
    run(ROOT_ORIGIN, 'unrequest', { hash })
    expect(kept()).toBeUndefined()
    expect(run(ROOT_ORIGIN, 'unrequest', { hash })).toBe('Preimage.NotRequested')
  })

  test('are their owner’s again when nobody needs them', () => {
    run(signedBy(alice), 'note', { bytes })
    run(ROOT_ORIGIN, 'request', { hash })
    run(ROOT_ORIGIN, 'unrequest', { hash })
    expect(RequestStatusFor.get(chain.ctx, hash)).toEqual({
      type: 'Unrequested',
      value: { ticket: [alice, DEPOSIT], len: bytes.length },
    })
    expect(onHold()).toBe(DEPOSIT)
  })
})

test('a deposit of the old kind becomes a hold', () => {
  const { ctx } = chain
  reserve(ctx, alice, tao(5n))
  StatusFor.put(ctx, hash, { type: 'Unrequested', value: { deposit: [alice, tao(5n)], len: bytes.length } })
  const unknown = `0x${'11'.repeat(32)}`
  expect(run(signedBy(bob), 'ensure_updated', { hashes: [hash] })).toBe('ok, pays No')
  expect(run(signedBy(bob), 'ensure_updated', { hashes: [hash, unknown] })).toBe('ok, pays Yes')
  expect(run(signedBy(bob), 'ensure_updated', { hashes: [] })).toBe('Preimage.TooFew')
  expect([onHold(), StatusFor.has(ctx, hash), RequestStatusFor.has(ctx, hash)]).toEqual([DEPOSIT, false, true])
})

describe('a call that is kept', () => {
  const note = (length: number) => remark.make({ remark: new Uint8Array(length) })

  test('stands in place while it is short, else under its hash', () => {
    const { ctx } = chain
    const short = boundCall(ctx, note(100))
    expect([short.type, peekCall(ctx, short)]).toEqual(['Inline', { call: note(100), length: undefined }])
    const long = boundCall(ctx, note(200))
    expect([long.type, peekCall(ctx, long)]).toEqual(['Lookup', { call: note(200), length: 204 }])
    dropCall(ctx, long)
    expect(() => peekCall(ctx, long)).toThrow('Unavailable')
  })

  test('is told from other bytes', () => {
    expect(() => peekCall(chain.ctx, { type: 'Inline', value: Uint8Array.of(99, 99) })).toThrow('Corruption')
  })
})
