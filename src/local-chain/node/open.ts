/** Opens chains that are kept in folders. */
import { join } from 'node:path'
import type { ChainIdentity } from '../state/chain-store.ts'
import { LmdbStore } from '../state/lmdb-store.ts'
import { Chain, type ChainOptions } from './chain.ts'
import type { ChainSpec } from './spec.ts'

/** Gives the spec of the chain that is there, or, where none is, of the one to make. @throws TaoError for an unknown profile */
export type ChooseSpec = (identity: ChainIdentity | undefined) => ChainSpec

/** Opens the chain in a folder, or makes it. Nothing but what is asked for is read. @throws TaoError */
export function openChain(folder: string, choose: ChooseSpec, options: ChainOptions = {}): Chain {
  const store = new LmdbStore(folder)
  try {
    const reports = join(folder, 'reports')
    return new Chain(choose(options.replace ? undefined : store.identity), store, { reports, ...options })
  } catch (error) {
    store.close()
    throw error
  }
}
