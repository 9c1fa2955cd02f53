/** The command lists of btcli: as they were taken from its packages, and as they are kept for the tests. */

/** A parameter of a command as the packages' trees give it. */
interface FullParam {
  readonly flags?: readonly string[]
  readonly flags_off?: readonly string[]
  /** Its name, where it is given by position. */
  readonly argument?: string
  readonly type: string
  readonly count?: boolean
  readonly choices?: readonly string[]
}

export interface FullList {
  readonly tool: string
  readonly root_params: readonly FullParam[]
  readonly option_sets?: Readonly<Record<string, readonly FullParam[]>>
  readonly commands: readonly {
    readonly path: string
    readonly aliases: readonly string[]
    readonly params: readonly FullParam[]
    readonly inherits?: readonly string[]
  }[]
}

/** Paths and flags only. Each distinct parameter stands once; commands name it by its place. */
export interface CommandList {
  readonly tool: string
  /** `--all -a`, `--amount =N`, `--mode =keep|swap`, `--prompt !--no-prompt`, and by position `NAME`. */
  readonly params: readonly string[]
  /** Options before any command. */
  readonly root: readonly number[]
  readonly commands: Readonly<
    Record<string, { readonly aliases: readonly string[]; readonly params: readonly number[] }>
  >
}

export interface Param {
  readonly on: readonly string[]
  readonly off: readonly string[]
  /** By position, not by flag. */
  readonly isArgument: boolean
  /** What may be written as its value: every choice, or one value as a sample. None: it is a flag. */
  readonly samples: readonly string[]
}

/** Stands for any text. */
export const ANY = 'x'
/** Stands for any number. */
export const NUMBER = 'N'

export function compact(full: FullList): CommandList {
  const params: string[] = []
  const placeOf = (param: FullParam): number => {
    const text = paramText(param)
    if (!params.includes(text)) params.push(text)
    return params.indexOf(text)
  }
  const unique = (all: readonly FullParam[]): number[] => [...new Set(all.map(placeOf))].sort((a, b) => a - b)
  const root = unique(full.root_params)
  const commands = full.commands.map(({ path, aliases, params: own, inherits = [] }) => {
    const inherited = inherits.flatMap(name => full.option_sets?.[name] ?? [])
    return [path, { aliases, params: unique([...own, ...inherited]) }] as const
  })
  return { tool: full.tool, params, root, commands: Object.fromEntries(commands) }
}

function paramText({ flags = [], flags_off: off = [], argument, type, count, choices }: FullParam): string {
  if (argument !== undefined) return argument.toUpperCase()
  const isFlag = type === 'flag' || count === true
  const isNumber = /^(?:integer|float)/.test(type)
  return [
    ...flags,
    ...off.map(flag => `!${flag}`),
    ...(isFlag ? [] : [`=${choices?.join('|') ?? (isNumber ? NUMBER : '')}`]),
  ].join(' ')
}

export function readParam(text: string): Param {
  const words = text.split(' ')
  const value = words.find(word => word.startsWith('='))?.slice(1)
  return {
    on: words.filter(word => word.startsWith('-')),
    off: words.filter(word => word.startsWith('!')).map(word => word.slice(1)),
    isArgument: /^[A-Z]/.test(text),
    samples: value === undefined ? [] : value === '' ? [ANY] : value.split('|'),
  }
}

/** A list as JSON with a command on each line. */
export function listText({ tool, params, root, commands }: CommandList): string {
  const lines = (texts: readonly string[]): string => texts.map(text => `\n    ${text}`).join(',')
  const entries = Object.entries(commands).map(([path, entry]) => `${JSON.stringify(path)}: ${JSON.stringify(entry)}`)
  return `{
  "tool": ${JSON.stringify(tool)},
  "params": [${lines(params.map(param => JSON.stringify(param)))}
  ],
  "root": ${JSON.stringify(root)},
  "commands": {${lines(entries)}
  }
}
`
}
