/** Differences that were looked at and stand for a reason: a table of patterns, kept in the documentation. */
import type { Difference } from './compare.ts'

export interface Accepted {
  /** Matches `kind where`; `*` stands for anything. */
  readonly pattern: string
  readonly reason: string
}

const ROW = /^\| `([^`]+)` \| (.+) \|$/

/** The rows of a Markdown table whose first column is a pattern in backticks. */
export function readAccepted(markdown: string): Accepted[] {
  return markdown.split('\n').flatMap(line => {
    const row = ROW.exec(line)
    return row === null ? [] : [{ pattern: row[1]!, reason: row[2]! }]
  })
}

/** The reason why a difference stands, if there is one. */
export function reasonFor(difference: Difference, accepted: readonly Accepted[]): string | undefined {
  const text = `${difference.kind} ${difference.where}`
  return accepted.find(({ pattern }) => matches(pattern, text))?.reason
}

function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text)
}
