/** Which hotkeys a command means. */
import { TaoError } from '../../../primitives/errors.ts'
import type { Context } from '../../kit/context.ts'
import { ensureOneHotkey, hotkeyName } from '../../kit/hotkey-names.ts'
import { account, flag, type Question } from '../../kit/options.ts'
import type { Named } from '../accounts.ts'
import { ownKeys } from './own-keys.ts'

const ALIASES = ['wallet-hotkey', 'wallet.hotkey', 'hotkey-ss58', 'hotkey-ss58-address', 'wallet-hotkey-ss58']

/** As the setting of the name, and where a person sits at the terminal, asked for. */
const SETTING = {
  short: 'H',
  placeholder: 'ADDRESS|NAME',
  env: ['TAO_HOTKEY', 'BT_WALLET_HOTKEY', 'BT_HOTKEY'],
  config: 'hotkey',
  complete: 'hotkey',
} as const

type Choices = NonNullable<Question['choices']>

/**
 * Hotkeys of anybody; the one of the settings where none is given and nobody can be asked.
 * @param others inputs that say it in another way
 */
export const anyHotkeys = (summary: string, choices: Choices, others: readonly string[] = []) => ({
  hotkey: account({
    ...SETTING,
    summary,
    aliases: [...ALIASES, 'include-hotkeys', 'in'],
    many: true,
    default: [],
    excludes: ['allHotkeys', 'excludeHotkeys', ...others],
    ask: { message: 'With which hotkey?', offerDefault: true, choices },
  }),
  allHotkeys: flag({ summary: 'All hotkeys of the wallet', off: ['no-all-hotkeys'] }),
  excludeHotkeys: account({
    summary: 'Of all hotkeys of the wallet, leave these out',
    aliases: ['ex'],
    many: true,
    complete: 'hotkey',
  }),
})

export interface HotkeysGiven {
  readonly hotkey: readonly string[]
  readonly allHotkeys: boolean
  readonly excludeHotkeys: readonly string[]
}

/** @throws TaoError for a name that is none, and for a wallet without hotkeys */
export async function hotkeysOf(ctx: Context, given: HotkeysGiven): Promise<Named[]> {
  const { hotkey, allHotkeys, excludeHotkeys } = given
  if (!allHotkeys && excludeHotkeys.length === 0) return namedHotkeys(ctx, hotkey)
  const wallets = await ctx.wallets()
  const { name } = wallets.wallet()
  const excluded = new Set(excludeHotkeys.map(text => wallets.address(text, 'hotkey')))
  const all = (await ownKeys(ctx)).hotkeys.filter(({ wallet }) => wallet === name)
  const found = all.filter(({ address }) => !excluded.has(address))
  if (found.length > 0) return found
  throw new TaoError('not_found', `The wallet ${name} has no ${all.length === 0 ? '' : 'other '}hotkeys`, {
    remedy: `Make one with: tao wallet new-hotkey ${name}`,
  })
}

async function namedHotkeys(ctx: Context, texts: readonly string[]): Promise<Named[]> {
  const wallets = await ctx.wallets()
  const given = texts.length === 0 ? [hotkeyName(ctx)] : texts
  for (const text of texts) ensureOneHotkey(ctx, text)
  const named = given.map(text => ({ text, address: wallets.address(text, 'hotkey') }))
  const unique = named.filter(({ address }, i) => named.findIndex(other => other.address === address) === i)
  return unique.map(({ text, address }) => ({ name: text === address ? undefined : text, address }))
}

/** The hotkey that the settings name: one's own, or where it suffices any address. */
async function settingsHotkey(ctx: Context): Promise<Named> {
  const text = hotkeyName(ctx)
  const address = (await ctx.wallets()).address(text, 'hotkey')
  return { name: text === address ? undefined : text, address }
}

const everybody: Choices = async (ctx, known) => (await import('./choices.ts')).hotkeyChoices(ctx, known)
const mine: Choices = async ctx => (await import('./choices.ts')).ownHotkeyChoices(ctx)

const single = (summary: string, message: string, choices: Choices) => ({
  hotkey: account({
    ...SETTING,
    summary,
    aliases: ALIASES,
    default: '',
    ask: { message, offerDefault: true, choices },
  }),
})

/** One hotkey of anybody. */
export const anyHotkey = (summary: string, message = 'Which hotkey?') => single(summary, message, everybody)

/** One hotkey of mine. */
export const ownHotkey = (summary: string, message = 'Which hotkey of yours?') => single(summary, message, mine)

/** What `anyHotkey` and `ownHotkey` were given; the hotkey of the settings where nothing was. */
export async function hotkeyOf(ctx: Context, { hotkey }: { readonly hotkey: string }): Promise<Named> {
  if (hotkey === '') return settingsHotkey(ctx)
  ensureOneHotkey(ctx, hotkey)
  const address = (await ctx.wallets()).address(hotkey, 'hotkey')
  return { name: hotkey === address ? undefined : hotkey, address }
}
