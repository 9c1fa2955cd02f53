/** A transaction that is handed in and followed. Whatever is wrong with it is told as an event. Reference: sc_rpc_spec_v2 transaction. */
import type { Hex } from '../../../../primitives/bytes.ts'
import { TaoError } from '../../../../primitives/errors.ts'
import { TransactionInvalid, type ValidityErrorData } from '../../../runtime/validity.ts'
import type { Chain } from '../../chain.ts'
import { hashOf } from '../../header.ts'
import { PoolRefusal, type Refusal, type TransactionStatus } from '../../pool/transaction.ts'
import { checkReadable } from '../author/submit.ts'
import { RpcError } from '../error.ts'
import { type Feed, type FeedMessage, subscription } from '../method.ts'
import { bytes, param } from '../params.ts'
import { BAD_FORMAT, INVALID_TEXTS } from '../transaction-errors.ts'

export const submitAndWatch = subscription({
  name: 'transactionWatch_v1_submitAndWatch',
  unsubscribe: ['transactionWatch_v1_unwatch'],
  notification: 'transactionWatch_v1_watchEvent',
  params: [param('transaction', bytes)],
  open: async ({ chain }, { wake }, encoded): Promise<Feed> => {
    const waiting: FeedMessage[] = []
    const tell = (message: FeedMessage): void => {
      waiting.push(message)
      wake()
    }
    let stop = (): void => {}
    try {
      checkReadable(chain.runtime, encoded)
      const index = indexFinder(chain, hashOf(encoded))
      const hash = await chain.submit(encoded, status => tell(eventOf(status, index)))
      stop = () => chain.unwatch(hash)
    } catch (error) {
      tell(invalid(whyRefused(error)))
    }
    return { next: () => waiting.shift(), close: stop }
  },
})

/** Where the transaction stands in a block. */
const indexFinder = (chain: Chain, hash: Hex) => (block: Hex) => ({
  hash: block,
  index: chain.block(block)?.extrinsics.findIndex(each => hashOf(each) === hash) ?? -1,
})

function eventOf(status: TransactionStatus, place: ReturnType<typeof indexFinder>): FeedMessage {
  switch (status.type) {
    case 'future':
    case 'ready':
      return { message: { event: 'validated' } }
    case 'inBlock':
      return { message: { event: 'bestChainBlockIncluded', block: place(status.block) } }
    case 'retracted':
      return { message: { event: 'bestChainBlockIncluded', block: null } }
    case 'finalized':
      return { message: { event: 'finalized', block: place(status.block) }, last: true }
    case 'usurped':
      return invalid('Extrinsic was rendered invalid by another extrinsic')
    case 'invalid':
      return invalid('Extrinsic marked as invalid')
    case 'dropped':
      return {
        message: { event: 'dropped', error: 'Extrinsic dropped from the pool due to exceeding limits' },
        last: true,
      }
  }
}

const invalid = (error: string): FeedMessage => ({ message: { event: 'invalid', error }, last: true })

/** @throws whatever is no verdict on the transaction */
function whyRefused(error: unknown): string {
  if (error instanceof TransactionInvalid) return invalidText(error.data)
  if (error instanceof PoolRefusal) return refusalText(error.refusal)
  if (error instanceof RpcError) {
    return error.code === BAD_FORMAT ? 'Extrinsic bytes cannot be decoded' : `Verification error: ${error.data}`
  }
  if (error instanceof TaoError && error.code !== 'internal') return `Verification error: ${error.message}`
  throw error
}

function invalidText({ type, value }: ValidityErrorData): string {
  if (type === 'Unknown') return `Unknown transaction validity: ${UNKNOWN_TEXTS[value.type]}`
  if (value.type === 'Custom') return `Invalid transaction with custom error: ${value.value}`
  return `Invalid transaction: ${INVALID_TEXTS[value.type]}`
}

const UNKNOWN_TEXTS = {
  CannotLookup: 'Could not lookup information required to validate the transaction',
  NoUnsignedValidator: 'Could not find an unsigned validator for the unsigned transaction',
  Custom: 'UnknownTransaction custom error',
} as const

function refusalText(refusal: Refusal): string {
  switch (refusal.type) {
    case 'TemporarilyBanned':
      return 'Transaction is temporarily banned'
    case 'AlreadyImported':
      return 'Transaction is already imported'
    case 'TooLowPriority':
      return `The priority of the transaction is too low (pool ${refusal.old} > current ${refusal.new})`
    case 'CycleDetected':
      return 'The transaction contains a cyclic dependency'
    case 'ImmediatelyDropped':
      return 'The transaction could not enter the pool because of the limit'
    case 'NoTagsProvided':
      return 'Transaction does not provide any tags, so the pool cannot identify it'
  }
}
