import { describe, expect, test } from 'vitest'
import { buildMetadata } from '../../../src/local-chain/runtime/metadata/build.ts'
import { Runtime } from '../../../src/local-chain/runtime/runtime.ts'
import { TaoError } from '../../../src/primitives/errors.ts'
import {
  decodeForeignMetadata,
  decodeMetadata,
  encodeMetadata,
  metadataVersion,
  referencedTypes,
} from '../../../src/primitives/metadata/format.ts'
import { runtimeIdentity } from '../../../src/primitives/metadata/identity.ts'
import { baseProfile } from '../../local-chain/support/profile.ts'

const built = buildMetadata(new Runtime(baseProfile()))

describe('metadata as bytes', () => {
  test.each([
    ['v14', 14],
    ['v15', 15],
    ['v16', 16],
  ] as const)('%s is decoded and encoded', (name, version) => {
    const metadata = decodeMetadata(built[name])
    expect(metadata.version).toBe(version)
    expect(metadataVersion(built[name])).toBe(version)
    expect(encodeMetadata(metadata)).toEqual(built[name])
    expect(decodeForeignMetadata(built[name])).toEqual(metadata)
  })

  test('may lie anywhere in a buffer', () => {
    const around = Buffer.concat([Buffer.from('before'), built.v15, Buffer.from('after')])
    const within = around.subarray(6, 6 + built.v15.length)
    expect(decodeMetadata(within)).toEqual(decodeMetadata(built.v15))
    expect(decodeMetadata(new Uint8Array(within.buffer, within.byteOffset, within.length))).toEqual(
      decodeMetadata(built.v15),
    )
  })

  test('of other versions is not supported, and says so', () => {
    for (const version of [0, 13, 17, 255]) {
      expect(() => decodeMetadata(built.v15.with(4, version))).toThrow(`Metadata version ${version} is not supported`)
    }
  })

  test('is told from anything else', () => {
    for (const bytes of [
      new Uint8Array(0),
      Uint8Array.of(0x6d, 0x65, 0x74, 0x61),
      new Uint8Array(100),
      built.v15.slice(1),
    ]) {
      expect(() => decodeMetadata(bytes)).toThrow('no metadata')
    }
  })

  test('from elsewhere must be whole', () => {
    const wrong = [
      ...[6, 100, 1000, built.v15.length - 1].map(length => built.v15.slice(0, length)),
      Uint8Array.of(...built.v15, 0),
    ]
    for (const bytes of wrong) {
      expect(() => decodeForeignMetadata(bytes)).toThrow(TaoError)
      expect(() => decodeForeignMetadata(bytes)).toThrow('malformed')
    }
  })
})

describe('the types that a type names', () => {
  const of = (
    def: Parameters<typeof referencedTypes>[0]['def'],
    params: { name: string; type: number | undefined }[] = [],
  ) => referencedTypes({ id: 0, path: [], docs: [], params, def }, true)
  const field = (type: number) => ({ name: undefined, type, typeName: undefined, docs: [] })

  test('are all of them', () => {
    expect(of({ tag: 'composite', value: [field(1), field(2)] })).toEqual([1, 2])
    expect(of({ tag: 'variant', value: [{ name: 'a', index: 0, fields: [field(3)], docs: [] }] })).toEqual([3])
    expect(of({ tag: 'tuple', value: [4, 5] })).toEqual([4, 5])
    expect(of({ tag: 'sequence', value: 6 })).toEqual([6])
    expect(of({ tag: 'compact', value: 7 })).toEqual([7])
    expect(of({ tag: 'array', value: { len: 2, type: 8 } })).toEqual([8])
    expect(of({ tag: 'bitSequence', value: { bitStoreType: 9, bitOrderType: 10 } })).toEqual([9, 10])
    expect(of({ tag: 'primitive', value: { tag: 'u8', value: undefined } })).toEqual([])
    expect(
      of({ tag: 'tuple', value: [] }, [
        { name: 'T', type: 11 },
        { name: 'S', type: undefined },
      ]),
    ).toEqual([11])
  })
})

describe('the runtime that metadata belongs to', () => {
  const withConstant = (name: string, value: `0x${string}` | undefined) => {
    const metadata = decodeMetadata(built.v15)
    const { constants } = metadata.value.pallets[0]!
    const at = constants.findIndex(constant => constant.name === name)
    if (value === undefined) constants.splice(at, 1)
    else constants[at]!.value = value
    return () => runtimeIdentity(metadata)
  }

  test('is named in it', () => {
    expect(runtimeIdentity(decodeMetadata(built.v15))).toEqual({
      specName: 'node-subtensor',
      specVersion: 425,
      ss58Prefix: 42,
    })
    expect(withConstant('SS58Prefix', '0x0500')().ss58Prefix).toBe(5)
    expect(withConstant('SS58Prefix', '0x0501')().ss58Prefix).toBe(261)
    expect(withConstant('SS58Prefix', '0x05')().ss58Prefix).toBe(5)
  })

  test('is not guessed', () => {
    expect(withConstant('Version', undefined)).toThrow('has no constant System.Version')
    expect(withConstant('SS58Prefix', undefined)).toThrow('has no constant System.SS58Prefix')
    for (const value of ['0x', '0xff', '0x0461', '0x046104620100000001', '0x0161'] as const) {
      expect(withConstant('Version', value)).toThrow('malformed')
    }
    for (const value of ['0x', '0x010203'] as const) expect(withConstant('SS58Prefix', value)).toThrow('malformed')
  })
})
