/** The way to a node over a WebSocket. It fails in good time, says why, and says nothing by itself. */
import { WsProvider } from '@polkadot/rpc-provider/ws'
import { messageOf, TaoError } from '../../primitives/errors.ts'

/** How long a node may take to accept the connection. */
export const CONNECT_MILLISECONDS = 10_000
/** How long a node may take to answer. */
const ANSWER_MILLISECONDS = 60_000

/**
 * A connected provider. It does not connect again by itself: what was asked meanwhile would be lost without a word.
 * @throws TaoError `unreachable`, `timeout`, `interrupted`
 */
export async function connectTo(
  url: string,
  signal?: AbortSignal,
  milliseconds = CONNECT_MILLISECONDS,
): Promise<WsProvider> {
  const provider = new WsProvider(url, false, undefined, ANSWER_MILLISECONDS)
  let failure: unknown
  const stopListening = provider.on('error', error => {
    failure ??= (error as { error?: unknown } | undefined)?.error ?? error
  })
  try {
    await withinTime(opened(provider), url, milliseconds, signal)
    return provider
  } catch (error) {
    await provider.disconnect().catch(() => {})
    throw error instanceof TaoError ? error : unreachable(url, failure ?? error)
  } finally {
    stopListening()
  }
}

/** Resolves when the connection stands, rejects when it falls before. */
function opened(provider: WsProvider): Promise<void> {
  return new Promise((resolve, reject) => {
    const stops = [
      provider.on('connected', () => settle(resolve)),
      provider.on('disconnected', () => settle(() => reject(new Error('The node closed the connection')))),
      // The reason stands in the event; the close that follows has none.
      provider.on('error', () => setImmediate(() => settle(() => reject(new Error('The connection failed'))))),
    ]
    const settle = (then: () => void): void => {
      for (const stop of stops) stop()
      then()
    }
    provider.connect().catch(reject)
  })
}

async function withinTime(
  work: Promise<void>,
  url: string,
  milliseconds: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let onAbort: (() => void) | undefined
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLate(url, milliseconds)), milliseconds)
    onAbort = () => reject(new TaoError('interrupted', 'Interrupted'))
    signal?.addEventListener('abort', onAbort)
    if (signal?.aborted) onAbort()
  })
  try {
    await Promise.race([work, end])
  } finally {
    clearTimeout(timer)
    if (onAbort !== undefined) signal?.removeEventListener('abort', onAbort)
  }
}

const tooLate = (url: string, milliseconds: number): TaoError =>
  new TaoError('timeout', `${url} does not answer`, {
    why: `Nobody accepted the connection within ${milliseconds / 1000} seconds.`,
    remedy: 'Try again later, or use another node with --network wss://….',
    data: { url },
  })

/** What the operating system says, in words. */
const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'There is no host of that name.',
  EAI_AGAIN: 'The name of the host cannot be looked up now: is this machine online?',
  ECONNREFUSED: 'Nothing listens on that port.',
  ECONNRESET: 'The other side cut the connection.',
  EHOSTUNREACH: 'There is no way to that host.',
  ENETUNREACH: 'There is no way to that network: is this machine online?',
  ETIMEDOUT: 'The host does not answer.',
  CERT_HAS_EXPIRED: 'The certificate of the node has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate of the node is signed by nobody but itself.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The certificate of the node cannot be verified.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate belongs to another host.',
}

function unreachable(url: string, cause: unknown): TaoError {
  const code = (cause as { code?: unknown } | undefined)?.code
  const known = typeof code === 'string' ? REASONS[code] : undefined
  return new TaoError('unreachable', `Cannot connect to ${url}`, {
    why: known ?? messageOf(cause),
    remedy: 'Check the address, or use another network with --network.',
    data: { url },
    cause,
  })
}

/** The first of several addresses that answers. @throws TaoError as `connectTo`, for the first one, with what the others said */
export async function connectToAny(urls: readonly string[], signal?: AbortSignal): Promise<WsProvider> {
  const failures: TaoError[] = []
  for (const url of urls) {
    try {
      return await connectTo(url, signal)
    } catch (error) {
      if (!(error instanceof TaoError) || error.code === 'interrupted') throw error
      failures.push(error)
    }
  }
  const [first, ...others] = failures as [TaoError, ...TaoError[]]
  if (others.length === 0) throw first
  const { code, message, why, remedy, data } = first
  const also = others.map(other => [other.message, ...other.why].join(': '))
  throw new TaoError(code, message, { why: [...why, ...also], remedy, data, cause: first })
}
