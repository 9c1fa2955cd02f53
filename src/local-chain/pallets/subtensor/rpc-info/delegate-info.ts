/** Delegates, their nominators and returns, as runtime APIs tell them. Reference: rpc_info/delegate_info.rs */
import { U64F64 } from '../../../../consensus/fixed/types.ts'
import { isZero } from '../../../../consensus/safe-float.ts'
import { shareValue } from '../../../../consensus/share-pool.ts'
import type { AccountId } from '../../../../primitives/account.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import type { ValueOf } from '../../../scale/codec.ts'
import { tuple, vec } from '../../../scale/collections.ts'
import { struct } from '../../../scale/composites.ts'
import { alphaIterPrefix, alphaIterSinglePrefix } from '../staking/helpers.ts'
import {
  getAlphaSharePool,
  getStakeForHotkeyAndColdkeyOnSubnet,
  getStakeForHotkeyOnSubnet,
} from '../staking/stake-utils/shares.ts'
import { Delegates, Owner } from '../storage/keys.ts'
import { Uids } from '../storage/neurons.ts'
import { Tempo } from '../storage/subnet.ts'
import { getAllSubnetNetuids } from '../subnets/subnet.ts'
import { getRegisteredNetworksForHotkey } from '../subnets/uids.ts'
import { getEmissionForUid, getValidatorPermitForUid } from '../utils/misc.ts'
import { ACCOUNT_PARAM, account, cAlpha, cNetuid, cu16, cu64 } from './codecs.ts'

export const delegateInfo = struct(
  'pallet_subtensor::rpc_info::delegate_info::DelegateInfo',
  {
    delegate_ss58: account,
    take: cu16,
    nominators: vec(tuple(account, vec(tuple(cNetuid, cu64)))),
    owner_ss58: account,
    registrations: vec(cNetuid),
    validator_permits: vec(cNetuid),
    return_per_1000: cu64,
    total_daily_return: cu64,
  },
  ACCOUNT_PARAM,
)
type DelegateInfo = ValueOf<typeof delegateInfo>
type Nominators = DelegateInfo['nominators']

export const delegated = vec(tuple(delegateInfo, tuple(cNetuid, cAlpha)))
type Delegated = ValueOf<typeof delegated>

const ONE = U64F64.satFromInt(1)
const TAKE_ONE = U64F64.satFromInt(0xffff)
const BLOCKS_PER_DAY = U64F64.satFromInt(7200)
const THOUSAND_TAO = U64F64.satFromInt(1_000_000_000_000n)

/** What a day's emission brings for 1000 TAO of stake, after the take. */
function returnPer1000Tao(take: number, totalStake: U64F64, emissionsPerDay: U64F64): U64F64 {
  if (totalStake === U64F64.ZERO) return U64F64.ZERO
  const withoutTake = U64F64.satSub(ONE, U64F64.safeDiv(U64F64.satFromInt(take), TAKE_ONE))
  return U64F64.safeDiv(U64F64.satMul(emissionsPerDay, withoutTake), U64F64.safeDiv(totalStake, THOUSAND_TAO))
}

/**
 * The coldkeys with stake behind a hotkey. Shares are valued by the pool that stands at the netuid's place among the pools
 * of all subnets: the wrong one where a lower netuid is free, as on the chain.
 */
function nominatorsOf(ctx: Ctx, delegate: AccountId): Nominators {
  const pools = getAllSubnetNetuids(ctx).map(netuid => getAlphaSharePool(ctx, delegate, netuid))
  const byColdkey = new Map<AccountId, (readonly [NetUid, bigint])[]>()
  for (const [coldkey, netuid, share] of alphaIterSinglePrefix(ctx, delegate)) {
    const pool = pools[netuid]
    if (isZero(share) || pool === undefined) continue
    const stakes = byColdkey.get(coldkey) ?? []
    byColdkey.set(coldkey, stakes)
    stakes.push([netuid, shareValue(pool, share)])
  }
  return [...byColdkey]
}

function delegateOf(ctx: Ctx, delegate: AccountId, nominators: Nominators): DelegateInfo {
  const registrations = getRegisteredNetworksForHotkey(ctx, delegate)
  const permits: NetUid[] = []
  let emissionsPerDay = U64F64.ZERO
  for (const netuid of registrations) {
    const uid = Uids.find(ctx, netuid, delegate)
    if (uid === undefined) continue
    if (getValidatorPermitForUid(ctx, netuid, uid)) permits.push(netuid)
    const tempo = U64F64.satFromInt(Tempo.get(ctx, netuid))
    if (tempo === U64F64.ZERO) continue
    const emission = U64F64.satFromInt(getEmissionForUid(ctx, netuid, uid))
    const epochsPerDay = U64F64.safeDiv(BLOCKS_PER_DAY, tempo)
    emissionsPerDay = U64F64.satAdd(emissionsPerDay, U64F64.satMul(emission, epochsPerDay))
  }
  const take = Delegates.get(ctx, delegate)
  const totalStake = U64F64.satFromInt(getStakeForHotkeyOnSubnet(ctx, delegate, ROOT))
  return {
    delegate_ss58: delegate,
    take,
    nominators,
    owner_ss58: Owner.get(ctx, delegate),
    registrations,
    validator_permits: permits,
    return_per_1000: U64F64.toU64(returnPer1000Tao(take, totalStake, emissionsPerDay)),
    total_daily_return: U64F64.toU64(emissionsPerDay),
  }
}

export const getDelegate = (ctx: Ctx, delegate: AccountId): DelegateInfo | undefined =>
  Delegates.has(ctx, delegate) ? delegateOf(ctx, delegate, nominatorsOf(ctx, delegate)) : undefined

export const getDelegates = (ctx: Ctx): DelegateInfo[] =>
  Delegates.entries(ctx).map(({ keys: [delegate] }) => delegateOf(ctx, delegate, nominatorsOf(ctx, delegate)))

/** The delegates that a coldkey has stake with, one entry for each subnet. */
export const getDelegated = (ctx: Ctx, coldkey: AccountId): Delegated =>
  Delegates.entries(ctx).flatMap(({ keys: [delegate] }) =>
    alphaIterPrefix(ctx, delegate, coldkey).map(([netuid]): Delegated[number] => [
      delegateOf(ctx, delegate, []),
      [netuid, getStakeForHotkeyAndColdkeyOnSubnet(ctx, delegate, coldkey, netuid)],
    ]),
  )
