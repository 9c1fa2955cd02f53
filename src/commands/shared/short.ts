/** Amounts in tables, cut to as many decimals as one looks at; on a pipe they are exact. */
import { formatRao } from '../../primitives/amounts.ts'
import { type Cell, cells } from '../kit/cells.ts'
import { plain } from '../kit/text.ts'

/** Cut, not rounded: nobody is shown more than there is. */
export function cutDecimals(rao: bigint, decimals: number): string {
  const unit = 10n ** BigInt(9 - decimals)
  const cut = (rao / unit) * unit
  const [whole, fraction = ''] = formatRao(cut).split('.')
  return decimals === 0 ? whole! : `${whole}.${fraction.padEnd(decimals, '0')}`
}

export const shortTao = (rao: bigint, decimals: number): Cell => ({
  ...cells.tao(rao),
  text: `τ${cutDecimals(rao, decimals)}`,
})

export const shortAlpha = (rao: bigint, decimals: number, symbol = 'α'): Cell => ({
  ...cells.alpha(rao),
  text: `${cutDecimals(rao, decimals)} ${plain(symbol)}`,
})

/** Billionths, cut to so many decimals. */
export const shortDecimal = (billionths: bigint, decimals: number): Cell => ({
  ...cells.decimal(billionths),
  text: cutDecimals(billionths, decimals),
})
