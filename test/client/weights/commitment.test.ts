import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commitmentHash, sealedPayload } from '../../../src/client/weights/commitment.ts'
import { getCommitHash } from '../../../src/local-chain/pallets/subtensor/subnets/reveals.ts'
import { decode } from '../../../src/local-chain/scale/codec.ts'
import { bytes, vecU16 } from '../../../src/local-chain/scale/collections.ts'
import { struct } from '../../../src/local-chain/scale/composites.ts'
import { u64 } from '../../../src/local-chain/scale/primitives.ts'
import { accountBytes, accountId } from '../../../src/primitives/account.ts'
import { encodeAddress } from '../../../src/primitives/ss58.ts'

const u16 = fc.integer({ min: 0, max: 0xffff })
const promised = fc.record({
  uids: fc.array(u16, { maxLength: 300 }),
  values: fc.array(u16, { maxLength: 300 }),
  salt: fc.array(u16, { maxLength: 20 }),
  versionKey: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
})
const account = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(accountId)
const payload = struct('WeightsTlockPayload', { hotkey: bytes, uids: vecU16, values: vecU16, version_key: u64 })

describe('commits', () => {
  test('have the hash that the chain computes', () => {
    fc.assert(
      fc.property(account, u16, promised, (who, index, { uids, values, salt, versionKey }) => {
        const typed = {
          uids: Uint16Array.from(uids),
          values: Uint16Array.from(values),
          salt: Uint16Array.from(salt),
          versionKey,
        }
        const own = commitmentHash(encodeAddress(who), index, { uids, values, salt, versionKey })
        expect(own).toBe(getCommitHash(who, index, typed))
      }),
    )
  })

  test('are sealed as the payload that the chain reads', () => {
    fc.assert(
      fc.property(account, promised, (who, { uids, values, versionKey }) => {
        const sealed = sealedPayload(encodeAddress(who), { uids, values, versionKey })
        expect(decode(payload, sealed)).toEqual({
          hotkey: accountBytes(who),
          uids: Uint16Array.from(uids),
          values: Uint16Array.from(values),
          version_key: versionKey,
        })
      }),
    )
  })
})
