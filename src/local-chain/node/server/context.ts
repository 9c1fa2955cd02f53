import type { Host } from '../rpc/method.ts'

/** What all clients of a server have in common. */
export interface ServerContext {
  readonly host: Host
  readonly unsafe: boolean
  readonly limits: ServerLimits
  /** Open WebSocket connections. */
  readonly clients: () => number
  readonly onFault: (error: unknown) => void
}

export interface ServerLimits {
  /** Bytes of a request, a batch being one. */
  readonly requestBytes: number
  /** Characters of an answer, that of a batch being one. */
  readonly answerBytes: number
  readonly connections: number
  /** Requests in a batch. */
  readonly batch: number
  /** Bytes that may wait for a slow reader before he is no longer listened to. */
  readonly waitingBytes: number
}
