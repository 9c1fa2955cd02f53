import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runtimeOf as runtimeOfNode } from '../../../../src/local-chain/node/apis.ts'
import {
  loadMetadata,
  metadataFile,
  readMetadataFile,
  writeMetadataFile,
} from '../../../../src/local-chain/node/metadata-files.ts'
import { isShipped, shippedMetadata } from '../../../../src/local-chain/node/shipped-metadata.ts'
import { BlockHashCount } from '../../../../src/local-chain/pallets/system/storage.ts'
import { chainSpec, PROFILE_NAMES } from '../../../../src/local-chain/profiles/specs.ts'
import { call } from '../../../../src/local-chain/runtime/call.ts'
import { buildMetadata } from '../../../../src/local-chain/runtime/metadata/build.ts'
import { packMetadata, unpackMetadata } from '../../../../src/local-chain/runtime/metadata/container.ts'
import { declarationsOf } from '../../../../src/local-chain/runtime/metadata/fingerprint.ts'
import { main as writeShipped } from '../../../../src/local-chain/runtime/metadata/write-files.ts'
import { type Pallet, pallet } from '../../../../src/local-chain/runtime/pallet.ts'
import type { Profile } from '../../../../src/local-chain/runtime/profile.ts'
import { Runtime } from '../../../../src/local-chain/runtime/runtime.ts'
import { ZERO_WEIGHT } from '../../../../src/local-chain/runtime/weight.ts'
import { named } from '../../../../src/local-chain/scale/codec.ts'
import { struct } from '../../../../src/local-chain/scale/composites.ts'
import { u16, u32 } from '../../../../src/local-chain/scale/primitives.ts'
import { identity, twox64Concat } from '../../../../src/local-chain/state/hashers.ts'
import { storageOf } from '../../../../src/local-chain/state/storage.ts'
import { metadataDigest } from '../../../../src/primitives/metadata/digest.ts'
import { baseProfile } from '../../support/profile.ts'

const runtimeOf = (changes: Partial<Profile> = {}) => new Runtime(baseProfile(changes))
const built = buildMetadata(runtimeOf())

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'taokit-metadata-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

describe('metadata in files', () => {
  test('is read as it was written', async () => {
    const path = writeMetadataFile(runtimeOf(), built, dir)
    expect(path).toBe(join(dir, 'base-425.metadata'))
    expect(readMetadataFile(runtimeOf(), { dir })).toEqual(built)
    const runtime = runtimeOf()
    expect(runtime.metadataHash()).toBeUndefined()
    expect(await loadMetadata(runtime, { dir })).toEqual(built)
    expect(runtime.metadataHash()).toBe(built.hash)
  })

  test('is computed where there is no file', async () => {
    const runtime = runtimeOf()
    expect(await loadMetadata(runtime, { dir: join(dir, 'nowhere') })).toEqual(built)
    expect(runtime.metadata).toEqual(built)
    expect(await loadMetadata(runtimeOf())).toEqual(built)
  })

  test('is not used for other declarations', () => {
    writeMetadataFile(runtimeOf(), built, dir, 'build-1')
    const fewer = runtimeOf({ pallets: baseProfile().pallets.slice(0, -1) })
    expect(metadataFile(dir, fewer)).toBe(metadataFile(dir, runtimeOf()))
    expect(readMetadataFile(fewer, { dir })).toBeUndefined()
    expect(readMetadataFile(fewer, { dir, build: 'build-2' })).toBeUndefined()
    expect(readMetadataFile(runtimeOf(), { dir, build: 'build-2' })).toEqual(built)
  })

  test('is used unchecked by the build that wrote it', () => {
    writeMetadataFile(runtimeOf(), built, dir, 'build-1')
    const unreadable = runtimeOf()
    Object.defineProperty(unreadable, 'pallets', {
      get: () => {
        throw new Error('the declarations were read')
      },
    })
    expect(readMetadataFile(unreadable, { dir, build: 'build-1' })).toEqual(built)
    expect(() => readMetadataFile(unreadable, { dir })).toThrow('the declarations were read')
  })

  test('that is not whole is not used', () => {
    const path = writeMetadataFile(runtimeOf(), built, dir)
    const whole = readFileSync(path)
    for (const damaged of [
      whole.subarray(0, -1),
      Buffer.concat([whole, Buffer.of(0)]),
      whole.subarray(0, 20),
      Buffer.from(whole.toString('latin1').replace('taokit-metadata-1', 'taokit-metadata-0'), 'latin1'),
      Buffer.alloc(0),
    ]) {
      writeFileSync(path, damaged)
      expect(readMetadataFile(runtimeOf(), { dir })).toBeUndefined()
    }
  })

  test('is written in one step', () => {
    writeMetadataFile(runtimeOf(), built, dir)
    writeMetadataFile(runtimeOf(), built, dir)
    expect(readdirSync(dir)).toEqual(['base-425.metadata'])
  })

  test('says what it belongs to', () => {
    const origin = { build: undefined, declarations: 'abc' }
    expect(unpackMetadata(packMetadata(built, origin))).toEqual({ ...built, origin })
  })
})

describe('the metadata of the profiles that ship', () => {
  const profile = chainSpec('localnet').profile

  test('is written for each of them by the build, and found', () => {
    const files = writeShipped(dir, 'build-1')
    expect(files.map(file => basename(file))).toEqual(PROFILE_NAMES.map(name => `${name}-425.metadata`))
    for (const name of PROFILE_NAMES) {
      const runtime = runtimeOfNode(chainSpec(name).profile, () => false)
      const found = readMetadataFile(runtime, { dir })
      expect(found).toEqual(readMetadataFile(runtime, { dir, build: 'build-1' }))
      expect(found?.hash).toBe(metadataDigest(found!.v15))
    }
  })

  test('is not looked for where sources run', () => {
    expect(shippedMetadata(new Runtime(profile))).toEqual({ dir: undefined, build: undefined })
  })

  test('is only that of a profile as it ships', () => {
    for (const name of PROFILE_NAMES) expect(isShipped(chainSpec(name).profile)).toBe(true)
    expect(isShipped(runtimeOfNode(profile, () => true).profile)).toBe(true)
    const changes: Partial<Profile>[] = [
      { name: 'mine' },
      { version: { ...profile.version } },
      { pallets: profile.pallets.slice() },
      { extensions: profile.extensions.slice() },
      { extensionGroups: [13] },
      { constants: { fast: false, overrides: new Map() } },
      { constants: { ...profile.constants, fast: true } },
      { apis: [{ name: 'Mine', version: 1, methods: {} }] },
    ]
    for (const change of changes) expect(isShipped({ ...profile, ...change })).toBe(false)
  })
})

describe('the text of all declarations', () => {
  const storage = storageOf('Sample')
  const sample = (changes: Partial<Pallet> = {}): Pallet =>
    pallet({
      name: 'Sample',
      path: 'pallet_sample::pallet',
      storage: [storage.value('Plain', u16, { default: 1 })],
      calls: [call('go', 0, { far: u32 }, { weight: ZERO_WEIGHT }, () => {})],
      ...changes,
    })
  const withSample = (changes: Partial<Pallet> = {}, more: Partial<Profile> = {}) =>
    declarationsOf(runtimeOf({ pallets: [...baseProfile().pallets, [40, sample(changes)]], ...more }))

  test('is the same for the same declarations', () => {
    expect(withSample()).toBe(withSample())
  })

  const go = (changes: { name?: string; index?: number; args?: Parameters<typeof call>[2]; deprecated?: boolean }) => ({
    calls: [
      call(
        changes.name ?? 'go',
        changes.index ?? 0,
        changes.args ?? { far: u32 },
        { weight: ZERO_WEIGHT, deprecated: changes.deprecated ?? false },
        () => {},
      ),
    ],
  })
  const point = (x: string) => ({ args: { far: struct('a::Point', { [x]: u16 }) } })

  test.each<[what: string, text: () => string]>([
    ['the default of an item', () => withSample({ storage: [storage.value('Plain', u16, { default: 2 })] })],
    ['the modifier of an item', () => withSample({ storage: [storage.value('Plain', u16)] })],
    ['the type of an item', () => withSample({ storage: [storage.value('Plain', u32, { default: 1 })] })],
    ['the key of an item', () => withSample({ storage: [storage.map('Plain', [identity(u16)], u16, { default: 1 })] })],
    [
      'the hasher of an item',
      () => withSample({ storage: [storage.map('Plain', [twox64Concat(u16)], u16, { default: 1 })] }),
    ],
    ['the name of a call', () => withSample(go({ name: 'goes' }))],
    ['the index of a call', () => withSample(go({ index: 1 }))],
    ['the name of an argument', () => withSample(go({ args: { wide: u32 } }))],
    ['the type of an argument', () => withSample(go({ args: { far: u16 } }))],
    ['the name of the type of an argument', () => withSample(go({ args: { far: named(u32, 'Miles') } }))],
    ['that a call is deprecated', () => withSample(go({ deprecated: true }))],
    [
      'a constant',
      () =>
        withSample(
          {},
          {
            constants: {
              fast: false,
              overrides: new Map([BlockHashCount.is(7)]),
            },
          },
        ),
    ],
    ['the version', () => withSample({}, { version: { ...baseProfile().version, implVersion: 2 } })],
    ['the extensions', () => withSample({}, { extensions: baseProfile().extensions.slice(1) })],
    ['the groups of extensions', () => withSample({}, { extensionGroups: [1, 1, 8] })],
    ['the APIs', () => withSample({ apis: [{ name: 'SampleApi', version: 1, methods: {} }] })],
  ])('differs with %s', (_, text) => {
    expect(text()).not.toBe(withSample())
  })

  test('differs with what is within a type', () => {
    expect(withSample(go(point('x')))).toBe(withSample(go(point('x'))))
    expect(withSample(go(point('x')))).not.toBe(withSample(go(point('y'))))
  })
})
