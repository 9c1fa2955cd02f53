/** Compact numbers of SCALE: one, two or four bytes where that is enough, else a count and as many as it takes. */
import { concatBytes } from './bytes.ts'

export function compact(value: number | bigint): Uint8Array {
  const number = BigInt(value)
  if (number < 1n << 6n) return littleEndian(number << 2n, 1)
  if (number < 1n << 14n) return littleEndian((number << 2n) | 1n, 2)
  if (number < 1n << 30n) return littleEndian((number << 2n) | 2n, 4)
  const size = Math.ceil(number.toString(16).length / 2)
  return concatBytes(Uint8Array.of(((size - 4) << 2) | 3), littleEndian(number, size))
}

export function littleEndian(value: bigint, size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  for (let i = 0, rest = value; i < size; i++, rest >>= 8n) bytes[i] = Number(rest & 0xffn)
  return bytes
}
