/**
 * All commands as data: what help, completion, the catalogue and the router need to know without loading a command. The
 * build writes it from the declarations.
 */

import type { ActionCommand, AnyCommand, Example, Group } from './command.ts'
import { GLOBALS, globalsOf, sendsTransactions } from './globals.ts'
import type { Option, Options } from './options.ts'
import { planSchema } from './plan.ts'
import type { Shape } from './shape.ts'
import { SIGNING } from './signing.ts'
import { mainFlag, type Spelling, shortFlag, spellingsOf } from './spellings.ts'

import type { Completion, JsonSchema } from './values.ts'

export interface OptionEntry {
  readonly key: string
  /** The spelling that is shown, with its short form. */
  readonly flag: string
  readonly short?: string
  readonly spellings: readonly Spelling[]
  readonly summary: string
  /** Absent for a flag. */
  readonly placeholder?: string
  readonly required?: true
  readonly many?: true
  readonly hidden?: true
  readonly secret?: true
  readonly default?: string
  readonly choices?: readonly string[]
  readonly env?: readonly string[]
  readonly config?: string
  readonly complete?: Completion
  readonly excludes?: readonly string[]
  readonly schema: JsonSchema
}

/** What is needed to find a command and to list it. */
export interface CommandName {
  /** The words after `tao`. */
  readonly path: readonly string[]
  readonly summary: string
  readonly aliases: readonly string[]
  readonly hidden?: true
}

export interface CommandEntry extends CommandName {
  readonly kind: AnyCommand['kind']
  readonly description: readonly string[]
  readonly examples: readonly Example[]
  readonly arguments: readonly OptionEntry[]
  readonly options: readonly OptionEntry[]
  /** The settings it takes, by key; `Tree.globals` describes them. */
  readonly globals: readonly string[]
  readonly output: JsonSchema
}

export interface GroupEntry {
  readonly path: readonly string[]
  readonly summary: string
  readonly aliases: readonly string[]
  readonly hidden?: true
  readonly also?: readonly string[]
  readonly otherwise?: string
}

/** Everything by name: small, for it is read at every start. */
export interface Index {
  readonly version: string
  readonly groups: readonly GroupEntry[]
  /** In the order of the help. */
  readonly commands: readonly CommandName[]
  readonly globals: readonly OptionEntry[]
}

/** Everything in full. */
export interface Tree extends Index {
  readonly commands: readonly CommandEntry[]
}

/** A declaration with the words that lead to it. */
export interface Declared<T> {
  readonly path: readonly string[]
  readonly value: T
}

export function buildTree(
  version: string,
  groups: readonly Declared<Group>[],
  commands: readonly Declared<AnyCommand>[],
): Tree {
  const globals = Object.entries(GLOBALS).map(([key, option]) => optionEntry(key, option))
  const tree: Tree = {
    version,
    groups: [...groups].sort(byPath).map(groupEntry),
    commands: inOrder(groups, commands).map(({ path, value }) => commandEntry(path, value)),
    globals,
  }
  for (const command of tree.commands) checkEntry(command, globals)
  return tree
}

function groupEntry({ path, value }: Declared<Group>): GroupEntry {
  const { summary, aliases = [], hidden, also, otherwise } = value
  return {
    path,
    summary,
    aliases,
    ...(hidden ? { hidden: true } : {}),
    ...(also === undefined ? {} : { also }),
    ...(otherwise === undefined ? {} : { otherwise }),
  }
}

function commandEntry(path: readonly string[], command: AnyCommand): CommandEntry {
  const { kind, summary, description = [], aliases = [], hidden, examples = [], output } = command
  const settings = globalsOf(command)
  const given = command.arguments ?? {}
  return {
    path,
    kind,
    summary,
    description,
    aliases,
    ...(hidden ? { hidden: true } : {}),
    examples,
    arguments: optionEntries(given),
    options: optionEntries(command.options ?? {}),
    globals: [...settings].filter(key => !(key in given)),
    output: command.kind === 'action' ? { anyOf: [output.schema, planSchema(plannedOf(command))] } : output.schema,
  }
}

function plannedOf(command: ActionCommand<Options, Options, unknown>): Shape<unknown>[] {
  return [...(command.planned === undefined ? [] : [command.planned]), ...(sendsTransactions(command) ? [SIGNING] : [])]
}

const optionEntries = (options: Options): OptionEntry[] =>
  Object.entries(options).map(([key, option]) => optionEntry(key, option))

export function optionEntry(key: string, option: Option<unknown>): OptionEntry {
  const { type, spec } = option
  const short = shortFlag(option)
  const placeholder = spec.placeholder ?? type?.placeholder
  const complete = spec.complete ?? type?.complete
  return {
    key,
    flag: mainFlag(key, option),
    ...(short === undefined ? {} : { short }),
    spellings: spellingsOf(key, option),
    summary: spec.summary,
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(spec.required ? { required: true } : {}),
    ...(spec.many ? { many: true } : {}),
    ...(spec.hidden ? { hidden: true } : {}),
    ...(spec.secret ? { secret: true } : {}),
    ...(type === undefined || spec.default === undefined ? {} : { default: defaultText(option) }),
    ...(type?.choices === undefined ? {} : { choices: type.choices }),
    ...(spec.env === undefined ? {} : { env: spec.env }),
    ...(spec.config === undefined ? {} : { config: spec.config }),
    ...(complete === undefined ? {} : { complete }),
    ...(spec.excludes === undefined ? {} : { excludes: spec.excludes }),
    schema: optionSchema(option),
  }
}

function defaultText({ type, spec }: Option<unknown>): string {
  const all = spec.many ? (spec.default as readonly unknown[]) : [spec.default]
  return all.map(value => type!.format(value)).join(',')
}

function optionSchema({ type, spec }: Option<unknown>): JsonSchema {
  const one = type?.schema ?? { type: 'boolean' }
  return { ...(spec.many ? { type: 'array', items: one } : one), description: spec.summary }
}

/** Commands as their groups order them; what a group does not name follows by name. */
function inOrder(
  groups: readonly Declared<Group>[],
  commands: readonly Declared<AnyCommand>[],
): readonly Declared<AnyCommand>[] {
  const rank = ({ path }: Declared<AnyCommand>): number => {
    const parent = groups.find(candidate => candidate.path.join(' ') === path.slice(0, -1).join(' '))
    const place = parent?.value.order?.indexOf(path.at(-1)!) ?? -1
    return place === -1 ? Number.MAX_SAFE_INTEGER : place
  }
  const parent = ({ path }: Declared<AnyCommand>) => ({ path: path.slice(0, -1) })
  return [...commands].sort((a, b) => byPath(parent(a), parent(b)) || rank(a) - rank(b) || byPath(a, b))
}

function byPath(a: { readonly path: readonly string[] }, b: { readonly path: readonly string[] }): number {
  const [left, right] = [a.path.join(' '), b.path.join(' ')]
  return left < right ? -1 : left > right ? 1 : 0
}

/** The part of a tree that is read at every start. */
export function indexOf({ version, groups, commands, globals }: Tree): Index {
  const names = commands.map(
    ({ path, summary, aliases, hidden }): CommandName => ({ path, summary, aliases, ...(hidden ? { hidden } : {}) }),
  )
  return { version, groups, commands: names, globals }
}

/** A mistake in a declaration is told when the tree is built, not when a user meets it. */
function checkEntry(command: CommandEntry, globals: readonly OptionEntry[]): void {
  const own = [...command.arguments, ...command.options]
  const name = command.path.join(' ')
  const taken = new Map<string, string>()
  for (const { key, spellings } of own) {
    for (const { flag } of spellings) {
      if (taken.has(flag)) throw new Error(`${name}: ${flag} is declared by ${taken.get(flag)} and ${key}`)
      taken.set(flag, key)
    }
  }
  for (const { key, excludes = [] } of own) {
    const unknown = excludes.find(other => !own.some(option => option.key === other))
    if (unknown !== undefined) throw new Error(`${name}: ${key} excludes ${unknown}, which is not declared`)
  }
  const shadowed = globals.find(({ key, flag }) => taken.get(flag) !== undefined && taken.get(flag) !== key)
  if (shadowed !== undefined) throw new Error(`${name}: ${shadowed.flag} means something else for every command`)
}

/** The name of an input in the catalogue: that of the flag which is shown, for a summary describes that one. */
export const inputName = ({ flag }: OptionEntry): string => flag.replace(/^--/, '').replaceAll('-', '_')
