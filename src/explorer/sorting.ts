/** The order of a table's rows. */

export interface SortState {
  readonly column: string
  readonly descending: boolean
}

/** A cell's value by which rows are ordered: amounts as bigint, so that they are compared exactly. */
export type SortKey = bigint | number | string | boolean | null

/** Missing values come last in both directions; rows that are equal keep their order. */
export function sorted<T>(rows: readonly T[], keyOf: (row: T) => SortKey, descending: boolean): T[] {
  const keyed = rows.map(row => ({ row, key: keyOf(row) }))
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return a.key === b.key ? 0 : a.key === null ? 1 : -1
    const order = a.key < b.key ? -1 : a.key > b.key ? 1 : 0
    return descending ? -order : order
  })
  return keyed.map(({ row }) => row)
}

/** What a press on a column's heading asks for: it first, and in the other direction if it is first already. */
export const pressed = (state: SortState, column: string): SortState => ({
  column,
  descending: state.column === column ? !state.descending : false,
})
