/** Errors as JSON-RPC clients get them: a code, a message, and data. */
import { messageOf, TaoError } from '../../../primitives/errors.ts'
import { TransactionInvalid } from '../../runtime/validity.ts'
import { PoolRefusal } from '../pool/transaction.ts'
import { invalidTransaction, poolRefusal } from './transaction-errors.ts'

export class RpcError extends Error {
  override readonly name = 'RpcError'
  readonly code: number
  readonly data: unknown

  constructor(code: number, message: string, data?: unknown) {
    super(message)
    this.code = code
    this.data = data
  }

  toJSON(): { code: number; message: string; data?: unknown } {
    return { code: this.code, message: this.message, ...(this.data !== undefined && { data: this.data }) }
  }
}

export const PARSE_ERROR = -32700
export const INVALID_REQUEST = -32600
export const METHOD_NOT_FOUND = -32601
export const INVALID_PARAMS = -32602
export const INTERNAL_ERROR = -32603
/** Of a TaoError that has no code of its own in the reference: its parts stand in the data. */
export const TAO_ERROR = -32000
/** Reference: jsonrpsee error codes. */
export const TOO_MANY_SUBSCRIPTIONS = -32006
export const REQUEST_TOO_BIG = -32007
export const ANSWER_TOO_BIG = -32008
export const BATCH_TOO_LARGE = -32010
export const BATCH_ANSWER_TOO_LARGE = -32011
/** Reference: sc_rpc_spec_v2 chain_head error codes. */
export const TOO_MANY_FOLLOWS = -32800
export const BLOCK_NOT_PINNED = -32801
export const NO_RUNTIME = -32802
export const NOTHING_TO_CONTINUE = -32803
export const HASH_TWICE = -32804

/** What a client is told of anything that was thrown. A bug is named as such, without its stack. */
export function asRpcError(error: unknown): RpcError {
  if (error instanceof RpcError) return error
  if (error instanceof TransactionInvalid) return new RpcError(...invalidTransaction(error.data))
  if (error instanceof PoolRefusal) return new RpcError(...poolRefusal(error))
  if (error instanceof TaoError) {
    const { code, why, remedy, data } = error
    return new RpcError(TAO_ERROR, error.message, { code, why, ...(remedy !== undefined && { remedy }), data })
  }
  return new RpcError(INTERNAL_ERROR, `Internal error: ${messageOf(error)}`)
}
