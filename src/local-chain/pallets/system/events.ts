import { dispatchErrorCodec } from '../../runtime/dispatch-error.ts'
import { eventsOf } from '../../runtime/event.ts'
import { accountId, h256 } from '../../runtime/types.ts'
import { named } from '../../scale/codec.ts'
import { bool } from '../../scale/primitives.ts'
import { dispatchEventInfo } from './types.ts'

const account = named(accountId, 'T::AccountId')
const hash = named(h256, 'T::Hash')

/** Events of the System pallet. Reference: frame_system Event. */
export const systemEvents = eventsOf('System', {
  ExtrinsicSuccess: [0, { dispatch_info: dispatchEventInfo }],
  ExtrinsicFailed: [1, { dispatch_error: dispatchErrorCodec, dispatch_info: dispatchEventInfo }],
  CodeUpdated: [2, null],
  NewAccount: [3, { account }],
  KilledAccount: [4, { account }],
  Remarked: [5, { sender: account, hash }],
  UpgradeAuthorized: [6, { code_hash: hash, check_version: bool }],
  RejectedInvalidAuthorizedUpgrade: [7, { code_hash: hash, error: dispatchErrorCodec }],
})
