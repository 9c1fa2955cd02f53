/**
 * What can be configured: the settings that name a key, and the keys that only some commands read.
 */
import { TaoError } from '../../primitives/errors.ts'
import { GLOBALS } from './globals.ts'
import { flag, type Option, share } from './options.ts'
import { nearest } from './text.ts'

/** Options of commands that can be configured too; a command refers to one by its key. */
export const COMMAND_KEYS = {
  tolerance: share({
    summary: 'How far the price may move against you, at most: 0.05 or 5%',
    aliases: ['rate-tolerance', 'limit'],
    default: 50_000_000n,
    config: 'tolerance',
  }),
  safe_staking: flag({
    summary: 'Trade at any price, however far it moves',
    aliases: ['safe', 'slippage-protection'],
    off: ['unsafe', 'no-safe', 'no-safe-staking', 'no-slippage-protection'],
    default: true,
    config: 'safe_staking',
  }),
  allow_partial_stake: flag({
    summary: 'Trade as much as the tolerated price allows, rather than all or nothing',
    aliases: ['partial', 'allow-partial-stake', 'allow-partial', 'allow'],
    off: ['no-partial', 'not-partial', 'no-allow-partial-stake', 'not-allow'],
    config: 'allow_partial_stake',
  }),
} as const satisfies Readonly<Record<string, Option<unknown>>>

export interface ConfigKey {
  readonly name: string
  readonly option: Option<unknown>
}

export const CONFIG_KEYS: readonly ConfigKey[] = [
  ...Object.values(GLOBALS as Readonly<Record<string, Option<unknown>>>).flatMap(option =>
    option.spec.config === undefined ? [] : [{ name: option.spec.config, option }],
  ),
  ...Object.entries(COMMAND_KEYS).map(([name, option]): ConfigKey => ({ name, option })),
]

/**
 * The key of that name, or of a name that another tool has for it: `wallet_name`, `wallet.hotkey`, `subtensor.network`.
 * @throws TaoError `invalid_argument`
 */
export function configKey(given: string): ConfigKey {
  const wanted = given.toLowerCase().replaceAll(/[._]/g, '-')
  const found = CONFIG_KEYS.find(({ name, option }) =>
    [name, ...(option.spec.aliases ?? [])].some(spelling => spelling.replaceAll(/[._]/g, '-') === wanted),
  )
  if (found !== undefined) return found
  const names = CONFIG_KEYS.map(({ name }) => name)
  const near = nearest(given, names)
  throw new TaoError('invalid_argument', `There is no setting \`${given.slice(0, 40)}\``, {
    why: `The settings are ${names.join(', ')}.`,
    remedy: near.length > 0 ? `Did you mean ${near.join(', ')}?` : undefined,
  })
}
