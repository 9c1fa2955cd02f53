/** What a chain starts from: its runtime, its first block, and how it presents itself to clients. */
import type { AccountId } from '../../primitives/account.ts'
import type { Ctx } from '../runtime/context.ts'
import type { Profile } from '../runtime/profile.ts'

/** An account whose key everybody can make: for development only. */
export interface DevelopmentAccount {
  /** e.g. `Alice` */
  readonly name: string
  /** What makes its key, e.g. `//Alice`. */
  readonly uri: string
  readonly account: AccountId
  /** What it is for, e.g. `sudo`, `block author`. */
  readonly roles: readonly string[]
}

export interface ChainSpec {
  readonly profile: Profile
  /** Writes the state of the genesis block. */
  readonly genesis: (ctx: Ctx) => void
  /** What clients show as the name of the chain. */
  readonly chainName: string
  readonly chainType: 'Local' | 'Development'
  readonly accounts: readonly DevelopmentAccount[]
  /** In which ways the chain is easier than the reference's localnet, a sentence each. */
  readonly conveniences: readonly string[]
  /** The chain's time at block 1, in milliseconds of Unix time; where nothing is said, `DEFAULT_START`. */
  readonly startTime?: bigint
}

/** 2025-01-01T00:00:00Z. A fixed start makes the same calls give the same chain on every machine and day. */
export const DEFAULT_START = 1_735_689_600_000n
