/** Draws blocks: for a person on a terminal, or bare for a program on a pipe. */
import { type Cell, cells } from './cells.ts'
import { drawTable } from './draw-table.ts'
import { type Glyphs, NO_PAINT, type Paint } from './paint.ts'
import { plain, width, wrap } from './text.ts'
import type { Block, CardBlock } from './view.ts'

export interface Canvas {
  readonly columns: number
  readonly paint: Paint
  readonly glyphs: Glyphs
  /** Nothing is shortened, whatever the width. */
  readonly full: boolean
  /** With `full`: tables wider than the terminal are drawn as cards. */
  readonly stacks?: boolean
}

const MIN_VALUE_COLUMNS = 20

/** For a person. Blocks are set apart by an empty line. */
export async function renderForTerminal(blocks: readonly Block[], canvas: Canvas): Promise<string> {
  const drawn: string[] = []
  for (const block of blocks) {
    const body = await drawBlock(block, canvas)
    const title = block.kind === 'lines' || block.title === undefined ? '' : canvas.paint('strong', plain(block.title))
    drawn.push([title, body].filter(part => part !== '').join('\n'))
  }
  const text = drawn.filter(part => part !== '').join('\n\n')
  return text === '' ? '' : `${text}\n`
}

async function drawBlock(block: Block, canvas: Canvas): Promise<string> {
  if (block.kind === 'table') return drawTable(block, canvas)
  if (block.kind === 'card') return drawCard(block, canvas)
  const broken = (text: string): string[] => (block.wraps === true ? wrap(text, canvas.columns) : [text])
  return block.lines.flatMap(({ tone, text }) => broken(text).map(line => canvas.paint(tone, line))).join('\n')
}

/** Labels on the left, values on the right; long text is wrapped beside its label. */
export function drawCard({ facts }: Pick<CardBlock, 'facts'>, { columns, paint }: Canvas, indent = ''): string {
  const labels = Math.max(0, ...facts.map(([label]) => width(label)))
  const room = Math.max(MIN_VALUE_COLUMNS, columns - labels - 2 - indent.length)
  return facts
    .flatMap(([label, cell]) => {
      const isText = cell.cut === undefined && width(cell.text) > room
      const parts = isText ? wrap(cell.text, room) : [cell.text]
      return parts.map((part, i) => {
        const left = i === 0 ? paint('dim', label) + ' '.repeat(labels - width(label)) : ' '.repeat(labels)
        return `${indent}${left}  ${paint(cell.tone, part)}`.trimEnd()
      })
    })
    .join('\n')
}

/**
 * For a program: rows of tab-separated exact values, no heads, no units, no sums. A card is a row for each fact, its label
 * first.
 */
export function renderBare(blocks: readonly Block[]): string {
  const rows = blocks.flatMap(block => {
    if (block.kind === 'table') return block.rows.map(bareRow)
    if (block.kind === 'card') return block.facts.map(([label, cell]) => bareRow([cells.text(label), cell]))
    return block.forPeople === true ? [] : block.lines.map(({ text }) => text)
  })
  return rows.map(row => `${row}\n`).join('')
}

function bareRow(row: readonly Cell[]): string {
  return row.map(({ text, bare }) => plain(bare ?? text)).join('\t')
}

/** A canvas for text that goes somewhere else than to a person. */
export const PLAIN_CANVAS: Canvas = {
  columns: 80,
  paint: NO_PAINT,
  glyphs: { rule: '-', spinner: [], bullet: '*' },
  full: true,
}
