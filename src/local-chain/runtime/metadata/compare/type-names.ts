/** Types spelt out, so that types of two registries can be held against each other. */
import type { PortableType } from '../../../../primitives/metadata/format.ts'

/** Names a type as Rust would: path with parameters, or the shape of what has no path. */
export class TypeNames {
  private readonly types: ReadonlyMap<number, PortableType>
  private readonly names = new Map<number, string>()

  constructor(types: ReadonlyMap<number, PortableType>) {
    this.types = types
  }

  name(id: number): string {
    const known = this.names.get(id)
    if (known !== undefined) return known
    // What meets itself in its own parameters is not spelt out again.
    this.names.set(id, '…')
    const name = this.spell(this.types.get(id)!)
    this.names.set(id, name)
    return name
  }

  type(id: number): PortableType {
    return this.types.get(id)!
  }

  private spell({ path, params, def }: PortableType): string {
    if (path.length === 0) return this.shape(def)
    const inner = params.map(({ name, type }) => (type === undefined ? name : this.name(type)))
    return path.join('::') + (inner.length > 0 ? `<${inner.join(', ')}>` : '')
  }

  private shape(def: PortableType['def']): string {
    switch (def.tag) {
      case 'primitive':
        return def.value.tag
      case 'sequence':
        return `Vec<${this.name(def.value)}>`
      case 'compact':
        return `Compact<${this.name(def.value)}>`
      case 'array':
        return `[${this.name(def.value.type)}; ${def.value.len}]`
      case 'tuple':
        return `(${def.value.map(id => this.name(id)).join(', ')})`
      case 'bitSequence':
        return `BitVec<${this.name(def.value.bitStoreType)}, ${this.name(def.value.bitOrderType)}>`
      default:
        return def.tag
    }
  }
}
