import { createHash } from 'node:crypto'
import { ed25519 as curve } from '@noble/curves/ed25519.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import fc from 'fast-check'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { accountBytes } from '../../../src/primitives/account.ts'
import { concatBytes, fromHex, utf8 } from '../../../src/primitives/bytes.ts'
import { blake2_256 } from '../../../src/primitives/crypto/blake2.ts'
import { recover } from '../../../src/primitives/crypto/ecdsa.ts'
import { loadFastVerifier } from '../../../src/primitives/crypto/fast-verifier.ts'
import { KeyPair } from '../../../src/primitives/crypto/keypair.ts'
import type { SignatureKind, Verify } from '../../../src/primitives/crypto/kinds.ts'
import { verify as verifySr25519 } from '../../../src/primitives/crypto/sr25519.ts'
import { verify } from '../../../src/primitives/crypto/verify.ts'
import { kindOf, readVectors, type SignatureVector } from '../../wallet/support/vectors.ts'

// Curve arithmetic on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const { vectors } = readVectors<{ vectors: readonly SignatureVector[] }>('signatures.json')
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n
const MESSAGE = utf8('a message')

let fast: Verify
beforeAll(async () => {
  fast = await loadFastVerifier()
})

/** What both verifiers say; they must say the same. */
function verdict(kind: SignatureKind, message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  const plain = verify(kind, message, signature, publicKey)
  expect(fast(kind, message, signature, publicKey)).toBe(plain)
  return plain
}

describe('signatures of the reference tools', () => {
  test.each(vectors.map((v, i) => [i, kindOf(v.cryptoType), v] as const))('%i %s', (_, kind, vector) => {
    const message = Buffer.from(vector.messageHex, 'hex')
    const signed = vector.wrapped ? concatBytes(utf8('<Bytes>'), message, utf8('</Bytes>')) : message
    expect(verdict(kind, signed, fromHex(vector.signature), fromHex(vector.publicKey))).toBe(vector.valid)
  })
})

describe('malformed input is a false answer', () => {
  const pair = KeyPair.fromSeed('sr25519', new Uint8Array(32).fill(5))
  const kinds: readonly SignatureKind[] = ['sr25519', 'ed25519', 'ecdsa']

  test('of any length', () => {
    for (const kind of kinds) {
      for (const length of [0, 1, 31, 32, 33, 63, 64, 65, 66, 1000]) {
        for (const fill of [0, 1, 0x80, 0xff]) {
          const bytes = new Uint8Array(length).fill(fill)
          verdict(kind, MESSAGE, bytes, accountBytes(pair.publicKey))
          verdict(kind, MESSAGE, pair.sign(MESSAGE), bytes)
        }
      }
    }
  })

  test('of any type', () => {
    const odd = [undefined, null, 'text', 7, {}, [], new ArrayBuffer(64)] as unknown as Uint8Array[]
    for (const kind of [...kinds, 'secp', 'constructor', undefined] as SignatureKind[]) {
      for (const value of odd) {
        for (const verifier of [verify, fast]) {
          expect(verifier(kind, value, new Uint8Array(64), new Uint8Array(32))).toBe(false)
          expect(verifier(kind, MESSAGE, value, new Uint8Array(32))).toBe(false)
          expect(verifier(kind, MESSAGE, new Uint8Array(64), value)).toBe(false)
        }
      }
    }
  })
})

describe('both verifiers agree', () => {
  const seed = fc.uint8Array({ minLength: 32, maxLength: 32 })
  const random = fc.uint8Array({ minLength: 64, maxLength: 64 })

  test('on signatures with a flipped bit', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('sr25519' as const, 'ed25519' as const),
        seed,
        fc.nat(511),
        fc.nat(255),
        fc.constantFrom('none', 'signature', 'key', 'message'),
        (kind, seed, signatureBit, keyBit, where) => {
          const pair = KeyPair.fromSeed(kind, seed)
          const signature = pair.sign(MESSAGE)
          const publicKey = accountBytes(pair.publicKey)
          const message = Uint8Array.from(MESSAGE)
          if (where === 'signature') signature[signatureBit >> 3]! ^= 1 << (signatureBit & 7)
          if (where === 'key') publicKey[keyBit >> 3]! ^= 1 << (keyBit & 7)
          if (where === 'message') message[0]! ^= 1
          expect(verdict(kind, message, signature, publicKey)).toBe(where === 'none')
        },
      ),
      { seed: 1, numRuns: 300 },
    )
  })

  test('on random bytes', () => {
    fc.assert(
      fc.property(fc.constantFrom('sr25519' as const, 'ed25519' as const), random, seed, (kind, signature, key) => {
        verdict(kind, MESSAGE, signature, key)
      }),
      { seed: 2, numRuns: 400 },
    )
  })
})

describe('sr25519 as schnorrkel', () => {
  const pair = KeyPair.fromSeed('sr25519', new Uint8Array(32).fill(7))
  const publicKey = accountBytes(pair.publicKey)
  const signature = pair.sign(MESSAGE)
  const scalar = littleEndian(signature.subarray(32)) & (2n ** 255n - 1n)

  test.each([
    ['its own', scalar, true],
    ['zero', 0n, false],
    ['the order', ORDER, false],
    ['above the order', scalar + ORDER, false],
    ['far above the order', scalar + 2n * ORDER, false],
  ])('the scalar is %s', (_, value, expected) => {
    expect(verdict('sr25519', MESSAGE, withScalar(signature, value), publicKey)).toBe(expected)
  })

  test('the marker is needed', () => {
    const unmarked = Uint8Array.from(signature)
    unmarked[63]! &= 0x7f
    expect(verdict('sr25519', MESSAGE, unmarked, publicKey)).toBe(false)
  })

  test('anybody can sign for the all-zero key, as on the chain', () => {
    const nobody = new Uint8Array(32)
    const one = KeyPair.fromPrivateKey('sr25519', withNumber(new Uint8Array(64), 0, 5n))
    const forged = withScalar(concatBytes(accountBytes(one.publicKey), new Uint8Array(32)), 5n)
    expect(verdict('sr25519', MESSAGE, forged, nobody)).toBe(true)
    expect(verdict('sr25519', MESSAGE, withScalar(new Uint8Array(64), 0n), nobody)).toBe(true)
    expect(verdict('sr25519', MESSAGE, withScalar(forged, 6n), nobody)).toBe(false)
    expect(verdict('sr25519', MESSAGE, withScalar(forged, 5n + ORDER), nobody)).toBe(false)
    expect(verdict('sr25519', MESSAGE, withScalar(new Uint8Array(64), ORDER), nobody)).toBe(false)
    expect(verifySr25519(MESSAGE, withScalar(forged, 5n + ORDER), nobody)).toBe(false)
    forged[63]! &= 0x7f
    expect(verdict('sr25519', MESSAGE, forged, nobody)).toBe(false)
  })
})

describe('ed25519 as ZIP-215', () => {
  // A point of order 8: a signature with it passes only where the cofactor is cleared.
  const smallOrder = fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a')

  test('small-order key and commitment with a zero scalar are accepted, as on the chain', () => {
    const signature = concatBytes(smallOrder, new Uint8Array(32))
    expect(verdict('ed25519', MESSAGE, signature, smallOrder)).toBe(true)
  })

  test('a commitment shifted by a small-order point is accepted', () => {
    const seed = new Uint8Array(32).fill(9)
    const shift = curve.Point.fromBytes(smallOrder, true)
    const { scalar, pointBytes } = curve.utils.getExtendedPublicKey(seed)
    const nonce = 12345n
    const commitment = curve.Point.BASE.multiply(nonce).add(shift).toBytes()
    const challenge = littleEndian(sha512(concatBytes(commitment, pointBytes, MESSAGE))) % ORDER
    const signature = signatureOf(commitment, (nonce + challenge * scalar) % ORDER)
    expect(verdict('ed25519', MESSAGE, signature, pointBytes)).toBe(true)
    expect(
      verdict('ed25519', MESSAGE, signatureOf(commitment, (nonce + challenge * scalar + 1n) % ORDER), pointBytes),
    ).toBe(false)
  })

  test('a scalar above the order is refused', () => {
    const pair = KeyPair.fromSeed('ed25519', new Uint8Array(32).fill(9))
    const signature = pair.sign(MESSAGE)
    const above = signatureOf(signature.subarray(0, 32), littleEndian(signature.subarray(32)) + ORDER)
    expect(verdict('ed25519', MESSAGE, above, accountBytes(pair.publicKey))).toBe(false)
  })
})

describe('ecdsa', () => {
  const secret = new Uint8Array(32).fill(3)
  const publicKey = secp256k1.getPublicKey(secret, true)
  const recovered = secp256k1.sign(blake2_256(MESSAGE), secret, { prehash: false, format: 'recovered' })
  const signature = concatBytes(recovered.subarray(1), recovered.subarray(0, 1))

  test('the signer is recovered', () => {
    expect(recover(MESSAGE, signature)).toEqual(publicKey)
    expect(verdict('ecdsa', MESSAGE, signature, publicKey)).toBe(true)
    expect(verdict('ecdsa', utf8('another'), signature, publicKey)).toBe(false)
  })

  test('the recovery id may have 27 added', () => {
    const shifted = Uint8Array.from(signature)
    shifted[64]! += 27
    expect(verdict('ecdsa', MESSAGE, shifted, publicKey)).toBe(true)
    for (const id of [4, 26, 31, 255]) {
      shifted[64] = id
      expect(recover(MESSAGE, shifted)).toBeUndefined()
    }
  })

  test('a high s is accepted, as on the chain', () => {
    const parsed = secp256k1.Signature.fromBytes(signature.subarray(0, 64), 'compact')
    const high = new secp256k1.Signature(parsed.r, secp256k1.Point.Fn.ORDER - parsed.s).toBytes('compact')
    const other = concatBytes(high, Uint8Array.of(signature[64]! ^ 1))
    expect(verdict('ecdsa', MESSAGE, other, publicKey)).toBe(true)
  })

  test('zero and overflowing numbers are refused', () => {
    const order = fromHex('fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141')
    for (const r of [new Uint8Array(32), order, signature.subarray(0, 32)]) {
      for (const s of [new Uint8Array(32), order]) {
        expect(recover(MESSAGE, concatBytes(r, s, Uint8Array.of(0)))).toBeUndefined()
      }
    }
  })

  test('the recovered signer is the one that the WebAssembly library finds', async () => {
    const wasm = await import('@polkadot/wasm-crypto')
    await wasm.waitReady()
    for (let i = 1; i < 20; i++) {
      const message = utf8(`message ${i}`)
      const made = wasm.secp256k1Sign(blake2_256(message), new Uint8Array(32).fill(i))
      expect(recover(message, made)).toEqual(
        wasm.secp256k1Recover(blake2_256(message), made.subarray(0, 64), made[64]!),
      )
    }
  })
})

function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)
}

/** A copy with a number written at `at`. */
function withNumber(bytes: Uint8Array, at: number, value: bigint): Uint8Array {
  const out = Uint8Array.from(bytes)
  for (let i = 0, rest = value; i < 32; i++, rest >>= 8n) out[at + i] = Number(rest & 0xffn)
  return out
}

/** An sr25519 signature with another scalar, marked as schnorrkel's. */
function withScalar(signature: Uint8Array, scalar: bigint): Uint8Array {
  const out = withNumber(signature, 32, scalar)
  out[63]! |= 0x80
  return out
}

/** An ed25519 signature. */
function signatureOf(commitment: Uint8Array, scalar: bigint): Uint8Array {
  return withNumber(concatBytes(commitment, new Uint8Array(32)), 32, scalar)
}

const sha512 = (bytes: Uint8Array): Uint8Array => createHash('sha512').update(bytes).digest()
