/**
 * Accounts without keys: those that belong to a pallet, and one for each subnet, which holds the TAO staked there.
 * Reference: sp_runtime traits AccountIdConversion; subnets/subnet.rs get_subnet_account_id.
 */
import { ACCOUNT_LENGTH, type AccountId } from './account.ts'
import { fromHex, type Hex, toHex, utf8 } from './bytes.ts'
import type { NetUid } from './netuid.ts'

const PREFIX = toHex(utf8('modl'))
const HEX_LENGTH = 2 + 2 * ACCOUNT_LENGTH

/** `modl`, the pallet's eight bytes, zeros. */
export const palletAccount = (pallet: Hex): AccountId => padded(pallet.slice(2))

/** `modl`, the pallet's eight bytes, the netuid (u16, little-endian), zeros: whether the subnet exists or not. */
export const subnetAccount = (pallet: Hex, netuid: NetUid): AccountId => padded(pallet.slice(2) + hexU16(netuid))

/** The netuid whose account this would be, whether that subnet exists or not; undefined for any other account. */
export function netuidOfAccount(pallet: Hex, account: AccountId): NetUid | undefined {
  const start = PREFIX + pallet.slice(2)
  if (!account.startsWith(start)) return undefined
  const [low, high] = fromHex(`0x${account.slice(start.length, start.length + 4)}`)
  const netuid = low! + 256 * high!
  return account === subnetAccount(pallet, netuid) ? netuid : undefined
}

const padded = (digits: string): AccountId => (PREFIX + digits).padEnd(HEX_LENGTH, '0') as AccountId

function hexU16(n: number): string {
  const swapped = ((n & 0xff) << 8) | (n >> 8)
  return swapped.toString(16).padStart(4, '0')
}
