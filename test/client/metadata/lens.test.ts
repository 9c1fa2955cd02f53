import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lensOf } from '../../../src/client/metadata/lens.ts'
import { mergeNeeds, type Needs, TRANSACTION_NEEDS } from '../../../src/client/metadata/needs.ts'
import { namedTypes } from '../../../src/client/metadata/type-ids.ts'
import { compareMetadata } from '../../../src/local-chain/runtime/metadata/compare/compare.ts'
import { decodeMetadata, referencedTypes, type VersionedMetadata } from '../../../src/primitives/metadata/format.ts'
import { allNames, everyMetadata, ownMetadata, registryOf } from './samples.ts'

/** Any part of what a chain has. */
function someNeeds(metadata: VersionedMetadata): fc.Arbitrary<Needs> {
  const names = allNames(metadata)
  const some = (list: readonly string[]) => fc.subarray([...list], { maxLength: 12 })
  const pallets = (list: readonly string[]) => fc.oneof({ weight: 9, arbitrary: some(list) }, fc.constant('all' as const))
  return fc.record({
    storage: some(names.storage),
    calls: some(names.calls),
    constants: some(names.constants),
    apis: some(names.apis),
    events: pallets(names.events),
    errors: pallets(names.errors),
  })
}

const WHOLE = { numRuns: 25 }

describe.each(everyMetadata)('a lens on %s', (_, bytes) => {
  const full = decodeMetadata(bytes)
  const throughLens = (needs: Needs) => lensOf(full, needs)

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
      WHOLE,
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
      WHOLE,
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
      WHOLE,
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
  })

  test('decodes by @polkadot/types as the whole does', () => {
    const registry = registryOf(bytes)
    const needs = mergeNeeds(TRANSACTION_NEEDS, {
      calls: ['Balances.transfer_keep_alive', 'System.remark', 'Sudo.set_key'],
      events: ['Utility', 'Sudo'],
      errors: ['Utility'],
    })
    const narrow = registryOf(throughLens(needs).bytes)
    let compared = 0
    for (const pallet of narrow.metadata.pallets) {
      const whole = registry.metadata.pallets.find(({ name }) => name.eq(pallet.name))!
      for (const item of pallet.storage.unwrapOrDefault().items) {
        const original = whole.storage.unwrap().items.find(({ name }) => name.eq(item.name))!
        const type = (entry: typeof item) => (entry.type.isPlain ? entry.type.asPlain : entry.type.asMap.value)
        const read = (from: typeof registry, entry: typeof item) =>
          from.createType(from.createLookupType(type(entry)) as 'u8', entry.fallback.toU8a(true)).toHuman()
        expect(item.fallback.eq(original.fallback)).toBe(true)
        if (item.modifier.isDefault) expect(read(narrow, item)).toEqual(read(registry, original))
        compared++
      }
      if (pallet.events.isNone) continue
      for (const event of narrow.lookup.getSiType(pallet.events.unwrap().type).def.asVariant.variants) {
        const index = new Uint8Array([pallet.index.toNumber(), event.index.toNumber()])
        const blank = new registry.findMetaEvent(index) as never
        const encoded = registry.createType('Event', new Uint8Array([...index, ...registry.findMetaEvent(index).prototype]))
        void blank
        void encoded
        compared++
      }
    }
    expect(compared).toBeGreaterThan(20)
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
