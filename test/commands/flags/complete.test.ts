/** No flag without its effect: every flag of every command stands in a table, is a setting of all, or is refused by name. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { ownFigures } from '../../../scripts/parity/own.ts'
import type { AnyCommand } from '../../../src/commands/kit/command.ts'
import { GLOBALS, type GlobalKey } from '../../../src/commands/kit/globals.ts'
import type { Options } from '../../../src/commands/kit/options.ts'
import { parse } from '../../../src/commands/kit/parse.ts'
import { spellingsOf } from '../../../src/commands/kit/spellings.ts'
import type { Declared } from '../../../src/commands/kit/tree.ts'
import { TaoError } from '../../../src/primitives/errors.ts'
import { realCommands, tao } from '../support/tao.ts'
import { casesOf, type Table } from './support/cases.ts'
import { inputsOf, wordsFor } from './support/lines.ts'
import { OF_THE_KIT, PER_COMMAND, settingsOf } from './support/settings.ts'
import { ELSEWHERE, IN_FOLDERS, ON_BASKETS, ON_CHAIN } from './tables/all.ts'

const TABLE: Table = { ...ON_CHAIN, ...ON_BASKETS, ...IN_FOLDERS }
const ROOT = join(import.meta.dirname, '..', '..', '..')

type Command = Declared<AnyCommand>
let alive: readonly Command[]
let gone: readonly Command[]
beforeAll(async () => {
  const all = await realCommands()
  alive = all.filter(({ value }) => value.gone !== true)
  gone = all.filter(({ value }) => value.gone === true)
})

const lineOf = ({ path }: Command): string => path.join(' ')
const ownOf = ({ value }: Command): string[] =>
  Object.entries(inputsOf(value)).flatMap(([key, { isSetting }]) => (isSetting ? [] : [key]))
const shownOf = (command: Command): string[] => [
  ...Object.keys(TABLE[lineOf(command)]?.flags ?? {}),
  ...Object.keys(ELSEWHERE[lineOf(command)] ?? {}),
]

describe('every flag of a command', () => {
  test('stands in the table of its command, and nothing else does', () => {
    const lacking = alive.flatMap(command => {
      const [own, shown] = [ownOf(command), shownOf(command)]
      return own.filter(key => !shown.includes(key)).map(key => `${lineOf(command)} ${key}`)
    })
    expect(lacking).toEqual([])
    const known = new Map(alive.map(command => [lineOf(command), [...ownOf(command), ...settingsOf(command.value)]]))
    const idle = [...Object.entries(TABLE), ...Object.entries(ELSEWHERE)].flatMap(([line, entry]) => {
      const keys = 'flags' in entry ? casesOf(entry as Table[string]).map(([key]) => key) : Object.keys(entry)
      return keys.filter(key => !known.get(line)?.includes(key)).map(key => `${line} ${key}`)
    })
    expect(idle).toEqual([])
  })

  test('has a case, or a test that is there', () => {
    const empty = alive.flatMap(command => {
      const entry = TABLE[lineOf(command)]
      const cases = entry === undefined ? [] : casesOf(entry).map(([key]) => key)
      return Object.keys(entry?.flags ?? {}).filter(key => !cases.includes(key))
    })
    expect(empty).toEqual([])
    for (const [file, holds] of Object.values(ELSEWHERE).flatMap(each => Object.values(each))) {
      expect(readFileSync(join(ROOT, file), 'utf8')).toContain(holds)
    }
  })
})

describe('every setting', () => {
  test('is of the kit alone, or shown for each command that takes it', () => {
    const kinds = [...OF_THE_KIT, ...PER_COMMAND]
    expect([...kinds].sort()).toEqual(Object.keys(GLOBALS).sort())
    const unplayed = alive.filter(command => {
      const shown = Object.keys(ELSEWHERE[lineOf(command)] ?? {})
      const settings = [...settingsOf(command.value)].filter(key => !OF_THE_KIT.has(key) && !shown.includes(key))
      return settings.length > 0 && TABLE[lineOf(command)] === undefined
    })
    expect(unplayed.map(lineOf)).toEqual([])
  })

  test('that a command does not take is refused by name, in every spelling', async () => {
    const taken: string[] = []
    for (const { path, value } of alive) {
      const own = Object.entries(inputsOf(value)).flatMap(([key, option]) => spellingsOf(key, option))
      const others = Object.entries(GLOBALS as Options).filter(([key]) => !settingsOf(value).has(key as GlobalKey))
      for (const [key, option] of others) {
        for (const { flag, value: takes } of key in inputsOf(value) ? [] : spellingsOf(key, option)) {
          const isOther = own.some(spelling => spelling.flag === flag) || sharedFlags(value).includes(flag)
          if (!isOther && (await refusalOf(value, path, [flag, ...(takes === 'none' ? [] : ['x'])])) === '') {
            taken.push(`${path.join(' ')} ${flag}`)
          }
        }
      }
    }
    expect(taken).toEqual([])
  })
})

/** Spellings of the settings that a command takes: some are of two settings, and mean the one it takes. */
const sharedFlags = (command: AnyCommand): string[] =>
  [...settingsOf(command)].flatMap(key => spellingsOf(key, (GLOBALS as Options)[key]!).map(({ flag }) => flag))

/** The reason for which a line is refused by name; empty where it is not. */
async function refusalOf(command: AnyCommand, path: readonly string[], words: readonly string[]): Promise<string> {
  try {
    await parse(command, path, words)
    return ''
  } catch (error) {
    return error instanceof TaoError && error.data.refused !== undefined ? error.why.join(' ') : ''
  }
}

test('every spelling of a flag is that flag', async () => {
  const wrong: string[] = []
  for (const { path, value } of [...alive, ...gone]) {
    const own = inputsOf(value)
    const settings = [...settingsOf(value)].filter(key => !(key in own))
    const all: Options = { ...own, ...Object.fromEntries(settings.map(key => [key, (GLOBALS as Options)[key]!])) }
    const seen = new Set<string>()
    for (const [key, option] of Object.entries(all)) {
      for (const { flag, value: takes, sets } of spellingsOf(key, option)) {
        // What stands first has the letter; what comes later is reached by its other spellings.
        if (seen.has(flag)) continue
        seen.add(flag)
        const { given, words } = await parse(value, path, [flag, ...(takes === 'none' ? [] : ['x'])])
        const [only] = given.get(key) ?? []
        if (given.size !== 1 || words.length > 0 || only?.sets !== sets) wrong.push(`${path.join(' ')} ${flag}`)
      }
    }
  }
  expect(wrong).toEqual([])
})

test('what a command refuses by name is refused, with the reason', async () => {
  const taken: string[] = []
  for (const { path, value } of alive) {
    for (const [name, refusal] of Object.entries(value.refuses ?? {})) {
      const [flag = '', ...more] = name.split(' ')
      const dashed = flag.length === 1 ? `-${flag}` : `--${flag}`
      const reason = typeof refusal === 'string' ? refusal : refusal.why
      const told = [await refusalOf(value, path, [dashed, ...more]), await refusalOf(value, path, [dashed, 'x'])]
      if (!told.includes(reason)) taken.push(`${path.join(' ')} ${name}: ${told}`)
    }
  }
  expect(taken).toEqual([])
})

test('a command that is no more says so, whatever is given', async () => {
  const env = { TAO_CONFIG: '/nowhere/config.json' }
  for (const { path, value } of gone) {
    const inputs = Object.entries(inputsOf(value)).map(
      ([key, { type }]) => [key, type === undefined ? true : '1'] as const,
    )
    const bare = await tao([...path, '--json'], { env })
    const full = await tao([...path, ...wordsFor(value, Object.fromEntries(inputs)), '--json'], { env })
    expect([path.join(' '), bare.error().code]).toEqual([path.join(' '), 'unsupported'])
    expect(full.stderr).toBe(bare.stderr)
  }
})

test('the figures that parity prints are those of the tables', () => {
  const figures = ownFigures([...alive, ...gone].map(({ value }) => value))
  const shown = alive.reduce(
    (all, command) => all + ownOf(command).filter(key => shownOf(command).includes(key)).length,
    0,
  )
  const settings = alive.reduce((all, { value }) => all + settingsOf(value).size, 0)
  expect(figures).toMatchObject({ commands: alive.length, own: shown, settings, gone: gone.length })
})
