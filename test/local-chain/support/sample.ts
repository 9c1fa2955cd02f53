/** Values made from types alone: all zeros, the first variant, vectors of a given length. */
import type { CallDecl, RuntimeCall } from '../../../src/local-chain/runtime/call.ts'
import type { Runtime } from '../../../src/local-chain/runtime/runtime.ts'
import { Reader, Writer } from '../../../src/local-chain/scale/buffer.ts'
import type { TypeInfo, TypeRef } from '../../../src/local-chain/scale/type.ts'

const SIZES: Readonly<Record<string, number>> = { u16: 2, u32: 4, u64: 8, u128: 16, u256: 32, i64: 8 }

/** A call with zero arguments; calls within are `System.remark` of no bytes. */
export function zeroCall(runtime: Runtime, call: CallDecl, elements = 0): RuntimeCall {
  const writer = new Writer(runtime.outer)
  for (const codec of Object.values(call.args)) writeZero(writer, codec.type(), elements)
  return { call, args: call.codec.read(new Reader(writer.finish(), runtime.outer)) }
}

function writeZero(writer: Writer, { def }: TypeInfo, elements: number): void {
  const writeAll = (types: readonly TypeRef[]) => {
    for (const type of types) writeZero(writer, type(), elements)
  }
  switch (def.kind) {
    case 'primitive':
      writer.raw(new Uint8Array(SIZES[def.name] ?? 1))
      break
    case 'compact':
      if (def.item().def.kind !== 'tuple') writer.u8(0)
      break
    case 'composite':
      writeAll(def.fields.map(field => field.type))
      break
    case 'variant':
      writer.u8(def.variants[0]!.index)
      writeAll(def.variants[0]!.fields.map(field => field.type))
      break
    case 'sequence':
      writer.compact(elements)
      writeAll(Array.from({ length: elements }, () => def.item))
      break
    case 'array':
      writeAll(Array.from({ length: def.length }, () => def.item))
      break
    case 'tuple':
      writeAll(def.items)
      break
    case 'outer':
      // A call: pallet 0, call 0, no bytes. A block number of 32 bits is zero too.
      writer.raw(new Uint8Array(def.name === 'RuntimeCall' ? 3 : 4))
  }
}
