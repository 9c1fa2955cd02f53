/**
 * Cells: values as they are shown. The same cell is drawn on a terminal (aligned, coloured, with its unit, shortened where
 * the width demands it) and on a pipe (exact, bare).
 */
import { formatRao } from '../../primitives/amounts.ts'
import { plain } from './text.ts'

export type Tone = 'dim' | 'strong' | 'good' | 'warn' | 'bad' | 'money'

export interface Cell {
  /** What a person reads. */
  readonly text: string
  /** What a program reads on a pipe; the text if absent. */
  readonly bare?: string
  readonly tone?: Tone
  /** `decimal` puts the points of a column under each other. */
  readonly align?: 'right' | 'decimal'
  /** How it may be shortened; `no` keeps it whole (numbers). The end if absent. */
  readonly cut?: 'no' | 'middle'
}

const text = (given: string): Cell => ({ text: plain(given) })
const integer = (n: number | bigint): Cell => ({ text: n.toString(), align: 'right', cut: 'no' })

/** Milliseconds as people say them, the two largest units: `2 h 5 min`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (ms < 1000) return `${Math.round(ms)} ms`
  const units = [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ] as const
  const first = units.findIndex(([, size]) => seconds >= size)
  let rest = seconds
  const parts: string[] = []
  for (const [name, size] of units.slice(first, first + 2)) {
    const n = Math.floor(rest / size)
    rest -= n * size
    if (n > 0) parts.push(`${n} ${name}`)
  }
  return parts.join(' ')
}

export const cells = {
  /** Any text; what could harm a terminal is taken out. */
  text,
  none: { text: '-', bare: '', tone: 'dim' } as Cell,
  dim: (given: string): Cell => ({ ...text(given), tone: 'dim' }),
  strong: (given: string): Cell => ({ ...text(given), tone: 'strong' }),
  good: (given: string): Cell => ({ ...text(given), tone: 'good' }),
  warn: (given: string): Cell => ({ ...text(given), tone: 'warn' }),
  bad: (given: string): Cell => ({ ...text(given), tone: 'bad' }),
  address: (given: string): Cell => ({ ...text(given), cut: 'middle' }),
  hex: (given: string): Cell => ({ ...text(given), cut: 'middle' }),
  integer,
  /** A number with its unit: `360 blocks`. */
  count: (n: number | bigint, unit: string): Cell => ({ ...integer(n), text: `${n} ${unit}`, bare: n.toString() }),
  flag: (given: boolean): Cell => (given ? { text: 'yes', tone: 'good' } : { text: 'no', tone: 'dim' }),
  tao: (rao: bigint): Cell => money(`τ${formatRao(rao)}`, rao),
  /** `symbol` is the subnet's own where it has one. */
  alpha: (rao: bigint, symbol = 'α'): Cell => money(`${formatRao(rao)} ${plain(symbol)}`, rao),
  /** Billionths as a decimal number, with a unit if it has one. */
  decimal: (billionths: bigint, unit = ''): Cell => ({
    text: `${formatRao(billionths)}${unit === '' ? '' : ` ${unit}`}`,
    bare: formatRao(billionths),
    align: 'decimal',
    cut: 'no',
  }),
  /** Billionths of a whole as a percentage, to two decimals on a terminal. */
  percent: (billionths: bigint): Cell => ({
    text: `${formatRao(((billionths + 50_000n) / 100_000n) * 10_000_000n)} %`,
    bare: formatRao(billionths),
    align: 'decimal',
    cut: 'no',
  }),
  moment: (ms: number): Cell => {
    const iso = new Date(ms).toISOString()
    return { text: `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`, bare: iso, cut: 'no' }
  },
  duration: (ms: number): Cell => ({ text: duration(ms), bare: (ms / 1000).toString(), align: 'right', cut: 'no' }),
  /** Several values in one cell. */
  join: (all: readonly Cell[]): Cell => ({
    text: all.map(cell => cell.text).join(', '),
    bare: all.map(cell => cell.bare ?? cell.text).join(','),
  }),
  /** Marks a cell, keeping everything else about it. */
  toned: (cell: Cell, tone: Tone): Cell => ({ ...cell, tone }),
}

function money(shown: string, rao: bigint): Cell {
  return { text: shown, bare: formatRao(rao), align: 'decimal', cut: 'no', ...(rao === 0n ? { tone: 'dim' } : {}) }
}
