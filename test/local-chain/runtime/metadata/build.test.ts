import { Metadata, TypeRegistry } from '@polkadot/types'
import { metadata as metadataCodec, type V14, type V15, type V16 } from '@polkadot-api/substrate-bindings'
import { describe, expect, test } from 'vitest'
import { coreApis } from '../../../../src/local-chain/runtime/apis/core.ts'
import { call } from '../../../../src/local-chain/runtime/call.ts'
import { buildMetadata } from '../../../../src/local-chain/runtime/metadata/build.ts'
import { pallet } from '../../../../src/local-chain/runtime/pallet.ts'
import { Runtime } from '../../../../src/local-chain/runtime/runtime.ts'
import { runtimeVersionCodec, runtimeVersionOf } from '../../../../src/local-chain/runtime/version.ts'
import { ZERO_WEIGHT } from '../../../../src/local-chain/runtime/weight.ts'
import { decode } from '../../../../src/local-chain/scale/codec.ts'
import { struct } from '../../../../src/local-chain/scale/composites.ts'
import { u8, u16, u32, u64 } from '../../../../src/local-chain/scale/primitives.ts'
import { constantsOf } from '../../../../src/local-chain/state/constant.ts'
import { blake2_128Concat, identity, twox64Concat } from '../../../../src/local-chain/state/hashers.ts'
import { storageOf } from '../../../../src/local-chain/state/storage.ts'
import { fromHex, toHex } from '../../../../src/primitives/bytes.ts'
import { decodeMetadata } from '../../../../src/primitives/metadata/format.ts'
import { baseProfile } from '../../support/profile.ts'

const constant = constantsOf('Sample')
const Pace = constant('Pace', u16, { unit: 'blocks', normal: 360, fast: 10, since: 100, docs: ['How fast it goes.'] })
const Later = constant('Later', u8, { unit: 'none', normal: 1, since: 426 })
const storage = storageOf('Sample')
const Plain = storage.value('Plain', u32, { default: 7, docs: ['A number.'] })
const Computed = storage.value('Computed', u16, { default: chain => Pace.of(chain) })
const Maybe = storage.value('Maybe', u64)
const Single = storage.map('Single', [identity(u16)], u8, { default: 0 })
const Double = storage.map('Double', [twox64Concat(u16), blake2_128Concat(u32)], struct('a::Pair', { x: u8, y: u16 }), {
  default: { x: 1, y: 515 },
})
const Future = storage.value('Future', u8, { default: 0, since: 426 })

const sample = pallet({
  name: 'Sample',
  path: 'pallet_sample::pallet',
  storage: [Plain, Computed, Maybe, Single, Double, Future],
  constants: [Pace, Later],
  calls: [
    call('go', 3, { far: u32 }, { weight: ZERO_WEIGHT, docs: ['Goes.'] }, () => {}),
    call('stay', 7, {}, { weight: ZERO_WEIGHT, deprecated: true }, () => {}),
  ],
})

const runtimeWith = (fast: boolean) =>
  new Runtime(
    baseProfile({ more: [[40, sample]], apis: coreApis(() => true), constants: { fast, overrides: new Map() } }),
  )
const runtime = runtimeWith(false)
const built = buildMetadata(runtime)
const v14 = decodeMetadata(built.v14).value as V14
const v15 = decodeMetadata(built.v15).value as V15
const v16 = decodeMetadata(built.v16).value as V16
const samplePallet = v16.pallets.find(({ name }) => name === 'Sample')!
const item = (name: string) => samplePallet.storage!.items.find(candidate => candidate.name === name)!

describe('metadata as other programs read it', () => {
  test.each(['v14', 'v15', 'v16'] as const)('%s is decoded and encoded alike by substrate-bindings', version => {
    expect(metadataCodec.enc(metadataCodec.dec(built[version]))).toEqual(built[version])
  })

  test.each([
    ['v14', 14],
    ['v15', 15],
    ['v16', 16],
  ] as const)('%s is read by @polkadot/types', (version, number) => {
    const registry = new TypeRegistry()
    const metadata = new Metadata(registry, `0x${Buffer.from(built[version]).toString('hex')}`)
    registry.setMetadata(metadata, undefined, undefined, true)
    expect(metadata.version).toBe(number)
    expect(metadata.toU8a()).toEqual(built[version])
    expect(metadata.getUniqTypes(true).length).toBeGreaterThan(20)
    expect(registry.findMetaCall(new Uint8Array([40, 3])).method).toBe('go')
    expect(registry.createType('Call', '0x2803ff000000').toHuman()).toMatchObject({ args: { far: '255' } })
    expect(registry.signedExtensions.slice(4, 6)).toEqual(['CheckMortality', 'CheckNonce'])
    expect(registry.createType('Address').toRawType()).toContain('Id')
  })

  test('the versions show the same', () => {
    expect(v15.lookup).toEqual(v16.lookup)
    expect(v16.lookup.slice(0, v14.lookup.length)).toEqual(v14.lookup)
    expect(v14.lookup.length).toBeLessThan(v16.lookup.length)
    const shape = (pallets: readonly object[]) =>
      JSON.parse(JSON.stringify(pallets), (key, value) => {
        if (['docs', 'deprecationInfo', 'associatedTypes', 'viewFns'].includes(key)) return undefined
        return ['calls', 'events', 'errors'].includes(key) ? (value?.type ?? value) : value
      })
    expect(shape(v15.pallets)).toEqual(shape(v16.pallets))
    expect(shape(v14.pallets)).toEqual(shape(v16.pallets))
    expect(v15.extrinsic.signedExtensions).toEqual(v16.extrinsic.signedExtensions)
    expect(v14.extrinsic.signedExtensions).toEqual(v16.extrinsic.signedExtensions)
    expect(v15.outerEnums).toEqual(v16.outerEnums)
    expect(v15.apis.map(({ name }) => name)).toEqual(v16.apis.map(({ name }) => name))
  })

  test('no type is named that is not there', () => {
    for (const [value, count] of [
      [v14, v14.lookup.length],
      [v16, v16.lookup.length],
    ] as const) {
      const ids = [...JSON.stringify(value.pallets).matchAll(/"(?:type|key|value|calls|events|errors)":(\d+)/g)].map(
        Number,
      )
      expect(Math.max(...ids.filter(Number.isFinite), 0)).toBeLessThan(count)
      for (const type of value.lookup) {
        for (const [, id] of JSON.stringify(type.def).matchAll(/"type":(\d+)/g)) expect(Number(id)).toBeLessThan(count)
      }
    }
  })
})

describe('what metadata says of a pallet', () => {
  test('indices, and the pallets in their order', () => {
    expect(v16.pallets.map(({ name, index }) => [index, name])).toEqual([
      [0, 'System'],
      [2, 'Timestamp'],
      [3, 'Aura'],
      [5, 'Balances'],
      [6, 'TransactionPayment'],
      [11, 'Utility'],
      [12, 'Sudo'],
      [40, 'Sample'],
    ])
  })

  test('storage: modifier, hashers, types and what stands for an absent key', () => {
    expect(item('Plain')).toMatchObject({
      modifier: 1,
      type: { tag: 'plain' },
      fallback: '0x07000000',
      docs: ['A number.'],
    })
    expect(item('Maybe')).toMatchObject({ modifier: 0, fallback: '0x00' })
    expect(item('Single')).toMatchObject({ type: { value: { hashers: [{ tag: 'Identity' }] } }, fallback: '0x00' })
    const double = item('Double').type
    if (double.tag !== 'map') throw new Error('Double is a map')
    expect(double.value.hashers.map(({ tag }) => tag)).toEqual(['Twox64Concat', 'Blake2128Concat'])
    expect(item('Double').fallback).toBe('0x010302')
    const key = v16.lookup[double.value.key]!.def
    expect(key.tag === 'tuple' && key.value.map(id => v16.lookup[id]!.def.value)).toMatchObject([
      { tag: 'u16' },
      { tag: 'u32' },
    ])
    expect(v16.lookup[double.value.value]!.path).toEqual(['a', 'Pair'])
  })

  test('defaults and constants are those of the profile', () => {
    const fast = decodeMetadata(buildMetadata(runtimeWith(true)).v16).value.pallets.find(
      ({ name }) => name === 'Sample',
    )!
    const value = (pallet: typeof fast) => pallet.constants.find(({ name }) => name === 'Pace')!.value
    const fallback = (pallet: typeof fast) => pallet.storage!.items.find(({ name }) => name === 'Computed')!.fallback
    expect([value(samplePallet), fallback(samplePallet)]).toEqual(['0x6801', '0x6801'])
    expect([value(fast), fallback(fast)]).toEqual(['0x0a00', '0x0a00'])
  })

  test('every default in it can be decoded by the type it stands beside', () => {
    const registry = new TypeRegistry()
    registry.setMetadata(
      new Metadata(registry, `0x${Buffer.from(built.v16).toString('hex')}`),
      undefined,
      undefined,
      true,
    )
    let checked = 0
    for (const { storage: items } of v16.pallets) {
      for (const { type, modifier, fallback } of items?.items ?? []) {
        if (modifier === 0) continue
        const id = type.tag === 'plain' ? type.value : type.value.value
        const value = registry.createType(registry.createLookupType(id as never) as 'u8', fromHex(fallback))
        expect(toHex(value.toU8a())).toBe(fallback)
        checked++
      }
    }
    expect(checked).toBeGreaterThan(10)
  })

  test('nothing that came with a later spec version', () => {
    expect(samplePallet.storage!.items.map(({ name }) => name)).not.toContain('Future')
    expect(samplePallet.constants.map(({ name }) => name)).toEqual(['Pace'])
    const { version } = baseProfile()
    const next = new Runtime(baseProfile({ more: [[40, sample]], version: { ...version, specVersion: 426 } }))
    const later = decodeMetadata(buildMetadata(next).v16).value.pallets.at(-1)!
    expect(later.storage!.items.map(({ name }) => name)).toContain('Future')
    expect(later.constants.map(({ name }) => name)).toEqual(['Pace', 'Later'])
  })

  test('calls: indices, arguments, documentation, deprecation', () => {
    const calls = v16.lookup[samplePallet.calls!.type]!
    expect(calls.path).toEqual(['pallet_sample', 'pallet', 'Call'])
    expect(calls.def).toMatchObject({
      value: [
        { name: 'go', index: 3, fields: [{ name: 'far', typeName: 'u32' }], docs: ['Goes.'] },
        { name: 'stay', index: 7, fields: [] },
      ],
    })
    expect(samplePallet.calls!.deprecationInfo).toEqual([
      { index: 7, deprecation: { tag: 'DeprecatedWithoutNote', value: undefined } },
    ])
    expect([samplePallet.events, samplePallet.errors]).toEqual([undefined, undefined])
  })

  test('the version of the runtime, with the APIs that it answers', () => {
    const version = v16.pallets[0]!.constants.find(({ name }) => name === 'Version')!
    const value = decode(runtimeVersionCodec, fromHex(version.value))
    expect(value).toEqual(runtimeVersionOf(runtime))
    expect(value.apis).toHaveLength(v16.apis.length)
    expect(value).toMatchObject({ spec_name: 'node-subtensor', spec_version: 425, transaction_version: 1 })
  })
})

describe('what metadata says of extrinsics', () => {
  test('versions, and the extensions in their order', () => {
    expect([v14.extrinsic.version, v15.extrinsic.version, v16.extrinsic.version]).toEqual([4, 4, [4, 5]])
    const { extensions } = runtime.profile
    expect(v16.extrinsic.signedExtensions.map(({ identifier }) => identifier)).toEqual(
      extensions.map(({ identifier }) => identifier),
    )
    expect(v16.extrinsic.signedExtensionsByVersion).toEqual([[0, extensions.map((_, i) => i)]])
  })

  test('the type of an extrinsic names address, call, signature and extensions', () => {
    const path = (id: number | undefined) => v14.lookup[id!]!.path.join('::')
    const outer = v14.lookup[v14.extrinsic.type]!
    expect(path(outer.id)).toBe('fp_self_contained::unchecked_extrinsic::UncheckedExtrinsic')
    const inner = outer.def.tag === 'composite' ? v14.lookup[outer.def.value[0]!.type]! : outer
    expect(path(inner.id)).toBe('sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic')
    expect(inner.params.map(({ name }) => name)).toEqual(['Address', 'Call', 'Signature', 'Extra'])
    expect(inner.params.slice(0, 3).map(({ type }) => path(type))).toEqual([
      'sp_runtime::multiaddress::MultiAddress',
      'node_subtensor_runtime::RuntimeCall',
      'sp_runtime::MultiSignature',
    ])
    expect(inner.params.map(({ type }) => type)).toEqual([
      v15.extrinsic.address,
      v15.extrinsic.call,
      v15.extrinsic.signature,
      v15.extrinsic.extra,
    ])
    expect(path(v14.type)).toBe('node_subtensor_runtime::Runtime')
  })
})
