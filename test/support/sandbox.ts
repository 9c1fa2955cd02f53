/**
 * A sandbox chain in memory whose development keys sign by their URIs:
 *
 *     const sandbox = await openSandbox()
 *     await sandbox.send('//Alice', call('SubtensorModule.register_network', { hotkey }))
 *     await tao('stake list --json', { openChain: () => sandbox.connect(), env: { … } })
 */
import { chainInside } from '../../src/client/providers/memory.ts'
import * as client from '../../src/client/sandbox.ts'
import type { Call } from '../../src/client/transactions/call.ts'
import type { Outcome } from '../../src/client/transactions/outcome.ts'
import { openChain } from '../../src/local-chain/node/open.ts'
import { chainSpec, type ProfileName } from '../../src/local-chain/profiles/specs.ts'
import { keyFromUri } from '../../src/wallet/key-sources.ts'

export interface Sandbox extends Omit<client.Sandbox, 'send'> {
  /** Signs with the key of a URI, sends, and waits for the outcome. @throws TaoError the refusal */
  send(uri: string, call: Call): Promise<Outcome>
}

export const openSandbox = async (profile: ProfileName = 'sandbox'): Promise<Sandbox> =>
  withUris(await client.openSandbox({ profile }))

/** The sandbox in a folder, where the program finds it later; made if there is none. */
export async function openStoredSandbox(folder: string): Promise<Sandbox> {
  const inside = openChain(folder, () => chainSpec('sandbox'))
  const memory = chainInside(inside)
  return withUris(await client.sandboxOf(memory))
}

const withUris = (sandbox: client.Sandbox): Sandbox => ({
  ...sandbox,
  send: (uri, call) => sandbox.send(keyFromUri(uri), call),
})

/** The address of a URI's key. */
export const addressOf = (uri: string): string => keyFromUri(uri).address
