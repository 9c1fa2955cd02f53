/** What a file holds, each value with the place it stands at, so that a complaint about it can name the place. */
import { TaoError, type TaoErrorOptions } from '../../../primitives/errors.ts'

export interface Place {
  readonly file: string
  /** From 1 on. */
  readonly line: number
  readonly column: number
}

/** A number keeps its digits: nothing is rounded before somebody knows what it is. */
export type Value =
  | { readonly kind: 'number' | 'text'; readonly text: string; readonly at: Place }
  | { readonly kind: 'flag'; readonly flag: boolean; readonly at: Place }
  | { readonly kind: 'nothing'; readonly at: Place }
  | { readonly kind: 'list'; readonly items: readonly Value[]; readonly at: Place }
  | { readonly kind: 'record'; readonly members: readonly Member[]; readonly at: Place }

export interface Member {
  readonly name: string
  readonly at: Place
  readonly value: Value
}

/** `path` is the place in the document's own terms: `weights[2][3]`. */
export function misplaced(
  at: Place,
  message: string,
  { path, ...options }: TaoErrorOptions & { readonly path?: string } = {},
): TaoError {
  const { file, line, column } = at
  return new TaoError('invalid_file', `${file}:${line}:${column}: ${message}`, {
    ...options,
    data: { file, line, column, ...(path === undefined ? {} : { path }) },
  })
}

const LONGEST_QUOTE = 40

/** A piece of the file as a message shows it. */
export function quoted(text: string): string {
  return `\`${text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text}\``
}

/** Makes places of offsets into a text. */
export function placesIn(file: string, text: string): (offset: number) => Place {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return offset => {
    let [low, high] = [0, starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle
    }
    return { file, line: low + 1, column: offset - starts[low]! + 1 }
  }
}
