/** Hotkeys that others may stake with. */
import type { Alpha, Tao } from '../../primitives/amounts.ts'
import type { NetUid } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import type { Plain } from '../plain.ts'
import { asAlpha, asTao, list, maybe, number, ofU16, record, string } from './values.ts'

export const DELEGATES: Needs = { apis: ['DelegateInfoRuntimeApi.get_delegates'] }
export const DELEGATE: Needs = { apis: ['DelegateInfoRuntimeApi.get_delegate'] }

export interface Nomination {
  readonly coldkey: string
  readonly netuid: NetUid
  readonly stake: Alpha
}

export interface Delegate {
  readonly hotkey: string
  readonly owner: string
  /** What it keeps of its nominators' dividends, in billionths. */
  readonly take: bigint
  readonly nominations: readonly Nomination[]
  readonly registrations: readonly NetUid[]
  readonly permits: readonly NetUid[]
  /** TAO a day for 1000 TAO on root, as the chain estimates it. */
  readonly returnPer1000: Tao
  readonly dailyReturn: Tao
}

export async function getDelegates(reader: Reader): Promise<Delegate[]> {
  return list(await reader.ask('DelegateInfoRuntimeApi.get_delegates')).map(delegate)
}

/** Undefined for a hotkey that is none. */
export async function getDelegate(reader: Reader, hotkey: string): Promise<Delegate | undefined> {
  return maybe(await reader.ask('DelegateInfoRuntimeApi.get_delegate', hotkey), delegate)
}

function delegate(value: Plain): Delegate {
  const fields = record(value)
  return {
    hotkey: string(fields.delegateSs58),
    owner: string(fields.ownerSs58),
    take: ofU16(number(fields.take)),
    nominations: list(fields.nominators).flatMap(nominations),
    registrations: list(fields.registrations).map(number),
    permits: list(fields.validatorPermits).map(number),
    returnPer1000: asTao(fields.returnPer1000),
    dailyReturn: asTao(fields.totalDailyReturn),
  }
}

function nominations(value: Plain): Nomination[] {
  const [coldkey, stakes] = list(value)
  return list(stakes).map(entry => {
    const [netuid, stake] = list(entry)
    return { coldkey: string(coldkey), netuid: number(netuid), stake: asAlpha(stake) }
  })
}
