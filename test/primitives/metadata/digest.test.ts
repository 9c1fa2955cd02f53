import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { blake3 } from '@noble/hashes/blake3.js'
import { merkleizeMetadata } from '@polkadot-api/merkleize-metadata'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildMetadata } from '../../../src/local-chain/runtime/metadata/build.ts'
import { Runtime } from '../../../src/local-chain/runtime/runtime.ts'
import { concatBytes, toHex } from '../../../src/primitives/bytes.ts'
import { digestWith, merkleRoot, metadataDigest } from '../../../src/primitives/metadata/digest.ts'
import { decodeMetadata, type VersionedMetadata } from '../../../src/primitives/metadata/format.ts'
import { runtimeIdentity } from '../../../src/primitives/metadata/identity.ts'
import { baseProfile } from '../../local-chain/support/profile.ts'
import { sharedPath } from '../../local-chain/support/shared.ts'

const ours = buildMetadata(new Runtime(baseProfile()))

/** The same digest by another implementation. */
const independent = (bytes: Uint8Array): string =>
  toHex(merkleizeMetadata(bytes, { decimals: 9, tokenSymbol: 'TAO' }).digest())

describe('the digest of metadata', () => {
  test('is what an independent implementation computes', () => {
    expect(metadataDigest(ours.v15)).toBe(independent(ours.v15))
    expect(metadataDigest(ours.v16)).toBe(independent(ours.v16))
  })

  test.for([
    ['mainnet-424.v15.scale', '0x80de37ca8c53ddbf9835d5123af60e0ef5015b3d039a6ffee0ccbb41966c864f'],
    ['mainnet-424.v16.scale', '0x80de37ca8c53ddbf9835d5123af60e0ef5015b3d039a6ffee0ccbb41966c864f'],
    ['mainnet-365.v16.scale', '0xb71377fe4314beaf836feb2f9f00900596b0949c1205e488075e3070504a3464'],
  ] as const)('of the real chain, %s', ([file, expected], { skip }) => {
    const path = sharedPath(join('metadata', file))
    skip(!existsSync(path), `needs ${file}`)
    const bytes = new Uint8Array(readFileSync(path))
    expect(metadataDigest(bytes)).toBe(expected)
    expect(independent(bytes)).toBe(expected)
  })

  test('is the same from versions 15 and 16', () => {
    expect(metadataDigest(ours.v16)).toBe(metadataDigest(ours.v15))
    expect(ours.hash).toBe(metadataDigest(ours.v15))
  })

  test('version 14 has none', () => {
    expect(() => metadataDigest(ours.v14)).toThrow('version 15')
  })

  test('covers every fact beside the types', () => {
    const metadata = decodeMetadata(ours.v15)
    const facts = { ...runtimeIdentity(metadata), decimals: 9, tokenSymbol: 'TAO' }
    expect(facts).toMatchObject({ specName: 'node-subtensor', specVersion: 425, ss58Prefix: 42 })
    const digests = [
      facts,
      { ...facts, specName: 'node-subtensoR' },
      { ...facts, specVersion: 426 },
      { ...facts, ss58Prefix: 43 },
      { ...facts, decimals: 12 },
      { ...facts, tokenSymbol: 'tao' },
    ].map(changed => digestWith(metadata, changed))
    expect(new Set(digests).size).toBe(digests.length)
    expect(digests[0]).toBe(ours.hash)
  })

  test('changes with what a call looks like, not with its documentation', () => {
    const changed = (change: (metadata: VersionedMetadata) => void) => {
      const metadata = decodeMetadata(ours.v15)
      change(metadata)
      return metadataDigest(metadata)
    }
    const callsOf = ({ value }: VersionedMetadata) => {
      const def = value.lookup.find(({ path }) => path.join('::') === 'pallet_balances::pallet::Call')?.def
      if (def?.tag !== 'variant') throw new Error('Balances has calls')
      return def.value
    }
    const first = (metadata: VersionedMetadata) => callsOf(metadata)[0]!
    expect(changed(() => {})).toBe(ours.hash)
    expect(changed(metadata => first(metadata).docs.push('It moves funds.'))).toBe(ours.hash)
    const field = (metadata: VersionedMetadata) => first(metadata).fields[0]!
    for (const change of [
      (metadata: VersionedMetadata) => Object.assign(first(metadata), { name: 'renamed' }),
      (metadata: VersionedMetadata) => Object.assign(first(metadata), { index: 99 }),
      (metadata: VersionedMetadata) => Object.assign(field(metadata), { name: 'to' }),
      (metadata: VersionedMetadata) => Object.assign(field(metadata), { typeName: 'Elsewhere' }),
      (metadata: VersionedMetadata) => Object.assign(field(metadata), { type: first(metadata).fields[1]!.type }),
      (metadata: VersionedMetadata) => callsOf(metadata).pop(),
      (metadata: VersionedMetadata) => metadata.value.extrinsic.signedExtensions.reverse(),
    ]) {
      expect(changed(change)).not.toBe(ours.hash)
    }
  })
})

describe('the root of a tree', () => {
  const leaf = (n: number) => new Uint8Array(createHash('sha256').update(String(n)).digest())

  /** The same tree built level by level: pairs from the back, their hash to the front. */
  function fromTheBack(leaves: readonly Uint8Array[]): Uint8Array {
    const nodes = leaves.map(bytes => blake3(bytes))
    while (nodes.length > 1) {
      const [left, right] = nodes.splice(-2)
      nodes.unshift(blake3(concatBytes(left!, right!)))
    }
    return nodes[0] ?? new Uint8Array(32)
  }

  test('pairs five leaves as the RFC draws it', () => {
    const [a, b, c, d, e] = [0, 1, 2, 3, 4].map(n => blake3(leaf(n)))
    const join = (left: Uint8Array, right: Uint8Array) => blake3(concatBytes(left, right))
    expect(merkleRoot([0, 1, 2, 3, 4].map(leaf))).toEqual(join(join(join(d!, e!), a!), join(b!, c!)))
  })

  test.each(Array.from({ length: 41 }, (_, count) => count))('of %i leaves, built otherwise', count => {
    const leaves = Array.from({ length: count }, (_, i) => leaf(i))
    expect(merkleRoot(leaves)).toEqual(fromTheBack(leaves))
  })

  test('of nothing is zero, of one leaf its hash', () => {
    expect(merkleRoot([])).toEqual(new Uint8Array(32))
    expect(merkleRoot([leaf(7)])).toEqual(blake3(leaf(7)))
  })

  test('depends on every leaf and on their order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(), (count, pick) => {
        const leaves = Array.from({ length: count }, (_, i) => leaf(i))
        const root = toHex(merkleRoot(leaves))
        const changed = leaves.with(pick % count, leaf(-1))
        expect(toHex(merkleRoot(changed))).not.toBe(root)
        expect(toHex(merkleRoot([...leaves].reverse()))).not.toBe(root)
      }),
    )
  })
})
