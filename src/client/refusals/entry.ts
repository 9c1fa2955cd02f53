/** What the catalogue says about one way to be refused. */
import type { ErrorCode } from '../../primitives/errors.ts'

/**
 * Texts may name what the caller knows: `{subnet}`, `{hotkey}`, `{coldkey}`, `{account}`, `{network}`, each also with a
 * capital, and `{netuid}` for command lines. Where it is not known, a general word stands instead.
 */
export interface Entry {
  /** What was refused. No full stop. */
  readonly message: string
  /** The rule behind it. */
  readonly why: string | readonly string[]
  /** What to do next. */
  readonly remedy: string
  /** `chain_refused` if absent. */
  readonly code?: Extract<ErrorCode, 'insufficient_balance' | 'invalid_transaction'>
  /** Which numbers of the context belong to it. */
  readonly numbers?: Numbers
}

/**
 * `funds`: what it takes and what is free of TAO; `holdings`: what it takes and what is there of something else;
 * `bounds`: what was given and what may be; `wait`: the present block and the one from which on it will do.
 */
export type Numbers = 'funds' | 'holdings' | 'bounds' | 'wait'

/** By label: `SubtensorModule.NotEnoughStakeToWithdraw`, `Token.FundsUnavailable`, `BadOrigin`. */
export type Entries = Readonly<Record<string, Entry>>
