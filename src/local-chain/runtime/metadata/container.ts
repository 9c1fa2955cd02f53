/**
 * Computed metadata as one file: a line of JSON that says what it belongs to, then the three versions one after another.
 */
import { concatBytes, type Hex, utf8 } from '../../../primitives/bytes.ts'
import type { RuntimeMetadata } from './build.ts'

/** Changes whenever the same declarations give other metadata, or the file is laid out otherwise. */
const FORMAT = 'taokit-metadata-1'
const NEWLINE = 10

/** What computed metadata belongs to. */
export interface MetadataOrigin {
  /** The build whose code computed it, where it was computed by a build. */
  readonly build: string | undefined
  /** A hash of the runtime's declarations. */
  readonly declarations: string
}

interface Header extends MetadataOrigin {
  readonly format: string
  readonly hash: Hex
  readonly lengths: readonly [v14: number, v15: number, v16: number]
}

export function packMetadata({ v14, v15, v16, hash }: RuntimeMetadata, origin: MetadataOrigin): Uint8Array {
  const header: Header = { format: FORMAT, ...origin, hash, lengths: [v14.length, v15.length, v16.length] }
  return concatBytes(utf8(`${JSON.stringify(header)}\n`), v14, v15, v16)
}

/** Undefined for bytes of another format and for those that are not whole. */
export function unpackMetadata(bytes: Uint8Array): (RuntimeMetadata & { readonly origin: MetadataOrigin }) | undefined {
  const headerEnd = bytes.indexOf(NEWLINE)
  const header = headerEnd < 0 ? undefined : readHeader(bytes.subarray(0, headerEnd))
  if (header === undefined) return undefined
  const [a, b, c] = header.lengths
  const start = headerEnd + 1
  if (bytes.length !== start + a + b + c) return undefined
  return {
    v14: bytes.subarray(start, start + a),
    v15: bytes.subarray(start + a, start + a + b),
    v16: bytes.subarray(start + a + b),
    hash: header.hash,
    origin: { build: header.build, declarations: header.declarations },
  }
}

/** What a file belongs to, from its beginning. */
export function readOrigin(bytes: Uint8Array): MetadataOrigin | undefined {
  const end = bytes.indexOf(NEWLINE)
  return end < 0 ? undefined : readHeader(bytes.subarray(0, end))
}

function readHeader(bytes: Uint8Array): Header | undefined {
  try {
    const header = JSON.parse(Buffer.from(bytes).toString('utf8')) as Partial<Header>
    return header.format === FORMAT ? (header as Header) : undefined
  } catch {
    return undefined
  }
}
