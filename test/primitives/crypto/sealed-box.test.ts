import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { accountBytes } from '../../../src/primitives/account.ts'
import { fromHex, utf8 } from '../../../src/primitives/bytes.ts'
import { KeyPair } from '../../../src/primitives/crypto/keypair.ts'
import { mnemonicToSeed } from '../../../src/primitives/crypto/mnemonic.ts'
import { OVERHEAD, seal, unseal } from '../../../src/primitives/crypto/sealed-box.ts'
import { readVectors } from '../../wallet/support/vectors.ts'

// Curve arithmetic on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

interface SealedVector {
  readonly mnemonic: string
  readonly plaintext: string
  readonly ciphertext: string
}

const vectors = readVectors<readonly SealedVector[]>('sealedbox.json')
const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 })
const publicKeyOf = (seed: Uint8Array): Uint8Array => accountBytes(KeyPair.fromSeed('ed25519', seed).publicKey)

describe('sealed boxes', () => {
  test.each(vectors.map(v => [v.plaintext.slice(0, 20), v] as const))('of the reference tool open: %j', (_, vector) => {
    const opened = unseal(fromHex(vector.ciphertext), mnemonicToSeed(vector.mnemonic))
    expect(Buffer.from(opened!).toString('utf8')).toBe(vector.plaintext)
  })

  test('open with the right key only', () => {
    fc.assert(
      fc.property(bytes32, bytes32, fc.uint8Array({ maxLength: 300 }), (seed, other, message) => {
        const box = seal(message, publicKeyOf(seed))
        expect(box).toHaveLength(message.length + OVERHEAD)
        expect(unseal(box, seed)).toEqual(message)
        if (Buffer.compare(seed, other) !== 0) expect(unseal(box, other)).toBeUndefined()
      }),
      { seed: 1, numRuns: 30 },
    )
  })

  test('do not open when anything was changed', () => {
    const seed = new Uint8Array(32).fill(4)
    const box = seal(utf8('pay to the order of'), publicKeyOf(seed))
    for (let i = 0; i < box.length; i++) {
      const changed = Uint8Array.from(box)
      changed[i]! ^= 1
      expect(unseal(changed, seed)).toBeUndefined()
      expect(unseal(box.subarray(0, i), seed)).toBeUndefined()
    }
    expect(unseal(new Uint8Array(OVERHEAD), seed)).toBeUndefined()
  })

  test('are different each time', () => {
    const key = publicKeyOf(new Uint8Array(32).fill(4))
    expect(seal(utf8('x'), key)).not.toEqual(seal(utf8('x'), key))
  })

  test('cannot be made for what is no key', () => {
    expect(() => seal(utf8('x'), fromHex('02'.repeat(32)))).toThrow()
  })
})
