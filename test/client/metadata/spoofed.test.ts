/**
 * Metadata that a node made up. What the digest of metadata does not cover must not change how calls are written or read: a
 * signature commits to the digest, and to nothing else.
 */
import { describe, expect, test } from 'vitest'
import type { Lens } from '../../../src/client/metadata/lens.ts'
import { lensOf } from '../../../src/client/metadata/lens-of.ts'
import { encodeExtensions } from '../../../src/client/transactions/extrinsic.ts'
import type { Hex } from '../../../src/primitives/bytes.ts'
import { TaoError } from '../../../src/primitives/errors.ts'
import { metadataDigest } from '../../../src/primitives/metadata/digest.ts'
import { decodeMetadata, type PortableType, type VersionedMetadata } from '../../../src/primitives/metadata/format.ts'
import { diceOf } from '../support/hostile-node.ts'
import { allNames, ownMetadata } from './samples.ts'

// biome-ignore lint/suspicious/noExplicitAny: what a liar writes fits no type
type Loose = any
const honest = decodeMetadata(ownMetadata.v15)
const CALLS = { calls: allNames(honest).calls }
const lens = lensOf(honest, CALLS)

/** How transactions are written and read, wherever in the list of shapes it stands. */
function transactionsBy({ shapes, call, address, extensions }: Lens): readonly unknown[] {
  const places = new Map<number, number>()
  const told: unknown[] = []
  const place = (at: number): number => {
    const known = places.get(at)
    if (known !== undefined) return known
    const next = places.size
    places.set(at, next)
    const shape = shapes[at]!
    // A compact nothing is nothing.
    told[next] = within(shape.kind === 'compact' && shape.size === 0 ? { kind: 'unit' } : shape)
    return next
  }
  const within = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(each => (typeof each === 'number' ? place(each) : within(each)))
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value)
    return Object.fromEntries(
      entries.map(([key, each]) => [
        key,
        typeof each === 'number' && ['of', 'type', 'additional'].includes(key) ? place(each) : within(each),
      ]),
    )
  }
  return [place(call!), place(address!), within(extensions), told]
}

/** The same metadata with something changed in it. */
function spoofed(change: (value: Loose, type: (path: string) => Loose) => void, from = honest): VersionedMetadata {
  const value = structuredClone(from.value) as Loose
  change(value, path => value.lookup.find((each: PortableType) => each.path.join('::') === path))
  return { ...from, value } as VersionedMetadata
}

const primitive = (value: Loose, tag: string): Loose =>
  value.lookup.find(({ def }: PortableType) => def.tag === 'primitive' && def.value.tag === tag)

/** Another type of the same metadata, so that a digest over it would be another one. */
function copyOf(value: Loose, type: Loose, change: (copy: Loose) => void): number {
  const copy = { ...structuredClone(type), id: value.lookup.length }
  change(copy)
  value.lookup.push(copy)
  return copy.id
}

const OUTSIDE: readonly (readonly [what: string, change: Parameters<typeof spoofed>[0]])[] = [
  [
    'another enumeration of all calls beside that of transactions',
    value => {
      const call = value.lookup[value.extrinsic.call]
      value.outerEnums.call = copyOf(value, call, copy => {
        const [first, second] = copy.def.value
        ;[first.index, second.index] = [second.index, first.index]
      })
    },
  ],
  [
    'other calls of pallets than those of transactions',
    (value, type) => {
      const balances = value.pallets.find((pallet: Loose) => pallet.name === 'Balances')
      balances.calls = copyOf(value, type('pallet_balances::pallet::Call'), copy => copy.def.value.reverse())
    },
  ],
  [
    'pallets without calls',
    value => {
      for (const pallet of value.pallets) pallet.calls = undefined
    },
  ],
  ['a number that calls itself a longer one', value => primitive(value, 'u64').path.push('primitive_types', 'U256')],
  [
    'a flag that calls itself an account',
    value => primitive(value, 'bool').path.push('sp_core', 'crypto', 'AccountId32'),
  ],
  ['a byte that calls itself an era', value => primitive(value, 'u8').path.push('sp_runtime', 'generic', 'era', 'Era')],
  [
    'nothing that calls itself an account',
    value => {
      for (const { path, def } of value.lookup) {
        if (def.tag === 'tuple' && def.value.length === 0) path.push('sp_core', 'crypto', 'AccountId32')
      }
    },
  ],
]

describe('what the digest does not cover', () => {
  test.each(OUTSIDE)('changes nothing about transactions: %s', (_, change) => {
    const lie = spoofed(change)
    expect(metadataDigest(lie)).toBe(ownMetadata.hash)
    expect(transactionsBy(lensOf(lie, CALLS))).toEqual(transactionsBy(lens))
  })

  test('nor in metadata of version 16 the extensions of other transactions', () => {
    const sixteen = decodeMetadata(ownMetadata.v16)
    const lie = spoofed(value => {
      const { signedExtensions, signedExtensionsByVersion } = value.extrinsic
      const [first] = signedExtensions
      signedExtensions.push({ ...first, identifier: 'Another' })
      signedExtensionsByVersion.push([5, [signedExtensions.length - 1]])
    }, sixteen)
    expect(metadataDigest(lie)).toBe(ownMetadata.hash)
    expect(lensOf(lie, CALLS).extensions).toEqual(lensOf(sixteen, CALLS).extensions)
  })

  test('is all that can change without the digest', () => {
    const dice = diceOf(7)
    let unnoticed = 0
    for (let i = 0; i < 150; i++) {
      const lie = spoofed(value => shake(value, dice))
      const told = outcomeOf(() => ({ digest: metadataDigest(lie), lens: lensOf(lie, CALLS) }))
      if (told?.digest !== ownMetadata.hash) continue
      unnoticed++
      expect(transactionsBy(told.lens)).toEqual(transactionsBy(lens))
    }
    expect(unnoticed).toBeGreaterThan(15)
    expect(unnoticed).toBeLessThan(140)
  })
})

/** Undefined for what is refused in words. */
function outcomeOf<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof TaoError && error.code !== 'internal') return undefined
    throw error
  }
}

/** Changes a few things that types, pallets and transactions are described by. */
function shake(value: Loose, dice: (limit: number) => number): void {
  const any = <T>(list: readonly T[]): T => list[dice(list.length)]!
  const id = (): number => dice(value.lookup.length)
  const rename = (path: string[]): unknown => path.splice(0, path.length, ...any<PortableType>(value.lookup).path)
  const changes: readonly (() => unknown)[] = [
    () => rename(any<Loose>(value.lookup).path),
    () => Object.assign(any<Loose>(value.pallets), { calls: id() }),
    // That of events decides which events are known: by it variants can be left out, which makes nothing of anything else.
    () => Object.assign(value.outerEnums, { call: id(), error: id() }),
    () => any<Loose>(value.lookup).params.push({ name: 'T', type: id() }),
    () => any<Loose>(value.pallets).storage?.items.reverse(),
    () => Object.assign(any<Loose>(value.lookup), { def: any<PortableType>(value.lookup).def }),
    () => value.extrinsic.signedExtensions.reverse(),
    () => Object.assign(any<Loose>(value.pallets), { name: any<Loose>(value.pallets).name, index: dice(200) }),
    () => Object.assign(value.extrinsic, { type: id(), extra: id() }),
  ]
  for (let i = 0; i <= dice(3); i++) any(changes)()
}

describe('types that lead nowhere', () => {
  test('end in words: those that hold themselves, that go too deep, or that are not there', () => {
    const dice = diceOf(11)
    for (let i = 0; i < 40; i++) {
      const lie = spoofed(value => {
        for (let changes = 0; changes < 30; changes++) {
          const [one, other] = [value.lookup[dice(value.lookup.length)], value.lookup[dice(value.lookup.length)]]
          one.def = structuredClone(other.def)
          if (dice(30) === 0) one.id = dice(1000)
        }
      })
      outcomeOf(() => metadataDigest(lie))
      outcomeOf(() => lensOf(lie, allNames(honest)))
    }
  })

  test.each<[string, (ids: number[]) => Loose]>([
    ['wrappers', ids => ids.map((_, i) => ({ tag: 'composite', value: [{ type: ids[i + 1] ?? ids[0], docs: [] }] }))],
    [
      'records',
      ids => ids.map((_, i) => ({ tag: 'composite', value: [{ name: 'a', type: ids[i + 1] ?? ids[0], docs: [] }] })),
    ],
    ['compact numbers', ids => ids.map((_, i) => ({ tag: 'compact', value: ids[i + 1] ?? ids[0] }))],
    ['lists', ids => ids.map((_, i) => ({ tag: 'sequence', value: ids[i + 1] ?? ids[0] }))],
    ['arrays', ids => ids.map((_, i) => ({ tag: 'array', value: { len: 3, type: ids[i + 1] ?? ids[0] } }))],
  ])('end in words: a long ring of %s', (_, ring) => {
    const lie = spoofed(value => {
      const ids = Array.from({ length: 20_000 }, (_, i) => value.lookup.length + i)
      for (const [i, def] of ring(ids).entries()) value.lookup.push({ id: ids[i], path: [], params: [], def, docs: [] })
      // A compact number of it, which looks into what it holds.
      value.lookup.push({
        id: ids.length + ids[0]!,
        path: [],
        params: [],
        def: { tag: 'compact', value: ids[0] },
        docs: [],
      })
      const { type } = value.pallets.find((pallet: Loose) => pallet.name === 'System').storage.items[0]
      if (type.tag === 'plain') type.value = value.lookup.length - 1
      else type.value.value = value.lookup.length - 1
    })
    const storage = allNames(honest).storage.filter(name => name.startsWith('System.'))
    expect(() => lensOf(lie, { storage })).toThrow('malformed')
  })
})

describe('a commitment', () => {
  const HASH: Hex = `0x${'5a'.repeat(32)}`
  const write = (lie: VersionedMetadata): Uint8Array => {
    const { extra, additional } = encodeExtensions({ ...lensOf(lie, CALLS), hash: HASH } as Lens, {
      ...{ era: { type: 'Mortal', value: [64, 0] }, nonce: 1, tip: 0n, metadataHash: HASH, specVersion: 1 },
      ...{ transactionVersion: 1, genesisHash: HASH, birthHash: HASH },
    })
    return Uint8Array.of(...extra, ...additional)
  }
  const committing = (value: Loose): Loose =>
    value.extrinsic.signedExtensions.find(({ identifier }: Loose) => identifier === 'CheckMetadataHash')

  test('is the end of what is signed', () => {
    expect(Buffer.from(write(honest).subarray(-33)).toString('hex')).toBe(`01${HASH.slice(2)}`)
  })

  test.each<[string, (value: Loose) => void]>([
    [
      'it is written as nothing',
      value => {
        const id = value.lookup.length
        const [nothing, compactOfIt, address] = [id, id + 1, id + 2]
        const field = { type: compactOfIt, docs: [] }
        value.lookup.push(
          { id: nothing, path: [], params: [], def: { tag: 'tuple', value: [] }, docs: [] },
          { id: compactOfIt, path: [], params: [], def: { tag: 'compact', value: nothing }, docs: [] },
          {
            ...{ id: address, path: ['x', 'MultiAddress'], params: [], docs: [] },
            def: { tag: 'variant', value: [{ name: 'Id', fields: [field], index: 0, docs: [] }] },
          },
        )
        // To a chain without a commitment: no digest, which is a zero.
        committing(value).additionalSigned = address
      },
    ],
    [
      'something stands behind it',
      value => {
        const { signedExtensions } = value.extrinsic
        signedExtensions.unshift(signedExtensions.pop())
      },
    ],
    [
      'it stands in the transaction too',
      value => {
        committing(value).additionalSigned = committing(value).type
      },
    ],
  ])('is none where %s', (_, change) => {
    expect(() => write(spoofed(change))).toThrow(/CheckMetadataHash in a form/)
  })
})
