import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Kdf } from '../../src/wallet/encryption/argon2.ts'
import { formatOf } from '../../src/wallet/encryption/formats.ts'
import { generateKey } from '../../src/wallet/key-sources.ts'
import { walletRoot } from '../../src/wallet/places.ts'
import { publicHalfOf, readPublicHalf } from '../../src/wallet/public-half.ts'
import { occupantOf, restorePublicHalf, savePublicHalf } from '../../src/wallet/saving.ts'
import { unlock } from '../../src/wallet/unlocking.ts'
import { allText, expectCode, failureOf, rejectionOf } from './support/errors.ts'
import { coldkey, copyOfVectors, hotkey, snapshot, temporaryFolder, temporaryRoot, walk } from './support/folders.ts'
import { cheapKdf, countingKdf } from './support/kdf.ts'
import { PASSWORD, save, testKey } from './support/saving.ts'

// Curve arithmetic on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const open = { password: PASSWORD, kdf: cheapKdf }

let umask = 0
beforeEach(() => {
  umask = process.umask(0)
})
afterEach(() => {
  process.umask(umask)
})

describe('a saved key', () => {
  test('opens again, coldkey and hotkey, both kinds', async () => {
    const root = temporaryRoot()
    for (const kind of ['sr25519', 'ed25519'] as const) {
      const key = generateKey(kind)
      const { mnemonic } = key.revealSecrets()
      for (const place of [coldkey(root, kind), hotkey(root, 'h', kind)]) {
        const saved = await save(place, key)
        expect(saved).toEqual({ address: key.address, replaced: undefined, backup: undefined })
        const unlocked = await unlock(place, open)
        expect(unlocked).toMatchObject({ format: 'nacl', hasPublicFile: true, warnings: [] })
        expect(unlocked.key).toMatchObject({ address: key.address, cryptoType: kind })
        expect(unlocked.key.revealSecrets().mnemonic).toBe(mnemonic)
        expect(readPublicHalf(place)).toMatchObject({ address: key.address, cryptoType: kind, kindIsStated: true })
      }
    }
  })

  test('has the files of the common layout, private whatever the umask', async () => {
    const root = walletRoot(join(temporaryFolder(), 'a/wallets'), {})
    await save(coldkey(root), testKey(1))
    await save(hotkey(root), testKey(2), { password: null })
    expect(walk(root.path).map(({ path }) => path.slice(root.path.length + 1))).toEqual([
      'main',
      'main/coldkey',
      'main/coldkeypub.txt',
      'main/hotkeys',
      'main/hotkeys/default',
      'main/hotkeys/defaultpub.txt',
    ])
    for (const { mode, isFolder } of walk(join(root.path, '../..'))) expect(mode).toBe(isFolder ? 0o700 : 0o600)
  })

  test('holds what the other tools read', async () => {
    const root = temporaryRoot()
    const key = testKey(7, 'ed25519')
    await save(hotkey(root), key, { password: null })
    const fields = JSON.parse(readFileSync(hotkey(root).secretFile, 'utf8'))
    expect(fields).toEqual({
      accountId: key.publicKey,
      publicKey: key.publicKey,
      privateKey: `0x${'07'.repeat(32)}`,
      secretSeed: `0x${'07'.repeat(32)}`,
      ss58Address: key.address,
      cryptoType: 0,
    })
    expect(JSON.parse(readFileSync(hotkey(root).publicFile, 'utf8'))).toEqual({
      accountId: key.publicKey,
      publicKey: key.publicKey,
      ss58Address: key.address,
      cryptoType: 0,
    })
  })

  test('is encrypted differently each time', async () => {
    const root = temporaryRoot()
    await save(coldkey(root, 'a'), testKey(1))
    await save(coldkey(root, 'b'), testKey(1))
    const [a, b] = ['a', 'b'].map(name => readFileSync(coldkey(root, name).secretFile))
    expect(a).not.toEqual(b)
    expect([formatOf(a!), formatOf(b!)]).toEqual(['nacl', 'nacl'])
  })
})

describe('an existing key', () => {
  test('is never replaced unless asked for, and nothing changes', async () => {
    const root = temporaryRoot()
    await save(coldkey(root), testKey(1))
    const before = snapshot(root.path)
    const kdf = countingKdf(cheapKdf)
    const error = expectCode(await rejectionOf(save(coldkey(root), testKey(2), { kdf })), 'already_exists')
    expect(error.data).toEqual({ address: testKey(1).address })
    // It is found out before the three seconds of encryption.
    expect(kdf.runs()).toBe(0)
    expectCode(await rejectionOf(save(coldkey(root), testKey(1))), 'already_exists')
    expect(snapshot(root.path)).toBe(before)
  })

  test('is kept when it is replaced, in a folder that opens like a wallet', async () => {
    const root = temporaryRoot()
    for (const place of [coldkey(root), hotkey(root)]) {
      await save(place, testKey(1))
      const saved = await save(place, testKey(2), { overwrite: true })
      expect(saved).toMatchObject({ address: testKey(2).address, replaced: testKey(1).address })
      expect((await unlock(place, open)).key.address).toBe(testKey(2).address)
      const [name] = saved.backup!.split('/').slice(-1)
      const backups = walletRoot(join(root.path, 'main/backups'), {})
      const kept = place.role === 'coldkey' ? coldkey(backups, name) : hotkey(backups, 'default', name)
      expect((await unlock(kept, open)).key.address).toBe(testKey(1).address)
      expect(readPublicHalf(kept).address).toBe(testKey(1).address)
    }
    for (const { mode, isFolder } of walk(root.path)) expect(mode).toBe(isFolder ? 0o700 : 0o600)
    expect(readdirSync(join(root.path, 'main/hotkeys'))).toEqual(['default', 'defaultpub.txt'])
  })

  test('keeps its public file when only the secret is written anew', async () => {
    const root = temporaryRoot()
    await save(coldkey(root), testKey(1))
    const before = readFileSync(coldkey(root).publicFile, 'utf8')
    const spaced = before.replace('{', '{ ')
    writeFileSync(coldkey(root).publicFile, spaced)
    const saved = await save(coldkey(root), testKey(1), { overwrite: true })
    expect(saved.replaced).toBeUndefined()
    expect(readFileSync(coldkey(root).publicFile, 'utf8')).toBe(spaced)
  })

  test('with a damaged public file is replaced together with it', async () => {
    const root = temporaryRoot()
    await save(coldkey(root), testKey(1))
    writeFileSync(coldkey(root).publicFile, 'rubbish')
    expect(occupantOf(coldkey(root))).toEqual({ address: undefined, hasSecret: true })
    const { backup } = await save(coldkey(root), testKey(2), { overwrite: true })
    expect(readPublicHalf(coldkey(root)).address).toBe(testKey(2).address)
    expect(readFileSync(join(backup!, 'coldkeypub.txt'), 'utf8')).toBe('rubbish')
  })
})

describe('a watched account', () => {
  const half = publicHalfOf(testKey(1).address)

  test('is a public file alone', () => {
    const root = temporaryRoot()
    expect(savePublicHalf(coldkey(root), half)).toMatchObject({ address: half.address, backup: undefined })
    savePublicHalf(hotkey(root), half)
    expect(existsSync(coldkey(root).secretFile)).toBe(false)
    expect(readPublicHalf(coldkey(root)).address).toBe(half.address)
    expect(occupantOf(coldkey(root))).toEqual({ address: half.address, hasSecret: false })
  })

  test('can be given its own key later, and no other', async () => {
    const root = temporaryRoot()
    savePublicHalf(coldkey(root), half)
    const before = snapshot(root.path)
    expectCode(await rejectionOf(save(coldkey(root), testKey(2))), 'already_exists')
    expect(snapshot(root.path)).toBe(before)
    await save(coldkey(root), testKey(1))
    expect((await unlock(coldkey(root), open)).key.address).toBe(half.address)
  })

  test('is replaced when asked for, and kept', () => {
    const root = temporaryRoot()
    savePublicHalf(coldkey(root), half)
    const other = publicHalfOf(testKey(2).address)
    expectCode(
      failureOf(() => savePublicHalf(coldkey(root), other)),
      'already_exists',
    )
    const saved = savePublicHalf(coldkey(root), other, { overwrite: true })
    expect(saved.replaced).toBe(half.address)
    expect(readFileSync(join(saved.backup!, 'coldkeypub.txt'), 'utf8')).toContain(half.address)
  })

  test('is never put beside a secret', async () => {
    const root = temporaryRoot()
    await save(coldkey(root), testKey(2))
    const before = snapshot(root.path)
    for (const overwrite of [false, true]) {
      expectCode(
        failureOf(() => savePublicHalf(coldkey(root), half, { overwrite })),
        'not_permitted',
      )
    }
    expect(snapshot(root.path)).toBe(before)
  })
})

describe('a missing public file', () => {
  test('is restored from the unlocked key, once', async () => {
    const root = temporaryRoot()
    await save(coldkey(root), testKey(1))
    const before = snapshot(root.path)
    rmSync(coldkey(root).publicFile)
    const { key, hasPublicFile } = await unlock(coldkey(root), open)
    expect(hasPublicFile).toBe(false)
    expect(restorePublicHalf(coldkey(root), key)).toBe(true)
    expect(snapshot(root.path)).toBe(before)
    expect(restorePublicHalf(coldkey(root), key)).toBe(false)
  })

  test('does not hide whose key would be replaced, where the file tells', async () => {
    const root = temporaryRoot()
    await save(hotkey(root), testKey(1), { password: null })
    rmSync(hotkey(root).publicFile)
    expect(occupantOf(hotkey(root))).toEqual({ address: testKey(1).address, hasSecret: true })
    await save(coldkey(root), testKey(1))
    rmSync(coldkey(root).publicFile)
    expect(occupantOf(coldkey(root))).toEqual({ address: undefined, hasSecret: true })
  })
})

describe('names', () => {
  test('that are unsafe are refused, and nothing is made', async () => {
    const root = temporaryRoot()
    for (const name of ['-rf', '.hidden', 'a b', 'xpub.txt', 'x.lock', 'new\nline', 'ünï', 'x'.repeat(65)]) {
      expectCode(await rejectionOf(save(coldkey(root, name), testKey(1))), 'invalid_argument')
      expectCode(await rejectionOf(save(hotkey(root, name), testKey(1))), 'invalid_argument')
      expectCode(
        failureOf(() => savePublicHalf(coldkey(root, name), publicHalfOf(testKey(1).address))),
        'invalid_argument',
      )
    }
    expect(readdirSync(root.path)).toEqual([])
  })

  test('that other tools allowed stay usable', async () => {
    const root = copyOfVectors(['v410-plain'])
    const { renameSync } = await import('node:fs')
    renameSync(join(root.path, 'v410-plain'), join(root.path, 'my wallet'))
    expect((await unlock(coldkey(root, 'my wallet'))).key.address).toMatch(/^5/)
    await save(hotkey(root, 'new', 'my wallet'), testKey(1))
    expectCode(await rejectionOf(save(hotkey(root, 'new one', 'my wallet'), testKey(1))), 'invalid_argument')
  })
})

describe('weak passwords', () => {
  test('are refused for a new key, and nothing is made', async () => {
    const root = temporaryRoot()
    for (const password of ['', 'short', 'password1!', ' leading-space-91', '12345678', 'aaaaaaaaaaaa']) {
      const error = expectCode(await rejectionOf(save(coldkey(root), testKey(1), { password })), 'invalid_argument')
      if (password !== '') expect(allText(error)).not.toContain(password)
    }
    expect(readdirSync(root.path)).toEqual([])
  })

  test('are taken when somebody insists', async () => {
    const root = temporaryRoot()
    await save(coldkey(root), testKey(1), { password: 'a', allowWeakPassword: true })
    expect((await unlock(coldkey(root), { password: 'a', kdf: cheapKdf })).format).toBe('nacl')
  })
})

describe.skipIf(process.platform === 'win32')('planted links', () => {
  const VICTIM = 'a file of somebody else'

  function victim(): string {
    const path = join(temporaryFolder(), 'victim')
    writeFileSync(path, VICTIM)
    return path
  }

  test.each([
    ['the coldkey', 'coldkey'],
    ['its public file', 'coldkeypub.txt'],
  ])('in place of %s are refused, and their target is untouched', async (_, name) => {
    for (const overwrite of [false, true]) {
      const root = temporaryRoot()
      const target = victim()
      mkdirSync(join(root.path, 'main'))
      symlinkSync(target, join(root.path, 'main', name))
      const before = snapshot(root.path)
      expectCode(await rejectionOf(save(coldkey(root), testKey(1), { overwrite })), 'not_permitted')
      expect(readFileSync(target, 'utf8')).toBe(VICTIM)
      expect(snapshot(root.path)).toBe(before)
    }
  })

  test('in place of the wallet or its hotkeys are refused', async () => {
    const root = temporaryRoot()
    const elsewhere = temporaryFolder()
    symlinkSync(elsewhere, join(root.path, 'main'))
    mkdirSync(join(root.path, 'other'))
    symlinkSync(elsewhere, join(root.path, 'other/hotkeys'))
    await save(coldkey(root, 'third'), testKey(1))
    symlinkSync(elsewhere, join(root.path, 'third/backups'))
    expectCode(await rejectionOf(save(coldkey(root, 'third'), testKey(2), { overwrite: true })), 'not_permitted')
    expectCode(await rejectionOf(save(coldkey(root), testKey(1))), 'not_permitted')
    expectCode(await rejectionOf(save(hotkey(root, 'h', 'other'), testKey(1))), 'not_permitted')
    expectCode(await rejectionOf(unlock(coldkey(root), open)), 'not_permitted')
    expect(readdirSync(elsewhere)).toEqual([])
  })

  test('under the temporary names of other tools are left alone', async () => {
    const root = temporaryRoot()
    const target = victim()
    mkdirSync(join(root.path, 'main'))
    for (const name of ['coldkey.tmp', 'coldkeypub.txt.tmp']) symlinkSync(target, join(root.path, 'main', name))
    await save(coldkey(root), testKey(1))
    expect(readFileSync(target, 'utf8')).toBe(VICTIM)
    expect((await unlock(coldkey(root), open)).key.address).toBe(testKey(1).address)
  })

  test('are not read', async () => {
    const root = temporaryRoot()
    await save(coldkey(root, 'a'), testKey(1))
    mkdirSync(join(root.path, 'b'))
    symlinkSync(coldkey(root, 'a').secretFile, coldkey(root, 'b').secretFile)
    expectCode(await rejectionOf(unlock(coldkey(root, 'b'), open)), 'not_permitted')
  })
})

describe('what stands in the way', () => {
  test('a folder in place of a key is refused', async () => {
    const root = temporaryRoot()
    mkdirSync(coldkey(root).secretFile, { recursive: true })
    expectCode(await rejectionOf(save(coldkey(root), testKey(1), { overwrite: true })), 'invalid_file')
  })

  test('a file in place of a wallet is refused', async () => {
    const root = temporaryRoot()
    writeFileSync(join(root.path, 'main'), '')
    expectCode(await rejectionOf(save(coldkey(root), testKey(1))), 'invalid_file')
  })

  test('a key that appeared or changed while the password was worked on is not replaced', async () => {
    for (const overwrite of [false, true]) {
      const root = temporaryRoot()
      const place = coldkey(root)
      if (overwrite) await save(place, testKey(1))
      const slow: Kdf = async password => {
        await save(place, testKey(3), { overwrite })
        return cheapKdf(password)
      }
      expectCode(await rejectionOf(save(place, testKey(2), { overwrite, kdf: slow })), 'already_exists')
      expect((await unlock(place, open)).key.address).toBe(testKey(3).address)
    }
  })

  test('two processes at once: one wins, the other is told', async () => {
    const root = temporaryRoot()
    const results = await Promise.allSettled([1, 2, 3, 4].map(n => save(coldkey(root), testKey(n))))
    const winners = results.filter(result => result.status === 'fulfilled')
    expect(winners).toHaveLength(1)
    const { key } = await unlock(coldkey(root), open)
    expect(key.address).toBe(winners[0]!.value.address)
    expect(readdirSync(join(root.path, 'main'))).toEqual(['coldkey', 'coldkeypub.txt'])
  })
})
