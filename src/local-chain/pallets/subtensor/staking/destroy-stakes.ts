/**
 * The end of a subnet's stakes: its TAO is shared out among those who hold its alpha.
 * Reference: staking/remove_stake.rs destroy_alpha_in_out_stakes.
 */
import { U64F64, U96F32 } from '../../../../consensus/fixed/types.ts'
import { toU64 } from '../../../../consensus/safe-float.ts'
import type { AccountId } from '../../../../primitives/account.ts'
import { minAmount, satAdd, satSub, type Tao, tao, ZERO_TAO } from '../../../../primitives/amounts.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { succeeds } from '../../swap/attempt.ts'
import { currentAlphaPrice } from '../../swap/impls.ts'
import { getSubnetAccountId } from '../coinbase/accounts.ts'
import {
  getColdkeyBalance,
  getKeepAliveBalance,
  recycleTao,
  transferTao,
  transferTaoFromSubnet,
} from '../coinbase/tao.ts'
import { errors } from '../errors.ts'
import { NetworkRegistrationStartBlock, TaoInRefundDeploymentBlock, TotalStake } from '../storage/global.ts'
import {
  RAORecycledForRegistration,
  SubnetAlphaIn,
  SubnetAlphaOut,
  SubnetLocked,
  SubnetProtocolAlpha,
  SubnetTAO,
} from '../storage/pool.ts'
import {
  Alpha as AlphaV1,
  AlphaV2,
  TotalHotkeyAlpha,
  TotalHotkeyShares,
  TotalHotkeySharesV2,
} from '../storage/stake.ts'
import { NetworkRegisteredAt, SubnetOwner } from '../storage/subnet.ts'
import { ifSubnetExist } from '../subnets/subnet.ts'
import { getFloatSubnetOwnerCut } from '../utils/misc.ts'
import { alphaIterSinglePrefix } from './helpers.ts'
import { destroyLockMaps } from './lock/key-swaps.ts'
import { getAlphaIssuance } from './stake-utils/prices.ts'
import { getStakeForHotkeyAndColdkeyOnSubnet } from './stake-utils/shares.ts'

/**
 * Pays out all stake on a subnet and forgets it. A transfer that fails is passed over.
 * @throws SubnetNotExists
 */
export function destroyAlphaInOutStakes(ctx: Ctx, netuid: NetUid): void {
  ensure(ifSubnetExist(ctx, netuid), errors.SubnetNotExists)
  const refund = ownerRefund(ctx, netuid)
  const holders: Holder[] = takeStakers(ctx, netuid)
  const protocol = protocolAlpha(ctx, netuid)
  if (protocol > 0n) holders.push({ coldkey: undefined, value: protocol })
  const protocolShare = payOut(ctx, netuid, takePot(ctx, netuid), holders)
  SubnetAlphaIn.remove(ctx, netuid)
  SubnetAlphaOut.remove(ctx, netuid)
  SubnetProtocolAlpha.remove(ctx, netuid)
  SubnetLocked.put(ctx, netuid, ZERO_TAO)
  settleAccount(ctx, netuid, refund, protocolShare)
  destroyLockMaps(ctx, netuid)
}

/** What the owner of a subnet of old gets back of the lock cost: what its cut has not yet brought. */
function ownerRefund(ctx: Ctx, netuid: NetUid): Tao {
  if (NetworkRegisteredAt.get(ctx, netuid) >= NetworkRegistrationStartBlock.get(ctx)) return ZERO_TAO
  const lockCost = SubnetLocked.get(ctx, netuid)
  const issued = U96F32.satFromInt(getAlphaIssuance(ctx, netuid))
  const ownerAlpha = U96F32.floor(U96F32.satMul(issued, getFloatSubnetOwnerCut(ctx)))
  const price = U96F32.satFrom(U64F64, currentAlphaPrice(ctx, netuid))
  return satSub(lockCost, tao(U96F32.toU64(U96F32.satMul(ownerAlpha, price))))
}

/** One who holds alpha, in rao: a coldkey, or the subnet itself. */
interface Holder {
  readonly coldkey: AccountId | undefined
  readonly value: bigint
}

/** All stake on a subnet, taken out of storage, in the order of the chain's maps. */
function takeStakers(ctx: Ctx, netuid: NetUid): Holder[] {
  const hotkeys = TotalHotkeyAlpha.entries(ctx).flatMap(({ keys }) => (keys[1] === netuid ? keys[0] : []))
  const positions = hotkeys.flatMap(hotkey =>
    alphaIterSinglePrefix(ctx, hotkey).flatMap(([coldkey, id, share]) => {
      if (id !== netuid) return []
      const value = getStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, netuid)
      return { hotkey, coldkey, value: value === 0n ? toU64(share) : value }
    }),
  )
  for (const { hotkey, coldkey } of positions) {
    AlphaV1.remove(ctx, hotkey, coldkey, netuid)
    AlphaV2.remove(ctx, hotkey, coldkey, netuid)
  }
  for (const hotkey of hotkeys) {
    TotalHotkeyAlpha.remove(ctx, hotkey, netuid)
    TotalHotkeyShares.remove(ctx, hotkey, netuid)
    TotalHotkeySharesV2.remove(ctx, hotkey, netuid)
  }
  return positions.filter(({ value }) => value > 0n)
}

/** The alpha that nobody staked but that counts: what the chain bought, and on newer subnets the reserve. */
function protocolAlpha(ctx: Ctx, netuid: NetUid): bigint {
  const bought = SubnetProtocolAlpha.get(ctx, netuid)
  const countsReserve = NetworkRegisteredAt.get(ctx, netuid) > TaoInRefundDeploymentBlock.get(ctx)
  return countsReserve ? satAdd(SubnetAlphaIn.get(ctx, netuid), bought) : bought
}

/** The TAO of a pool, taken out of it. */
function takePot(ctx: Ctx, netuid: NetUid): Tao {
  const pot = SubnetTAO.get(ctx, netuid)
  if (pot > 0n) {
    SubnetTAO.remove(ctx, netuid)
    TotalStake.mutate(ctx, total => satSub(total, pot))
  }
  return pot
}

/** Pays the holders their parts of the pot. @returns the part that nobody holds */
function payOut(ctx: Ctx, netuid: NetUid, pot: Tao, holders: readonly Holder[]): Tao {
  let protocolShare = ZERO_TAO
  for (const { coldkey, share } of sharesOf(pot, holders)) {
    if (coldkey === undefined) protocolShare = satAdd(protocolShare, share)
    else if (share > 0n) succeeds(() => transferTaoFromSubnet(ctx, netuid, coldkey, share))
  }
  return protocolShare
}

export interface Share {
  readonly coldkey: AccountId | undefined
  readonly share: Tao
}

/** A pot in proportion to values, to the rao: whoever has the largest remainder comes first and gets one more. */
export function sharesOf(pot: Tao, holders: readonly Holder[]): Share[] {
  const total = holders.reduce((sum, { value }) => sum + value, 0n)
  if (pot === 0n || total === 0n) return []
  const portions = holders.map(({ coldkey, value }) => ({
    coldkey,
    share: (pot * value) / total,
    rest: (pot * value) % total,
  }))
  const left = pot - portions.reduce((sum, { share }) => sum + share, 0n)
  if (left > 0n) portions.sort((a, b) => (a.rest > b.rest ? -1 : a.rest < b.rest ? 1 : 0))
  return portions.map(({ coldkey, share }, i) => ({ coldkey, share: tao(BigInt(i) < left ? share + 1n : share) }))
}

/** Refunds the owner from what the subnet's account still has, and recycles the rest. */
function settleAccount(ctx: Ctx, netuid: NetUid, refund: Tao, protocolShare: Tao): void {
  const account = getSubnetAccountId(ctx, netuid)
  if (account === undefined) return
  if (refund !== 0n) {
    const most = satSub(getColdkeyBalance(ctx, account), protocolShare)
    succeeds(() => transferTao(ctx, account, SubnetOwner.get(ctx, netuid), minAmount(refund, most)))
  }
  const rest = getKeepAliveBalance(ctx, account)
  if (succeeds(() => recycleTao(ctx, account, rest))) RAORecycledForRegistration.put(ctx, netuid, rest)
}
