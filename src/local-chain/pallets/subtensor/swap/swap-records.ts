/** When coldkeys last swapped a hotkey on a subnet. Reference: macros/hooks.rs clean_up_hotkey_swap_records. */
import type { Ctx } from '../../../runtime/context.ts'
import { type Weight, weigh } from '../../../runtime/weight.ts'
import { HotkeySwapOnSubnetInterval } from '../constants.ts'
import { LastHotkeySwapOnNetuid } from '../storage/keys.ts'
import { getAllSubnetNetuids } from '../subnets/subnet.ts'

/** Forgets swaps so long ago that they bar no other: in each block on the subnets whose turn it is. */
export function cleanUpHotkeySwapRecords(ctx: Ctx): Weight {
  const interval = HotkeySwapOnSubnetInterval.of(ctx)
  const netuids = getAllSubnetNetuids(ctx)
  let [reads, writes] = [2 + netuids.length, 0]
  if (interval === 0n) return weigh(0, 0, reads, writes)
  const now = ctx.block
  for (const netuid of netuids.filter(netuid => BigInt(netuid) % interval === now % interval)) {
    for (const { keys, value: swappedAt } of LastHotkeySwapOnNetuid.entries(ctx, netuid)) {
      reads++
      if (swappedAt + interval >= now) continue
      LastHotkeySwapOnNetuid.remove(ctx, ...keys)
      writes++
    }
  }
  return weigh(0, 0, reads, writes)
}
