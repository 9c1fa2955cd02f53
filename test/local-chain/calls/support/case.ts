/**
 * Calls as data: what is sent, by whom, what it changes and deposits, and how it is refused. `play.ts` sends each as a signed
 * extrinsic; `docs/chain-surface.md` names them. No test runner is needed to read them.
 */
import { ACCOUNT_LENGTH, type AccountId, accountId } from '../../../../src/primitives/account.ts'
import { utf8 } from '../../../../src/primitives/bytes.ts'
import { keyOf } from '../../support/accounts.ts'
import type { Stage } from './stage.ts'

/** The name of a key (`Bob`, `Bob//hot`), or what has none: root, for which Alice uses sudo, and nobody. */
export type Sender = string

export const ROOT: Sender = 'root'
export const NOBODY: Sender = 'nobody'

export type Args = Readonly<Record<string, unknown>>

/** Arguments, or what makes them of the state in which they are sent. */
export type ArgsOf = Args | ((stage: Stage) => Args)

/** What comes before: blocks, calls, or a state that would take too long to bring about. */
export type Scene = (stage: Stage) => void

/** Writes an item; of the SubtensorModule without its name. */
export const put =
  (item: string, keys: unknown, value: unknown): Scene =>
  stage =>
    stage.put(qualified(item, DEFAULT_PALLET), keys, value)

/** Sends a call; of the SubtensorModule without its name. */
export const sent =
  (by: Sender, call: string, args: Args = {}): Scene =>
  stage => {
    stage.send(by, qualified(call, DEFAULT_PALLET), args)
  }

/** Lets so many blocks pass, the last of which is made. */
export const later =
  (blocks: number): Scene =>
  stage => {
    stage.skip(blocks - 1)
    stage.blocks()
  }

export const all =
  (...scenes: readonly Scene[]): Scene =>
  stage => {
    for (const scene of scenes) scene(stage)
  }

const DEFAULT_PALLET = 'SubtensorModule.'

/** A value, or what makes it of the value before the call. */
export type Expected = unknown

/** An item as `Pallet.Item` or, of the pallet of the call, `Item`; its key, or the parts of it; the value after the call. */
export type StateCheck = readonly [item: string, keys: unknown, expected: Expected]

/** An event as `Pallet.Event` or, of the pallet of the call, `Event`; its data, where they are looked at. */
export type EventCheck = readonly [event: string, data?: unknown]

export interface Refusal {
  /** The label, e.g. `BadOrigin`, `Token.FundsUnavailable`; of the pallet of the call without the pallet's name. */
  readonly error: string
  readonly by?: Sender
  /** Laid over the arguments of the case. */
  readonly args?: ArgsOf
  /** Comes after the scene of the case. */
  readonly given?: Scene
  /** What the pool says where it does not take the transaction; the error is then what the call within a batch says. */
  readonly door?: string
}

export interface CallCase {
  /** `Pallet.call` */
  readonly call: string
  /** What this case shows, where a call has several. */
  readonly what?: string
  readonly by: Sender
  readonly args?: ArgsOf
  readonly given?: Scene
  /** All events of the call in their order, without those of its fee. */
  readonly events: readonly EventCheck[]
  readonly state: readonly StateCheck[]
  /**
   * Other senders with what they are told: `ok` for the same outcome, `accepted` for one of their own.
   * Beside them nobody may send, and not root where a signer may.
   */
  readonly authority?: Readonly<Record<Sender, string>>
  readonly refused: readonly Refusal[]
  /** Another value of the case before, which has shown who may send. */
  readonly again?: boolean
}

/** What blocks do by themselves. */
export interface BlockCase {
  readonly what: string
  readonly given?: Scene
  readonly blocks: number
  /** Events that are among those of the last block. */
  readonly events: readonly EventCheck[]
  readonly state: readonly StateCheck[]
}

/** A call that only refuses: nobody may use it, whatever the arguments. */
export interface DeadCall {
  readonly call: string
  readonly args?: Args
  /** What each sender is told. */
  readonly refused: Readonly<Record<Sender, string>>
}

/** The pseudo item of what an account has free, as if it had paid no fee. */
export const FREE = '(free)'

export const TAO = 1_000_000_000n

export const accountOf = (name: string): AccountId => keyOf(name).publicKey

/** The name of somebody's hotkey. */
export const hot = (name: string): string => `${name}//hot`

export const hotkeyOf = (name: string): AccountId => accountOf(hot(name))

/** The account in which a subnet keeps its TAO: `modl`, the id of the pallet, the netuid. */
export function potOf(netuid: number): AccountId {
  const bytes = new Uint8Array(ACCOUNT_LENGTH)
  bytes.set(utf8('modlsubtensr'))
  bytes[12] = netuid
  return accountId(bytes)
}

/** The event of TAO that goes from one account to another. */
export const paid = (from: string, to: string, amount: bigint): EventCheck => [
  'Balances.Transfer',
  { from, to, amount },
]

/** As calls of Balances name an account. */
export const idOf = (name: string): { readonly type: 'Id'; readonly value: AccountId } => ({
  type: 'Id',
  value: accountOf(name),
})

export const plus =
  (change: bigint) =>
  (before: bigint): bigint =>
    before + change

export const minus = (change: bigint): ((before: bigint) => bigint) => plus(-change)

export const titleOf = ({ call, what }: CallCase): string => (what === undefined ? call : `${call}: ${what}`)

/** What other senders are told: `refused` where a transaction without a signature is kept out. */
export function authorityOf({ by, authority = {} }: CallCase): Readonly<Record<Sender, string>> {
  const natural = by === ROOT ? { Eve: 'BadOrigin' } : { [ROOT]: 'BadOrigin' }
  return { ...natural, [NOBODY]: 'refused', ...authority }
}

/** `Pallet.Name` of a name that may stand without its pallet. */
export function qualified(name: string, call: string): string {
  return /^[A-Z]\w*\./.test(name) || name === FREE ? name : `${call.slice(0, call.indexOf('.'))}.${name}`
}

/** The label of a refusal; errors of the call's own pallet stand without its name. */
export function labelOf(error: string, call: string): string {
  return OUTER.has(error) ? error : qualified(error, call)
}

const OUTER: ReadonlySet<string> = new Set(['ok', 'accepted', 'refused', 'BadOrigin', 'CannotLookup', 'Corruption'])
