/** Tables: rows of cells under headings, some of which sort when pressed. */
import { type Child, h } from './dom.ts'
import { type SortKey, type SortState, sorted } from './sorting.ts'

export interface Column<T> {
  readonly title: string
  readonly cell: (row: T) => Child
  /** Amounts and counts stand at the right. */
  readonly numeric?: boolean
  /** A column without it cannot be sorted. */
  readonly sortBy?: (row: T) => SortKey
}

export interface TableOptions<T> {
  /** What the table holds: its name for those who hear the page. */
  readonly label: string
  readonly keyOf: (row: T) => string | number
  readonly sort?: SortState
  readonly empty?: Child
}

/** A table with more rows scrolls by itself, under its headings. */
const LONG = 30

/** The first cell of a row names it. */
export function table<T>(rows: readonly T[], columns: readonly Column<T>[], options: TableOptions<T>): Child {
  const { label, keyOf, sort } = options
  if (rows.length === 0) return h('p', { class: 'empty' }, options.empty ?? 'None.')
  const by = sort && columns.find(({ title }) => title === sort.column)?.sortBy
  const ordered = by === undefined ? rows : sorted(rows, by, sort!.descending)
  // It scrolls by itself, so that the page never does sideways; the keys reach it by the tabindex.
  return h(
    'div',
    { class: rows.length > LONG ? 'scroll long' : 'scroll', role: 'region', tabindex: 0, 'aria-label': label },
    h(
      'table',
      { 'aria-label': label },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          columns.map(column => headingCell(column, sort)),
        ),
      ),
      h(
        'tbody',
        {},
        ordered.map(row =>
          h(
            'tr',
            { 'data-key': keyOf(row) },
            columns.map((column, i) => bodyCell(row, column, i)),
          ),
        ),
      ),
    ),
  )
}

function headingCell<T>({ title, numeric, sortBy }: Column<T>, sort: SortState | undefined): HTMLElement {
  const place = { scope: 'col', class: numeric ? 'number' : undefined }
  if (sortBy === undefined || sort === undefined) return h('th', place, title)
  const isFirst = sort.column === title
  const direction = isFirst ? (sort.descending ? 'descending' : 'ascending') : 'none'
  return h(
    'th',
    { ...place, 'aria-sort': direction },
    h(
      'button',
      { type: 'button', class: 'sort', 'data-act': 'sort', value: title },
      title,
      h('span', { class: 'arrow', 'aria-hidden': 'true' }, isFirst ? (sort.descending ? '▼' : '▲') : '↕'),
    ),
  )
}

function bodyCell<T>(row: T, { cell, numeric }: Column<T>, index: number): HTMLElement {
  const place = numeric ? { class: 'number' } : {}
  return index === 0 ? h('th', { scope: 'row', ...place }, cell(row)) : h('td', place, cell(row))
}
