/**
 * Declared events. `eventsOf` gives a typed maker for each: `events.Transfer({ from, to, amount })`.
 */
import type { Hex } from '../../primitives/bytes.ts'
import type { Codec, ValueOf } from '../scale/codec.ts'
import { type Fields, type StructOf, shapeCodec, type VariantShape } from '../scale/composites.ts'

export interface EventDecl {
  readonly pallet: string
  readonly name: string
  readonly index: number
  readonly shape: VariantShape
  readonly codec: Pick<Codec<unknown>, 'write' | 'read'>
}

/** An event as it is deposited: what happened and with which data. */
export interface RuntimeEvent {
  readonly event: EventDecl
  readonly data: unknown
}

/** Where in a block an event was deposited. Reference: frame_system Phase. */
export type Phase =
  | { readonly type: 'ApplyExtrinsic'; readonly value: number }
  | { readonly type: 'Finalization' }
  | { readonly type: 'Initialization' }

export interface EventRecord {
  readonly phase: Phase
  readonly event: RuntimeEvent
  readonly topics: readonly Hex[]
}

type Shapes = Readonly<Record<string, readonly [index: number, shape: VariantShape]>>

type MakerOf<S> = S extends null
  ? () => RuntimeEvent
  : S extends Codec<infer T>
    ? (value: T) => RuntimeEvent
    : S extends readonly Codec<unknown>[]
      ? (...values: { readonly [K in keyof S]: ValueOf<S[K]> }) => RuntimeEvent
      : S extends Fields
        ? (values: StructOf<S>) => RuntimeEvent
        : never

export type Events<V extends Shapes> = { readonly [K in keyof V]: MakerOf<V[K][1]> & { readonly decl: EventDecl } }

/** Declares the events of a pallet, each as `[index, shape]`. */
export function eventsOf<const V extends Shapes>(pallet: string, shapes: V): Events<V> {
  const makers = Object.entries(shapes).map(([name, [index, shape]]) => {
    const decl: EventDecl = { pallet, name, index, shape, codec: shapeCodec(shape) }
    const positional = Array.isArray(shape)
    const make = (...values: unknown[]): RuntimeEvent => ({ event: decl, data: positional ? values : values[0] })
    return [name, Object.assign(make, { decl })] as const
  })
  return Object.fromEntries(makers) as unknown as Events<V>
}
