/** Where in the storage an account stands, as key or in a value. */
import type { Ctx } from '../../../../../src/local-chain/runtime/context.ts'
import { encode } from '../../../../../src/local-chain/scale/codec.ts'
import { rawKey } from '../../../../../src/local-chain/state/cells.ts'
import type { AccountId } from '../../../../../src/primitives/account.ts'
import { toHex } from '../../../../../src/primitives/bytes.ts'

/** The items, as `Pallet.Item`, that mention an account, sorted; the block's own events are left out. */
export function itemsThatMention(ctx: Ctx, account: AccountId): string[] {
  const digits = account.slice(2)
  const found = new Set<string>()
  for (const { pallet } of ctx.runtime.pallets) {
    for (const item of pallet.storage ?? []) {
      for (const cell of ctx.state.cells(item, [])) {
        const value = toHex(encode(item.value, cell.value, ctx.runtime.outer))
        if (`${toHex(rawKey(cell))} ${value}`.includes(digits)) found.add(item.label.replace('SubtensorModule.', ''))
      }
    }
  }
  found.delete('System.Events')
  return [...found].sort()
}
