/** Trends as characters. */

const EIGHTHS = ' ▁▂▃▄▅▆▇█'

/** One character for each value: the least is lowest, the greatest is highest. */
export function sparkline(values: readonly bigint[]): string {
  const { low, span } = rangeOf(values)
  return values.map(value => EIGHTHS[1 + Number(((value - low) * 7n) / span)]!).join('')
}

/** Rows of characters, the highest first, a column for each value. */
export function chartRows(values: readonly bigint[], height: number): string[] {
  const { low, span } = rangeOf(values)
  // In eighths of a row; the lowest still shows.
  const most = BigInt(8 * height - 1)
  const heights = values.map(value => 1 + Number(((value - low) * most) / span))
  return Array.from({ length: height }, (_, row) => {
    const below = 8 * (height - 1 - row)
    return heights.map(each => EIGHTHS[Math.max(0, Math.min(8, each - below))]!).join('')
  })
}

/** A span of 1 where all are the same: they lie flat. */
function rangeOf(values: readonly bigint[]): { readonly low: bigint; readonly high: bigint; readonly span: bigint } {
  const low = values.reduce((a, b) => (a < b ? a : b), values[0] ?? 0n)
  const high = values.reduce((a, b) => (a > b ? a : b), values[0] ?? 0n)
  return { low, high, span: high === low ? 1n : high - low }
}
