/**
 * Weights and subnets that come too soon are refused before they cost anything. Reference: guards/check_rate_limits.rs.
 */
import type { AccountId } from '../../../../primitives/account.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { type DispatchError, ensure } from '../../../runtime/dispatch-error.ts'
import { errors } from '../errors.ts'
import { CommitRevealWeightsEnabled } from '../storage/hyperparameters.ts'
import { Uids } from '../storage/neurons.ts'
import { commitMechanismWeights, commitWeights } from '../subnets/commits.ts'
import { getMechanismStorageIndex, MAIN_MECHANISM } from '../subnets/mechanism.ts'
import { registerNetwork } from '../subnets/subnet.ts'
import { checkRateLimit, setMechanismWeights, setWeights } from '../subnets/weights.ts'
import { passesRateLimit, type TransactionType } from '../utils/rate-limiting.ts'
import { weights } from '../weights.ts'
import { guardOf, on } from './guard.ts'

/** A hotkey that is not registered is left to the call itself. */
function checkWeightsRateLimit(
  ctx: Ctx,
  who: AccountId,
  netuid: NetUid,
  mechanism: number,
  error: DispatchError,
): void {
  const uid = Uids.get(ctx, netuid, who)
  if (uid === undefined) return
  ensure(checkRateLimit(ctx, getMechanismStorageIndex(netuid, mechanism), uid, ctx.block), error)
}

const checkCommit = (ctx: Ctx, who: AccountId, netuid: NetUid, mechanism: number): void =>
  checkWeightsRateLimit(ctx, who, netuid, mechanism, errors.CommittingWeightsTooFast)

function checkSet(ctx: Ctx, who: AccountId, netuid: NetUid, mechanism: number): void {
  if (CommitRevealWeightsEnabled.get(ctx, netuid)) return
  checkWeightsRateLimit(ctx, who, netuid, mechanism, errors.SettingWeightsTooFast)
}

const REGISTER_NETWORK: TransactionType = { type: 'RegisterNetwork' }

export const checkRateLimits = guardOf(weights.checkRateLimitsExtension, [
  on(commitWeights, (ctx, who, { netuid }) => checkCommit(ctx, who, netuid, MAIN_MECHANISM)),
  on(commitMechanismWeights, (ctx, who, { netuid, mecid }) => checkCommit(ctx, who, netuid, mecid)),
  on(setWeights, (ctx, who, { netuid }) => checkSet(ctx, who, netuid, MAIN_MECHANISM)),
  on(setMechanismWeights, (ctx, who, { netuid, mecid }) => checkSet(ctx, who, netuid, mecid)),
  on(registerNetwork, (ctx, who) =>
    ensure(passesRateLimit(ctx, REGISTER_NETWORK, who), errors.NetworkTxRateLimitExceeded),
  ),
])
