/** Accounts that are named outright, and the wallet on the line that is left nothing to choose. */
import { TaoError } from '../../primitives/errors.ts'
import { isAddress } from '../../primitives/ss58.ts'
import type { Context } from '../kit/context.ts'

export interface Outright {
  /** What says whose coldkey it is, in the words of the line. */
  readonly coldkeys?: readonly string[]
  /** What says which hotkey it is; nothing for that of the settings. */
  readonly hotkeys?: readonly string[]
  /** What would make the wallet count, where nothing is named. */
  readonly unless?: string
}

/** Whether a hotkey is the same one whatever the wallet of the settings. */
const isOutright = (hotkey: string): boolean => isAddress(hotkey) || hotkey.includes('/')

/**
 * For a command that takes nothing more from the wallet of the settings than what is named outright: `--wallet` on the line
 * would count for nothing then, unless it says the same. What the environment or the configuration has gives way.
 * @throws TaoError `usage`
 */
export function ensureWalletCounts(ctx: Context, { coldkeys = [], hotkeys = [], unless }: Outright): void {
  const { wallet } = ctx.settings
  if (!ctx.isGiven('wallet') || !hotkeys.every(isOutright)) return
  const named = [...coldkeys, ...hotkeys]
  const isSame = named.every(text => text === wallet || text.startsWith(`${wallet}/`))
  if (named.length > 0 && isSame) return
  const beside = named.length === 0 ? '' : ` beside ${named.map(text => text.slice(0, 60)).join(', ')}`
  throw new TaoError('usage', `--wallet ${wallet.slice(0, 60)} makes no difference${beside || ' here'}`, {
    why: whyIdle(coldkeys, hotkeys),
    remedy: named.length > 0 ? 'Give one of them.' : `Leave it out${unless === undefined ? '' : `, or ${unless}`}.`,
    data: { refused: '--wallet' },
  })
}

function whyIdle(coldkeys: readonly string[], hotkeys: readonly string[]): string {
  if (coldkeys.includes('--all')) return '--all means every wallet here.'
  if (coldkeys.length + hotkeys.length === 0) return 'Nothing is looked for in a wallet.'
  return 'Whose it is, is named outright: nothing is looked for in a wallet.'
}
