/** Differences that were looked at and stand for a reason: a table of patterns, kept in the documentation. */
import type { Difference } from './compare.ts'

export interface Accepted {
  /** Matches `kind where`; `*` stands for anything. */
  readonly pattern: string
  /** The only profile it holds for; undefined where it holds for all. */
  readonly profile: string | undefined
  readonly reason: string
}

const ROW = /^\| (?:([a-z-]+): )?`([^`]+)` \| (.+) \|$/

/** The rows of a Markdown table whose first column is a pattern in backticks, perhaps behind the name of a profile. */
export function readAccepted(markdown: string): Accepted[] {
  return markdown.split('\n').flatMap(line => {
    const row = ROW.exec(line)
    return row === null ? [] : [{ profile: row[1], pattern: row[2]!, reason: row[3]! }]
  })
}

/** The reason why a difference stands in a profile, if there is one. */
export function reasonFor(difference: Difference, profile: string, accepted: readonly Accepted[]): string | undefined {
  const text = `${difference.kind} ${difference.where}`
  const holds = (row: Accepted) => row.profile === undefined || row.profile === profile
  return accepted.find(row => holds(row) && matches(row.pattern, text))?.reason
}

function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text)
}
