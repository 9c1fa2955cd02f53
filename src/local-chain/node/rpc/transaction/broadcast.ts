/** Transactions that are handed in again until they are in a block. Reference: sc_rpc_spec_v2 transaction_broadcast. */
import type { Chain } from '../../chain.ts'
import { PoolRefusal, type TransactionStatus } from '../../pool/transaction.ts'
import { randomId } from '../../random.ts'
import { INVALID_PARAMS, RpcError } from '../error.ts'
import { type Errand, ownMethod } from '../method.ts'
import { bytes, param, text } from '../params.ts'

/** Reference: sc_rpc_spec_v2 MAX_TRANSACTION_PER_CONNECTION. */
const MAX_BROADCASTS = 16

/** What a broadcast takes beside its transaction. */
const ERRAND_BYTES = 1024

/** Why it may help to hand a transaction in again with the next block. Reference: transaction_broadcast is_retriable. */
const PASSING: ReadonlySet<string> = new Set(['TemporarilyBanned', 'ImmediatelyDropped', 'TooLowPriority'])

/** Hands in a transaction. @returns a name to stop it by; null when the client has too many on their way */
export const broadcast = ownMethod({
  name: 'transaction_v1_broadcast',
  params: [param('transaction', bytes)],
  run: ({ chain }, client, encoded) => {
    if (client.errands.size >= MAX_BROADCASTS) return null
    const id = randomId()
    const bytes = ERRAND_BYTES + encoded.length
    let ended = false
    const errand = startBroadcast(chain, encoded, () => {
      ended = true
      if (client.errands.delete(id)) client.hold(-bytes)
    })
    if (ended) return id
    client.errands.set(id, { ...errand, bytes })
    client.hold(bytes)
    return id
  },
})

/** The node does not hand it in any longer; where it is, it stays. */
export const stopBroadcast = ownMethod({
  name: 'transaction_v1_stop',
  params: [param('operationId', text)],
  run: (_, client, id) => {
    const errand = client.errands.get(id)
    if (errand === undefined) throw new RpcError(INVALID_PARAMS, 'Invalid operation id')
    errand.stop()
    client.errands.delete(id)
    client.hold(-errand.bytes)
    return null
  },
})

/** @param ended called when nothing more can be done for the transaction */
function startBroadcast(chain: Chain, encoded: Uint8Array, ended: () => void): Pick<Errand, 'stop'> {
  let over = false
  let underWay = false
  const stop = (): void => {
    over = true
    stopListening()
  }
  const end = (): void => {
    stop()
    ended()
  }
  const watch = ({ type }: TransactionStatus): void => {
    if (type === 'dropped') underWay = false
    else if (type === 'finalized' || type === 'invalid' || type === 'usurped') end()
  }
  const handIn = async (): Promise<void> => {
    if (over || underWay) return
    underWay = true
    try {
      await chain.submit(encoded, watch)
    } catch (error) {
      underWay = false
      // What is wrong with it is nobody's business but the client's, who is not told by this method.
      if (!(error instanceof PoolRefusal && PASSING.has(error.refusal.type))) end()
    }
  }
  const stopListening = chain.onNews(() => void handIn())
  void handIn()
  return { stop }
}
