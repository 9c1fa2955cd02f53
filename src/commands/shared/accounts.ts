/** Whose account a command means: what is named outright, or the wallet of the settings. */
import type { Context } from '../kit/context.ts'
import { account, flag } from '../kit/options.ts'
import { ensureWalletCounts } from './outright.ts'
import { ownKeys } from './staking/own-keys.ts'

/** The words that btcli has for a coldkey that is looked at. */
export const COLDKEY_SPELLINGS = {
  short: 'k',
  aliases: ['coldkey', 'ss58', 'coldkey-ss58', 'ss58-address', 'address', 'key'],
} as const

/** Whom a command looks at; for `holdersOf`. */
export const HOLDER_ARGUMENTS = {
  accounts: account({ summary: 'Wallets or addresses of coldkeys', many: true, ...COLDKEY_SPELLINGS }),
} as const

export const HOLDER_OPTIONS = {
  all: flag({ summary: 'Every wallet here', short: 'a', aliases: ['all-wallets'], excludes: ['accounts'] }),
} as const

export interface Named {
  /** The wallet it is the coldkey of, or `WALLET/HOTKEY`; undefined for an address that was given as such. */
  readonly name: string | undefined
  readonly address: string
}

export interface Holders {
  readonly accounts: readonly string[]
  readonly all?: boolean
}

/**
 * Whom `HOLDER_ARGUMENTS` and `HOLDER_OPTIONS` mean.
 * @param hotkeys which the command looks for as well: plain names of them are those of the wallet of the settings
 * @throws TaoError for a name that is none, and for a wallet on the line that would count for nothing
 */
export async function holdersOf(
  ctx: Context,
  { accounts, all = false }: Holders,
  hotkeys: readonly string[] = [],
): Promise<readonly Named[]> {
  if (!all) return coldkeysOf(ctx, accounts, hotkeys)
  ensureWalletCounts(ctx, { coldkeys: ['--all'], hotkeys })
  return (await ownKeys(ctx)).coldkeys
}

/** The coldkeys that texts mean: addresses or names of wallets. None: the wallet of the settings. */
export async function coldkeysOf(
  ctx: Context,
  texts: readonly string[],
  hotkeys: readonly string[] = [],
): Promise<Named[]> {
  const wallets = await ctx.wallets()
  if (texts.length > 0) ensureWalletCounts(ctx, { coldkeys: texts, hotkeys })
  const named = texts.length === 0 ? [wallets.wallet().name] : texts
  return named.map(text => asNamed(text, wallets.address(text, 'coldkey')))
}

/** The same for one account. */
export async function coldkeyOf(
  ctx: Context,
  text: string | undefined,
  hotkeys: readonly string[] = [],
): Promise<Named> {
  const [only] = await coldkeysOf(ctx, text === undefined ? [] : [text], hotkeys)
  return only!
}

const asNamed = (text: string, address: string): Named => ({ name: text === address ? undefined : text, address })
