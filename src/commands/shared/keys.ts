/** The keys that a command means by its settings. */
import { TaoError } from '../../primitives/errors.ts'
import { isAddress } from '../../primitives/ss58.ts'
import { describePlace, type KeyPlace } from '../../wallet/places.ts'
import { readAddress } from '../../wallet/public-half.ts'
import type { Context } from '../kit/context.ts'
import { ensureWalletCounts } from './outright.ts'

/** The address of the hotkey of the settings, which may be one that is not here. @throws TaoError `not_found` */
export async function hotkeyAddress(ctx: Context): Promise<string> {
  const { hotkey } = ctx.settings
  return isAddress(hotkey) ? hotkey : addressAt((await ctx.wallets()).hotkey())
}

/** The same for a command to which the coldkey is nothing. @throws TaoError `usage` for a wallet that would not count */
export async function loneHotkeyAddress(ctx: Context): Promise<string> {
  ensureWalletCounts(ctx, { hotkeys: [ctx.settings.hotkey] })
  return hotkeyAddress(ctx)
}

/** The key that a command works on: the coldkey of the settings, or with `--use-hotkey` the hotkey. */
export async function keyPlace(ctx: Context, useHotkey: boolean): Promise<KeyPlace> {
  const wallets = await ctx.wallets()
  if (!useHotkey) return wallets.coldkey()
  ensureWalletCounts(ctx, { hotkeys: [ctx.settings.hotkey] })
  return wallets.hotkey()
}

/** The address of the coldkey of the settings. @throws TaoError `not_found` */
export async function coldkeyAddress(ctx: Context): Promise<string> {
  return addressAt((await ctx.wallets()).coldkey())
}

function addressAt(place: KeyPlace): string {
  try {
    return readAddress(place).address
  } catch (error) {
    if (!(error instanceof TaoError) || error.code !== 'not_found') throw error
    throw new TaoError('not_found', `There is no ${describePlace(place)}`, {
      why: error.message,
      remedy: 'See your wallets with: tao wallet list. Another one is chosen with --wallet and --hotkey.',
      cause: error,
    })
  }
}
