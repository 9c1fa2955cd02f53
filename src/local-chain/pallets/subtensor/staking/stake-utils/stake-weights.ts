/**
 * What a hotkey's stake weighs on a subnet: its alpha and, by the TAO weight, its stake on root, less what it gave to
 * child keys, plus what parents gave to it.
 *
 * Reference: staking/stake_utils.rs.
 */
import { I64F64, U96F32 } from '../../../../../consensus/fixed/types.ts'
import type { AccountId } from '../../../../../primitives/account.ts'
import { type Alpha, alpha, type Tao, tao, U64_MAX } from '../../../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../../../primitives/netuid.ts'
import type { Ctx } from '../../../../runtime/context.ts'
import { ChildKeys, ParentKeys } from '../../storage/keys.ts'
import { Keys } from '../../storage/neurons.ts'
import { SubnetworkN } from '../../storage/subnet.ts'
import { getTaoWeight } from './prices.ts'
import { getStakeForHotkeyOnSubnet } from './shares.ts'

export interface StakeWeight {
  readonly total: I64F64
  readonly alpha: I64F64
  readonly tao: I64F64
}

/** Stake weights by UID. */
export interface StakeWeights {
  readonly total: I64F64[]
  readonly alpha: I64F64[]
  readonly tao: I64F64[]
}

export function getStakeWeightsForHotkeyOnSubnet(ctx: Ctx, hotkey: AccountId, netuid: NetUid): StakeWeight {
  return weigh(ctx, hotkey, netuid, I64F64.satFrom(U96F32, getTaoWeight(ctx)))
}

/** The weights of all UIDs of a subnet, in order; zero for a UID without hotkey. */
export function getStakeWeightsForNetwork(ctx: Ctx, netuid: NetUid): StakeWeights {
  const taoWeight = I64F64.satFrom(U96F32, getTaoWeight(ctx))
  const weights: StakeWeights = { total: [], alpha: [], tao: [] }
  const n = SubnetworkN.get(ctx, netuid)
  for (let uid = 0; uid < n; uid++) {
    const hotkey = Keys.find(ctx, netuid, uid)
    const weight = hotkey === undefined ? NO_WEIGHT : weigh(ctx, hotkey, netuid, taoWeight)
    weights.total.push(weight.total)
    weights.alpha.push(weight.alpha)
    weights.tao.push(weight.tao)
  }
  return weights
}

const NO_WEIGHT: StakeWeight = { total: I64F64.ZERO, alpha: I64F64.ZERO, tao: I64F64.ZERO }

function weigh(ctx: Ctx, hotkey: AccountId, netuid: NetUid, taoWeight: I64F64): StakeWeight {
  const alpha = I64F64.satFromInt(getInheritedForHotkeyOnSubnet(ctx, hotkey, netuid))
  const tao = I64F64.satFromInt(getTaoInheritedForHotkeyOnSubnet(ctx, hotkey, netuid))
  return { total: I64F64.satAdd(alpha, I64F64.satMul(tao, taoWeight)), alpha, tao }
}

/** A hotkey's stake on root as it counts on a subnet, in rao. */
export const getTaoInheritedForHotkeyOnSubnet = (ctx: Ctx, hotkey: AccountId, netuid: NetUid): Tao =>
  tao(inherited(ctx, hotkey, netuid, ROOT))

/** A hotkey's alpha as it counts on a subnet, in rao. Nothing is inherited on root. */
export const getInheritedForHotkeyOnSubnet = (ctx: Ctx, hotkey: AccountId, netuid: NetUid): Alpha =>
  netuid === ROOT ? getStakeForHotkeyOnSubnet(ctx, hotkey, netuid) : alpha(inherited(ctx, hotkey, netuid, netuid))

const WHOLE = U96F32.satFromInt(U64_MAX)

/** The stake on `stakeNetuid` that a hotkey keeps and gets by the family ties of `netuid`. */
function inherited(ctx: Ctx, hotkey: AccountId, netuid: NetUid, stakeNetuid: NetUid): bigint {
  const own = getStakeForHotkeyOnSubnet(ctx, hotkey, stakeNetuid)
  const children = ChildKeys.get(ctx, hotkey, netuid)
  const parents = ParentKeys.get(ctx, hotkey, netuid)
  if (children.length === 0 && parents.length === 0) return own
  const initial = U96F32.satFromInt(own)
  let toChildren = U96F32.ZERO
  for (const [proportion] of children) toChildren = U96F32.satAdd(toChildren, partOf(initial, proportion))
  let fromParents = U96F32.ZERO
  for (const [proportion, parent] of parents) {
    const stake = U96F32.satFromInt(getStakeForHotkeyOnSubnet(ctx, parent, stakeNetuid))
    fromParents = U96F32.satAdd(fromParents, partOf(stake, proportion))
  }
  return U96F32.toU64(U96F32.satAdd(U96F32.satSub(initial, toChildren), fromParents))
}

const partOf = (stake: U96F32, proportion: bigint): U96F32 =>
  U96F32.satMul(stake, U96F32.safeDiv(U96F32.satFromInt(proportion), WHOLE))
