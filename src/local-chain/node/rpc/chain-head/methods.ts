/** What a client that follows the chain asks of the blocks that it holds on to. Reference: sc_rpc_spec_v2 chain_head. */
import { type Hex, toHex } from '../../../../primitives/bytes.ts'
import { encodeHeader } from '../../header.ts'
import { NO_RUNTIME, NOTHING_TO_CONTINUE, RpcError } from '../error.ts'
import { type Client, ownMethod } from '../method.ts'
import { blockHash, bytes, either, list, optional, param, text } from '../params.ts'
import { bytesOf, StorageReader, storageItems } from '../storage-items.ts'
import { Follow } from './follow.ts'
import { type Operation, Prepared, Reading, Single } from './operation.ts'

const follow = param('followSubscription', text)
const hash = param('hash', blockHash)
const operation = param('operationId', text)

/** As a client is told when its subscription is over as well: it may have ended while the request was on its way. */
const LIMIT_REACHED = { result: 'limitReached' } as const

/** What the client follows by; undefined when it is over, or was none. */
function followed(client: Client, id: string): Follow | undefined {
  const feed = client.feed(id)
  return feed instanceof Follow ? feed : undefined
}

type MakeOperation = (id: string, wake: () => void) => Operation

interface Started {
  /** Bytes that the operation makes the node hold. */
  readonly bytes?: number
  /** What else the client is answered. */
  readonly more?: object
}

/** Starts an operation on a block. @throws RpcError for a block that the client does not hold on to */
function start(client: Client, id: string, at: Hex, make: MakeOperation, { bytes = 0, more }: Started = {}): object {
  const follow = followed(client, id)
  if (follow === undefined) return LIMIT_REACHED
  follow.checkPinned(at)
  const operationId = follow.start(make, bytes, client.afterAnswer)
  return operationId === undefined ? LIMIT_REACHED : { result: 'started', operationId, ...more }
}

/** The header of a block, encoded; null when the subscription is over. */
export const chainHeadHeader = ownMethod({
  name: 'chainHead_v1_header',
  params: [follow, hash],
  run: ({ chain }, client, id, at) => {
    const follow = followed(client, id)
    if (follow === undefined) return null
    follow.checkPinned(at)
    return toHex(encodeHeader(chain.header(at)!))
  },
})

export const chainHeadBody = ownMethod({
  name: 'chainHead_v1_body',
  params: [follow, hash],
  run: ({ chain }, client, id, at) => {
    const answer = () => ({ event: 'operationBodyDone', value: chain.block(at)!.extrinsics.map(toHex) })
    return start(client, id, at, operationId => new Single(operationId, answer))
  },
})

export const chainHeadCall = ownMethod({
  name: 'chainHead_v1_call',
  params: [follow, hash, param('function', text), param('callParameters', bytes)],
  run: ({ chain }, client, id, at, name, input) => {
    if (followed(client, id)?.withRuntime === false) {
      throw new RpcError(NO_RUNTIME, 'The runtime updates flag must be set')
    }
    const answer = () => ({ event: 'operationCallDone', output: toHex(chain.runApi(name, input, at)) })
    const make: MakeOperation = (operationId, wake) => new Prepared(operationId, chain.prepareApi(name), answer, wake)
    return start(client, id, at, make, { bytes: name.length + input.length })
  },
})

/** There are no child tries: whatever is asked of one, nothing is there. */
export const chainHeadStorage = ownMethod({
  name: 'chainHead_v1_storage',
  params: [follow, hash, param('items', storageItems), optional('childTrie', bytes)],
  run: ({ chain }, client, id, at, items, childTrie) => {
    const make: MakeOperation = operationId => {
      const reader = new StorageReader(childTrie === undefined ? items : [])
      return new Reading(operationId, reader, each => each.page(chain.state(at)))
    }
    return start(client, id, at, make, { bytes: bytesOf(items), more: { discardedItems: 0 } })
  },
})

/** No operation waits to be told to go on: each keeps step with its reader. */
export const chainHeadContinue = ownMethod({
  name: 'chainHead_v1_continue',
  params: [follow, operation],
  run: (_, client, id) => {
    if (followed(client, id) === undefined) return null
    throw new RpcError(NOTHING_TO_CONTINUE, 'Wait for continue event not generated')
  },
})

export const chainHeadStopOperation = ownMethod({
  name: 'chainHead_v1_stopOperation',
  params: [follow, operation],
  run: (_, client, id, operationId) => {
    followed(client, id)?.stop(operationId)
    return null
  },
})

const MAX_UNPINNED = 4096

export const chainHeadUnpin = ownMethod({
  name: 'chainHead_v1_unpin',
  params: [follow, param('hashOrHashes', either(blockHash, list(blockHash, MAX_UNPINNED)))],
  run: (_, client, id, hashes) => {
    followed(client, id)?.unpin(typeof hashes === 'string' ? [hashes] : hashes)
    return null
  },
})
