/** Stake that came and went in a transaction, as its events tell. A move is both: it goes here and comes there. */
import { type Alpha, alpha, type Tao, tao } from '../../primitives/amounts.ts'
import type { NetUid } from '../../primitives/netuid.ts'
import type { Plain } from '../plain.ts'
import { type ChainEvent, field } from './events.ts'

interface Place {
  readonly coldkey: string
  readonly hotkey: string
  readonly netuid: NetUid
}

/** Stake that came: bought, or brought from another holder without a trade, which has no fee. */
export interface Arrival extends Place {
  readonly kind: 'arrival'
  /** What was paid, the fee included; what it is worth where nothing was traded. */
  readonly tao: Tao
  readonly fee: Tao
  readonly alpha: Alpha
}

/** Stake that went: sold, or taken to another holder. */
export interface Departure extends Place {
  readonly kind: 'departure'
  /** What was taken from the stake, the fee included. */
  readonly alpha: Alpha
  readonly fee: Alpha
  /** What it brought, or is worth. */
  readonly tao: Tao
}

export type StakeLeg = Arrival | Departure

const ALPHA_FEE = 'SubtensorModule.TransactionFeePaidWithAlpha'

/** What somebody without free TAO paid for the transaction out of the one stake that it is about. */
export function feeInAlpha(events: readonly ChainEvent[]): Alpha | undefined {
  const paid = events.find(({ name }) => name === ALPHA_FEE)
  return paid && alpha(field(paid, 'alphaFee', 2) as bigint)
}

/** In the order in which they happened, without the sale of alpha for a fee: it comes before everything else. */
export function stakeLegs(events: readonly ChainEvent[]): StakeLeg[] {
  const legs = legsIn(events)
  if (feeInAlpha(events) === undefined) return legs
  const fee = legs.findIndex(({ kind }) => kind === 'departure')
  return legs.filter((_, i) => i !== fee)
}

function legsIn(events: readonly ChainEvent[]): StakeLeg[] {
  return events.flatMap(({ name, data }): StakeLeg[] => {
    if (name === 'SubtensorModule.StakeAdded') return [arrival(data as readonly Plain[])]
    return name === 'SubtensorModule.StakeRemoved' ? [departure(data as readonly Plain[])] : []
  })
}

export const arrivals = (legs: readonly StakeLeg[]): Arrival[] => legs.filter(leg => leg.kind === 'arrival')
export const departures = (legs: readonly StakeLeg[]): Departure[] => legs.filter(leg => leg.kind === 'departure')

/** Reference: macros/events.rs StakeAdded(coldkey, hotkey, tao, alpha, netuid, fee in TAO) */
function arrival(data: readonly Plain[]): Arrival {
  const [coldkey, hotkey, paid, received, netuid, fee] = data as [string, string, bigint, bigint, number, bigint]
  return { kind: 'arrival', coldkey, hotkey, netuid, tao: tao(paid), fee: tao(fee), alpha: alpha(received) }
}

/** Reference: macros/events.rs StakeRemoved(coldkey, hotkey, tao, alpha without the fee, netuid, fee in alpha) */
function departure(data: readonly Plain[]): Departure {
  const [coldkey, hotkey, received, sold, netuid, fee] = data as [string, string, bigint, bigint, number, bigint]
  return { kind: 'departure', coldkey, hotkey, netuid, alpha: alpha(sold + fee), fee: alpha(fee), tao: tao(received) }
}
