import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { findWallet, listWallets } from '../../src/wallet/listing.ts'
import { walletRoot } from '../../src/wallet/places.ts'
import { publicHalfOf } from '../../src/wallet/public-half.ts'
import { savePublicHalf } from '../../src/wallet/saving.ts'
import { expectCode, failureOf } from './support/errors.ts'
import { coldkey, copyOfVectors, hotkey, temporaryFolder, temporaryRoot } from './support/folders.ts'
import { save, testKey } from './support/saving.ts'

// Curve arithmetic on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

describe('listing', () => {
  test('of nothing is empty', () => {
    expect(listWallets(temporaryRoot())).toEqual([])
    expect(listWallets(walletRoot(join(temporaryFolder(), 'none'), {}))).toEqual([])
  })

  test('tells addresses, kinds and whether the secret is here', async () => {
    const root = temporaryRoot()
    await save(coldkey(root), testKey(1))
    await save(hotkey(root, 'b'), testKey(2, 'ed25519'), { password: null })
    savePublicHalf(hotkey(root, 'a'), publicHalfOf(testKey(3).address))
    const shown = (n: number, cryptoType: 'sr25519' | 'ed25519' = 'sr25519') => ({
      address: testKey(n, cryptoType).address,
      publicKey: testKey(n, cryptoType).publicKey,
      cryptoType,
    })
    expect(listWallets(root)).toEqual([
      {
        name: 'main',
        folder: join(root.path, 'main'),
        coldkey: { name: 'coldkey', publicHalf: shown(1), hasSecret: true, problems: [] },
        hotkeys: [
          { name: 'a', publicHalf: shown(3), hasSecret: false, problems: [] },
          { name: 'b', publicHalf: shown(2, 'ed25519'), hasSecret: true, problems: [] },
        ],
        problems: [],
      },
    ])
  })

  test('sorts numbers in names by value', () => {
    const root = temporaryRoot()
    for (const name of ['k10', 'k2', 'k1', 'a', 'k2b', 'k02', 'b1c2', 'b1c10']) mkdirSync(join(root.path, name))
    expect(listWallets(root).map(({ name }) => name)).toEqual(['a', 'b1c2', 'b1c10', 'k1', 'k02', 'k2', 'k2b', 'k10'])
  })

  test('shows a key without its public file, and a wallet without a coldkey', async () => {
    const root = temporaryRoot()
    await save(hotkey(root), testKey(1), { password: null })
    rmSync(hotkey(root).publicFile)
    const [found] = listWallets(root)
    expect(found).toMatchObject({ coldkey: undefined, problems: [] })
    expect(found!.hotkeys).toEqual([{ name: 'default', publicHalf: undefined, hasSecret: true, problems: [] }])
  })

  test('passes over what is no wallet and no key', async () => {
    const root = temporaryRoot()
    await save(hotkey(root), testKey(1), { password: null })
    writeFileSync(join(root.path, 'note.txt'), '')
    mkdirSync(join(root.path, '.git'))
    const { hotkeys } = hotkey(root).wallet
    for (const name of ['default.lock', '.DS_Store', `.tao-${'0'.repeat(32)}.lock`, 'pub.txt']) {
      writeFileSync(join(hotkeys, name), '')
    }
    mkdirSync(join(hotkeys, 'folder'))
    expect(listWallets(root).map(({ name }) => name)).toEqual(['main'])
    expect(findWallet(root, 'main').hotkeys.map(({ name }) => name)).toEqual(['default'])
  })

  test('shows odd names that other tools allowed', () => {
    const root = copyOfVectors(['odd-hotkeys'])
    writeFileSync(join(root.path, 'odd-hotkeys/hotkeys/two words'), '{}')
    expect(findWallet(root, 'odd-hotkeys').hotkeys.map(({ name }) => name)).toContain('two words')
  })

  test('tells what is wrong with a public file, and goes on', async () => {
    const root = temporaryRoot()
    const broken: Record<string, string> = {
      a: 'rubbish',
      b: '{}',
      c: '{"ss58Address":"5Grw"}',
      d: JSON.stringify({ ss58Address: testKey(1).address, publicKey: testKey(2).publicKey }),
      e: '',
    }
    for (const [name, content] of Object.entries(broken)) {
      savePublicHalf(coldkey(root, name), publicHalfOf(testKey(1).address))
      writeFileSync(coldkey(root, name).publicFile, content)
    }
    await save(coldkey(root, 'sound'), testKey(1))
    const listed = listWallets(root)
    expect(listed).toHaveLength(6)
    for (const { name, coldkey } of listed) {
      expect(coldkey!.problems).toHaveLength(name === 'sound' ? 0 : 1)
      expect(coldkey!.publicHalf === undefined).toBe(name !== 'sound')
    }
  })

  test('warns of a secret in a public file and does not show it', async () => {
    const root = temporaryRoot()
    await save(hotkey(root), testKey(7), { password: null })
    await save(coldkey(root), testKey(7), { password: null })
    const { readFileSync } = await import('node:fs')
    writeFileSync(hotkey(root).publicFile, readFileSync(hotkey(root).secretFile))
    const text = JSON.stringify(listWallets(root))
    expect(text).toContain('holds a secret')
    expect(text).not.toContain('07070707')
  })

  test.skipIf(process.platform === 'win32')('names links and does not follow them', async () => {
    const root = temporaryRoot()
    await save(coldkey(root, 'real'), testKey(1))
    symlinkSync(join(root.path, 'real'), join(root.path, 'linked'))
    symlinkSync(join(root.path, 'nowhere'), join(root.path, 'dangling'))
    mkdirSync(join(root.path, 'other'))
    symlinkSync(join(root.path, 'real/coldkey'), join(root.path, 'other/coldkey'))
    symlinkSync(join(root.path, 'real'), join(root.path, 'other/hotkeys'))
    const listed = listWallets(root)
    expect(listed.map(({ name }) => name)).toEqual(['linked', 'other', 'real'])
    expect(listed[0]).toMatchObject({ coldkey: undefined, hotkeys: [] })
    expect(listed[0]!.problems.join()).toContain('symbolic link')
    expect(listed[1]!.coldkey).toMatchObject({ hasSecret: false })
    expect(listed[1]!.coldkey!.problems.join()).toContain('symbolic link')
    expect(listed[1]!.problems.join()).toContain('symbolic link')
  })

  test('does not open secret files', async () => {
    const root = temporaryRoot()
    await save(coldkey(root), testKey(1))
    await save(hotkey(root), testKey(2), { password: null })
    const before = listWallets(root)
    // Whatever is in them changes nothing.
    for (const place of [coldkey(root), hotkey(root)]) {
      writeFileSync(place.secretFile, '')
      chmodSync(place.secretFile, 0)
    }
    expect(listWallets(root)).toEqual(before)
  })
})

describe('findWallet', () => {
  test('finds one', async () => {
    const root = temporaryRoot()
    await save(coldkey(root), testKey(1))
    expect(findWallet(root, 'main').coldkey!.publicHalf!.address).toBe(testKey(1).address)
  })

  test('says that there is none', () => {
    expectCode(
      failureOf(() => findWallet(temporaryRoot(), 'none')),
      'not_found',
    )
    expectCode(
      failureOf(() => findWallet(temporaryRoot(), '../x')),
      'invalid_argument',
    )
  })
})
