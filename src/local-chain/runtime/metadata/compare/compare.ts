/**
 * Holds the metadata of a runtime against that of the chain it stands for: every pallet, call, storage item, event, error,
 * constant, extension and API that both have, and what only one of them has.
 *
 * Types are the same when their names (path and parameters, or shape) are; what a named type holds is compared once,
 * wherever it occurs.
 */
import type { PortableType, VersionedMetadata } from '../../../../primitives/metadata/format.ts'
import { TypeNames } from './type-names.ts'
import {
  type Field,
  type MetadataView,
  type PalletView,
  type StorageEntry,
  type Variant,
  viewMetadata,
} from './view.ts'

export type DifferenceKind =
  | 'pallet'
  | 'storage'
  | 'call'
  | 'event'
  | 'error'
  | 'constant'
  | 'extrinsic'
  | 'api'
  | 'type'
  /** The name that the source gives the type of an argument or field: signing devices tell amounts by it. */
  | 'type name'

export interface Difference {
  readonly kind: DifferenceKind
  /** What differs, e.g. `SubtensorModule.add_stake, netuid`. */
  readonly where: string
  readonly ours: string
  readonly theirs: string
}

const ABSENT = 'absent'

/** All differences. Of a pallet that only one side has, only that is told. */
export function compareMetadata(ours: VersionedMetadata, theirs: VersionedMetadata): Difference[] {
  return new Comparison(viewMetadata(ours), viewMetadata(theirs)).run()
}

class Comparison {
  private readonly ours: MetadataView
  private readonly theirs: MetadataView
  private readonly ourNames: TypeNames
  private readonly theirNames: TypeNames
  private readonly found: Difference[] = []
  private readonly comparedTypes = new Set<string>()
  private readonly waitingTypes: [ours: number, theirs: number][] = []

  constructor(ours: MetadataView, theirs: MetadataView) {
    this.ours = ours
    this.theirs = theirs
    this.ourNames = new TypeNames(ours.types)
    this.theirNames = new TypeNames(theirs.types)
  }

  run(): Difference[] {
    this.both('pallet', '', this.ours.pallets, this.theirs.pallets, (_, ours, theirs) => this.pallet(ours, theirs))
    this.extrinsic()
    this.apis()
    for (let pair = this.waitingTypes.pop(); pair !== undefined; pair = this.waitingTypes.pop())
      this.definition(...pair)
    return this.found
  }

  private pallet(ours: PalletView, theirs: PalletView): void {
    const { name } = ours
    this.same('pallet', `${name}, index`, ours.index, theirs.index)
    if (ours.prefix !== undefined && theirs.prefix !== undefined) {
      this.same('pallet', `${name}, storage prefix`, ours.prefix, theirs.prefix)
    }
    this.both('storage', `${name}.`, ours.storage, theirs.storage, (where, a, b) => this.storage(where, a, b))
    this.both('call', `${name}.`, ours.calls, theirs.calls, (where, a, b) => this.variant('call', where, a, b))
    this.both('event', `${name}.`, ours.events, theirs.events, (where, a, b) => this.variant('event', where, a, b))
    this.both('error', `${name}.`, ours.errors, theirs.errors, (where, a, b) => this.variant('error', where, a, b))
    this.both('constant', `${name}.`, ours.constants, theirs.constants, (where, a, b) => {
      this.type('constant', `${where}, type`, a.type, b.type)
      this.same('constant', `${where}, value`, a.value, b.value)
    })
  }

  private storage(where: string, ours: StorageEntry, theirs: StorageEntry): void {
    const hashers = ({ type }: StorageEntry) =>
      type.tag === 'plain' ? 'none' : type.value.hashers.map(({ tag }) => tag).join(', ')
    const modifier = (entry: StorageEntry) => (entry.modifier === 0 ? 'Optional' : 'Default')
    const value = ({ type }: StorageEntry) => (type.tag === 'plain' ? type.value : type.value.value)
    this.same('storage', `${where}, modifier`, modifier(ours), modifier(theirs))
    this.same('storage', `${where}, hashers`, hashers(ours), hashers(theirs))
    this.same('storage', `${where}, fallback`, ours.fallback, theirs.fallback)
    if (ours.type.tag === 'map' && theirs.type.tag === 'map') {
      this.type('storage', `${where}, key`, ours.type.value.key, theirs.type.value.key)
    }
    this.type('storage', `${where}, value`, value(ours), value(theirs))
  }

  private variant(kind: DifferenceKind, where: string, ours: Variant, theirs: Variant): void {
    this.same(kind, `${where}, index`, ours.index, theirs.index)
    this.fields(kind, where, ours.fields, theirs.fields)
  }

  private fields(kind: DifferenceKind, where: string, ours: readonly Field[], theirs: readonly Field[]): void {
    this.same(kind, `${where}, fields`, fieldNames(ours), fieldNames(theirs))
    ours.forEach((field, i) => {
      const other = theirs[i]
      if (other === undefined) return
      const at = `${where}, ${field.name ?? `field ${i}`}`
      this.type(kind, at, field.type, other.type)
      this.same('type name', `${kind} ${at}`, field.typeName, other.typeName)
    })
  }

  private extrinsic(): void {
    const { ours, theirs } = this
    this.same('extrinsic', 'versions', ours.extrinsicVersions.join(), theirs.extrinsicVersions.join())
    const identifiers = ({ extensions }: MetadataView) => extensions.map(({ identifier }) => identifier).join(', ')
    this.same('extrinsic', 'extensions', identifiers(ours), identifiers(theirs))
    for (const extension of ours.extensions) {
      const other = theirs.extensions.find(({ identifier }) => identifier === extension.identifier)
      if (other === undefined) continue
      this.type('extrinsic', `${extension.identifier}, explicit`, extension.type, other.type)
      this.type('extrinsic', `${extension.identifier}, implicit`, extension.additionalSigned, other.additionalSigned)
    }
    if (ours.extrinsic.size > 0 && theirs.extrinsic.size > 0) {
      this.both('extrinsic', '', ours.extrinsic, theirs.extrinsic, (where, a, b) => this.type('extrinsic', where, a, b))
    }
  }

  private apis(): void {
    const { ours, theirs } = this
    if (ours.apis !== undefined && theirs.apis !== undefined) {
      this.both('api', '', ours.apis, theirs.apis, (where, a, b) => {
        this.fields('api', where, a.inputs.map(withoutTypeName), b.inputs.map(withoutTypeName))
        this.type('api', `${where}, output`, a.output, b.output)
      })
    }
    for (const [name, version] of ours.apiVersions ?? []) {
      const other = theirs.apiVersions?.get(name)
      if (other !== undefined) this.same('api', `${name}, version`, version, other)
    }
  }

  /** What two named types hold. Of the runtime's enums only what both have: the rest was told pallet by pallet. */
  private definition(ours: number, theirs: number): void {
    const a = this.ourNames.type(ours)
    const b = this.theirNames.type(theirs)
    const where = this.ourNames.name(ours)
    if (isPalletEnum(a)) return
    this.same('type', `${where}, kind`, a.def.tag, b.def.tag)
    if (a.def.tag === 'composite' && b.def.tag === 'composite') this.fields('type', where, a.def.value, b.def.value)
    if (a.def.tag !== 'variant' || b.def.tag !== 'variant') return
    const [mine, other] = [byName(a.def.value), byName(b.def.value)]
    const partial = RUNTIME_ENUMS.includes(a.path.at(-1)!)
    this.both(
      'type',
      `${where}.`,
      partial ? common(mine, other) : mine,
      partial ? common(other, mine) : other,
      (at, x, y) => this.variant('type', at, x, y),
    )
  }

  private type(kind: DifferenceKind, where: string, ours: number, theirs: number): void {
    const [a, b] = [this.ourNames.name(ours), this.theirNames.name(theirs)]
    this.same(kind, where, a, b)
    if (a === b) this.inside(ours, theirs)
  }

  /** Compares what a type of the same name on both sides holds, once for each name. */
  private inside(ours: number, theirs: number): void {
    const name = this.ourNames.name(ours)
    if (this.comparedTypes.has(name)) return
    this.comparedTypes.add(name)
    const a = this.ourNames.type(ours)
    const b = this.theirNames.type(theirs)
    if (a.path.length > 0) this.waitingTypes.push([ours, theirs])
    const parts = [a, b].map(type => unnamedParts(type.def))
    parts[0]!.forEach((part, i) => {
      const other = parts[1]![i]
      if (other !== undefined) this.inside(part, other)
    })
  }

  private both<T>(
    kind: DifferenceKind,
    prefix: string,
    ours: ReadonlyMap<string, T>,
    theirs: ReadonlyMap<string, T>,
    compare: (where: string, ours: T, theirs: T) => void,
  ): void {
    for (const [name, item] of ours) {
      const other = theirs.get(name)
      if (other === undefined) this.differ(kind, prefix + name, 'present', ABSENT)
      else compare(prefix + name, item, other)
    }
    for (const name of theirs.keys()) if (!ours.has(name)) this.differ(kind, prefix + name, ABSENT, 'present')
  }

  private same(kind: DifferenceKind, where: string, ours: unknown, theirs: unknown): void {
    if (ours !== theirs) this.differ(kind, where, String(ours), String(theirs))
  }

  private differ(kind: DifferenceKind, where: string, ours: string, theirs: string): void {
    this.found.push({ kind, where, ours, theirs })
  }
}

const byName = (variants: readonly Variant[]) => new Map(variants.map(variant => [variant.name, variant]))

const common = <T>(of: ReadonlyMap<string, T>, and: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
  new Map([...of].filter(([name]) => and.has(name)))

const RUNTIME_ENUMS = ['RuntimeCall', 'RuntimeEvent', 'RuntimeError']

/** The calls, events and errors of a pallet are compared as such. */
const isPalletEnum = ({ path }: PortableType): boolean =>
  path.at(-2) === 'pallet' && ['Call', 'Event', 'Error'].includes(path.at(-1)!)

const fieldNames = (fields: readonly Field[]): string => fields.map(({ name }, i) => name ?? String(i)).join(', ')

const withoutTypeName = ({ name, type }: { name: string; type: number }): Field => ({
  name,
  type,
  typeName: undefined,
  docs: [],
})

/** The parts of a type without a name: its name has compared them, what they hold it has not. */
function unnamedParts(def: ReturnType<TypeNames['type']>['def']): readonly number[] {
  switch (def.tag) {
    case 'sequence':
    case 'compact':
      return [def.value]
    case 'array':
      return [def.value.type]
    case 'tuple':
      return def.value
    default:
      return []
  }
}
