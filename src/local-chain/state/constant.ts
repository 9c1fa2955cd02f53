/**
 * Runtime constants: declared once with unit, source and the value each profile gives them.
 *
 *     const InitialTempo = constantsOf('SubtensorModule').constant('InitialTempo', u16, { unit: 'blocks', normal: 360, fast: 10, since: 100 })
 *     InitialTempo.of(ctx)
 */
import type { Codec } from '../scale/codec.ts'

const RUNTIME_SOURCE = 'runtime/src/lib.rs'

export interface ConstantSpec<V> {
  /** e.g. `blocks`, `rao`, `u16 fraction` */
  readonly unit?: string
  readonly normal: V
  /** The value under the fast profile, where it differs. */
  readonly fast?: V
  /** The spec version of the main network's runtime that introduced it, 100 for what was there from the start. */
  readonly since: number
  /** The file of the reference that gives the value, where that is not the runtime's own. */
  readonly source?: string
  readonly docs?: readonly string[]
}

/** The values a profile gives in place of the declared ones, by label. */
export interface ConstantValues {
  readonly fast: boolean
  readonly overrides: ReadonlyMap<Constant<unknown>, unknown>
}

export class Constant<V> {
  readonly pallet: string
  readonly name: string
  readonly codec: Codec<V>
  readonly spec: ConstantSpec<V>

  constructor(pallet: string, name: string, codec: Codec<V>, spec: ConstantSpec<V>) {
    this.pallet = pallet
    this.name = name
    this.codec = codec
    this.spec = spec
  }

  of(chain: { readonly constants: ConstantValues }): V {
    const { fast, overrides } = chain.constants
    if (overrides.size > 0 && overrides.has(this as Constant<unknown>)) {
      return overrides.get(this as Constant<unknown>) as V
    }
    return fast && this.spec.fast !== undefined ? this.spec.fast : this.spec.normal
  }

  /** The file of the reference that gives the value. */
  get source(): string {
    return this.spec.source ?? RUNTIME_SOURCE
  }

  /** An entry for a profile's overrides. */
  is(value: V): [Constant<unknown>, unknown] {
    return [this as Constant<unknown>, value]
  }
}

export function constantsOf(pallet: string) {
  return <V>(name: string, codec: Codec<V>, spec: ConstantSpec<V>): Constant<V> =>
    new Constant(pallet, name, codec, spec)
}
