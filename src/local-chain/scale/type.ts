/**
 * What a codec says of itself. Metadata is written from these descriptions, so a type is declared once.
 *
 * A description is nominal where Rust's is: two structs with the same fields but another path are different types.
 */

export type PrimitiveName =
  | 'bool'
  | 'char'
  | 'str'
  | 'u8'
  | 'u16'
  | 'u32'
  | 'u64'
  | 'u128'
  | 'u256'
  | 'i8'
  | 'i16'
  | 'i32'
  | 'i64'
  | 'i128'
  | 'i256'

/** A type, or a promise of one: recursive types refer to themselves. */
export type TypeRef = () => TypeInfo

export interface FieldInfo {
  /** Absent in tuple-like structs and variants. */
  readonly name?: string | undefined
  readonly type: TypeRef
  /** The name the Rust source gives the type, e.g. `NetUid` for a u16. */
  readonly typeName?: string | undefined
}

export interface VariantInfo {
  readonly name: string
  readonly index: number
  readonly fields: readonly FieldInfo[]
  readonly docs?: readonly string[] | undefined
}

export interface TypeParam {
  readonly name: string
  readonly type?: TypeRef | undefined
}

export type TypeDef =
  | { readonly kind: 'primitive'; readonly name: PrimitiveName }
  | { readonly kind: 'composite'; readonly fields: readonly FieldInfo[] }
  | { readonly kind: 'variant'; readonly variants: readonly VariantInfo[] }
  | { readonly kind: 'sequence'; readonly item: TypeRef }
  | { readonly kind: 'array'; readonly item: TypeRef; readonly length: number }
  | { readonly kind: 'tuple'; readonly items: readonly TypeRef[] }
  | { readonly kind: 'compact'; readonly item: TypeRef }
  /** Assembled from the pallets of a runtime: known only once that is composed. */
  | { readonly kind: 'outer'; readonly name: OuterName }

export type OuterName =
  | 'RuntimeCall'
  | 'RuntimeEvent'
  | 'RuntimeError'
  | 'UncheckedExtrinsic'
  | 'BlockNumber'
  | 'Address'

export interface TypeInfo {
  /** Rust path, e.g. `['sp_core', 'crypto', 'AccountId32']`; empty for built-in shapes. */
  readonly path: readonly string[]
  readonly params: readonly TypeParam[]
  readonly def: TypeDef
}

export const builtin = (def: TypeDef): TypeInfo => ({ path: [], params: [], def })

export const nominal = (path: string, def: TypeDef, params: readonly TypeParam[] = []): TypeInfo => ({
  path: path.split('::'),
  params,
  def,
})
