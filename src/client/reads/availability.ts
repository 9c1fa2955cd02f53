/** What of a coldkey's stake on a subnet may leave it. A lock binds an amount, not the stake with one hotkey. */
import { type Alpha, ZERO_ALPHA } from '../../primitives/amounts.ts'
import type { NetUid } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import { unlessAbsent } from './absent.ts'
import { asAlpha, list, number, record, string } from './values.ts'

export const AVAILABILITY: Needs = { apis: ['StakeInfoRuntimeApi.get_stake_availability_for_coldkeys'] }

export interface Availability {
  readonly netuid: NetUid
  /** With all hotkeys. */
  readonly total: Alpha
  readonly locked: Alpha
  readonly available: Alpha
}

/** Where each coldkey has stake or a lock, in the order of the coldkeys. Everywhere if no netuids are given. */
export async function getAvailabilities(
  reader: Reader,
  coldkeys: readonly string[],
  netuids?: readonly NetUid[],
): Promise<Availability[][]> {
  const api = 'StakeInfoRuntimeApi.get_stake_availability_for_coldkeys'
  const answer = list(await reader.ask(api, coldkeys, netuids ?? null))
  const byColdkey = new Map(
    answer.map(entry => {
      const [coldkey, subnets] = list(entry)
      return [string(coldkey), list(subnets).map(availability)]
    }),
  )
  return coldkeys.map(coldkey => byColdkey.get(coldkey) ?? [])
}

/** Undefined on a chain that knows no locks. */
export async function getAvailability(
  reader: Reader,
  coldkey: string,
  netuid: NetUid,
): Promise<Availability | undefined> {
  const all = await unlessAbsent(() => getAvailabilities(reader, [coldkey], [netuid]))
  if (all === undefined) return undefined
  return all[0]![0] ?? { netuid, total: ZERO_ALPHA, locked: ZERO_ALPHA, available: ZERO_ALPHA }
}

function availability(entry: Parameters<typeof list>[0]): Availability {
  const [netuid, held] = list(entry)
  const { total, locked, available } = record(held)
  return { netuid: number(netuid), total: asAlpha(total), locked: asAlpha(locked), available: asAlpha(available) }
}
