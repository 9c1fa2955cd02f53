/**
 * What the explorer's methods answer, as JSON. Amounts are whole rao in texts; hotkeys and coldkeys are addresses. The page
 * takes its types from here: this file names nothing of the node.
 */
import type { Hex } from '../../../../primitives/bytes.ts'

/** A whole number of rao. */
export type Rao = string

/** A decoded value, as far as it matters for showing it. */
export type Shown =
  | {
      readonly kind: 'number' | 'time' | 'text' | 'account' | 'hash' | 'netuid' | 'error' | 'name'
      readonly value: string
    }
  | { readonly kind: 'tao' | 'alpha'; readonly value: Rao }
  | { readonly kind: 'flag'; readonly value: boolean }
  /** `hex` may be the beginning of so many bytes. */
  | { readonly kind: 'bytes'; readonly hex: Hex; readonly length: number }
  /** `more`: how many stand behind those that are told. */
  | { readonly kind: 'list'; readonly items: readonly Shown[]; readonly more: number }
  | { readonly kind: 'fields'; readonly fields: readonly ShownField[] }
  | { readonly kind: 'variant'; readonly name: string; readonly fields: readonly ShownField[] }
  | ShownCall
  | { readonly kind: 'none' }
  /** Left out: there is too much of it. */
  | { readonly kind: 'omitted' }

/** Where the chain gives no name, that of the type stands for it. */
export type ShownField = readonly [name: string, value: Shown]

/** A call, or an event. */
export interface ShownCall {
  readonly kind: 'call'
  readonly pallet: string
  readonly name: string
  readonly fields: readonly ShownField[]
}

export interface BlockId {
  readonly number: number
  readonly hash: Hex
}

export interface Overview {
  readonly chain: string
  readonly profile: string
  readonly version: string
  readonly specName: string
  readonly specVersion: number
  readonly genesisHash: Hex
  readonly head: BlockId
  readonly finalised: BlockId
  /** The oldest block whose state can be read. */
  readonly oldestState: number
  /** Of the newest block, in Unix time; null for genesis. */
  readonly time: number | null
  readonly slotMilliseconds: number
  /** A word, or milliseconds. */
  readonly sealing: string | number
  readonly pool: { readonly ready: number; readonly future: number }
  /** What emission has created and recycling has taken back. */
  readonly issuance: Rao
  /** All balances together. */
  readonly balances: Rao
  /** TAO in the pools of subnets and on root. */
  readonly staked: Rao
  readonly subnets: number
  /** Newest first. */
  readonly blocks: readonly BlockLine[]
  readonly accounts: readonly KnownAccount[]
}

/** An account that the chain comes with. */
export interface KnownAccount {
  readonly name: string
  readonly address: string
  readonly roles: readonly string[]
  readonly free: Rao
}

export interface BlockLine extends BlockId {
  readonly time: number | null
  /** What accounts sent; the block's own statements are not counted. */
  readonly transactions: number
  /** Of those, how many were refused; null where the events are no longer kept. */
  readonly failed: number | null
  /** Null where they are no longer kept. */
  readonly events: number | null
}

export interface BlockPage extends BlockLine {
  readonly parentHash: Hex
  readonly stateRoot: Hex
  readonly extrinsicsRoot: Hex
  readonly digest: readonly { readonly kind: string; readonly engine: string | null; readonly data: Hex }[]
  readonly slot: string | null
  readonly head: number
  readonly weight: { readonly refTime: string; readonly proofSize: string } | null
  readonly size: number
  readonly extrinsics: readonly ExtrinsicPage[]
  /** How many there are in the block, and the first of those that are told. */
  readonly total: number
  readonly first: number
  /** Of no extrinsic: what happened when the block began and ended. */
  readonly hooks: readonly EventLine[]
  /** How many of those are not told. */
  readonly moreHooks: number
}

export interface EventLine {
  readonly phase: string
  readonly event: ShownCall
}

export interface ExtrinsicPage {
  readonly index: number
  readonly hash: Hex
  /** Null for what nobody signed. */
  readonly signer: string | null
  readonly nonce: number | null
  readonly tip: Rao | null
  /** For how many blocks from `birth` on it may stand in one; null for one without an end. */
  readonly era: { readonly period: number; readonly birth: number } | null
  readonly size: number
  /** Null where the bytes are not of this runtime. */
  readonly call: ShownCall | null
  /** Null where the events are no longer kept. */
  readonly success: boolean | null
  /** What the chain calls the refusal. */
  readonly error: string | null
  readonly fee: Rao | null
  readonly weight: { readonly refTime: string; readonly proofSize: string } | null
  readonly class: string | null
  readonly paysFee: boolean | null
  readonly events: readonly ShownCall[]
  readonly moreEvents: number
}

/** Where something that was searched for is. */
export type Found =
  | { readonly kind: 'block'; readonly number: number }
  | { readonly kind: 'extrinsic'; readonly block: number; readonly index: number }
  | { readonly kind: 'account'; readonly address: string }
  | { readonly kind: 'subnet'; readonly netuid: number }
  | { readonly kind: 'nothing'; readonly searchedBack: number }

export interface SubnetLine {
  readonly netuid: number
  readonly name: string
  readonly symbol: string
  readonly owner: string
  /** Rao for one alpha. */
  readonly price: Rao
  /** TAO that the newest block brought: into the pool, and spent on alpha by the chain. */
  readonly taoEmission: Rao
  /** Its share of what the newest block brought to all, in billionths. */
  readonly emissionShare: string
  readonly taoIn: Rao
  readonly alphaIn: Rao
  readonly alphaOut: Rao
  readonly tempo: number
  /** The block of the next epoch; null where there is none. */
  readonly nextEpoch: number | null
  readonly neurons: number
  readonly maxNeurons: number
}

export interface SubnetList extends BlockId {
  readonly subnets: readonly SubnetLine[]
}

export interface SubnetPage extends BlockId {
  readonly subnet: SubnetLine
  readonly ownerHotkey: string
  readonly registeredAt: number
  readonly lastEpoch: number
  readonly alphaOutEmission: Rao
  readonly volume: Rao
  readonly burn: Rao
  readonly identity: readonly ShownField[]
  readonly hyperparameters: readonly ShownField[]
  readonly neurons: readonly NeuronLine[]
}

export interface NeuronLine {
  readonly uid: number
  readonly hotkey: string
  readonly coldkey: string
  /** Alpha and root TAO as they weigh together. */
  readonly stake: Rao
  readonly alphaStake: Rao
  readonly rootStake: Rao
  /** These four in parts of 65535. */
  readonly validatorTrust: number
  readonly consensus: number
  readonly incentive: number
  readonly dividends: number
  /** Alpha of the last epoch. */
  readonly emission: Rao
  readonly axon: string | null
  readonly permit: boolean
  readonly active: boolean
  readonly lastUpdate: number
}

/** Values at blocks that are spread evenly over the states that are kept, the oldest first. */
export interface SubnetHistory {
  readonly blocks: readonly number[]
  readonly subnets: readonly SubnetSeries[]
}

export interface SubnetSeries {
  readonly netuid: number
  /** Rao for one alpha; null where there was no such subnet. */
  readonly price: readonly (Rao | null)[]
  readonly taoEmission: readonly (Rao | null)[]
  readonly alphaEmission: readonly (Rao | null)[]
}

export interface AccountPage extends BlockId {
  readonly address: string
  readonly publicKey: Hex
  readonly free: Rao
  readonly reserved: Rao
  readonly frozen: Rao
  readonly nonce: number
  readonly exists: boolean
  readonly identity: readonly ShownField[]
  readonly stakes: readonly StakeLine[]
  readonly moreStakes: number
  /** What all stakes are worth at the present prices. */
  readonly stakesValue: Rao
  readonly hotkeys: readonly HotkeyLine[]
  readonly moreHotkeys: number
  /** The coldkey that owns it, where it is a hotkey. */
  readonly owner: string | null
  readonly places: readonly PlaceLine[]
}

export interface StakeLine {
  readonly netuid: number
  readonly symbol: string
  readonly hotkey: string
  readonly alpha: Rao
  /** At the present price, without fee and slippage. */
  readonly value: Rao
}

export interface HotkeyLine {
  readonly hotkey: string
  /** In parts of 65535. */
  readonly take: number
  readonly netuids: readonly number[]
}

/** Where a hotkey is registered. */
export interface PlaceLine {
  readonly netuid: number
  readonly uid: number
}

/** Transactions that an account signed or is named in, newest first. */
export interface AccountHistory {
  readonly transactions: readonly TransactionLine[]
  /** The oldest block that was looked at; ask for those before it to go on. Null when the chain's beginning was reached. */
  readonly searchedTo: number | null
}

export interface TransactionLine {
  readonly block: number
  readonly index: number
  readonly time: number | null
  readonly signer: string | null
  /** `SubtensorModule.add_stake` */
  readonly call: string
  /** Null where the events are no longer kept. */
  readonly error: string | null
  readonly success: boolean | null
}
