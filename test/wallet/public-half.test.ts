import { rmSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  agrees,
  formatPublicHalf,
  parsePublicHalf,
  publicHalfOf,
  publicHalfOfKey,
  publicKeyBytes,
  readAddress,
  readPublicHalf,
  readPublicHalfIfAny,
} from '../../src/wallet/public-half.ts'
import { expectCode, failureOf } from './support/errors.ts'
import { coldkey, hotkey, temporaryRoot } from './support/folders.ts'
import { save, testKey } from './support/saving.ts'

const key = testKey(1)
const FILE = '/w/main/coldkeypub.txt'
const parse = (json: unknown): ReturnType<typeof parsePublicHalf> =>
  parsePublicHalf(Buffer.from(typeof json === 'string' ? json : JSON.stringify(json)), FILE)

describe('a public file', () => {
  test('says what was put into it', () => {
    for (const cryptoType of ['sr25519', 'ed25519'] as const) {
      const half = publicHalfOf(key.address, cryptoType)
      const parsed = parsePublicHalf(formatPublicHalf(half), FILE)
      expect(parsed).toEqual({ ...half, kindIsStated: true, holdsSecret: false })
      expect(agrees(parsed, half)).toBe(true)
    }
    expect(publicKeyBytes(key)).toHaveLength(32)
  })

  test.each([
    ['an address alone', { ss58Address: key.address }],
    ['a public key alone', { publicKey: key.publicKey }],
    ['an account id in capitals', { accountId: `0x${key.publicKey.slice(2).toUpperCase()}` }],
    ['a name with spaces', { ' ss58Address ': key.address }],
    ['fields that are null', { ss58Address: key.address, secretPhrase: null, secretSeed: null, cryptoType: null }],
    ['unknown fields', { ss58Address: key.address, other: { a: [1] } }],
    ['the same field twice', `{"ss58Address":"${key.address}"," ss58Address":"${key.address}"}`],
  ])('may have %s', (_, json) => {
    expect(parse(json)).toMatchObject({ address: key.address, publicKey: key.publicKey, kindIsStated: false })
  })

  test('may state its kind as text', () => {
    expect(parse({ ss58Address: key.address, cryptoType: '0' })).toMatchObject({
      cryptoType: 'ed25519',
      kindIsStated: true,
    })
    expect(parse({ ss58Address: key.address, cryptoType: '1' })).toMatchObject({
      cryptoType: 'sr25519',
      kindIsStated: true,
    })
  })

  test.each([
    ['nothing', ''],
    ['no JSON', 'rubbish'],
    ['half a JSON', '{"ss58Address":"5'],
    ['a list', '[]'],
    ['a text', '"5Grw"'],
    ['null', 'null'],
    ['no account', {}],
    ['an account that is a number', { ss58Address: 5 }],
    ['a mistyped address', { ss58Address: `${key.address.slice(0, -1)}x` }],
    ['an address of another chain', { ss58Address: '15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5' }],
    ['a short public key', { publicKey: '0x1234' }],
    ['a public key without 0x', { publicKey: key.publicKey.slice(2) }],
    ['two accounts', { ss58Address: key.address, publicKey: testKey(2).publicKey }],
    ['an unknown kind', { ss58Address: key.address, cryptoType: 2 }],
    ['a kind in words', { ss58Address: key.address, cryptoType: 'sr25519' }],
    ['a field twice', `{"ss58Address":"${key.address}"," ss58Address":"${testKey(2).address}"}`],
    ['a byte order mark', `\ufeff${JSON.stringify({ ss58Address: key.address })}`],
  ])('may not have %s', (_, json) => {
    expectCode(
      failureOf(() => parse(json)),
      'invalid_file',
    )
  })

  test('must be UTF-8', () => {
    expectCode(
      failureOf(() => parsePublicHalf(Buffer.from([0x7b, 0xff, 0x7d]), FILE)),
      'invalid_file',
    )
  })

  test.each(['secretPhrase', 'secretSeed', 'privateKey'])('with a %s is noticed', field => {
    expect(parse({ ss58Address: key.address, [field]: 'x' }).holdsSecret).toBe(true)
  })
})

describe('a public key in hexadecimal', () => {
  test('is an account', () => {
    for (const hex of [key.publicKey, key.publicKey.slice(2), key.publicKey.toUpperCase().replace('0X', '0x')]) {
      expect(publicHalfOfKey(hex)).toEqual(publicHalfOf(key.address))
    }
    expect(publicHalfOfKey(key.publicKey, 'ed25519').cryptoType).toBe('ed25519')
  })

  test.each(['', '0x', '0x12', 'zz', `${key.publicKey}00`, key.address])('is not %j', hex => {
    expectCode(
      failureOf(() => publicHalfOfKey(hex)),
      'invalid_argument',
    )
  })
})

describe('agreement', () => {
  const ed25519 = testKey(1, 'ed25519')

  test('is of account and kind', () => {
    const stated = parse({ ss58Address: key.address, cryptoType: 1 })
    expect(agrees(stated, key)).toBe(true)
    expect(agrees(stated, testKey(2))).toBe(false)
    expect(agrees(stated, { ...key, cryptoType: 'ed25519' })).toBe(false)
  })

  test('is of the account alone where the kind is not stated', () => {
    expect(agrees(parse({ ss58Address: ed25519.address }), ed25519)).toBe(true)
  })
})

describe('reading', () => {
  test('tells a missing file from a damaged one', async () => {
    const root = temporaryRoot()
    expectCode(
      failureOf(() => readPublicHalf(coldkey(root))),
      'not_found',
    )
    expect(readPublicHalfIfAny(coldkey(root))).toBeUndefined()
    await save(coldkey(root), key)
    expect(readPublicHalf(coldkey(root)).address).toBe(key.address)
    writeFileSync(coldkey(root).publicFile, 'x')
    expectCode(
      failureOf(() => readPublicHalfIfAny(coldkey(root))),
      'invalid_file',
    )
  })

  test('of an address falls back to an unencrypted keyfile', async () => {
    const root = temporaryRoot()
    await save(hotkey(root), key, { password: null })
    rmSync(hotkey(root).publicFile)
    expect(readAddress(hotkey(root))).toMatchObject({ address: key.address })
    await save(coldkey(root), key)
    rmSync(coldkey(root).publicFile)
    expectCode(
      failureOf(() => readAddress(coldkey(root))),
      'locked',
    )
    rmSync(coldkey(root).secretFile)
    expectCode(
      failureOf(() => readAddress(coldkey(root))),
      'not_found',
    )
  })
})
