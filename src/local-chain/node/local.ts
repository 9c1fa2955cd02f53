/** How a program gets at a chain on this machine: through the node that serves it, or by opening it itself. */
import { TaoError } from '../../primitives/errors.ts'
import type { Chain, ChainOptions } from './chain.ts'
import type { ChooseSpec } from './open.ts'
import type { LocalProvider, ProviderOptions } from './provider.ts'
import { findServed, type Served } from './served.ts'
import type { ChainSpec } from './spec.ts'

/** A way to a chain on this machine. */
export type LocalDoor =
  | { readonly kind: 'served'; readonly served: Served }
  | { readonly kind: 'here'; readonly chain: Chain; readonly provider: LocalProvider }

export interface DoorOptions extends ChainOptions, ProviderOptions {
  /** The version of taokit. */
  readonly version: string
}

/** The way to the chain in a folder: a served chain is not opened a second time. The chain is closed with the provider. */
export async function findDoor(folder: string, choose: ChooseSpec, options: DoorOptions): Promise<LocalDoor> {
  const served = await findServed(folder)
  if (served !== undefined) return { kind: 'served', served }
  // The libraries of the chain are loaded by whoever opens one.
  const [{ openChain }, { LocalProvider }, { randomId }] = await Promise.all([
    import('./open.ts'),
    import('./provider.ts'),
    import('./random.ts'),
  ])
  const chain = openChain(folder, choose, options)
  const host = { chain, version: options.version, instance: randomId() }
  const onDisconnect = () => {
    chain.close()
    options.onDisconnect?.()
  }
  return { kind: 'here', chain, provider: new LocalProvider(host, { ...options, onDisconnect }) }
}

/** Makes the chain in a folder anew. @throws TaoError `chain_busy` while a node serves it */
export async function resetChain(folder: string, spec: ChainSpec, options: ChainOptions = {}): Promise<Chain> {
  const served = await findServed(folder)
  if (served === undefined) {
    const { openChain } = await import('./open.ts')
    return openChain(folder, () => spec, { ...options, replace: true })
  }
  throw new TaoError('chain_busy', `The chain is served at ${served.url}`, {
    why: `Process ${served.pid} serves it; it would be taken from under its clients.`,
    remedy: 'Stop the node first.',
    data: { url: served.url, pid: served.pid },
  })
}
