/**
 * Who gets what a subnet has gathered: owner, miners, validators with their delegators, root.
 * Reference: coinbase/run_coinbase.rs distribute_emission, distribute_dividends_and_incentives.
 */
import { U96F32 } from '../../../../consensus/fixed/types.ts'
import type { AccountId } from '../../../../primitives/account.ts'
import { type Alpha, alpha, satAdd, ZERO_ALPHA } from '../../../../primitives/amounts.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { epochWithMechanisms, type HotkeyEmission } from '../epoch/with-mechanisms.ts'
import { events } from '../events.ts'
import { increaseRootClaimableForHotkeyAndSubnet } from '../staking/claim-root.ts'
import { getHotkeyTakeFloat } from '../staking/helpers.ts'
import { autoLockOwnerCut } from '../staking/lock/locks.ts'
import { getTaoWeight } from '../staking/stake-utils/prices.ts'
import {
  increaseStakeForHotkeyAndColdkeyOnSubnet,
  increaseStakeForHotkeyOnSubnet,
} from '../staking/stake-utils/shares.ts'
import { AutoStakeDestination, OwnedHotkeys, Owner } from '../storage/keys.ts'
import { BlockAtRegistration, Uids } from '../storage/neurons.ts'
import { MinerBurned, RecycleOrBurn } from '../storage/pool.ts'
import {
  AlphaDividendsPerSubnet,
  RootAlphaDividendsPerSubnet,
  TotalHotkeyAlpha,
  TotalHotkeyAlphaLastEpoch,
} from '../storage/stake.ts'
import { SubnetOwner, SubnetOwnerHotkey, SubnetUidToLeaseId } from '../storage/subnet.ts'
import { distributeLeasedNetworkDividends } from '../subnets/leasing.ts'
import { burnSubnetAlpha, recycleSubnetAlpha } from './alpha.ts'
import { calculateDividendDistribution, calculateDividendsAndIncentives, type Dividends } from './dividends.ts'
import type { PendingEmission } from './epoch-schedule.ts'

export function distributeEmission(ctx: Ctx, { netuid, server, validator, root, ownerCut }: PendingEmission): void {
  const total = satAdd(satAdd(server, validator), root)
  const emission = epochWithMechanisms(ctx, netuid, total)
  const incentiveSum = emission.reduce((sum, { incentive }) => satAdd(sum, incentive), ZERO_ALPHA)
  // Without miners the validators get everything.
  const validatorAlpha = incentiveSum > 0n ? validator : satAdd(validator, server)
  ctx.trace?.({ kind: 'emission.distribute', netuid, detail: { server, validator, root, ownerCut, emission } })
  const { incentives, dividends } = calculateDividendsAndIncentives(ctx, netuid, emission)
  const shares = calculateDividendDistribution(ctx, netuid, validatorAlpha, root, getTaoWeight(ctx), dividends)
  distributeDividendsAndIncentives(ctx, netuid, ownerCut, incentives, shares)
}

function distributeDividendsAndIncentives(
  ctx: Ctx,
  netuid: NetUid,
  ownerCut: Alpha,
  incentives: readonly HotkeyEmission[],
  dividends: Dividends,
): void {
  distributeOwnerCut(ctx, netuid, ownerCut)
  distributeIncentives(ctx, netuid, incentives)
  AlphaDividendsPerSubnet.clear(ctx, [netuid])
  for (const [hotkey, amount] of dividends.alpha) distributeAlphaDividend(ctx, netuid, hotkey, amount)
  RootAlphaDividendsPerSubnet.clear(ctx, [netuid])
  for (const [hotkey, amount] of dividends.root) distributeRootDividend(ctx, netuid, hotkey, amount)
}

function distributeOwnerCut(ctx: Ctx, netuid: NetUid, cut: Alpha): void {
  const coldkey = SubnetOwner.find(ctx, netuid)
  const hotkey = SubnetOwnerHotkey.find(ctx, netuid)
  if (coldkey === undefined || hotkey === undefined) return
  ctx.trace?.({ kind: 'emission.ownerCut', netuid, hotkey, coldkey, amount: cut })
  increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, netuid, cut)
  const lease = SubnetUidToLeaseId.get(ctx, netuid)
  if (lease !== undefined) distributeLeasedNetworkDividends(ctx, lease, cut)
  autoLockOwnerCut(ctx, netuid, cut)
}

function distributeIncentives(ctx: Ctx, netuid: NetUid, incentives: readonly HotkeyEmission[]): void {
  const ownerHotkeys = getOwnerHotkeys(ctx, netuid, SubnetOwner.get(ctx, netuid))
  let total = ZERO_ALPHA
  let withheld = ZERO_ALPHA
  for (const { hotkey, incentive } of incentives) {
    total = satAdd(total, incentive)
    if (ownerHotkeys.has(hotkey)) {
      withheld = satAdd(withheld, incentive)
      withholdIncentive(ctx, netuid, hotkey, incentive)
    } else {
      payIncentive(ctx, netuid, hotkey, incentive)
    }
  }
  const burned = U96F32.checkedDiv(U96F32.satFromInt(withheld), U96F32.satFromInt(total))
  MinerBurned.put(ctx, netuid, burned ?? U96F32.ZERO)
}

/** What miners earn through the owner's own hotkeys is taken from circulation. */
function withholdIncentive(ctx: Ctx, netuid: NetUid, hotkey: AccountId, incentive: Alpha): void {
  const recycle = RecycleOrBurn.find(ctx, netuid) === 'Recycle'
  ctx.trace?.({ kind: recycle ? 'emission.recycled' : 'emission.burned', netuid, hotkey, amount: incentive })
  if (recycle) recycleSubnetAlpha(ctx, netuid, incentive)
  else burnSubnetAlpha(ctx, netuid, incentive)
}

function payIncentive(ctx: Ctx, netuid: NetUid, hotkey: AccountId, incentive: Alpha): void {
  const owner = Owner.get(ctx, hotkey)
  const destination = AutoStakeDestination.get(ctx, owner, netuid)
  if (destination !== undefined) {
    ctx.deposit(events.AutoStakeAdded({ netuid, destination, hotkey, owner, incentive }))
  }
  ctx.trace?.({ kind: 'emission.incentive', netuid, hotkey, coldkey: owner, amount: incentive })
  increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, destination ?? hotkey, owner, netuid, incentive)
}

function distributeAlphaDividend(ctx: Ctx, netuid: NetUid, hotkey: AccountId, dividend: U96F32): void {
  const { take, rest } = splitTake(ctx, hotkey, dividend)
  ctx.trace?.({ kind: 'emission.dividend', netuid, hotkey, amount: rest, detail: { take } })
  increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, Owner.get(ctx, hotkey), netuid, take)
  increaseStakeForHotkeyOnSubnet(ctx, hotkey, netuid, rest)
  AlphaDividendsPerSubnet.mutate(ctx, netuid, hotkey, sum => satAdd(sum, rest))
  TotalHotkeyAlphaLastEpoch.put(ctx, hotkey, netuid, TotalHotkeyAlpha.get(ctx, hotkey, netuid))
}

function distributeRootDividend(ctx: Ctx, netuid: NetUid, hotkey: AccountId, dividend: U96F32): void {
  const { take, rest } = splitTake(ctx, hotkey, dividend)
  ctx.trace?.({ kind: 'emission.rootDividend', netuid, hotkey, amount: rest, detail: { take } })
  increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, Owner.get(ctx, hotkey), netuid, take)
  increaseRootClaimableForHotkeyAndSubnet(ctx, hotkey, netuid, rest)
  RootAlphaDividendsPerSubnet.mutate(ctx, netuid, hotkey, sum => satAdd(sum, rest))
}

function splitTake(ctx: Ctx, hotkey: AccountId, dividend: U96F32): { take: Alpha; rest: Alpha } {
  const take = U96F32.satMul(getHotkeyTakeFloat(ctx, hotkey), dividend)
  return { take: alpha(U96F32.toU64(take)), rest: alpha(U96F32.toU64(U96F32.satSub(dividend, take))) }
}

/** The hotkeys through which a subnet's owner would pay himself: those he has registered here, and the owner hotkey. */
export function getOwnerHotkeys(ctx: Ctx, netuid: NetUid, coldkey: AccountId): ReadonlySet<AccountId> {
  const owned = OwnedHotkeys.get(ctx, coldkey).flatMap(hotkey => {
    const uid = Uids.get(ctx, netuid, hotkey)
    return uid === undefined ? [] : [{ hotkey, uid, block: BlockAtRegistration.get(ctx, netuid, uid) }]
  })
  owned.sort((a, b) => (a.block === b.block ? a.uid - b.uid : a.block > b.block ? -1 : 1))
  const ownerHotkey = SubnetOwnerHotkey.find(ctx, netuid)
  const first = ownerHotkey !== undefined && Uids.has(ctx, netuid, ownerHotkey) ? [ownerHotkey] : []
  return new Set([...first, ...owned.map(({ hotkey }) => hotkey)])
}
