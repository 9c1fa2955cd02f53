import { base58 } from '@scure/base'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { type AccountId, accountBytes, accountId, byBytes, ZERO_ACCOUNT } from '../../src/primitives/account.ts'
import { decodeAddress, encodeAddress, isAddress } from '../../src/primitives/ss58.ts'
import { allText, expectCode, failureOf } from '../wallet/support/errors.ts'
import { readVectors } from '../wallet/support/vectors.ts'

// Thousands of cases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

interface AddressVectors {
  readonly publicKey: string
  readonly cases: readonly { address: string; case: string; is_bittensor_address_11: boolean }[]
}

const vectors = readVectors<AddressVectors>('ss58.json')
const account = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(accountId)
const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const ALICE_KEY = '0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d'

describe('addresses', () => {
  test.each(vectors.cases.map(v => [v.case, v.address, v.is_bittensor_address_11] as const))(
    'as bittensor 11.3.0: %s',
    (_, address, isValid) => {
      expect(isAddress(address)).toBe(isValid)
      if (isValid) expect(decodeAddress(address)).toBe(vectors.publicKey)
      else
        expectCode(
          failureOf(() => decodeAddress(address)),
          'invalid_address',
        )
    },
  )

  test('the address of a known key', () => {
    expect(encodeAddress(ALICE_KEY as AccountId)).toBe(ALICE)
    expect(decodeAddress(ALICE)).toBe(ALICE_KEY)
  })

  test('an address of another chain is refused and the own form of the same key offered', () => {
    const polkadot = vectors.cases.find(v => v.case === '0')!.address
    const own = vectors.cases.find(v => v.case === '42')!.address
    expect(failureOf(() => decodeAddress(polkadot)).remedy).toContain(own)
  })

  test('there and back', () => {
    fc.assert(
      fc.property(account, id => {
        expect(decodeAddress(encodeAddress(id))).toBe(id)
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  test('one changed, lost or swapped character is found out', () => {
    const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
    const accepted: string[] = []
    for (let i = 0; i < ALICE.length; i++) {
      if (isAddress(ALICE.slice(0, i) + ALICE.slice(i + 1))) accepted.push(`without character ${i}`)
      for (const character of alphabet) {
        const changed = ALICE.slice(0, i) + character + ALICE.slice(i + 1)
        if (changed !== ALICE && isAddress(changed)) accepted.push(changed)
      }
    }
    expect(accepted).toEqual([])
  })

  test('whatever is no address is refused with a TaoError that does not repeat a long text', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.uint8Array({ maxLength: 50 }).map(base58.encode),
    )
    fc.assert(
      fc.property(text, value => {
        if (isAddress(value)) return
        const error = expectCode(
          failureOf(() => decodeAddress(value)),
          'invalid_address',
        )
        expect(error.message.length).toBeLessThan(120)
      }),
      { seed: 2, numRuns: 2000 },
    )
    expect(allText(failureOf(() => decodeAddress('1'.repeat(1_000_000)))).length).toBeLessThan(5000)
  })
})

describe('accounts', () => {
  test('bytes there and back', () => {
    fc.assert(
      fc.property(account, id => {
        expect(accountId(accountBytes(id))).toBe(id)
      }),
      { seed: 3 },
    )
    expect(ZERO_ACCOUNT).toBe(accountId(new Uint8Array(32)))
  })

  test('need 32 bytes', () => {
    for (const length of [0, 31, 33, 64]) {
      expectCode(
        failureOf(() => accountId(new Uint8Array(length))),
        'internal',
      )
    }
  })

  test('sort like their bytes', () => {
    fc.assert(
      fc.property(account, account, (a, b) => {
        const expected = Math.sign(Buffer.compare(accountBytes(a), accountBytes(b)))
        expect(Math.sign(byBytes(a, b))).toBe(expected)
      }),
      { seed: 4 },
    )
  })
})
