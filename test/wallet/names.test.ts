import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { TaoError } from '../../src/primitives/errors.ts'
import { checkName, checkNewName, quoteName } from '../../src/wallet/names.ts'
import { expectCode, failureOf } from './support/errors.ts'

// Thousands of cases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

describe('new names', () => {
  test.each(['a', 'main', 'Validator-1', '0', 'a.b', 'a_b', 'x'.repeat(64), 'pub', 'pub.txt.old', 'lock', 'a.tmp1'])(
    'may be %s',
    name => {
      expect(checkNewName('wallet', name)).toBe(name)
      expect(checkNewName('hotkey', name)).toBe(name)
    },
  )

  test.each([
    '',
    '.',
    '..',
    '../escape',
    '/abs',
    'a/b',
    'a\\b',
    'a\0b',
    'new\nline',
    '\u001b[31mred',
    ' a',
    'a ',
    'a b',
    '.hidden',
    '-rf',
    '_x',
    'x'.repeat(65),
    'defaultpub.txt',
    'defaultPUB.TXT',
    'pub.txt',
    'a.lock',
    'a.tmp',
    'a.TMP',
    'ünï',
    'а',
    'a\u202eb',
    '~',
    'C:',
    'a:b',
    '$HOME',
    'a*',
  ])('may not be %j', name => {
    for (const what of ['wallet', 'hotkey'] as const) {
      const error = expectCode(
        failureOf(() => checkNewName(what, name)),
        'invalid_argument',
      )
      // What is printed cannot steer a terminal.
      expect(error.message).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    }
  })
})

describe('names of what exists', () => {
  test.each(['main', 'with space', '-x', '.hidden', 'ünï', 'defaultpub.txt', 'new\nline'])(
    '%j can be looked for',
    name => {
      expect(checkName('wallet', name)).toBe(name)
    },
  )

  test.each(['', '.', '..', '../x', '/x', 'x/', 'a/b', 'a\\b', 'a\0', 'é'.repeat(128)])('%j cannot', name => {
    expectCode(
      failureOf(() => checkName('hotkey', name)),
      'invalid_argument',
    )
  })
})

test('no accepted name leads out of its folder, and refusals are TaoErrors', () => {
  const piece = fc.constantFrom(
    '..',
    '.',
    '/',
    '\\',
    '\0',
    'a',
    'pub.txt',
    '.lock',
    '-',
    '~',
    ' ',
    '\n',
    '%2e',
    'é',
    ':',
  )
  const name = fc.oneof(
    fc.array(piece, { maxLength: 6 }).map(pieces => pieces.join('')),
    fc.string({ unit: 'binary' }),
  )
  fc.assert(
    fc.property(name, value => {
      for (const check of [checkName, checkNewName]) {
        try {
          check('wallet', value)
        } catch (error) {
          expect(error).toBeInstanceOf(TaoError)
          continue
        }
        expect(value).not.toMatch(/[/\\\0]/)
        expect(['', '.', '..']).not.toContain(value)
      }
    }),
    { seed: 1, numRuns: 5000 },
  )
})

test('quoted names are short and show control characters', () => {
  expect(quoteName('a\u001b[2J')).toBe('"a\\u{1b}[2J"')
  expect(quoteName('x'.repeat(500)).length).toBeLessThan(70)
})
