import { describe, expect, test, vi } from 'vitest'
import { fromHex, utf8 } from '../../src/primitives/bytes.ts'
import { keyFromMnemonic } from '../../src/wallet/key-sources.ts'
import { decryptMessage, encryptFor } from '../../src/wallet/sealed-messages.ts'
import { expectCode, failureOf } from './support/errors.ts'
import { testKey } from './support/saving.ts'
import { readVectors } from './support/vectors.ts'

// Curve arithmetic on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const key = testKey(1, 'ed25519')

describe('an encrypted message', () => {
  test('is read by its receiver only', () => {
    const box = encryptFor(key.address, utf8('for you'))
    expect(Buffer.from(decryptMessage(key, box)).toString()).toBe('for you')
    expectCode(
      failureOf(() => decryptMessage(testKey(2, 'ed25519'), box)),
      'invalid_argument',
    )
    box[50]! ^= 1
    expectCode(
      failureOf(() => decryptMessage(key, box)),
      'invalid_argument',
    )
  })

  test('of the reference tool is read', () => {
    type Vector = { mnemonic: string; ciphertext: string; plaintext: string }
    for (const { mnemonic, ciphertext, plaintext } of readVectors<readonly Vector[]>('sealedbox.json')) {
      const receiver = keyFromMnemonic(mnemonic, 'ed25519')
      expect(Buffer.from(decryptMessage(receiver, fromHex(ciphertext))).toString()).toBe(plaintext)
    }
  })

  test('cannot be for or by an sr25519 key', () => {
    expectCode(
      failureOf(() => decryptMessage(testKey(1), encryptFor(key.address, utf8('x')))),
      'unsupported',
    )
    // About half of all sr25519 addresses are seen not to be of ed25519 keys.
    const seen = Array.from({ length: 20 }, (_, n) => testKey(n).address).filter(address => {
      try {
        encryptFor(address, utf8('x'))
        return false
      } catch (error) {
        expect(error).toMatchObject({ code: 'unsupported' })
        return true
      }
    })
    expect(seen.length).toBeGreaterThan(3)
    expectCode(
      failureOf(() => encryptFor('nobody', utf8('x'))),
      'invalid_address',
    )
  })
})
