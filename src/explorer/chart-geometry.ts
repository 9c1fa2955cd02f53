/** Where the lines of a chart lie. Values become plain numbers here and nowhere else: a pixel is not money. */

/** A value at a block; null where there was none. */
export interface Point {
  readonly block: number
  readonly rao: string | null
}

export interface Frame {
  readonly width: number
  readonly height: number
}

export interface ChartGeometry {
  /** The path of the line, with a gap where values are missing. */
  readonly line: string
  /** The same closed along the bottom; empty for less than two points. */
  readonly area: string
  /** For each point its place; null where there is no value. */
  readonly places: readonly (Place | null)[]
  /** The ends of the axes: the least and the greatest value that the frame holds. */
  readonly low: string
  readonly high: string
}

export interface Place {
  readonly x: number
  readonly y: number
}

/** Undefined where there is nothing to draw. A flat line runs through the middle. */
export function chartGeometry(points: readonly Point[], { width, height }: Frame): ChartGeometry | undefined {
  const values = points.flatMap(({ rao }) => (rao === null ? [] : [BigInt(rao)]))
  const [first] = values
  if (first === undefined) return undefined
  const low = values.reduce((least, value) => (value < least ? value : least), first)
  const high = values.reduce((most, value) => (value > most ? value : most), first)
  const begin = points[0]!.block
  const blocks = Math.max(1, points.at(-1)!.block - begin)
  const places = points.map(({ block, rao }): Place | null => {
    if (rao === null) return null
    const share = high === low ? 0.5 : Number(BigInt(rao) - low) / Number(high - low)
    return { x: rounded(((block - begin) / blocks) * width), y: rounded(height - share * height) }
  })
  const runs = runsOf(places)
  return {
    line: runs.map(run => `M${run.map(({ x, y }) => `${x} ${y}`).join('L')}`).join(''),
    area: runs
      .filter(run => run.length > 1)
      .map(run => `M${run[0]!.x} ${height}L${run.map(({ x, y }) => `${x} ${y}`).join('L')}L${run.at(-1)!.x} ${height}Z`)
      .join(''),
    places,
    low: low.toString(),
    high: high.toString(),
  }
}

const rounded = (pixels: number): number => Math.round(pixels * 100) / 100

/** The stretches without a gap. */
function runsOf(places: readonly (Place | null)[]): Place[][] {
  const runs: Place[][] = [[]]
  for (const place of places) {
    if (place !== null) runs.at(-1)!.push(place)
    else if (runs.at(-1)!.length > 0) runs.push([])
  }
  return runs.filter(run => run.length > 0)
}

/** What a chart shows, in a sentence: for those who do not see it. */
export function chartSummary(points: readonly Point[], textOf: (rao: string) => string): string {
  const there = points.filter((point): point is { block: number; rao: string } => point.rao !== null)
  const [first] = there
  const last = there.at(-1)
  if (first === undefined || last === undefined) return 'No values yet.'
  if (first === last) return `${textOf(first.rao)} at block ${first.block}.`
  const order = there.toSorted((a, b) => (BigInt(a.rao) < BigInt(b.rao) ? -1 : 1))
  if (order[0]!.rao === order.at(-1)!.rao)
    return `${textOf(first.rao)} from block ${first.block} to block ${last.block}.`
  const from = `From ${textOf(first.rao)} at block ${first.block} to ${textOf(last.rao)} at block ${last.block}.`
  return `${from} Lowest ${textOf(order[0]!.rao)}, highest ${textOf(order.at(-1)!.rao)}.`
}
