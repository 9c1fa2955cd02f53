/**
 * All that metadata says of a runtime, as one text: cheaper than the metadata, and different whenever that differs. It
 * tells whether metadata that was computed before belongs to the declarations at hand.
 */
import type { FieldInfo, TypeDef, TypeInfo, TypeRef } from '../../scale/type.ts'
import type { HasState } from '../../state/storage.ts'
import { palletEnumInfo, type Runtime, type RuntimePallet } from '../runtime.ts'
import { multiAddress, multiSignature } from '../types.ts'
import { constantBytes, emptyChain, fallbackBytes } from './fallback.ts'

export function declarationsOf(runtime: Runtime): string {
  const words = new Words(runtime)
  const { profile } = runtime
  words.add(JSON.stringify(profile.version))
  const chain = emptyChain(runtime)
  for (const pallet of runtime.pallets) addPallet(words, runtime, chain, pallet)
  words.type(multiAddress.type).type(multiSignature.type).type(runtime.outer.UncheckedExtrinsic.type)
  for (const { identifier, explicit, implicit } of profile.extensions) {
    words.add(identifier).type(explicit.type).type(implicit.type)
  }
  for (const { name, version, methods } of runtime.apis.values()) {
    words.add(name, version)
    for (const [method, { inputs, output }] of Object.entries(methods)) {
      words.add(method)
      for (const [input, codec] of Object.entries(inputs)) words.add(input).type(codec.type)
      words.type(output.type)
    }
  }
  return words.text()
}

function addPallet(words: Words, runtime: Runtime, chain: HasState, { index, pallet }: RuntimePallet): void {
  words.add(pallet.name, index)
  for (const item of pallet.storage ?? []) {
    words.add(item.name, item.modifier, item.options.since ?? 0, fallbackBytes(runtime, chain, item))
    words.add(...(item.options.docs ?? []))
    for (const part of item.parts) words.add(part.hasher).type(part.codec.type)
    words.type(item.value.type)
  }
  for (const kind of ['Call', 'Event', 'Error'] as const) {
    const info = palletEnumInfo(pallet, kind)
    words.add(kind)
    if (info !== undefined) words.type(() => info)
  }
  words.add(...(pallet.calls ?? []).filter(call => call.info.deprecated === true).map(call => call.index))
  for (const constant of pallet.constants ?? []) {
    const { since = 0, docs = [] } = constant.spec
    words.add(constant.name, since, constantBytes(runtime, chain, constant), ...docs).type(constant.codec.type)
  }
}

/** Collects what is declared; a type is spelt out where it is met first, and a number from then on. */
class Words {
  private readonly runtime: Runtime
  private readonly words: string[] = []
  private readonly known = new Map<TypeInfo, number>()
  private readonly nominal = new Map<string, number>()
  private count = 0

  constructor(runtime: Runtime) {
    this.runtime = runtime
  }

  add(...words: readonly (string | number)[]): this {
    for (const word of words) this.words.push(String(word))
    return this
  }

  text(): string {
    return this.words.join('\n')
  }

  type(ref: TypeRef): this {
    this.words.push(String(this.visit(ref)))
    return this
  }

  private visit(ref: TypeRef): number {
    let info = ref()
    if (info.def.kind === 'outer') info = this.runtime.outer[info.def.name].type()
    const known = this.known.get(info)
    if (known !== undefined) return known
    const params = info.params.map(({ name, type }) => (type === undefined ? name : `${name}=${this.visit(type)}`))
    if (info.path.length === 0) return this.define(info)
    // Some declarations make a description anew each time: path and parameters tell that it is the same type.
    const key = `${info.path.join('::')}<${params.join()}>`
    const twin = this.nominal.get(key)
    if (twin !== undefined) return twin
    this.nominal.set(key, this.count)
    this.words.push(key)
    return this.define(info)
  }

  private define(info: TypeInfo): number {
    const id = this.count++
    this.known.set(info, id)
    this.words.push(info.def.kind)
    this.definition(info.def)
    return id
  }

  private definition(def: TypeDef): void {
    switch (def.kind) {
      case 'composite':
        this.fields(def.fields)
        return
      case 'variant':
        for (const { name, index, fields, docs = [] } of def.variants) {
          this.add(name, index, ...docs)
          this.fields(fields)
        }
        return
      case 'array':
        this.add(def.length).type(def.item)
        return
      case 'tuple':
        for (const item of def.items) this.type(item)
        return
      case 'sequence':
      case 'compact':
        this.type(def.item)
        return
      default:
        this.add(def.name)
    }
  }

  private fields(fields: readonly FieldInfo[]): void {
    this.add(fields.length)
    for (const { name, type, typeName } of fields) this.add(name ?? '', typeName ?? '').type(type)
  }
}
