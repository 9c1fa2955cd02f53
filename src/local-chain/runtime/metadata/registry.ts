/**
 * The portable registry of a runtime's types: each declared type once, under a number that comes from the first visit.
 *
 * Types are the same when Rust would call them the same: equal path and parameters, or equal shape where there is no
 * path. As in scale-info, a type is numbered before its parameters, and those before what its definition names.
 */

import { assert, TaoError } from '../../../primitives/errors.ts'
import type { PortableType, TypeDefinition } from '../../../primitives/metadata/format.ts'
import type { FieldInfo, OuterName, TypeDef, TypeInfo, TypeRef, VariantInfo } from '../../scale/type.ts'

/** What the enums that a runtime assembles from its pallets are. */
export type OuterTypes = { readonly [K in OuterName]: { readonly type: TypeRef } }

export class TypeRegistry {
  readonly types: PortableType[] = []
  private readonly outer: OuterTypes
  private readonly ids = new Map<string, number>()
  private readonly keys = new Map<TypeInfo, string>()
  /** What the first declaration of a type said, to hold later ones against. */
  private readonly shapes = new Map<string, string>()
  private readonly checked = new Set<TypeInfo>()

  constructor(outer: OuterTypes) {
    this.outer = outer
  }

  /** The number of a type, which stands in the registry from now on. @throws TaoError where two declarations of it differ */
  id(ref: TypeRef): number {
    const info = this.resolve(ref())
    const key = this.key(info)
    if (!this.checked.has(info)) {
      this.checked.add(info)
      this.checkShape(key, info)
    }
    return this.ids.get(key) ?? this.add(key, info)
  }

  private add(key: string, info: TypeInfo): number {
    const id = this.types.length
    this.ids.set(key, id)
    const type = { id, path: [...info.path], docs: [] } as unknown as PortableType
    this.types.push(type)
    type.params = info.params.map(param => ({ name: param.name, type: param.type && this.id(param.type) }))
    type.def = this.definition(info.def)
    return id
  }

  private definition(def: TypeDef): TypeDefinition {
    switch (def.kind) {
      case 'primitive':
        return { tag: 'primitive', value: { tag: def.name, value: undefined } }
      case 'composite':
        return { tag: 'composite', value: this.fields(def.fields) }
      case 'variant':
        return { tag: 'variant', value: def.variants.map(variant => this.variant(variant)) }
      case 'sequence':
        return { tag: 'sequence', value: this.id(def.item) }
      case 'compact':
        return { tag: 'compact', value: this.id(def.item) }
      case 'array':
        return { tag: 'array', value: { len: def.length, type: this.id(def.item) } }
      case 'tuple':
        return { tag: 'tuple', value: def.items.map(item => this.id(item)) }
      case 'outer':
        throw new TaoError('internal', `${def.name} was not resolved`)
    }
  }

  private fields(fields: readonly FieldInfo[]) {
    return fields.map(({ name, type, typeName }) => ({ name, type: this.id(type), typeName, docs: [] }))
  }

  private variant({ name, index, fields, docs = [] }: VariantInfo) {
    return { name, fields: this.fields(fields), index, docs: [...docs] }
  }

  /** The type behind a runtime's own enum. */
  private resolve(info: TypeInfo): TypeInfo {
    return info.def.kind === 'outer' ? this.outer[info.def.name].type() : info
  }

  /** What a type is known by. Parameters and built-in shapes are spelt out; what a nominal type holds is not. */
  private key(info: TypeInfo): string {
    let key = this.keys.get(info)
    if (key === undefined) {
      key = info.path.length === 0 ? this.shape(info.def) : `${info.path.join('::')}<${this.paramKeys(info)}>`
      this.keys.set(info, key)
    }
    return key
  }

  private paramKeys({ params }: TypeInfo): string {
    return params.map(({ name, type }) => (type === undefined ? name : `${name}=${this.keyOf(type)}`)).join(',')
  }

  private keyOf(ref: TypeRef): string {
    return this.key(this.resolve(ref()))
  }

  private shape(def: TypeDef): string {
    switch (def.kind) {
      case 'primitive':
        return def.name
      case 'sequence':
        return `Vec<${this.keyOf(def.item)}>`
      case 'compact':
        return `Compact<${this.keyOf(def.item)}>`
      case 'array':
        return `[${this.keyOf(def.item)};${def.length}]`
      case 'tuple':
        return `(${def.items.map(item => this.keyOf(item)).join(',')})`
      case 'composite':
        return `{${this.fieldShapes(def.fields)}}`
      case 'variant':
        return def.variants.map(v => `${v.index}:${v.name}{${this.fieldShapes(v.fields)}}`).join('|')
      case 'outer':
        throw new TaoError('internal', `${def.name} was not resolved`)
    }
  }

  private fieldShapes(fields: readonly FieldInfo[]): string {
    return fields.map(({ name, type }) => `${name ?? ''}:${this.keyOf(type)}`).join(',')
  }

  /** Two declarations of one type must agree, or the metadata would hold whichever was met first. */
  private checkShape(key: string, info: TypeInfo): void {
    const shape = this.shape(info.def)
    const known = this.shapes.get(key)
    if (known === undefined) this.shapes.set(key, shape)
    else assert(known === shape, `two declarations of ${key} differ: ${known} and ${shape}`)
  }
}
