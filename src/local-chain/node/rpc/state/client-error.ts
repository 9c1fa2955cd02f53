/** Failures of reads, worded as the reference words them: clients look for these texts. Reference: sc_rpc_api state error. */
import { TaoError } from '../../../../primitives/errors.ts'
import { RpcError } from '../error.ts'

const CLIENT_ERROR = 4003

/** Reads from the state of a block. @throws RpcError for a block that is unknown or whose state is no longer kept */
export function reading<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw unknownBlock(error)
  }
}

/** Asks a runtime API. @throws RpcError as `reading` does, and for a call that cannot be answered */
export async function calling<T>(name: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof TaoError)) throw error
    if (error.code === 'not_found' && error.message.startsWith('Exported method'))
      throw failed(`Other: ${error.message}`)
    if (error.code === 'invalid_argument') throw failed(`Bad input data provided to ${name}: ${error.why.join(' ')}`)
    throw unknownBlock(error)
  }
}

const failed = (why: string): RpcError => new RpcError(CLIENT_ERROR, `Client error: Execution failed: ${why}`)

const unknownBlock = (error: unknown): unknown =>
  error instanceof TaoError && error.code === 'not_found'
    ? new RpcError(CLIENT_ERROR, `Client error: UnknownBlock: ${error.message}`)
    : error
