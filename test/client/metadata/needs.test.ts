import { describe, expect, test } from 'vitest'
import { metadataAnswer } from '../../../src/client/metadata/answers.ts'
import { lensOf } from '../../../src/client/metadata/lens.ts'
import { canonicalNeeds, covers, mergeNeeds, TRANSACTION_NEEDS } from '../../../src/client/metadata/needs.ts'
import { decode, encode } from '../../../src/local-chain/scale/codec.ts'
import { bytes, option, vec } from '../../../src/local-chain/scale/collections.ts'
import { u32 } from '../../../src/local-chain/scale/primitives.ts'
import { fromHex, toHex } from '../../../src/primitives/bytes.ts'
import { ownMetadata } from './samples.ts'

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
    expect(lensOf(ownMetadata.v15, TRANSACTION_NEEDS).missing).toEqual([])
  })
})

describe('answers in the chain’s place', () => {
  const ask = (method: string, ...params: unknown[]) => metadataAnswer(ownMetadata.v15, method, params)
  const call = (name: string, argument: unknown) => ask('state_call', name, argument)

  test('offer the version at hand and no other', () => {
    expect(decode(vec(u32), fromHex(call('Metadata_metadata_versions', '0x')!))).toEqual([15])
    const at = (argument: unknown) => decode(option(bytes), fromHex(call('Metadata_metadata_at_version', argument)!))
    const fifteen = toHex(encode(u32, 15))
    expect(at(fifteen)).toEqual(ownMetadata.v15)
    expect(at(fifteen.slice(2))).toEqual(ownMetadata.v15)
    for (const other of ['0x10000000', '0x0e000000', '0x0f', '', undefined, '0x0f00000000'])
      expect(at(other)).toBeUndefined()
  })

  test('give the bytes themselves to those who ask as of old', () => {
    expect(ask('state_getMetadata')).toBe(toHex(ownMetadata.v15))
    expect(decode(bytes, fromHex(call('Metadata_metadata', '0x')!))).toEqual(ownMetadata.v15)
  })

  test('leave everything else to the chain', () => {
    expect(call('Core_version', '0x')).toBeUndefined()
    expect(ask('state_getStorage', '0x')).toBeUndefined()
    expect(ask('chain_getBlockHash', 0)).toBeUndefined()
  })
})
