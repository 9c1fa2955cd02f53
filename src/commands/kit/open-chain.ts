/** Opens the chain that the settings name. It is loaded when a command asks for one, and with it the libraries of chains. */
import type { Chain } from '../../client/chain.ts'
import { openChain as open } from '../../client/open.ts'
import type { Settings } from './globals.ts'

export function openChain(settings: Settings, version: string, signal: AbortSignal): Promise<Chain> {
  silenceLibraries()
  const { network, chain, insecure } = settings
  return open({ network, chain, insecure, version, signal })
}

/** They write to the console by themselves what is told in better words when it is thrown. */
function silenceLibraries(): void {
  const nothing = (): void => {}
  Object.assign(console, { debug: nothing, log: nothing, warn: nothing, error: nothing })
}
