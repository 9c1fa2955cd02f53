/** Compares btcli's command lists with the commands here: every path and every flag must be understood, or refused by name. */
import type { AnyCommand } from '../../src/commands/kit/command.ts'
import { foreignBefore } from '../../src/commands/kit/foreign.ts'
import { GLOBALS } from '../../src/commands/kit/globals.ts'
import type { Option, Options } from '../../src/commands/kit/options.ts'
import { parse } from '../../src/commands/kit/parse.ts'
import { route } from '../../src/commands/kit/route.ts'
import { read } from '../../src/commands/kit/settle.ts'
import type { Index } from '../../src/commands/kit/tree.ts'
import type { TaoError } from '../../src/primitives/errors.ts'
import { ANY, type CommandList, NUMBER, type Param, readParam } from './lists.ts'

export interface Commands {
  index(): Index
  load(path: readonly string[]): Promise<AnyCommand>
}

export interface Verdict {
  readonly tool: string
  /** As btcli has it. */
  readonly path: string
  /** Empty for the path itself. */
  readonly flag: string
  readonly outcome: 'taken' | 'refused' | 'missing'
  /** Why it is refused or missing. */
  readonly why: string
}

type Judged = Pick<Verdict, 'outcome' | 'why'>

const TAKEN: Judged = { outcome: 'taken', why: '' }

/** Every path, aliases included, and every flag of it. */
export async function compare(list: CommandList, commands: Commands): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = []
  const { tool } = list
  for (const place of list.root) {
    const { on, off } = readParam(list.params[place]!)
    for (const flag of [...on, ...off]) verdicts.push({ tool, path: '', flag, ...judgeBefore(flag, commands.index()) })
  }
  for (const [main, { aliases, params }] of Object.entries(list.commands)) {
    const given = params.map(place => readParam(list.params[place]!))
    for (const path of [main, ...aliases]) {
      const found = find(path, commands.index())
      verdicts.push({ tool, path, flag: '', ...(found === undefined ? missing('There is no such command') : TAKEN) })
      if (path !== main) continue
      const flags = found === undefined ? [] : await judgeFlags(given, found, commands)
      const all = given.flatMap(param => [...param.on, ...param.off])
      if (found === undefined)
        verdicts.push(...all.map(flag => ({ tool, path, flag, ...missing('Its command is missing') })))
      verdicts.push(...flags.map(([flag, judged]) => ({ tool, path, flag, ...judged })))
    }
  }
  return verdicts
}

/** A flag before any command. */
function judgeBefore(flag: string, { globals }: Index): Judged {
  const known = [...globals.flatMap(({ spellings }) => spellings.map(each => each.flag)), '--version', '--help']
  if (known.includes(flag)) return TAKEN
  const refusal = foreignBefore(flag)
  if (refusal === undefined) return missing('There is no such option')
  return { outcome: 'refused', why: [refusal.message, ...refusal.why].join('. ') }
}

const missing = (why: string): Judged => ({ outcome: 'missing', why })

interface Found {
  readonly path: readonly string[]
  /** How many arguments are commands here. */
  readonly words: number
}

function find(path: string, index: Index): Found | undefined {
  try {
    const found = route(path.split(' '), index)
    if (found.kind === 'command') return found.rest.length === 0 ? { path: found.command.path, words: 0 } : undefined
    const { otherwise } = index.groups.find(group => group.path.join(' ') === found.path.join(' ')) ?? {}
    // A word of the command that btcli has there is a command of the group here.
    return otherwise === undefined ? undefined : { path: [...found.path, otherwise], words: 1 }
  } catch (error) {
    if (isTold(error)) return undefined
    throw error
  }
}

async function judgeFlags(
  params: readonly Param[],
  { path, words }: Found,
  commands: Commands,
): Promise<readonly (readonly [flag: string, judged: Judged])[]> {
  const declared = await commands.load(path)
  const judged: (readonly [string, Judged])[] = []
  const places = Object.values(declared.arguments ?? {})
  const wanted = params.filter(({ isArgument }) => isArgument).length
  if (wanted > places.length + words && !places.some(({ spec }) => spec.many)) {
    judged.push(['(arguments)', missing(`It takes ${places.length} arguments of ${wanted}`)])
  }
  for (const param of params) judged.push(...(await judgeParam(declared, path, param)))
  return judged
}

/** Every spelling by itself, and that those which say yes and those which say no are opposites. */
async function judgeParam(
  command: AnyCommand,
  path: readonly string[],
  { on, off, samples }: Param,
): Promise<readonly (readonly [string, Judged])[]> {
  const judged: (readonly [string, Judged & { readonly means?: string }])[] = []
  for (const flag of on) judged.push([flag, await judge(command, path, flag, samples)])
  for (const flag of off) judged.push([flag, await judge(command, path, flag, [])])
  const meanings = (flags: readonly string[]): string[] =>
    judged.flatMap(([flag, { means }]) => (flags.includes(flag) && means !== undefined ? [means] : []))
  const both = meanings(off).filter(means => meanings(on).includes(means))
  return judged.map(([flag, { outcome, why, means }]) => [
    flag,
    means !== undefined && both.includes(means) ? missing('It means the same as its opposite here') : { outcome, why },
  ])
}

/** Lets the real parser read it, as a person would write it. */
async function judge(
  command: AnyCommand,
  path: readonly string[],
  flag: string,
  samples: readonly string[],
): Promise<Judged & { readonly means?: string }> {
  const own: Options = { ...GLOBALS, ...command.arguments, ...command.options }
  let means = ''
  try {
    for (const sample of samples.length === 0 ? [undefined] : samples) {
      const { given, words } = await parse(command, path, sample === undefined ? [flag] : [flag, sample])
      if (words.length > 0) return missing('It takes no value here')
      const [key, first] = [...given].map(([key, all]) => [key, all[0]!] as const)[0]!
      if (sample !== undefined && sample !== ANY) readValue(own[key]!, sample, flag)
      means = `${key} ${first.sets}`
    }
    return samples.length === 0 ? { ...TAKEN, means } : TAKEN
  } catch (error) {
    if (!isTold(error)) throw error
    const why = [error.message, ...error.why].join('. ')
    return error.data.refused === undefined ? missing(why) : { outcome: 'refused', why }
  }
}

/** A number is a count, a share, a number of words: any of them will do. */
const NUMBERS = ['1', '4', '12', '0.5']

function readValue(option: Option<unknown>, sample: string, flag: string): void {
  const isReadable = (text: string): boolean => {
    try {
      read(option, text, flag)
      return true
    } catch (error) {
      if (isTold(error)) return false
      throw error
    }
  }
  if (sample === NUMBER && NUMBERS.some(isReadable)) return
  read(option, sample, flag)
}

/** The built program has a class of its own for the same errors. */
const isTold = (error: unknown): error is TaoError => error instanceof Error && error.name === 'TaoError'
