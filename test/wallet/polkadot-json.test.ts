import { randomBytes, scryptSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js'
import { Keyring } from '@polkadot/keyring'
import { waitReady } from '@polkadot/wasm-crypto'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { generateKey, keyFromUri } from '../../src/wallet/key-sources.ts'
import { exportPolkadotJson, importPolkadotJson, MAX_JSON_BYTES } from '../../src/wallet/polkadot-json.ts'
import { allText, expectCode, rejectionOf } from './support/errors.ts'
import { PASSWORD, testKey } from './support/saving.ts'
import { type PolkadotVector, readVectors, VECTORS } from './support/vectors.ts'

// Curve arithmetic on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const FILE = 'account.json'
const vectors = readVectors<readonly PolkadotVector[]>('polkadotjs/expected.json')
const fileOf = (name: string): Buffer => readFileSync(join(VECTORS, name))

/** An export that opens at once, to be made odd in one place. */
interface Parts {
  readonly frame?: Uint8Array
  readonly cost?: readonly [number, number, number]
  readonly json?: Record<string, unknown>
  readonly encoding?: Record<string, unknown>
}
function exported({ frame, cost = [2, 1, 8], json = {}, encoding = {} }: Parts = {}): Buffer {
  const [N, p, r] = cost
  const salt = randomBytes(32)
  const nonce = randomBytes(24)
  const isPossible = N > 1 && (N & (N - 1)) === 0 && p === 1 && r === 8 && N < 64
  const key = isPossible ? scryptSync(PASSWORD, salt, 32, { N, p, r }) : Buffer.alloc(32)
  const sealed = xsalsa20poly1305(key, nonce).encrypt(frame ?? frameOf(testKey(1)))
  const head = Buffer.alloc(12)
  for (const [i, n] of cost.entries()) head.writeUInt32LE(n, 4 * i)
  return Buffer.from(
    JSON.stringify({
      encoded: Buffer.concat([salt, head, nonce, sealed]).toString('base64'),
      encoding: { content: ['pkcs8', 'sr25519'], type: ['scrypt', 'xsalsa20-poly1305'], version: '3', ...encoding },
      address: testKey(1).address,
      meta: { name: 'test' },
      ...json,
    }),
  )
}

function frameOf(key: ReturnType<typeof testKey>): Buffer {
  return Buffer.concat([
    Buffer.from('3053020101300506032b657004220420', 'hex'),
    key.revealSecrets().polkadotSecret,
    Buffer.from('a123032100', 'hex'),
    Buffer.from(key.publicKey.slice(2), 'hex'),
  ])
}

describe('exports of polkadot.js', () => {
  // Together: what takes time is scrypt, which runs on threads of its own.
  test.concurrent.each(vectors.map(v => [v.file, v] as const))(
    '%s: as bittensor 11.3.0 judges it',
    async (name, vector) => {
      const importing = importPolkadotJson(fileOf(name), vector.passphrase, FILE)
      if (vector.result['bittensor 11.3.0']!.error !== undefined) {
        const code = name.includes('wrong-pass') ? 'wrong_password' : 'unsupported'
        const error = expectCode(await rejectionOf(importing), code)
        if (vector.passphrase !== '') expect(allText(error)).not.toContain(vector.passphrase)
        return
      }
      const { key, name: label } = await importing
      expect(key).toMatchObject({ address: vector.ss58, publicKey: vector.publicKey, cryptoType: vector.type })
      expect(label === undefined).toBe(name.includes('no-name'))
      expect(key.warnings).toHaveLength(name.includes('address-lies') ? 1 : 0)
    },
  )

  test('of an account on another chain are of the same key', async () => {
    const address = '15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5'
    const alice = keyFromUri('//Alice')
    const { key } = await importPolkadotJson(exported({ frame: frameOf(alice), json: { address } }), PASSWORD, FILE)
    expect(key.address).toBe(alice.address)
    expect(key.warnings).toEqual([])
  })
})

function expectNoSecretIn(text: string, key: ReturnType<typeof generateKey>): void {
  const { privateKey, mnemonic, seed } = key.revealSecrets()
  for (const secret of [Buffer.from(privateKey).toString('base64').slice(0, 20), mnemonic!.split(' ')[0]!]) {
    if (secret.length > 4) expect(text).not.toContain(secret)
  }
  expect(Buffer.from(JSON.parse(text).encoded, 'base64').includes(Buffer.from(seed!))).toBe(false)
}

describe('our exports', () => {
  const keyring = new Keyring({ ss58Format: 42 })
  beforeAll(waitReady)

  test.each(['sr25519', 'ed25519'] as const)(
    'of an %s key open in polkadot.js, sign the same account and show no secret',
    async kind => {
      const made = generateKey(kind)
      const text = await exportPolkadotJson(made, { password: PASSWORD, name: 'my account' })
      const pair = keyring.createFromJson(JSON.parse(text))
      pair.unlock(PASSWORD)
      expect(pair).toMatchObject({ address: made.address, type: kind, meta: { name: 'my account' } })
      const message = Uint8Array.of(1, 2, 3)
      expect(pair.verify(message, await made.sign(message), pair.publicKey)).toBe(true)
      const again = await importPolkadotJson(Buffer.from(text), PASSWORD, FILE)
      expect(again.key.revealSecrets().privateKey).toEqual(made.revealSecrets().privateKey)
      expect(again.name).toBe('my account')
      expectNoSecretIn(text, made)
      expect(inspect(again)).not.toMatch(/Uint8Array/)
    },
  )

  test('are what polkadot.js itself would write, and ours open there', async () => {
    const pair = keyring.addFromUri('//Alice', { name: 'alice' }, 'sr25519')
    const theirs = pair.toJson(PASSWORD)
    const { key } = await importPolkadotJson(Buffer.from(JSON.stringify(theirs)), PASSWORD, FILE)
    expect(key.address).toBe(keyFromUri('//Alice').address)
    const ours = JSON.parse(await exportPolkadotJson(key, { password: PASSWORD, name: 'alice' }))
    expect(ours.encoding).toEqual(theirs.encoding)
    expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort())
  })

  test('need a password worth the name', async () => {
    const weak = { password: 'short', name: 'x' }
    expectCode(await rejectionOf(exportPolkadotJson(testKey(1), weak)), 'invalid_argument')
    expect(await exportPolkadotJson(testKey(1), { ...weak, allowWeakPassword: true })).toContain('scrypt')
    const none = { password: '', name: 'x', allowWeakPassword: true }
    expectCode(await rejectionOf(exportPolkadotJson(testKey(1), none)), 'invalid_argument')
  })
})

describe('a hostile or broken file', () => {
  test('of ours, unchanged, opens', async () => {
    expect((await importPolkadotJson(exported(), PASSWORD, FILE)).key.address).toBe(testKey(1).address)
  })

  test.each([
    ['N of 0', [0, 1, 8]],
    ['N of 1', [1, 1, 8]],
    ['N that is no power of two', [3, 1, 8]],
    ['N above 2^18', [2 ** 19, 1, 8]],
    ['N of 2^31', [2 ** 31, 1, 8]],
    ['p of 0', [2, 0, 8]],
    ['p of 2', [2, 2, 8]],
    ['r of 0', [2, 1, 0]],
    ['r of 9', [2, 1, 9]],
    ['everything at its most', [2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1]],
  ] as const)('with a scrypt %s is refused and not run', async (_, cost) => {
    expectCode(await rejectionOf(importPolkadotJson(exported({ cost }), PASSWORD, FILE)), 'unsupported')
  })

  test.each([
    ['several accounts', { content: ['batch-pkcs8'] }],
    ['an ethereum key', { content: ['pkcs8', 'ethereum'] }],
    ['an unknown frame', { content: ['other', 'sr25519'] }],
    ['no frame', { content: undefined }],
    ['version 2', { version: '2' }],
    ['a numeric version', { version: 3 }],
    ['no encryption', { type: ['none'] }],
    ['no encryption, as a text', { type: 'none' }],
    ['unknown encryption', { type: ['rot13'] }],
  ])('with %s is not supported', async (_, encoding) => {
    expectCode(await rejectionOf(importPolkadotJson(exported({ encoding }), PASSWORD, FILE)), 'unsupported')
  })

  const swapped = frameOf(testKey(1))
  testKey(2)
    .revealSecrets()
    .polkadotSecret.forEach((byte, i) => {
      swapped[16 + i] = byte
    })
  test.each([
    ['another secret than its public key', swapped],
    ['a short frame', frameOf(testKey(1)).subarray(1)],
    ['a long frame', Buffer.concat([frameOf(testKey(1)), Buffer.of(0)])],
    ['another header', Buffer.from(frameOf(testKey(1)).map((byte, i) => (i === 0 ? 0 : byte)))],
    ['another divider', Buffer.from(frameOf(testKey(1)).map((byte, i) => (i === 80 ? 0 : byte)))],
    ['a zero secret', Buffer.from(frameOf(testKey(1)).map((byte, i) => (i > 15 && i < 80 ? 0 : byte)))],
    ['nothing inside', Buffer.alloc(0)],
  ])('with %s is broken', async (_, frame) => {
    expectCode(await rejectionOf(importPolkadotJson(exported({ frame }), PASSWORD, FILE)), 'invalid_file')
  })

  test.each([
    ['nothing', ''],
    ['no JSON', 'rubbish'],
    ['a list', '[]'],
    ['null', 'null'],
    ['no encoding', '{"encoded":"AAAA"}'],
    ['no encoded', '{"encoding":{}}'],
    ['an encoded number', '{"encoded":7,"encoding":{}}'],
  ])('with %s is broken', async (_, text) => {
    expectCode(await rejectionOf(importPolkadotJson(Buffer.from(text), PASSWORD, FILE)), 'invalid_file')
  })

  test.each(['', 'AAAA', '!!!!', '0x', '0x12', 'A'.repeat(50), 'A B'])('with %j encoded is broken', async encoded => {
    expectCode(await rejectionOf(importPolkadotJson(exported({ json: { encoded } }), PASSWORD, FILE)), 'invalid_file')
  })

  test('that is too large is refused', async () => {
    const large = Buffer.alloc(MAX_JSON_BYTES + 1, 0x20)
    expectCode(await rejectionOf(importPolkadotJson(large, PASSWORD, FILE)), 'invalid_file')
  })

  test('with an odd address or name is imported with a word, or without', async () => {
    for (const address of ['nobody', '0x1234', 7, null, {}]) {
      const { key } = await importPolkadotJson(exported({ json: { address } }), PASSWORD, FILE)
      expect([key.address, key.warnings.length]).toEqual([testKey(1).address, 1])
    }
    for (const meta of [undefined, null, 'x', [], { name: 7 }]) {
      expect((await importPolkadotJson(exported({ json: { meta } }), PASSWORD, FILE)).name).toBeUndefined()
    }
  })

  test('in hexadecimal, as old wallets wrote it, opens', async () => {
    const json = JSON.parse(exported().toString())
    json.encoded = `0x${Buffer.from(json.encoded, 'base64').toString('hex')}`
    const { key } = await importPolkadotJson(Buffer.from(JSON.stringify(json)), PASSWORD, FILE)
    expect(key.address).toBe(testKey(1).address)
  })
})
