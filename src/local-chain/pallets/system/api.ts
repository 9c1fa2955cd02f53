/** The runtime API of the System pallet. Reference: frame_system_rpc_runtime_api. */
import { method, runtimeApi } from '../../runtime/api.ts'
import { accountId } from '../../runtime/types.ts'
import { u32 } from '../../scale/primitives.ts'
import { SystemAccount } from './storage.ts'

export const accountNonceApi = runtimeApi('AccountNonceApi', 1, {
  account_nonce: method({ account: accountId }, u32, (ctx, { account }) => SystemAccount.get(ctx, account).nonce),
})
