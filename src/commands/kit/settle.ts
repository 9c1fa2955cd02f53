/** Decides the value of every option: flag, then environment, then configuration, then default. */
import { TaoError } from '../../primitives/errors.ts'
import type { Config } from './config.ts'
import { DEFAULT_NETWORK, GLOBALS, type GlobalKey, networkNamed, type Settings } from './globals.ts'
import type { Environment } from './host.ts'
import type { Option, Options } from './options.ts'
import type { Given, Parsed } from './parse.ts'
import { mainFlag } from './spellings.ts'

export interface Settled {
  /** Undefined when nothing gives it. */
  readonly value: unknown
  readonly source: 'flag' | 'asked' | 'environment' | 'config' | 'default' | 'none'
}

export interface Sources {
  readonly given: Parsed['given']
  readonly env: Environment
  config(): Config
}

/** @throws TaoError of the value's type, with the flag, variable or key that gave it */
export function settle(key: string, option: Option<unknown>, { given, env, config }: Sources): Settled {
  const { spec } = option
  const flags = given.get(key)
  if (flags !== undefined) return { value: flagValue(key, option, flags), source: 'flag' }
  const variable = spec.env?.find(name => env[name] !== undefined && env[name] !== '')
  if (variable !== undefined) return { value: read(option, env[variable]!, variable), source: 'environment' }
  const configured = spec.config === undefined ? undefined : config().get(spec.config)
  if (configured !== undefined) {
    return { value: read(option, String(configured), `The setting ${spec.config}`), source: 'config' }
  }
  if (spec.default !== undefined) return { value: spec.default, source: 'default' }
  return { value: spec.many && !spec.required ? [] : undefined, source: 'none' }
}

function flagValue(key: string, option: Option<unknown>, flags: readonly Given[]): unknown {
  const { type, spec } = option
  const last = flags.at(-1)!
  if (type === undefined) return last.sets
  if (spec.many) return flags.flatMap(({ text, flag }) => read(option, text ?? '', flag) as readonly unknown[])
  const other = flags.find(({ text }) => text !== last.text)
  if (other !== undefined) {
    throw new TaoError('usage', `${mainFlag(key, option)} is given twice, with different values`, {
      why: spec.secret ? undefined : `${other.flag} ${other.text} and ${last.flag} ${last.text}`,
      remedy: 'Give it once.',
    })
  }
  if (last.text === '' && spec.bare !== undefined) return spec.bare
  return read(option, last.text ?? '', last.flag)
}

/** The value of a text; `from` names where the text came from. */
export function read({ type, spec }: Option<unknown>, text: string, from: string): unknown {
  try {
    if (type === undefined) return readFlag(text)
    if (!spec.many) return type.parse(text)
    return text.split(',').map(part => type.parse(part.trim()))
  } catch (error) {
    if (!(error instanceof TaoError)) throw error
    const { code, message, why, remedy, data, cause } = error
    throw new TaoError(code, `${from}: ${message}`, { why, remedy, data: { option: from, ...data }, cause })
  }
}

function readFlag(text: string): boolean {
  const word = text.toLowerCase()
  if (['1', 'true', 'yes', 'on'].includes(word)) return true
  if (['0', 'false', 'no', 'off'].includes(word)) return false
  throw new TaoError('invalid_argument', `Not yes or no: \`${text.slice(0, 40)}\``, { remedy: 'Write true or false.' })
}

export interface SettledAll {
  readonly settings: Settings
  readonly of: ReadonlyMap<string, Settled>
}

/**
 * The settings that a command uses; the others have their defaults, for a wrong TAO_NETWORK is no matter of a wallet
 * command. `own` overrides those that are arguments of the command.
 */
export function settleSettings(own: Options, used: ReadonlySet<GlobalKey>, sources: Sources): SettledAll {
  const of = new Map<string, Settled>()
  const all: Record<string, unknown> = {}
  for (const [key, option] of Object.entries(GLOBALS as Options)) {
    const argument = own[key]?.isSetting ? own[key] : undefined
    const settled =
      argument !== undefined || (used.has(key as GlobalKey) && !(key in own))
        ? settle(key, argument ?? option, sources)
        : ({ value: option.spec.default, source: 'default' } as const)
    of.set(key, settled)
    all[key] = settled.value
  }
  const settings = withNetwork(all as Settings, of, used)
  if (settings.network === DEFAULT_NETWORK && of.get('fallbackEndpoints')!.source === 'flag') {
    throw new TaoError('usage', '--fallback-endpoints are for a network elsewhere', {
      why: 'The chain inside is always there.',
      remedy: 'Give --network as well.',
    })
  }
  // btcli names both where one would do; alone it overrides what is configured.
  const isEarly = of.get('waitForInclusion')!.source === 'flag' && of.get('waitForFinalization')!.source !== 'flag'
  return { settings: isEarly ? { ...settings, waitForFinalization: false } : settings, of }
}

/** btcli writes `--chain` for `--network`: a value that can only be a network is one. */
function withNetwork(settings: Settings, of: ReadonlyMap<string, Settled>, used: ReadonlySet<GlobalKey>): Settings {
  const network = of.get('chain')!.source === 'flag' ? networkNamed(settings.chain) : undefined
  if (network === undefined) return settings
  if (!used.has('network')) {
    throw new TaoError('usage', `--chain ${settings.chain} names a network`, {
      why: 'This is about the chain inside, which has a name of its own.',
      remedy: 'Leave it out, or give the name of a chain inside.',
    })
  }
  const named = of.get('network')!
  if (named.source === 'flag' && named.value !== network) {
    throw new TaoError('usage', `--network ${settings.network} and --chain ${settings.chain} name two networks`, {
      why: '--chain names a chain inside; a network there is read as --network, as btcli has it.',
      remedy: 'Give one of them.',
    })
  }
  return { ...settings, network, chain: GLOBALS.chain.spec.default as string }
}
