/** Where a miner's coldkey has its incentive staked instead of behind the hotkey that earned it. */
import type { NetUid } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import { number, string } from './values.ts'

export const AUTO_STAKE: Needs = { storage: ['SubtensorModule.AutoStakeDestination'] }

export interface AutoStake {
  readonly netuid: NetUid
  readonly hotkey: string
}

/** By netuid; subnets for which nothing is set are left out. */
export async function getAutoStakes(reader: Reader, coldkey: string): Promise<AutoStake[]> {
  const entries = await reader.entries('SubtensorModule.AutoStakeDestination', coldkey)
  return entries
    .map(({ keys, value }) => ({ netuid: number(keys[1]), hotkey: string(value) }))
    .sort((a, b) => a.netuid - b.netuid)
}
