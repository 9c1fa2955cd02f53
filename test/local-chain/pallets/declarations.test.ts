/**
 * What the base pallets declare, against the metadata of the real chain: names, indices, keys, hashers, defaults, constants,
 * and every type down to its path, parameters, field names and the names Rust gives the types of fields.
 */
import { readFileSync } from 'node:fs'
import { decAnyMetadata, type V16 } from '@polkadot-api/substrate-bindings'
import { expect } from 'vitest'
import { extensionsInfo } from '../../../src/local-chain/runtime/extrinsic-codec.ts'
import type { Pallet } from '../../../src/local-chain/runtime/pallet.ts'
import { palletEnumInfo, Runtime } from '../../../src/local-chain/runtime/runtime.ts'
import { encode } from '../../../src/local-chain/scale/codec.ts'
import type { FieldInfo, TypeInfo, TypeRef } from '../../../src/local-chain/scale/type.ts'
import { State } from '../../../src/local-chain/state/state.ts'
import { EMPTY_STORE } from '../../../src/local-chain/state/store.ts'
import { toHex } from '../../../src/primitives/bytes.ts'
import { baseProfile } from '../support/profile.ts'
import { sharedPath, testWithShared } from '../support/shared.ts'

const runtime = new Runtime(baseProfile())
const chain = { state: new State(EMPTY_STORE, runtime.outer), constants: runtime.profile.constants }

const METADATA = 'metadata/mainnet-424.v16.scale'

function referenceMetadata(): V16 {
  const { metadata } = decAnyMetadata(readFileSync(sharedPath(METADATA)))
  if (metadata.tag !== 'v16') throw new Error(`metadata version ${metadata.tag}`)
  return metadata.value
}

/** Types that depend on which pallets a runtime has. */
const OUTER = ['RuntimeCall', 'RuntimeEvent', 'RuntimeError', 'UncheckedExtrinsic']

/** A type as text: nested declarations down to primitives. Runtime-wide enums stand by name. */
function ours(ref: TypeRef): string {
  const info = ref()
  if (info.def.kind === 'outer') {
    const { name } = info.def
    return OUTER.includes(name) ? name : ours(runtime.outer[name].type)
  }
  return `${info.path.join('::')}${params(info)}${shape(info)}`
}

const params = ({ params: list }: TypeInfo): string =>
  list.length === 0 ? '' : `<${list.map(({ name, type }) => (type ? `${name}=${ours(type)}` : name)).join(', ')}>`

const field = ({ name, type, typeName }: FieldInfo): string => `${name ?? ''}:${ours(type)}[${typeName ?? ''}]`

function shape({ def }: TypeInfo): string {
  switch (def.kind) {
    case 'primitive':
      return def.name
    case 'composite':
      return `{${def.fields.map(field).join(', ')}}`
    case 'variant':
      return `|${def.variants.map(v => `${v.index} ${v.name}(${v.fields.map(field).join(', ')})`).join('|')}|`
    case 'sequence':
      return `Vec<${ours(def.item)}>`
    case 'array':
      return `[${ours(def.item)}; ${def.length}]`
    case 'tuple':
      return `(${def.items.map(ours).join(', ')})`
    case 'compact':
      return `Compact<${ours(def.item)}>`
    case 'outer':
      return def.name
  }
}

function theirs({ lookup }: V16): (id: number) => string {
  const named = ({
    name,
    type,
    typeName,
  }: {
    name?: string | undefined
    type: number
    typeName?: string | undefined
  }) => `${name ?? ''}:${text(type)}[${typeName ?? ''}]`
  const text = (id: number): string => {
    const { path, params: list, def } = lookup[id]!
    const last = path.at(-1) ?? ''
    if (OUTER.includes(last)) return last
    const args = list.map(({ name, type }) => (type === undefined ? name : `${name}=${text(type)}`)).join(', ')
    return `${path.join('::')}${list.length === 0 ? '' : `<${args}>`}${body(def)}`
  }
  const body = (def: V16['lookup'][number]['def']): string => {
    switch (def.tag) {
      case 'primitive':
        return def.value.tag
      case 'composite':
        return `{${def.value.map(named).join(', ')}}`
      case 'variant':
        return `|${def.value.map(v => `${v.index} ${v.name}(${v.fields.map(named).join(', ')})`).join('|')}|`
      case 'sequence':
        return `Vec<${text(def.value)}>`
      case 'array':
        return `[${text(def.value.type)}; ${def.value.len}]`
      case 'tuple':
        return `(${def.value.map(text).join(', ')})`
      case 'compact':
        return `Compact<${text(def.value)}>`
      default:
        throw new Error(def.tag)
    }
  }
  return text
}

function ourPallet(pallet: Pallet) {
  const storage = (pallet.storage ?? []).map(item => ({
    name: item.name,
    modifier: item.modifier,
    hashers: item.parts.map(part => part.hasher),
    keys: item.parts.map(part => ours(part.codec.type)),
    value: ours(item.value.type),
    fallback: item.modifier === 'Optional' ? '0x00' : toHex(encode(item.value, item.fallback(chain), runtime.outer)),
  }))
  const constants = (pallet.constants ?? []).map(constant => ({
    name: constant.name,
    type: ours(constant.codec.type),
    value: toHex(encode(constant.codec, constant.of(chain))),
  }))
  const enumText = (kind: 'Call' | 'Event' | 'Error') => {
    const info = palletEnumInfo(pallet, kind)
    return info && ours(() => info)
  }
  return { storage, constants, calls: enumText('Call'), events: enumText('Event'), errors: enumText('Error') }
}

const HASHERS: Record<string, string> = { Blake2128Concat: 'Blake2_128Concat' }

function theirPallet(metadata: V16, pallet: V16['pallets'][number]) {
  const text = theirs(metadata)
  const keyTypes = (key: number, count: number): string[] => {
    const { def } = metadata.lookup[key]!
    return count > 1 && def.tag === 'tuple' ? def.value.map(text) : [text(key)]
  }
  const storage = (pallet.storage?.items ?? []).map(({ name, modifier, type, fallback }) => ({
    name,
    modifier: modifier === 0 ? 'Optional' : 'Default',
    hashers: type.tag === 'map' ? type.value.hashers.map(({ tag }) => HASHERS[tag] ?? tag) : [],
    keys: type.tag === 'map' ? keyTypes(type.value.key, type.value.hashers.length) : [],
    value: text(type.tag === 'map' ? type.value.value : type.value),
    fallback,
  }))
  const constants = pallet.constants
    .filter(({ name }) => name !== 'Version')
    .map(({ name, type, value }) => ({ name, type: text(type), value }))
  const enumText = (part: { type: number } | undefined) => part && text(part.type)
  return {
    storage,
    constants,
    calls: enumText(pallet.calls),
    events: enumText(pallet.events),
    errors: enumText(pallet.errors),
  }
}

for (const { index, pallet } of runtime.pallets) {
  testWithShared(METADATA, `${pallet.name} is declared as on the real chain`, () => {
    const metadata = referenceMetadata()
    const reference = metadata.pallets.find(({ name }) => name === pallet.name)!
    expect(index).toBe(reference.index)
    expect(ourPallet(pallet)).toEqual(theirPallet(metadata, reference))
  })
}

for (const { name, version, methods } of runtime.apis.values()) {
  testWithShared(METADATA, `${name} answers as on the real chain`, () => {
    const metadata = referenceMetadata()
    const text = theirs(metadata)
    const reference = metadata.apis.find(api => api.name === name)!
    expect(version).toBe(reference.version)
    const mine = Object.entries(methods).map(([method, { inputs, output }]) => ({
      method,
      inputs: Object.entries(inputs).map(([input, codec]) => `${input}: ${ours(codec.type)}`),
      output: ours(output.type),
    }))
    expect(mine).toEqual(
      reference.methods.map(method => ({
        method: method.name,
        inputs: method.inputs.map(input => `${input.name}: ${text(input.type)}`),
        output: text(method.output),
      })),
    )
  })
}

testWithShared(METADATA, 'the extensions carry and imply the types of the real chain', () => {
  const metadata = referenceMetadata()
  const text = theirs(metadata)
  const reference = metadata.extrinsic.signedExtensions
  for (const { identifier, explicit, implicit } of runtime.profile.extensions) {
    const expected = reference.find(extension => extension.identifier === identifier)!
    expect([identifier, ours(explicit.type), ours(implicit.type)]).toEqual([
      identifier,
      text(expected.type),
      text(expected.additionalSigned),
    ])
  }
})

testWithShared(METADATA, 'the tuple of extensions is grouped as on the real chain, the fee behind its wrapper', () => {
  const metadata = referenceMetadata()
  const text = theirs(metadata)
  const tupleOf = (id: number): readonly number[] => {
    const { def } = metadata.lookup[id]!
    return def.tag === 'tuple' ? def.value : []
  }
  const extrinsic = metadata.lookup.find(({ path }) => path.join('::').startsWith('fp_self_contained::unchecked'))!
  const [first, second, last] = tupleOf(extrinsic.params.find(({ name }) => name === 'Extension')!.type!)
  const { def } = extensionsInfo(runtime)
  const groups = def.kind === 'tuple' ? def.items.map(ours) : []
  expect(groups).toHaveLength(3)
  expect([groups[0], groups[2]]).toEqual([text(first!), text(last!)])
  const own = tupleOf(second!).slice(0, 2).map(text)
  expect(groups[1]).toBe(`(${own.join(', ')})`)
})
