/** The chains that ship: what their genesis blocks are told apart by. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runtimeOf } from '../../../src/local-chain/node/apis.ts'
import { Chain } from '../../../src/local-chain/node/chain.ts'
import { declarationsDigest, metadataFile, writeMetadataFile } from '../../../src/local-chain/node/metadata-files.ts'
import type { ChainSpec } from '../../../src/local-chain/node/spec.ts'
import { chainSpec, isProfileName, PROFILE_NAMES, spec425Only } from '../../../src/local-chain/profiles/specs.ts'
import { withChanges } from '../../../src/local-chain/runtime/successor.ts'
import { bool } from '../../../src/local-chain/scale/primitives.ts'
import { MemoryStore } from '../../../src/local-chain/state/memory-store.ts'
import { storageOf } from '../../../src/local-chain/state/storage.ts'

function genesisHash(spec: ChainSpec): string {
  const chain = new Chain(spec, new MemoryStore())
  chain.close()
  return chain.genesisHash
}

const all = PROFILE_NAMES.flatMap(name => [name, spec425Only(name)])

test('have names by which they are found again', () => {
  for (const name of all) {
    expect(isProfileName(name)).toBe(true)
    expect(chainSpec(name).profile.name).toBe(name)
  }
  expect(spec425Only('sandbox-425')).toBe('sandbox-425')
  expect(['', '-425', 'mine', 'sandbox-426', 'sandbox-425-425'].filter(isProfileName)).toEqual([])
})

test('begin with different blocks', () => {
  expect(new Set(all.map(name => genesisHash(chainSpec(name)))).size).toBe(all.length)
  expect(genesisHash(chainSpec('localnet'))).toBe(genesisHash(chainSpec('localnet')))
})

test('have what later specs have only where it was not left out', () => {
  const has = (name: (typeof all)[number]) => {
    const runtime = runtimeOf(chainSpec(name).profile, () => false)
    return [
      runtime.apiMethod('BetaBasketRuntimeApi_get_root_basket_owed') !== undefined,
      runtime.item('SubtensorModule', 'CollateralLockShare') !== undefined,
      runtime.item('SubtensorModule', 'SubnetEpochConsensus') !== undefined,
    ]
  }
  for (const name of PROFILE_NAMES) {
    expect(has(name)).toEqual([true, true, true])
    expect(has(spec425Only(name))).toEqual([false, false, false])
  }
})

describe('other metadata', () => {
  const spec = chainSpec('localnet')
  const Extra = storageOf('SubtensorModule').value('Extra', bool, { default: false })
  const changed = withChanges(spec.profile, { pallets: { SubtensorModule: { storage: [Extra] } } })

  test('makes another chain, with the same state in its first block', () => {
    expect(genesisHash({ ...spec, profile: changed })).not.toBe(genesisHash(spec))
  })

  test('has another digest, which is read from the file of the build that wrote it down', () => {
    const dir = mkdtempSync(join(tmpdir(), 'taokit-digest-'))
    const [runtime, other] = [spec.profile, changed].map(profile => runtimeOf(profile, () => false)) as [never, never]
    const digest = declarationsDigest(runtime)
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
    expect(declarationsDigest(other)).not.toBe(digest)

    const fresh = () => runtimeOf({ ...spec.profile, pallets: spec.profile.pallets.slice() }, () => false)
    const none = new Uint8Array(0)
    writeMetadataFile(fresh(), { v14: none, v15: none, v16: none, hash: '0x' }, dir, 'build-1')
    expect(declarationsDigest(fresh(), { dir, build: 'build-1' })).toBe(digest)
    writeFileSync(
      metadataFile(dir, runtime),
      '{"format":"taokit-metadata-1","build":"build-1","declarations":"noted"}\n',
    )
    expect(declarationsDigest(fresh(), { dir, build: 'build-1' })).toBe('noted')
    expect(declarationsDigest(fresh(), { dir, build: 'build-2' })).toBe(digest)
    rmSync(dir, { recursive: true })
  })
})
