/** The accounts of subnets. Reference: subnets/subnet.rs get_subnet_account_id. */
import type { AccountId } from '../../../../primitives/account.ts'
import type { Hex } from '../../../../primitives/bytes.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import { netuidOfAccount, subnetAccount } from '../../../../primitives/pallet-account.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { SubtensorPalletId } from '../constants.ts'
import { NetworksAdded } from '../storage/subnet.ts'

/** The accounts of subnets by pallet id, made once. */
const subnetAccounts = new Map<Hex, AccountId[]>()

function accountOf(ctx: Ctx, netuid: NetUid): AccountId {
  const pallet = SubtensorPalletId.of(ctx)
  let known = subnetAccounts.get(pallet)
  if (known === undefined) {
    known = []
    subnetAccounts.set(pallet, known)
  }
  known[netuid] ??= subnetAccount(pallet, netuid)
  return known[netuid]!
}

/** The account of a subnet; undefined for one that does not exist. */
export function getSubnetAccountId(ctx: Ctx, netuid: NetUid): AccountId | undefined {
  return netuid === ROOT || NetworksAdded.has(ctx, netuid) ? accountOf(ctx, netuid) : undefined
}

/** The netuid whose account this would be, whether that subnet exists or not; undefined for any other account. */
export const isSubnetAccountId = (ctx: Ctx, account: AccountId): NetUid | undefined =>
  netuidOfAccount(SubtensorPalletId.of(ctx), account)
