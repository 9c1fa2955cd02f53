/** What the chain says no with, for a user. */
import { TaoError } from '../../primitives/errors.ts'

export function refusal(label: string, context: Readonly<Record<string, unknown>> = {}): TaoError {
  return new TaoError('chain_refused', `The chain refused: ${label}`, { data: { chain_error: label, ...context } })
}
