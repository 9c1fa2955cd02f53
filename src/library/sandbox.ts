/**
 * A whole chain in a variable, for tests and scripts:
 *
 *     await using sandbox = await openSandbox()
 *     await sandbox.fund(miner.address, parseTao('10'))
 *     await sandbox.send(miner, call('SubtensorModule.burned_register', { netuid: 2, hotkey }))
 *     await sandbox.advanceToEpoch(2)
 */
import type { ApiOptions } from '@polkadot/api/types'
import type { Chain } from '../client/chain.ts'
import type { Entry } from '../client/client.ts'
import type { Plain } from '../client/plain.ts'
import type { Call } from '../client/transactions/call.ts'
import type { Outcome } from '../client/transactions/outcome.ts'
import { type SendOptions, send } from '../client/transactions/send.ts'
import type { Tao } from '../primitives/amounts.ts'
import type { Signer } from '../wallet/signer.ts'
import { VERSION } from './open.ts'
import { type Powers, powersOf } from './powers.ts'

export interface SandboxOptions {
  /**
   * `sandbox` if absent: as `localnet`, but for what `status()` names under `conveniences`. `localnet` is the reference's local
   * network to the letter, `localnet-fast` that with fast blocks.
   */
  readonly profile?: 'sandbox' | 'localnet' | 'localnet-fast'
  /** Begin as if so much TAO had been issued: just before a halving, say. */
  readonly issuance?: Tao
}

/** A chain that makes a block for each transaction, and when it is told to; it is gone with the process. */
export interface Sandbox extends Powers {
  /** A client of it. */
  readonly chain: Chain
  /** Another one, which whoever gets it may close. */
  connect(): Promise<Chain>
  /** Signs, sends, and waits for the outcome. @throws TaoError the refusal */
  send(signer: Signer, call: Call, options?: SendOptions): Promise<Outcome>
  /** A storage item of the newest state; of a map the entry under a key. `T` is what the caller knows it to be. */
  get<T extends Plain = Plain>(item: string, ...keys: unknown[]): Promise<T>
  /** The entries of a map under the first parts of its key. */
  entries(item: string, ...prefix: unknown[]): Promise<Entry[]>
  /** A runtime API by name, e.g. `SubnetInfoRuntimeApi.get_metagraph`. */
  ask<T extends Plain = Plain>(api: string, ...args: unknown[]): Promise<T>
  /** A connection within the process, for `ApiPromise.create({ provider })`. */
  provider(): NonNullable<ApiOptions['provider']>
  /** Serves it on this machine. @param port 0 for a free one @returns the address, `ws://127.0.0.1:…` */
  serve(port?: number): Promise<string>
  close(): Promise<void>
  /** `await using sandbox = await openSandbox()` closes it by itself. */
  [Symbol.asyncDispose](): Promise<void>
}

/** @throws TaoError `usage` for an issuance that the profile does not have */
export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  // The engine is as large as all the rest, and many a program only reads chains elsewhere.
  const { openSandbox: open } = await import('../client/sandbox.ts')
  const { chain, connect, provider, serve, close } = await open({ version: VERSION, ...options })
  return {
    ...(await powersOf(chain)),
    chain,
    connect,
    provider,
    serve,
    close,
    send: (signer, call, sending) => send(chain, signer, call, sending),
    get: async <T extends Plain>(item: string, ...keys: unknown[]) =>
      (await (await chain.with({ storage: [item] })).get(item, ...keys)) as T,
    entries: async (item, ...prefix) => (await chain.with({ storage: [item] })).entries(item, ...prefix),
    ask: async <T extends Plain>(api: string, ...args: unknown[]) =>
      (await (await chain.with({ apis: [api] })).ask(api, ...args)) as T,
    [Symbol.asyncDispose]: close,
  }
}
