/** From the types of metadata to the shapes that codecs work with. */
import { TaoError } from '../../primitives/errors.ts'
import { type PortableType, type TypeDefinition, typeOf } from '../../primitives/metadata/format.ts'
import type { Field, Shape, Variant } from './lens.ts'

export interface Shapes {
  readonly list: readonly Shape[]
  /** The place of a type's shape in the list. @throws TaoError `wrong_chain` for what the metadata does not describe */
  of(type: number): number
}

export interface ShapeOptions {
  readonly types: ReadonlyMap<number, PortableType>
  /** Of enumerations of which not all is needed: whether a variant is kept. */
  readonly keep: ReadonlyMap<number, (variant: string) => boolean>
  /** The enumeration of all calls. */
  readonly call: number | undefined
  /** The enumerations of calls of each pallet: their arguments keep the names that the source has for their types. */
  readonly palletCalls: ReadonlySet<number>
}

type Def<T extends TypeDefinition['tag']> = Extract<TypeDefinition, { tag: T }>['value']
type FieldDef = Def<'composite'>[number]

export const shapesOf = (options: ShapeOptions): Shapes => new Shaper(options)

class Shaper implements Shapes {
  readonly list: Shape[] = []
  private readonly options: ShapeOptions
  private readonly places = new Map<number, number>()
  /** Wrappers being unwrapped: one that wraps itself would go on for ever. */
  private readonly open = new Set<number>()
  private depth = 0

  constructor(options: ShapeOptions) {
    this.options = options
  }

  of(id: number): number {
    const known = this.places.get(id)
    if (known !== undefined) return known
    const type = typeOf(this.options.types, id)
    const inner = wrappedBy(type)
    if (inner === undefined) return this.add(id, type)
    if (this.open.has(id)) throw malformed(`Type ${id} is a wrapper of itself.`)
    if (this.open.size > MAX_DEPTH) throw malformed('Its types go too deep.')
    this.open.add(id)
    const place = this.of(inner)
    this.open.delete(id)
    this.places.set(id, place)
    return place
  }

  /** Its place is taken before it is described: a type may name itself. */
  private add(id: number, type: PortableType): number {
    const place = this.list.push({ kind: 'unit' }) - 1
    this.places.set(id, place)
    if (++this.depth > MAX_DEPTH) throw malformed('Its types go too deep.')
    this.list[place] = this.described(id, type)
    this.depth--
    return place
  }

  private described(id: number, type: PortableType): Shape {
    const special = specialShape(type)
    if (special !== undefined) return special
    const { def } = type
    switch (def.tag) {
      case 'primitive':
        return PRIMITIVES[def.value.tag]!
      case 'compact':
        return { kind: 'compact', size: this.numberSize(this.of(def.value)) }
      case 'composite':
        return def.value.length === 0 ? { kind: 'unit' } : this.composite(def.value)
      case 'tuple':
        return def.value.length === 0 ? { kind: 'unit' } : { kind: 'tuple', of: def.value.map(item => this.of(item)) }
      case 'sequence':
        return this.isByte(def.value) ? { kind: 'bytes' } : { kind: 'list', of: this.of(def.value) }
      case 'array':
        return this.isByte(def.value.type)
          ? { kind: 'fixed', length: def.value.len }
          : { kind: 'array', of: this.of(def.value.type), length: def.value.len }
      case 'variant':
        return this.variants(id, type, def.value)
      case 'bitSequence':
        return { kind: 'unknown', what: 'a sequence of bits' }
    }
  }

  private composite(fields: readonly FieldDef[]): Shape {
    const named = this.namedFields(fields, false)
    return named === undefined
      ? { kind: 'tuple', of: fields.map(({ type }) => this.of(type)) }
      : { kind: 'struct', fields: named }
  }

  private variants(id: number, { path }: PortableType, all: Def<'variant'>): Shape {
    const { keep, call, palletCalls } = this.options
    const some = all.find(({ name }) => name === 'Some')?.fields[0]
    if (path.join('::') === 'Option' && some !== undefined) return { kind: 'option', of: this.of(some.type) }
    const isKept = keep.get(id) ?? (() => true)
    const isBare = all.every(({ fields }) => fields.length === 0)
    return {
      kind: 'enum',
      variants: all.filter(({ name }) => isKept(name)).map(each => this.variant(each, palletCalls.has(id))),
      ...(isBare && { isBare }),
      ...(path.at(-1) === 'MultiAddress' && { isAddress: true }),
      ...(id === call && { isCall: true }),
    }
  }

  private variant({ index, name, fields }: Def<'variant'>[number], isCall: boolean): Variant {
    if (fields.length === 0) return { index, name }
    const named = this.namedFields(fields, isCall)
    return named === undefined
      ? { index, name, of: fields.map(({ type }) => this.of(type)) }
      : { index, name, fields: named }
  }

  /** Undefined where they have no names. */
  private namedFields(fields: readonly FieldDef[], withTypes: boolean): Field[] | undefined {
    if (fields.some(({ name }) => name === undefined)) return undefined
    return fields.map(({ name, type, typeName }) => ({
      name: name!,
      key: camelCase(name!),
      type: this.of(type),
      ...(withTypes && { typeName: typeName ?? '' }),
    }))
  }

  private isByte(id: number): boolean {
    const shape = this.list[this.of(id)]!
    return shape.kind === 'uint' && shape.size === 1
  }

  /** Of what a compact number holds. */
  private numberSize(place: number, wrappers = 0): number {
    const shape = this.list[place]!
    if (shape.kind === 'unit') return 0
    if (shape.kind === 'uint') return shape.size
    if (shape.kind === 'struct' && shape.fields.length === 1 && wrappers < MAX_WRAPPERS) {
      return this.numberSize(shape.fields[0]!.type, wrappers + 1)
    }
    throw malformed(`A ${shape.kind} cannot be compact.`)
  }
}

/** What a type is written as, if it is but another name for it. */
function wrappedBy(type: PortableType): number | undefined {
  if (specialShape(type) !== undefined) return undefined
  const { def } = type
  if (def.tag === 'composite' && def.value.length === 1 && def.value[0]!.name === undefined) return def.value[0]!.type
  return undefined
}

/** Real chains nest their types some 30 deep. */
const MAX_DEPTH = 200
const MAX_WRAPPERS = 8

/**
 * Its path makes a type special only where the digest of the metadata covers the path: not that of primitive types and of what
 * holds nothing.
 */
function specialShape({ path, def }: PortableType): Shape | undefined {
  const isCovered = (def.tag === 'composite' || def.tag === 'variant') && def.value.length > 0
  return isCovered ? SPECIAL.get(path.join('::')) : undefined
}

/** Types that plain values or arguments treat in their own way, by path. */
const SPECIAL: ReadonlyMap<string, Shape> = new Map([
  ['sp_core::crypto::AccountId32', { kind: 'account' }],
  ['sp_runtime::generic::era::Era', { kind: 'era' }],
  ['primitive_types::U256', { kind: 'uint', size: 32 }],
])

const PRIMITIVES: Readonly<Record<string, Shape>> = {
  bool: { kind: 'bool' },
  str: { kind: 'text' },
  char: { kind: 'uint', size: 4 },
  ...Object.fromEntries(
    [8, 16, 32, 64, 128, 256].flatMap((bits): [string, Shape][] => [
      [`u${bits}`, { kind: 'uint', size: bits / 8 }],
      [`i${bits}`, { kind: 'int', size: bits / 8 }],
    ]),
  ),
}

export const camelCase = (name: string): string => name.replace(/_+([a-zA-Z0-9])/g, (_, letter) => letter.toUpperCase())

const malformed = (why: string): TaoError =>
  new TaoError('wrong_chain', 'The metadata of the chain is malformed', { why })
