import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { accountBytes } from '../../../src/primitives/account.ts'
import { concatBytes, toHex } from '../../../src/primitives/bytes.ts'
import { parsePath } from '../../../src/primitives/crypto/derivation.ts'
import { KeyPair } from '../../../src/primitives/crypto/keypair.ts'
import type { KeyKind } from '../../../src/primitives/crypto/kinds.ts'
import { deriveSoftPublic } from '../../../src/primitives/crypto/sr25519.ts'
import { verify } from '../../../src/primitives/crypto/verify.ts'
import { expectCode, failureOf } from '../../wallet/support/errors.ts'

// Curve arithmetic on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const KINDS: readonly KeyKind[] = ['sr25519', 'ed25519']
const seed = fc.uint8Array({ minLength: 32, maxLength: 32 })
const kind = fc.constantFrom(...KINDS)

describe('a pair', () => {
  test('is the same through its private key', () => {
    fc.assert(
      fc.property(kind, seed, (kind, seed) => {
        const pair = KeyPair.fromSeed(kind, seed)
        const again = KeyPair.fromPrivateKey(kind, pair.privateKey())
        expect(again.publicKey).toBe(pair.publicKey)
        expect(toHex(again.privateKey())).toBe(toHex(pair.privateKey()))
        expect(toHex(again.polkadotSecret())).toBe(toHex(pair.polkadotSecret()))
      }),
      { seed: 1, numRuns: 60 },
    )
  })

  test('signs what verifies, and only that', () => {
    fc.assert(
      fc.property(kind, seed, fc.uint8Array({ maxLength: 400 }), (kind, seed, message) => {
        const pair = KeyPair.fromSeed(kind, seed)
        const signature = pair.sign(message)
        const publicKey = accountBytes(pair.publicKey)
        expect(signature).toHaveLength(64)
        expect(verify(kind, message, signature, publicKey)).toBe(true)
        expect(verify(kind, concatBytes(message, Uint8Array.of(0)), signature, publicKey)).toBe(false)
        expect(verify(kind === 'sr25519' ? 'ed25519' : 'sr25519', message, signature, publicKey)).toBe(false)
      }),
      { seed: 2, numRuns: 40 },
    )
  })

  test('derives without changing itself', () => {
    const pair = KeyPair.fromSeed('sr25519', new Uint8Array(32).fill(1))
    const before = toHex(pair.privateKey())
    const child = pair.derive(parsePath('//hard/soft'))
    expect(child.publicKey).not.toBe(pair.publicKey)
    expect(toHex(pair.privateKey())).toBe(before)
    expect(pair.derive([]).publicKey).toBe(pair.publicKey)
  })

  test('a soft step leads to the same account from the public key alone', () => {
    fc.assert(
      fc.property(seed, fc.stringMatching(/^[a-z0-9]{1,40}$/), (seed, name) => {
        const [step] = parsePath(`/${name}`)
        const pair = KeyPair.fromSeed('sr25519', seed)
        const fromSecret = pair.derive([step!]).publicKey
        expect(toHex(deriveSoftPublic(accountBytes(pair.publicKey), step!.chainCode))).toBe(fromSecret)
      }),
      { seed: 3, numRuns: 20 },
    )
  })
})

describe('secrets', () => {
  const secret = 'aa'.repeat(32)
  const make = (kind: KeyKind): KeyPair => KeyPair.fromSeed(kind, Buffer.from(secret, 'hex'))

  test.each(KINDS)('of an %s pair are not printed', kind => {
    const pair = make(kind)
    const privateKey = Buffer.from(pair.privateKey())
    const printed = [inspect(pair, { depth: 10, showHidden: true }), JSON.stringify({ pair }), String(pair)].join()
    expect(printed).toContain(pair.address)
    for (const piece of [secret.slice(0, 12), privateKey.toString('hex').slice(0, 12)])
      expect(printed).not.toContain(piece)
    // The custom text is not all that hides them: nothing enumerable holds them either.
    const plain = inspect(pair, { depth: 10, showHidden: true, customInspect: false })
    expect(plain).not.toMatch(/Uint8Array|Buffer/)
    expect(Object.values(pair)).toEqual([kind, pair.publicKey])
  })

  test.each(KINDS)('of an %s pair are gone after wiping', kind => {
    const pair = make(kind)
    const before = pair.publicKey
    pair.wipe()
    expect(pair.publicKey).toBe(before)
    const uses = [
      () => pair.sign(new Uint8Array()),
      () => pair.privateKey(),
      () => pair.polkadotSecret(),
      () => pair.derive([]),
    ]
    for (const use of uses) expectCode(failureOf(use), 'locked')
  })

  test('handed out are copies', () => {
    const pair = make('ed25519')
    pair.privateKey().fill(0)
    expect(toHex(pair.privateKey())).toBe(`0x${secret}`)
  })

  test('the seed given in belongs to the caller', () => {
    const seed = Uint8Array.from(Buffer.from(secret, 'hex'))
    const pair = KeyPair.fromSeed('ed25519', seed)
    pair.wipe()
    expect(toHex(seed)).toBe(`0x${secret}`)
  })
})

describe('refused are', () => {
  const bad = (kind: KeyKind, bytes: Uint8Array): void => {
    expectCode(
      failureOf(() => KeyPair.fromPrivateKey(kind, bytes)),
      'invalid_argument',
    )
  }

  test('seeds that are not of 32 bytes', () => {
    for (const kind of KINDS) {
      for (const length of [0, 31, 33, 64]) {
        expectCode(
          failureOf(() => KeyPair.fromSeed(kind, new Uint8Array(length))),
          'invalid_argument',
        )
      }
    }
  })

  test('sr25519 private keys with an impossible scalar', () => {
    bad('sr25519', new Uint8Array(64))
    bad('sr25519', new Uint8Array(64).fill(0xff))
    bad('sr25519', new Uint8Array(32).fill(1))
    const order = Buffer.concat([
      Buffer.from('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010', 'hex'),
      Buffer.alloc(32),
    ])
    bad('sr25519', order)
    // One less is the largest scalar there is.
    order[0]! -= 1
    expect(KeyPair.fromPrivateKey('sr25519', order).publicKey).toMatch(/^0x/)
  })

  test('most keys in the form of polkadot.js, which would be another account', () => {
    const refused = Array.from({ length: 40 }, (_, i) => {
      const expanded = KeyPair.fromSeed('sr25519', new Uint8Array(32).fill(i)).polkadotSecret()
      return KeyPair.fromSeed('sr25519', new Uint8Array(32).fill(i)).publicKey !== openedAs(expanded)
    })
    expect(refused.every(Boolean)).toBe(true)
  })

  test('ed25519 private keys with another public key behind', () => {
    const pair = KeyPair.fromSeed('ed25519', new Uint8Array(32).fill(3))
    const long = pair.polkadotSecret()
    expect(KeyPair.fromPrivateKey('ed25519', long).publicKey).toBe(pair.publicKey)
    long[63]! ^= 1
    bad('ed25519', long)
    bad('ed25519', new Uint8Array(33))
  })
})

function openedAs(privateKey: Uint8Array): string | undefined {
  try {
    return KeyPair.fromPrivateKey('sr25519', privateKey).publicKey
  } catch {
    return undefined
  }
}
