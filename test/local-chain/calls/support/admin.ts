/** Cases of settings: who may make them, when, how often, and between which bounds. */
import type { CallCase, Refusal, Scene, StateCheck } from './case.ts'
import { all, put, ROOT, sent } from './case.ts'
import { NETUID, NOWHERE } from './world.ts'

/** A setting whose call has one argument beside the subnet. */
export interface Setting {
  readonly call: string
  readonly field: string
  /** Where it is kept; of the SubtensorModule without its name. */
  readonly item: string
  /** Its event: of the SubtensorModule, with the netuid and the value; or as a function of the value. */
  readonly event?: string | ((value: unknown) => CallCase['events'])
  /** The least and the greatest value, or all there are. */
  readonly accepted: readonly unknown[]
  /** What lies beyond, with the error; where another setting decides, with that. */
  readonly refused?: readonly (readonly [value: unknown, error: string, given?: Scene])[]
}

export const U16_MAX = 0xffff
export const U64_MAX = 2n ** 64n - 1n

const frozen = put('AdminFreezeWindow', [], 60_000)
const CLOSED = 'SubtensorModule.AdminActionProhibitedDuringWeightsWindow'

const inSubtensor = (name: string): string => (name.includes('.') ? name : `SubtensorModule.${name}`)

function eventsOf({ event }: Setting, keys: readonly unknown[], value: unknown): CallCase['events'] {
  if (event === undefined) return []
  return typeof event === 'string' ? [[inSubtensor(event), [...keys, value]]] : event(value)
}

const stateOf = ({ item }: Setting, keys: unknown, value: unknown): readonly StateCheck[] => [
  [inSubtensor(item), keys, value],
]

const refusals = ({ field, refused = [] }: Setting): Refusal[] =>
  refused.map(([value, error, given]) => ({
    error,
    args: { [field]: value },
    ...(given === undefined ? {} : { given }),
  }))

/** Of one case for each accepted value the first carries the refusals. */
function casesOf(
  setting: Setting,
  keys: readonly unknown[],
  common: Pick<CallCase, 'by'> & Partial<CallCase>,
  refused: readonly Refusal[],
): CallCase[] {
  return setting.accepted.map((value, i) => ({
    ...common,
    call: `AdminUtils.${setting.call}`,
    ...(i === 0 ? {} : { what: `up to ${String(value)}`, again: true }),
    args: { ...(keys.length > 0 ? { netuid: NETUID } : {}), [setting.field]: value },
    events: eventsOf(setting, keys, value),
    state: stateOf(setting, keys.length > 0 ? keys[0] : [], value),
    refused: i === 0 ? refused : [],
  }))
}

/** Of the whole network, by root. */
export const networkSetting = (setting: Setting): CallCase[] =>
  casesOf(setting, [], { by: ROOT, authority: { Bob: 'BadOrigin' } }, refusals(setting))

export interface SubnetRules {
  /** Whether the call is refused shortly before an epoch. */
  readonly window: boolean
  /** Whether the call asks if the subnet exists. */
  readonly exists: boolean
  /** Whether the owner is held to a rate. */
  readonly limited?: boolean
}

function refusedBy(setting: Setting, { window, exists, limited = false }: SubnetRules, byOwner: boolean): Refusal[] {
  const [value] = setting.accepted
  const args = { netuid: NETUID, [setting.field]: value }
  return [
    ...(window ? [{ error: CLOSED, given: frozen }] : []),
    ...(window && byOwner ? [{ error: CLOSED, given: frozen, by: ROOT }] : []),
    ...(exists ? [{ error: 'SubnetDoesNotExist', args: { netuid: NOWHERE }, by: ROOT }] : []),
    ...(limited
      ? [{ error: 'SubtensorModule.TxRateLimitExceeded', given: sent('Bob', `AdminUtils.${setting.call}`, args) }]
      : []),
    ...refusals(setting),
  ]
}

/** Of one subnet, by root alone. */
export const rootSetting = (rules: SubnetRules, setting: Setting): CallCase[] =>
  casesOf(setting, [NETUID], { by: ROOT, authority: { Bob: 'BadOrigin' } }, refusedBy(setting, rules, false))

/** Of one subnet, by its owner as often as the rate allows, or by root. */
export const ownerSetting = (rules: SubnetRules, setting: Setting): CallCase[] => [
  ...casesOf(
    setting,
    [NETUID],
    { by: 'Bob', authority: { [ROOT]: 'ok', Eve: 'BadOrigin' } },
    refusedBy(setting, { limited: true, ...rules }, true),
  ),
]

/** For settings that need another one first. */
export const given = (scene: Scene, cases: readonly CallCase[]): CallCase[] =>
  cases.map(one => ({ ...one, given: one.given === undefined ? scene : all(scene, one.given) }))
