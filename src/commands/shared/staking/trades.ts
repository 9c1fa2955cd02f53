/** Purchases and sales of alpha as results and plans show them: each part with its asset, and they add up. */
import { type Markets, type Purchase, purchaseOf, type Sale, saleOf } from '../../../client/reads/markets.ts'
import type { Arrival, Departure } from '../../../client/transactions/stake-legs.ts'
import type { NetUid } from '../../../primitives/netuid.ts'
import { type Cell, cells } from '../../kit/cells.ts'
import { address, alpha, decimal, foreign, integer, list, maybe, record, tao, text } from '../../kit/shape.ts'
import { type Block, column, table } from '../../kit/view.ts'
import { stakeCell, subnetCell } from './words.ts'

const PLACE = {
  netuid: integer('The subnet; 0 is root, where stake is TAO'),
  subnetName: foreign('Its name'),
  symbol: foreign('The symbol of its alpha'),
  hotkey: address('With whom the stake is'),
  hotkeyName: maybe(text('The name of that hotkey in the wallets here')),
}

const PRICES = {
  priceTaoPerAlpha: decimal('The price of one alpha before'),
  priceAfterTaoPerAlpha: decimal('The price of one alpha after'),
  limitTaoPerAlpha: maybe(decimal('The price that was not to be passed; null where any was accepted')),
}

export const PURCHASES = list(
  record({
    ...PLACE,
    paid: tao('What was paid: the fee of the pool and what was swapped'),
    swapFee: tao('The fee of the pool, out of what was paid'),
    received: alpha('The stake that came: of the subnet, on root as much TAO'),
    slippage: alpha('What more the swapped TAO would have bought at the price before'),
    ...PRICES,
  }),
)

export const SALES = list(
  record({
    ...PLACE,
    given: alpha('The stake that went: the fee of the pool and what was swapped; on root as much TAO'),
    swapFee: alpha('The fee of the pool, out of what went'),
    received: tao('What it brought'),
    slippage: tao('What more the swapped alpha would have brought at the price before'),
    ...PRICES,
  }),
)

interface Traded {
  readonly netuid: NetUid
  readonly subnetName: string
  readonly symbol: string
  readonly hotkey: string
  readonly hotkeyName: string | undefined
  readonly priceTaoPerAlpha: bigint
  readonly priceAfterTaoPerAlpha: bigint
  readonly limitTaoPerAlpha: bigint | undefined
}

export type PurchaseRow = Traded & {
  readonly paid: Purchase['paid']
  readonly swapFee: Purchase['fee']
  readonly received: Purchase['received']
  readonly slippage: Purchase['slippage']
}

export type SaleRow = Traded & {
  readonly given: Sale['given']
  readonly swapFee: Sale['fee']
  readonly received: Sale['received']
  readonly slippage: Sale['slippage']
}

/** Where a trade is made, and its limit. */
export interface TradePlace {
  readonly netuid: NetUid
  readonly hotkey: string
  readonly limit?: bigint | undefined
}

/** What a row is told with. */
export interface TradeNames {
  readonly markets: Markets
  readonly nameOf: (address: string) => string | undefined
}

function tradedOf({ netuid, hotkey, limit }: TradePlace, priceAfter: bigint, { markets, nameOf }: TradeNames): Traded {
  const { subnet, price } = markets.get(netuid)!
  return {
    netuid,
    subnetName: subnet.name,
    symbol: subnet.symbol,
    hotkey,
    hotkeyName: nameOf(hotkey),
    priceTaoPerAlpha: price,
    priceAfterTaoPerAlpha: priceAfter,
    limitTaoPerAlpha: limit,
  }
}

export function purchaseRow(purchase: Purchase, place: TradePlace, names: TradeNames): PurchaseRow {
  const { paid, fee, received, slippage, priceAfter } = purchase
  return { ...tradedOf(place, priceAfter, names), paid, swapFee: fee, received, slippage }
}

export function saleRow(sale: Sale, place: TradePlace, names: TradeNames): SaleRow {
  const { given, fee, received, slippage, priceAfter } = sale
  return { ...tradedOf(place, priceAfter, names), given, swapFee: fee, received, slippage }
}

/** What arrived in a transaction, told against the prices before it. */
export function purchasesIn(legs: readonly Arrival[], places: readonly TradePlace[], names: TradeNames): PurchaseRow[] {
  const past = new PastTrades()
  return legs.map(leg => {
    const trade = { paidIn: leg.tao, fee: leg.fee, paidOut: leg.alpha }
    const purchase = purchaseOf(names.markets.get(leg.netuid)!, trade, past.next(leg.netuid, trade))
    return purchaseRow(purchase, placeOf(leg, places), names)
  })
}

export function salesIn(legs: readonly Departure[], places: readonly TradePlace[], names: TradeNames): SaleRow[] {
  const past = new PastTrades()
  return legs.map(leg => {
    const trade = { paidIn: leg.alpha, fee: leg.fee, paidOut: leg.tao }
    const sale = saleOf(names.markets.get(leg.netuid)!, trade, past.next(leg.netuid, trade))
    return saleRow(sale, placeOf(leg, places), names)
  })
}

const placeOf = (leg: Arrival | Departure, places: readonly TradePlace[]): TradePlace =>
  places.find(({ netuid, hotkey }) => netuid === leg.netuid && hotkey === leg.hotkey) ?? leg

interface Amounts {
  readonly paidIn: bigint
  readonly fee: bigint
  readonly paidOut: bigint
}

/** What each pool has seen so far in a transaction. */
class PastTrades {
  readonly #sums = new Map<NetUid, Amounts>()

  /** @returns what was before this trade */
  next(netuid: NetUid, { paidIn, fee, paidOut }: Amounts): Amounts {
    const before = this.#sums.get(netuid) ?? { paidIn: 0n, fee: 0n, paidOut: 0n }
    this.#sums.set(netuid, {
      paidIn: before.paidIn + paidIn,
      fee: before.fee + fee,
      paidOut: before.paidOut + paidOut,
    })
    return before
  }
}

const share = (part: bigint, whole: bigint): bigint => (whole === 0n ? 0n : (part * 1_000_000_000n) / whole)

/** How far a trade moves the price, in billionths of it. */
const impact = ({ priceTaoPerAlpha: before, priceAfterTaoPerAlpha: after }: Traded): bigint =>
  share(after - before, before)

export const hotkeyCell = ({ hotkey, hotkeyName }: Pick<Traded, 'hotkey' | 'hotkeyName'>): Cell =>
  hotkeyName === undefined ? cells.address(hotkey) : { ...cells.text(hotkeyName), bare: hotkey }

const placeColumns = <Row extends Traded>() => [
  column<Row>('Subnet', ({ netuid, subnetName }) => subnetCell(netuid, subnetName), { merge: true }),
  column<Row>('Hotkey', hotkeyCell),
]

const priceColumns = <Row extends Traded>() => [
  column<Row>('Price', ({ priceTaoPerAlpha }) => cells.tao(priceTaoPerAlpha)),
  column<Row>('Price impact', row => cells.percent(impact(row))),
]

export const purchasesTable = (rows: readonly PurchaseRow[]): Block =>
  table(rows, [
    ...placeColumns<PurchaseRow>(),
    column<PurchaseRow>('Paid', ({ paid }) => cells.tao(paid)),
    column<PurchaseRow>('Of it fee', ({ swapFee }) => cells.tao(swapFee)),
    column<PurchaseRow>('Received', ({ netuid, received, symbol }) => stakeCell(netuid, received, symbol)),
    column<PurchaseRow>('Slippage', ({ netuid, slippage, symbol }) => stakeCell(netuid, slippage, symbol)),
    ...priceColumns<PurchaseRow>(),
  ])

export const salesTable = (rows: readonly SaleRow[]): Block =>
  table(rows, [
    ...placeColumns<SaleRow>(),
    column<SaleRow>('Given', ({ netuid, given, symbol }) => stakeCell(netuid, given, symbol)),
    column<SaleRow>('Of it fee', ({ netuid, swapFee, symbol }) => stakeCell(netuid, swapFee, symbol)),
    column<SaleRow>('Received', ({ received }) => cells.tao(received)),
    column<SaleRow>('Slippage', ({ slippage }) => cells.tao(slippage)),
    ...priceColumns<SaleRow>(),
  ])
