/** What a result looks like to a person: blocks of cells, drawn by the kit. */
import { type Cell, cells } from './cells.ts'
import type { Shape } from './shape.ts'
import { uncamel } from './text.ts'

export interface TableBlock {
  readonly kind: 'table'
  readonly title?: string | undefined
  readonly heads: readonly string[]
  /** The columns in which a value that repeats the one above is left blank on a terminal. */
  readonly merged: readonly boolean[]
  /** The columns that a terminal does without when they say nothing in any row. */
  readonly optional: readonly boolean[]
  readonly rows: readonly (readonly Cell[])[]
  /** What is said when there are no rows. */
  readonly empty: string
  /** A last row that sums up; on a pipe it is left out. */
  readonly foot?: readonly Cell[] | undefined
}

export interface CardBlock {
  readonly kind: 'card'
  readonly title?: string | undefined
  readonly facts: readonly (readonly [label: string, cell: Cell])[]
}

/** Lines as they are: a script, a phrase, a legend. */
export interface LinesBlock {
  readonly kind: 'lines'
  readonly lines: readonly Cell[]
  /** Left out on a pipe: legends and hints. */
  readonly forPeople?: boolean
  /** Sentences, which may be broken at the width of a terminal. */
  readonly wraps?: boolean
}

export type Block = TableBlock | CardBlock | LinesBlock

export interface Column<Row> {
  readonly head: string
  readonly cell: (row: Row) => Cell
  /** A value that repeats the one above is left blank on a terminal. */
  readonly merge?: boolean
  /** On a terminal the column is left out when it says nothing in any row; on a pipe it is always there. */
  readonly optional?: boolean
}

export interface TableOptions {
  readonly title?: string
  readonly empty?: string
  readonly foot?: readonly Cell[]
}

export function column<Row>(
  head: string,
  cell: (row: Row) => Cell,
  options: { merge?: boolean; optional?: boolean } = {},
): Column<Row> {
  return { head, cell, ...options }
}

export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { title, empty = 'Nothing to show.', foot }: TableOptions = {},
): TableBlock {
  return {
    kind: 'table',
    title,
    heads: columns.map(({ head }) => head),
    merged: columns.map(({ merge }) => merge === true),
    optional: columns.map(({ optional }) => optional === true),
    rows: rows.map(row => columns.map(({ cell }) => cell(row))),
    empty,
    foot,
  }
}

export function card(facts: readonly (readonly [label: string, cell: Cell])[], title?: string): CardBlock {
  return { kind: 'card', title, facts }
}

export function lines(...given: readonly (string | Cell)[]): LinesBlock {
  return { kind: 'lines', lines: given.map(line => (typeof line === 'string' ? cells.text(line) : line)) }
}

export function prose(...given: readonly (string | Cell)[]): LinesBlock {
  return { ...lines(...given), wraps: true }
}

/** Sentences that only a person needs. */
export function hint(...given: readonly (string | Cell)[]): LinesBlock {
  return { ...prose(...given), forPeople: true }
}

/** How a result is shown when a command does not say: a list of records as a table, a record as a card. */
export function viewOfShape(shape: Shape<unknown>, value: unknown): Block[] {
  const fields = Object.entries(shape.fields ?? {})
  if (fields.length === 0) return [{ kind: 'lines', lines: [shape.cell(value)] }]
  if (shape.isList === true) {
    const columns = fields.map(([key, field]) =>
      column<Readonly<Record<string, unknown>>>(labelOf(key), row => field.cell(row[key])),
    )
    return [table(value as readonly Readonly<Record<string, unknown>>[], columns)]
  }
  const given = value as Readonly<Record<string, unknown>>
  return [card(fields.map(([key, field]) => [labelOf(key), field.cell(given[key])]))]
}

/** `cryptoType` as a label: `Crypto type`. People say address for ss58. */
export function labelOf(key: string): string {
  const words = uncamel(key, ' ').replace(/\bss58\b/, 'address')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
