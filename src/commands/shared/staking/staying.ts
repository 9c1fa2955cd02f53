/** What stays where it is when everything is to be taken: the chain leaves it out without a word. */
import type { Availability } from '../../../client/reads/availability.ts'
import type { Stake } from '../../../client/reads/stakes.ts'
import { ZERO_ALPHA } from '../../../primitives/amounts.ts'
import { address, alpha, foreign, integer, list, maybe, record, text, type ValueOf } from '../../kit/shape.ts'
import type { TradeNames } from './trades.ts'
import { stakeText, subnetText } from './words.ts'

export const STAYING = list(
  record({
    netuid: integer('The subnet; 0 is root, where stake is TAO'),
    subnetName: foreign('Its name'),
    symbol: foreign('The symbol of its alpha'),
    hotkey: address('With whom the stake is'),
    hotkeyName: maybe(text('The name of that hotkey in the wallets here')),
    stake: alpha('The stake: of the subnet, on root as much TAO'),
    locked: alpha('What of the coldkey’s stake on the subnet is locked, whichever hotkey it is with'),
    reason: text(
      'locked: less than the stake is free; not_started: nothing is traded there; no_liquidity: the pool cannot pay',
    ),
  }),
  'What cannot leave, where everything is to: the chain leaves it out',
)
export type StayingRow = ValueOf<typeof STAYING>[number]

export type Reason = 'locked' | 'not_started' | 'no_liquidity'

export interface Parting {
  readonly leaving: readonly Stake[]
  readonly locked: readonly Stake[]
}

/**
 * Tells what can leave from what is locked, hotkey by hotkey as the calls come: a stake goes whole or not at all, and what
 * has gone with one hotkey is no longer there to be locked for the next.
 * @param held undefined on a chain that knows no locks
 */
export function partedByLocks(stakes: readonly Stake[], held: readonly Availability[] | undefined): Parting {
  const free = new Map((held ?? []).map(({ netuid, available }): [number, bigint] => [netuid, available]))
  const leaving: Stake[] = []
  const locked: Stake[] = []
  for (const stake of stakes) {
    const left = free.get(stake.netuid)
    if (left !== undefined && stake.stake > left) locked.push(stake)
    else {
      leaving.push(stake)
      if (left !== undefined) free.set(stake.netuid, left - stake.stake)
    }
  }
  return { leaving, locked }
}

export function stayingRow(
  { netuid, hotkey, stake }: Stake,
  reason: Reason,
  held: readonly Availability[] | undefined,
  { markets, nameOf }: TradeNames,
): StayingRow {
  const { name: subnetName, symbol } = markets.get(netuid)!.subnet
  const locked = held?.find(each => each.netuid === netuid)?.locked ?? ZERO_ALPHA
  return { netuid, subnetName, symbol, hotkey, hotkeyName: nameOf(hotkey), stake, locked, reason }
}

export function stayingText({ netuid, hotkey, hotkeyName, stake, symbol, locked, reason }: StayingRow): string {
  const place = Number(netuid)
  const what = `${stakeText(place, stake, symbol)} with ${hotkeyName ?? hotkey} on ${subnetText(place)} stay`
  if (reason === 'not_started') return `${what}: the subnet has not started.`
  if (reason === 'no_liquidity') return `${what}: the pool cannot pay for them.`
  const amount = stakeText(place, locked, symbol)
  return `${what}: ${amount} of your stake there are locked, and a stake is taken whole or not at all. tao stake remove takes what is free.`
}
