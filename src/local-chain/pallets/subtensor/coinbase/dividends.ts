/**
 * How validators' dividends are split: over parents and children, then by alpha and root stake.
 * Reference: coinbase/run_coinbase.rs calculate_dividends_and_incentives, calculate_dividend_distribution,
 * get_parent_child_dividends_distribution, get_self_contribution.
 */
import { U96F32 } from '../../../../consensus/fixed/types.ts'
import type { AccountId } from '../../../../primitives/account.ts'
import { type Alpha, alpha, U64_MAX } from '../../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import type { HotkeyEmission } from '../epoch/with-mechanisms.ts'
import { getOwningColdkeyForHotkey } from '../staking/helpers.ts'
import { getChildkeyTake, getChildren, getParents } from '../staking/set-children.ts'
import { getCkBurn, getTaoWeight } from '../staking/stake-utils/prices.ts'
import { getStakeForHotkeyOnSubnet } from '../staking/stake-utils/shares.ts'
import { recycleSubnetAlpha } from './alpha.ts'

/** Amounts by hotkey, in the order of accounts. */
export type ByHotkey<T> = readonly (readonly [hotkey: AccountId, amount: T])[]

export interface Dividends {
  /** Alpha for each hotkey from the validators' part. */
  readonly alpha: ByHotkey<U96F32>
  /** Alpha for each hotkey from root's part. */
  readonly root: ByHotkey<U96F32>
}

const U16_MAX = U96F32.satFromInt(65_535)
const U64_MAX_FIXED = U96F32.satFromInt(U64_MAX)

/** Incentives stay with their hotkeys; dividends go to parents by their part in the stake. */
export function calculateDividendsAndIncentives(
  ctx: Ctx,
  netuid: NetUid,
  emission: readonly HotkeyEmission[],
): { incentives: readonly HotkeyEmission[]; dividends: ByHotkey<U96F32> } {
  const dividends = new Map<AccountId, U96F32>()
  for (const { hotkey, dividend } of emission) {
    for (const [receiver, part] of getParentChildDividendsDistribution(ctx, hotkey, netuid, dividend)) {
      dividends.set(receiver, U96F32.satAdd(dividends.get(receiver) ?? U96F32.ZERO, U96F32.satFromInt(part)))
    }
  }
  const order = ctx.runtime.profile.accountOrder
  return { incentives: emission, dividends: [...dividends].sort(([a], [b]) => order(a, b)) }
}

/** Shares the pending alpha by each hotkey's own alpha stake and by its root stake. */
export function calculateDividendDistribution(
  ctx: Ctx,
  netuid: NetUid,
  pendingAlpha: Alpha,
  pendingRoot: Alpha,
  taoWeight: U96F32,
  dividends: ByHotkey<U96F32>,
): Dividends {
  let rootTotal = U96F32.ZERO
  let alphaTotal = U96F32.ZERO
  const parts = dividends.map(([hotkey, dividend]) => {
    const alphaStake = U96F32.satFromInt(getStakeForHotkeyOnSubnet(ctx, hotkey, netuid))
    const rootStake = U96F32.satFromInt(getStakeForHotkeyOnSubnet(ctx, hotkey, ROOT))
    const rootAlpha = U96F32.satMul(rootStake, taoWeight)
    const rootProportion = U96F32.checkedDiv(rootAlpha, U96F32.satAdd(alphaStake, rootAlpha)) ?? U96F32.ZERO
    const root = U96F32.satMul(dividend, rootProportion)
    const own = U96F32.satSub(dividend, root)
    rootTotal = U96F32.satAdd(rootTotal, root)
    alphaTotal = U96F32.satAdd(alphaTotal, own)
    return { hotkey, root, own }
  })
  const share = (pending: Alpha, part: U96F32, total: U96F32): U96F32 =>
    U96F32.satMul(U96F32.satFromInt(pending), U96F32.checkedDiv(part, total) ?? U96F32.ZERO)
  return {
    alpha: parts.map(({ hotkey, own }) => [hotkey, share(pendingAlpha, own, alphaTotal)]),
    root: parts.map(({ hotkey, root }) => [hotkey, share(pendingRoot, root, rootTotal)]),
  }
}

/**
 * A hotkey's dividends over its parents and itself. Parents of other coldkeys pay the childkey's take, which stays with
 * the hotkey. @returns (receiver, alpha) with the parents in their stored order, the hotkey last
 */
export function getParentChildDividendsDistribution(
  ctx: Ctx,
  hotkey: AccountId,
  netuid: NetUid,
  dividends: Alpha,
): [AccountId, Alpha][] {
  const emission = U96F32.satFromInt(dividends)
  const parents = getParents(ctx, hotkey, netuid)
  // Most hotkeys have no parents: everything is theirs, whatever their own contribution.
  if (parents.length === 0) return [[hotkey, dividends]]
  const contributions = parentContributions(ctx, netuid, parents)
  const self = U96F32.satFromInt(getSelfContribution(ctx, hotkey, netuid))
  const total = contributions.reduce((sum, [, part]) => U96F32.satAdd(sum, part), self)
  const takes = childTakes(ctx, hotkey, netuid)
  let remaining = emission
  let takenByChild = U96F32.ZERO
  const parts: [AccountId, Alpha][] = contributions.map(([parent, contribution]) => {
    const factor = U96F32.checkedDiv(contribution, total) ?? U96F32.ZERO
    const gross = U96F32.satMul(emission, factor)
    remaining = U96F32.satSub(remaining, gross)
    if (getOwningColdkeyForHotkey(ctx, parent) === takes.owner) return [parent, alpha(U96F32.toU64(gross))]
    const burn = U96F32.satMul(takes.burn, gross)
    const take = U96F32.satMul(takes.take, gross)
    takenByChild = U96F32.satAdd(takenByChild, take)
    const recycled = alpha(U96F32.toU64(burn))
    ctx.trace?.({ kind: 'emission.childRecycled', netuid, hotkey, amount: recycled })
    recycleSubnetAlpha(ctx, netuid, recycled)
    return [parent, alpha(U96F32.toU64(U96F32.satSub(U96F32.satSub(gross, burn), take)))]
  })
  return [...parts, [hotkey, alpha(U96F32.toU64(U96F32.satAdd(remaining, takenByChild)))]]
}

function parentContributions(
  ctx: Ctx,
  netuid: NetUid,
  parents: readonly (readonly [proportion: bigint, parent: AccountId])[],
): ByHotkey<U96F32> {
  const taoWeight = getTaoWeight(ctx)
  return parents.map(([proportion, parent]) => {
    const share = U96F32.safeDiv(U96F32.satFromInt(proportion), U64_MAX_FIXED)
    const root = U96F32.satFromInt(getStakeForHotkeyOnSubnet(ctx, parent, ROOT))
    const own = U96F32.satFromInt(getStakeForHotkeyOnSubnet(ctx, parent, netuid))
    const rootPart = U96F32.satMul(U96F32.satMul(root, share), taoWeight)
    return [parent, U96F32.satAdd(U96F32.satMul(own, share), rootPart)]
  })
}

function childTakes(ctx: Ctx, hotkey: AccountId, netuid: NetUid) {
  return {
    owner: getOwningColdkeyForHotkey(ctx, hotkey),
    burn: getCkBurn(ctx),
    take: U96F32.safeDiv(U96F32.satFromInt(getChildkeyTake(ctx, hotkey, netuid)), U16_MAX),
  }
}

/** The stake that a hotkey brings itself, less what it gave to children; root TAO weighted. In rao. */
export function getSelfContribution(ctx: Ctx, hotkey: AccountId, netuid: NetUid): bigint {
  const remaining = getChildren(ctx, hotkey, netuid).reduce(
    (rest, [proportion]) => U96F32.satSub(rest, U96F32.safeDiv(U96F32.satFromInt(proportion), U64_MAX_FIXED)),
    U96F32.ONE,
  )
  const root = U96F32.satFromInt(getStakeForHotkeyOnSubnet(ctx, hotkey, ROOT))
  const own = U96F32.satFromInt(getStakeForHotkeyOnSubnet(ctx, hotkey, netuid))
  const rootPart = U96F32.satMul(U96F32.satMul(root, remaining), getTaoWeight(ctx))
  return U96F32.toU64(U96F32.satAdd(U96F32.satMul(own, remaining), rootPart))
}
