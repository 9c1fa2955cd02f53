import { describe, expect, test, vi } from 'vitest'
import { generateKey, keyFromMnemonic, keyFromPrivateKey, keyFromUri } from '../../src/wallet/key-sources.ts'
import { formatKeyfile, parseKeyfile } from '../../src/wallet/keyfile.ts'
import { allText, expectCode, failureOf, leaks } from './support/errors.ts'
import { testKey } from './support/saving.ts'

// Curve arithmetic on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const FILE = '/w/main/coldkey'
const PHRASE = 'gravity satisfy monitor sick pencil damp skill match link board earn broken'
const key = keyFromMnemonic(PHRASE)
const fields = JSON.parse(formatKeyfile(key).toString()) as Record<string, unknown>
const parse = (json: unknown): ReturnType<typeof parseKeyfile> =>
  parseKeyfile(Buffer.from(typeof json === 'string' ? json : JSON.stringify(json)), FILE)
const without = (...names: string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))

describe('a keyfile', () => {
  test.each(['sr25519', 'ed25519'] as const)('of an %s key gives it back', kind => {
    for (const made of [generateKey(kind, 24), keyFromUri('//Alice', kind), testKey(3, kind)]) {
      const again = parseKeyfile(formatKeyfile(made), FILE)
      expect(again).toMatchObject({ address: made.address, cryptoType: kind, warnings: [] })
      expect(again.revealSecrets()).toEqual(made.revealSecrets())
    }
  })

  test('is compact JSON with a numeric kind, as both tools read it', () => {
    const text = formatKeyfile(key).toString()
    expect(text).not.toMatch(/\s(?![a-z])|\n/)
    expect(fields).toMatchObject({ cryptoType: 1, secretPhrase: PHRASE, ss58Address: key.address })
    expect(fields.privateKey).toMatch(/^0x[0-9a-f]{128}$/)
    expect(Object.keys(JSON.parse(formatKeyfile(keyFromUri('//Alice')).toString()))).toEqual([
      'accountId',
      'publicKey',
      'privateKey',
      'ss58Address',
      'cryptoType',
    ])
  })

  test('after a soft derivation holds the scalar that gives the key', () => {
    const soft = keyFromUri('//Alice/soft')
    expect(parseKeyfile(formatKeyfile(soft), FILE).publicKey).toBe(soft.publicKey)
  })
})

describe('the secret that decides', () => {
  test('is the phrase, then the seed, then the private key', () => {
    expect(parse(fields).revealSecrets().mnemonic).toBe(PHRASE)
    const bySeed = parse(without('secretPhrase')).revealSecrets()
    expect([bySeed.mnemonic, bySeed.seed?.length]).toEqual([undefined, 32])
    const byKey = parse(without('secretPhrase', 'secretSeed'))
    expect(byKey.revealSecrets()).toMatchObject({ mnemonic: undefined, seed: undefined })
    expect(byKey.address).toBe(key.address)
  })

  test('is told apart from others that do not agree', () => {
    const other = JSON.parse(formatKeyfile(testKey(9)).toString())
    const mixed = parse({ ...fields, privateKey: other.privateKey, secretSeed: other.secretSeed })
    expect(mixed.address).toBe(key.address)
    expect(mixed.warnings).toHaveLength(2)
    expect(mixed.warnings.join()).toMatch(/secretSeed.*privateKey/)
    expect(parse({ ...fields, privateKey: '0x00' }).warnings).toHaveLength(1)
  })

  test('may be a 64-byte private key under the name of a seed', () => {
    expect(parse({ secretSeed: fields.privateKey }).address).toBe(key.address)
  })
})

describe('refused is', () => {
  const other = testKey(9)
  test.each([
    ['an address of another key', { ...fields, ss58Address: other.address }],
    ['a public key of another key', { ...fields, publicKey: other.publicKey }],
    ['an account id of another key', { ...fields, accountId: other.publicKey }],
    [
      'an identity of another key',
      { ...fields, ss58Address: other.address, publicKey: other.publicKey, accountId: other.publicKey },
    ],
    ['another kind than its own', { ...fields, cryptoType: 0 }],
    ['an unknown kind', { ...fields, cryptoType: 2 }],
    ['a kind that is no number', { ...fields, cryptoType: true }],
    ['a phrase that is none', { ...without('secretPhrase'), secretPhrase: PHRASE.replace('gravity', 'levity') }],
    ['a phrase that is a list', { ...fields, secretPhrase: PHRASE.split(' ') }],
    ['a short seed', { ...without('secretPhrase'), secretSeed: '0x1234' }],
    ['a seed that is not hexadecimal', { ...without('secretPhrase'), secretSeed: PHRASE }],
    ['a private key in the form of polkadot.js', without('secretPhrase', 'secretSeed', 'privateKey')],
    ['no secret', without('secretPhrase', 'secretSeed', 'privateKey')],
    ['an empty object', {}],
    ['a list', '[]'],
    ['a text', JSON.stringify(PHRASE)],
    ['broken JSON', JSON.stringify(fields).slice(0, -5)],
    ['nothing', ''],
    ['white space', ' \n '],
    ['rubbish', 'rubbish'],
    ['an odd number of digits', '0x123'],
    ['too few digits', '0x1234'],
    ['a byte order mark', `\ufeff${JSON.stringify(fields)}`],
    ['a field twice', `{"secretPhrase":"${PHRASE}"," secretPhrase":"x"}`],
    ['an export of polkadot.js', { encoded: 'x', encoding: {}, address: key.address }],
  ])('%s, without a word of the secret', (_, content) => {
    const error = expectCode(
      failureOf(() => parse(content)),
      'invalid_file',
    )
    const text = allText(error)
    expect(leaks(text, PHRASE)).toBe(false)
    for (const field of ['secretSeed', 'privateKey']) {
      expect(leaks(text, (fields[field] as string).slice(2))).toBe(false)
    }
  })

  test('what is not text', () => {
    expectCode(
      failureOf(() => parseKeyfile(Buffer.from([0xff, 0xfe, 0x00]), FILE)),
      'invalid_file',
    )
  })

  test('a private key in the form of polkadot.js, whoever it says it is', () => {
    for (let n = 0; n < 30; n++) {
      const made = testKey(n)
      const polkadot = `0x${Buffer.from(made.revealSecrets().polkadotSecret).toString('hex')}`
      expectCode(
        failureOf(() => parse({ privateKey: polkadot, ss58Address: made.address })),
        'invalid_file',
      )
    }
  })
})

describe('the kind', () => {
  const ed25519 = testKey(5, 'ed25519')
  const stated = JSON.parse(formatKeyfile(ed25519).toString())

  test('that is not stated is the one that fits the address', () => {
    const { cryptoType: _, ...unstated } = stated
    expect(parse(unstated)).toMatchObject({ address: ed25519.address, cryptoType: 'ed25519' })
  })

  test('that is not stated, with nothing to fit, is sr25519', () => {
    expect(parse({ secretSeed: stated.secretSeed })).toMatchObject({ cryptoType: 'sr25519' })
    // 32 bytes are no sr25519 private key, and nothing says that it is another.
    expectCode(
      failureOf(() => parse({ privateKey: stated.privateKey })),
      'invalid_file',
    )
  })

  test('may be stated as text', () => {
    expect(parse({ ...stated, cryptoType: '0' })).toMatchObject({ address: ed25519.address, cryptoType: 'ed25519' })
  })
})

test('a bare seed, private key or mnemonic is sr25519', () => {
  const { seed, privateKey } = key.revealSecrets()
  const digits = [seed!, privateKey].map(bytes => Buffer.from(bytes).toString('hex'))
  for (const text of [PHRASE, `${PHRASE}\n`, ...digits, ...digits.map(d => `0x${d}\n`)]) {
    expect(parse(text)).toMatchObject({ address: key.address, cryptoType: 'sr25519' })
  }
  expect(keyFromPrivateKey(digits[1]!).address).toBe(key.address)
})
