/** Reads results as they are written under `--json`, to write them in another shape. */
import { exactDecimal, type Json } from '../json.ts'

export type Fields = Readonly<Record<string, Json>>

export const fields = (json: Json | undefined): Fields =>
  typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Fields) : {}

export const rows = (json: Json | undefined): readonly Fields[] => (Array.isArray(json) ? json.map(fields) : [])

/** An amount in rao by the name of its field. */
export const rao = (from: Fields, name: string): bigint => BigInt(String(from[`${name}_rao`] ?? 0))

/** A number of TAO or alpha, to the last digit. */
export const amount = (units: bigint): Json => exactDecimal(units, 9)

export const field = (from: Fields, name: string): Json => amount(rao(from, name))

export const sum = (all: readonly Fields[], name: string): bigint =>
  all.reduce((total, row) => total + rao(row, name), 0n)

export const known = (json: Json | undefined): Json => json ?? null
