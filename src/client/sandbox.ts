/**
 * A whole chain in a variable: the engine in memory, and a client of it. What programs get is made of it (library/sandbox.ts).
 *
 *     const sandbox = await openSandbox()
 *     await sandbox.send(keyFromUri('//Alice'), call('SubtensorModule.register_network', { hotkey }))
 *     await sandbox.advance(360)
 *     await sandbox.close()
 */

import type { Signer } from '../wallet/signer.ts'
import { Chain } from './chain.ts'
import { type MemoryChain, type MemoryOptions, openMemory } from './providers/memory.ts'
import type { Call } from './transactions/call.ts'
import type { Outcome } from './transactions/outcome.ts'
import { send } from './transactions/send.ts'

export interface Sandbox extends MemoryChain {
  /** A client of it. */
  readonly chain: Chain
  /** Another one, which whoever gets it may close. */
  connect(): Promise<Chain>
  /** Signs, sends, and waits for the outcome. @throws TaoError the refusal */
  send(signer: Signer, call: Call): Promise<Outcome>
}

export const openSandbox = (options: MemoryOptions = {}): Promise<Sandbox> => sandboxOf(openMemory(options))

/** A chain with a client of it. */
export async function sandboxOf(memory: MemoryChain): Promise<Sandbox> {
  const network = { name: 'local', urls: [], isReal: false }
  const connect = (): Promise<Chain> => Chain.open({ network, provider: memory.provider() })
  const chain = await connect()
  return {
    ...memory,
    chain,
    connect,
    send: (signer, call) => send(chain, signer, call),
    close: async () => {
      await chain.close()
      await memory.close()
    },
  }
}
