/**
 * What moves from an old hotkey to a new one on a subnet. Reference: swap/swap_hotkey.rs perform_hotkey_swap_on_one_subnet.
 */
import type { AccountId } from '../../../../primitives/account.ts'
import { satAdd } from '../../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import type { StorageMap } from '../../../state/storage.ts'
import { parentChildSwapHotkey } from '../staking/child-relations.ts'
import { transferRootClaimableForNewHotkey, transferRootClaimedForNewKeys } from '../staking/claim-root.ts'
import {
  decreaseStakeForHotkeyAndColdkeyOnSubnet,
  getStakeForHotkeyAndColdkeyOnSubnet,
  increaseStakeForHotkeyAndColdkeyOnSubnet,
} from '../staking/stake-utils/shares.ts'
import {
  AutoParentDelegationEnabled,
  AutoStakeDestination,
  AutoStakeDestinationColdkeys,
  ChildkeyTake,
  PendingChildKeys,
  StakingHotkeys,
} from '../storage/keys.ts'
import {
  Axons,
  IsNetworkMember,
  Keys,
  LoadedEmission,
  NeuronCertificates,
  Prometheus,
  Uids,
  WeightCommits,
} from '../storage/neurons.ts'
import {
  Alpha,
  AlphaDividendsPerSubnet,
  AlphaV2,
  RootClaimable,
  RootClaimed,
  TotalHotkeyAlphaLastEpoch,
} from '../storage/stake.ts'
import { SubnetOwnerHotkey } from '../storage/subnet.ts'
import { mechanismIndices } from '../subnets/mechanism.ts'
import { setSubnetOwnerHotkey } from '../utils/misc.ts'
import { swapVotingPowerForHotkey } from '../utils/voting-power.ts'
import type { DbMeter } from './db-meter.ts'

/** Who takes whose place, where, and who counts. */
interface Replacement {
  readonly old: AccountId
  readonly new: AccountId
  readonly netuid: NetUid
  readonly meter: DbMeter
}

/** @throws those of moving children; CannotUseSystemAccount where the owner hotkey of the subnet moves */
export function performHotkeySwapOnOneSubnet(
  ctx: Ctx,
  oldHotkey: AccountId,
  newHotkey: AccountId,
  netuid: NetUid,
  keepStake: boolean,
  meter: DbMeter,
): void {
  const replacement: Replacement = { old: oldHotkey, new: newHotkey, netuid, meter }
  swapMembership(ctx, replacement)
  if (ChildkeyTake.has(ctx, oldHotkey, netuid)) {
    ChildkeyTake.put(ctx, newHotkey, netuid, ChildkeyTake.take(ctx, oldHotkey, netuid))
    meter.add(1, 2)
  }
  const children = parentChildSwapHotkey(ctx, oldHotkey, newHotkey, netuid)
  meter.add(children.reads, children.writes)
  swapInPendingChildren(ctx, replacement)
  swapAutoStakeDestination(ctx, replacement)
  const ownerHotkey = SubnetOwnerHotkey.find(ctx, netuid)
  if (ownerHotkey !== undefined) meter.add(1, 0)
  if (ownerHotkey === oldHotkey) {
    setSubnetOwnerHotkey(ctx, netuid, newHotkey)
    meter.add(0, 1)
  }
  if (keepStake) return
  swapDividendRecords(ctx, replacement)
  swapStake(ctx, replacement)
  if (netuid === ROOT) swapRootClaims(ctx, replacement)
}

/** The neuron, and what only neurons have. A new hotkey is marked as no member where the old one was none. */
function swapMembership(ctx: Ctx, replacement: Replacement): void {
  const { old, new: newHotkey, netuid, meter } = replacement
  const isMember = IsNetworkMember.get(ctx, old, netuid)
  IsNetworkMember.remove(ctx, old, netuid)
  IsNetworkMember.put(ctx, newHotkey, netuid, isMember)
  meter.add(1, 2)
  if (!isMember) return
  const uid = Uids.get(ctx, netuid, old)
  if (uid !== undefined) {
    Uids.remove(ctx, netuid, old)
    Uids.put(ctx, netuid, newHotkey, uid)
    Keys.put(ctx, netuid, uid, newHotkey)
    meter.add(1, 3)
  }
  moveEntry(ctx, Prometheus, netuid, replacement)
  moveEntry(ctx, Axons, netuid, replacement)
  for (const index of mechanismIndices(ctx, netuid)) moveEntry(ctx, WeightCommits, index, replacement)
  const loaded = LoadedEmission.get(ctx, netuid)
  if (loaded !== undefined) {
    const renamed = loaded.map(([hotkey, ...amounts]) => [hotkey === old ? newHotkey : hotkey, ...amounts] as const)
    LoadedEmission.put(ctx, netuid, renamed)
    meter.add(1, 2)
  }
  moveEntry(ctx, NeuronCertificates, netuid, replacement)
}

/** Moves what an item keeps by subnet and hotkey, if it keeps anything. */
function moveEntry<V>(
  ctx: Ctx,
  item: StorageMap<readonly [number, AccountId], V>,
  key: number,
  { old, new: newHotkey, meter }: Replacement,
): void {
  const value = item.get(ctx, key, old)
  if (value === undefined) return
  item.remove(ctx, key, old)
  item.put(ctx, key, newHotkey, value)
  meter.add(1, 2)
}

/** Where others wait to have the old hotkey as a child: the new one stands last among their children. */
function swapInPendingChildren(ctx: Ctx, { old, new: newHotkey, netuid, meter }: Replacement): void {
  for (const { keys, value } of PendingChildKeys.entries(ctx, netuid)) {
    meter.add(1, 0)
    const [children, block] = value
    const at = children.findIndex(([, child]) => child === old)
    if (at === -1) continue
    const child = [children[at]![0], newHotkey] as const
    PendingChildKeys.put(ctx, ...keys, [[...children.toSpliced(at, 1), child], block])
    meter.add(1, 2)
  }
}

function swapAutoStakeDestination(ctx: Ctx, { old, new: newHotkey, netuid }: Replacement): void {
  const coldkeys = AutoStakeDestinationColdkeys.find(ctx, old, netuid)
  if (coldkeys === undefined) return
  for (const coldkey of coldkeys) AutoStakeDestination.put(ctx, coldkey, netuid, newHotkey)
  AutoStakeDestinationColdkeys.remove(ctx, old, netuid)
  AutoStakeDestinationColdkeys.put(ctx, newHotkey, netuid, coldkeys)
}

function swapDividendRecords(ctx: Ctx, { old, new: newHotkey, netuid, meter }: Replacement): void {
  const lastEpoch = TotalHotkeyAlphaLastEpoch.take(ctx, old, netuid)
  TotalHotkeyAlphaLastEpoch.mutate(ctx, newHotkey, netuid, own => satAdd(lastEpoch, own))
  const dividends = AlphaDividendsPerSubnet.take(ctx, netuid, old)
  AlphaDividendsPerSubnet.mutate(ctx, netuid, newHotkey, own => satAdd(dividends, own))
  swapVotingPowerForHotkey(ctx, old, newHotkey, netuid)
  meter.add(6, 6)
}

/** The stake of all who stake on the hotkey, in the order of accounts: shares are rounded one after the other. */
function swapStake(ctx: Ctx, { old, new: newHotkey, netuid, meter }: Replacement): void {
  const stakers = new Set<AccountId>()
  for (const item of [Alpha, AlphaV2]) {
    const positions = item.entries(ctx, old)
    meter.add(positions.length, positions.length)
    for (const { keys } of positions) if (keys[2] === netuid) stakers.add(keys[1])
  }
  for (const coldkey of [...stakers].sort(ctx.runtime.profile.accountOrder)) {
    const stake = getStakeForHotkeyAndColdkeyOnSubnet(ctx, old, coldkey, netuid)
    decreaseStakeForHotkeyAndColdkeyOnSubnet(ctx, old, coldkey, netuid, stake)
    increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, newHotkey, coldkey, netuid, stake)
    meter.add(3, 2)
    const hotkeys = StakingHotkeys.get(ctx, coldkey)
    if (hotkeys.includes(old) && !hotkeys.includes(newHotkey)) {
      StakingHotkeys.put(ctx, coldkey, [...hotkeys, newHotkey])
      meter.add(0, 1)
    }
  }
}

/** Root stake brings claims on the alpha of every subnet. */
function swapRootClaims(ctx: Ctx, { old, new: newHotkey, meter }: Replacement): void {
  transferRootClaimableForNewHotkey(ctx, old, newHotkey)
  meter.add(3, 2)
  for (const [subnet] of RootClaimable.get(ctx, newHotkey)) {
    const claimed = RootClaimed.entries(ctx, subnet, old)
    meter.add(claimed.length, 0)
    for (const { keys } of claimed) {
      transferRootClaimedForNewKeys(ctx, subnet, old, newHotkey, keys[2], keys[2])
      meter.add(2, 2)
    }
  }
  if (AutoParentDelegationEnabled.has(ctx, old)) {
    AutoParentDelegationEnabled.put(ctx, newHotkey, AutoParentDelegationEnabled.take(ctx, old))
    meter.add(1, 2)
  }
}
