/** Forgets bonds. Reference: epoch/run_epoch.rs do_reset_bonds. */
import type { AccountId } from '../../../../primitives/account.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { BondsResetOn } from '../storage/hyperparameters.ts'
import { Bonds, Uids } from '../storage/neurons.ts'
import { getNetuid } from '../subnets/mechanism.ts'

/** Drops all bonds of a mechanism's validators to a hotkey, if the subnet has that switched on. */
export function doResetBonds(ctx: Ctx, index: number, hotkey: AccountId): void {
  const netuid = getNetuid(index)
  const uid = BondsResetOn.get(ctx, netuid) ? Uids.get(ctx, netuid, hotkey) : undefined
  if (uid === undefined) return
  for (const { keys, value } of Bonds.entries(ctx, index)) Bonds.put(ctx, ...keys, without(value, uid))
}

/** A row without its pairs for a uid. */
function without(row: Uint16Array, uid: number): Uint16Array {
  const kept: number[] = []
  for (let i = 0; i < row.length; i += 2) if (row[i] !== uid) kept.push(row[i]!, row[i + 1]!)
  return Uint16Array.from(kept)
}
