/** Where hotkeys say that they can be reached. */
import type { NetUid } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import { big, maybe, number, record } from './values.ts'

export const AXONS: Needs = {
  storage: ['SubtensorModule.Axons', 'SubtensorModule.ServingRateLimit', 'SubtensorModule.NetworksAdded'],
}

export interface Axon {
  /** The block in which it was said. */
  readonly block: number
  readonly ip: bigint
  readonly ipType: number
  readonly port: number
  readonly protocol: number
  readonly version: number
}

/** Undefined where the hotkey has said nothing, not even that it cannot be reached any more. */
export async function getAxon(reader: Reader, netuid: NetUid, hotkey: string): Promise<Axon | undefined> {
  return maybe(await reader.get('SubtensorModule.Axons', netuid, hotkey), value => {
    const fields = record(value)
    return {
      block: number(fields.block),
      ip: big(fields.ip),
      ipType: number(fields.ipType),
      port: number(fields.port),
      protocol: number(fields.protocol),
      version: number(fields.version),
    }
  })
}

/** Blocks between two announcements. */
export const getServingRateLimit = async (reader: Reader, netuid: NetUid): Promise<number> =>
  number(await reader.get('SubtensorModule.ServingRateLimit', netuid))
