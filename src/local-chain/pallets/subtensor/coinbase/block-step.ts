/**
 * What happens at the start of every block. Reference: coinbase/block_step.rs, macros/hooks.rs.
 */
import { U96F32 } from '../../../../consensus/fixed/types.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import { ROOT } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { DispatchError } from '../../../runtime/dispatch-error.ts'
import { ParentHash } from '../../system/storage.ts'
import { runAutoClaimRootDivs } from '../staking/claim-root.ts'
import { populateRootColdkeyStakingMaps, populateRootColdkeyStakingMapsV2 } from '../staking/helpers.ts'
import { doSetPendingChildren } from '../staking/set-children.ts'
import { getAlphaIssuance, getTaoWeight, updateMovingPrice } from '../staking/stake-utils/prices.ts'
import { RootProp, SubnetTAO } from '../storage/pool.ts'
import { LastEpochBlock } from '../storage/subnet.ts'
import { updateRegistrationPricesForNetworks } from '../subnets/registration.ts'
import { getAllSubnetNetuids } from '../subnets/subnet.ts'
import { getBlockEmission } from './block-emission.ts'
import { epochsDeferredThisBlock } from './epoch-schedule.ts'
import { revealCrv3CommitsForSubnet } from './reveal-commits.ts'
import { runCoinbase } from './run-coinbase.ts'
import { getSubnetsToEmitTo } from './subnet-emissions.ts'

export function blockStep(ctx: Ctx): void {
  updateRegistrationPricesForNetworks(ctx)
  const emission = getBlockEmission(ctx)
  revealCrv3Commits(ctx)
  runCoinbase(ctx, emission)
  // Prices and root proportions move after the coinbase has used the old ones.
  updateMovingPrices(ctx)
  updateRootProp(ctx)
  trySetPendingChildren(ctx)
  runAutoClaimRootDivs(ctx, ParentHash.get(ctx))
  populateRootColdkeyStakingMaps(ctx)
  populateRootColdkeyStakingMapsV2(ctx)
}

function trySetPendingChildren(ctx: Ctx): void {
  for (const netuid of getAllSubnetNetuids(ctx)) {
    if (LastEpochBlock.get(ctx, netuid) === ctx.block) doSetPendingChildren(ctx, netuid)
  }
}

function updateMovingPrices(ctx: Ctx): void {
  for (const netuid of getSubnetsToEmitTo(ctx, getAllSubnetNetuids(ctx))) updateMovingPrice(ctx, netuid)
}

function updateRootProp(ctx: Ctx): void {
  for (const netuid of getSubnetsToEmitTo(ctx, getAllSubnetNetuids(ctx))) {
    RootProp.put(ctx, netuid, rootProportion(ctx, netuid))
  }
}

/** The share of root in a subnet: weighted root TAO over itself plus the subnet's alpha. */
export function rootProportion(ctx: Ctx, netuid: NetUid): U96F32 {
  const weighted = U96F32.satMul(U96F32.satFromInt(SubnetTAO.get(ctx, ROOT)), getTaoWeight(ctx))
  const whole = U96F32.satAdd(weighted, U96F32.satFromInt(getAlphaIssuance(ctx, netuid)))
  return U96F32.checkedDiv(weighted, whole) ?? U96F32.ZERO
}

function revealCrv3Commits(ctx: Ctx): void {
  const netuids = getAllSubnetNetuids(ctx).filter(netuid => netuid !== ROOT)
  const deferred = epochsDeferredThisBlock(ctx, netuids)
  for (const netuid of netuids) {
    if (deferred.has(netuid)) continue
    try {
      revealCrv3CommitsForSubnet(ctx, netuid)
    } catch (error) {
      // A subnet whose commits cannot be revealed must not stop the block.
      if (!(error instanceof DispatchError)) throw error
    }
  }
}
