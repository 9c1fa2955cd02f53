/** The readers of JSON and CSV against what is known about the formats, on any text. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCsv } from '../../../src/commands/yuma/shared/csv-document.ts'
import type { Value } from '../../../src/commands/yuma/shared/document.ts'
import { readJson } from '../../../src/commands/yuma/shared/json-document.ts'

/** What JSON.parse makes of the same text. */
function plain(value: Value): unknown {
  if (value.kind === 'list') return value.items.map(plain)
  if (value.kind === 'record') return Object.fromEntries(value.members.map(({ name, value }) => [name, plain(value)]))
  if (value.kind === 'number') return Number(value.text)
  if (value.kind === 'nothing') return null
  return value.kind === 'flag' ? value.flag : value.text
}

const read = (text: string): { value: unknown } | 'refused' => {
  try {
    return { value: plain(readJson('file', text)) }
  } catch {
    return 'refused'
  }
}

const parsed = (text: string): { value: unknown } | 'refused' => {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return 'refused'
  }
}

// An object made of entries takes this name for its prototype.
const hasNoProto = (text: string) => !text.includes('__proto__')

test('JSON is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }).filter(hasNoProto), fc.constantFrom(0, 1, '\t'), (text, indent) => {
      const spaced = JSON.stringify(JSON.parse(text), null, indent)
      expect(read(spaced)).toEqual(parsed(spaced))
    }),
    { seed: 1, numRuns: 300 },
  )
})

test('and refused where JSON.parse refuses it: one character taken out, put in or changed', () => {
  const pieces = fc.constantFrom(
    '',
    ',',
    ':',
    '"',
    '[',
    ']',
    '{',
    '}',
    '0',
    '-',
    '.',
    'e',
    '\\',
    'null',
    '\n',
    '\u0000',
    ' ',
  )
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 2 }).filter(hasNoProto),
      fc.nat(),
      fc.nat({ max: 1 }),
      pieces,
      (text, at, out, piece) => {
        const place = at % (text.length + 1)
        const changed = text.slice(0, place) + piece + text.slice(place + out)
        const expected = parsed(changed)
        const found = read(changed)
        // A name that stands twice is refused here only.
        if (found === 'refused' && expected !== 'refused')
          expect(() => readJson('file', changed)).toThrow('second time')
        else expect(found).toEqual(expected)
      },
    ),
    { seed: 2, numRuns: 1_000 },
  )
})

test('every value knows where it stands', () => {
  const text = '{\n  "stakes": [1,\n 22],\t"ü": "x"}'
  const document = readJson('file', text)
  const lines = text.split('\n')
  const check = (value: Value): void => {
    if (value.kind === 'number') expect(lines[value.at.line - 1]!.slice(value.at.column - 1)).toMatch(`${value.text}`)
    if (value.kind === 'list') value.items.forEach(check)
    if (value.kind === 'record') for (const member of value.members) check(member.value)
  }
  check(document)
  expect(document).toMatchObject({
    members: [
      {
        name: 'stakes',
        at: { line: 2, column: 3 },
        value: { items: [{ at: { line: 2, column: 14 } }, { at: { line: 3, column: 2 } }] },
      },
      { name: 'ü', at: { line: 3, column: 7 }, value: { text: 'x', at: { line: 3, column: 12 } } },
    ],
  })
})

test('CSV never throws but to name a place', () => {
  const line = fc.array(
    fc.constantFrom('uid', 'stake', 'w0', 'b1', '0', '1', '"', '""', 'kappa', ' ', ',', ';', '\t', '#', 'x'),
  )
  fc.assert(
    fc.property(fc.array(line), fc.constantFrom('\n', '\r\n', '\r'), (lines, end) => {
      const text = lines.map(pieces => pieces.join('')).join(end)
      try {
        expect(readCsv('file', text).kind).toBe('record')
      } catch (error) {
        expect(String(error)).toMatch(/file:\d+:\d+: /)
      }
    }),
    { seed: 3, numRuns: 500 },
  )
})
