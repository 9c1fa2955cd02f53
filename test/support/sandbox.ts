/**
 * A sandbox chain in memory whose development keys sign by their URIs:
 *
 *     const sandbox = await openSandbox()
 *     await sandbox.send('//Alice', call('SubtensorModule.register_network', { hotkey }))
 *     await tao('stake list --json', { openChain: () => sandbox.connect(), env: { … } })
 */
import * as client from '../../src/client/sandbox.ts'
import type { Call } from '../../src/client/transactions/call.ts'
import type { Outcome } from '../../src/client/transactions/outcome.ts'
import type { ProfileName } from '../../src/local-chain/profiles/specs.ts'
import { keyFromUri } from '../../src/wallet/key-sources.ts'

export interface Sandbox extends Omit<client.Sandbox, 'send'> {
  /** Signs with the key of a URI, sends, and waits for the outcome. @throws TaoError the refusal */
  send(uri: string, call: Call): Promise<Outcome>
}

export async function openSandbox(profile: ProfileName = 'sandbox'): Promise<Sandbox> {
  const sandbox = await client.openSandbox({ profile })
  return { ...sandbox, send: (uri, call) => sandbox.send(keyFromUri(uri), call) }
}

/** The address of a URI's key. */
export const addressOf = (uri: string): string => keyFromUri(uri).address
