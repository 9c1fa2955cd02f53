/**
 * A line over blocks. The reader moves along it with the arrow keys; the summary and the table below say the same without
 * the picture.
 */
import { type ChartGeometry, chartGeometry, chartSummary, type Point } from './chart-geometry.ts'
import { type Child, h, svg } from './dom.ts'
import { countText } from './format.ts'
import { block } from './parts.ts'

export interface ChartOptions {
  /** Names the chart within its page. */
  readonly id: string
  readonly title: string
  readonly textOf: (rao: string) => string
  /** Which point the reader stands at; the newest where nothing is said. */
  readonly cursor: number | undefined
}

/** The picture is stretched to the page's width; the lines keep theirs. */
const FRAME = { width: 1000, height: 200 }
const SPARK = { width: 100, height: 24 }

export function chart(points: readonly Point[], options: ChartOptions): Child {
  const { id, title, textOf } = options
  const geometry = chartGeometry(points, FRAME)
  const caption = h('figcaption', { id: `${id}-title` }, h('h3', {}, title))
  if (geometry === undefined)
    return h('figure', { class: 'chart' }, caption, h('p', { class: 'empty' }, 'No values yet.'))
  // A flat line has no ends; its value stands in the summary.
  const isFlat = geometry.high === geometry.low
  const end = (rao: string) => h('div', { class: 'axis', 'aria-hidden': 'true' }, isFlat ? '\u00a0' : textOf(rao))
  const at = Math.min(options.cursor ?? points.length - 1, points.length - 1)
  return h(
    'figure',
    { class: 'chart' },
    caption,
    h('p', { class: 'summary', id: `${id}-summary` }, chartSummary(points, textOf)),
    h(
      'div',
      { class: 'plot' },
      end(geometry.high),
      picture(geometry, at, `${id}-title ${id}-summary`),
      end(geometry.low),
      h(
        'div',
        { class: 'ends', 'aria-hidden': 'true' },
        h('span', {}, `#${countText(points[0]!.block)}`),
        h('span', {}, `#${countText(points.at(-1)!.block)}`),
      ),
    ),
    cursor(points, at, options),
    valuesTable(points, title, textOf),
  )
}

function picture({ line, area, places }: ChartGeometry, at: number, labels: string): SVGElement {
  const place = places[at]
  const { width, height } = FRAME
  return svg(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', role: 'img', 'aria-labelledby': labels },
    [0, 0.5, 1].map(share => svg('line', { class: 'grid', x1: 0, x2: width, y1: height * share, y2: height * share })),
    svg('path', { class: 'area', d: area }),
    svg('path', { class: 'line', d: line }),
    place != null && svg('line', { class: 'cursor', x1: place.x, x2: place.x, y1: 0, y2: height }),
    // A line without length is a dot of its stroke's width, round however the picture is stretched.
    place != null && svg('path', { class: 'dot', d: `M${place.x} ${place.y}h0` }),
  )
}

function cursor(points: readonly Point[], at: number, { id, title, textOf }: ChartOptions): Child {
  const { block: number, rao } = points[at]!
  const text = `Block ${countText(number)}: ${rao === null ? 'no value' : textOf(rao)}`
  return h(
    'p',
    { class: 'reading' },
    h('input', {
      type: 'range',
      min: 0,
      max: points.length - 1,
      value: at,
      'data-act': `cursor-${id}`,
      'aria-label': `${title}: move along the blocks`,
      'aria-valuetext': text,
    }),
    h('output', {}, text),
  )
}

const valuesTable = (points: readonly Point[], title: string, textOf: (rao: string) => string): HTMLElement =>
  h(
    'details',
    {},
    h('summary', {}, `${title} as a table`),
    h(
      'div',
      { class: 'scroll short', role: 'region', tabindex: 0, 'aria-label': `${title}, values` },
      h(
        'table',
        { 'aria-label': title },
        h(
          'thead',
          {},
          h('tr', {}, h('th', { scope: 'col' }, 'Block'), h('th', { scope: 'col', class: 'number' }, title)),
        ),
        h(
          'tbody',
          {},
          points
            .toReversed()
            .map(({ block: number, rao }) =>
              h(
                'tr',
                {},
                h('th', { scope: 'row' }, block(number)),
                h('td', { class: 'number' }, rao === null ? '–' : textOf(rao)),
              ),
            ),
        ),
      ),
    ),
  )

/** A line without axes, for a cell. */
export function sparkline(points: readonly Point[], label: string): Child {
  const geometry = chartGeometry(points, SPARK)
  if (geometry === undefined) return null
  return svg(
    'svg',
    {
      class: 'spark',
      viewBox: `0 -2 ${SPARK.width} ${SPARK.height + 4}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': label,
    },
    svg('path', { class: 'area', d: geometry.area }),
    svg('path', { class: 'line', d: geometry.line }),
  )
}
