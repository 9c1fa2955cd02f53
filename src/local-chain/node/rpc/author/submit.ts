import { toHex } from '../../../../primitives/bytes.ts'
import { TaoError } from '../../../../primitives/errors.ts'
import { decodeExtrinsic } from '../../../runtime/extrinsic.ts'
import type { Runtime } from '../../../runtime/runtime.ts'
import { TransactionInvalid } from '../../../runtime/validity.ts'
import { Reader } from '../../../scale/buffer.ts'
import { hashOf } from '../../header.ts'
import type { TransactionStatus } from '../../pool/transaction.ts'
import { RpcError } from '../error.ts'
import { type Feed, method, subscription } from '../method.ts'
import { blockHash, bytes, either, list, object, param } from '../params.ts'
import { badFormat, verificationFailed } from '../transaction-errors.ts'

const params = [param('extrinsic', bytes)] as const

/** Hands in a transaction. @returns its hash */
export const submitExtrinsic = method({
  name: 'author_submitExtrinsic',
  params,
  run: ({ chain }, extrinsic) => {
    checkReadable(chain.runtime, extrinsic)
    return chain.submit(extrinsic)
  },
})

/** Hands in a transaction and tells what becomes of it. */
export const submitAndWatchExtrinsic = subscription({
  name: 'author_submitAndWatchExtrinsic',
  unsubscribe: ['author_unwatchExtrinsic'],
  notification: 'author_extrinsicUpdate',
  params,
  open: async ({ chain }, { wake }, extrinsic): Promise<Feed> => {
    checkReadable(chain.runtime, extrinsic)
    const statuses: TransactionStatus[] = []
    const hash = await chain.submit(extrinsic, status => {
      statuses.push(status)
      wake()
    })
    const next = () => {
      const status = statuses.shift()
      return status && { message: statusJson(status) }
    }
    return { next, close: () => chain.unwatch(hash) }
  },
})

/** The transactions that wait for a block, encoded. */
export const pendingExtrinsics = method({
  name: 'author_pendingExtrinsics',
  params: [],
  run: ({ chain }) => chain.pending().map(toHex),
})

const named = either(object(param('hash', blockHash)), object(param('extrinsic', bytes)))
/** More than may wait. */
const MAX_REMOVED = 10_000

/** Takes transactions out of the pool, with all that stand on them, and keeps them out for a while. @returns their hashes */
export const removeExtrinsic = method({
  name: 'author_removeExtrinsic',
  unsafe: true,
  params: [param('bytesOrHash', list(named, MAX_REMOVED))],
  run: ({ chain }, transactions) =>
    chain.removePending(transactions.map(each => ('hash' in each ? each.hash : hashOf(each.extrinsic)))),
})

/** Reference: sc_transaction_pool_api TransactionStatus. */
function statusJson(status: TransactionStatus): unknown {
  switch (status.type) {
    case 'inBlock':
    case 'finalized':
    case 'retracted':
      return { [status.type]: status.block }
    case 'usurped':
      return { usurped: status.by }
    default:
      return status.type
  }
}

/** The reference tells bytes that are no extrinsic at all from an extrinsic that its runtime cannot read. */
export function checkReadable(runtime: Runtime, extrinsic: Uint8Array): void {
  try {
    checkFrame(extrinsic)
  } catch (error) {
    throw error instanceof TaoError ? new RpcError(...badFormat(error.why.join(' '))) : error
  }
  try {
    decodeExtrinsic(runtime, extrinsic)
  } catch (error) {
    if (error instanceof TransactionInvalid) return
    throw error instanceof TaoError ? new RpcError(...verificationFailed(error.why.join(' '))) : error
  }
}

function checkFrame(extrinsic: Uint8Array): void {
  const reader = new Reader(extrinsic)
  reader.skip(reader.compact())
  reader.end()
}
