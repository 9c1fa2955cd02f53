/** What was thrown on purpose, to be told, and what is a bug. */
import { TaoError } from '../../primitives/errors.ts'
import { TransactionInvalid } from '../runtime/validity.ts'
import { PoolRefusal } from './pool/transaction.ts'

/** Whether something was thrown that nobody meant to throw. */
export const isBug = (error: unknown): boolean =>
  error instanceof TaoError
    ? error.code === 'internal'
    : !(error instanceof TransactionInvalid || error instanceof PoolRefusal)
