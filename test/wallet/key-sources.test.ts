import { inspect } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { toHex } from '../../src/primitives/bytes.ts'
import {
  generateKey,
  keyFromMnemonic,
  keyFromPrivateKey,
  keyFromSeed,
  keyFromUri,
} from '../../src/wallet/key-sources.ts'
import { allText, expectCode, failureOf, leaks } from './support/errors.ts'
import { readVectors } from './support/vectors.ts'

// Curve arithmetic on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

interface MnemonicVectors {
  readonly vectors: readonly {
    mnemonic: string
    sr25519: { seed: string; privateKey: string; ss58: string }
    ed25519: { seed: string; privateKey: string; ss58: string }
  }[]
}

const { vectors } = readVectors<MnemonicVectors>('mnemonics.json')

describe.each(['sr25519', 'ed25519'] as const)('%s keys', kind => {
  test('are the same from mnemonic, seed and private key', () => {
    for (const vector of vectors) {
      const { seed, privateKey, ss58 } = vector[kind]
      expect(keyFromMnemonic(vector.mnemonic, kind).address).toBe(ss58)
      expect(keyFromSeed(seed, kind).address).toBe(ss58)
      expect(keyFromSeed(` ${seed.slice(2).toUpperCase()}\n`, kind).address).toBe(ss58)
      expect(keyFromPrivateKey(privateKey, kind).address).toBe(ss58)
      expect(keyFromUri(vector.mnemonic, kind).address).toBe(ss58)
    }
  })

  test('know how they came about', () => {
    const { mnemonic } = vectors[0]!
    const { seed, privateKey } = vectors[0]![kind]
    expect(keyFromMnemonic(mnemonic, kind).revealSecrets().mnemonic).toBe(mnemonic)
    expect(toHex(keyFromMnemonic(mnemonic, kind).revealSecrets().seed!)).toBe(seed)
    expect(keyFromSeed(seed, kind).revealSecrets().mnemonic).toBeUndefined()
    expect(keyFromPrivateKey(privateKey, kind).revealSecrets().seed).toBeUndefined()
    expect(keyFromUri(mnemonic, kind).revealSecrets()).toMatchObject({ mnemonic: undefined, seed: undefined })
  })
})

test('new keys are new', () => {
  const keys = Array.from({ length: 10 }, () => generateKey())
  expect(new Set(keys.map(key => key.address)).size).toBe(10)
  const { mnemonic } = keys[0]!.revealSecrets()
  expect(mnemonic!.split(' ')).toHaveLength(12)
  expect(keyFromMnemonic(mnemonic!).address).toBe(keys[0]!.address)
  expect(generateKey('ed25519', 24).revealSecrets().mnemonic!.split(' ')).toHaveLength(24)
})

describe('refused, without a piece of them, are', () => {
  const digits = 'c0ffee'.repeat(12)
  test.each([
    ['seeds of a wrong length', (text: string) => keyFromSeed(text), digits.slice(0, 62)],
    ['private keys as seeds', (text: string) => keyFromSeed(text), `${digits}${digits}`.slice(0, 128)],
    ['odd digits', (text: string) => keyFromSeed(text), digits.slice(0, 63)],
    ['what is not hexadecimal', (text: string) => keyFromSeed(text), `${digits.slice(0, 63)}g`],
    ['nothing', (text: string) => keyFromSeed(text), ''],
    ['seeds as private keys', (text: string) => keyFromPrivateKey(text), digits.slice(0, 64)],
    ['impossible scalars', (text: string) => keyFromPrivateKey(text), 'ff'.repeat(64)],
    ['phrases with a wrong word', (text: string) => keyFromMnemonic(text), vectors[0]!.mnemonic.replace(/^\w+/, 'zoo')],
    ['URIs without an end', (text: string) => keyFromUri(text), `${vectors[0]!.mnemonic}//`],
    ['URIs with a slash too many', (text: string) => keyFromUri(text), `${vectors[0]!.mnemonic}//a//`],
  ])('%s', (_, make, text) => {
    const error = expectCode(
      failureOf(() => make(text)),
      'invalid_argument',
    )
    expect(leaks(allText(error), text)).toBe(false)
  })
})

describe('a key in memory', () => {
  const { mnemonic } = vectors[0]!
  const { seed, privateKey } = vectors[0]!.sr25519

  test('prints its address and nothing else', () => {
    const key = keyFromMnemonic(mnemonic)
    const custom = [inspect(key), inspect({ key }, { depth: 9, showHidden: true }), JSON.stringify({ key })]
    const plain = inspect(key, { depth: 9, showHidden: true, customInspect: false })
    for (const printed of [...custom, plain, `${key.warnings}`]) {
      expect(leaks(printed, mnemonic)).toBe(false)
      for (const secret of [seed, privateKey]) expect(leaks(printed, secret.slice(2))).toBe(false)
    }
    expect(custom.every(printed => printed.includes(key.address))).toBe(true)
    expect(JSON.parse(JSON.stringify({ key }))).toEqual({ key: key.address })
    expect(plain).not.toMatch(/Uint8Array|Buffer/)
  })

  test('loses its secrets when it is wiped', async () => {
    const key = keyFromMnemonic(mnemonic)
    await key.sign(new Uint8Array(3))
    key.wipe()
    expectCode(
      failureOf(() => key.revealSecrets()),
      'locked',
    )
    await expect(key.sign(new Uint8Array(3))).rejects.toMatchObject({ code: 'locked' })
    expect(key.address).toBe(vectors[0]!.sr25519.ss58)
  })
})
