/**
 * How often something may be done. Each kind of action remembers the block of its last time, for an account and a subnet or
 * for a subnet alone. Reference: utils/rate_limiting.rs.
 */
import type { AccountId } from '../../../../primitives/account.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { getNetworkLastLockBlock, setNetworkLastLockBlock } from '../coinbase/network-lock.ts'
import {
  MaxUidsTrimmingRateLimit,
  MechanismCountSetRateLimit,
  MechanismEmissionRateLimit,
  MinTempo,
} from '../constants.ts'
import { SET_OWNER_HOTKEY_RATE_LIMIT } from '../limits.ts'
import {
  NetworkRateLimit,
  OwnerHyperparamRateLimit,
  TxChildkeyTakeRateLimit,
  TxDelegateTakeRateLimit,
  TxRateLimit,
  WeightsVersionKeyRateLimit,
} from '../storage/global.ts'
import { LastRateLimitedBlock, TransactionKeyLastBlock } from '../storage/keys.ts'
import { Tempo } from '../storage/subnet.ts'
import type { Hyperparameter, RateLimitKey } from '../types.ts'

/** The actions that are limited, with the number under which `TransactionKeyLastBlock` keeps their last block. */
const TRANSACTION_TYPES = {
  SetChildren: 0,
  SetChildkeyTake: 1,
  Unknown: 2,
  RegisterNetwork: 3,
  SetWeightsVersionKey: 4,
  SetSNOwnerHotkey: 5,
  OwnerHyperparamUpdate: 6,
  MechanismCountUpdate: 7,
  MechanismEmission: 8,
  MaxUidsTrimming: 9,
  AddStakeBurn: 10,
  TempoUpdate: 11,
} as const

type PlainType = Exclude<keyof typeof TRANSACTION_TYPES, 'OwnerHyperparamUpdate'>

export type TransactionType =
  | { readonly type: PlainType }
  | { readonly type: 'OwnerHyperparamUpdate'; readonly hyperparameter: Hyperparameter }

const SET_CHILDREN_RATE_LIMIT = 150n

/** Blocks between two such actions where no subnet has a say. */
export function rateLimit(ctx: Ctx, { type }: TransactionType): bigint {
  switch (type) {
    case 'SetChildren':
      return SET_CHILDREN_RATE_LIMIT
    case 'SetChildkeyTake':
      return TxChildkeyTakeRateLimit.get(ctx)
    case 'RegisterNetwork':
      return NetworkRateLimit.get(ctx)
    case 'MechanismCountUpdate':
      return MechanismCountSetRateLimit.of(ctx)
    case 'MechanismEmission':
      return MechanismEmissionRateLimit.of(ctx)
    case 'MaxUidsTrimming':
      return MaxUidsTrimmingRateLimit.of(ctx)
    default:
      return 0n
  }
}

/** Blocks between two such actions on a subnet; many count in its tempo. */
export function rateLimitOnSubnet(ctx: Ctx, transaction: TransactionType, netuid: NetUid): bigint {
  const tempos = (n: bigint | number) => BigInt(Tempo.get(ctx, netuid)) * BigInt(n)
  switch (transaction.type) {
    case 'SetWeightsVersionKey':
      return tempos(WeightsVersionKeyRateLimit.get(ctx))
    case 'OwnerHyperparamUpdate':
      return tempos(OwnerHyperparamRateLimit.get(ctx))
    case 'SetSNOwnerHotkey':
      return SET_OWNER_HOTKEY_RATE_LIMIT
    case 'AddStakeBurn':
      return tempos(1)
    case 'TempoUpdate':
      return BigInt(MinTempo.of(ctx))
    default:
      return rateLimit(ctx, transaction)
  }
}

/** The first time, which leaves the block 0 behind it, is always free. */
export const checkPassesRateLimit = (limit: bigint, block: bigint, last: bigint): boolean =>
  last === 0n || since(block, last) >= limit

const since = (block: bigint, last: bigint): bigint => (block > last ? block - last : 0n)

export const passesRateLimit = (ctx: Ctx, transaction: TransactionType, key: AccountId): boolean =>
  checkPassesRateLimit(rateLimit(ctx, transaction), ctx.block, lastBlock(ctx, transaction, key))

export const passesRateLimitOnSubnet = (
  ctx: Ctx,
  transaction: TransactionType,
  hotkey: AccountId,
  netuid: NetUid,
): boolean =>
  checkPassesRateLimit(
    rateLimitOnSubnet(ctx, transaction, netuid),
    ctx.block,
    lastBlockOnSubnet(ctx, transaction, hotkey, netuid),
  )

export const lastBlock = (ctx: Ctx, transaction: TransactionType, key: AccountId): bigint =>
  lastBlockOnSubnet(ctx, transaction, key, ROOT)

export function lastBlockOnSubnet(ctx: Ctx, transaction: TransactionType, hotkey: AccountId, netuid: NetUid): bigint {
  if (transaction.type === 'RegisterNetwork') return getNetworkLastLockBlock(ctx)
  const key = subnetKey(transaction, netuid)
  if (key !== undefined) return LastRateLimitedBlock.get(ctx, key)
  return TransactionKeyLastBlock.get(ctx, hotkey, netuid, TRANSACTION_TYPES[transaction.type])
}

export function setLastBlockOnSubnet(
  ctx: Ctx,
  transaction: TransactionType,
  hotkey: AccountId,
  netuid: NetUid,
  block: bigint,
): void {
  if (transaction.type === 'RegisterNetwork') {
    setNetworkLastLockBlock(ctx, block)
    return
  }
  const key = subnetKey(transaction, netuid)
  if (key !== undefined) LastRateLimitedBlock.put(ctx, key, block)
  else TransactionKeyLastBlock.put(ctx, hotkey, netuid, TRANSACTION_TYPES[transaction.type], block)
}

/** What actions are remembered by that count for a subnet, whoever does them. */
function subnetKey(transaction: TransactionType, netuid: NetUid): RateLimitKey | undefined {
  switch (transaction.type) {
    case 'SetSNOwnerHotkey':
      return { type: 'SetSNOwnerHotkey', value: netuid }
    case 'OwnerHyperparamUpdate':
      return { type: 'OwnerHyperparamUpdate', value: [netuid, transaction.hyperparameter] }
    default:
      return undefined
  }
}

const swapKey = (value: AccountId): RateLimitKey => ({ type: 'LastTxBlock', value })
const delegateTakeKey = (value: AccountId): RateLimitKey => ({ type: 'LastTxBlockDelegateTake', value })
const childkeyTakeKey = (value: AccountId): RateLimitKey => ({ type: 'LastTxBlockChildKeyTake', value })

export const getLastTxBlock = (ctx: Ctx, key: AccountId): bigint => LastRateLimitedBlock.get(ctx, swapKey(key))
export const setLastTxBlock = (ctx: Ctx, key: AccountId, block: bigint): void =>
  LastRateLimitedBlock.put(ctx, swapKey(key), block)
export const removeLastTxBlock = (ctx: Ctx, key: AccountId): void => LastRateLimitedBlock.remove(ctx, swapKey(key))

export const getLastTxBlockDelegateTake = (ctx: Ctx, key: AccountId): bigint =>
  LastRateLimitedBlock.get(ctx, delegateTakeKey(key))
export const setLastTxBlockDelegateTake = (ctx: Ctx, key: AccountId, block: bigint): void =>
  LastRateLimitedBlock.put(ctx, delegateTakeKey(key), block)
export const removeLastTxBlockDelegateTake = (ctx: Ctx, key: AccountId): void =>
  LastRateLimitedBlock.remove(ctx, delegateTakeKey(key))

export const getLastTxBlockChildkeyTake = (ctx: Ctx, key: AccountId): bigint =>
  LastRateLimitedBlock.get(ctx, childkeyTakeKey(key))
export const setLastTxBlockChildkey = (ctx: Ctx, key: AccountId, block: bigint): void =>
  LastRateLimitedBlock.put(ctx, childkeyTakeKey(key), block)
export const removeLastTxBlockChildkey = (ctx: Ctx, key: AccountId): void =>
  LastRateLimitedBlock.remove(ctx, childkeyTakeKey(key))

/** Stricter than the limits above: as many blocks must lie between as the limit says. */
const exceeds = (limit: bigint, last: bigint, block: bigint): boolean =>
  limit !== 0n && last !== 0n && since(block, last) <= limit

export const exceedsTxRateLimit = (ctx: Ctx, last: bigint, block: bigint): boolean =>
  exceeds(TxRateLimit.get(ctx), last, block)

export const exceedsTxDelegateTakeRateLimit = (ctx: Ctx, last: bigint, block: bigint): boolean =>
  exceeds(TxDelegateTakeRateLimit.get(ctx), last, block)
