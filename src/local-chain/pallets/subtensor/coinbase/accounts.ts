/**
 * Accounts without keys: those that belong to a pallet, and one for each subnet, which holds the TAO staked there.
 * Reference: sp_runtime traits AccountIdConversion; subnets/subnet.rs get_subnet_account_id.
 */
import { ACCOUNT_LENGTH, type AccountId } from '../../../../primitives/account.ts'
import { type Hex, toHex, utf8 } from '../../../../primitives/bytes.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { SubtensorPalletId } from '../constants.ts'
import { NetworksAdded } from '../storage/subnet.ts'

const PREFIX = toHex(utf8('modl'))
const HEX_LENGTH = 2 + 2 * ACCOUNT_LENGTH

/** `modl`, the pallet's eight bytes, zeros. */
export const palletAccount = (pallet: Hex): AccountId => (PREFIX + pallet.slice(2)).padEnd(HEX_LENGTH, '0') as AccountId

/** The accounts of subnets by pallet id, made once. */
const subnetAccounts = new Map<Hex, AccountId[]>()

/** `modl`, the pallet's eight bytes, the netuid (u16, little-endian), zeros: whether the subnet exists or not. */
function subnetAccount(ctx: Ctx, netuid: NetUid): AccountId {
  const pallet = SubtensorPalletId.of(ctx)
  let known = subnetAccounts.get(pallet)
  if (known === undefined) {
    known = []
    subnetAccounts.set(pallet, known)
  }
  known[netuid] ??= (PREFIX + pallet.slice(2) + hexU16(netuid)).padEnd(HEX_LENGTH, '0') as AccountId
  return known[netuid]!
}

function hexU16(n: number): string {
  const swapped = ((n & 0xff) << 8) | (n >> 8)
  return swapped.toString(16).padStart(4, '0')
}

/** The account of a subnet; undefined for one that does not exist. */
export function getSubnetAccountId(ctx: Ctx, netuid: NetUid): AccountId | undefined {
  return netuid === ROOT || NetworksAdded.has(ctx, netuid) ? subnetAccount(ctx, netuid) : undefined
}

const AFTER_NETUID = '0'.repeat(2 * (ACCOUNT_LENGTH - 14))

/** The netuid whose account this would be, whether that subnet exists or not; undefined for any other account. */
export function isSubnetAccountId(ctx: Ctx, account: AccountId): NetUid | undefined {
  const head = PREFIX + SubtensorPalletId.of(ctx).slice(2)
  if (!account.startsWith(head) || !account.endsWith(AFTER_NETUID)) return undefined
  const at = head.length
  return Number.parseInt(account.slice(at, at + 2), 16) + 256 * Number.parseInt(account.slice(at + 2, at + 4), 16)
}
