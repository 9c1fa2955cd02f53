/**
 * Tables that fit the terminal: columns are shortened as far as they stay readable; where even that is too wide, each row
 * is drawn as a card.
 */
import type { Cell } from './cells.ts'
import { type Canvas, drawCard } from './render.ts'
import { cutEnd, cutMiddle, width } from './text.ts'
import type { TableBlock } from './view.ts'

const GAP = 2
/** The fewest columns that still tell one address from another, and one name. */
const LEAST_MIDDLE = 13
const LEAST_END = 8

interface Laid {
  readonly heads: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
  readonly widths: readonly number[]
}

export async function drawTable(given: TableBlock, canvas: Canvas): Promise<string> {
  if (given.rows.length === 0) return canvas.paint('dim', given.empty)
  const block = withoutEmpty(given)
  const laid = layOut(block)
  const widths = canvas.full ? whole(laid, canvas) : fitted(laid, canvas.columns)
  if (widths === undefined) return drawStacked(block, canvas)
  return draw({ ...laid, widths }, canvas)
}

/** The widths that everything needs; undefined where that is too much for a terminal on which nothing may be shortened. */
function whole({ widths }: Laid, { stacks, columns }: Canvas): readonly number[] | undefined {
  return stacks === true && totalOf(widths) > columns ? undefined : widths
}

const totalOf = (widths: readonly number[]): number => widths.reduce((sum, w) => sum + w, GAP * (widths.length - 1))

/** The table without the optional columns that say nothing. */
function withoutEmpty(block: TableBlock): TableBlock {
  const isShown = (_: unknown, i: number): boolean => !block.optional[i] || block.rows.some(row => row[i]!.text !== '')
  return {
    ...block,
    heads: block.heads.filter(isShown),
    merged: block.merged.filter(isShown),
    optional: block.optional.filter(isShown),
    rows: block.rows.map(row => row.filter(isShown)),
    foot: block.foot?.filter(isShown),
  }
}

/** Aligns decimal points, blanks repeated values and takes the widths that everything would need. */
function layOut({ heads, rows, foot, merged }: TableBlock): Laid {
  const all = foot === undefined ? rows : [...rows, foot]
  const columns = heads.map((_, i) => alignDecimals(all.map(row => row[i]!)))
  const aligned = all.map((_, r) => columns.map(column => column[r]!))
  const shown = aligned.map((row, r) =>
    row.map((cell, i) => (merged[i] && repeats(aligned, r, i) ? blank(cell) : cell)),
  )
  const widths = heads.map((head, i) => Math.max(width(head), ...aligned.map(row => width(row[i]!.text))))
  return { heads, rows: shown, widths }
}

/** Whether a cell and all those left of it say the same as in the row above. */
function repeats(rows: readonly (readonly Cell[])[], row: number, column: number): boolean {
  const above = rows[row - 1]
  return above?.slice(0, column + 1).every((cell, i) => cell.text === rows[row]![i]!.text) ?? false
}

const blank = (cell: Cell): Cell => ({ ...cell, text: '' })

/** Pads amounts so that, set flush right, their points and units stand under each other. */
function alignDecimals(cells: readonly Cell[]): readonly Cell[] {
  if (!cells.some(({ align }) => align === 'decimal')) return cells
  const parts = cells.map(({ text, align }) => (align === 'decimal' ? /^([^.\s]*)(\.\d+)?(\s.*)?$/u.exec(text) : null))
  const longest = (group: number): number => Math.max(...parts.map(match => width(match?.[group] ?? '')))
  const [fraction, unit] = [longest(2), longest(3)]
  return cells.map((cell, i) => {
    const match = parts[i]
    if (match === null || match === undefined) return cell
    // Zeros say more than blanks: what is missing is nothing, not unknown.
    const decimals = fraction === 0 ? '' : (match[2] ?? '.').padEnd(fraction, '0')
    return { ...cell, text: match[1]! + decimals + padEnd(match[3] ?? '', unit) }
  })
}

const padEnd = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)))

/** Widths that fit into `columns`, taking from the widest column that can give; undefined if none can any more. */
function fitted({ heads, rows, widths }: Laid, columns: number): readonly number[] | undefined {
  const fitted = [...widths]
  const least = heads.map((head, i) =>
    leastWidth(
      head,
      rows.map(row => row[i]!),
      widths[i]!,
    ),
  )
  while (totalOf(fitted) > columns) {
    const givers = fitted.flatMap((w, i) => (w > least[i]! ? [i] : []))
    if (givers.length === 0) return undefined
    const widest = givers.reduce((best, i) => (fitted[i]! > fitted[best]! ? i : best))
    fitted[widest]! -= 1
  }
  return fitted
}

function leastWidth(head: string, cells: readonly Cell[], natural: number): number {
  if (cells.some(({ cut }) => cut === 'no')) return natural
  const least = cells.some(({ cut }) => cut === 'middle') ? LEAST_MIDDLE : LEAST_END
  return Math.min(natural, Math.max(width(head), least))
}

/** Borders of nothing, except a rule under the heads. */
const BORDERLESS = Object.fromEntries(
  [
    ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
    ...['left', 'left-mid', 'mid-mid', 'right', 'right-mid', 'middle'],
  ].map(part => [part, '']),
)

async function draw({ heads, rows, widths }: Laid, { paint, glyphs }: Canvas): Promise<string> {
  const { default: Table } = await import('cli-table3')
  const last = heads.length - 1
  const isRight = heads.map((_, i) => rows.some(row => row[i]!.align !== undefined))
  // Flush right, a cell must still end before the gap.
  const gap = (i: number): string => (isRight[i] && i !== last ? ' '.repeat(GAP) : '')
  const table = new Table({
    head: heads.map((head, i) => paint('strong', head) + gap(i)),
    colWidths: widths.map((w, i) => w + (i === last ? 0 : GAP)),
    colAligns: isRight.map(right => (right ? 'right' : 'left')),
    chars: { ...BORDERLESS, mid: glyphs.rule },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
  })
  table.push(...rows.map(row => row.map((cell, i) => paint(cell.tone, cut(cell, widths[i]!)) + gap(i))))
  return table
    .toString()
    .split('\n')
    .map(line => line.trimEnd())
    .join('\n')
}

function cut({ text, cut: how }: Cell, columns: number): string {
  if (how === 'no') return text
  return how === 'middle' ? cutMiddle(text, columns) : cutEnd(text, columns)
}

function drawStacked({ heads, rows, foot }: TableBlock, canvas: Canvas): string {
  const factsOf = (row: readonly Cell[]) => heads.map((head, i) => [head, row[i]!] as const)
  const sums = foot === undefined ? [] : [factsOf(foot).filter(([, { text }]) => text !== '')]
  return [...rows.map(factsOf), ...sums].map(facts => drawCard({ facts }, canvas)).join('\n\n')
}
