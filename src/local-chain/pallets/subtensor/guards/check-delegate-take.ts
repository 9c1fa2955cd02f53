/** A take within its bounds, by the owner of the hotkey. Reference: guards/check_delegate_take.rs. */
import type { AccountId } from '../../../../primitives/account.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { errors } from '../errors.ts'
import { decreaseTake } from '../staking/decrease-take.ts'
import { increaseTake } from '../staking/increase-take.ts'
import { MaxDelegateTake, MinDelegateTake } from '../storage/global.ts'
import { doTakeChecks } from '../utils/misc.ts'
import { weights } from '../weights.ts'
import { guardOf, on } from './guard.ts'

interface TakeArgs {
  readonly hotkey: AccountId
  readonly take: number
}

function checkTake(ctx: Ctx, who: AccountId, { hotkey, take }: TakeArgs): void {
  ensure(take >= MinDelegateTake.get(ctx), errors.DelegateTakeTooLow)
  ensure(take <= MaxDelegateTake.get(ctx), errors.DelegateTakeTooHigh)
  doTakeChecks(ctx, who, hotkey)
}

export const checkDelegateTake = guardOf(weights.checkDelegateTakeExtension, [
  on(increaseTake, checkTake),
  on(decreaseTake, checkTake),
])
