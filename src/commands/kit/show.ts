/** Writes results to standard output, in the form that was asked for. */
import { TaoError } from '../../primitives/errors.ts'
import { cells } from './cells.ts'
import type { AnyCommand } from './command.ts'
import { GLOBALS, type Settings } from './globals.ts'
import { type Json, stringify } from './json.ts'
import { renderBare, renderForTerminal } from './render.ts'
import type { Session } from './session.ts'
import { mainFlag } from './spellings.ts'
import { nearest } from './text.ts'
import type { JsonSchema } from './values.ts'
import { type Block, column, table, viewOfShape } from './view.ts'

/** @param path of a command that has one result; v9 streams nothing */
export async function showResult(
  command: AnyCommand,
  result: unknown,
  session: Session,
  path?: readonly string[],
): Promise<void> {
  const { settings, host } = session
  if (settings.json) {
    const json = command.output.encode(result)
    if (settings.jsonOutput && settings.fields === undefined && path !== undefined) {
      const { presentV9 } = await import('./v9/present.ts')
      host.stdout.write(jsonText(presentV9(path, json, settings.network)))
      return
    }
    host.stdout.write(jsonText(pick(json, settings), command.kind === 'stream'))
    return
  }
  const view = command.view ?? ((value: unknown) => viewOfShape(command.output, value))
  await showBlocks(view(result, { full: settings.full }), session)
}

/** Each result of a stream is one line of JSON. */
export function jsonText(json: Json, isLine = false): string {
  return `${stringify(json, isLine)}\n`
}

/** Draws blocks on a terminal, or writes their values for a program. */
export async function showBlocks(blocks: readonly Block[], session: Session): Promise<void> {
  const { host, settings, paints, glyphs } = session
  const { stdout } = host
  stdout.write(
    stdout.isTerminal
      ? await renderForTerminal(blocks, { columns: stdout.columns, paint: paints.stdout, glyphs, full: settings.full })
      : renderBare(blocks),
  )
}

/** The fields that `--fields` may name, with what they mean. */
export function fieldsOf(command: AnyCommand): ReadonlyMap<string, string> {
  const { schema } = command.output
  const record = (schema.type === 'array' ? schema.items : schema) as JsonSchema
  const properties = (record.properties ?? {}) as Readonly<Record<string, JsonSchema>>
  return new Map(Object.entries(properties).map(([name, { description }]) => [name, String(description ?? '')]))
}

/** What `--fields` without a value prints. */
export async function showFields(command: AnyCommand, session: Session): Promise<void> {
  const fields = [...fieldsOf(command)].map(([field, meaning]) => ({ field, meaning }))
  if (session.settings.json) {
    session.host.stdout.write(jsonText(fields))
    return
  }
  const columns = [
    column<(typeof fields)[number]>('Field', ({ field }) => cells.text(field)),
    column<(typeof fields)[number]>('Meaning', ({ meaning }) => cells.text(meaning)),
  ]
  await showBlocks([table(fields, columns, { empty: 'The result has no fields of its own.' })], session)
}

/** The names in `--fields`. @throws TaoError `usage` for one that the result does not have */
export function checkFields(command: AnyCommand, settings: Settings): void {
  const known = [...fieldsOf(command).keys()]
  for (const name of namesOf(settings)) {
    if (known.includes(name) || settings.dryRun) continue
    const near = nearest(name, known)
    throw new TaoError('usage', `${mainFlag('fields', GLOBALS.fields)}: there is no field \`${name.slice(0, 40)}\``, {
      why: known.length === 0 ? 'The result has no fields.' : `There are ${known.join(', ')}.`,
      remedy: near.length > 0 ? `Did you mean ${near.join(', ')}?` : undefined,
    })
  }
}

/** The part of a result that `--fields` names; all of it without. */
export function pick(json: Json, settings: Settings): Json {
  const names = namesOf(settings)
  if (names.length === 0) return json
  const pickFrom = (item: Json): Json =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(names.flatMap(name => (name in item ? [[name, (item as Record<string, Json>)[name]!]] : [])))
      : item
  return Array.isArray(json) ? (json as readonly Json[]).map(pickFrom) : pickFrom(json)
}

function namesOf({ fields }: Settings): string[] {
  return (fields ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '')
}
