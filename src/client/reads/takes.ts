/** What validators keep of the dividends that they earn for others, and when they may change it. All shares are of 65535. */
import type { NetUid } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import { big, number } from './values.ts'

export const DELEGATE_TAKE: Needs = {
  storage: [
    'SubtensorModule.Delegates',
    'SubtensorModule.MinDelegateTake',
    'SubtensorModule.MaxDelegateTake',
    'SubtensorModule.TxDelegateTakeRateLimit',
    'SubtensorModule.LastRateLimitedBlock',
  ],
}

export const CHILDKEY_TAKE: Needs = {
  storage: [
    'SubtensorModule.ChildkeyTake',
    'SubtensorModule.MinChildkeyTake',
    'SubtensorModule.MinChildkeyTakePerSubnet',
    'SubtensorModule.MaxChildkeyTake',
    'SubtensorModule.TxChildkeyTakeRateLimit',
    'SubtensorModule.TransactionKeyLastBlock',
  ],
}

export interface Take {
  readonly take: number
  readonly min: number
  readonly max: number
  /** Blocks between a change and the next increase; a decrease is free at any time. */
  readonly rateLimit: bigint
  /** The block of the last change; 0 for never. */
  readonly lastChange: bigint
  /** The first block whose transactions may increase it; 0 for at once. */
  readonly increasableAt: bigint
}

/** For hotkeys in their order. A hotkey that has never said keeps the greatest share. */
export async function getDelegateTakes(reader: Reader, hotkeys: readonly string[]): Promise<number[]> {
  return (await reader.many('SubtensorModule.Delegates', hotkeys)).map(number)
}

export async function getDelegateTake(reader: Reader, hotkey: string): Promise<Take> {
  const [take, min, max, limit, last] = await Promise.all([
    reader.get('SubtensorModule.Delegates', hotkey),
    reader.get('SubtensorModule.MinDelegateTake'),
    reader.get('SubtensorModule.MaxDelegateTake'),
    reader.get('SubtensorModule.TxDelegateTakeRateLimit'),
    reader.get('SubtensorModule.LastRateLimitedBlock', { LastTxBlockDelegateTake: hotkey }),
  ])
  const [rateLimit, lastChange] = [big(limit), big(last)]
  // So many blocks must lie between. Reference: rate_limiting.rs exceeds_tx_delegate_take_rate_limit
  const increasableAt = rateLimit === 0n || lastChange === 0n ? 0n : lastChange + rateLimit + 1n
  return { take: number(take), min: number(min), max: number(max), rateLimit, lastChange, increasableAt }
}

/** The number under which the chain keeps when a childkey take was changed. */
const SET_CHILDKEY_TAKE = 1

/** Of a hotkey on a subnet. */
export async function getChildkeyTake(reader: Reader, hotkey: string, netuid: NetUid): Promise<Take> {
  const [take, least, leastHere, max, limit, last] = await Promise.all([
    reader.get('SubtensorModule.ChildkeyTake', hotkey, netuid),
    reader.get('SubtensorModule.MinChildkeyTake'),
    reader.get('SubtensorModule.MinChildkeyTakePerSubnet', netuid),
    reader.get('SubtensorModule.MaxChildkeyTake'),
    reader.get('SubtensorModule.TxChildkeyTakeRateLimit'),
    reader.get('SubtensorModule.TransactionKeyLastBlock', hotkey, netuid, SET_CHILDKEY_TAKE),
  ])
  const min = Math.max(number(least), number(leastHere))
  const [rateLimit, lastChange] = [big(limit), big(last)]
  const increasableAt = lastChange === 0n ? 0n : lastChange + rateLimit
  // What a subnet demands now counts whatever the hotkey said before.
  return { take: Math.max(number(take), min), min, max: number(max), rateLimit, lastChange, increasableAt }
}
