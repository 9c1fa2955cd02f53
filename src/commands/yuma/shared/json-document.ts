/**
 * Reads JSON (RFC 8259) into values with places. Beyond what JSON.parse does, numbers keep all their digits, a name that
 * stands twice in an object is refused, and nothing is nested deeper than a file of ours can be.
 */
import { type Member, misplaced, type Place, placesIn, quoted, type Value } from './document.ts'

const MAX_DEPTH = 16

const SPACE = /[ \t\n\r]*/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
/** What a message shows of something that is none of the above. */
const PIECE = /[^\s,:[\]{}"]+|[\s\S]/y

interface Scanner {
  /** The next piece if it is one of `pattern`, after white space; it is consumed. */
  take(pattern: RegExp): string | undefined
  /** The next piece if it is a text in quotes, without them. */
  takeText(): string | undefined
  /** Consumes that character, if it comes next. */
  takeMark(mark: string): boolean
  /** Where the next piece begins. */
  here(): Place
  isAtEnd(): boolean
  /** The next piece is not what it should be. */
  expected(what: string): Error
}

/** @throws TaoError `invalid_file` */
export function readJson(file: string, text: string): Value {
  const scanner = scan(file, text)
  const value = readValue(scanner, 0)
  if (!scanner.isAtEnd()) throw scanner.expected('the end of the file')
  return value
}

function scan(file: string, text: string): Scanner {
  const placeOf = placesIn(file, text)
  let offset = 0
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = offset
    return pattern.exec(text)?.[0]
  }
  const skip = (): void => {
    offset += match(SPACE)?.length ?? 0
  }
  const here = (): Place => {
    skip()
    return placeOf(offset)
  }
  const isAtEnd = (): boolean => {
    skip()
    return offset === text.length
  }
  return {
    here,
    isAtEnd,
    take: pattern => {
      skip()
      const piece = match(pattern)
      offset += piece?.length ?? 0
      return piece
    },
    takeText: () => {
      skip()
      const end = endOfText(text, offset)
      const found = end === undefined ? undefined : parseText(text.slice(offset, end))
      if (found !== undefined) offset = end!
      return found
    },
    takeMark: mark => {
      skip()
      if (text[offset] !== mark) return false
      offset++
      return true
    },
    expected: what => {
      const found = isAtEnd() ? 'the file ends' : `there is ${quoted(match(PIECE)!)}`
      return misplaced(here(), `Not JSON: ${what} should stand here, but ${found}`)
    },
  }
}

/** The offset behind the quotes that end the text in quotes at `start`, if there is one. */
function endOfText(text: string, start: number): number | undefined {
  if (text[start] !== '"') return undefined
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '"') return at + 1
    if (text[at] === '\\') at++
  }
  return undefined
}

/** The text in quotes, if there is nothing in it that JSON does not allow. */
function parseText(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted) as string
  } catch {
    return undefined
  }
}

const WORD = /true|false|null/y

function readValue(scanner: Scanner, depth: number): Value {
  const at = scanner.here()
  if (depth > MAX_DEPTH) throw misplaced(at, 'Lists and objects are nested too deeply')
  if (scanner.takeMark('[')) return { kind: 'list', items: readItems(scanner, depth), at }
  if (scanner.takeMark('{')) return { kind: 'record', members: readMembers(scanner, depth), at }
  const text = scanner.takeText()
  if (text !== undefined) return { kind: 'text', text, at }
  const number = scanner.take(NUMBER)
  if (number !== undefined) return { kind: 'number', text: number, at }
  const word = scanner.take(WORD)
  if (word === undefined) throw scanner.expected('a value')
  return word === 'null' ? { kind: 'nothing', at } : { kind: 'flag', flag: word === 'true', at }
}

function readItems(scanner: Scanner, depth: number): Value[] {
  const items: Value[] = []
  if (scanner.takeMark(']')) return items
  for (;;) {
    items.push(readValue(scanner, depth + 1))
    if (scanner.takeMark(']')) return items
    if (!scanner.takeMark(',')) throw scanner.expected('a comma or ]')
  }
}

function readMembers(scanner: Scanner, depth: number): Member[] {
  const members: Member[] = []
  const names = new Set<string>()
  if (scanner.takeMark('}')) return members
  for (;;) {
    const at = scanner.here()
    const name = scanner.takeText()
    if (name === undefined) throw scanner.expected('a name in double quotes')
    if (names.has(name)) throw misplaced(at, `${quoted(name)} stands here for the second time`)
    names.add(name)
    if (!scanner.takeMark(':')) throw scanner.expected('a colon')
    members.push({ name, at, value: readValue(scanner, depth + 1) })
    if (scanner.takeMark('}')) return members
    if (!scanner.takeMark(',')) throw scanner.expected('a comma or }')
  }
}
