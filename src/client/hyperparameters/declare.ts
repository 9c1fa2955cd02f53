/** How the parameters of a subnet are declared. */
import type { Interval, Parameter, ParameterType, Setter } from './parameter.ts'

export const U16 = 65_535n
export const MILLION = 1_000_000n
export const U64 = 0xffff_ffff_ffff_ffffn

export const FLAG: ParameterType = { kind: 'flag' }
export const TAO: ParameterType = { kind: 'tao' }
export const SHARE: ParameterType = { kind: 'share', whole: U16, bits: 16 }
export const u16 = (unit: string): ParameterType => ({ kind: 'integer', bits: 16, unit })
export const u64 = (unit: string): ParameterType => ({ kind: 'integer', bits: 64, unit })

type Rest = Pick<Setter, 'min' | 'max' | 'ownerMin' | 'ownerMax'>

/** By the owner, so many tempos apart, or root; not shortly before an epoch. */
export const owner = (call: string, arg: string, key: string, rest: Rest = {}): Setter => ({
  call: `AdminUtils.sudo_set_${call}`,
  args: [arg],
  by: 'either',
  window: 'all',
  limit: { kind: 'parameter', key },
  ...rest,
})
export const root = (call: string, arg: string, window: Setter['window'] = 'none'): Setter => ({
  call: `AdminUtils.sudo_set_${call}`,
  args: [arg],
  by: 'root',
  window,
})
export const limited = (number: number, blocks: Interval) =>
  ({ limit: { kind: 'transaction', number, blocks } }) as const
/** By the owner as often as he likes. */
export const ownerSwitch = (call: string): Setter => ({ ...root(call, 'enabled', 'all'), by: 'either' })

interface Extra {
  readonly aliases?: readonly string[]
  readonly inert?: true
}

/** @param item of the SubtensorModule, unless it names its pallet */
export const parameter = (
  name: string,
  item: string,
  type: ParameterType,
  meaning: string,
  setters: readonly Setter[],
  { aliases = [], inert }: Extra = {},
): Parameter => ({
  name,
  aliases,
  meaning,
  type,
  scope: 'subnet',
  storage: item.includes('.') ? item : `SubtensorModule.${item}`,
  setters,
  isInert: inert === true,
})
