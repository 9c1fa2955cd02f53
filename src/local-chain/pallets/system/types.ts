/** Types of the System pallet. Reference: frame_system. */

import type { EventRecord, RuntimeEvent } from '../../runtime/event.ts'
import { h256, taoBalance } from '../../runtime/types.ts'
import { dispatchClassCodec, paysCodec, type Weight, weightCodec } from '../../runtime/weight.ts'
import { type Codec, named, outerCodec, type ValueOf } from '../../scale/codec.ts'
import { option, vec } from '../../scale/collections.ts'
import { struct, variant, wrapper } from '../../scale/composites.ts'
import { bool, compactU32, str, u32, u128 } from '../../scale/primitives.ts'
import { nominal, type TypeRef } from '../../scale/type.ts'

/** Set on accounts that follow the current reference-counting rules; every account here does. */
export const NEW_LOGIC_FLAG = 1n << 127n

export const accountData = struct(
  'pallet_balances::types::AccountData',
  {
    free: named(taoBalance, 'Balance'),
    reserved: named(taoBalance, 'Balance'),
    frozen: named(taoBalance, 'Balance'),
    flags: wrapper('pallet_balances::types::ExtraFlags', u128),
  },
  [{ name: 'Balance', type: taoBalance.type }],
)
export type AccountData = ValueOf<typeof accountData>

const refCount = named(u32, 'RefCount')

export const accountInfo = struct(
  'frame_system::AccountInfo',
  {
    nonce: named(u32, 'Nonce'),
    consumers: refCount,
    providers: refCount,
    sufficients: refCount,
    data: named(accountData, 'AccountData'),
  },
  [
    { name: 'Nonce', type: u32.type },
    { name: 'AccountData', type: accountData.type },
  ],
)
export type AccountInfo = ValueOf<typeof accountInfo>

export const perClass = <T>(item: Codec<T>) => {
  const part = named(item, 'T')
  return struct('frame_support::dispatch::PerDispatchClass', { normal: part, operational: part, mandatory: part }, [
    { name: 'T', type: item.type },
  ]) as Codec<PerClass<T>>
}

export interface PerClass<T> {
  readonly normal: T
  readonly operational: T
  readonly mandatory: T
}

export type BlockWeight = PerClass<Weight>

export const phaseCodec = variant('frame_system::Phase', {
  ApplyExtrinsic: [0, u32],
  Finalization: [1, null],
  Initialization: [2, null],
})

const runtimeEvent = outerCodec<RuntimeEvent>('RuntimeEvent')
const eventParam: TypeRef = () => runtimeEvent.type()

export const eventRecord: Codec<EventRecord> = struct(
  'frame_system::EventRecord',
  { phase: phaseCodec, event: named(runtimeEvent, 'E'), topics: named(vec(h256), 'Vec<T>') },
  [
    { name: 'E', type: eventParam },
    { name: 'T', type: h256.type },
  ],
) as Codec<EventRecord>

/** What an event tells of the call that it reports. */
export const dispatchEventInfo = struct('frame_system::DispatchEventInfo', {
  weight: weightCodec,
  class: dispatchClassCodec,
  pays_fee: paysCodec,
})

/** `Cow<'static, str>`. */
export const cowStr = wrapper('Cow', { ...str, typeName: undefined }, [{ name: 'T', type: str.type }])

export const lastRuntimeUpgrade = struct('frame_system::LastRuntimeUpgradeInfo', {
  spec_version: named(compactU32, 'codec::Compact<u32>'),
  spec_name: named(cowStr, "Cow<'static, str>"),
})

export const codeUpgradeAuthorization = struct(
  'frame_system::CodeUpgradeAuthorization',
  { code_hash: named(h256, 'T::Hash'), check_version: bool },
  [{ name: 'T' }],
)

export const weightsPerClass = struct('frame_system::limits::WeightsPerClass', {
  base_extrinsic: weightCodec,
  max_extrinsic: named(option(weightCodec), 'Option<Weight>'),
  max_total: named(option(weightCodec), 'Option<Weight>'),
  reserved: named(option(weightCodec), 'Option<Weight>'),
})

export const blockWeights = struct('frame_system::limits::BlockWeights', {
  base_block: weightCodec,
  max_block: weightCodec,
  per_class: named(perClass(weightsPerClass), 'PerDispatchClass<WeightsPerClass>'),
})

export const blockLength = struct('frame_system::limits::BlockLength', {
  max: named(perClass(u32), 'PerDispatchClass<u32>'),
})

/** An empty enum: a place for reasons that no pallet of this runtime declares. */
export const emptyEnum = (path: string): Codec<never> => {
  const info = nominal(path, { kind: 'variant', variants: [] })
  const refuse = (): never => {
    throw new Error(`${path} has no values`)
  }
  return { write: refuse, read: refuse, type: () => info, minSize: 1 }
}
