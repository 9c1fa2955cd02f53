/** What a command is given in the end: words and flags put together, and a person asked for what is missing. */
import { TaoError } from '../../primitives/errors.ts'
import type { AnyCommand } from './command.ts'
import type { Context } from './context.ts'
import { GLOBALS, globalsOf } from './globals.ts'
import { splitName } from './hotkey-names.ts'
import type { Option, Options, Question } from './options.ts'
import type { Given, Parsed } from './parse.ts'
import type { Person } from './person.ts'
import { read, type Settled, type SettledAll, type Sources, settle } from './settle.ts'
import { mainFlag } from './spellings.ts'
import { plain } from './text.ts'

export type Inputs = ReadonlyMap<string, Settled>

/**
 * Turns the words of a line into what its arguments were given, as if by flag.
 * @throws TaoError `usage` when there are more words than arguments, or one is given in both ways
 */
export function placeWords({ given, words }: Parsed, command: AnyCommand, path: readonly string[]): Parsed['given'] {
  const placed = new Map(given)
  const left = [...words]
  for (const [key, option] of Object.entries(command.arguments ?? {})) {
    const mine = option.spec.many ? left.splice(0) : left.splice(0, 1)
    if (mine.length === 0) continue
    const flag = mainFlag(key, option)
    const before = placed.get(key) ?? []
    placed.set(key, [...before, ...mine.map((text): Given => ({ flag, text, sets: true }))])
  }
  if (left.length > 0) throw tooMany(left, command, path)
  return placed
}

function tooMany([first]: readonly string[], command: AnyCommand, path: readonly string[]): TaoError {
  const line = `tao ${path.join(' ')}`
  const names = Object.entries(command.arguments ?? {}).map(([key, { spec }]) => spec.placeholder ?? key.toUpperCase())
  return new TaoError('usage', `Too many arguments: ${plain(first!).slice(0, 40)}`, {
    why: names.length === 0 ? `\`${line}\` takes no arguments.` : `\`${line}\` takes ${names.join(' ')}.`,
    remedy: `See: ${line} --help`,
  })
}

/** The inputs that the line, the environment and the configuration give; missing ones have no value yet. */
export function settleInputs(command: AnyCommand, sources: Sources, settings: SettledAll): Map<string, Settled> {
  const inputs = new Map<string, Settled>()
  const own: Options = { ...command.arguments, ...command.options }
  for (const [key, option] of Object.entries(own)) {
    const settled = option.isSetting ? settings.of.get(key)! : settle(key, option, sources)
    inputs.set(key, key === 'hotkey' ? behindWallet(settled, option, settings) : settled)
  }
  checkHotkeyCounts(command, own, settings)
  for (const [key, option] of Object.entries(own)) {
    checkExclusions(key, option, own, inputs)
    checkGoverned(key, option, inputs, settings)
  }
  return inputs
}

/** `--wallet WALLET/HOTKEY` on the line names the hotkey: one that is only configured gives way, and nobody is asked for another. */
function behindWallet(settled: Settled, { spec, isSetting }: Option<unknown>, { of }: SettledAll): Settled {
  const wallet = of.get('wallet')!
  const isNamed = wallet.source === 'flag' && splitName(String(wallet.value))[1] !== undefined
  const isTyped = settled.source === 'flag' || settled.source === 'none'
  return isSetting || isTyped || !isNamed ? settled : { value: spec.default, source: 'none' }
}

/** `--wallet WALLET/HOTKEY` for a command that has no use for a hotkey: half of it would be passed over in silence. */
function checkHotkeyCounts(command: AnyCommand, own: Options, { of }: SettledAll): void {
  const { value, source } = of.get('wallet')!
  const [wallet, hotkey] = splitName(String(value))
  const settings = globalsOf(command)
  if (hotkey === undefined || source !== 'flag' || !settings.has('wallet') || settings.has('hotkey')) return
  if (Object.keys(own).some(key => key === 'wallet' || /hotkey/i.test(key))) return
  throw new TaoError('usage', `--wallet ${String(value).slice(0, 60)} names a hotkey, and none is needed here`, {
    why: 'It is about the coldkey of the wallet.',
    remedy: `Give --wallet ${wallet.slice(0, 60)}.`,
    data: { refused: '--wallet' },
  })
}

/** A setting that would make no difference: the key of another name is not what the command works on. */
function checkGoverned(key: string, option: Option<unknown>, inputs: Inputs, { of }: SettledAll): void {
  const { value } = inputs.get(key)!
  const governed = Object.entries(option.spec.governs ?? {})
  const idle = governed.find(([setting, needed]) => of.get(setting)?.source === 'flag' && value !== needed)
  if (idle === undefined) return
  const [setting, needed] = idle
  const flag = mainFlag(setting, (GLOBALS as Options)[setting]!)
  const own = mainFlag(key, option)
  const word = typeof needed === 'string' ? `${own} ${needed}` : own
  const message = needed === undefined ? `${flag} and ${own} exclude each other` : `${flag} goes with ${word}`
  const remedy = needed === undefined ? 'Give one of them.' : `Add ${word}, or leave ${flag} out.`
  throw new TaoError('usage', message, { remedy })
}

function checkExclusions(key: string, option: Option<unknown>, own: Options, inputs: Inputs): void {
  const isGiven = (other: string): boolean => inputs.get(other)!.source === 'flag'
  const clash = isGiven(key) ? option.spec.excludes?.find(isGiven) : undefined
  if (clash === undefined) return
  throw new TaoError('usage', `${mainFlag(key, option)} and ${mainFlag(clash, own[clash]!)} exclude each other`, {
    remedy: 'Give one of them.',
  })
}

/**
 * Asks for what is missing, for what has a default that should be offered, and for what is wanted in one way or another.
 * @throws TaoError `usage` that names every missing flag, where nobody can be asked
 */
export async function completeInputs(command: AnyCommand, inputs: Map<string, Settled>, ctx: Context): Promise<void> {
  const own = Object.entries({ ...command.arguments, ...command.options }).sort(askedLater)
  const person = ctx.mayAsk ? ctx.person : undefined
  const isMissing = ([key, { spec }]: readonly [string, Option<unknown>]): boolean =>
    spec.required === true && inputs.get(key)!.source === 'none' && !isExcluded(spec.excludes, inputs)
  if (person === undefined) {
    const missing = own.filter(isMissing)
    if (missing.length > 0) throw missingInputs(missing, Object.fromEntries(own))
    return
  }
  for (const entry of own) {
    const [key, option] = entry
    const { source } = inputs.get(key)!
    const { offerDefault, wanted } = questionOf(option)
    const isOffered = (offerDefault === true && source === 'default') || (wanted === true && source === 'none')
    if (!isMissing(entry) && !(isOffered && !isExcluded(option.spec.excludes, inputs))) continue
    const known = Object.fromEntries([...inputs].map(([name, { value }]) => [name, value]))
    inputs.set(key, { value: await ask(option, person, ctx, known), source: 'asked' })
  }
}

function isExcluded(excludes: readonly string[] | undefined, inputs: Inputs): boolean {
  return excludes?.some(other => ['flag', 'asked'].includes(inputs.get(other)!.source)) ?? false
}

const isLast = ({ spec: { ask } }: Option<unknown>): boolean => typeof ask === 'object' && ask.last === true
const askedLater = ([, a]: readonly [string, Option<unknown>], [, b]: readonly [string, Option<unknown>]): number =>
  Number(isLast(a)) - Number(isLast(b))

function missingInputs(missing: readonly (readonly [string, Option<unknown>])[], own: Options): TaoError {
  const flags = missing.map(([key, option]) => mainFlag(key, option))
  return new TaoError('usage', `Missing: ${flags.join(', ')}`, {
    why: missing.map(
      ([key, option]) => `${[mainFlag(key, option), ...insteadOf(option, own)].join(' or ')}: ${option.spec.summary}`,
    ),
    remedy: 'Give it, or run the command on a terminal to be asked.',
    data: { missing: flags },
  })
}

/** The flags that say it in another way. */
const insteadOf = ({ spec }: Option<unknown>, own: Options): string[] =>
  (spec.excludes ?? []).filter(key => own[key]!.spec.hidden !== true).map(key => mainFlag(key, own[key]!))

function questionOf({ spec }: Option<unknown>): Question {
  return typeof spec.ask === 'object' ? spec.ask : { message: spec.ask ?? spec.summary }
}

async function ask(
  option: Option<unknown>,
  person: Person,
  ctx: Context,
  known: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const { type, spec } = option
  const { message, choices } = questionOf(option)
  if (type === undefined) return person.decide(message, spec.default === true)
  const offered = choices === undefined ? type.choices?.map(value => ({ value })) : await choices(ctx, known)
  const from = message.replace(/[?:]$/, '')
  if (offered !== undefined) return read(option, await person.choose(message, offered), from)
  const validate = (text: string): string | undefined => refusal(option, text)
  const text = spec.secret
    ? await person.secret({ message, validate })
    : await person.text({
        message,
        validate,
        initial: spec.default === undefined ? undefined : type.format(spec.default),
      })
  return read(option, text, from)
}

/** Why a typed text will not do, in one line. */
function refusal(option: Option<unknown>, text: string): string | undefined {
  try {
    if (text === '') return 'It is empty'
    read(option, text, '')
    return undefined
  } catch (error) {
    if (!(error instanceof TaoError)) throw error
    return [error.message.replace(/^: /, ''), ...error.why.slice(0, 1)].join('. ')
  }
}

/** How the line would have been written with everything on it, for what was given or asked. */
export function writtenOptions(options: Options, inputs: Inputs): string[] {
  return Object.entries(options).flatMap(([key, option]) => {
    const settled = inputs.get(key)
    if (settled === undefined || option.spec.secret) return []
    if (settled.source !== 'flag' && settled.source !== 'asked') return []
    return written(key, option, settled.value)
  })
}

/** The same for arguments: by position as far as none is left out before them. */
export function writtenArguments(options: Options, inputs: Inputs): string[] {
  const words: string[] = []
  let hasGap = false
  for (const [key, option] of Object.entries(options)) {
    const flagged = writtenOptions({ [key]: option }, inputs)
    const values = flagged.filter((_, i) => i % 2 === 1)
    hasGap ||= values.length === 0 || values.some(value => value.startsWith('-'))
    words.push(...(hasGap ? flagged : values))
  }
  return words
}

function written(key: string, option: Option<unknown>, value: unknown): string[] {
  const { type, spec } = option
  if (type === undefined)
    return value === spec.default ? [] : [value === true ? positive(key, option) : negative(key, option)]
  const values = spec.many ? (value as readonly unknown[]) : [value]
  return values.flatMap(item => [mainFlag(key, option), type.format(item)])
}

/** `mainFlag` of a flag is the spelling that changes its default. */
const positive = (key: string, option: Option<unknown>): string =>
  mainFlag(key, { ...option, spec: { ...option.spec, default: false } })

const negative = (key: string, option: Option<unknown>): string =>
  mainFlag(key, { ...option, spec: { ...option.spec, default: true } })
