/** The keys that a command means by its settings. */
import { isAddress } from '../../primitives/ss58.ts'
import { readAddress } from '../../wallet/public-half.ts'
import type { Context } from '../kit/context.ts'

/** The address of the hotkey of the settings, which may be one that is not here. @throws TaoError `not_found` */
export async function hotkeyAddress(ctx: Context): Promise<string> {
  const { hotkey } = ctx.settings
  if (isAddress(hotkey)) return hotkey
  return readAddress((await ctx.wallets()).hotkey()).address
}

/** The address of the coldkey of the settings. @throws TaoError `not_found` */
export async function coldkeyAddress(ctx: Context): Promise<string> {
  return readAddress((await ctx.wallets()).coldkey()).address
}
