/** What must hold for a folder of wallets made by the reference tools: for our selection, and for all of them. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { accountBytes } from '../../../src/primitives/account.ts'
import { fromHex, toHex, utf8 } from '../../../src/primitives/bytes.ts'
import { verify } from '../../../src/primitives/crypto/verify.ts'
import type { Kdf } from '../../../src/wallet/encryption/argon2.ts'
import type { KeyfileFormat } from '../../../src/wallet/encryption/formats.ts'
import { examineKey } from '../../../src/wallet/examining.ts'
import { parseKeyfile } from '../../../src/wallet/keyfile.ts'
import { listWallets } from '../../../src/wallet/listing.ts'
import { verifyMessage } from '../../../src/wallet/messages.ts'
import { coldkeyPlace, hotkeyPlace, type KeyPlace, walletPlace } from '../../../src/wallet/places.ts'
import { readAddress, readPublicHalf } from '../../../src/wallet/public-half.ts'
import { unlock } from '../../../src/wallet/unlocking.ts'
import { allText, expectCode, failureOf, leaks, rejectionOf } from './errors.ts'
import { copyOfVectors } from './folders.ts'
import { type KeyVector, kindOf, type Manifest, readVectors, type SignatureVector } from './vectors.ts'

const FORMATS: Readonly<Record<string, KeyfileFormat>> = {
  NaCl: 'nacl',
  'Ansible Vault': 'ansible',
  legacy: 'fernet',
  unknown: 'plain',
}

interface Case {
  readonly name: string
  readonly wallet: string
  readonly key: KeyVector
}

export function describeFixtures(vectors: string, kdf: Kdf): void {
  const manifest = readVectors<Manifest>('manifest.json', vectors)
  describe('keys', () => describeKeys(manifest, vectors, kdf))
  describe('listing', () => describeListing(manifest, vectors))
  describe('odd keyfiles are judged as bittensor 11.3.0 judges them, or more strictly', () =>
    describeOddKeyfiles(manifest, vectors))
  describe('signatures', () => describeSignatures(vectors))
  describe('a public file', () => describePublicFile(vectors))
}

function describeKeys(manifest: Manifest, vectors: string, kdf: Kdf): void {
  const cases: Case[] = manifest.wallets.flatMap(({ dir, coldkey, hotkeys = [] }) =>
    [...(coldkey === null ? [] : [coldkey]), ...hotkeys].map(key => ({
      name: `${dir} ${key.file}`,
      wallet: dir.replace('wallets/', ''),
      key,
    })),
  )

  test.each(cases)('$name opens and is the key that it was', { timeout: 120_000 }, async ({ wallet, key }) => {
    const place = placeOf(copyOfVectors([wallet], vectors), wallet, key)
    expect(examineKey(place)).toMatchObject({ format: FORMATS[key.encryption], looseModes: [] })
    const unlocked = await unlock(place, { password: key.password ?? undefined, kdf })
    expect(unlocked.format).toBe(FORMATS[key.encryption])
    const isPlainColdkey = unlocked.format === 'plain' && key.file === 'coldkey'
    const deservesWarning = isPlainColdkey || unlocked.format === 'ansible' || unlocked.format === 'fernet'
    expect(unlocked.warnings).toHaveLength(deservesWarning ? 1 : 0)
    expect(unlocked.key).toMatchObject({ address: key.ss58, cryptoType: kindOf(key.cryptoType) })
    const { privateKey, seed, mnemonic } = unlocked.key.revealSecrets()
    expect(toHex(privateKey)).toBe(key.plaintext.privateKey)
    expect(seed && toHex(seed)).toBe(key.plaintext.secretSeed)
    expect(mnemonic).toBe(key.plaintext.secretPhrase)
    const message = utf8('signed by an opened key')
    const signature = await unlocked.key.sign(message)
    expect(verify(kindOf(key.cryptoType), message, signature, accountBytes(unlocked.key.publicKey))).toBe(true)
    expect(readAddress(place).address).toBe(key.ss58)
  })

  const encrypted = cases.filter(({ key }) => key.password !== null && key.encryption !== 'legacy')
  test.each(encrypted)('$name refuses a wrong password', { timeout: 120_000 }, async ({ wallet, key }) => {
    const place = placeOf(copyOfVectors([wallet], vectors), wallet, key)
    const password = `${key.password}x`
    // The key derived from it is of no interest; what matters is that the file does not open.
    const error = await rejectionOf(unlock(place, { password, kdf: async () => new Uint8Array(32) }))
    expectCode(error, 'wrong_password')
    expect(leaks(allText(error), password)).toBe(false)
  })
}

function describeListing(manifest: Manifest, vectors: string): void {
  const names = manifest.wallets.map(({ dir }) => dir.replace('wallets/', ''))
  test('finds every wallet with its addresses', () => {
    const listed = listWallets(copyOfVectors(names, vectors))
    expect(listed.map(({ name }) => name).sort()).toEqual([...names].sort())
    for (const { dir, coldkey, hotkeys = [] } of manifest.wallets) {
      const found = listed.find(({ name }) => `wallets/${name}` === dir)!
      if (coldkey !== null) {
        expect(found.coldkey).toMatchObject({ hasSecret: true, publicHalf: { address: coldkey.ss58 }, problems: [] })
      }
      expect(found.hotkeys.map(({ name, publicHalf }) => [`hotkeys/${name}`, publicHalf?.address])).toEqual(
        hotkeys.map(({ file, ss58 }) => [file, ss58]),
      )
    }
  })
}

function describeOddKeyfiles(manifest: Manifest, vectors: string): void {
  test.each(manifest.odd_keyfiles.cases.map(c => [c.note, c] as const))('%s', (_, { file, result }) => {
    const root = copyOfVectors(['odd-hotkeys'], vectors)
    const place = hotkeyPlace(walletPlace(root, 'odd-hotkeys'), file.split('/').at(-1)!)
    const expected = result['bittensor 11.3.0']!
    // 11.3.0 makes a key without a secret of it, which signs nothing.
    if (expected.error !== undefined || file.endsWith('/only-ss58')) {
      return rejectionOf(unlock(place)).then(error => {
        expectCode(error, 'invalid_file')
        expect(leaks(allText(error), manifest.odd_keyfiles.mnemonic)).toBe(false)
      })
    }
    return unlock(place).then(({ key }) => {
      expect(key).toMatchObject({ address: expected.ss58, cryptoType: kindOf(expected.cryptoType!) })
    })
  })
}

function describeSignatures(vectors: string): void {
  const { vectors: signatures } = readVectors<{ vectors: readonly SignatureVector[] }>('signatures.json', vectors)
  test.each(signatures.map((v, i) => [i, v] as const))('%i', (_, vector) => {
    for (const signer of [vector.ss58, vector.publicKey]) {
      expect(verifyMessage(vector.message, vector.signature, signer)).toEqual({
        valid: vector.valid,
        address: vector.ss58,
        cryptoType: vector.valid ? kindOf(vector.cryptoType) : undefined,
        wrapped: vector.valid && vector.wrapped === true,
      })
    }
  })
}

function describePublicFile(vectors: string): void {
  test('alone can be read and not unlocked', async () => {
    const root = copyOfVectors(['v410-pubonly'], vectors)
    const place = coldkeyPlace(walletPlace(root, 'v410-pubonly'))
    expect(readPublicHalf(place).kindIsStated).toBe(true)
    expectCode(await rejectionOf(unlock(place)), 'not_found')
  })

  test('is no keyfile', () => {
    const file = join(vectors, 'wallets/v410-pubonly/coldkeypub.txt')
    const root = copyOfVectors(['v410-pubonly'], vectors)
    const half = readPublicHalf(coldkeyPlace(walletPlace(root, 'v410-pubonly')))
    const content = Buffer.from(JSON.stringify({ ss58Address: half.address }))
    expectCode(
      failureOf(() => parseKeyfile(content, file)),
      'invalid_file',
    )
    expect(toHex(fromHex(half.publicKey))).toBe(half.publicKey)
  })
}

function placeOf(root: Parameters<typeof walletPlace>[0], name: string, key: KeyVector): KeyPlace {
  const wallet = walletPlace(root, name)
  return key.file === 'coldkey' ? coldkeyPlace(wallet) : hotkeyPlace(wallet, key.file.replace('hotkeys/', ''))
}
