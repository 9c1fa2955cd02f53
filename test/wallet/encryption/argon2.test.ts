import { afterEach, describe, expect, test, vi } from 'vitest'
import { utf8 } from '../../../src/primitives/bytes.ts'
import { argon2Key, ENGINES, KEY_LENGTH } from '../../../src/wallet/encryption/argon2.ts'
import { expectCode, rejectionOf } from '../support/errors.ts'
import { readVectors } from '../support/vectors.ts'

const DERIVED = readVectors<Record<string, string>>('derived-keys.json')
const [PASSWORD, KEY] = Object.entries(DERIVED).find(([password]) => password.startsWith('pässwörd'))!
const engines = await Promise.all(ENGINES.map(async ({ name, load }) => ({ name, derive: await load() })))

afterEach(() => {
  vi.restoreAllMocks()
})

test('the engines are tried in order, and the last is always there', () => {
  expect(ENGINES.map(({ name }) => name)).toEqual(['node:crypto', 'sodium-native', 'hash-wasm'])
  expect(engines.at(-1)!.derive).toBeDefined()
})

// The parameters are the real ones: each of these takes seconds and half a gigabyte.
describe.each(engines)('argon2 by $name', ({ derive }) => {
  test.skipIf(derive === undefined)('gives the key of libsodium', { timeout: 180_000 }, async () => {
    const password = utf8(PASSWORD)
    const key = await derive!(password)
    expect(key).toHaveLength(KEY_LENGTH)
    expect(Buffer.from(key).toString('hex')).toBe(KEY)
    // The password belongs to the caller.
    expect(password).toEqual(utf8(PASSWORD))
  })

  test.skipIf(derive === undefined)('ends at once when it is interrupted', { timeout: 60_000 }, async () => {
    expectCode(await rejectionOf(derive!(utf8('x'), AbortSignal.abort())), 'cancelled')
  })
})

test('a run in a worker is interrupted', { timeout: 60_000 }, async () => {
  const { derive } = engines.find(({ name }) => name === 'hash-wasm')!
  const controller = new AbortController()
  const run = rejectionOf(derive!(utf8('x'), controller.signal))
  setTimeout(() => controller.abort(), 100)
  // A run that was not ended would give a key.
  expectCode(await run, 'cancelled')
})

test('the WebAssembly engine says that it takes no empty password', async () => {
  const { derive } = engines.find(({ name }) => name === 'hash-wasm')!
  const outcome = Promise.resolve().then(() => derive!(new Uint8Array()))
  expectCode(await rejectionOf(outcome), 'unsupported')
})

test.skipIf(process.platform !== 'linux')('too little memory is said before it is touched', async () => {
  vi.spyOn(process, 'availableMemory').mockReturnValue(300 * 1024 ** 2)
  vi.spyOn(process, 'constrainedMemory').mockReturnValue(512 * 1024 ** 2)
  const error = expectCode(await rejectionOf(argon2Key(utf8('x'))), 'unsupported')
  expect(error.why.join(' ')).toMatch(/536 MiB; 300 MiB/)
})
