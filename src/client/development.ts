/** What a development chain of taokit can do beside what every chain can. */

import { type Tao, tao } from '../primitives/amounts.ts'
import type { Hex } from '../primitives/bytes.ts'
import type { Chain } from './chain.ts'
import type { BlockRef } from './client.ts'
import { ensureDevelopment } from './open.ts'

export interface ChainStatus {
  readonly version: string
  readonly profile: string
  readonly chain: string
  readonly specVersion: number
  readonly genesisHash: Hex
  readonly head: BlockRef
  readonly oldestState: number
  /** Milliseconds of Unix time in the chain's own time. */
  readonly time: number | null
  readonly slotMilliseconds: number
  readonly sealing: string
  readonly pool: { readonly ready: number; readonly future: number }
  readonly conveniences: readonly string[]
}

/** @throws TaoError `unsupported` on any other chain */
export async function chainStatus(chain: Chain): Promise<ChainStatus> {
  await ensureDevelopment(chain)
  return chain.rpc<ChainStatus>('tao_status')
}

export interface DevelopmentFunds {
  readonly name: string
  readonly uri: string
  readonly address: string
  readonly roles: readonly string[]
  readonly free: Tao
}

export async function developmentAccounts(chain: Chain): Promise<DevelopmentFunds[]> {
  await ensureDevelopment(chain)
  const accounts = await chain.rpc<readonly (Omit<DevelopmentFunds, 'free'> & { free: string })[]>('tao_accounts')
  return accounts.map(account => ({ ...account, free: tao(BigInt(account.free)) }))
}

export interface AdvanceOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (made: number) => void
}

/** Makes blocks, each really executed. @returns how many; fewer than asked for after an interruption */
export async function advance(
  chain: Chain,
  blocks: number,
  { signal, onProgress }: AdvanceOptions = {},
): Promise<number> {
  await ensureDevelopment(chain)
  let done = 0
  while (done < blocks && signal?.aborted !== true) {
    const { made } = await chain.rpc<{ made: number }>('tao_advance', blocks - done)
    done += made
    onProgress?.(done)
  }
  return done
}
