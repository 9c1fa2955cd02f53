/** Transactions that only the author of a block can read beforehand. */
import { beforeEach, describe, expect, test } from 'vitest'
import { CheckShieldedTxValidity, sealedParts } from '../../../../src/local-chain/pallets/mev-shield/extension.ts'
import { announceNextKey } from '../../../../src/local-chain/pallets/mev-shield/keys.ts'
import { mevShield, submitEncrypted } from '../../../../src/local-chain/pallets/mev-shield/pallet.ts'
import * as storage from '../../../../src/local-chain/pallets/mev-shield/storage.ts'
import { dispatchInfo } from '../../../../src/local-chain/runtime/dispatch.ts'
import type { Transaction } from '../../../../src/local-chain/runtime/extension.ts'
import { NO_ORIGIN, type Origin, ROOT_ORIGIN, signedBy } from '../../../../src/local-chain/runtime/origin.ts'
import { ZERO_WEIGHT } from '../../../../src/local-chain/runtime/weight.ts'
import { alice, author } from '../../support/accounts.ts'
import { TestChain } from '../../support/chain.ts'
import { baseProfile } from '../../support/profile.ts'

let chain: TestChain
beforeEach(() => {
  chain = new TestChain({ profile: baseProfile({ more: [[30, mevShield]] }) })
  chain.begin()
})

const run = (origin: Origin, name: string, args: object) =>
  chain.dispatch(origin, { call: mevShield.calls!.find(call => call.name === name)!, args: { ...args } })
const key = (n: number) => new Uint8Array(storage.KEY_LENGTH).fill(n)

describe('the keys of authors', () => {
  test('move up from block to block', () => {
    const { ctx } = chain
    const announce = (enc_key: Uint8Array | undefined) => chain.dispatch(NO_ORIGIN, announceNextKey.make({ enc_key }))
    expect(chain.dispatch(signedBy(alice), announceNextKey.make({ enc_key: key(1) }))).toBe('BadOrigin')
    expect(announce(new Uint8Array(5))).toBe('MevShield.BadEncKeyLen')
    const keys = () => [storage.CurrentKey, storage.PendingKey, storage.NextKey].map(item => item.get(ctx)?.[0])
    expect([announce(key(1)), keys()]).toEqual(['ok', [undefined, undefined, undefined]])
    expect([announce(key(2)), keys()]).toEqual(['ok', [undefined, undefined, 1]])
    expect([announce(key(3)), keys()]).toEqual(['ok', [undefined, 1, 2]])
    expect([announce(undefined), keys()]).toEqual(['ok', [1, 2, 3]])
    expect(storage.PendingKeyExpiresAt.get(ctx)).toBe(ctx.block + 2n)
    expect(storage.AuthorKeys.has(ctx, author)).toBe(false)
    expect([announce(undefined), keys()]).toEqual(['ok', [2, 3, undefined]])
  })
})

describe('a sealed transaction', () => {
  const parts = (secret: number, rest: number) => {
    const bytes = new Uint8Array(16 + 2 + rest)
    new DataView(bytes.buffer).setUint16(16, secret, true)
    return bytes
  }

  test.each([
    ['nothing', new Uint8Array(0), false],
    ['a hash alone', new Uint8Array(17), false],
    ['a secret that is too short', parts(300, 299 + 24), false],
    ['no text', parts(300, 300 + 24), true],
    ['all', parts(4, 4 + 24 + 16), true],
  ])('of %s', (_, ciphertext, isGood) => {
    expect(sealedParts(ciphertext) !== undefined).toBe(isGood)
    const call = submitEncrypted.make({ ciphertext })
    const transaction: Transaction = {
      origin: signedBy(alice),
      call,
      info: dispatchInfo(chain.ctx, call),
      extensionWeight: ZERO_WEIGHT,
      length: 100,
    }
    const judge = () => CheckShieldedTxValidity.validate!(chain.ctx, transaction, null)
    if (isGood) judge()
    else expect(judge).toThrow()
  })

  test('is told of, whatever is in it', () => {
    expect(run(signedBy(alice), 'submit_encrypted', { ciphertext: key(1) })).toBe('ok')
    expect(chain.events().at(-1)).toMatchObject(['MevShield.EncryptedSubmitted', { who: alice }])
  })
})

describe('a stored call', () => {
  const store = () => run(signedBy(alice), 'store_encrypted', { encrypted_call: Uint8Array.of(1) })

  test('cannot be opened, and is gone in the next block', () => {
    expect(store()).toBe('ok')
    expect(storage.PendingCount.get(chain.ctx)).toBe(1)
    chain.end()
    chain.begin()
    expect(chain.events()[0]).toEqual(['MevShield.ExtrinsicDecodeFailed', { index: 0 }])
    expect([storage.PendingCount.get(chain.ctx), storage.NextPendingExtrinsicIndex.get(chain.ctx)]).toEqual([0, 1])
  })

  test('is one of as many as root allows', () => {
    expect(run(signedBy(alice), 'set_max_pending_extrinsics_number', { value: 2 })).toBe('BadOrigin')
    expect(run(ROOT_ORIGIN, 'set_max_pending_extrinsics_number', { value: 2 })).toBe('ok')
    expect([store(), store(), store()]).toEqual(['ok', 'ok', 'MevShield.TooManyPendingExtrinsics'])
  })

  test('may not weigh more than a limit that has one itself', () => {
    for (const name of ['set_on_initialize_weight', 'set_max_extrinsic_weight']) {
      expect(run(ROOT_ORIGIN, name, { value: 2_000_000_000_000n })).toBe('ok')
      expect(run(ROOT_ORIGIN, name, { value: 2_000_000_000_001n })).toBe('MevShield.WeightExceedsAbsoluteMax')
    }
    expect(run(ROOT_ORIGIN, 'set_stored_extrinsic_lifetime', { value: 3 })).toBe('ok')
  })
})
