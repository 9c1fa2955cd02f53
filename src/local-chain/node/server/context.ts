import type { Host } from '../rpc/method.ts'
import type { Gate, Memory } from './memory.ts'
import type { Page } from './page.ts'

/** What all clients of a server have in common. */
export interface ServerContext {
  readonly host: Host
  readonly unsafe: boolean
  readonly limits: ServerLimits
  readonly memory: Memory
  /** Large requests go through it. */
  readonly gate: Gate
  /** Open WebSocket connections. */
  readonly clients: () => number
  readonly onFault: (error: unknown) => void
  /** What browsers are shown; absent where it was not built. */
  readonly page: Page | undefined
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
  /** Bytes that all clients together may make the node hold. */
  readonly memoryBytes: number
}
