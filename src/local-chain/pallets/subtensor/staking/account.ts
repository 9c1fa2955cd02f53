/** Hotkeys for which nobody has registered yet. Reference: staking/account.rs. */
import type { AccountId } from '../../../../primitives/account.ts'
import { call } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensureSigned } from '../../../runtime/origin.ts'
import { accountId } from '../../../runtime/types.ts'
import { named } from '../../../scale/codec.ts'
import { weights } from '../weights.ts'
import { createAccountIfNonExistent } from './helpers.ts'

/** Makes a coldkey the owner of a hotkey that has none; one that has stays with it. @throws CannotUseSystemAccount */
export const doTryAssociateHotkey = (ctx: Ctx, coldkey: AccountId, hotkey: AccountId): void =>
  createAccountIfNonExistent(ctx, coldkey, hotkey)

export const tryAssociateHotkey = call(
  'try_associate_hotkey',
  91,
  { hotkey: named(accountId, 'T::AccountId') },
  { weight: weights.tryAssociateHotkey },
  (ctx, origin, { hotkey }) => doTryAssociateHotkey(ctx, ensureSigned(origin), hotkey),
)
