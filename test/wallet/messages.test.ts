import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { toHex, utf8 } from '../../src/primitives/bytes.ts'
import { dangerOf, signMessage, verifyMessage } from '../../src/wallet/messages.ts'
import { expectCode, failureOf, rejectionOf } from './support/errors.ts'
import { testKey } from './support/saving.ts'
import { readVectors } from './support/vectors.ts'

// Curve arithmetic on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const MESSAGE = 'I own this account ✓'

describe.each(['sr25519', 'ed25519'] as const)('a message signed with an %s key', kind => {
  const key = testKey(1, kind)

  test('verifies with address and public key, and the kind is found', async () => {
    const signed = await signMessage(key, MESSAGE)
    expect(signed).toMatchObject({ address: key.address, cryptoType: kind })
    expect(signed.signature).toMatch(/^0x[0-9a-f]{128}$/)
    const expected = { valid: true, address: key.address, cryptoType: kind, wrapped: false }
    for (const signer of [key.address, key.publicKey, key.publicKey.slice(2)]) {
      for (const signature of [signed.signature, signed.signature.slice(2)]) {
        expect(verifyMessage(MESSAGE, signature, signer)).toEqual(expected)
      }
    }
  })

  test('does not verify when anything differs', async () => {
    const { signature } = await signMessage(key, MESSAGE)
    expect(verifyMessage(`${MESSAGE} `, signature, key.address).valid).toBe(false)
    expect(verifyMessage(MESSAGE, signature, testKey(2, kind).address).valid).toBe(false)
    const changed = `${signature.slice(0, 10)}${signature[10] === '0' ? '1' : '0'}${signature.slice(11)}`
    expect(verifyMessage(MESSAGE, changed, key.address)).toEqual({
      valid: false,
      address: key.address,
      cryptoType: undefined,
      wrapped: false,
    })
  })

  test('is signed as it stands: no wrapping, no decoding', async () => {
    for (const message of ['0xdeadbeef', ' spaces ', '<Bytes>x</Bytes>', '']) {
      const signature = toHex(await key.sign(utf8(message)))
      expect(verifyMessage(message, signature, key.address)).toMatchObject({ valid: true, wrapped: false })
    }
  })

  test('by a browser wallet, wrapped, verifies too', async () => {
    const signature = toHex(await key.sign(utf8(`<Bytes>${MESSAGE}</Bytes>`)))
    expect(verifyMessage(MESSAGE, signature, key.address)).toMatchObject({ valid: true, wrapped: true })
  })
})

test('the signature of the reference command line verifies', () => {
  const { sign_message_11: vector } = readVectors<{
    sign_message_11: { message: string; ss58: string; signature: string }
  }>('signatures.json')
  expect(verifyMessage(vector.message, vector.signature, vector.ss58).valid).toBe(true)
})

describe('what could be a transaction is not signed', () => {
  const key = testKey(1)

  test.each([
    ['bytes that are no text', Uint8Array.of(5, 3, 0xff, 0xfe)],
    ['a random hash', testKey(3).revealSecrets().privateKey.subarray(0, 32)],
    ['text of exactly 32 bytes', 'Sign me, I am 32 characters long'],
    ['text of 32 bytes in fewer characters', 'é'.repeat(16)],
    ['bytes of 32 letters', utf8('abcdefghijklmnopqrstuvwxyzabcdef')],
  ])('%s', async (_, message) => {
    expectCode(await rejectionOf(signMessage(key, message)), 'not_permitted')
  })

  test('a real payload for the main network', () => {
    const genesis = '2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03'
    const payload = Buffer.from(`0500${'00'.repeat(40)}${genesis}${genesis}00`, 'hex')
    expect(dangerOf(payload)).toMatch(/payload/)
    expect(dangerOf(Buffer.from(genesis, 'hex'))).toBeDefined()
  })

  test.each([
    'a',
    'x'.repeat(31),
    'x'.repeat(33),
    'x'.repeat(5000),
    '0123456789abcdef0123456789ABCDEF',
    'ünïcode ✓',
    '',
  ])('while %j is signed', async message => {
    expect(dangerOf(utf8(message))).toBeUndefined()
    await signMessage(key, message)
  })
})

describe('verification', () => {
  test('says no to the account for which anybody can sign', () => {
    const forged = `0x${'00'.repeat(63)}80`
    const zero = '5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM'
    expect(verifyMessage('anything', forged, zero).valid).toBe(false)
  })

  test('refuses what is no signer and no signature', () => {
    const { address } = testKey(1)
    for (const signer of ['', 'nobody', `${address}x`, '15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5']) {
      expectCode(
        failureOf(() => verifyMessage('m', '00', signer)),
        'invalid_address',
      )
    }
    for (const signature of ['0', 'zz', 'signature']) {
      expectCode(
        failureOf(() => verifyMessage('m', signature, address)),
        'invalid_argument',
      )
    }
  })

  test('of anything else is a false answer', () => {
    const { publicKey } = generateKeyPairSync('ed25519')
    const der = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
    fc.assert(
      fc.property(fc.string(), fc.uint8Array({ maxLength: 100 }), (message, signature) => {
        expect(verifyMessage(message, toHex(signature), toHex(der)).valid).toBe(false)
      }),
      { seed: 1, numRuns: 100 },
    )
  })
})
