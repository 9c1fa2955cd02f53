import { type Codec, decode, encode } from '../../../src/local-chain/scale/codec.ts'
import { fromHex, toHex } from '../../../src/primitives/bytes.ts'

export const hexOf = <T>(codec: Codec<T>, value: T): string => toHex(encode(codec, value))

export const read = <T>(codec: Codec<T>, hex: string): T => decode(codec, fromHex(hex))

/** The codec reads back what it wrote, and refuses every shorter and every longer input. */
export function roundTrips<T>(codec: Codec<T>, value: T, same: (a: T, b: T) => void): void {
  const bytes = encode(codec, value)
  same(decode(codec, bytes), value)
  if (bytes.length < codec.minSize) throw new Error(`${bytes.length} bytes are fewer than the least, ${codec.minSize}`)
  refuses(codec, Uint8Array.of(...bytes, 0))
  for (let length = 0; length < bytes.length; length++) refuses(codec, bytes.subarray(0, length))
}

function refuses(codec: Codec<unknown>, bytes: Uint8Array): void {
  try {
    decode(codec, bytes)
  } catch {
    return
  }
  throw new Error(`${toHex(bytes)} was read`)
}
