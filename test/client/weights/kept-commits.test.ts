import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  type Committer,
  forget,
  type KeptCommit,
  keep,
  keptFile,
  readKept,
} from '../../../src/client/weights/kept-commits.ts'
import { temporaryFolder } from '../../wallet/support/folders.ts'

const WHO: Committer = {
  genesis: `0x${'ab'.repeat(32)}`,
  netuid: 2,
  mechanism: 0,
  hotkey: '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty',
}
const commit = (n: number): KeptCommit => ({
  hash: `0x${n.toString(16).padStart(64, '0')}`,
  uids: [0, 1],
  values: [65535, n],
  salt: [1, 2, 3],
  versionKey: (1n << 64n) - 1n,
  made: '2026-01-02T03:04:05.000Z',
})

beforeEach(() => void vi.stubEnv('TAOKIT_HOME', temporaryFolder()))
afterEach(() => void vi.unstubAllEnvs())

describe('kept commits', () => {
  test('come back as they went, each chain, subnet, mechanism and hotkey by itself', () => {
    expect(readKept(WHO)).toEqual([])
    keep(WHO, commit(1))
    keep(WHO, commit(2))
    keep({ ...WHO, mechanism: 1 }, commit(3))
    keep({ ...WHO, genesis: `0x${'cd'.repeat(32)}` }, commit(4))
    expect(readKept(WHO)).toEqual([commit(1), commit(2)])
    expect(readKept({ ...WHO, mechanism: 1 })).toEqual([commit(3)])
    expect(readKept({ ...WHO, netuid: 3 })).toEqual([])
  })

  test('are for nobody else, and leave nothing else behind', () => {
    keep(WHO, commit(1))
    const path = keptFile(WHO)
    if (process.platform !== 'win32') {
      expect(statSync(path).mode & 0o777).toBe(0o600)
      expect(statSync(dirname(path)).mode & 0o777).toBe(0o700)
    }
    expect(readdirSync(dirname(path))).toHaveLength(1)
    expect(readFileSync(path, 'utf8')).not.toContain('secret')
  })

  test('stay until they are forgotten, and the file with them', () => {
    keep(WHO, commit(1))
    keep(WHO, commit(2))
    forget(WHO, [])
    forget(WHO, [commit(7).hash])
    expect(readKept(WHO)).toHaveLength(2)
    forget(WHO, [commit(1).hash])
    expect(readKept(WHO)).toEqual([commit(2)])
    forget(WHO, [commit(2).hash])
    expect(existsSync(keptFile(WHO))).toBe(false)
  })

  test('of a damaged file are neither lost nor made up', () => {
    keep(WHO, commit(1))
    const path = keptFile(WHO)
    writeFileSync(path, '{"format": "taokit-weight-commits-1", "commits"')
    expect(() => readKept(WHO)).toThrow('cannot be read')
    expect(() => keep(WHO, commit(2))).toThrow('cannot be read')
    expect(readFileSync(path, 'utf8')).toContain('"commits"')
    // The lock of a change that failed is gone.
    expect(readdirSync(dirname(path))).toHaveLength(1)
  })

  test('wait for one another; a lock that was left behind is broken', () => {
    keep(WHO, commit(1))
    const lock = `${keptFile(WHO)}.lock`
    writeFileSync(lock, '')
    const old = new Date(Date.now() - 60_000)
    utimesSync(lock, old, old)
    keep(WHO, commit(2))
    expect(readKept(WHO)).toHaveLength(2)
    expect(existsSync(lock)).toBe(false)
  })
})
