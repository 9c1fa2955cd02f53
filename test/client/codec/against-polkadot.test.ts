/** Every type of every metadata, written and read as `@polkadot/types` does. */

import { stringCamelCase } from '@polkadot/util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode } from '../../../src/client/codec/decode.ts'
import { encode } from '../../../src/client/codec/encode.ts'
import { lensOf } from '../../../src/client/metadata/lens-of.ts'
import { camelCase, shapesOf } from '../../../src/client/metadata/shapes.ts'
import { fromHex, toHex } from '../../../src/primitives/bytes.ts'
import { decodeMetadata, typesById } from '../../../src/primitives/metadata/format.ts'
import { allNames, everyMetadata, registryOf } from '../metadata/samples.ts'
import { plainOf } from './polkadot.ts'
import { anyValue, hasValues } from './values.ts'

describe.each(everyMetadata)('by %s', (_, bytes) => {
  const metadata = decodeMetadata(bytes)
  const { lookup } = metadata.value
  const registry = registryOf(bytes)
  const outer = 'outerEnums' in metadata.value ? metadata.value.outerEnums.call : undefined
  const shapes = shapesOf({ types: typesById(lookup), keep: new Map(), call: outer, palletCalls: new Set() })
  const places = new Map(lookup.map(({ id }) => [id, shapes.of(id)]))
  /** Those are sorted and hold nothing twice. */
  const short = new Set(
    lookup.filter(({ path }) => /^BTree(?:Map|Set)$/.test(path.join('::'))).map(({ id }) => places.get(id)!),
  )

  test('values of every type are written and read alike', () => {
    for (const { id, path } of lookup) {
      const place = places.get(id)!
      // Transactions are bytes to the chain's metadata, and more than that to theirs.
      if (!hasValues(shapes.list, place) || path.at(-1) === 'UncheckedExtrinsic') continue
      const name = `type ${id}, ${path.join('::')}`
      for (const value of fc.sample(anyValue(shapes.list, place, { depth: 3, short }), { numRuns: 3, seed: id })) {
        const encoded = encode(shapes.list, place, value)
        const theirs = registry.createType(registry.createLookupType(id) as 'u8', encoded)
        expect([name, plainOf(theirs)]).toEqual([name, value])
        expect([name, toHex(theirs.toU8a())]).toEqual([name, toHex(encoded)])
        expect([name, decode(shapes.list, place, encoded)]).toEqual([name, value])
      }
    }
  })

  test('defaults and constants are read alike', () => {
    const names = allNames(metadata)
    const lens = lensOf(metadata, { storage: names.storage, constants: names.constants })
    let compared = 0
    for (const pallet of registry.metadata.pallets) {
      for (const { name, type, fallback, modifier } of pallet.storage.unwrapOrDefault().items) {
        const shape = lens.storage[`${pallet.name}.${name}`]!
        expect(shape.fallback).toBe(modifier.isOptional ? undefined : fallback.toHex())
        if (shape.fallback === undefined) continue
        const id = registry.createLookupType(type.isPlain ? type.asPlain : type.asMap.value)
        const theirs = plainOf(registry.createType(id as 'u8', fromHex(shape.fallback)))
        expect(decode(lens.shapes, shape.value, fromHex(shape.fallback))).toEqual(theirs)
        compared++
      }
      for (const { name, type, value } of pallet.constants) {
        const constant = lens.constants[`${pallet.name}.${name}`]!
        const theirs = plainOf(registry.createType(registry.createLookupType(type) as 'u8', value.toU8a(true)))
        expect(decode(lens.shapes, constant.type, fromHex(constant.value))).toEqual(theirs)
        compared++
      }
    }
    expect(compared).toBeGreaterThan(30)
  })

  test('fields have the same names', () => {
    const names = lookup.flatMap(({ def }) =>
      def.tag === 'composite'
        ? def.value.map(({ name }) => name)
        : def.tag === 'variant'
          ? def.value.flatMap(({ fields }) => fields.map(({ name }) => name))
          : [],
    )
    for (const name of names) if (name !== undefined) expect(camelCase(name)).toBe(stringCamelCase(name))
  })
})
