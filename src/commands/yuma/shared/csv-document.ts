/**
 * Reads CSV (RFC 4180) into the values that the same epoch would have in JSON:
 *
 *     # Lines NAME,VALUE, then a table with a line for each UID.
 *     kappa,32767
 *     uid,stake,w1,w2,b1,b2
 *     0,600,1,3,,
 *
 * Cells are separated by commas, semicolons or tabs, whichever a file begins with. An empty cell holds nothing. A table
 * has the same number of cells in each line.
 */
import { type Member, misplaced, type Place, quoted, type Value } from './document.ts'
import { MATRICES, VECTORS } from './fields.ts'

interface Cell {
  readonly text: string
  readonly at: Place
}

type Line = readonly [Cell, ...Cell[]]

/** @throws TaoError `invalid_file` */
export function readCsv(file: string, text: string): Value {
  const lines = readLines(file, text)
  const headAt = lines.findIndex(([first]) => first.text.toLowerCase() === 'uid')
  const numbers = (headAt === -1 ? lines : lines.slice(0, headAt)).map(readNumber)
  const table = headAt === -1 ? [] : readTable(lines[headAt]!, lines.slice(headAt + 1))
  const at = { file, line: 1, column: 1 }
  const names = new Set<string>()
  for (const { name, at } of [...numbers, ...table]) {
    if (names.has(name)) throw misplaced(at, `${quoted(name)} stands here for the second time`)
    names.add(name)
  }
  return { kind: 'record', members: [...numbers, ...table], at }
}

/** Lines that hold something and are no comments. */
function readLines(file: string, text: string): Line[] {
  const lines = text.split(/\r\n|\n|\r/)
  const separator = /[,;\t]/.exec(lines.find(line => !isIdle(line)) ?? '')?.[0] ?? ','
  return lines.flatMap((line, i) =>
    isIdle(line) ? [] : [readCells(line, separator, { file, line: i + 1, column: 1 })],
  )
}

const isIdle = (line: string): boolean => /^[\s,;]*(?:#|$)/.test(line)

const QUOTED = / *"((?:[^"]|"")*)" */y

function readCells(line: string, separator: string, start: Place): Line {
  const cells: Cell[] = []
  let offset = 0
  for (;;) {
    const at = { ...start, column: offset + 1 }
    QUOTED.lastIndex = offset
    const inQuotes = QUOTED.exec(line)
    const next = line.indexOf(separator, offset)
    const end = inQuotes === null ? (next === -1 ? line.length : next) : QUOTED.lastIndex
    const text = inQuotes?.[1]?.replaceAll('""', '"') ?? line.slice(offset, end)
    if (inQuotes === null && text.includes('"'))
      throw misplaced(at, 'Not CSV: quotes have no end, or stand within a cell')
    if (end < line.length && line[end] !== separator) throw misplaced(at, 'Not CSV: something follows the quotes')
    cells.push({ text: text.trim(), at: { ...at, column: at.column + (text.length - text.trimStart().length) } })
    if (end >= line.length) return cells as unknown as Line
    offset = end + 1
  }
}

/** A line of a name and its value. Spreadsheets fill it up with empty cells. */
function readNumber([name, value, ...rest]: Line): Member {
  const more = rest.find(({ text }) => text !== '')
  if (value === undefined || more !== undefined) {
    throw misplaced((more ?? name).at, 'A line before the table is a name and a value', {
      why: 'The table begins with the line that begins with uid.',
    })
  }
  return { name: name.text, at: name.at, value: readCell(value) }
}

function readCell({ text, at }: Cell): Value {
  if (text === '') return { kind: 'nothing', at }
  if (/^(?:true|false)$/i.test(text)) return { kind: 'flag', flag: text.toLowerCase() === 'true', at }
  return { kind: /^[-+]?[\d.]/.test(text) ? 'number' : 'text', text, at }
}

type Column = { readonly index: number; readonly head: Cell } & (
  | { readonly kind: 'uid' }
  | { readonly kind: 'vector'; readonly name: string }
  | { readonly kind: 'matrix'; readonly name: string; readonly uid: string }
)

function readTable(head: Line, lines: readonly Line[]): Member[] {
  const columns = head.map(columnOf)
  checkHead(columns, lines.length)
  const rows = orderByUid(lines, head.length)
  const members: Member[] = []
  for (const column of columns) {
    if (column.kind === 'vector') members.push(member(column, column.name, row => readCell(row[column.index]!)))
  }
  for (const { name } of MATRICES) {
    const own = columns.filter(column => column.kind === 'matrix' && column.name === name)
    if (own.length > 0) members.push(member(own[0]!, name, row => matrixRow(row, own)))
  }
  return members

  function member({ head: { at } }: Column, name: string, itemOf: (row: Line) => Value): Member {
    return { name, at, value: { kind: 'list', items: rows.map(itemOf), at } }
  }
}

function checkHead(columns: readonly Column[], lines: number): void {
  const heads = new Set<string>()
  for (const column of columns) {
    const { at, text } = column.head
    if (heads.has(text.toLowerCase())) throw misplaced(at, `The column ${quoted(text)} stands here for the second time`)
    heads.add(text.toLowerCase())
    if (column.kind === 'matrix' && Number(column.uid) >= lines) {
      throw misplaced(at, `The column ${quoted(text)} is of a UID that has no line`, {
        why: `There are ${lines} lines.`,
      })
    }
  }
}

/** A row by UIDs, without its empty cells. */
function matrixRow(row: Line, columns: readonly Column[]): Value {
  const members = columns.flatMap(column => {
    const cell = row[column.index]!
    return column.kind !== 'matrix' || cell.text === ''
      ? []
      : [{ name: column.uid, at: cell.at, value: readCell(cell) }]
  })
  return { kind: 'record', members, at: row[columns[0]!.index]!.at }
}

function columnOf(head: Cell, index: number): Column {
  const text = head.text.toLowerCase()
  if (index === 0) return { kind: 'uid', index, head }
  const vector = VECTORS.find(({ column }) => column === text)
  if (vector !== undefined) return { kind: 'vector', name: vector.name, index, head }
  const matrix = MATRICES.find(
    ({ column }) => text.startsWith(column) && /^(?:0|[1-9]\d{0,4})$/.test(text.slice(column.length)),
  )
  if (matrix !== undefined)
    return { kind: 'matrix', name: matrix.name, uid: text.slice(matrix.column.length), index, head }
  throw misplaced(head.at, `There is no column ${quoted(head.text)}`, {
    why: `The columns are uid, ${VECTORS.map(({ column }) => column).join(', ')}, ${MATRICES.map(({ column }) => `${column}0 ${column}1 …`).join(', ')}.`,
  })
}

/** The lines of the table by UID: each one once. */
function orderByUid(lines: readonly Line[], width: number): Line[] {
  const rows: Line[] = []
  for (const line of lines) {
    const [first] = line
    if (line.length !== width) {
      throw misplaced(first.at, `This line has ${line.length} cells, the head of the table has ${width}`)
    }
    const uid = /^(?:0|[1-9]\d{0,4})$/.test(first.text) ? Number(first.text) : Number.NaN
    if (!(uid < lines.length)) {
      throw misplaced(first.at, `Not a UID: ${quoted(first.text)}`, {
        why: `A table of ${lines.length} lines has the UIDs from 0 to ${lines.length - 1}.`,
      })
    }
    if (rows[uid] !== undefined) throw misplaced(first.at, `UID ${uid} stands here for the second time`)
    rows[uid] = line
  }
  return rows
}
