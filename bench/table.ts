/** What a benchmark hands back: a table to print. */
export interface BenchTable {
  readonly heads: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Lines below the table: conditions, what is compared with what. */
  readonly notes?: readonly string[]
}

/** A file in `bench/` exports one of these by default. */
export interface Bench {
  readonly summary: string
  run(): Promise<BenchTable | readonly BenchTable[]> | BenchTable | readonly BenchTable[]
}
