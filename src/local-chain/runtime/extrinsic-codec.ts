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

/** The runtime's extrinsics are Frontier's, which wrap Substrate's: clients look for the inner one by its path. */
function extrinsicInfo(runtime: Runtime): TypeInfo {
  const rawBytes = builtin({ kind: 'sequence', item: u8.type })
  const extra = memo(() => extensionsInfo(runtime))
  const params = (extraName: string) => [
    { name: 'Address', type: multiAddress.type },
    { name: 'Call', type: (() => runtime.outer.RuntimeCall.type()) as TypeRef },
    { name: 'Signature', type: multiSignature.type },
    { name: extraName, type: extra },
  ]
  const inner = nominal(
    'sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic',
    { kind: 'composite', fields: [{ type: () => rawBytes }] },
    params('Extra'),
  )
  const typeName = 'generic::UncheckedExtrinsic<Address, Call, Signature, Extension>'
  return nominal(
    'fp_self_contained::unchecked_extrinsic::UncheckedExtrinsic',
    { kind: 'composite', fields: [{ type: () => inner, typeName }] },
    params('Extension'),
  )
}

/** The tuple of all extensions, in the groups that the profile makes of them. */
export function extensionsInfo(runtime: Runtime): TypeInfo {
  const { extensions, extensionGroups } = runtime.profile
  const types = extensions.map(({ wrapper, explicit }) => wrapper ?? explicit.type)
  if (extensionGroups === undefined) return tupleInfo(types)
  let at = 0
  return tupleInfo(
    extensionGroups.map(size => {
      const group = types.slice(at, at + size)
      at += size
      return group.length === 1 ? group[0]! : memo(() => tupleInfo(group))
    }),
  )
}

const tupleInfo = (items: readonly TypeRef[]): TypeInfo => builtin({ kind: 'tuple', items })

function memo(make: () => TypeInfo): TypeRef {
  let made: TypeInfo | undefined
  return () => {
    made ??= make()
    return made
  }
}

/**
 * Whether somebody signed an encoded extrinsic, without decoding it: the first bit of the byte behind the length says so.
 * Others are what the author of a block states in it.
 */
export function isSigned(encoded: Uint8Array): boolean {
  const lengthBytes = [1, 2, 4, (encoded[0]! >> 2) + 5][encoded[0]! & 3]!
  return (encoded[lengthBytes]! & 0x80) !== 0
}
