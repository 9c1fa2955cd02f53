import {
  chmodSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  discard,
  FILE_MODE,
  keep,
  makeFolder,
  placeNew,
  placeOver,
  stage,
  sweep,
  writePrivateFile,
} from '../../src/wallet/writing.ts'
import { expectCode, failureOf } from './support/errors.ts'
import { temporaryFolder, walk } from './support/folders.ts'

/** The real functions, observed, and made to fail where a test says so. */
vi.mock('node:fs', async original => {
  const fs = await original<typeof import('node:fs')>()
  return {
    ...fs,
    openSync: vi.fn(fs.openSync),
    linkSync: vi.fn(fs.linkSync),
    renameSync: vi.fn(fs.renameSync),
    writeSync: vi.fn(fs.writeSync),
  }
})

const systemError = (code: string): Error => Object.assign(new Error(code), { code })
const modeOf = (path: string): number => statSync(path).mode & 0o777
const content = Buffer.from('content')

let umask = 0
beforeEach(() => {
  umask = process.umask()
})
afterEach(() => {
  process.umask(umask)
  vi.resetAllMocks()
})

describe('staged files', () => {
  test.each([0, 0o022, 0o077, 0o777])('are private from the first byte under umask %o', mask => {
    const folder = temporaryFolder()
    process.umask(mask)
    const { path } = stage(folder, content)
    process.umask(umask)
    expect(readFileSync(path)).toEqual(content)
    expect(modeOf(path)).toBe(FILE_MODE)
    const [, flags, mode] = vi.mocked(openSync).mock.calls.find(([opened]) => opened === path)!
    expect(mode).toBe(FILE_MODE)
    for (const flag of [constants.O_EXCL, constants.O_CREAT, constants.O_NOFOLLOW]) {
      expect((flags as number) & flag).toBe(flag)
    }
  })

  test('have names that cannot be foreseen', () => {
    const folder = temporaryFolder()
    const names = new Set(Array.from({ length: 50 }, () => stage(folder, content).path))
    expect(names.size).toBe(50)
    for (const name of names) expect(name).toMatch(/\/\.tao-[0-9a-f]{32}\.tmp$/)
  })

  test('are written whole, however little the system takes at once', async () => {
    const fs = await import('node:fs')
    vi.mocked(fs.writeSync).mockImplementation(((fd: number, bytes: Uint8Array, at: number) =>
      realWrite(fd, bytes, at, 1)) as typeof fs.writeSync)
    expect(readFileSync(stage(temporaryFolder(), content).path)).toEqual(content)
  })

  test('leave nothing when the disk is full', async () => {
    const fs = await import('node:fs')
    const folder = temporaryFolder()
    vi.mocked(fs.writeSync).mockImplementationOnce(() => {
      throw systemError('ENOSPC')
    })
    const error = expectCode(
      failureOf(() => stage(folder, content)),
      'not_permitted',
    )
    expect(error.why.join()).toContain('full')
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('placing', () => {
  test('a new file never replaces another', () => {
    const folder = temporaryFolder()
    const path = join(folder, 'key')
    placeNew(stage(folder, content), path)
    expect(readFileSync(path)).toEqual(content)
    expectCode(
      failureOf(() => placeNew(stage(folder, Buffer.from('other')), path)),
      'already_exists',
    )
    expect(readFileSync(path)).toEqual(content)
  })

  test('over a file replaces it', () => {
    const folder = temporaryFolder()
    const path = join(folder, 'key')
    writeFileSync(path, 'old', { mode: 0o644 })
    placeOver(stage(folder, content), path)
    expect(readFileSync(path)).toEqual(content)
    expect(modeOf(path)).toBe(FILE_MODE)
  })

  test.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])('works without hard links (%s)', code => {
    vi.mocked(linkSync).mockImplementation(() => {
      throw systemError(code)
    })
    const folder = temporaryFolder()
    const path = join(folder, 'key')
    placeNew(stage(folder, content), path)
    expect(readFileSync(path)).toEqual(content)
    expect(modeOf(path)).toBe(FILE_MODE)
    expectCode(
      failureOf(() => placeNew(stage(folder, Buffer.from('other')), path)),
      'already_exists',
    )
    expect(readFileSync(path)).toEqual(content)
  })

  test('gives the name free again when it fails without hard links', () => {
    vi.mocked(linkSync).mockImplementation(() => {
      throw systemError('EPERM')
    })
    vi.mocked(renameSync).mockImplementationOnce(() => {
      throw systemError('EIO')
    })
    const folder = temporaryFolder()
    const staged = stage(folder, content)
    expectCode(
      failureOf(() => placeNew(staged, join(folder, 'key'))),
      'not_permitted',
    )
    expect(existsSync(join(folder, 'key'))).toBe(false)
  })

  test('works when the hotkeys lie on another disk', async () => {
    const real = await vi.importActual<typeof import('node:fs')>('node:fs')
    const refuseAcross =
      (operation: typeof real.linkSync) =>
      (from: string, to: string): void => {
        if (dirname(from) !== dirname(to)) throw systemError('EXDEV')
        operation(from, to)
      }
    vi.mocked(linkSync).mockImplementation(refuseAcross(real.linkSync) as typeof real.linkSync)
    vi.mocked(renameSync).mockImplementation(refuseAcross(real.renameSync) as typeof real.renameSync)
    const folder = temporaryFolder()
    const hotkeys = join(folder, 'hotkeys')
    mkdirSync(hotkeys)
    placeNew(stage(folder, content), join(hotkeys, 'a'))
    placeOver(stage(folder, content), join(hotkeys, 'b'))
    expect(readdirSync(hotkeys)).toEqual(['a', 'b'])
  })
})

describe('folders', () => {
  test.each([0, 0o022, 0o777])('are private under umask %o, and those that exist stay as they are', mask => {
    const folder = temporaryFolder()
    chmodSync(folder, 0o755)
    process.umask(mask)
    const made = makeFolder(join(folder, 'a/b'))
    process.umask(umask)
    expect(made).toEqual([join(folder, 'a'), join(folder, 'a/b')])
    expect([modeOf(folder), modeOf(join(folder, 'a')), modeOf(join(folder, 'a/b'))]).toEqual([0o755, 0o700, 0o700])
    expect(makeFolder(join(folder, 'a/b'))).toEqual([])
  })

  test('cannot be made where a file is', () => {
    const file = join(temporaryFolder(), 'f')
    writeFileSync(file, '')
    expectCode(
      failureOf(() => makeFolder(join(file, 'a'))),
      'invalid_file',
    )
  })
})

test('sweeping removes what is abandoned and nothing else', () => {
  const folder = temporaryFolder()
  const abandoned = stage(folder, content).path
  const recent = stage(folder, content).path
  const others = ['coldkey', '.tao-note', '.tao-1234.tmp'].map(name => join(folder, name))
  for (const path of others) writeFileSync(path, '')
  const longAgo = Date.now() / 1000 - 2 * 60 * 60
  for (const path of [abandoned, ...others]) utimesSync(path, longAgo, longAgo)
  sweep(folder)
  expect(existsSync(abandoned)).toBe(false)
  for (const path of [recent, ...others]) expect(existsSync(path)).toBe(true)
})

test('discarding what is gone is fine', () => {
  const path = join(temporaryFolder(), 'f')
  writeFileSync(path, '')
  discard(path)
  discard(path)
  expect(existsSync(path)).toBe(false)
})

test('a kept copy is a file of its own, closed to others', () => {
  const folder = temporaryFolder()
  const path = join(folder, 'key')
  writeFileSync(path, content, { mode: 0o644 })
  keep(readFileSync(path), join(folder, 'backups/1/key'))
  // As btwallet 4.1.0 writes.
  writeFileSync(path, 'new')
  expect(readFileSync(join(folder, 'backups/1/key'))).toEqual(content)
  expect(readFileSync(path, 'utf8')).toBe('new')
  for (const { mode, isFolder } of walk(join(folder, 'backups'))) expect(mode).toBe(isFolder ? 0o700 : 0o600)
})

describe('private files', () => {
  test('are new, whole and private', () => {
    const folder = temporaryFolder()
    const path = join(folder, 'export.json')
    writePrivateFile(path, content)
    expect(readFileSync(path)).toEqual(content)
    expect(modeOf(path)).toBe(FILE_MODE)
    expect(readdirSync(folder)).toEqual(['export.json'])
    expectCode(
      failureOf(() => writePrivateFile(path, Buffer.from('other'))),
      'already_exists',
    )
    expect(readFileSync(path)).toEqual(content)
  })

  test('need a folder', () => {
    expectCode(
      failureOf(() => writePrivateFile(join(temporaryFolder(), 'none/f'), content)),
      'not_found',
    )
  })
})

const { writeSync: realWrite } = await vi.importActual<typeof import('node:fs')>('node:fs')
