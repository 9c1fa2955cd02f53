/**
 * A sandbox chain in memory, and clients on it: for tests of reads, of transactions and of commands.
 *
 *     const sandbox = await openSandbox()
 *     await sandbox.send('//Alice', call('SubtensorModule.register_network', { hotkey }))
 *     await tao('stake list --json', { openChain: () => sandbox.connect(), env: { … } })
 */
import { Chain as Client } from '../../src/client/chain.ts'
import { build, type Call, callNeeds } from '../../src/client/transactions/call.ts'
import { type Outcome, outcomeOf } from '../../src/client/transactions/outcome.ts'
import { sign } from '../../src/client/transactions/sign.ts'
import { submit } from '../../src/client/transactions/submit.ts'
import { Chain } from '../../src/local-chain/node/chain.ts'
import { LocalProvider } from '../../src/local-chain/node/provider.ts'
import { chainSpec, type ProfileName } from '../../src/local-chain/profiles/specs.ts'
import { MemoryStore } from '../../src/local-chain/state/memory-store.ts'
import { keyFromUri } from '../../src/wallet/key-sources.ts'

export interface Sandbox {
  /** The chain itself. */
  readonly inside: Chain
  /** A client of it. */
  readonly chain: Client
  /** Another one, which whoever gets it may close. */
  connect(): Promise<Client>
  /** Makes blocks. */
  advance(blocks: number): Promise<void>
  /** Signs with the key of a URI, sends, and waits for the outcome. @throws TaoError the refusal */
  send(uri: string, call: Call): Promise<Outcome>
  close(): Promise<void>
}

export async function openSandbox(profile: ProfileName = 'sandbox'): Promise<Sandbox> {
  const inside = new Chain(chainSpec(profile), new MemoryStore())
  const host = { chain: inside, version: '0.0.0-test', instance: 'test' }
  const network = { name: 'local', urls: [], isReal: false }
  const connect = (): Promise<Client> => Client.open({ network, provider: new LocalProvider(host) })
  const chain = await connect()
  return {
    inside,
    chain,
    connect,
    advance: async blocks => {
      for (let made = 0; made < blocks; ) made += await inside.advance(blocks - made)
    },
    send: (uri, call) => send(chain, uri, call),
    close: async () => {
      await chain.close()
      inside.close()
    },
  }
}

/** The address of a URI's key. */
export const addressOf = (uri: string): string => keyFromUri(uri).address

async function send(chain: Client, uri: string, call: Call): Promise<Outcome> {
  const client = await chain.with(callNeeds(call))
  const signed = await sign(client, build(client, call), keyFromUri(uri))
  return outcomeOf(client, await submit(client, signed))
}
