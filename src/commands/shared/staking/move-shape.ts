/** A move of stake as results and plans show it. */

import type { Market } from '../../../client/reads/markets.ts'
import { type Exchange, idealExchange } from '../../../client/reads/moves.ts'
import type { StakeLeg } from '../../../client/transactions/stake-legs.ts'
import { arrivals, departures } from '../../../client/transactions/stake-legs.ts'
import { type Alpha, satSub, type Tao, ZERO_ALPHA, ZERO_TAO } from '../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../primitives/netuid.ts'
import { type Cell, cells } from '../../kit/cells.ts'
import { address, alpha, decimal, foreign, integer, maybe, record, tao, type ValueOf } from '../../kit/shape.ts'
import { type Block, card } from '../../kit/view.ts'
import { TRANSACTION, taoText, transactionFacts } from '../transaction.ts'
import { stakeCell, stakeText, subnetCell, subnetText } from './words.ts'

const MOVE = {
  originNetuid: integer('The subnet that was left; 0 is root, where stake is TAO'),
  originSubnetName: foreign('Its name'),
  originSymbol: foreign('The symbol of its alpha'),
  originHotkey: address('With whom the stake was'),
  destinationNetuid: integer('The subnet where it is now'),
  destinationSubnetName: foreign('Its name'),
  destinationSymbol: foreign('The symbol of its alpha'),
  destinationHotkey: address('With whom it is now'),
  destinationColdkey: address('Whose it is now'),
  given: alpha('What left, the fee of the pool included'),
  saleFee: alpha('The fee of the pool that was left, out of what was given'),
  through: maybe(tao('The TAO in between; null where the subnet is the same')),
  purchaseFee: tao('The fee of the pool that was entered, out of that TAO; only where root was left'),
  received: alpha('What arrived'),
  slippage: alpha('What more would have arrived at the prices before and without fees'),
  limitRatio: maybe(
    decimal('The price of the one alpha in that of the other that was not to be passed; null where any was accepted'),
  ),
}

export const MOVED = record({
  ...TRANSACTION,
  feeInAlpha: maybe(alpha('The fee of the transaction where it was paid in alpha; null where it was paid in TAO')),
  coldkey: address('Whose stake it was'),
  ...MOVE,
})
export type Moved = ValueOf<typeof MOVED>

export const MOVING = record(MOVE)

export interface MovePlaces {
  readonly from: Market
  readonly to: Market
  readonly originHotkey: string
  readonly destinationHotkey: string
  readonly destinationColdkey: string
  readonly limit: Tao | undefined
}

export type MoveRow = Pick<Moved, keyof typeof MOVE>

/** @param exchange what was traded; undefined where the subnet is the same */
export function moveRow(places: MovePlaces, amount: Alpha, exchange: Exchange | undefined): MoveRow {
  const { from, to, originHotkey, destinationHotkey, destinationColdkey, limit } = places
  const given = exchange?.given ?? amount
  const received = exchange?.received ?? amount
  const ideal = exchange === undefined ? amount : idealExchange(from, to, given)
  return {
    originNetuid: from.subnet.netuid,
    originSubnetName: from.subnet.name,
    originSymbol: from.subnet.symbol,
    originHotkey,
    destinationNetuid: to.subnet.netuid,
    destinationSubnetName: to.subnet.name,
    destinationSymbol: to.subnet.symbol,
    destinationHotkey,
    destinationColdkey,
    given,
    saleFee: exchange?.saleFee ?? ZERO_ALPHA,
    through: exchange?.through,
    purchaseFee: exchange?.purchaseFee ?? ZERO_TAO,
    received,
    slippage: satSub(ideal, received),
    limitRatio: limit,
  }
}

/** What the last legs of a transaction say: what comes before them is on the way. */
export function moveIn(legs: readonly StakeLeg[], places: MovePlaces): MoveRow {
  const [left, came] = [departures(legs).at(-1), arrivals(legs).at(-1)]
  const given = left?.alpha ?? ZERO_ALPHA
  if (places.from.subnet.netuid === places.to.subnet.netuid) return moveRow(places, given, undefined)
  return moveRow(places, given, {
    given,
    saleFee: left?.fee ?? ZERO_ALPHA,
    through: left?.tao ?? ZERO_TAO,
    purchaseFee: came?.fee ?? ZERO_TAO,
    received: came?.alpha ?? ZERO_ALPHA,
  })
}

const netuidOf = (netuid: number | bigint): NetUid => Number(netuid)

/** What a person reads of it, in a plan and in a result. */
export function moveFacts(row: MoveRow): (readonly [string, Cell])[] {
  const [origin, destination] = [netuidOf(row.originNetuid), netuidOf(row.destinationNetuid)]
  const isTrade = row.through !== undefined
  const facts: (readonly [string, Cell])[] = [
    ['From subnet', subnetCell(origin, row.originSubnetName)],
    ['From hotkey', cells.address(row.originHotkey)],
    ['To subnet', subnetCell(destination, row.destinationSubnetName)],
    ['To hotkey', cells.address(row.destinationHotkey)],
    ['To coldkey', cells.address(row.destinationColdkey)],
    ['Given', stakeCell(origin, row.given, row.originSymbol)],
  ]
  if (!isTrade) return facts
  const fee: readonly [string, Cell] =
    row.purchaseFee > 0n
      ? ['Of it fee', cells.tao(row.purchaseFee)]
      : ['Of it fee', stakeCell(origin, row.saleFee, row.originSymbol)]
  return [
    ...facts,
    fee,
    ['TAO in between', cells.tao(row.through)],
    ['Received', stakeCell(destination, row.received, row.destinationSymbol)],
    ['Slippage and fee', stakeCell(destination, row.slippage, row.destinationSymbol)],
  ]
}

export const movedView = (result: Moved): readonly Block[] => [
  card([
    ...moveFacts(result),
    ...(result.feeInAlpha === undefined ? [] : [['Fee in alpha', cells.alpha(result.feeInAlpha)] as const]),
    ...transactionFacts(result),
  ]),
]

export function moveEffect(row: MoveRow): string {
  const [origin, destination] = [netuidOf(row.originNetuid), netuidOf(row.destinationNetuid)]
  const given = stakeText(origin, row.given, row.originSymbol)
  if (row.through === undefined) return `${given} on ${subnetText(origin)} are with ${row.destinationHotkey} then.`
  if (destination === ROOT) return `${given} leave ${subnetText(origin)} and become ${taoText(row.received)} on root.`
  const received = stakeText(destination, row.received, row.destinationSymbol)
  if (origin === ROOT) return `${given} leave root and become ${received} on ${subnetText(destination)}.`
  return `${given} leave ${subnetText(origin)}, become ${taoText(row.through)} and then ${received} on ${subnetText(destination)}.`
}
