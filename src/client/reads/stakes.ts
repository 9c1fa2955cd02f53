/** Stake of coldkeys with hotkeys. */
import type { Alpha } from '../../primitives/amounts.ts'
import type { NetUid } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import type { Plain } from '../plain.ts'
import { asAlpha, bool, list, number, record, string } from './values.ts'

export const STAKES: Needs = { apis: ['StakeInfoRuntimeApi.get_stake_info_for_coldkeys'] }
export const STAKE: Needs = { apis: ['StakeInfoRuntimeApi.get_stake_info_for_hotkey_coldkey_netuid'] }

export interface Stake {
  readonly netuid: NetUid
  readonly hotkey: string
  readonly coldkey: string
  /** Alpha of the subnet; on root, TAO. */
  readonly stake: Alpha
  /** Dividends of the hotkey in the last epoch. */
  readonly emission: Alpha
  /** Whether the hotkey is a neuron of the subnet. */
  readonly isRegistered: boolean
}

/** The stakes of each coldkey, in the order of the coldkeys given. */
export async function getStakes(reader: Reader, coldkeys: readonly string[]): Promise<Stake[][]> {
  const answer = list(await reader.ask('StakeInfoRuntimeApi.get_stake_info_for_coldkeys', coldkeys))
  const byColdkey = new Map(
    answer.map(entry => {
      const [coldkey, stakes] = list(entry)
      return [string(coldkey), list(stakes).map(stake)]
    }),
  )
  return coldkeys.map(coldkey => byColdkey.get(coldkey) ?? [])
}

export async function getStake(reader: Reader, hotkey: string, coldkey: string, netuid: NetUid): Promise<Alpha> {
  const info = await reader.ask('StakeInfoRuntimeApi.get_stake_info_for_hotkey_coldkey_netuid', hotkey, coldkey, netuid)
  return stake(info).stake
}

function stake(value: Plain): Stake {
  const fields = record(value)
  return {
    netuid: number(fields.netuid),
    hotkey: string(fields.hotkey),
    coldkey: string(fields.coldkey),
    stake: asAlpha(fields.stake),
    emission: asAlpha(fields.emission),
    isRegistered: bool(fields.isRegistered),
  }
}
