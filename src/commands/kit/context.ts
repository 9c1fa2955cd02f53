/**
 * What a command has at hand while it runs. Whatever costs something to open is a function and is opened when it is first
 * called: `--help` and a wallet command never touch a chain.
 */
import type { Chain } from '../../client/chain.ts'
import type { Config } from './config.ts'
import type { Settings } from './globals.ts'
import type { Environment } from './host.ts'
import type { Person } from './person.ts'
import type { Tree } from './tree.ts'
import type { Wallets } from './wallets.ts'

/** Changes the text that says what is being done. */
export type Step = (what: string) => void

export interface Context {
  readonly settings: Settings
  /** Whether an input or a setting, by its key, is on the line: what somebody typed is not passed over in silence. */
  isGiven(key: string): boolean
  readonly env: Environment
  /** The version of taokit. */
  readonly version: string
  /** Milliseconds since 1970. */
  now(): number
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
  /** Whoever sits at the terminal; undefined where nobody can be asked, not even for a password. */
  readonly person: Person | undefined
  /** Whether questions other than passwords are welcome: false with `--json` and `--yes`. */
  readonly mayAsk: boolean
  /** One line to the person, not the result. Nothing with `--quiet` or `--json`. */
  note(line: string): void
  /** A warning: shown even with `--quiet`; with `--json` it is part of the output on stderr. */
  warn(line: string): void
  /** Says what is being done while `work` takes its time. */
  progress<T>(what: string, work: (step: Step) => Promise<T>): Promise<T>
  /** Everything on standard input. */
  readStdin(): Promise<Buffer>
  /** Called at the end, whatever the end is; last come, first served. */
  defer(cleanup: () => void | Promise<void>): void
  config(): Config
  wallets(): Promise<Wallets>
  chain(): Promise<Chain>
  /** All commands as data. */
  tree(): Tree
}
