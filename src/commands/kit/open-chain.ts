/** Opens the chain that the settings name. It is loaded when a command asks for one, and with it the libraries of chains. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Chain } from '../../client/chain.ts'
import { type OpenOptions, openChain as open } from '../../client/open.ts'
import { TaoError } from '../../primitives/errors.ts'
import type { Settings } from './globals.ts'

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 15_000

export function openChain(settings: Settings, version: string, signal: AbortSignal): Promise<Chain> {
  const { network, chain, insecure, fallbackEndpoints: fallbacks, retryForever } = settings
  const options = { network, fallbacks, chain, insecure, version, signal }
  return retryForever ? openSomeTime(options) : open(options)
}

/** Tries until somebody answers, or Ctrl-C. @throws TaoError whatever another try would not change */
async function openSomeTime(options: OpenOptions): Promise<Chain> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await open(options)
    } catch (error) {
      const isForNow = error instanceof TaoError && ['unreachable', 'timeout'].includes(error.code)
      if (!isForNow || options.signal?.aborted) throw error
      await sleep(pause, undefined, { signal: options.signal }).catch(() => {
        throw error
      })
    }
  }
}
