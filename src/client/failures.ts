/** What providers and clients throw, for a user. */
import { messageOf, TaoError } from '../primitives/errors.ts'
import { isInside, type Network } from './networks.ts'

const BROKEN = /^disconnected from|WebSocket is not connected|chain is disconnected/
const SILENT = /No response received from RPC endpoint/
const DISCARDED = /State already discarded/
/** Of blocks that a node never had, or has no longer. */
const NO_BLOCK = /Header was not found|Expect block number from id|unknown Block/i
/** How clients tell of a JSON-RPC error: its code, then what the node said. */
const REJECTED = /^(-?\d+): (.*)$/s

export const connectionLost = ({ name }: Network, cause?: unknown): TaoError =>
  new TaoError('unreachable', `The connection to ${name} broke`, {
    why: cause === undefined ? undefined : messageOf(cause),
    remedy: 'Try again. What was sent may have arrived: look before you send it once more.',
    cause,
  })

/** No more of what a node says than a person reads. */
const MOST = 600
const cut = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST)}…` : text)

export function asTaoError(error: unknown, network: Network): TaoError {
  if (error instanceof TaoError) return error
  const { name } = network
  const message = cut(messageOf(error))
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
  if (NO_BLOCK.test(message)) {
    return new TaoError('not_found', `${name} does not have that block`, {
      why: message,
      remedy: 'Ask an archive node, or for another block.',
      cause: error,
    })
  }
  const rejected = REJECTED.exec(message)
  if (rejected === null) return isInside(network) ? fault(message, error) : nonsense(network, message, error)
  return new TaoError('chain_refused', `${name} refused the request`, {
    why: rejected[2],
    data: { rpc_code: Number(rejected[1]) },
    cause: error,
  })
}

/** The chain inside is ours, and so is what goes wrong there. */
const fault = (message: string, cause: unknown): TaoError => new TaoError('internal', message, { cause })

const nonsense = ({ name }: Network, message: string, cause: unknown): TaoError =>
  new TaoError('wrong_chain', `${name} answers as no node does`, {
    why: message,
    remedy: 'Use another node with --network: this one is no Subtensor node, or is broken.',
    cause,
  })
