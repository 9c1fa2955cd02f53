/** Opens the chain that the settings name. It is loaded when a command asks for one, and with it the libraries of chains. */
import type { Chain } from '../../client/chain.ts'
import { openChain as open } from '../../client/open.ts'
import type { Settings } from './globals.ts'

export function openChain(settings: Settings, version: string, signal: AbortSignal): Promise<Chain> {
  const { network, chain, insecure } = settings
  return open({ network, chain, insecure, version, signal })
}
