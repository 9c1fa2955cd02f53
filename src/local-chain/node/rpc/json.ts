/** Blocks and their parts as JSON. */
import { type Hex, toHex } from '../../../primitives/bytes.ts'
import { digestItem, type Header } from '../../runtime/types.ts'
import { encode } from '../../scale/codec.ts'
import type { Block } from '../chain.ts'

export interface HeaderJson {
  readonly parentHash: Hex
  readonly number: Hex
  readonly stateRoot: Hex
  readonly extrinsicsRoot: Hex
  readonly digest: { readonly logs: readonly Hex[] }
}

export const headerJson = (header: Header): HeaderJson => ({
  parentHash: header.parent_hash,
  number: `0x${header.number.toString(16)}`,
  stateRoot: header.state_root,
  extrinsicsRoot: header.extrinsics_root,
  digest: { logs: header.digest.logs.map(item => toHex(encode(digestItem, item))) },
})

export const blockJson = ({ header, extrinsics }: Block) => ({
  block: { header: headerJson(header), extrinsics: extrinsics.map(toHex) },
  justifications: null,
})

/** JSON whose numbers may be larger than numbers of JavaScript: its text, as it goes over the wire. */
export class ExactJson {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** Integers of any size as JSON numbers, alone or within lists and objects. */
export const exact = (value: unknown): ExactJson => new ExactJson(exactText(value))

function exactText(value: unknown): string {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return `[${value.map(exactText).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.entries(value)
    .map(([key, each]) => `${JSON.stringify(key)}:${exactText(each)}`)
    .join(',')}}`
}
