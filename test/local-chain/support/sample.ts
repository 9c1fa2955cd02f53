/** Values made from types alone: all zeros, the first variant, vectors of a given length. */
import type { CallDecl, RuntimeCall } from '../../../src/local-chain/runtime/call.ts'
import type { Runtime } from '../../../src/local-chain/runtime/runtime.ts'
import { Reader, Writer } from '../../../src/local-chain/scale/buffer.ts'
import type { TypeInfo, TypeRef } from '../../../src/local-chain/scale/type.ts'
import { assert } from '../../../src/primitives/errors.ts'

/**
 * A call with zero arguments; calls within are `System.remark` of no bytes.
 * @throws TaoError where an argument's type has no values
 */
export function zeroCall(runtime: Runtime, call: CallDecl, elements = 0): RuntimeCall {
  const writer = new Writer(runtime.outer)
  for (const codec of Object.values(call.args)) writeZero(runtime, writer, codec.type(), elements)
  return { call, args: call.codec.read(new Reader(writer.finish(), runtime.outer)) }
}

function writeZero(runtime: Runtime, writer: Writer, { def }: TypeInfo, elements: number): void {
  const writeAll = (types: readonly TypeRef[]) => {
    for (const type of types) writeZero(runtime, writer, type(), elements)
  }
  switch (def.kind) {
    case 'primitive':
      writer.raw(new Uint8Array(def.name === 'bool' ? 1 : Number(def.name.slice(1)) / 8))
      break
    case 'compact':
      if (def.item().def.kind !== 'tuple') writer.u8(0)
      break
    case 'composite':
      writeAll(def.fields.map(field => field.type))
      break
    case 'variant':
      assert(def.variants.length > 0, 'a type without values')
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
      if (def.name === 'RuntimeCall') runtime.outer.RuntimeCall.write(writer, emptyRemark(runtime))
      else writeZero(runtime, writer, runtime.outer[def.name].type(), elements)
  }
}

/** `System.remark` of no bytes. */
export function emptyRemark(runtime: Runtime): RuntimeCall {
  const call = runtime.pallet('System')!.pallet.calls!.find(({ name }) => name === 'remark')!
  return { call, args: { remark: new Uint8Array(0) } }
}
