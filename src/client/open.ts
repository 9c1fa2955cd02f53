/** From the settings of a command to a connection. */

import type { ProviderInterface } from '@polkadot/rpc-provider/types'
import { TaoError } from '../primitives/errors.ts'
import { Chain } from './chain.ts'
import { isInside, type Network, networkOf } from './networks.ts'
import { cacheFolder, openInside } from './providers/inside.ts'

export interface OpenOptions {
  /** finney, test, archive, local, or the address of a node. */
  readonly network: string
  /** Nodes of the same network, for when those of its own do not answer. */
  readonly fallbacks?: readonly string[]
  /** The name of the chain inside, where that is meant. */
  readonly chain: string
  /** Allow connections that are not encrypted. */
  readonly insecure?: boolean
  /** The version of taokit. */
  readonly version: string
  readonly signal?: AbortSignal
  /** Hears of bugs in the chain inside. */
  readonly onFault?: (error: unknown) => void
}

/** @throws TaoError when the network is unknown, cannot be reached or is another one */
export async function openChain(options: OpenOptions): Promise<Chain> {
  const network = networkOf(options.network, options.insecure)
  const cache = cacheFolder()
  return Chain.open({ network, cache, ...(await wayTo(network, options)) })
}

interface Way {
  readonly provider: ProviderInterface
  readonly source?: string
}

async function wayTo(
  network: Network,
  { chain, version, signal, onFault, fallbacks = [], insecure }: OpenOptions,
): Promise<Way> {
  const remote = async (urls: readonly string[]): Promise<Required<Way>> => {
    const { connectToAny } = await import('./providers/remote.ts')
    const provider = await connectToAny(urls, signal)
    return { provider: provider as unknown as ProviderInterface, source: provider.endpoint }
  }
  if (!isInside(network)) {
    const others = fallbacks.flatMap(fallback => networkOf(fallback, insecure).urls)
    return remote([...network.urls, ...others])
  }
  const inside = await openInside({ chain, version, ...(onFault === undefined ? {} : { onFault }) })
  const { provider } = inside.kind === 'here' ? inside : await remote([inside.url])
  return { provider }
}

/** @throws TaoError `unsupported` for anything but a development chain of taokit */
export async function ensureDevelopment(chain: Chain): Promise<void> {
  if (await chain.isDevelopment()) return
  throw new TaoError('unsupported', `${chain.name} is not a chain of taokit`, {
    why: 'Only the chain inside, or a node that serves one, can do this.',
    remedy: 'Use --network local, or the address of such a node.',
  })
}
