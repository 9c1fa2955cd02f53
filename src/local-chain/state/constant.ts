/**
 * Runtime constants: declared once with unit, source and the value each profile gives them.
 *
 *     const InitialTempo = constantsOf('SubtensorModule').constant('InitialTempo', u16, { unit: 'blocks', normal: 360, fast: 10 })
 *     InitialTempo.of(ctx)
 */
import type { Codec } from '../scale/codec.ts'

export interface ConstantSpec<V> {
  /** e.g. `blocks`, `rao`, `u16 fraction` */
  readonly unit?: string
  readonly normal: V
  /** The value under the fast profile, where it differs. */
  readonly fast?: V
  /** The first spec version with this value, where that is later than the oldest one carried. */
  readonly since?: number
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

  /** An entry for a profile's overrides. */
  is(value: V): [Constant<unknown>, unknown] {
    return [this as Constant<unknown>, value]
  }
}

export function constantsOf(pallet: string) {
  return <V>(name: string, codec: Codec<V>, spec: ConstantSpec<V>): Constant<V> =>
    new Constant(pallet, name, codec, spec)
}
