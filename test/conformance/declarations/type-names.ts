/** Types as the schema files write them: the last part of their path with their type parameters, built-in shapes as Rust does. */
import type { Runtime } from '../../../src/local-chain/runtime/runtime.ts'
import type { TypeDef, TypeInfo, TypeRef } from '../../../src/local-chain/scale/type.ts'
import { byNumber } from '../mock/runtimes.ts'

/** e.g. `Vec<(u64, U256)>`, `BoundedVec<u8>`, `I96F32`. */
export function typeName(runtime: Runtime, ref: TypeRef): string {
  const info = ref()
  const { path, params, def } = info.def.kind === 'outer' ? runtime.outer[info.def.name].type() : info
  const nameOf = (type: TypeRef) => typeName(runtime, type)
  const name = path.at(-1)
  if (name === undefined) return builtinName(def, nameOf)
  if (name === 'AccountId32' && runtime.profile.accountOrder === byNumber) return 'U256'
  if (path[0] === 'substrate_fixed') return fixedName(name, params[0]!.type!())
  const shown = params.flatMap(({ type }) => (type === undefined ? [] : [nameOf(type)]))
  return shown.length === 0 ? name : `${name}<${shown.join(', ')}>`
}

function builtinName(def: TypeDef, nameOf: (type: TypeRef) => string): string {
  switch (def.kind) {
    case 'primitive':
      return def.name
    case 'sequence':
      return `Vec<${nameOf(def.item)}>`
    case 'array':
      return `[${nameOf(def.item)}; ${def.length}]`
    case 'tuple':
      return `(${def.items.map(nameOf).join(', ')})`
    case 'compact':
      return `Compact<${nameOf(def.item)}>`
    default:
      return def.kind
  }
}

/** `FixedI128` with 32 bits behind the point is `I96F32`. */
function fixedName(name: string, fraction: TypeInfo): string {
  const [, sign, size] = /^Fixed([IU])(\d+)$/.exec(name)!
  const behind = typeNumber(fraction)
  return `${sign}${Number(size) - behind}F${behind}`
}

/** The number that a type of the typenum crate stands for: its binary digits, the last one outermost. */
function typeNumber({ path, params }: TypeInfo): number {
  switch (path.at(-1)) {
    case 'UInt':
      return 2 * typeNumber(params[0]!.type!()) + typeNumber(params[1]!.type!())
    case 'B1':
      return 1
    default:
      return 0
  }
}
