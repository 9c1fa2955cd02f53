/** Whose account a command means. */
import type { Context } from '../kit/context.ts'
import { account } from '../kit/options.ts'

/** Whose stake a command shows; for `coldkeysOf`. */
export const STAKER_ARGUMENTS = {
  accounts: account({
    summary: 'Wallets or addresses of coldkeys',
    many: true,
    short: 'k',
    aliases: ['coldkey', 'ss58', 'coldkey-ss58', 'key'],
  }),
} as const

export interface Named {
  /** The wallet it is the coldkey of, or `WALLET/HOTKEY`; undefined for an address that was given as such. */
  readonly name: string | undefined
  readonly address: string
}

/** The coldkeys that texts mean: addresses or names of wallets. None: the wallet of the settings. */
export async function coldkeysOf(ctx: Context, texts: readonly string[]): Promise<Named[]> {
  const wallets = await ctx.wallets()
  const named = texts.length === 0 ? [wallets.wallet().name] : texts
  return named.map(text => asNamed(text, wallets.address(text, 'coldkey')))
}

const asNamed = (text: string, address: string): Named => ({ name: text === address ? undefined : text, address })
