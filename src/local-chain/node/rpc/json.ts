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
