import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import type { Kdf } from '../../src/wallet/encryption/argon2.ts'
import { formatOf } from '../../src/wallet/encryption/formats.ts'
import { walletRoot } from '../../src/wallet/places.ts'
import { formatPublicHalf } from '../../src/wallet/public-half.ts'
import { changePassword, upgradeFormat } from '../../src/wallet/reencrypting.ts'
import { unlock } from '../../src/wallet/unlocking.ts'
import { expectCode, rejectionOf } from './support/errors.ts'
import { coldkey, copyOfVectors, hotkey, snapshot, temporaryRoot } from './support/folders.ts'
import { cheapKdf } from './support/kdf.ts'
import { PASSWORD, save, testKey } from './support/saving.ts'
import { type Manifest, readVectors } from './support/vectors.ts'

// Curve arithmetic on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const NEW = 'quartz-ferry-17-moss'
const kdf = cheapKdf
const manifest = readVectors<Manifest>('manifest.json')

describe('changing the password', () => {
  test('makes the new one open the key, and the old one its kept copy only', async () => {
    const root = temporaryRoot()
    const place = coldkey(root)
    await save(place, testKey(1))
    const publicFile = readFileSync(place.publicFile)
    const changed = await changePassword(place, { password: PASSWORD, newPassword: NEW, kdf })
    expect(changed).toMatchObject({ address: testKey(1).address, before: 'nacl' })
    expect((await unlock(place, { password: NEW, kdf })).key.address).toBe(testKey(1).address)
    expectCode(await rejectionOf(unlock(place, { password: PASSWORD, kdf })), 'wrong_password')
    expect(readFileSync(place.publicFile)).toEqual(publicFile)
    const kept = coldkey(walletRoot(join(place.wallet.folder, 'backups'), {}), changed.backup!.split('/').at(-1))
    expect((await unlock(kept, { password: PASSWORD, kdf })).key.address).toBe(testKey(1).address)
  })

  test('keeps no copy when that is asked for', async () => {
    const root = temporaryRoot()
    await save(coldkey(root), testKey(1))
    const changed = await changePassword(coldkey(root), { password: PASSWORD, newPassword: NEW, kdf, keepOld: false })
    expect(changed.backup).toBeUndefined()
    expect(readdirSync(join(root.path, 'main'))).toEqual(['coldkey', 'coldkeypub.txt'])
  })

  test('keeps mnemonic and seed', async () => {
    const { generateKey } = await import('../../src/wallet/key-sources.ts')
    const root = temporaryRoot()
    const key = generateKey()
    await save(coldkey(root), key)
    await changePassword(coldkey(root), { password: PASSWORD, newPassword: NEW, kdf })
    const again = await unlock(coldkey(root), { password: NEW, kdf })
    expect(again.key.revealSecrets()).toEqual(key.revealSecrets())
  })

  test('encrypts a key in the clear, and opens one for good', async () => {
    const root = temporaryRoot()
    const place = hotkey(root)
    await save(place, testKey(1), { password: null })
    expect(await changePassword(place, { newPassword: NEW, kdf })).toMatchObject({ before: 'plain' })
    expect(formatOf(readFileSync(place.secretFile))).toBe('nacl')
    await changePassword(place, { password: NEW, newPassword: null, kdf })
    expect(formatOf(readFileSync(place.secretFile))).toBe('plain')
    expect((await unlock(place)).key.address).toBe(testKey(1).address)
  })

  test.each([
    ['a wrong password', { password: 'wrong', newPassword: NEW }, 'wrong_password'],
    ['no password', { newPassword: NEW }, 'locked'],
    ['a weak new one', { password: PASSWORD, newPassword: 'short' }, 'invalid_argument'],
  ] as const)('with %s changes nothing', async (_, options, code) => {
    const root = temporaryRoot()
    await save(coldkey(root), testKey(1))
    const before = snapshot(root.path)
    expectCode(await rejectionOf(changePassword(coldkey(root), { ...options, kdf })), code)
    expect(snapshot(root.path)).toBe(before)
  })

  test('of a key that is not the one of its public file changes nothing', async () => {
    const root = temporaryRoot()
    await save(coldkey(root), testKey(1))
    writeFileSync(coldkey(root).publicFile, formatPublicHalf(testKey(2)))
    const before = snapshot(root.path)
    const change = changePassword(coldkey(root), { password: PASSWORD, newPassword: NEW, kdf })
    expectCode(await rejectionOf(change), 'invalid_file')
    expect(snapshot(root.path)).toBe(before)
  })

  test('of a key that another process replaced meanwhile leaves that key', async () => {
    const place = coldkey(temporaryRoot())
    await save(place, testKey(1))
    let runs = 0
    const slow: Kdf = async password => {
      // The second run is that for the new password.
      if (++runs === 2) await save(place, testKey(2), { overwrite: true })
      return cheapKdf(password)
    }
    const change = changePassword(place, { password: PASSWORD, newPassword: NEW, kdf: slow })
    expectCode(await rejectionOf(change), 'already_exists')
    expect((await unlock(place, { password: PASSWORD, kdf })).key.address).toBe(testKey(2).address)
  })

  test('takes a password that is spelled "same" for what it is', async () => {
    const root = temporaryRoot()
    await save(coldkey(root), testKey(1))
    const weak = { newPassword: 'same', allowWeakPassword: true }
    await changePassword(coldkey(root), { password: PASSWORD, ...weak, kdf })
    expect((await unlock(coldkey(root), { password: 'same', kdf })).key.address).toBe(testKey(1).address)
  })
})

describe('upgrading the format', () => {
  test.each(['ansible-410-unicode', 'fernet-legacy'])(
    'of %s keeps key and password',
    { timeout: 60_000 },
    async name => {
      const root = copyOfVectors([name])
      const { coldkey: vector } = manifest.wallets.find(({ dir }) => dir.endsWith(name))!
      const place = coldkey(root, name)
      const password = vector!.password!
      const upgraded = await upgradeFormat(place, { password, kdf })
      expect(upgraded).toMatchObject({
        address: vector!.ss58,
        before: name.startsWith('ansible') ? 'ansible' : 'fernet',
      })
      expect(formatOf(readFileSync(place.secretFile))).toBe('nacl')
      const { key, warnings } = await unlock(place, { password, kdf })
      expect(key.address).toBe(vector!.ss58)
      expect(key.revealSecrets().mnemonic).toBe(vector!.plaintext.secretPhrase)
      expect(warnings).toEqual([])
      expect(formatOf(readFileSync(join(upgraded.backup!, 'coldkey')))).not.toBe('nacl')
    },
  )

  test('needs a key that is encrypted', async () => {
    const root = temporaryRoot()
    await save(hotkey(root), testKey(1), { password: null })
    const before = snapshot(root.path)
    expectCode(await rejectionOf(upgradeFormat(hotkey(root), { password: NEW, kdf })), 'invalid_argument')
    expect(snapshot(root.path)).toBe(before)
  })

  test('may be of a weak old password, which is not chosen now', async () => {
    const root = temporaryRoot()
    await save(coldkey(root), testKey(1), { password: 'a', allowWeakPassword: true })
    expect(await upgradeFormat(coldkey(root), { password: 'a', kdf })).toMatchObject({ before: 'nacl' })
    expect(existsSync(coldkey(root).secretFile)).toBe(true)
  })

  test('states the kind that an odd keyfile left open', async () => {
    const root = copyOfVectors(['odd-hotkeys'])
    const place = hotkey(root, 'ed-no-cryptotype', 'odd-hotkeys')
    await changePassword(place, { newPassword: null, kdf })
    expect(JSON.parse(readFileSync(place.secretFile, 'utf8'))).toMatchObject({ cryptoType: 0 })
  })
})
