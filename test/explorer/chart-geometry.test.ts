import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chartGeometry, chartSummary, type Point } from '../../src/explorer/chart-geometry.ts'

const FRAME = { width: 100, height: 50 }
const points = (...values: (string | null)[]): Point[] => values.map((rao, i) => ({ block: 10 + i, rao }))

describe('a chart', () => {
  test('reaches from its least to its greatest value, the greatest on top', () => {
    const geometry = chartGeometry(points('0', '10', '5'), FRAME)!
    expect(geometry).toMatchObject({
      low: '0',
      high: '10',
      line: 'M0 50L50 0L100 25',
      area: 'M0 50L0 50L50 0L100 25L100 50Z',
    })
    expect(geometry.places).toEqual([
      { x: 0, y: 50 },
      { x: 50, y: 0 },
      { x: 100, y: 25 },
    ])
  })

  test('spaces points by their blocks', () => {
    const uneven = [0, 10, 40].map(block => ({ block, rao: '1' }))
    expect(chartGeometry(uneven, FRAME)!.places.map(place => place!.x)).toEqual([0, 25, 100])
  })

  test('draws a flat line through the middle, also a single point', () => {
    expect(chartGeometry(points('7', '7'), FRAME)!.line).toBe('M0 25L100 25')
    expect(chartGeometry(points('7'), FRAME)).toMatchObject({ line: 'M0 25', area: '' })
  })

  test('has a gap where there was no value', () => {
    const { line, places } = chartGeometry(points(null, '0', '1', null, '1', '0'), FRAME)!
    expect(line).toBe('M20 50L40 0M80 0L100 50')
    expect(places.map(place => place === null)).toEqual([true, false, false, true, false, false])
  })

  test('is not drawn of nothing', () => {
    expect(chartGeometry([], FRAME)).toBeUndefined()
    expect(chartGeometry(points(null, null), FRAME)).toBeUndefined()
  })

  test('stays within its frame, whatever the values', () => {
    const value = fc.option(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String))
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), values => {
        const given = points(...values)
        const geometry = chartGeometry(given, FRAME)
        if (geometry === undefined) return values.every(each => each === null)
        return geometry.places.every(
          (place, i) =>
            (place === null) === (given[i]!.rao === null) &&
            (place === null || (place.x >= 0 && place.x <= 100 && place.y >= 0 && place.y <= 50)),
        )
      }),
    )
  })
})

test.each([
  [points(), 'No values yet.'],
  [points(null), 'No values yet.'],
  [points(null, '5'), '5 rao at block 11.'],
  [points('5', '9', '1', '7'), 'From 5 rao at block 10 to 7 rao at block 13. Lowest 1 rao, highest 9 rao.'],
  [points('5', null, '5'), '5 rao from block 10 to block 12.'],
  // By value, not by letters.
  [points('9', '10'), 'From 9 rao at block 10 to 10 rao at block 11. Lowest 9 rao, highest 10 rao.'],
])('a chart says what it shows: %j', (given, text) => {
  expect(chartSummary(given, rao => `${rao} rao`)).toBe(text)
})
