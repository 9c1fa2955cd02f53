/** Plays a case: the line without the flag, the line with it, and what is stated of both. */
import type { AnyCommand } from '../../../../src/commands/kit/command.ts'
import type { Declared } from '../../../../src/commands/kit/tree.ts'
import type { MemoryOptions } from '../../support/memory-host.ts'
import type { Answer } from '../../support/scripted-prompts.ts'
import type { Outcome } from '../../support/tao.ts'
import { type Case, casesOf, changed, type Entry, type Inputs, type Json, matches, type Statement } from './cases.ts'
import { withInput, wordsFor } from './lines.ts'

type Command = Declared<AnyCommand>

/** What plays lines: a stage, or something that has a folder of its own for each line. */
export interface Player {
  run(words: readonly string[], options?: MemoryOptions): Promise<Outcome>
  /** Plays in a situation, which is gone afterwards. */
  within<T>(situation: readonly string[], play: () => Promise<T>): Promise<T>
  /** What there is to be seen in it beside what lines tell, as `files`. */
  see?(): Json
}

interface Played {
  readonly outcome: Outcome
  readonly files: Json
}

/** Lines of one command that were played, by all that they depend on: many cases begin with the same one. */
export type Seen = Map<string, Played>

/** @returns what is wrong with the cases; nothing where each flag does what is stated */
export async function proveAll(player: Player, command: Command, entry: Entry, seen: Seen): Promise<string[]> {
  const wrong: string[] = []
  for (const each of casesOf(entry)) wrong.push(...(await prove(player, command, entry, each, seen)))
  return wrong
}

async function prove(
  player: Player,
  command: Command,
  entry: Entry,
  [key, each]: readonly [string, Case],
  seen: Seen,
): Promise<string[]> {
  const base = changed(entry.base, each.given)
  const more = each.keeps ? { ...base, [key]: each.to } : withInput(command.value, base, key, each.to)
  const isDone = each.done ?? entry.done ?? false
  const { shows, stdin, before } = each
  const play = (inputs: Inputs, answers = entry.answers): Promise<Played> =>
    playOnce(player, command, inputs, { shows, isDone, stdin, answers, before }, seen)
  const [bare, full] = [await play(base, each.answers?.bare), await play(more, each.answers?.full)]
  const states = (played: Played, statement: Statement): boolean => matches(seenBy(played, statement), statement)
  const told = (what: string, inputs: Inputs, { outcome }: Played): string =>
    `${lineOf(command, inputs)} (${key})\n${what}\n${short(outcome.stdout + outcome.stderr)}\n`
  const wrong: string[] = []
  if (!states(full, each.shows)) wrong.push(told(`does not show ${textOf(each.shows)}:`, more, full))
  if (states(bare, each.shows)) wrong.push(told(`shows ${textOf(each.shows)} without the flag:`, base, bare))
  if (each.was === undefined && isRefused(bare.outcome)) wrong.push(told('is refused:', base, bare))
  if (each.was !== undefined && !states(bare, each.was)) {
    wrong.push(told(`does not show ${textOf(each.was)}:`, base, bare))
  }
  return wrong
}

interface Playing {
  readonly shows: Statement
  readonly isDone: boolean
  readonly stdin?: string | undefined
  readonly answers?: readonly Answer[] | undefined
  readonly before?: readonly string[] | undefined
}

/** A line in its situation, or what was seen of it before. */
export async function playOnce(
  player: Player,
  command: Command,
  inputs: Inputs,
  playing: Playing,
  seen: Seen,
): Promise<Played> {
  const { shows, isDone, stdin, answers, before = [] } = playing
  const key = JSON.stringify([inputs, before, isDone, shows instanceof RegExp, stdin, answers])
  const known = seen.get(key)
  if (known !== undefined) return known
  const played = await player.within(before, async () => {
    const outcome = await playLine(player, command, inputs, playing)
    return { outcome, files: player.see?.() }
  })
  seen.set(key, played)
  return played
}

/** A line as its case wants it: planned or done, for a program or for a person. */
export function playLine(
  player: Pick<Player, 'run'>,
  { path, value }: Command,
  inputs: Inputs,
  { shows, isDone, stdin, answers }: Playing,
): Promise<Outcome> {
  // A person consents by an answer.
  const agreed = answers === undefined ? ['--yes'] : []
  const consent = value.kind !== 'action' ? [] : isDone ? agreed : ['--dry-run']
  const isForPeople = shows instanceof RegExp
  return player.run([...path, ...wordsFor(value, inputs), ...consent, ...(isForPeople ? [] : ['--json'])], {
    ...(isForPeople ? { terminal: { stdout: true, stdin: answers !== undefined, stderr: answers !== undefined } } : {}),
    ...(isForPeople ? { columns: 400 } : {}),
    ...(answers === undefined ? {} : { answers }),
    ...(stdin === undefined ? {} : { stdin }),
  })
}

/** A sound result that is no success is no refusal. */
const isRefused = ({ code, stdout }: Outcome): boolean => code !== 0 && stdout === ''

function seenBy({ outcome, files }: Played, statement: Statement): Json {
  const { stdout, stderr } = outcome
  if (statement instanceof RegExp) return stdout + stderr
  const json = JSON.parse(isRefused(outcome) ? stderr : stdout)
  if (isRefused(outcome)) return { error: json }
  return files === undefined || typeof json !== 'object' || Array.isArray(json) ? json : { ...json, files }
}

const lineOf = ({ path, value }: Command, inputs: Inputs): string =>
  ['tao', ...path, ...wordsFor(value, inputs)].join(' ')

/** As much of an output as one may want to read. */
const short = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 1200)

const textOf = (statement: Statement): string =>
  statement instanceof RegExp || typeof statement === 'function'
    ? String(statement)
    : JSON.stringify(statement, (_, value) =>
        value instanceof RegExp || typeof value === 'function' ? String(value) : value,
      )
