/**
 * An extrinsic where it stands as a value of its own, as in runtime APIs: its encoded bytes, length prefix included.
 * Its type in metadata names the types of address, call, signature and extensions: clients take them from there.
 */
import { Writer } from '../scale/buffer.ts'
import type { Codec } from '../scale/codec.ts'
import { u8 } from '../scale/primitives.ts'
import { builtin, nominal, type TypeInfo, type TypeRef } from '../scale/type.ts'
import type { Runtime } from './runtime.ts'
import { multiAddress, multiSignature } from './types.ts'

export function extrinsicCodec(runtime: Runtime): Codec<Uint8Array> {
  return {
    write: (writer, encoded) => writer.raw(encoded),
    read: reader => {
      const start = reader.at
      const length = reader.compact()
      reader.skip(length)
      return reader.bytes.subarray(start, reader.at)
    },
    type: memo(() => extrinsicInfo(runtime)),
    typeName: 'Extrinsic',
    minSize: 1,
  }
}

/** The bytes of an extrinsic without a length prefix, given it again. */
export function withLengthPrefix(body: Uint8Array): Uint8Array {
  const writer = new Writer(undefined, body.length + 5)
  writer.compact(body.length)
  writer.raw(body)
  return writer.finish()
}

function extrinsicInfo(runtime: Runtime): TypeInfo {
  const rawBytes = builtin({ kind: 'sequence', item: u8.type })
  const extra = memo(() => extensionsInfo(runtime))
  const params = (extraName: string) => [
    { name: 'Address', type: multiAddress.type },
    { name: 'Call', type: (() => runtime.outer.RuntimeCall.type()) as TypeRef },
    { name: 'Signature', type: multiSignature.type },
    { name: extraName, type: extra },
  ]
  return nominal(
    'sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic',
    { kind: 'composite', fields: [{ type: () => rawBytes }] },
    params('Extra'),
  )
}

/** The tuple of all extensions. */
export function extensionsInfo(runtime: Runtime): TypeInfo {
  return builtin({ kind: 'tuple', items: runtime.profile.extensions.map(extension => extension.explicit.type) })
}

function memo(make: () => TypeInfo): TypeRef {
  let made: TypeInfo | undefined
  return () => {
    made ??= make()
    return made
  }
}
