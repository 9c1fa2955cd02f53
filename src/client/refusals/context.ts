/** What a caller knows about the call that was refused. All of it may be left out. */
export interface RefusalContext {
  /** The name of the network: `finney`, `local`. */
  readonly network?: string | undefined
  readonly netuid?: number | undefined
  /** An address, or the name under which the user knows the key. */
  readonly hotkey?: string | undefined
  readonly coldkey?: string | undefined
  /** The account that pays or is acted for, if that is not the coldkey. */
  readonly address?: string | undefined
  /** The call, as the chain names it: `SubtensorModule.set_weights`. Some refusals mean one thing or another by it. */
  readonly call?: string | undefined
  /** What the user asked for, with its unit: `τ1.5`. A bigint is told in rao. */
  readonly amount?: Told
  /** What it takes in all, if more than the amount: with the fee, for example. */
  readonly needed?: Told
  /** The free TAO of the account. */
  readonly free?: Told
  /** What is there of anything else: of a stake, of what a crowdloan has raised. */
  readonly available?: Told
  /** A value that was given, and what it may be. */
  readonly given?: Told
  readonly least?: Told
  readonly most?: Told
  /** The present block, the first one in which it will do, and how long a block takes. */
  readonly block?: number | undefined
  readonly freeAt?: number | undefined
  readonly blockSeconds?: number | undefined
  /** What the chain itself writes about the error. Told where the catalogue does not know it. */
  readonly docs?: string | undefined
  readonly cause?: unknown
}

export type Told = string | number | bigint | undefined
