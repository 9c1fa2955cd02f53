/** Stake of coldkeys as runtime APIs tell it. Reference: rpc_info/stake_info.rs */
import type { AccountId } from '../../../../primitives/account.ts'
import { tao, ZERO_TAO } from '../../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { accountId, netuid as netuidCodec } from '../../../runtime/types.ts'
import { named, type ValueOf } from '../../../scale/codec.ts'
import { btreeMap, option, tuple, vec } from '../../../scale/collections.ts'
import { struct } from '../../../scale/composites.ts'
import { bool } from '../../../scale/primitives.ts'
import { approxFeeAmount } from '../../swap/impls.ts'
import { stakeAvailability as availabilityOf } from '../staking/lock/locks.ts'
import { getStakeForHotkeyAndColdkeyOnSubnet } from '../staking/stake-utils/shares.ts'
import { StakingHotkeys } from '../storage/keys.ts'
import { AlphaDividendsPerSubnet } from '../storage/stake.ts'
import { getAllSubnetNetuids, ifSubnetExist } from '../subnets/subnet.ts'
import { isHotkeyRegisteredOnNetwork } from '../subnets/uids.ts'
import { ACCOUNT_PARAM, account, cAlpha, cNetuid, cTao, cu64 } from './codecs.ts'

const STAKE_INFO = 'pallet_subtensor::rpc_info::stake_info'

export const stakeInfo = struct(
  `${STAKE_INFO}::StakeInfo`,
  {
    hotkey: account,
    coldkey: account,
    netuid: cNetuid,
    stake: cAlpha,
    locked: cu64,
    emission: cAlpha,
    tao_emission: cTao,
    drain: cu64,
    is_registered: bool,
  },
  ACCOUNT_PARAM,
)
type StakeInfo = ValueOf<typeof stakeInfo>

const stakeAvailability = struct(`${STAKE_INFO}::StakeAvailability`, {
  total: cAlpha,
  locked: cAlpha,
  available: cAlpha,
})
export const availabilities = btreeMap(accountId, btreeMap(netuidCodec, stakeAvailability))
type Availabilities = ValueOf<typeof availabilities>

export const stakeInfosByColdkey = vec(tuple(accountId, vec(stakeInfo)))

/** A hotkey on a subnet. */
export const place = named(option(tuple(accountId, netuidCodec)), 'Option<(AccountId32, NetUid)>')
type Place = ValueOf<typeof place>

/** The stake of a coldkey with a hotkey on a subnet; an entry even where there is none. */
export function stakeInfoOf(ctx: Ctx, hotkey: AccountId, coldkey: AccountId, netuid: NetUid): StakeInfo {
  return {
    hotkey,
    coldkey,
    netuid,
    stake: getStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, netuid),
    locked: 0n,
    emission: AlphaDividendsPerSubnet.get(ctx, netuid, hotkey),
    tao_emission: ZERO_TAO,
    drain: 0n,
    is_registered: isHotkeyRegisteredOnNetwork(ctx, netuid, hotkey),
  }
}

/** Where a coldkey has stake: by subnet, then by hotkey. */
export function stakesOf(ctx: Ctx, coldkey: AccountId): StakeInfo[] {
  const hotkeys = StakingHotkeys.get(ctx, coldkey)
  return getAllSubnetNetuids(ctx)
    .flatMap(netuid => hotkeys.map(hotkey => stakeInfoOf(ctx, hotkey, coldkey, netuid)))
    .filter(({ stake }) => stake !== 0n)
}

/** What coldkeys hold, have locked and can take out. Reference: get_stake_availability_for_coldkeys */
export function stakeAvailabilities(
  ctx: Ctx,
  coldkeys: readonly AccountId[],
  asked: readonly NetUid[] | undefined,
): Availabilities {
  const netuids = askedNetuids(ctx, asked)
  const unique = [...new Set(coldkeys)].sort(ctx.runtime.profile.accountOrder)
  return unique.map(coldkey => {
    const held = netuids.map(netuid => [netuid, availabilityOf(ctx, coldkey, netuid)] as const)
    return [coldkey, held.filter(([, { total, locked }]) => total !== 0n || locked !== 0n)]
  })
}

/** Ascending. None where more are asked for than there are. */
function askedNetuids(ctx: Ctx, asked: readonly NetUid[] | undefined): NetUid[] {
  const existing = getAllSubnetNetuids(ctx)
  const unique = [...new Set(asked ?? existing)].sort((a, b) => a - b)
  if (asked === undefined) return unique
  return unique.length > existing.length ? [] : unique.filter(netuid => ifSubnetExist(ctx, netuid))
}

/** What a swap on the way from one place to another costs, in rao. Reference: get_stake_fee */
export function stakeFee(ctx: Ctx, origin: Place, destination: Place, amount: bigint): bigint {
  const isSame = origin?.[0] === destination?.[0] && origin?.[1] === destination?.[1]
  return isSame ? 0n : approxFeeAmount(ctx, (destination ?? origin)?.[1] ?? ROOT, tao(amount))
}
