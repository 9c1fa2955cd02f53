/**
 * What those who stake on root have coming from each subnet, and how they get it.
 *
 * Each hotkey has a rate for each subnet: the alpha claimable for one rao staked on root behind it since the beginning.
 * A coldkey is owed its stake times the rate, less what it has claimed; stake that comes or goes changes what counts as
 * claimed, so that it earns from then on only.
 *
 * Reference: staking/claim_root.rs.
 */
import { I96F32 } from '../../../../consensus/fixed/types.ts'
import type { AccountId } from '../../../../primitives/account.ts'
import type { Alpha } from '../../../../primitives/amounts.ts'
import { fromHex, type Hex } from '../../../../primitives/bytes.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { addWeight, mulWeight, type Weight, weigh, ZERO_WEIGHT } from '../../../runtime/weight.ts'
import { attempt } from '../../swap/attempt.ts'
import { events } from '../events.ts'
import { NumRootClaim, NumStakingColdkeys } from '../storage/global.ts'
import { Owner, StakingHotkeys } from '../storage/keys.ts'
import { RootClaimable, RootClaimed, RootClaimType, StakingColdkeys, StakingColdkeysByIndex } from '../storage/stake.ts'
import type { RootClaimType as ClaimType } from '../types.ts'
import { claimBehind } from './root-claims.ts'
import { atRate, comingAt, rateOf, satAddU128, withIncrement } from './root-rates.ts'
import {
  getStakeForHotkeyAndColdkeyOnSubnet,
  getStakeForHotkeyOnSubnet,
  increaseStakeForHotkeyAndColdkeyOnSubnet,
} from './stake-utils/shares.ts'

const U64_MAX = (1n << 64n) - 1n

/** Gives root dividends to those who stake on root behind a hotkey; to its owner where they exceed that stake. */
export function increaseRootClaimableForHotkeyAndSubnet(
  ctx: Ctx,
  hotkey: AccountId,
  netuid: NetUid,
  amount: Alpha,
): void {
  const stake = getStakeForHotkeyOnSubnet(ctx, hotkey, ROOT)
  if (amount > (stake as bigint)) {
    increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, Owner.get(ctx, hotkey), netuid, amount)
    return
  }
  const increment = I96F32.safeDiv(I96F32.satFromInt(amount), I96F32.satFromInt(stake))
  RootClaimable.mutate(ctx, hotkey, rates => withIncrement(rates, netuid, increment))
}

/** The alpha that a coldkey's root stake would have coming had it claimed nothing. */
export function getRootClaimableForHotkeyColdkey(
  ctx: Ctx,
  hotkey: AccountId,
  coldkey: AccountId,
  netuid: NetUid,
): I96F32 {
  const stake = getStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, ROOT)
  return comingAt(rateOf(RootClaimable.get(ctx, hotkey), netuid), stake)
}

/** The alpha owed to a coldkey; negative where it has claimed more than it has coming. */
export function getRootOwedForHotkeyColdkeyFloat(
  ctx: Ctx,
  hotkey: AccountId,
  coldkey: AccountId,
  netuid: NetUid,
): I96F32 {
  const claimed = I96F32.satFromInt(RootClaimed.get(ctx, netuid, hotkey, coldkey))
  return I96F32.satSub(getRootClaimableForHotkeyColdkey(ctx, hotkey, coldkey, netuid), claimed)
}

/** The whole rao of alpha owed to a coldkey. */
export const getRootOwedForHotkeyColdkey = (ctx: Ctx, hotkey: AccountId, coldkey: AccountId, netuid: NetUid): bigint =>
  I96F32.toU64(getRootOwedForHotkeyColdkeyFloat(ctx, hotkey, coldkey, netuid))

const ONE_READ = weigh(0, 0, 1, 0)
const CLAIM_ON_SUBNET = weigh(60_000_000, 6987, 7, 5)

/** Claims behind one hotkey, on the given subnets or all. @returns what it weighed */
function rootClaimAll(
  ctx: Ctx,
  hotkey: AccountId,
  coldkey: AccountId,
  subnets: ReadonlySet<NetUid> | undefined,
): Weight {
  const rates = RootClaimable.get(ctx, hotkey)
  const stake = getStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, ROOT)
  // Behind most of its hotkeys a coldkey has stake on other subnets only: nothing is coming, whatever it has claimed.
  if (stake !== 0n) claimBehind(ctx, { hotkey, coldkey, type: RootClaimType.get(ctx, coldkey) }, rates, subnets)
  const visited = subnets === undefined ? rates.length : rates.filter(([netuid]) => subnets.has(netuid)).length
  return addWeight(mulWeight(ONE_READ, 2), mulWeight(CLAIM_ON_SUBNET, visited))
}

/**
 * Claims a coldkey's root dividends behind all its hotkeys, on the given subnets or all: everything or nothing.
 * @returns what it weighed
 * @throws those of a swap and of a transfer
 */
export const doRootClaim = (ctx: Ctx, coldkey: AccountId, subnets?: ReadonlySet<NetUid>): Weight =>
  ctx.layer(() => {
    let weight = ONE_READ
    for (const hotkey of StakingHotkeys.get(ctx, coldkey)) {
      weight = addWeight(weight, addWeight(ONE_READ, rootClaimAll(ctx, hotkey, coldkey, subnets)))
    }
    ctx.deposit(events.RootClaimed({ coldkey }))
    return weight
  })

/** Lets root stake that is added earn from now on only: what it would have had coming counts as claimed. */
export function addStakeAdjustRootClaimedForHotkeyAndColdkey(
  ctx: Ctx,
  hotkey: AccountId,
  coldkey: AccountId,
  amount: bigint,
): void {
  for (const [netuid, rate] of RootClaimable.get(ctx, hotkey)) {
    RootClaimed.mutate(ctx, netuid, hotkey, coldkey, claimed => satAddU128(claimed, atRate(rate, amount)))
  }
}

/** The opposite for root stake that goes. */
export function removeStakeAdjustRootClaimedForHotkeyAndColdkey(
  ctx: Ctx,
  hotkey: AccountId,
  coldkey: AccountId,
  amount: Alpha,
): void {
  for (const [netuid, rate] of RootClaimable.get(ctx, hotkey)) {
    if (netuid === ROOT) continue
    const less = atRate(rate, amount)
    RootClaimed.mutate(ctx, netuid, hotkey, coldkey, claimed => (claimed > less ? claimed - less : 0n))
  }
}

/** Puts a coldkey on the list from which those who claim by themselves are drawn. */
export function maybeAddColdkeyIndex(ctx: Ctx, coldkey: AccountId): void {
  if (StakingColdkeys.has(ctx, coldkey)) return
  const n = NumStakingColdkeys.get(ctx)
  StakingColdkeysByIndex.put(ctx, n, coldkey)
  StakingColdkeys.put(ctx, coldkey, n)
  NumStakingColdkeys.put(ctx, n < U64_MAX ? n + 1n : n)
}

export const coldkeyHasRootStake = (ctx: Ctx, coldkey: AccountId): boolean =>
  StakingHotkeys.get(ctx, coldkey).some(
    hotkey => getStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, ROOT) !== 0n,
  )

/** Takes a coldkey off the list; the last one gets its place. */
export function maybeRemoveColdkeyIndex(ctx: Ctx, coldkey: AccountId): void {
  const index = StakingColdkeys.take(ctx, coldkey)
  if (index === undefined) return
  const n = NumStakingColdkeys.get(ctx)
  const last = n > 0n ? n - 1n : 0n
  const moved = index === last ? undefined : StakingColdkeysByIndex.take(ctx, last)
  if (moved === undefined) {
    StakingColdkeysByIndex.remove(ctx, index)
  } else {
    StakingColdkeysByIndex.put(ctx, index, moved)
    StakingColdkeys.put(ctx, moved, index)
  }
  NumStakingColdkeys.put(ctx, last)
}

/** Up to k different numbers below n that a block hash decides, in order. */
export function blockHashToIndices(blockHash: Hex, k: bigint, n: bigint): bigint[] {
  const bytes = fromHex(blockHash)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const indices = new Set<bigint>()
  let last = view.getBigUint64(0)
  for (let i = 0n; i < k; i++) {
    const sum = last + view.getBigUint64(Number((i * 8n) % 32n))
    last = n === 0n ? 0n : (sum > U64_MAX ? U64_MAX : sum) % n
    indices.add(last)
  }
  return [...indices].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

const BLOCK_HASH_TO_INDICES = weigh(3_000_000, 1517, 0, 0)
const PER_INDEX = weigh(100_412, 0, 0, 0)

/** Claims for some coldkeys that the last block's hash picks. One that fails goes without. @returns what it weighed */
export function runAutoClaimRootDivs(ctx: Ctx, lastBlockHash: Hex): Weight {
  const n = NumStakingColdkeys.get(ctx)
  const k = NumRootClaim.get(ctx)
  let weight = addWeight(mulWeight(ONE_READ, 2), addWeight(BLOCK_HASH_TO_INDICES, mulWeight(PER_INDEX, Number(k))))
  for (const index of blockHashToIndices(lastBlockHash, k, n)) {
    weight = addWeight(weight, ONE_READ)
    const coldkey = StakingColdkeysByIndex.get(ctx, index)
    if (coldkey === undefined) continue
    weight = addWeight(weight, attempt(() => doRootClaim(ctx, coldkey)) ?? ZERO_WEIGHT)
  }
  return weight
}

export function changeRootClaimType(ctx: Ctx, coldkey: AccountId, type: ClaimType): void {
  RootClaimType.put(ctx, coldkey, type)
  ctx.deposit(events.RootClaimTypeSet({ coldkey, root_claim_type: type }))
}

/** Adds what old keys have claimed to what new ones have. */
export function transferRootClaimedForNewKeys(
  ctx: Ctx,
  netuid: NetUid,
  oldHotkey: AccountId,
  newHotkey: AccountId,
  oldColdkey: AccountId,
  newColdkey: AccountId,
): void {
  const old = RootClaimed.take(ctx, netuid, oldHotkey, oldColdkey)
  RootClaimed.mutate(ctx, netuid, newHotkey, newColdkey, claimed => satAddU128(old, claimed))
}

/** Adds the rates of an old hotkey to those of a new one. */
export function transferRootClaimableForNewHotkey(ctx: Ctx, oldHotkey: AccountId, newHotkey: AccountId): void {
  const old = RootClaimable.get(ctx, oldHotkey)
  const into = RootClaimable.get(ctx, newHotkey)
  RootClaimable.remove(ctx, oldHotkey)
  RootClaimable.put(
    ctx,
    newHotkey,
    old.reduce((rates, [netuid, rate]) => withIncrement(rates, netuid, rate), into),
  )
}

/** Forgets all claims on a subnet that is dissolved: what nobody claimed is lost. */
export function finalizeAllSubnetRootDividends(ctx: Ctx, netuid: NetUid): void {
  for (const { keys, value } of RootClaimable.entries(ctx)) {
    if (value.some(([id]) => id === netuid)) {
      RootClaimable.put(
        ctx,
        keys[0],
        value.filter(([id]) => id !== netuid),
      )
    }
  }
  RootClaimed.clear(ctx, [netuid])
}
