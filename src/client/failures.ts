/** What providers and clients throw, for a user. */
import { messageOf, TaoError } from '../primitives/errors.ts'
import type { Network } from './networks.ts'

const BROKEN = /^disconnected from|WebSocket is not connected|chain is disconnected/
const SILENT = /No response received from RPC endpoint/
const DISCARDED = /State already discarded/
/** How clients tell of a JSON-RPC error: its code, then what the node said. */
const REJECTED = /^(-?\d+): (.*)$/s

export const connectionLost = ({ name }: Network, cause?: unknown): TaoError =>
  new TaoError('unreachable', `The connection to ${name} broke`, {
    why: cause === undefined ? undefined : messageOf(cause),
    remedy: 'Try again. What was sent may have arrived: look before you send it once more.',
    cause,
  })

export function asTaoError(error: unknown, network: Network): TaoError {
  if (error instanceof TaoError) return error
  const { name } = network
  const message = messageOf(error)
  if (BROKEN.test(message)) return connectionLost(network, error)
  if (SILENT.test(message)) {
    return new TaoError('timeout', `${name} does not answer`, {
      why: message,
      remedy: 'Try again later.',
      cause: error,
    })
  }
  if (DISCARDED.test(message)) {
    return new TaoError('not_found', `${name} no longer has the state of that block`, {
      why: 'A node keeps the states of its newest blocks only.',
      remedy: 'Ask an archive node, or for a newer block.',
      cause: error,
    })
  }
  const rejected = REJECTED.exec(message)
  if (rejected === null) return new TaoError('internal', message, { cause: error })
  return new TaoError('chain_refused', `${name} refused the request`, {
    why: rejected[2],
    data: { rpc_code: Number(rejected[1]) },
    cause: error,
  })
}
