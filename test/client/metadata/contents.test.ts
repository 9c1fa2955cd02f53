import { describe, expect, test } from 'vitest'
import { contentsOf } from '../../../src/client/metadata/contents.ts'
import { decodeMetadata } from '../../../src/primitives/metadata/format.ts'
import { allNames, everyMetadata } from './samples.ts'

describe.each(everyMetadata)('what can be read of %s', (_, bytes) => {
  const metadata = decodeMetadata(bytes)
  const parts = contentsOf(metadata)
  const named = (kind: string) => parts.filter(part => part.kind === kind).map(({ name }) => name)

  test('is all of it, each by its kind', () => {
    const { storage, constants, apis } = allNames(metadata)
    expect(named('storage')).toEqual(storage)
    expect(named('constant')).toEqual(constants)
    expect(named('api')).toEqual(apis)
  })

  test('is told in one sentence each', () => {
    for (const { docs } of parts) {
      expect(docs).toBe(docs.trim())
      expect(docs).not.toMatch(/\n|^---|[.]\s+[A-Z]/)
    }
  })
})
