/** What the pool of a node says no with, for a user. */
import { TaoError } from '../../primitives/errors.ts'

export function poolRefusal(
  code: number,
  message: string,
  data: unknown,
  context: Readonly<Record<string, unknown>> = {},
): TaoError {
  return new TaoError('invalid_transaction', message, {
    why: data === undefined ? undefined : String(data),
    data: { rpc_code: code, ...context },
  })
}
