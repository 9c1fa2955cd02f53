import { chmodSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { examineKey } from '../../src/wallet/examining.ts'
import { expectCode, failureOf } from './support/errors.ts'
import { coldkey, copyOfVectors, hotkey, temporaryRoot } from './support/folders.ts'
import { save, testKey } from './support/saving.ts'

describe('examining a key', () => {
  test('tells how it is protected', async () => {
    const root = copyOfVectors(['v410-plain', 'v410-nacl', 'ansible-410-unicode', 'fernet-legacy', 'v410-pubonly'])
    const seen = (name: string) => examineKey(coldkey(root, name))
    expect(seen('v410-plain')).toMatchObject({ format: 'plain', isWeak: false, looseModes: [] })
    expect(seen('v410-nacl')).toMatchObject({ format: 'nacl', isWeak: false })
    expect(seen('ansible-410-unicode')).toMatchObject({ format: 'ansible', isWeak: true })
    expect(seen('fernet-legacy')).toMatchObject({ format: 'fernet', isWeak: true })
    expect(seen('v410-pubonly')).toMatchObject({ format: undefined, isWeak: false })
    expect(seen('v410-pubonly').publicHalf!.address).toMatch(/^5/)
    expect(seen('none')).toMatchObject({ format: undefined, publicHalf: undefined })
  })

  test.skipIf(process.platform === 'win32')('tells who else can get at it', async () => {
    const root = temporaryRoot()
    const place = hotkey(root)
    await save(place, testKey(1), { password: null })
    chmodSync(place.secretFile, 0o640)
    chmodSync(place.wallet.hotkeys, 0o755)
    const { looseModes } = examineKey(place)
    expect(looseModes).toHaveLength(2)
    expect(looseModes.join()).toMatch(/hotkeys .*755.*default .*640/)
  })

  test('needs no more than the beginning of the secret', async () => {
    const root = temporaryRoot()
    await save(coldkey(root), testKey(1))
    truncateSync(coldkey(root).secretFile, 5)
    expect(readFileSync(coldkey(root).secretFile, 'latin1')).toBe('$NACL')
    expect(examineKey(coldkey(root)).format).toBe('nacl')
    writeFileSync(coldkey(root).secretFile, '')
    expect(examineKey(coldkey(root)).format).toBe('plain')
  })

  test.skipIf(process.platform === 'win32')('follows no link', async () => {
    const root = temporaryRoot()
    await save(coldkey(root), testKey(1))
    symlinkSync(join(root.path, 'main'), join(root.path, 'linked'))
    expectCode(
      failureOf(() => examineKey(coldkey(root, 'linked'))),
      'not_permitted',
    )
  })
})
