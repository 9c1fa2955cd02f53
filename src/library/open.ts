/** Connections for programs: what commands take from settings has defaults here. */
import type { Chain } from '../client/chain.ts'
import { openChain as open } from '../client/open.ts'

declare const TAOKIT_VERSION: string

/** The version of taokit; the sources themselves have none. */
export const VERSION = typeof TAOKIT_VERSION === 'string' ? TAOKIT_VERSION : '0.0.0'

export interface OpenOptions {
  /** finney, test, archive, local, or the address of a node. */
  readonly network: string
  /** Nodes of the same network, for when those of its own do not answer. */
  readonly fallbacks?: readonly string[]
  /** Of `local`: which chain; `default` if absent. */
  readonly chain?: string
  /** Allow connections that are not encrypted. */
  readonly insecure?: boolean
  readonly signal?: AbortSignal
}

/**
 * Opens a chain; `close()` ends the connection. `local` is the chain of `tao`: the node that serves it, or the chain itself, which
 * is then kept from others until it is closed.
 * @throws TaoError when the network is unknown, cannot be reached or is another one
 */
export const openChain = ({ chain = 'default', ...options }: OpenOptions): Promise<Chain> =>
  open({ ...options, chain, version: VERSION })
