/** Where a miner's coldkey wants what its hotkeys earn on a subnet to be staked. Reference: macros/dispatches.rs. */
import type { AccountId } from '../../../../primitives/account.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import { call } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { ensureSigned } from '../../../runtime/origin.ts'
import { accountId, netuid as netuidCodec } from '../../../runtime/types.ts'
import { named } from '../../../scale/codec.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import { AutoStakeDestination, AutoStakeDestinationColdkeys } from '../storage/keys.ts'
import { Uids } from '../storage/neurons.ts'
import { ifSubnetExist } from '../subnets/subnet.ts'
import { weights } from '../weights.ts'

/** @throws SubnetNotExists, HotKeyNotRegisteredInSubNet, SameAutoStakeHotkeyAlreadySet */
function doSetColdkeyAutoStakeHotkey(ctx: Ctx, coldkey: AccountId, netuid: NetUid, hotkey: AccountId): void {
  ensure(ifSubnetExist(ctx, netuid), errors.SubnetNotExists)
  ensure(Uids.has(ctx, netuid, hotkey), errors.HotKeyNotRegisteredInSubNet)
  const current = AutoStakeDestination.get(ctx, coldkey, netuid)
  ensure(current !== hotkey, errors.SameAutoStakeHotkeyAlreadySet)
  if (current !== undefined) {
    AutoStakeDestinationColdkeys.mutate(ctx, current, netuid, coldkeys => coldkeys.filter(c => c !== coldkey))
  }
  AutoStakeDestination.put(ctx, coldkey, netuid, hotkey)
  AutoStakeDestinationColdkeys.mutate(ctx, hotkey, netuid, coldkeys =>
    coldkeys.includes(coldkey) ? coldkeys : [...coldkeys, coldkey],
  )
  ctx.deposit(events.AutoStakeDestinationSet({ coldkey, netuid, hotkey }))
}

export const setColdkeyAutoStakeHotkey = call(
  'set_coldkey_auto_stake_hotkey',
  114,
  { netuid: netuidCodec, hotkey: named(accountId, 'T::AccountId') },
  { weight: weights.setColdkeyAutoStakeHotkey },
  (ctx, origin, { netuid, hotkey }) => doSetColdkeyAutoStakeHotkey(ctx, ensureSigned(origin), netuid, hotkey),
)
