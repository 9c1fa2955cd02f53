/** What the chain is sure to refuse of a move. */
import type { Availability } from '../../../client/reads/availability.ts'
import type { Market } from '../../../client/reads/markets.ts'
import { type Exchange, mostBetweenPools } from '../../../client/reads/moves.ts'
import { priceAfterBuying, priceAfterSelling } from '../../../client/reads/pools.ts'
import { type Alpha, tao as asTao, formatRao, RAO_PER_TAO, type Tao } from '../../../primitives/amounts.ts'
import {
  ensureEnough,
  ensureKnown,
  ensureServed,
  ensureStake,
  ensureStarted,
  ensureUnlocked,
  refused,
  tooFar,
  WAYS_ON,
} from './checks.ts'
import type { MovePlaces } from './move-shape.ts'
import type { Ratios } from './protection.ts'
import { stakeText } from './words.ts'

export interface MoveScene extends MovePlaces {
  readonly network: string
  readonly coldkey: string
  readonly amount: Alpha
  readonly held: Alpha
  readonly minStake: Tao | undefined
  readonly availability: Availability | undefined
  readonly destinationOwner: string | undefined
  /** Undefined within one subnet. */
  readonly exchange: Exchange | undefined
  /** Whether the subnets let stake go to another coldkey; asked only where it does. */
  readonly transfersAllowed: readonly boolean[]
  readonly partial: boolean
}

/** @throws TaoError SameNetuid and others, in the order of the chain */
export function checkMove(scene: MoveScene): void {
  const { from, to, network, coldkey, amount, held, originHotkey, destinationHotkey, destinationColdkey } = scene
  const [origin, destination] = [from.subnet.netuid, to.subnet.netuid]
  const isSame = origin === destination && originHotkey === destinationHotkey && coldkey === destinationColdkey
  if (isSame) throw refused('SameNetuid', { netuid: origin, network }, [], { netuid: origin })
  for (const market of [from, to]) ensureStarted(market, network)
  ensureKnown(destinationHotkey, scene.destinationOwner, network)
  ensureStake({ netuid: origin, hotkey: originHotkey, coldkey }, amount, held, network)
  checkToggles(scene)
  if (origin === destination) checkWorth(scene, asTao((amount * from.price) / RAO_PER_TAO))
  else checkExchange(scene)
}

function checkToggles({ from, to, transfersAllowed, network }: MoveScene): void {
  const at = transfersAllowed.indexOf(false)
  if (at === -1) return
  const { netuid } = [from, to][at]!.subnet
  throw refused('TransferDisallowed', { netuid, network }, [], { netuid })
}

function checkWorth({ from, originHotkey, coldkey, network, minStake }: MoveScene, worth: Tao): void {
  const context = { netuid: from.subnet.netuid, hotkey: originHotkey, coldkey, network }
  ensureEnough(worth, minStake ?? asTao(1n), context)
}

function checkExchange(scene: MoveScene): void {
  const { from, exchange: quote, amount, availability, coldkey, network, minStake, partial } = scene
  const { netuid } = from.subnet
  const exchange = ensureServed(quote, netuid, network)
  // What is moved to another subnet must be worth more than the least stake, not just as much.
  checkWorth({ ...scene, minStake: minStake === undefined ? undefined : asTao(minStake + 1n) }, exchange.through)
  if (availability !== undefined) ensureUnlocked(netuid, coldkey, amount, availability, network)
  if (!partial) checkLimit(scene, exchange)
}

/** Only a move that changes nothing but the subnet can be made in part. */
export const isSplittable = (
  places: Pick<MoveScene, 'originHotkey' | 'destinationHotkey' | 'coldkey' | 'destinationColdkey'>,
): boolean => places.originHotkey === places.destinationHotkey && places.coldkey === places.destinationColdkey

/** @throws TaoError SlippageTooHigh */
function checkLimit(scene: MoveScene, exchange: Exchange): void {
  const { from, to, amount, limit, network } = scene
  if (limit === undefined) return
  const most = mostBetweenPools(from, to, limit)
  const after = ratioAfter(from, to, exchange)
  if (most === undefined ? after >= limit : amount <= most) return
  const { netuid } = from.subnet
  const now = ratio(from.price, to.price)
  const why = [
    `One alpha would be worth ${formatRao(after)} of the other after it, ${formatRao(now)} before; you allow ${formatRao(limit)}.`,
    ...(most === undefined ? [] : [`At most ${stakeText(netuid, most)} can move within that.`]),
  ]
  const data = { netuid, ratio: formatRao(now), ratio_after: formatRao(after), limit_ratio: formatRao(limit) }
  const ways = isSplittable(scene) ? WAYS_ON.part : WAYS_ON.whole
  throw tooFar([now, after], ways, network, why, data)
}

/** What one alpha is worth of the other, before the trade and after it; undefined where nothing is traded. */
export function ratiosOf({ from, to, exchange }: MoveScene): Ratios | undefined {
  if (exchange === undefined) return undefined
  return { before: ratio(from.price, to.price), after: ratioAfter(from, to, exchange) }
}

const ratio = (price: bigint, other: bigint): bigint => (other === 0n ? 0n : (price * RAO_PER_TAO) / other)

/** The price of the one alpha in that of the other once the trade is done, in billionths. */
function ratioAfter(from: Market, to: Market, { given, saleFee, through, purchaseFee, received }: Exchange): bigint {
  const sold = priceAfterSelling(from.pool, given - saleFee, through)
  const bought = priceAfterBuying(to.pool, through - purchaseFee, received)
  return ratio(sold, bought)
}
