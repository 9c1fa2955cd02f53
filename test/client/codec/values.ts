/** Any value of a type, as a plain one. */
import fc from 'fast-check'
import type { Field, Lens, Variant } from '../../../src/client/metadata/lens.ts'
import type { Plain } from '../../../src/client/plain.ts'
import { accountId } from '../../../src/primitives/account.ts'
import { toHex } from '../../../src/primitives/bytes.ts'
import { encodeAddress } from '../../../src/primitives/ss58.ts'

type Shapes = Lens['shapes']

export interface Limits {
  /** How deep values within values go. */
  readonly depth: number
  /** Lists of which one item is enough. */
  readonly short?: ReadonlySet<number>
}

export function anyValue(shapes: Shapes, type: number, limits: Limits): fc.Arbitrary<Plain> {
  const { short, depth } = limits
  const inner = (of: number) => anyValue(shapes, of, { ...limits, depth: depth - 1 })
  const most = depth <= 0 ? 0 : short?.has(type) ? 1 : 3
  const shape = shapes[type]!
  switch (shape.kind) {
    case 'unit':
      return fc.constant(undefined)
    case 'bool':
      return fc.boolean()
    case 'uint':
      return integer(0n, 2n ** BigInt(shape.size * 8) - 1n, shape.size)
    case 'int':
      return integer(-(2n ** BigInt(shape.size * 8 - 1)), 2n ** BigInt(shape.size * 8 - 1) - 1n, shape.size)
    case 'compact':
      return integer(0n, 2n ** BigInt(shape.size * 8) - 1n, shape.size)
    case 'text':
      return fc.string({ unit: 'grapheme', maxLength: 9 })
    case 'bytes':
      return fc.uint8Array({ maxLength: 70 })
    case 'fixed':
      return exactly(shape.length).map(toHex)
    case 'account':
      return exactly(32).map(bytes => encodeAddress(accountId(bytes)))
    case 'era':
      return ERA
    case 'option':
      return depth <= 0 || !hasValues(shapes, shape.of)
        ? fc.constant(undefined)
        : fc.option(inner(shape.of), { nil: undefined })
    case 'list':
      return hasValues(shapes, shape.of) ? fc.array(inner(shape.of), { maxLength: most }) : fc.constant([])
    case 'array':
      return fc.array(inner(shape.of), { minLength: shape.length, maxLength: shape.length })
    case 'tuple':
      return fc.tuple(...shape.of.map(inner)) as fc.Arbitrary<Plain>
    case 'struct':
      return record(shape.fields, inner)
    case 'enum': {
      const variants = shape.variants.filter(
        each => typesIn(each).every(of => hasValues(shapes, of)) && !(shape.isAddress && ODD.includes(each.name)),
      )
      const chosen = depth <= 0 ? simplest(variants) : fc.constantFrom(...variants)
      return chosen.chain(each => (shape.isBare ? fc.constant(each.name) : variant(each, inner)))
    }
    case 'unknown':
      throw new TypeError(`no value of ${shape.what}`)
  }
}

/** What kinds of addresses `@polkadot/types` takes for others. */
const ODD = ['Raw', 'Index']

/** Pallets without events, and the errors of a runtime that never errs, have no variants. */
export function hasValues(shapes: Shapes, type: number, within: readonly number[] = []): boolean {
  const all = (part: Pick<Variant, 'fields' | 'of'>) =>
    typesIn(part).every(of => within.includes(of) || hasValues(shapes, of, [...within, type]))
  const shape = shapes[type]!
  if (shape.kind === 'enum') return shape.variants.some(all)
  if (shape.kind === 'tuple' || shape.kind === 'struct') return all(shape)
  if (shape.kind === 'array') return all({ of: [shape.of] })
  // `@polkadot/types` does not read compact nothings.
  return shape.kind !== 'compact' || shape.size > 0
}

const typesIn = ({ fields, of }: Pick<Variant, 'fields' | 'of'>): readonly number[] =>
  of ?? fields?.map(({ type }) => type) ?? []

type Inner = (type: number) => fc.Arbitrary<Plain>

const record = (fields: readonly Field[], inner: Inner): fc.Arbitrary<Plain> =>
  fc.record(Object.fromEntries(fields.map(({ key, type }) => [key, inner(type)])), { noNullPrototype: true })

function variant({ name, fields, of = [] }: Variant, inner: Inner): fc.Arbitrary<Plain> {
  const data =
    fields !== undefined
      ? record(fields, inner)
      : of.length === 1
        ? inner(of[0]!)
        : of.length === 0
          ? fc.constant(undefined)
          : fc.tuple(...of.map(inner))
  return (data as fc.Arbitrary<Plain>).map(value => ({ type: name, value }))
}

/** The variants with the least data, so that what may hold itself comes to an end. */
function simplest(variants: readonly Variant[]): fc.Arbitrary<Variant> {
  const least = Math.min(...variants.map(each => typesIn(each).length))
  return fc.constant(variants.find(each => typesIn(each).length === least)!)
}

const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })

const integer = (min: bigint, max: bigint, size: number): fc.Arbitrary<number | bigint> =>
  fc.bigInt({ min, max }).map(value => (size <= 4 ? Number(value) : value))

const ERA: fc.Arbitrary<Plain> = fc.oneof(
  fc.constant({ type: 'Immortal', value: undefined }),
  fc.tuple(fc.integer({ min: 2, max: 16 }), fc.nat(65_535)).map(([power, phase]): Plain => {
    const period = 2 ** power
    const unit = Math.max(period >>> 12, 1)
    return { type: 'Mortal', value: [period, Math.floor((phase % period) / unit) * unit] }
  }),
)
