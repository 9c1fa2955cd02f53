/** Text on its way to a person: made harmless, measured, shortened, wrapped. */

const ESC = String.fromCharCode(0x1b)
const BEL = String.fromCharCode(0x07)
/** Escape sequences as a whole, so that `ESC[31m` does not leave `[31m` behind. */
const ESCAPES = new RegExp(
  `(?:${ESC}\\[|\\u009b)[0-?]*[ -/]*[@-~]|(?:${ESC}[\\]PX^_]|[\\u009d\\u0090\\u0098\\u009e\\u009f])[^${BEL}${ESC}]*(?:${BEL}|${ESC}\\\\)?|${ESC}[ -/]*[0-~]?`,
  'gu',
)
/** Control, formatting (bidi marks, zero-width characters, tags), lone surrogates, line and paragraph separators. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g
/** More marks than any script puts on one letter. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu

/**
 * A foreign string as one line that cannot do anything to a terminal: no escape sequences, no control characters, nothing
 * that changes the direction or hides text.
 */
export function plain(text: string): string {
  return text.replace(ESCAPES, '').replace(BREAKS, ' ').replace(UNSEEN, '').replace(PILED_MARKS, '$1')
}

/** As `plain`, with the line breaks kept. */
export function plainLines(text: string): string {
  return text.split(/\r?\n/).map(plain).join('\n')
}

const MARK = /^[\p{M}]$/u
const EMOJI = /^\p{Emoji_Presentation}$/u
/** Scripts that take two columns a character, as pairs of first and last code point. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x20000, 0x3fffd],
]

/** The columns that a text without control characters takes. */
export function width(text: string): number {
  let columns = 0
  for (const character of text) columns += columnsOf(character)
  return columns
}

function columnsOf(character: string): number {
  const code = character.codePointAt(0)!
  if (code < 0x300) return 1
  if (MARK.test(character)) return 0
  return EMOJI.test(character) || WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1
}

/** A text in at most `columns`, its end replaced by an ellipsis. */
export function cutEnd(text: string, columns: number): string {
  return width(text) <= columns ? text : `${takeColumns(text, columns - 1)}…`
}

/** A text in at most `columns`, its middle replaced: of an address, both ends are compared. */
export function cutMiddle(text: string, columns: number): string {
  if (width(text) <= columns) return text
  const tail = Math.floor((columns - 1) / 2)
  return `${takeColumns(text, columns - 1 - tail)}…${reversed(takeColumns(reversed(text), tail))}`
}

const reversed = (text: string): string => [...text].reverse().join('')

function takeColumns(text: string, columns: number): string {
  let taken = ''
  let left = columns
  for (const character of text) {
    left -= columnsOf(character)
    if (left < 0) break
    taken += character
  }
  return taken
}

/** Lines of at most `columns`, broken between words. A longer word stays whole, so that it can be copied. */
export function wrap(text: string, columns: number): string[] {
  return text.split('\n').flatMap(paragraph => wrapParagraph(paragraph, columns))
}

function wrapParagraph(text: string, columns: number): string[] {
  const indent = /^ */.exec(text)![0]
  const lines: string[] = []
  let line = ''
  for (const word of text.trim().split(/ +/)) {
    if (line !== '' && width(indent) + width(line) + 1 + width(word) > columns) {
      lines.push(indent + line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, indent + line]
}

/** `camelCase` as words with `joint` between them: `hotkeySs58` is `hotkey-ss58`. */
export function uncamel(name: string, joint: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, letter => joint + letter.toLowerCase())
}

/** One word of a shell command line, quoted if it must be. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./~-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/**
 * The candidates that somebody who typed `word` may have meant, best first: few typing errors, or a common beginning.
 */
export function nearest(word: string, candidates: readonly string[], most = 3): string[] {
  const typed = word.toLowerCase()
  return candidates
    .map(candidate => ({ candidate, distance: distanceOf(typed, candidate.toLowerCase()) }))
    .filter(
      ({ candidate, distance }) => distance <= Math.max(1, Math.floor(Math.max(typed.length, candidate.length) / 3)),
    )
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, most)
    .map(({ candidate }) => candidate)
}

function distanceOf(typed: string, candidate: string): number {
  if (typed.length >= 2 && candidate.startsWith(typed)) return 0
  return editDistance(typed, candidate)
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, before[j - 2]! + 1)
      row.push(best)
    }
    before = last
    last = row
  }
  return last[b.length]!
}
