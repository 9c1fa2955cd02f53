import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lensOf } from '../../../src/client/metadata/lens.ts'
import { mergeNeeds, type Needs } from '../../../src/client/metadata/needs.ts'
import { namedTypes } from '../../../src/client/metadata/type-ids.ts'
import { compareMetadata } from '../../../src/local-chain/runtime/metadata/compare/compare.ts'
import { decodeMetadata, referencedTypes } from '../../../src/primitives/metadata/format.ts'
import { allNames, everyMetadata, ownMetadata, registryOf, someNeeds } from './samples.ts'

describe.each(everyMetadata)('a lens on %s', (_, bytes) => {
  const full = decodeMetadata(bytes)
  const throughLens = (needs: Needs) => lensOf(full, needs)
  /** The real chain's metadata takes a while each time. */
  const runs = { numRuns: bytes.length > 100_000 ? 4 : 12 }

  test('shows all that is needed, and shows it unchanged', () => {
    fc.assert(
      fc.property(someNeeds(full), needs => {
        const lens = throughLens(needs)
        expect(lens.missing).toEqual([])
        const seen = decodeMetadata(lens.bytes)
        expect(seen.version).toBe(full.version)
        const names = allNames(seen)
        expect(new Set(names.storage)).toEqual(new Set(needs.storage))
        expect(new Set(names.calls)).toEqual(new Set(needs.calls))
        expect(new Set(names.constants)).toEqual(new Set(needs.constants))
        expect(new Set(names.apis)).toEqual(new Set(needs.apis))
        expect(new Set(names.events)).toEqual(new Set(needs.events === 'all' ? allNames(full).events : needs.events))
        expect(new Set(names.errors)).toEqual(new Set(needs.errors === 'all' ? allNames(full).errors : needs.errors))
        // Nothing in it differs from the whole, but for what is not there.
        expect(compareMetadata(seen, full).filter(({ ours }) => ours !== 'absent')).toEqual([])
      }),
      runs,
    )
  })

  test('holds the types that are reached, numbered without gaps, and no others', () => {
    fc.assert(
      fc.property(someNeeds(full), needs => {
        const seen = decodeMetadata(throughLens(needs).bytes)
        const { lookup } = seen.value
        expect(lookup.map(({ id }) => id)).toEqual(lookup.map((_, i) => i))
        const reached = new Set<number>()
        const always = lookup.filter(
          ({ path, def }) =>
            ['UncheckedExtrinsic', 'EventRecord', 'Weight'].includes(path.at(-1) ?? '') ||
            ['primitive', 'sequence', 'array'].includes(def.tag),
        )
        const waiting = [...namedTypes(seen), ...always.map(({ id }) => id)]
        for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
          if (!reached.has(id)) waiting.push(...referencedTypes(lookup[id]!, true))
          reached.add(id)
        }
        expect(reached.size).toBe(lookup.length)
      }),
      runs,
    )
  })

  test('is the same through a wider lens', () => {
    fc.assert(
      fc.property(someNeeds(full), someNeeds(full), (needs, more) => {
        const narrow = throughLens(needs).bytes
        const wide = throughLens(mergeNeeds(needs, more)).bytes
        expect(lensOf(wide, needs).bytes).toEqual(narrow)
        expect(narrow.length).toBeLessThanOrEqual(wide.length)
        expect(lensOf(narrow, needs).bytes).toEqual(narrow)
      }),
      runs,
    )
  })

  test('is small where little is needed, and always knows extrinsics and event records', () => {
    const { lookup } = decodeMetadata(throughLens({}).bytes).value
    expect(lookup.length).toBeLessThan(60)
    const paths = lookup.map(({ path }) => path.join('::'))
    expect(paths).toContain('sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic')
    expect(paths).toContain('frame_system::EventRecord')
    expect(paths).toContain('sp_weights::weight_v2::Weight')
  })

  test('carries no documentation', () => {
    const seen = throughLens({ ...allNames(full), events: 'all', errors: 'all' })
    const texts: string[] = []
    JSON.stringify(decodeMetadata(seen.bytes).value, (key, value) => {
      if (key === 'docs') texts.push(...value)
      return value
    })
    expect(texts).toEqual([])
  })

  test('says what is needed and not there', () => {
    const lens = throughLens({
      storage: ['System.Account', 'System.Nothing', 'Nowhere.Item'],
      calls: ['System.remark', 'System.forget'],
      constants: ['System.BlockHashCount', 'System.Speed'],
      events: ['System', 'Nowhere'],
      errors: ['Aura'],
      apis: ['Core.version', 'Core.rest'],
    })
    expect(lens.missing.filter(name => !name.startsWith('api '))).toEqual([
      'storage System.Nothing',
      'storage Nowhere.Item',
      'call System.forget',
      'constant System.Speed',
      'events of Nowhere',
      'errors of Aura',
    ])
    expect(lens.missing.filter(name => name.startsWith('api '))).toEqual(full.version === 14 ? [] : ['api Core.rest'])
    expect(allNames(decodeMetadata(lens.bytes)).storage).toEqual(['System.Account'])
    const nothing = decodeMetadata(throughLens({ calls: ['System.forget'], storage: ['Sudo.Nothing'] }).bytes)
    expect(nothing).toEqual(decodeMetadata(throughLens({}).bytes))
  })
})

describe('our own metadata', () => {
  test('keeps the indices of calls through a lens', () => {
    const registry = registryOf(ownMetadata.v15)
    const narrow = registryOf(lensOf(ownMetadata.v15, { calls: ['Balances.transfer_all', 'Sudo.sudo'] }).bytes)
    for (const index of [
      [5, 4],
      [12, 0],
    ]) {
      const at = new Uint8Array(index)
      expect(narrow.findMetaCall(at).method).toBe(registry.findMetaCall(at).method)
    }
    expect(() => narrow.findMetaCall(new Uint8Array([5, 0]))).toThrow('Unable to find Call')
  })
})

describe('metadata that contradicts itself', () => {
  test('is refused', () => {
    const metadata = decodeMetadata(ownMetadata.v15)
    metadata.value.lookup.splice(3, 1)
    expect(() => lensOf(metadata, { storage: ['System.Account'] })).toThrow('malformed')
  })
})
