import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { commit } from '../../src/wallet/committing.ts'
import { expectCode, failureOf } from './support/errors.ts'
import { coldkey, hotkey, snapshot, temporaryRoot } from './support/folders.ts'

vi.mock('node:fs', async original => {
  const fs = await original<typeof import('node:fs')>()
  return { ...fs, linkSync: vi.fn(fs.linkSync), renameSync: vi.fn(fs.renameSync), unlinkSync: vi.fn(fs.unlinkSync) }
})
const real = await vi.importActual<typeof import('node:fs')>('node:fs')

const secret = Buffer.from('secret')
const publicHalf = Buffer.from('public')
const both = { secret, public: publicHalf }

afterEach(() => {
  vi.resetAllMocks()
})

describe('a new pair', () => {
  test('is written whole, and nothing else stays', () => {
    const root = temporaryRoot()
    expect(commit(hotkey(root), both, { overwrite: false })).toEqual({ backup: undefined })
    expect(readFileSync(hotkey(root).secretFile)).toEqual(secret)
    expect(readFileSync(hotkey(root).publicFile)).toEqual(publicHalf)
    expect(readdirSync(join(root.path, 'main'))).toEqual(['hotkeys'])
  })

  test('is refused when either half is there, before anything is written', () => {
    for (const half of ['secretFile', 'publicFile'] as const) {
      const root = temporaryRoot()
      mkdirSync(join(root.path, 'main'))
      writeFileSync(coldkey(root)[half], 'old')
      const before = snapshot(root.path)
      expectCode(
        failureOf(() => commit(coldkey(root), both, { overwrite: false })),
        'already_exists',
      )
      expect(snapshot(root.path)).toBe(before)
    }
  })

  test('comes key first', () => {
    const root = temporaryRoot()
    const order: string[] = []
    vi.mocked(linkSync).mockImplementation((from, to) => {
      order.push(String(to))
      real.linkSync(from, to)
    })
    commit(coldkey(root), both, { overwrite: false })
    expect(order).toEqual([coldkey(root).secretFile, coldkey(root).publicFile])
  })

  test('is taken back when another process was quicker with the public half', () => {
    const root = temporaryRoot()
    const place = coldkey(root)
    vi.mocked(linkSync).mockImplementation((from, to) => {
      if (to === place.publicFile) writeFileSync(place.publicFile, 'of another')
      real.linkSync(from, to)
    })
    expectCode(
      failureOf(() => commit(place, both, { overwrite: false })),
      'already_exists',
    )
    expect(existsSync(place.secretFile)).toBe(false)
    expect(readFileSync(place.publicFile, 'utf8')).toBe('of another')
    expect(readdirSync(place.wallet.folder)).toEqual(['coldkeypub.txt'])
  })

  test('that cannot be written leaves no folders behind', () => {
    const root = temporaryRoot()
    vi.mocked(linkSync).mockImplementation(() => {
      throw Object.assign(new Error('EIO'), { code: 'EIO' })
    })
    expectCode(
      failureOf(() => commit(hotkey(root), both, { overwrite: false })),
      'not_permitted',
    )
    expect(readdirSync(root.path)).toEqual([])
  })
})

describe('replacing a pair', () => {
  const setUp = (): ReturnType<typeof coldkey> => {
    const place = coldkey(temporaryRoot())
    commit(place, { secret: Buffer.from('old secret'), public: Buffer.from('old public') }, { overwrite: false })
    return place
  }

  test('never shows the new key beside the old public half', () => {
    const place = setUp()
    const seen: string[] = []
    vi.mocked(renameSync).mockImplementation((from, to) => {
      real.renameSync(from, to)
      if (to !== place.secretFile && to !== place.publicFile) return
      const shown = [place.secretFile, place.publicFile].map(path =>
        existsSync(path) ? readFileSync(path, 'utf8') : '-',
      )
      seen.push(shown.join('+'))
    })
    commit(place, both, { overwrite: true })
    expect(seen).toEqual(['secret+-', 'secret+public'])
  })

  test('keeps both old halves before it touches them', () => {
    const place = setUp()
    const kept: boolean[] = []
    vi.mocked(unlinkSync).mockImplementation(path => {
      const [folder] = readdirSync(join(place.wallet.folder, 'backups'))
      const backup = join(place.wallet.folder, 'backups', folder!)
      kept.push(['coldkey', 'coldkeypub.txt'].every(name => readFileSync(join(backup, name), 'utf8').startsWith('old')))
      real.unlinkSync(path)
    })
    commit(place, both, { overwrite: true })
    expect(kept.length).toBeGreaterThan(0)
    expect(kept.every(Boolean)).toBe(true)
  })

  test('that fails half way leaves the old pair', () => {
    const place = setUp()
    vi.mocked(renameSync).mockImplementation((from, to) => {
      if (to === place.secretFile) throw Object.assign(new Error('EIO'), { code: 'EIO' })
      real.renameSync(from, to)
    })
    expectCode(
      failureOf(() => commit(place, both, { overwrite: true })),
      'not_permitted',
    )
    expect(readFileSync(place.secretFile, 'utf8')).toBe('old secret')
    expect(readFileSync(place.publicFile, 'utf8')).toBe('old public')
    expect(readdirSync(place.wallet.folder)).toEqual(['backups', 'coldkey', 'coldkeypub.txt'])
  })

  test('says so when another process replaced the key meanwhile', () => {
    const place = setUp()
    vi.mocked(renameSync).mockImplementation((from, to) => {
      real.renameSync(from, to)
      if (to === place.secretFile) writeFileSync(place.secretFile, 'of another')
    })
    expectCode(
      failureOf(() => commit(place, both, { overwrite: true })),
      'already_exists',
    )
    expect(existsSync(place.publicFile)).toBe(false)
  })

  test('without a backup keeps nothing', () => {
    const place = setUp()
    expect(commit(place, { secret }, { overwrite: true, backup: false })).toEqual({ backup: undefined })
    expect(readdirSync(place.wallet.folder)).toEqual(['coldkey', 'coldkeypub.txt'])
    expect(readFileSync(place.publicFile, 'utf8')).toBe('old public')
  })

  test('that is not there is just written', () => {
    const place = coldkey(temporaryRoot())
    expect(commit(place, both, { overwrite: true })).toEqual({ backup: undefined })
    expect(readFileSync(place.secretFile)).toEqual(secret)
  })
})
