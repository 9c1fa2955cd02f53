/** What came of everything that was done to the node. */
export class Tally {
  requests = 0
  /** Answers by what they said: `result`, or the code of the error. */
  readonly answers = new Map<string, number>()
  /** Bytes that came back. */
  bytes = 0
  /** Connections that the node would not have, by why. */
  readonly refused = new Map<string, number>()
  /** Connections that the node ended, by the code that it gave. */
  readonly ended = new Map<string, number>()
  /** By kind of attack: rounds of it. */
  readonly rounds = new Map<string, number>()
  /** Answers that name a bug of the node. */
  readonly bugs: string[] = []

  /** Takes in whatever came back as one text. */
  heard(text: string): void {
    this.bytes += text.length
    // What is long is no error, apart from batches, which are not longer than this.
    if (text.length > 1_000_000) return count(this.answers, 'result')
    const codes = text.match(/"error":\{"code":-?\d+/g) ?? []
    for (const each of codes) count(this.answers, each.slice('"error":{"code":'.length))
    const results = text.match(/"id":[^,]{1,40},"result":/g)?.length ?? 0
    for (let i = 0; i < results; i++) count(this.answers, 'result')
    if (text.includes('"code":-32603')) this.bugs.push(text.slice(0, 500))
  }
}

export function count(counts: Map<string, number>, key: string, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

export const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((a, b) => a + b, 0)

/** The value that a share of the sorted values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
