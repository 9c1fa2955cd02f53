import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Lens } from '../../../src/client/metadata/lens.ts'
import { lensOf } from '../../../src/client/metadata/lens-of.ts'
import { mergeNeeds, type Needs } from '../../../src/client/metadata/needs.ts'
import { shapesOf } from '../../../src/client/metadata/shapes.ts'
import { argumentsOf } from '../../../src/client/transactions/build.ts'
import { fromHex } from '../../../src/primitives/bytes.ts'
import { decodeMetadata, type PortableType, typesById } from '../../../src/primitives/metadata/format.ts'
import { allNames, everyMetadata, missingFrom, ownMetadata, registryOf, someNeeds } from './samples.ts'

describe.each(everyMetadata)('a lens on %s', (_, bytes) => {
  const full = decodeMetadata(bytes)
  const throughLens = (needs: Needs) => lensOf(full, needs)
  /** The real chain's metadata takes a while each time. */
  const runs = { numRuns: bytes.length > 100_000 ? 4 : 12 }

  test('shows all that is needed, and nothing else', () => {
    fc.assert(
      fc.property(someNeeds(full), needs => {
        const lens = throughLens(needs)
        expect(missingFrom(lens, needs)).toEqual([])
        expect(new Set(Object.keys(lens.storage))).toEqual(new Set(needs.storage))
        expect(new Set(Object.keys(lens.constants))).toEqual(new Set(needs.constants))
        expect(new Set(Object.keys(lens.apis))).toEqual(new Set(needs.apis))
        const others = allNames(full).calls.filter(call => !needs.calls!.includes(call))
        expect(others.filter(call => argumentsOf(lens, call) !== undefined)).toEqual([])
        const errors = needs.errors === 'all' ? allNames(full).errors : needs.errors
        expect(new Set(Object.values(lens.errors).map(({ pallet }) => pallet))).toEqual(new Set(errors))
      }),
      runs,
    )
  })

  test('is the same after it was kept as JSON', () => {
    fc.assert(
      fc.property(someNeeds(full), needs => {
        const lens = throughLens(needs)
        expect(JSON.parse(JSON.stringify(lens))).toEqual(lens)
      }),
      runs,
    )
  })

  test('names types that it describes', () => {
    fc.assert(
      fc.property(someNeeds(full), someNeeds(full), (needs, more) => {
        for (const lens of [throughLens(needs), throughLens(mergeNeeds(needs, more))]) {
          for (const type of namedBy(lens)) expect(lens.shapes[type]).toBeDefined()
        }
      }),
      runs,
    )
  })

  test('is small where little is needed', () => {
    expect(throughLens({}).shapes).toEqual([])
    expect(throughLens({ storage: ['System.Account'] }).shapes.length).toBeLessThan(12)
  })

  test('leaves out what the chain does not have', () => {
    const needs = {
      storage: ['System.Account', 'System.Nothing', 'Nowhere.Item'],
      calls: ['System.remark', 'System.forget'],
      constants: ['System.BlockHashCount', 'System.Speed'],
      events: ['System', 'Nowhere'],
      errors: ['Aura'],
      apis: ['Core.version', 'Core.rest'],
    }
    const missing = missingFrom(throughLens(needs), needs)
    expect(missing.filter(name => !name.startsWith('api '))).toEqual([
      'storage System.Nothing',
      'storage Nowhere.Item',
      'call System.forget',
      'constant System.Speed',
      'events of Nowhere',
      'errors of Aura',
    ])
    // Version 14 does not say which runtime APIs there are.
    expect(missing.filter(name => name.startsWith('api '))).toEqual(
      full.version === 14 ? ['api Core.version', 'api Core.rest'] : ['api Core.rest'],
    )
  })

  test('has the prefixes of keys, the errors and their words of @polkadot/types', () => {
    const registry = registryOf(bytes)
    const lens = throughLens({ ...allNames(full), errors: 'all' })
    let compared = 0
    for (const [index, { pallet, errors }] of Object.entries(lens.errors)) {
      for (const [code, { name, docs }] of Object.entries(errors)) {
        const theirs = registry.findMetaError(Uint8Array.of(Number(index), Number(code)))
        expect([pallet, name, docs]).toEqual([pallet, theirs.name, theirs.docs.join(' ').trim()])
        compared++
      }
    }
    expect(compared).toBeGreaterThan(10)
    for (const { prefix } of Object.values(lens.storage)) expect(fromHex(prefix)).toHaveLength(32)
    expect(lens.storage['System.Account']!.prefix).toBe(
      '0x26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9',
    )
  })
})

/** Every place of a shape that is named anywhere. */
function namedBy(lens: Lens): number[] {
  const within = lens.shapes.flatMap(shape => {
    switch (shape.kind) {
      case 'option':
      case 'list':
      case 'array':
        return [shape.of]
      case 'tuple':
        return shape.of
      case 'struct':
        return shape.fields.map(({ type }) => type)
      case 'enum':
        return shape.variants.flatMap(({ fields, of }) => of ?? fields?.map(({ type }) => type) ?? [])
      default:
        return []
    }
  })
  const storage = Object.values(lens.storage).flatMap(({ keys, value }) => [value, ...keys.map(({ type }) => type)])
  const apis = Object.values(lens.apis).flatMap(({ inputs, output }) => [output, ...inputs.map(({ type }) => type)])
  const extensions = lens.extensions.flatMap(({ type, additional }) => [type, additional])
  const outer = [lens.call, lens.eventRecord, lens.address].filter(type => type !== undefined)
  return [...within, ...storage, ...apis, ...extensions, ...outer]
}

describe('metadata that contradicts itself is refused', () => {
  test('where it names a type that it does not describe', () => {
    const metadata = decodeMetadata(ownMetadata.v15)
    metadata.value.lookup.splice(3, 1)
    expect(() => lensOf(metadata, { storage: ['System.Account'] })).toThrow('malformed')
  })

  const shapesWith = (...types: PortableType[]) =>
    shapesOf({ types: typesById(types as never), keep: new Map(), call: undefined, palletCalls: new Set() })
  const type = (id: number, def: PortableType['def']): PortableType => ({ id, path: [], params: [], def, docs: [] })
  const wrapper = (id: number, of: number) =>
    type(id, { tag: 'composite', value: [{ name: undefined, type: of, typeName: undefined, docs: [] }] })

  test('where a wrapper wraps itself', () => {
    expect(() => shapesWith(wrapper(0, 1), wrapper(1, 0)).of(0)).toThrow('malformed')
  })

  test('where something is compact that is no number', () => {
    const text = type(1, { tag: 'primitive', value: { tag: 'str', value: undefined } })
    expect(() => shapesWith(type(0, { tag: 'compact', value: 1 }), text).of(0)).toThrow('malformed')
  })
})
