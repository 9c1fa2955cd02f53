import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { TaoError } from '../../src/primitives/errors.ts'
import {
  attempt,
  guardFile,
  guardFolders,
  looseMode,
  MAX_KEY_BYTES,
  readStart,
  readWhole,
} from '../../src/wallet/files.ts'
import { expectCode, failureOf } from './support/errors.ts'
import { temporaryFolder, temporaryRoot, wallet } from './support/folders.ts'

const onPosix = describe.skipIf(process.platform === 'win32')

describe('readWhole', () => {
  test('gives the content', () => {
    const file = join(temporaryFolder(), 'f')
    writeFileSync(file, 'abc')
    expect(readWhole(file).toString()).toBe('abc')
    expect(readStart(file, 2).toString()).toBe('ab')
    expect(readStart(file, 9).toString()).toBe('abc')
  })

  test('tells apart what is missing, what is no file and what is too large', () => {
    const folder = temporaryFolder()
    const large = join(folder, 'large')
    writeFileSync(large, Buffer.alloc(MAX_KEY_BYTES + 1))
    for (const read of [readWhole, (path: string) => readStart(path, 4)]) {
      expectCode(
        failureOf(() => read(join(folder, 'none'))),
        'not_found',
      )
      expectCode(
        failureOf(() => read(folder)),
        'invalid_file',
      )
      expectCode(
        failureOf(() => read(join(large, 'below'))),
        'invalid_file',
      )
    }
    expectCode(
      failureOf(() => readWhole(large)),
      'invalid_file',
    )
  })
})

onPosix('links and pipes', () => {
  test('are not followed', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'target'), 'secret')
    symlinkSync('target', join(folder, 'link'))
    symlinkSync('nowhere', join(folder, 'dangling'))
    for (const name of ['link', 'dangling']) {
      const path = join(folder, name)
      for (const action of [() => readWhole(path), () => readStart(path, 4), () => guardFile(path)]) {
        expectCode(failureOf(action), 'not_permitted')
      }
    }
    expect(guardFile(join(folder, 'target'))?.isFile()).toBe(true)
    expect(guardFile(join(folder, 'none'))).toBeUndefined()
  })

  test('do not hang a reader', async () => {
    const { execFileSync } = await import('node:child_process')
    const pipe = join(temporaryFolder(), 'pipe')
    execFileSync('mkfifo', [pipe])
    expectCode(
      failureOf(() => readWhole(pipe)),
      'invalid_file',
    )
  })

  test('do not stand for a wallet or its hotkeys', () => {
    const root = temporaryRoot()
    const elsewhere = temporaryFolder()
    symlinkSync(elsewhere, join(root.path, 'main'))
    expectCode(
      failureOf(() => guardFolders(wallet(root))),
      'not_permitted',
    )
    mkdirSync(join(root.path, 'other'))
    symlinkSync(elsewhere, join(root.path, 'other/hotkeys'))
    expectCode(
      failureOf(() => guardFolders(wallet(root, 'other'))),
      'not_permitted',
    )
    guardFolders(wallet(root, 'none'))
  })

  test('may stand for the folder of all wallets', () => {
    const root = temporaryRoot()
    const link = join(temporaryFolder(), 'wallets')
    symlinkSync(root.path, link)
    mkdirSync(join(root.path, 'main'))
    guardFolders(wallet({ path: link, given: link }))
  })
})

onPosix('looseMode', () => {
  test('tells what others may do', () => {
    const file = join(temporaryFolder(), 'f')
    writeFileSync(file, '')
    chmodSync(file, 0o600)
    expect(looseMode(file)).toBeUndefined()
    expect(looseMode(join(file, '..', 'none'))).toBeUndefined()
    for (const mode of [0o640, 0o604, 0o660, 0o777]) {
      chmodSync(file, mode)
      expect(looseMode(file)).toContain(mode.toString(8))
    }
    chmodSync(file, 0o644)
    expect(looseMode(file, 0o022)).toBeUndefined()
  })
})

describe('failures of the file system', () => {
  test.each([
    ['EACCES', 'not_permitted', 'permission'],
    ['EPERM', 'not_permitted', 'not permitted'],
    ['EROFS', 'not_permitted', 'read-only'],
    ['ENOSPC', 'not_permitted', 'full'],
    ['EIO', 'not_permitted', 'EIO'],
    ['ENOENT', 'not_found', ''],
    ['EEXIST', 'already_exists', ''],
    ['ELOOP', 'not_permitted', 'link'],
    ['ENOTDIR', 'invalid_file', ''],
  ] as const)('%s is told as %s', (systemCode, code, word) => {
    const cause = Object.assign(new Error(systemCode), { code: systemCode })
    const error = expectCode(
      failureOf(() =>
        attempt('read', '/some/file', () => {
          throw cause
        }),
      ),
      code,
    )
    expect([error.message, ...error.why].join(' ')).toContain(word)
    expect(error.message).toContain('/some/file')
  })

  test('a TaoError passes unchanged, and so does a result', () => {
    const own = new TaoError('cancelled', 'x')
    const action = vi.fn(() => {
      throw own
    })
    expect(failureOf(() => attempt('read', 'f', action))).toBe(own)
    expect(attempt('read', 'f', () => 7)).toBe(7)
  })
})
