/**
 * The one error a user of taokit meets: what went wrong, why, and what to do next.
 *
 * Everything thrown on purpose, from a bad argument to a chain that refused a call, is a `TaoError`. Anything else that
 * reaches the top is a bug and is reported as one.
 */

/** Stable, machine-readable classes of failure. They decide the exit code and stand in `--json` errors. */
export type ErrorCode =
  | 'usage'
  | 'invalid_argument'
  | 'invalid_amount'
  | 'invalid_address'
  | 'invalid_file'
  | 'not_found'
  | 'already_exists'
  | 'not_permitted'
  | 'cancelled'
  | 'wrong_password'
  | 'locked'
  | 'insufficient_balance'
  | 'unreachable'
  | 'timeout'
  | 'wrong_chain'
  | 'unsupported'
  | 'invalid_transaction'
  | 'chain_refused'
  | 'chain_busy'
  | 'chain_damaged'
  | 'interrupted'
  | 'internal'

export interface TaoErrorOptions {
  /** Why it happened, one fact a line: the numbers that were compared, the file that was read. */
  why?: string | readonly string[] | undefined
  /** What to do next, as a command where there is one. */
  remedy?: string | undefined
  /** Facts for programs: they stand in the JSON error beside code and message. */
  data?: Readonly<Record<string, unknown>> | undefined
  cause?: unknown
}

export class TaoError extends Error {
  override readonly name = 'TaoError'
  readonly code: ErrorCode
  readonly why: readonly string[]
  readonly remedy: string | undefined
  readonly data: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode, message: string, options: TaoErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.why = options.why === undefined ? [] : typeof options.why === 'string' ? [options.why] : options.why
    this.remedy = options.remedy
    this.data = options.data ?? {}
  }
}

/** The first error in the chain of causes for which `matches` holds. */
export function findCause(error: unknown, matches: (e: Error) => boolean): Error | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    if (matches(e)) return e
  }
  return undefined
}

/** The text of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/**
 * States what must hold by construction. It stays on in production: a broken invariant must stop the work, not be
 * carried on into a block or a file.
 */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new TaoError('internal', `Assertion failed: ${message}`)
}
