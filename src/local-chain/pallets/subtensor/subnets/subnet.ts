/**
 * Subnets come into being, start and change hands. Reference: subnets/subnet.rs.
 */
import { U64F64 } from '../../../../consensus/fixed/types.ts'
import type { AccountId } from '../../../../primitives/account.ts'
import { alpha, maxAmount, type Tao, tao, ZERO_ALPHA, ZERO_TAO } from '../../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import { call } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { DispatchError, ensure } from '../../../runtime/dispatch-error.ts'
import { ensureSigned, type Origin } from '../../../runtime/origin.ts'
import { accountId, netuid as netuidCodec } from '../../../runtime/types.ts'
import { named } from '../../../scale/codec.ts'
import { option } from '../../../scale/collections.ts'
import { isSubnetAccountId } from '../coinbase/accounts.ts'
import { getNetworkLockCost, setNetworkLastLockBlock } from '../coinbase/network-lock.ts'
import { doDissolveNetwork, getNetworkToPrune } from '../coinbase/root.ts'
import { canRemoveBalanceFromColdkeyAccount, transferTaoToSubnet } from '../coinbase/tao.ts'
import { InitialTempo } from '../constants.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import {
  coldkeyOwnsHotkey,
  createAccountIfNonExistent,
  hotkeyAccountExists,
  increaseTotalStake,
} from '../staking/helpers.ts'
import { doSetRootValidatorsForSubnet } from '../staking/set-children.ts'
import { getMedianSubnetAlphaPrice } from '../staking/stake-utils/prices.ts'
import {
  NetworkLastLockCost,
  NetworkMinLockCost,
  NetworkRateLimit,
  NetworkRegistrationStartBlock,
  StartCallDelay,
  SubnetLimit,
  TotalNetworks,
} from '../storage/global.ts'
import { ActivityCutoff, Kappa, Yuma3On } from '../storage/hyperparameters.ts'
import {
  OwnerCutEnabled,
  RAORecycledForRegistration,
  SubnetAlphaIn,
  SubnetAlphaOut,
  SubnetEmissionEnabled,
  SubnetLocked,
  SubnetTAO,
  SubnetVolume,
  SubtokenEnabled,
} from '../storage/pool.ts'
import {
  Burn,
  FirstEmissionBlockNumber,
  LastEpochBlock,
  NetworkRegisteredAt,
  NetworksAdded,
  RegisteredSubnetCounter,
  RegistrationsThisInterval,
  SubnetIdentitiesV3,
  SubnetMechanism,
  SubnetOwner,
  SubnetworkN,
  Tempo,
  TokenSymbol,
} from '../storage/subnet.ts'
import { type SubnetIdentity, subnetIdentity } from '../types.ts'
import { isValidSubnetIdentity } from '../utils/identity.ts'
import * as misc from '../utils/misc.ts'
import {
  passesRateLimit,
  passesRateLimitOnSubnet,
  setLastBlockOnSubnet,
  type TransactionType,
} from '../utils/rate-limiting.ts'
import { weights } from '../weights.ts'
import { getNextAvailableSymbol } from './symbols.ts'
import { appendNeuron } from './uids.ts'

export const ifSubnetExist = (ctx: Ctx, netuid: NetUid): boolean => NetworksAdded.get(ctx, netuid)

/** All subnets, root among them, in the order of the map's keys: ascending below 256. */
export const getAllSubnetNetuids = (ctx: Ctx): NetUid[] => NetworksAdded.entries(ctx).map(({ keys }) => keys[0])

/** The lowest free netuid. */
export function getNextNetuid(ctx: Ctx): NetUid {
  const taken = new Set(getAllSubnetNetuids(ctx))
  let netuid = 1
  while (taken.has(netuid)) netuid++
  return netuid
}

export function setNetworkRateLimit(ctx: Ctx, limit: bigint): void {
  NetworkRateLimit.put(ctx, limit)
  ctx.deposit(events.NetworkRateLimitSet(limit))
}

/** The only mechanism that subnets may be registered with: a pool of their own. */
const DYNAMIC_MECHANISM = 1
const NEW_NETWORK_BURN = tao(1_000_000_000n)
const REGISTER_NETWORK: TransactionType = { type: 'RegisterNetwork' }

/**
 * Registers a subnet with the hotkey as its first neuron; the signing coldkey pays the lock cost into the new pool. At the
 * limit of subnets the weakest one is dissolved.
 * @throws NonAssociatedColdKey, CannotUseSystemAccount, MechanismDoesNotExist, SubNetRegistrationDisabled,
 * NetworkTxRateLimitExceeded, SubnetLimitReached, CannotAffordLockCost, InsufficientBalance, InvalidIdentity
 */
export function doRegisterNetwork(
  ctx: Ctx,
  origin: Origin,
  hotkey: AccountId,
  mechid: number,
  identity: SubnetIdentity | undefined,
): void {
  const coldkey = ensureSigned(origin)
  ensure(!hotkeyAccountExists(ctx, hotkey) || coldkeyOwnsHotkey(ctx, coldkey, hotkey), errors.NonAssociatedColdKey)
  ensure(isSubnetAccountId(ctx, hotkey) === undefined, errors.CannotUseSystemAccount)
  ensure(mechid === DYNAMIC_MECHANISM, errors.MechanismDoesNotExist)
  ensure(ctx.block >= NetworkRegistrationStartBlock.get(ctx), errors.SubNetRegistrationDisabled)
  ensure(passesRateLimit(ctx, REGISTER_NETWORK, coldkey), errors.NetworkTxRateLimitExceeded)
  const pruned = networkToReplace(ctx)
  const lockCost = getNetworkLockCost(ctx)
  ensure(canRemoveBalanceFromColdkeyAccount(ctx, coldkey, lockCost), errors.CannotAffordLockCost)
  if (pruned !== undefined) doDissolveNetwork(ctx, pruned)
  const netuid = pruned ?? getNextNetuid(ctx)
  // The price of the new pool: the median before the new pool counts.
  const price = getMedianSubnetAlphaPrice(ctx)
  initNewNetwork(ctx, netuid, InitialTempo.of(ctx))
  const locked = transferTaoToSubnet(ctx, netuid, coldkey, lockCost)
  NetworkLastLockCost.put(ctx, locked)
  setNetworkLastLockBlock(ctx, ctx.block)
  createAccountIfNonExistent(ctx, coldkey, hotkey)
  appendNeuron(ctx, netuid, hotkey, ctx.block)
  SubnetMechanism.put(ctx, netuid, mechid)
  NetworkRegisteredAt.put(ctx, netuid, ctx.block)
  RegisteredSubnetCounter.mutate(ctx, netuid, count => count + 1n)
  TokenSymbol.put(ctx, netuid, getNextAvailableSymbol(ctx, netuid))
  foundPool(ctx, netuid, coldkey, hotkey, locked, price)
  if (identity !== undefined) introduceSubnet(ctx, netuid, identity)
  setRootValidators(ctx, netuid)
  ctx.deposit(events.NetworkAdded(netuid, mechid))
  SubnetEmissionEnabled.put(ctx, netuid, false)
}

/** At the limit of subnets, the one that makes room. @throws SubnetLimitReached when none may go */
function networkToReplace(ctx: Ctx): NetUid | undefined {
  const count = NetworksAdded.entries(ctx).filter(({ keys, value }) => value && keys[0] !== ROOT).length
  if (count < SubnetLimit.get(ctx)) return undefined
  const netuid = getNetworkToPrune(ctx)
  if (netuid === undefined) throw errors.SubnetLimitReached
  return netuid
}

/** The pool begins with what was locked, or with the least lock where less came in, at the given price. */
function foundPool(ctx: Ctx, netuid: NetUid, coldkey: AccountId, hotkey: AccountId, locked: Tao, price: U64F64): void {
  const poolTao = maxAmount(locked, NetworkMinLockCost.get(ctx))
  const poolAlpha = alpha(U64F64.toU64(U64F64.safeDiv(U64F64.satFromInt(poolTao), price)))
  SubnetTAO.put(ctx, netuid, poolTao)
  SubnetAlphaIn.put(ctx, netuid, poolAlpha)
  SubnetOwner.put(ctx, netuid, coldkey)
  misc.setSubnetOwnerHotkey(ctx, netuid, hotkey)
  SubnetLocked.put(ctx, netuid, locked)
  SubnetAlphaOut.put(ctx, netuid, ZERO_ALPHA)
  SubnetVolume.put(ctx, netuid, 0n)
  RAORecycledForRegistration.put(ctx, netuid, ZERO_TAO)
  if (poolTao > 0n) increaseTotalStake(ctx, poolTao)
}

function introduceSubnet(ctx: Ctx, netuid: NetUid, identity: SubnetIdentity): void {
  ensure(isValidSubnetIdentity(identity), errors.InvalidIdentity)
  SubnetIdentitiesV3.put(ctx, netuid, identity)
  ctx.deposit(events.SubnetIdentitySet(netuid))
}

/** Root validators that cannot back the new subnet do not hinder it. */
function setRootValidators(ctx: Ctx, netuid: NetUid): void {
  try {
    doSetRootValidatorsForSubnet(ctx, netuid)
  } catch (error) {
    if (!(error instanceof DispatchError)) throw error
  }
}

/** Gives a new network its parameters, whatever a former one left under its netuid. */
export function initNewNetwork(ctx: Ctx, netuid: NetUid, tempo: number): void {
  SubnetworkN.put(ctx, netuid, 0)
  NetworksAdded.put(ctx, netuid, true)
  Tempo.put(ctx, netuid, tempo)
  // Subnets of one block have their epochs in different ones.
  const stagger = BigInt(netuid % Math.max(tempo, 1))
  LastEpochBlock.put(ctx, netuid, ctx.block > stagger ? ctx.block - stagger : 0n)
  TotalNetworks.mutate(ctx, count => Math.min(count + 1, 0xffff))
  misc.setNetworkRegistrationAllowed(ctx, netuid, true)
  misc.setMaxAllowedUids(ctx, netuid, 256)
  misc.setMaxAllowedValidators(ctx, netuid, 64)
  misc.setMinAllowedWeights(ctx, netuid, 1)
  misc.setImmunityPeriod(ctx, netuid, 5000)
  Yuma3On.put(ctx, netuid, true)
  Burn.put(ctx, netuid, NEW_NETWORK_BURN)
  SubnetEmissionEnabled.put(ctx, netuid, true)
  for (const item of [Kappa, ActivityCutoff, RegistrationsThisInterval]) item.mutate(ctx, netuid, value => value)
}

/** Opens a subnet to stake and emission. @throws SubnetNotExists, BadOrigin, FirstEmissionBlockNumberAlreadySet, NeedWaitingMoreBlocksToStarCall */
export function doStartCall(ctx: Ctx, origin: Origin, netuid: NetUid): void {
  ensure(ifSubnetExist(ctx, netuid), errors.SubnetNotExists)
  misc.ensureSubnetOwner(ctx, origin, netuid)
  ensure(!FirstEmissionBlockNumber.has(ctx, netuid), errors.FirstEmissionBlockNumberAlreadySet)
  const earliest = NetworkRegisteredAt.get(ctx, netuid) + StartCallDelay.get(ctx)
  ensure(ctx.block >= earliest, errors.NeedWaitingMoreBlocksToStarCall)
  const first = ctx.block + 1n
  FirstEmissionBlockNumber.put(ctx, netuid, first)
  SubtokenEnabled.put(ctx, netuid, true)
  ctx.deposit(events.FirstEmissionBlockNumberSet(netuid, first))
}

const SET_OWNER_HOTKEY: TransactionType = { type: 'SetSNOwnerHotkey' }

/** Once a week, for root too. @throws BadOrigin, SubnetNotExists, TxRateLimitExceeded, CannotUseSystemAccount */
export function doSetSnOwnerHotkey(ctx: Ctx, origin: Origin, netuid: NetUid, hotkey: AccountId): void {
  misc.ensureSubnetOwnerOrRoot(ctx, origin, netuid)
  ensure(ifSubnetExist(ctx, netuid), errors.SubnetNotExists)
  ensure(passesRateLimitOnSubnet(ctx, SET_OWNER_HOTKEY, hotkey, netuid), errors.TxRateLimitExceeded)
  setLastBlockOnSubnet(ctx, SET_OWNER_HOTKEY, hotkey, netuid, ctx.block)
  misc.setSubnetOwnerHotkey(ctx, netuid, hotkey)
}

export const getOwnerCutEnabled = (ctx: Ctx, netuid: NetUid): boolean => OwnerCutEnabled.get(ctx, netuid)

const account = named(accountId, 'T::AccountId')

export const registerNetwork = call(
  'register_network',
  59,
  { hotkey: account },
  { weight: weights.registerNetwork },
  (ctx, origin, { hotkey }) => doRegisterNetwork(ctx, origin, hotkey, DYNAMIC_MECHANISM, undefined),
)

export const registerNetworkWithIdentity = call(
  'register_network_with_identity',
  79,
  { hotkey: account, identity: named(option(subnetIdentity), 'Option<SubnetIdentityOfV3>') },
  { weight: weights.registerNetworkWithIdentity },
  (ctx, origin, { hotkey, identity }) => doRegisterNetwork(ctx, origin, hotkey, DYNAMIC_MECHANISM, identity),
)

export const startCall = call(
  'start_call',
  92,
  { netuid: netuidCodec },
  { weight: weights.startCall },
  (ctx, origin, { netuid }) => doStartCall(ctx, origin, netuid),
)

export const subnetCalls = [registerNetwork, registerNetworkWithIdentity, startCall]
