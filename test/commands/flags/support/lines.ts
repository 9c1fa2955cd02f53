/** Lines made of the declarations: every input by its flag, in the spelling that is shown. */
import type { AnyCommand } from '../../../../src/commands/kit/command.ts'
import { GLOBALS } from '../../../../src/commands/kit/globals.ts'
import type { Option, Options } from '../../../../src/commands/kit/options.ts'
import { mainFlag, spellingsOf } from '../../../../src/commands/kit/spellings.ts'
import type { Declared } from '../../../../src/commands/kit/tree.ts'
import { realCommands } from '../../support/tao.ts'
import type { Inputs, Table, Value } from './cases.ts'

export const inputsOf = ({ arguments: given, options }: AnyCommand): Options => ({ ...given, ...options })

/** The words that set inputs and settings. */
export function wordsFor(command: AnyCommand, inputs: Inputs): string[] {
  const known: Options = { ...GLOBALS, ...inputsOf(command) }
  return Object.entries(inputs).flatMap(([key, value]) => {
    const option = known[key]
    if (option === undefined) throw new Error(`There is no input ${key}`)
    return wordsOf(key, option, value)
  })
}

function wordsOf(key: string, option: Option<unknown>, value: Value): string[] {
  if (option.type !== undefined) {
    if (typeof value === 'string') return [mainFlag(key, option), value]
    if (value && option.spec.bare !== undefined) return [mainFlag(key, option)]
    throw new Error(`${key} wants a value`)
  }
  const spelling = spellingsOf(key, option).find(({ sets }) => sets === value)
  if (spelling === undefined) throw new Error(`${key} cannot be ${value}`)
  return [spelling.flag]
}

/** The inputs of the line with the flag: those of the base that exclude it are left out. */
export function withInput(command: AnyCommand, base: Inputs, key: string, value: Value): Inputs {
  const all = inputsOf(command)
  const clashes = (other: string): boolean =>
    (all[key]?.spec.excludes?.includes(other) ?? false) || (all[other]?.spec.excludes?.includes(key) ?? false)
  return { ...Object.fromEntries(Object.entries(base).filter(([other]) => !clashes(other))), [key]: value }
}

export async function commandAt(line: string): Promise<Declared<AnyCommand>> {
  return (await realCommands()).find(({ path }) => path.join(' ') === line)!
}

/** The command of an earlier entry that this one is too: what it does, its inputs and its cases are the very same values. */
export async function twinOf(line: string, table: Table): Promise<string | undefined> {
  const lines = Object.keys(table)
  const mine = (await commandAt(line)).value
  const isTwin = ({ value }: Declared<AnyCommand>): boolean =>
    deedOf(value) === deedOf(mine) && value.check === mine.check && haveSame(inputsOf(value), inputsOf(mine))
  for (const other of lines.slice(0, lines.indexOf(line))) {
    if (table[other] === table[line] && isTwin(await commandAt(other))) return other
  }
  return undefined
}

const deedOf = (command: AnyCommand): unknown => (command.kind === 'action' ? command.plan : command.run)

const haveSame = (a: Options, b: Options): boolean =>
  Object.keys({ ...a, ...b }).every(key => a[key] !== undefined && a[key] === b[key])
