/** What parameters a method takes. A wrong one is refused by name, with what was expected. */
import { fromHex, type Hex } from '../../../primitives/bytes.ts'
import { INVALID_PARAMS, RpcError } from './error.ts'

/** Reads a value from JSON; undefined for one that does not fit. */
export interface ParamType<T> {
  /** What is expected, as the end of a sentence: `… must be <expects>`. */
  readonly expects: string
  readonly read: (value: unknown) => T | undefined
}

export interface Param<T, N extends string = string> {
  readonly name: N
  readonly type: ParamType<NonNullable<T>> | ParamType<T>
  readonly optional: boolean
}

export type ParamValues<P extends readonly Param<unknown>[]> = {
  [I in keyof P]: P[I] extends Param<infer T> ? T : never
}

export const param = <const N extends string, T>(name: N, type: ParamType<T>): Param<T, N> => ({
  name,
  type,
  optional: false,
})
/** May be left out or null. */
export const optional = <const N extends string, T>(name: N, type: ParamType<T>): Param<T | undefined, N> => ({
  name,
  type,
  optional: true,
})

/**
 * The values of parameters given by position or by name.
 * @throws RpcError -32602
 */
export function readParams<const P extends readonly Param<unknown>[]>(params: P, given: unknown): ParamValues<P> {
  const values = given ?? []
  if (typeof values !== 'object') throw unfit('The parameters must be an array or an object')
  const byPosition = Array.isArray(values)
  const count = byPosition ? values.length : 0
  if (count > params.length) throw unfit(`Too many parameters: ${count} where at most ${params.length} are expected`)
  return params.map((each, i) => readParam(each, byPosition ? values[i] : ownValue(values, each.name))) as never
}

function readParam({ name, type, optional: mayMiss }: Param<unknown>, value: unknown): unknown {
  if (value === undefined || value === null) {
    if (mayMiss) return undefined
    throw unfit(`The parameter ${name} is missing: ${type.expects}`)
  }
  const read = type.read(value)
  if (read === undefined) throw unfit(`The parameter ${name} must be ${type.expects}`)
  return read
}

const ownValue = (values: object, name: string): unknown =>
  Object.hasOwn(values, name) ? (values as Record<string, unknown>)[name] : undefined

const unfit = (why: string): RpcError => new RpcError(INVALID_PARAMS, `Invalid params: ${why}`)

const HASH = /^0x[0-9a-fA-F]{64}$/
const HEX_NUMBER = /^0x[0-9a-fA-F]{1,8}$/
const U32_MAX = 0xffff_ffff

export const blockHash: ParamType<Hex> = {
  expects: 'a block hash: 0x and 64 hexadecimal digits',
  read: value => (typeof value === 'string' && HASH.test(value) ? (value.toLowerCase() as Hex) : undefined),
}

/** Clients leave the 0x away now and then. */
export const bytes: ParamType<Uint8Array> = {
  expects: 'bytes in hexadecimal digits, such as 0x0102',
  read: value => {
    if (typeof value !== 'string') return undefined
    try {
      return fromHex(value)
    } catch {
      return undefined
    }
  },
}

export const u32: ParamType<number> = {
  expects: 'a whole number from 0 to 4294967295',
  read: value => (isU32(value) ? value : undefined),
}

export const between = (min: number, max: number): ParamType<number> => ({
  expects: `a whole number from ${min} to ${max}`,
  read: value => (isU32(value) && value >= min && value <= max ? value : undefined),
})

export const u53: ParamType<number> = {
  expects: 'a whole number, not negative',
  read: value => (Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined),
}

/** A number, or its hexadecimal digits. */
export const blockNumber: ParamType<number> = {
  expects: 'a block number, as a number or as hexadecimal digits such as 0x14',
  read: value => {
    if (typeof value === 'string' && HEX_NUMBER.test(value)) return Number.parseInt(value, 16)
    return isU32(value) ? value : undefined
  },
}

const isU32 = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= U32_MAX

export const text: ParamType<string> = {
  expects: 'text',
  read: value => (typeof value === 'string' ? value : undefined),
}

export const flag: ParamType<boolean> = {
  expects: 'true or false',
  read: value => (typeof value === 'boolean' ? value : undefined),
}

export function oneOf<const T extends string>(...values: readonly T[]): ParamType<T> {
  return { expects: `one of ${values.join(', ')}`, read: value => values.find(each => each === value) }
}

export function list<T>(item: ParamType<T>, maxLength: number): ParamType<readonly T[]> {
  return {
    expects: `a list of at most ${maxLength}, each ${item.expects}`,
    read: value => {
      if (!Array.isArray(value) || value.length > maxLength) return undefined
      const items = value.map(each => item.read(each))
      return items.every(each => each !== undefined) ? items : undefined
    },
  }
}

export function either<A, B>(a: ParamType<A>, b: ParamType<B>): ParamType<A | B> {
  return { expects: `${a.expects}; or ${b.expects}`, read: value => a.read(value) ?? b.read(value) }
}

/** An object with the given members. Others are ignored. */
export function object<const P extends readonly Param<unknown>[]>(...members: P): ParamType<MembersOf<P>> {
  const shape = members.map(({ name, optional: mayMiss }) => (mayMiss ? `${name}?` : name)).join(', ')
  return {
    expects: `an object { ${shape} }`,
    read: value => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
      const read = members.map(({ name, type, optional: mayMiss }) => {
        const given = ownValue(value, name) ?? undefined
        const member = given === undefined ? undefined : type.read(given)
        return { name, member, fits: given === undefined ? mayMiss : member !== undefined }
      })
      if (read.some(({ fits }) => !fits)) return undefined
      return Object.fromEntries(read.map(({ name, member }) => [name, member])) as MembersOf<P>
    },
  }
}

type MembersOf<P extends readonly Param<unknown>[]> = {
  readonly [M in P[number] as M['name']]: M extends Param<infer T> ? T : never
}
