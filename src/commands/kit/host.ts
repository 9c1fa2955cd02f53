/** The outside world as the kit sees it: injected, so that every command runs in memory. */

import type { Chain } from '../../client/chain.ts'
import type { Kdf } from '../../wallet/encryption/argon2.ts'
import type { Settings } from './globals.ts'
import type { Prompts } from './person.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export interface Output {
  write(text: string): void
  readonly isTerminal: boolean
  /** 80 where it is not known. */
  readonly columns: number
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Calls `tick` again and again until the returned function is called. Never keeps the process alive. */
  every(ms: number, tick: () => void): () => void
}

export interface Host {
  /** Passwords are taken out of it on first use, so it is the process's own. */
  readonly env: Record<string, string | undefined>
  readonly platform: string
  /** Version of taokit and of Node.js, for a bug report. */
  readonly versions: { readonly tao: string; readonly node: string }
  readonly stdin: { readonly isTerminal: boolean; read(): Promise<Buffer> }
  readonly stdout: Output
  readonly stderr: Output
  readonly clock: Clock
  /** Loads what draws the questions. */
  prompts(): Promise<Prompts>
  /** Calls `listener` on Ctrl-C and its kin until the returned function is called. */
  onInterrupt(listener: () => void): () => void
  /** A cheaper derivation of keys from passwords, for tests whose subject is something else. */
  readonly kdf?: Kdf
  /** Opens the chain that the settings name. */
  openChain?(settings: Settings, signal: AbortSignal): Promise<Chain>
}
