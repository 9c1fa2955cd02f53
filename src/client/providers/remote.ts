/** The way to a node over a WebSocket. It fails in good time, says why, and says nothing by itself. */
import { messageOf, TaoError } from '../../primitives/errors.ts'
import { SocketProvider } from './socket.ts'

/** How long a node may take to accept the connection. */
export const CONNECT_MILLISECONDS = 10_000

/** A connected provider. @throws TaoError `unreachable`, `timeout`, `interrupted` */
export async function connectTo(
  url: string,
  signal?: AbortSignal,
  milliseconds = CONNECT_MILLISECONDS,
): Promise<SocketProvider> {
  let provider: SocketProvider | undefined
  try {
    provider = new SocketProvider(url)
    await withinTime(provider.opened, url, milliseconds, signal)
    return provider
  } catch (error) {
    await provider?.disconnect()
    throw error instanceof TaoError ? error : unreachable(url, error)
  }
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
  const { why, remedy } = reasonOf(url, cause)
  return new TaoError('unreachable', `Cannot connect to ${url}`, {
    why,
    remedy: remedy ?? 'Check the address, or use another network with --network.',
    data: { url },
    cause,
  })
}

const STATUS = /^Unexpected server response: (\d{3})$/
/** How a server of TLS ends what does not begin with it. */
const NO_PLAIN_TEXT = ['ECONNRESET', 'EPIPE']

function reasonOf(url: string, cause: unknown): { readonly why: string; readonly remedy?: string } {
  const code = String((cause as { code?: unknown } | undefined)?.code)
  const encrypted = url.startsWith('wss:')
  const [, status] = STATUS.exec(messageOf(cause)) ?? []
  if (encrypted && code === 'EPROTO') {
    const remedy = `Use ${url.replace('wss:', 'ws:')}, if you trust the way there; --insecure allows it beyond this machine.`
    return { why: 'That port does not speak TLS, which wss:// is made of.', remedy }
  }
  if (!encrypted && (NO_PLAIN_TEXT.includes(code) || status === '400')) {
    const remedy = `Try ${url.replace('ws:', 'wss:')}, or use another network with --network.`
    return { why: 'The other side cut the connection: that port may speak TLS only.', remedy }
  }
  if (status !== undefined) return { why: `It answered with HTTP status ${status}: no node takes WebSockets there.` }
  return { why: REASONS[code] ?? messageOf(cause) }
}

/** The first of several addresses that answers. @throws TaoError as `connectTo`, for the first one, with what the others said */
export async function connectToAny(urls: readonly string[], signal?: AbortSignal): Promise<SocketProvider> {
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
