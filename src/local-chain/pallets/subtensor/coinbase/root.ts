/**
 * The root network, and the end of others. Reference: coinbase/root.rs.
 */
import type { U64F64 } from '../../../../consensus/fixed/types.ts'
import type { AccountId } from '../../../../primitives/account.ts'
import { U64_MAX } from '../../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import { call } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { ensureRoot, ensureSigned, type Origin } from '../../../runtime/origin.ts'
import { accountId, netuid as netuidCodec } from '../../../runtime/types.ts'
import { weigh } from '../../../runtime/weight.ts'
import { named } from '../../../scale/codec.ts'
import { commitments, purgeCommitments } from '../../commitments/pallet.ts'
import { clearProtocolLiquidity } from '../../swap/impls.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import { finalizeAllSubnetRootDividends } from '../staking/claim-root.ts'
import { destroyAlphaInOutStakes } from '../staking/destroy-stakes.ts'
import { createAccountIfNonExistent, delegateHotkey, hotkeyIsDelegate } from '../staking/helpers.ts'
import { getMovingAlphaPrice } from '../staking/stake-utils/prices.ts'
import { getStakeForHotkeyOnSubnet } from '../staking/stake-utils/shares.ts'
import { NetworkImmunityPeriod } from '../storage/global.ts'
import { MaxAllowedUids, MaxRegistrationsPerBlock, TargetRegistrationsPerInterval } from '../storage/hyperparameters.ts'
import { Keys, Uids } from '../storage/neurons.ts'
import {
  NetworkRegisteredAt,
  NetworksAdded,
  RegistrationsThisBlock,
  RegistrationsThisInterval,
  SubnetworkN,
} from '../storage/subnet.ts'
import { ifSubnetExist } from '../subnets/subnet.ts'
import { appendNeuron, getHotkeyForNetAndUid, replaceNeuron } from '../subnets/uids.ts'
import { weights } from '../weights.ts'
import { removeNetwork } from './remove-network.ts'

/** 18 %, of 65535. */
const ROOT_DELEGATE_TAKE = 11_796

/**
 * Makes a hotkey a root validator, in the place of the one with the least root stake when root is full.
 * @throws RootNetworkDoesNotExist, TooManyRegistrationsThisBlock, TooManyRegistrationsThisInterval,
 * HotKeyAlreadyRegisteredInSubNet, CannotUseSystemAccount, StakeTooLowForRoot
 */
export function doRootRegister(ctx: Ctx, origin: Origin, hotkey: AccountId): void {
  ensure(ifSubnetExist(ctx, ROOT), errors.RootNetworkDoesNotExist)
  const coldkey = ensureSigned(origin)
  const thisBlock = RegistrationsThisBlock.get(ctx, ROOT)
  ensure(thisBlock < MaxRegistrationsPerBlock.get(ctx, ROOT), errors.TooManyRegistrationsThisBlock)
  const thisInterval = RegistrationsThisInterval.get(ctx, ROOT)
  const perInterval = Math.min(TargetRegistrationsPerInterval.get(ctx, ROOT) * 3, 0xffff)
  ensure(thisInterval < perInterval, errors.TooManyRegistrationsThisInterval)
  ensure(!Uids.has(ctx, ROOT, hotkey), errors.HotKeyAlreadyRegisteredInSubNet)
  createAccountIfNonExistent(ctx, coldkey, hotkey)
  const uid = takeRootPlace(ctx, hotkey)
  if (!hotkeyIsDelegate(ctx, hotkey)) delegateHotkey(ctx, hotkey, ROOT_DELEGATE_TAKE)
  RegistrationsThisInterval.put(ctx, ROOT, thisInterval + 1)
  RegistrationsThisBlock.put(ctx, ROOT, thisBlock + 1)
  ctx.deposit(events.NeuronRegistered(ROOT, uid, hotkey))
}

function takeRootPlace(ctx: Ctx, hotkey: AccountId): number {
  const n = SubnetworkN.get(ctx, ROOT)
  if (n < MaxAllowedUids.get(ctx, ROOT)) {
    appendNeuron(ctx, ROOT, hotkey, ctx.block)
    return n
  }
  const { uid, stake } = weakestRootValidator(ctx)
  getHotkeyForNetAndUid(ctx, ROOT, uid)
  ensure(stake < getStakeForHotkeyOnSubnet(ctx, hotkey, ROOT), errors.StakeTooLowForRoot)
  replaceNeuron(ctx, ROOT, uid, hotkey, ctx.block)
  return uid
}

function weakestRootValidator(ctx: Ctx): { uid: number; stake: bigint } {
  let weakest = { uid: 0, stake: U64_MAX }
  for (const { keys, value } of Keys.entries(ctx, ROOT)) {
    const stake = getStakeForHotkeyOnSubnet(ctx, value, ROOT)
    if (stake < weakest.stake) weakest = { uid: keys[1], stake }
  }
  return weakest
}

/**
 * Ends a subnet: its stakers are paid out of the pool, all that it had is removed.
 * @throws SubnetNotExists and those of the payout
 */
export function doDissolveNetwork(ctx: Ctx, netuid: NetUid): void {
  ensure(ifSubnetExist(ctx, netuid) && netuid !== ROOT, errors.SubnetNotExists)
  finalizeAllSubnetRootDividends(ctx, netuid)
  destroyAlphaInOutStakes(ctx, netuid)
  clearProtocolLiquidity(ctx, netuid)
  if (ctx.runtime.pallet(commitments.name) !== undefined) purgeCommitments(ctx, netuid)
  removeNetwork(ctx, netuid)
  ctx.deposit(events.NetworkRemoved(netuid))
}

/** The subnet that makes room for a new one: beyond its immunity, of least moving price, then the oldest. */
export function getNetworkToPrune(ctx: Ctx): NetUid | undefined {
  const immunity = NetworkImmunityPeriod.get(ctx)
  let found: { netuid: NetUid; price: U64F64; registered: bigint } | undefined
  for (const { keys, value } of NetworksAdded.entries(ctx)) {
    const [netuid] = keys
    if (!value || netuid === ROOT) continue
    const registered = NetworkRegisteredAt.get(ctx, netuid)
    if (ctx.block < registered + immunity) continue
    const price = getMovingAlphaPrice(ctx, netuid)
    const weaker =
      found === undefined || price < found.price || (price === found.price && registered < found.registered)
    if (weaker) found = { netuid, price, registered }
  }
  return found?.netuid
}

const account = named(accountId, 'T::AccountId')
const DISSOLVE_WEIGHT = weigh(119_000_000, 0, 6, 31)

export const rootRegister = call(
  'root_register',
  62,
  { hotkey: account },
  { weight: weights.rootRegister },
  (ctx, origin, { hotkey }) => doRootRegister(ctx, origin, hotkey),
)

/** The coldkey is not read: only root may dissolve. */
export const dissolveNetwork = call(
  'dissolve_network',
  61,
  { coldkey: account, netuid: netuidCodec },
  { weight: DISSOLVE_WEIGHT },
  (ctx, origin, { netuid }) => {
    ensureRoot(origin)
    doDissolveNetwork(ctx, netuid)
  },
)

export const rootDissolveNetwork = call(
  'root_dissolve_network',
  120,
  { netuid: netuidCodec },
  { weight: DISSOLVE_WEIGHT },
  (ctx, origin, { netuid }) => {
    ensureRoot(origin)
    doDissolveNetwork(ctx, netuid)
  },
)

export const rootCalls = [rootRegister, dissolveNetwork, rootDissolveNetwork]
