/** A line that sends a transaction, and what is to come of it. */
import type { Call } from '../../../../src/client/transactions/call.ts'
import type { ErrorCode } from '../../../../src/primitives/errors.ts'
import type { Stage } from '../ground.ts'
import { signing } from '../town.ts'

export interface Deed {
  readonly line: string
  /** For one line of each command: another that is refused, the code of the error and, where it has one, the chain's name for it. */
  readonly refused?: readonly [line: string, code: ErrorCode, chainError?: string]
  /** Items of storage that are different afterwards, of SubtensorModule where no pallet is named. */
  readonly touches: readonly string[]
  /** Fields of the plan that tell what TAO the signer pays beside the fee, and what comes to him. */
  readonly pays?: readonly string[]
  readonly gains?: readonly string[]
  /** What has to be so before. */
  readonly given?: (stage: Stage) => Promise<unknown>
}

/** Somebody of the town has done something before. */
export const did =
  (who: string, ...orders: readonly Call[]) =>
  (stage: Stage): Promise<void> =>
    stage.onChain(async sandbox => {
      for (const order of orders) await signing(sandbox)(who, order)
    })
/** As `did`, and so many blocks later. */
export const didLongAgo =
  (blocks: number, who: string, order: Call) =>
  (stage: Stage): Promise<void> =>
    stage.onChain(async sandbox => {
      await signing(sandbox)(who, order)
      await sandbox.advance(blocks)
    })
