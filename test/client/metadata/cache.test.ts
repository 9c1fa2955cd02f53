import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type MetadataKey, readCached, writeCached } from '../../../src/client/metadata/cache.ts'
import { lensOf } from '../../../src/client/metadata/lens-of.ts'
import type { Needs } from '../../../src/client/metadata/needs.ts'
import { serveLens } from '../../../src/client/metadata/serve.ts'
import { decodeMetadata } from '../../../src/primitives/metadata/format.ts'
import { missingFrom, ownMetadata } from './samples.ts'

const key: MetadataKey = { source: 'wss://one', genesis: `0x${'ab'.repeat(32)}`, specVersion: 425, content: 'code-1' }
const entry = { bytes: Uint8Array.of(1, 2, 3), hash: `0x${'01'.repeat(32)}` as const }
const needs: Needs = { storage: ['System.Account'], calls: ['Balances.transfer_all', 'Nowhere.call'] }

let dir: string
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'taokit-lens-')), 'cache')
})
afterEach(() => rmSync(join(dir, '..'), { recursive: true, force: true }))

const onlyFile = () => join(dir, readdirSync(dir)[0]!)

describe('the cache of metadata', () => {
  test('gives back what was put in, to its owner only', () => {
    expect(readCached(dir, key, 'needs')).toBeUndefined()
    writeCached(dir, key, 'needs', entry)
    expect(readCached(dir, key, 'needs')).toEqual(entry)
    expect(readdirSync(dir)).toHaveLength(1)
    expect(statSync(onlyFile()).mode & 0o777).toBe(0o600)
    expect(statSync(dir).mode & 0o777).toBe(0o700)
  })

  test.each<[what: string, other: Partial<MetadataKey>]>([
    ['node', { source: 'wss://other' }],
    ['chain', { genesis: `0x${'ac'.repeat(32)}` }],
    ['runtime', { specVersion: 426 }],
    ['content', { content: 'code-2' }],
  ])('is for one %s', (_, other) => {
    writeCached(dir, key, 'needs', entry)
    expect(readCached(dir, { ...key, ...other }, 'needs')).toBeUndefined()
    writeCached(dir, { ...key, ...other }, 'needs', { ...entry, bytes: Uint8Array.of(4) })
    expect(readCached(dir, key, 'needs')).toEqual(entry)
  })

  test('is for one set of needs', () => {
    writeCached(dir, key, 'needs', entry)
    expect(readCached(dir, key, '')).toBeUndefined()
    expect(readCached(dir, key, 'more')).toBeUndefined()
  })

  test('does not believe a file that was changed, or that stands in for another', () => {
    writeCached(dir, key, 'needs', entry)
    const path = onlyFile()
    const whole = readFileSync(path)
    for (const changed of [
      whole.subarray(0, -1),
      Buffer.concat([whole, Buffer.of(1)]),
      Buffer.concat([whole.subarray(0, -1), Buffer.of(9)]),
      Buffer.from(whole.toString('latin1').replace('"specVersion":425', '"specVersion":426'), 'latin1'),
      Buffer.from(whole.toString('latin1').replace('taokit-lens-3', 'taokit-lens-0'), 'latin1'),
      Buffer.from('{}\n'),
      Buffer.alloc(0),
    ]) {
      writeFileSync(path, changed)
      expect(readCached(dir, key, 'needs')).toBeUndefined()
    }
    writeFileSync(path, whole)
    expect(readCached(dir, key, 'needs')).toEqual(entry)
  })

  test('stays small: what was used longest ago goes first', () => {
    writeCached(dir, key, 'first', entry)
    writeCached(dir, key, 'second', entry)
    for (const name of readdirSync(dir)) utimesSync(join(dir, name), 1, 1)
    expect(readCached(dir, key, 'first')).toEqual(entry)
    for (let i = 0; i < 63; i++) writeCached(dir, key, `needs ${i}`, entry)
    expect(readdirSync(dir)).toHaveLength(64)
    expect(readCached(dir, key, 'first')).toEqual(entry)
    expect(readCached(dir, key, 'second')).toBeUndefined()
  })

  test.skipIf(process.getuid?.() === 0)('does without what cannot be written', () => {
    writeCached(dir, key, 'needs', entry)
    chmodSync(dir, 0o500)
    writeCached(dir, key, 'more', entry)
    expect(readCached(dir, key, 'more')).toBeUndefined()
    chmodSync(dir, 0o700)
  })

  test('does without a folder that cannot be made', () => {
    writeFileSync(join(dir, '..', 'file'), '')
    const nowhere = join(dir, '..', 'file', 'cache')
    writeCached(nowhere, key, 'needs', entry)
    expect(readCached(nowhere, key, 'needs')).toBeUndefined()
  })

  test('lets no name of a chain out of its folder', () => {
    const sly: MetadataKey = { source: '../..', genesis: '0x../../../../outside', specVersion: 1, content: '/../..' }
    writeCached(dir, sly, '../needs', entry)
    expect(readCached(dir, sly, '../needs')).toEqual(entry)
    expect(readdirSync(dir)).toHaveLength(1)
  })
})

describe('serving a lens', () => {
  let fetched: number
  beforeEach(() => {
    fetched = 0
  })
  const serve = (wanted: Needs, more: Partial<Parameters<typeof serveLens>[0]> = {}) =>
    serveLens({
      key,
      needs: wanted,
      dir,
      fetch: async () => {
        fetched++
        return ownMetadata.v15
      },
      ...more,
    })

  test('makes it once, with the digest of the whole', async () => {
    const first = await serve(needs)
    expect(first).toEqual({ ...lensOf(decodeMetadata(ownMetadata.v15), needs), hash: ownMetadata.hash })
    expect(missingFrom(first, needs)).toEqual(['call Nowhere.call'])
    expect(await serve({ calls: [...needs.calls!].reverse(), storage: needs.storage! })).toEqual(first)
    expect(fetched).toBe(1)
    expect(readdirSync(dir)).toHaveLength(1)
  })

  test('keeps nothing without a folder, and fetches but once in a row for the same chain', async () => {
    const other = { ...key, content: `${key.content} in memory` }
    await serve(needs, { dir: undefined, key: other })
    await serve({ storage: ['System.Number'] }, { dir: undefined, key: other })
    expect(fetched).toBe(1)
    await serve(needs, { dir: undefined, key: { ...other, specVersion: key.specVersion + 1 } })
    expect([fetched, existsSync(dir)]).toEqual([2, false])
  })

  test('makes others of the metadata that was kept', async () => {
    await serve(needs, { keepFull: true })
    const other = await serve({ storage: ['System.Number'] }, { keepFull: true })
    expect(fetched).toBe(1)
    expect(other).toEqual({
      ...lensOf(decodeMetadata(ownMetadata.v15), { storage: ['System.Number'] }),
      hash: ownMetadata.hash,
    })
    await serve({ storage: ['System.Events'] }, { key: { ...key, content: 'code-2' } })
    expect(fetched).toBe(2)
  })

  test('knows no digest of version 14', async () => {
    expect((await serve(needs, { fetch: async () => ownMetadata.v14 })).hash).toBeUndefined()
    expect((await serve(needs)).hash).toBeUndefined()
  })

  test('refuses what is no metadata, and keeps none of it', async () => {
    const answers: [bytes: Uint8Array, why: string][] = [
      [Uint8Array.of(1, 2, 3), 'no metadata'],
      [ownMetadata.v15.with(4, 13), 'version 13 is not supported'],
      [ownMetadata.v15.subarray(0, 500), 'malformed'],
    ]
    for (const [bytes, why] of answers) {
      await expect(serve(needs, { fetch: async () => bytes, keepFull: true })).rejects.toThrow(why)
    }
    expect(() => readdirSync(dir)).toThrow('ENOENT')
  })
})
