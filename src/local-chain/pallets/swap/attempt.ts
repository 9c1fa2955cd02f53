/**
 * What the chain tries and goes on from when it is refused. Nothing is rolled back: what was written before the refusal
 * stays, unless the attempt opened a layer. A bug is not a refusal and comes through.
 */
import { DispatchError } from '../../runtime/dispatch-error.ts'

/** What an attempt gives; undefined when it is refused. */
export function attempt<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch (error) {
    if (error instanceof DispatchError) return undefined
    throw error
  }
}

/** Whether an attempt is not refused. */
export const succeeds = (run: () => void): boolean =>
  attempt(() => {
    run()
    return true
  }) === true
