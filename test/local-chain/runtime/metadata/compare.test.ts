import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { V16 } from '@polkadot-api/substrate-bindings'
import { describe, expect, test } from 'vitest'
import { runtimeOf } from '../../../../src/local-chain/node/apis.ts'
import { chainSpec, PROFILE_NAMES } from '../../../../src/local-chain/profiles/specs.ts'
import { coreApis } from '../../../../src/local-chain/runtime/apis/core.ts'
import { buildMetadata } from '../../../../src/local-chain/runtime/metadata/build.ts'
import { readAccepted, reasonFor } from '../../../../src/local-chain/runtime/metadata/compare/accepted.ts'
import { compareMetadata, type Difference } from '../../../../src/local-chain/runtime/metadata/compare/compare.ts'
import { Runtime } from '../../../../src/local-chain/runtime/runtime.ts'
import { decodeMetadata, encodeMetadata, type PortableType } from '../../../../src/primitives/metadata/format.ts'
import { baseProfile } from '../../support/profile.ts'
import { sharedPath } from '../../support/shared.ts'
import { mirrorRuntime } from './mirror.ts'

const runtime = new Runtime(baseProfile({ apis: coreApis(() => true) }))
const built = buildMetadata(runtime)
const ours = decodeMetadata(built.v16)
const accepted = readAccepted(
  readFileSync(join(import.meta.dirname, '../../../../docs/metadata-differences.md'), 'utf8'),
)

const text = ({ kind, where, ours: a, theirs: b }: Difference) => `${kind} ${where}: ${a} / ${b}`

/** The differences from a copy of our own metadata that was changed. */
function differences(change: (copy: V16) => void): string[] {
  const copy = decodeMetadata(encodeMetadata(ours))
  change(copy.value as V16)
  return compareMetadata(ours, copy).map(text)
}

function variantsOf(copy: V16, path: string) {
  const def = copy.lookup.find(type => type.path.join('::') === path)?.def
  if (def?.tag !== 'variant') throw new Error(`${path} is no enum`)
  return def.value
}

function palletOf(copy: V16, name: string) {
  return copy.pallets.find(pallet => pallet.name === name)!
}

function idOf(copy: V16, matches: (type: PortableType) => boolean): number {
  return copy.lookup.find(matches)!.id
}

const isPrimitive = (name: string) => (type: PortableType) =>
  type.def.tag === 'primitive' && type.def.value.tag === name

describe('comparing metadata', () => {
  test('finds nothing in metadata that is the same', () => {
    expect(differences(() => {})).toEqual([])
    expect(compareMetadata(decodeMetadata(built.v15), decodeMetadata(built.v15))).toEqual([])
    const between = compareMetadata(decodeMetadata(built.v14), ours)
    expect(between.map(text)).toEqual(['extrinsic versions: 4 / 4,5'])
  })

  test('finds nothing where only types are numbered otherwise', () => {
    const reversed = differences(copy => {
      const last = copy.lookup.length - 1
      const text = JSON.stringify(copy, (key, value) =>
        typeof value === 'number' && ['type', 'id', 'call', 'event', 'error', 'output'].includes(key)
          ? last - value
          : value,
      )
      const moved = JSON.parse(text) as V16
      for (const { storage } of moved.pallets) {
        for (const { type } of storage?.items ?? []) {
          if (type.tag === 'plain') type.value = last - type.value
          else Object.assign(type.value, { key: last - type.value.key, value: last - type.value.value })
        }
      }
      for (const { def } of moved.lookup) {
        if (def.tag === 'sequence' || def.tag === 'compact') def.value = last - def.value
        if (def.tag === 'tuple') def.value = def.value.map(id => last - id)
      }
      const { extrinsic } = moved
      Object.assign(extrinsic, { address: last - extrinsic.address, signature: last - extrinsic.signature })
      for (const extension of extrinsic.signedExtensions) extension.additionalSigned = last - extension.additionalSigned
      Object.assign(copy, moved, { lookup: moved.lookup.reverse() })
    })
    expect(reversed).toEqual([])
  })

  test.each<[what: string, expected: string, change: (copy: V16) => void]>([
    ['a pallet', 'pallet Sudo: present / absent', copy => copy.pallets.pop()],
    ['an index', 'pallet Sudo, index: 12 / 13', copy => Object.assign(palletOf(copy, 'Sudo'), { index: 13 })],
    [
      'a prefix',
      'pallet Sudo, storage prefix: Sudo / sudo',
      copy => Object.assign(palletOf(copy, 'Sudo').storage!, { prefix: 'sudo' }),
    ],
    [
      'an item',
      'storage Sudo.Extra: absent / present',
      copy =>
        palletOf(copy, 'Sudo').storage!.items.push({ ...palletOf(copy, 'Sudo').storage!.items[0]!, name: 'Extra' }),
    ],
    [
      'a modifier',
      'storage Timestamp.Now, modifier: Default / Optional',
      copy => Object.assign(palletOf(copy, 'Timestamp').storage!.items[0]!, { modifier: 0 }),
    ],
    [
      'a fallback',
      'storage Timestamp.Now, fallback: 0x0000000000000000 / 0x01',
      copy => Object.assign(palletOf(copy, 'Timestamp').storage!.items[0]!, { fallback: '0x01' }),
    ],
    [
      'a hasher',
      'storage System.Account, hashers: Blake2128Concat / Identity',
      copy => {
        const { type } = palletOf(copy, 'System').storage!.items[0]!
        if (type.tag === 'map') type.value.hashers[0] = { tag: 'Identity', value: undefined }
      },
    ],
    [
      'the type of a value',
      'storage Timestamp.Now, value: u64 / u32',
      copy => {
        palletOf(copy, 'Timestamp').storage!.items[0]!.type = { tag: 'plain', value: idOf(copy, isPrimitive('u32')) }
      },
    ],
    [
      'the index of a call',
      'call Timestamp.set, index: 0 / 9',
      copy => Object.assign(variantsOf(copy, 'pallet_timestamp::pallet::Call')[0]!, { index: 9 }),
    ],
    [
      'the name of an argument',
      'call Timestamp.set, fields: now / then',
      copy => Object.assign(variantsOf(copy, 'pallet_timestamp::pallet::Call')[0]!.fields[0]!, { name: 'then' }),
    ],
    [
      'the type of an argument',
      'call Timestamp.set, now: Compact<u64> / u64',
      copy =>
        Object.assign(variantsOf(copy, 'pallet_timestamp::pallet::Call')[0]!.fields[0]!, {
          type: idOf(copy, isPrimitive('u64')),
        }),
    ],
    [
      'the name of a type',
      'type name call Timestamp.set, now: T::Moment / Moment',
      copy => Object.assign(variantsOf(copy, 'pallet_timestamp::pallet::Call')[0]!.fields[0]!, { typeName: 'Moment' }),
    ],
    [
      'an error',
      'error Balances.Issuance: absent / present',
      copy =>
        variantsOf(copy, 'pallet_balances::pallet::Error').push({ name: 'Issuance', index: 99, fields: [], docs: [] }),
    ],
    [
      'an event',
      'event Balances.Upgraded: present / absent',
      copy => {
        const events = variantsOf(copy, 'pallet_balances::pallet::Event')
        events.splice(
          events.findIndex(({ name }) => name === 'Upgraded'),
          1,
        )
      },
    ],
    [
      'a constant',
      'constant Balances.MaxLocks, value: 0x32000000 / 0x33000000',
      copy =>
        Object.assign(palletOf(copy, 'Balances').constants.find(({ name }) => name === 'MaxLocks')!, {
          value: '0x33000000',
        }),
    ],
    [
      'a field of a type within a type',
      'type pallet_balances::types::AccountData<u64>, fields: free, reserved, frozen, flags / free, held, frozen, flags',
      copy => {
        const { def } = copy.lookup.find(({ path }) => path.at(-1) === 'AccountData')!
        if (def.tag === 'composite') def.value[1]!.name = 'held'
      },
    ],
    [
      'a variant of a type',
      'type sp_runtime::DispatchError.Trie: present / absent',
      copy => variantsOf(copy, 'sp_runtime::DispatchError').pop(),
    ],
    [
      'the path of a type',
      'storage System.Account, key: sp_core::crypto::AccountId32 / sp_core::crypto::AccountId20',
      copy => copy.lookup.find(({ path }) => path.at(-1) === 'AccountId32')!.path.splice(2, 1, 'AccountId20'),
    ],
    [
      'the extensions',
      'extrinsic CheckSpecVersion, implicit: u32 / ()',
      copy =>
        Object.assign(copy.extrinsic.signedExtensions[1]!, {
          additionalSigned: copy.extrinsic.signedExtensions[0]!.additionalSigned,
        }),
    ],
    [
      'an API',
      'api Metadata.metadata: present / absent',
      copy => copy.apis.find(({ name }) => name === 'Metadata')!.methods.shift(),
    ],
    ['the version of an API', 'api Core, version: 5 / 4', copy => Object.assign(copy.apis[0]!, { version: 4 })],
    [
      'an answer',
      'api AccountNonceApi.account_nonce, output: u32 / u64',
      copy =>
        Object.assign(copy.apis.find(({ name }) => name === 'AccountNonceApi')!.methods[0]!, {
          output: idOf(copy, isPrimitive('u64')),
        }),
    ],
  ])('finds %s', (_, expected, change) => {
    expect(differences(change)).toContain(expected)
  })
})

describe('the table of differences that stand', () => {
  const difference = (kind: Difference['kind'], where: string): Difference => ({ kind, where, ours: 'a', theirs: 'b' })

  test('gives each its reason', () => {
    const table = readAccepted(
      '| difference | reason |\n| --- | --- |\n| `api Babe*` | Aura. |\n| `pallet EVM` | None. |\n| fast: `pallet A` | Fast. |\n',
    )
    expect(table).toHaveLength(3)
    expect(reasonFor(difference('api', 'BabeApi.epoch'), 'normal', table)).toBe('Aura.')
    expect(reasonFor(difference('pallet', 'EVM'), 'fast', table)).toBe('None.')
    expect(reasonFor(difference('pallet', 'EVMChainId'), 'fast', table)).toBeUndefined()
    expect(reasonFor(difference('call', 'EVM'), 'fast', table)).toBeUndefined()
    expect(reasonFor(difference('pallet', 'A'), 'fast', table)).toBe('Fast.')
    expect(reasonFor(difference('pallet', 'A'), 'normal', table)).toBeUndefined()
  })

  test('has rows, and none twice', () => {
    expect(accepted.length).toBeGreaterThan(5)
    expect(new Set(accepted.map(({ pattern }) => pattern)).size).toBe(accepted.length)
  })
})

describe.each(['mainnet-424.v16.scale', 'mainnet-365.v16.scale'])('the real metadata %s', file => {
  const path = sharedPath(join('metadata', file))
  const real = () => decodeMetadata(new Uint8Array(readFileSync(path)))
  const withFile = test.skipIf(!existsSync(path))

  withFile(`comes out of declarations made from it as it went in (needs ${file})`, () => {
    const metadata = real()
    const mirrored = buildMetadata(mirrorRuntime(metadata.value as V16))
    const left = compareMetadata(decodeMetadata(mirrored.v16), metadata).map(({ kind, where }) => `${kind} ${where}`)
    expect(left).toEqual([
      'constant System.Version, value',
      'type name type node_subtensor_runtime::RuntimeEvent.Utility, field 0',
      'type name type node_subtensor_runtime::RuntimeEvent.Proxy, field 0',
    ])
  })
})

describe.each(PROFILE_NAMES)('the profile %s', name => {
  const file = 'mainnet-424.v16.scale'
  const path = sharedPath(join('metadata', file))

  test.skipIf(!existsSync(path))(`differs from the real chain only for a reason (needs ${file})`, () => {
    const profiles = decodeMetadata(buildMetadata(runtimeOf(chainSpec(name).profile, () => false)).v16)
    const found = compareMetadata(profiles, decodeMetadata(new Uint8Array(readFileSync(path))))
    // A pallet or an API that is not there yet is no mistake in what is there.
    const notYet = ({ kind, ours: mine }: Difference) => mine === 'absent' && (kind === 'pallet' || kind === 'api')
    expect(found.filter(each => !notYet(each) && reasonFor(each, name, accepted) === undefined)).toEqual([])
    const used = new Set(found.map(each => reasonFor(each, name, accepted)))
    expect(used.size).toBeGreaterThan(3)
  })
})
