/** The calls of the chain inside as a type: what each takes, by name. The build puts it into the declarations that ship. */

import { type Enumeration, type Field, type Lens, type Shape, variantsOf } from '../src/client/metadata/lens.ts'
import { lensOf } from '../src/client/metadata/lens-of.ts'
import { runtimeOf } from '../src/local-chain/node/apis.ts'
import { chainSpec } from '../src/local-chain/profiles/specs.ts'
import { buildMetadata } from '../src/local-chain/runtime/metadata/build.ts'
import { decodeMetadata } from '../src/primitives/metadata/format.ts'

/** Declarations of a type `Calls`, and of those that it is made of. */
export function callTypes(): string {
  const runtime = runtimeOf(chainSpec('sandbox').profile, () => false)
  const names = runtime.profile.pallets.flatMap(([, { name, calls }]) =>
    (calls ?? []).map(call => `${name}.${call.name}`),
  )
  const lens = lensOf(decodeMetadata(buildMetadata(runtime).v15), { calls: names })
  const writer = new Writer(lens.shapes)
  const calls = variantsOf(lens.shapes, lens.call).flatMap(pallet =>
    variantsOf(lens.shapes, pallet.of?.[0]).map(call => {
      const args = (call.fields ?? []).map(field => `readonly ${field.name}: ${writer.typeOf(field.type)}`)
      return `    readonly '${pallet.name}.${call.name}': { ${args.join('; ')} }`
    }),
  )
  const shared = [...writer.named].map(([type, text]) => `type T${type} = ${text}`)
  return [...shared, 'export interface Calls {', ...calls, '}', ''].join('\n')
}

/** Wider numbers lose digits. */
const NUMBER_BYTES = 4

/** Types of values as calls take them. */
class Writer {
  /** Structures and choices stand apart: some are met often, and some within themselves. */
  readonly named = new Map<number, string>()
  private readonly shapes: Lens['shapes']

  constructor(shapes: Lens['shapes']) {
    this.shapes = shapes
  }

  typeOf(type: number): string {
    const shape = this.shapes[type]!
    if (shape.kind === 'enum' && shape.isCall) return 'Call'
    if (shape.kind === 'enum' && shape.isAddress) return 'string'
    if (shape.kind !== 'enum' && shape.kind !== 'struct') return this.plain(shape)
    if (!this.named.has(type)) {
      this.named.set(type, 'unknown')
      this.named.set(type, shape.kind === 'struct' ? this.record(shape.fields) : this.choice(shape))
    }
    return `T${type}`
  }

  private plain(shape: Exclude<Shape, { kind: 'enum' | 'struct' }>): string {
    switch (shape.kind) {
      case 'unit':
        return 'undefined'
      case 'bool':
        return 'boolean'
      case 'text':
      case 'account':
        return 'string'
      case 'uint':
      case 'int':
      case 'compact':
        return shape.size <= NUMBER_BYTES ? 'number' : 'bigint'
      case 'bytes':
      case 'fixed':
        return 'string | Uint8Array'
      case 'option':
        return `${this.typeOf(shape.of)} | undefined`
      case 'list':
      case 'array':
        return `ReadonlyArray<${this.typeOf(shape.of)}>`
      case 'tuple':
        return `readonly [${shape.of.map(part => this.typeOf(part)).join(', ')}]`
      default:
        return 'unknown'
    }
  }

  private record(fields: readonly Field[]): string {
    return `{ ${fields.map(({ key, type }) => `readonly ${key}: ${this.typeOf(type)}`).join('; ')} }`
  }

  private choice({ variants }: Enumeration): string {
    const choices = variants.map(({ name, fields, of = [] }) => {
      if (fields === undefined && of.length === 0) return `'${name}'`
      const parts = of.map(part => this.typeOf(part))
      const value =
        fields !== undefined ? this.record(fields) : parts.length === 1 ? parts[0] : `readonly [${parts.join(', ')}]`
      return `{ readonly type: '${name}'; readonly value: ${value} }`
    })
    return choices.length === 0 ? 'never' : choices.join(' | ')
  }
}
