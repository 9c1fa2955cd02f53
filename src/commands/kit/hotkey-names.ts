/** Names of hotkeys on a line: `validator` in the wallet of the settings, `main/validator` in any. */
import { TaoError } from '../../primitives/errors.ts'
import type { Context } from './context.ts'

/** `main/validator` names a hotkey of a wallet, as Bittensor's tools write it. */
export function splitName(text: string): readonly [string, string | undefined] {
  const parts = text.split('/')
  // More than one slash is a path, which is refused as a name.
  return parts.length === 2 ? [parts[0]!, parts[1]] : [text, undefined]
}

/** Whether the wallet of the settings is a `WALLET/HOTKEY`. */
export const walletNamesHotkey = ({ settings }: Context): boolean => splitName(settings.wallet)[1] !== undefined

/** What names the hotkey: `--wallet WALLET/HOTKEY` says more than a hotkey that is configured, and less than one on the line. */
export function hotkeyName(ctx: Context): string {
  const { wallet, hotkey } = ctx.settings
  if (!walletNamesHotkey(ctx)) return hotkey
  if (!ctx.isGiven('hotkey')) return wallet
  ensureOneHotkey(ctx, hotkey)
  return hotkey
}

/**
 * For the hotkey that `--hotkey` names, of the settings or of a command's own.
 * @throws TaoError `usage` where `--wallet WALLET/HOTKEY` on the same line names another one
 */
export function ensureOneHotkey({ settings, isGiven }: Context, hotkey: string): void {
  const { wallet } = settings
  const [inWallet, named] = splitName(wallet)
  if (named === undefined || !isGiven('wallet') || !isGiven('hotkey') || [wallet, named].includes(hotkey)) return
  throw new TaoError('usage', `--wallet ${wallet} and --hotkey ${hotkey} name two hotkeys`, {
    remedy: `Give --wallet ${inWallet} --hotkey ${hotkey}, or --wallet ${wallet} alone.`,
  })
}
