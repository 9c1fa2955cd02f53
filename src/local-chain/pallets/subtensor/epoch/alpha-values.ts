/** Bounds of liquid alpha. Reference: epoch/run_epoch.rs do_set_alpha_values. */
import type { NetUid } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import type { Origin } from '../../../runtime/origin.ts'
import { errors } from '../errors.ts'
import { AlphaValues, LiquidAlphaOn } from '../storage/hyperparameters.ts'
import { ensureSubnetOwnerOrRoot } from '../utils/misc.ts'

/** A fortieth of 65535. */
const LEAST = 1638

/**
 * Both in parts of 65535. Reference: epoch/run_epoch.rs do_set_alpha_values
 * @throws BadOrigin, LiquidAlphaDisabled, AlphaHighTooLow, AlphaLowOutOfRange
 */
export function doSetAlphaValues(ctx: Ctx, origin: Origin, netuid: NetUid, low: number, high: number): void {
  ensureSubnetOwnerOrRoot(ctx, origin, netuid)
  ensure(LiquidAlphaOn.get(ctx, netuid), errors.LiquidAlphaDisabled)
  ensure(high >= LEAST, errors.AlphaHighTooLow)
  ensure(low >= LEAST && low <= high, errors.AlphaLowOutOfRange)
  AlphaValues.put(ctx, netuid, [low, high])
}
