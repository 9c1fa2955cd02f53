import { describe, expect, test } from 'vitest'
import { lensOf } from '../../../src/client/metadata/lens-of.ts'
import { canonicalNeeds, covers, mergeNeeds, TRANSACTION_NEEDS } from '../../../src/client/metadata/needs.ts'
import { decodeMetadata } from '../../../src/primitives/metadata/format.ts'
import { missingFrom, ownMetadata } from './samples.ts'

describe('needs', () => {
  test('of several are what any of them needs', () => {
    const merged = mergeNeeds(
      { storage: ['B.y', 'A.x'], events: ['A'], errors: 'all' },
      { storage: ['A.x'], calls: ['A.go'], events: ['B'], errors: ['A'] },
    )
    expect(merged).toEqual({
      storage: ['A.x', 'B.y'],
      calls: ['A.go'],
      constants: [],
      apis: [],
      events: ['A', 'B'],
      errors: 'all',
    })
    expect(mergeNeeds({ events: ['A'] }, { events: 'all' }).events).toBe('all')
  })

  test('have one spelling', () => {
    expect(canonicalNeeds({ calls: ['B.y', 'A.x', 'A.x'] })).toBe(
      canonicalNeeds({ storage: [], calls: ['A.x', 'B.y'] }),
    )
    expect(canonicalNeeds({ calls: ['A.x'] })).not.toBe(canonicalNeeds({ storage: ['A.x'] }))
    expect(canonicalNeeds({ events: 'all' })).not.toBe(canonicalNeeds({ events: ['all'] }))
  })

  test('cover one another or not', () => {
    const wide = { storage: ['A.x', 'A.y'], events: 'all', errors: ['A'] } as const
    expect(covers(wide, { storage: ['A.x'], events: ['B'], errors: ['A'] })).toBe(true)
    expect(covers(wide, {})).toBe(true)
    expect(covers(wide, { storage: ['A.z'] })).toBe(false)
    expect(covers(wide, { errors: 'all' })).toBe(false)
    expect(covers(wide, { calls: ['A.go'] })).toBe(false)
  })

  test('of a transaction are met by our own chain', () => {
    const lens = lensOf(decodeMetadata(ownMetadata.v15), TRANSACTION_NEEDS)
    expect(missingFrom(lens, TRANSACTION_NEEDS)).toEqual([])
  })
})
