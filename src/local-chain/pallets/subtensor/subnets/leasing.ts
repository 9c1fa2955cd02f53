/**
 * Subnets that a crowd pays for and one of it leads: the contributors share the owner's cut until the lease ends, then the
 * subnet is the beneficiary's. Reference: subnets/leasing.rs.
 */
import { U64F64 } from '../../../../consensus/fixed/types.ts'
import type { AccountId } from '../../../../primitives/account.ts'
import {
  type Alpha,
  alpha,
  satAdd,
  satSub,
  type Tao,
  tao,
  ZERO_ALPHA,
  ZERO_TAO,
} from '../../../../primitives/amounts.ts'
import { toHex } from '../../../../primitives/bytes.ts'
import { blake2_256 } from '../../../../primitives/crypto/blake2.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import { call, type PostInfo } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { DispatchError, ensure } from '../../../runtime/dispatch-error.ts'
import { ensureSigned, type Origin, signedBy } from '../../../runtime/origin.ts'
import { accountId, blockNumber, percent } from '../../../runtime/types.ts'
import { type Weight, weigh } from '../../../runtime/weight.ts'
import { encode, named } from '../../../scale/codec.ts'
import { option, tuple } from '../../../scale/collections.ts'
import { str, u32 } from '../../../scale/primitives.ts'
import { transfer } from '../../balances/fungible.ts'
import { freeBalance } from '../../balances/inspect.ts'
import { CrowdloanErrors } from '../../crowdloan/errors.ts'
import { Contributions, Crowdloans, CurrentCrowdloanId, MaxContributors } from '../../crowdloan/storage.ts'
import type { CrowdloanInfo } from '../../crowdloan/types.ts'
import { decProviders, incProviders } from '../../system/accounts.ts'
import { LeaseDividendsDistributionInterval } from '../constants.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import { coldkeyOwnsHotkey, delegateHotkey } from '../staking/helpers.ts'
import { transferStakeWithinSubnet } from '../staking/stake-utils/stake.ts'
import { NextSubnetLeaseId } from '../storage/global.ts'
import {
  AccumulatedLeaseDividends,
  SubnetLeaseShares,
  SubnetLeases,
  SubnetOwner,
  SubnetUidToLeaseId,
} from '../storage/subnet.ts'
import { leaseId, type SubnetLease } from '../types.ts'
import { setSubnetOwnerHotkey } from '../utils/misc.ts'
import { registerLeasedNetworkWeight, terminateLeaseWeight } from '../weights.ts'
import { ProxyInterface } from './lease-proxies.ts'
import { doRegisterNetwork } from './subnet.ts'

/** What registering a lease weighs for k contributors. Reference: SubnetLeasingWeightInfo, which is not the declared one. */
const actualRegisterWeight = (k: number): Weight =>
  weigh(301_560_714 + 26_884_006 * k, 10_079 + 2_579 * k, 41 + 2 * k, 55 + 2 * k)

const actualTerminateWeight = (k: number): Weight => weigh(56_635_122 + 912_993 * k, 6_148 + 2_529 * k, 4 + k, 6 + k)

const DYNAMIC_MECHANISM = 1

/**
 * Registers a subnet with the money of the crowdloan whose call this is.
 * @throws InvalidCrowdloanId, InvalidLeaseBeneficiary, LeaseCannotEndInThePast, Overflow, LeaseNetuidNotFound, those of
 * registering a network and of transfers; CallDisabled in a runtime without crowdloans
 */
export function doRegisterLeasedNetwork(
  ctx: Ctx,
  origin: Origin,
  emissionsShare: number,
  endBlock: bigint | undefined,
): PostInfo {
  const who = ensureSigned(origin)
  const { id: crowdloanId, crowdloan } = getCrowdloanBeingFinalized(ctx)
  ensure(who === crowdloan.creator, errors.InvalidLeaseBeneficiary)
  ensure(endBlock === undefined || endBlock > ctx.block, errors.LeaseCannotEndInThePast)
  const lease_id = getNextLeaseId(ctx)
  const coldkey = leaseColdkey(lease_id)
  const hotkey = leaseHotkey(lease_id)
  incProviders(ctx, coldkey)
  incProviders(ctx, hotkey)
  transfer(ctx, crowdloan.funds_account, coldkey, crowdloan.raised, 'Expendable')
  doRegisterNetwork(ctx, signedBy(coldkey), hotkey, DYNAMIC_MECHANISM, undefined)
  const netuid = findLeaseNetuid(ctx, coldkey)
  ProxyInterface.of(ctx).add(ctx, coldkey, who)
  const leftover = freeBalance(ctx, coldkey)
  SubnetLeases.put(ctx, lease_id, {
    beneficiary: who,
    coldkey,
    hotkey,
    emissions_share: emissionsShare,
    end_block: endBlock,
    netuid,
    cost: satSub(crowdloan.raised, leftover),
  })
  SubnetUidToLeaseId.put(ctx, netuid, lease_id)
  delegateHotkey(ctx, hotkey, 0)
  const refunded = shareOut(ctx, crowdloanId, lease_id, who, coldkey, crowdloan.raised, leftover)
  transfer(ctx, coldkey, who, satSub(leftover, refunded), 'Expendable')
  ctx.deposit(events.SubnetLeaseCreated({ beneficiary: who, lease_id, netuid, end_block: endBlock }))
  const count = crowdloan.contributors_count
  return count < MaxContributors.of(ctx) ? { actualWeight: actualRegisterWeight(count) } : {}
}

/** Notes what part each contributor has, and gives back that part of what was not needed. @returns how much was given back */
function shareOut(
  ctx: Ctx,
  crowdloanId: number,
  lease: number,
  beneficiary: AccountId,
  coldkey: AccountId,
  raised: Tao,
  leftover: Tao,
): Tao {
  let refunded = ZERO_TAO
  for (const { keys, value } of Contributions.entries(ctx, crowdloanId)) {
    const contributor = keys[1]
    if (contributor === beneficiary) continue
    const share = U64F64.satDiv(U64F64.satFromInt(value), U64F64.satFromInt(raised))
    SubnetLeaseShares.put(ctx, lease, contributor, share)
    const refund = tao(U64F64.toU64(U64F64.satMul(share, U64F64.satFromInt(leftover))))
    transfer(ctx, coldkey, contributor, refund, 'Expendable')
    refunded = satAdd(refunded, refund)
  }
  return refunded
}

/**
 * Ends a lease whose time is over: the subnet is the beneficiary's.
 * @throws LeaseDoesNotExist, ExpectedBeneficiaryOrigin, LeaseHasNoEndBlock, LeaseHasNotEnded,
 * BeneficiaryDoesNotOwnHotkey, CannotUseSystemAccount
 */
export function doTerminateLease(ctx: Ctx, origin: Origin, lease: number, hotkey: AccountId): PostInfo {
  const who = ensureSigned(origin)
  const terms = SubnetLeases.get(ctx, lease)
  if (terms === undefined) throw errors.LeaseDoesNotExist
  const { beneficiary, coldkey, end_block, netuid } = terms
  ensure(beneficiary === who, errors.ExpectedBeneficiaryOrigin)
  if (end_block === undefined) throw errors.LeaseHasNoEndBlock
  ensure(ctx.block >= end_block, errors.LeaseHasNotEnded)
  ensure(coldkeyOwnsHotkey(ctx, beneficiary, hotkey), errors.BeneficiaryDoesNotOwnHotkey)
  SubnetOwner.put(ctx, netuid, beneficiary)
  setSubnetOwnerHotkey(ctx, netuid, hotkey)
  for (const account of [coldkey, terms.hotkey]) releaseProvider(ctx, account)
  const max = MaxContributors.of(ctx)
  const cleared = SubnetLeaseShares.clear(ctx, [lease], max)
  AccumulatedLeaseDividends.remove(ctx, lease)
  SubnetLeases.remove(ctx, lease)
  ProxyInterface.of(ctx).remove(ctx, coldkey, beneficiary)
  ctx.deposit(events.SubnetLeaseTerminated({ beneficiary, netuid }))
  return cleared < max ? { actualWeight: actualTerminateWeight(cleared) } : {}
}

/** An account that somebody still needs stays. */
function releaseProvider(ctx: Ctx, account: AccountId): void {
  try {
    decProviders(ctx, account)
  } catch (error) {
    if (!(error instanceof DispatchError)) throw error
  }
}

/**
 * Puts the contributors' part of an owner's cut aside, and pays out what has gathered when the block is one for that: in
 * stake on the lease's hotkey. What cannot be paid out stays.
 */
export function distributeLeasedNetworkDividends(ctx: Ctx, lease: number, ownerCut: Alpha): void {
  const terms = SubnetLeases.get(ctx, lease)
  if (terms === undefined || (terms.end_block !== undefined && terms.end_block <= ctx.block)) return
  const part = alpha((ownerCut * BigInt(terms.emissions_share) + 99n) / 100n)
  const total = satAdd(AccumulatedLeaseDividends.get(ctx, lease), part)
  const interval = LeaseDividendsDistributionInterval.of(ctx)
  if (interval === 0n || ctx.block % interval !== 0n) {
    AccumulatedLeaseDividends.put(ctx, lease, total)
    return
  }
  try {
    ctx.layer(() => payLeaseDividends(ctx, lease, terms, total))
  } catch (error) {
    if (!(error instanceof DispatchError)) throw error
    AccumulatedLeaseDividends.put(ctx, lease, total)
  }
}

function payLeaseDividends(ctx: Ctx, lease_id: number, terms: SubnetLease, total: Alpha): void {
  const { coldkey, hotkey, beneficiary, netuid } = terms
  const pay = (contributor: AccountId, amount: Alpha) => {
    transferStakeWithinSubnet(ctx, coldkey, hotkey, contributor, hotkey, netuid, amount)
    ctx.deposit(events.SubnetLeaseDividendsDistributed({ lease_id, contributor, alpha: amount }))
  }
  let paid = ZERO_ALPHA
  for (const { keys, value: share } of SubnetLeaseShares.entries(ctx, lease_id)) {
    const exact = U64F64.satMul(share, U64F64.satFromInt(total))
    const amount = alpha(U64F64.toU64(U64F64.wrapCeil(exact)))
    pay(keys[1], amount)
    paid = satAdd(paid, amount)
  }
  pay(beneficiary, satSub(total, paid))
  AccumulatedLeaseDividends.put(ctx, lease_id, ZERO_ALPHA)
}

const seed = tuple(str, u32)

const accountOf = (kind: string, lease: number): AccountId =>
  toHex(blake2_256(encode(seed, [kind, lease]))) as AccountId

/** Accounts of leases have no keys: they are made of the lease's number. */
export const leaseColdkey = (lease: number): AccountId => accountOf('leasing/coldkey', lease)
export const leaseHotkey = (lease: number): AccountId => accountOf('leasing/hotkey', lease)

const MAX_LEASE_ID = 0xffff_ffff

function getNextLeaseId(ctx: Ctx): number {
  const lease = NextSubnetLeaseId.get(ctx)
  ensure(lease < MAX_LEASE_ID, errors.Overflow)
  NextSubnetLeaseId.put(ctx, lease + 1)
  return lease
}

function findLeaseNetuid(ctx: Ctx, coldkey: AccountId): NetUid {
  const entry = SubnetOwner.entries(ctx).find(({ value }) => value === coldkey)
  if (entry === undefined) throw errors.LeaseNetuidNotFound
  return entry.keys[0]
}

function getCrowdloanBeingFinalized(ctx: Ctx): { readonly id: number; readonly crowdloan: CrowdloanInfo } {
  ensure(ctx.runtime.pallet('Crowdloan') !== undefined, errors.CallDisabled)
  const id = CurrentCrowdloanId.get(ctx)
  const crowdloan = id === undefined ? undefined : Crowdloans.get(ctx, id)
  if (id === undefined || crowdloan === undefined) throw CrowdloanErrors.InvalidCrowdloanId
  return { id, crowdloan }
}

export const registerLeasedNetwork = call(
  'register_leased_network',
  110,
  { emissions_share: percent, end_block: option(blockNumber) },
  { weight: (_args, ctx) => registerLeasedNetworkWeight(MaxContributors.of(ctx)) },
  (ctx, origin, { emissions_share, end_block }) => doRegisterLeasedNetwork(ctx, origin, emissions_share, end_block),
)

export const terminateLease = call(
  'terminate_lease',
  111,
  { lease_id: leaseId, hotkey: named(accountId, 'T::AccountId') },
  { weight: (_args, ctx) => terminateLeaseWeight(MaxContributors.of(ctx)) },
  (ctx, origin, { lease_id, hotkey }) => doTerminateLease(ctx, origin, lease_id, hotkey),
)

export const leasingCalls = [registerLeasedNetwork, terminateLease]
