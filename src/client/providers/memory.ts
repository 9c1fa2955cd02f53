/** A chain inside that lives in memory and is gone with the process. */
import type { ProviderInterface } from '@polkadot/rpc-provider/types'
import { Chain } from '../../local-chain/node/chain.ts'
import { LocalProvider } from '../../local-chain/node/provider.ts'
import { Server } from '../../local-chain/node/server.ts'
import { chainSpec, DEFAULT_PROFILE, type ProfileName } from '../../local-chain/profiles/specs.ts'
import { MemoryStore } from '../../local-chain/state/memory-store.ts'
import type { Tao } from '../../primitives/amounts.ts'

export interface MemoryOptions {
  /** `sandbox` if absent; `localnet` is the reference's local network to the letter. */
  readonly profile?: ProfileName
  /** Begin as if so much TAO had been issued. */
  readonly issuance?: Tao
  /** Told to those who ask the node for its version. */
  readonly version?: string
}

/** A chain that makes a block for each transaction, and when it is told to. */
export interface MemoryChain {
  /** The engine itself. */
  readonly inside: Chain
  /** A connection within the process, for one client. */
  provider(): ProviderInterface
  advance(blocks: number): Promise<void>
  /** Serves it on this machine. @param port 0 for a free one @returns the address, `ws://127.0.0.1:…` */
  serve(port?: number): Promise<string>
  close(): Promise<void>
}

export function openMemory({
  profile = DEFAULT_PROFILE,
  issuance,
  version = '0.0.0',
}: MemoryOptions = {}): MemoryChain {
  const spec = chainSpec(profile, issuance === undefined ? {} : { issuance })
  return chainInside(new Chain(spec, new MemoryStore()), version)
}

/** A chain that somebody opened, wherever it is kept. It is closed with what this gives. */
export function chainInside(inside: Chain, version = '0.0.0'): MemoryChain {
  const host = { chain: inside, version, instance: 'memory' }
  const servers: Server[] = []
  return {
    inside,
    provider: () => new LocalProvider(host),
    advance: async blocks => {
      for (let made = 0; made < blocks; ) made += await inside.advance(blocks - made)
    },
    serve: async (port = 0) => {
      const server = await Server.listen(host, { port })
      servers.push(server)
      return server.url
    },
    close: async () => {
      await Promise.all(servers.map(server => server.close()))
      inside.close()
    },
  }
}
