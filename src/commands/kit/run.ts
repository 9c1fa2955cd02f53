/** Runs one command from its line to its exit code. */
import type { AnyCommand } from './command.ts'
import { type Config, openConfig } from './config.ts'
import { equivalentLine } from './equivalent.ts'
import { asTaoError, exitOf, isDebug, tellFailure } from './failures.ts'
import { GLOBALS, globalsOf } from './globals.ts'
import type { Host } from './host.ts'
import { completeInputs, placeWords, settleInputs } from './inputs.ts'
import { stringify } from './json.ts'
import { NO_PAINT } from './paint.ts'
import { type Parsed, parse } from './parse.ts'
import { carryOut } from './perform.ts'
import { openSession, type Session } from './session.ts'
import { type Settled, type SettledAll, settleSettings } from './settle.ts'
import { checkFields, showFields, showResult } from './show.ts'
import { spellingsOf } from './spellings.ts'
import type { Tree } from './tree.ts'

export interface Run {
  readonly command: AnyCommand
  readonly path: readonly string[]
  /** The line without the words of the path. */
  readonly argv: readonly string[]
  readonly host: Host
  readonly tree: () => Tree
}

interface Line {
  readonly given: Parsed['given']
  readonly settings: SettledAll
  readonly inputs: Map<string, Settled>
  readonly config: () => Config
  /** What was noticed before there was anybody to tell. */
  readonly warnings: readonly string[]
}

/** Never throws: whatever goes wrong is told on stderr, and the exit code says that it did. */
export async function runCommand(run: Run): Promise<number> {
  let session: Session | undefined
  try {
    const line = await readLine(run)
    const { host, tree } = run
    const { given, config } = line
    session = await openSession({ host, settings: line.settings.settings, given, config, tree })
    for (const warning of line.warnings) session.ctx.warn(warning)
    const opened = session
    const code = await session.interruptible(() => execute(run, line, opened))
    tellWarnings(session)
    return code
  } catch (thrown) {
    return failed(thrown, run, session)
  } finally {
    await session?.close()
  }
}

/** Everything that can be known before anything is opened. @throws TaoError */
async function readLine({ command, path, argv, host }: Run): Promise<Line> {
  const warnings: string[] = []
  const { env, platform, clock } = host
  const config = lazily(() =>
    openConfig({ env, platform, now: () => clock.now(), warn: line => void warnings.push(line) }),
  )
  const given = placeWords(await parse(command, path, argv), command, path)
  const sources = { given, env, config }
  const settled = settleSettings({ ...command.arguments, ...command.options }, globalsOf(command), sources)
  const { settings } = settled
  // Fields are fields of the JSON.
  const asked = settings.jsonOutput ? { ...settings, json: true } : settings
  const full = settings.fields === undefined ? asked : { ...settings, json: settings.fields !== '' || settings.json }
  checkFields(command, full)
  const all = { ...settled, settings: full }
  for (const secret of secretsOnLine(command, given)) {
    warnings.push(`${secret} was on the command line, where other users and the shell's history can see it.`)
  }
  return { given, settings: all, inputs: settleInputs(command, sources, all), config, warnings }
}

function secretsOnLine(
  command: AnyCommand,
  given: ReadonlyMap<string, readonly { readonly flag: string }[]>,
): string[] {
  const options = Object.entries({ ...command.arguments, ...command.options })
  return options.flatMap(([key, { spec }]) => (spec.secret ? (given.get(key) ?? []).map(({ flag }) => flag) : []))
}

async function execute({ command, path }: Run, { settings, inputs }: Line, session: Session): Promise<number> {
  const { ctx, reporter } = session
  if (session.settings.fields === '') {
    await showFields(command, session)
    return 0
  }
  if (session.settings.jsonOutput) await completeForV9(path, inputs)
  await completeInputs(command, inputs, ctx)
  adoptSettings(command, inputs, session)
  const values = Object.fromEntries([...inputs].map(([key, { value }]) => [key, value]))
  command.check?.(values)
  const line = (): string => equivalentLine(command, path, inputs, settings)
  if (command.kind === 'stream') {
    for await (const result of command.run(values, ctx)) await showResult(command, result, session)
    return 0
  }
  const done =
    command.kind === 'read'
      ? { result: await command.run(values, ctx) }
      : await carryOut(command, values, line, session)
  if (done === undefined) return 0
  await showResult(command, done.result, session, path)
  if ((ctx.person?.answered ?? 0) > 0) reporter.note('Without questions:', line())
  return command.exitCode?.(done.result) ?? 0
}

/** What v9 tells without being asked for it. */
async function completeForV9(path: readonly string[], inputs: Map<string, Settled>): Promise<void> {
  const { V9_INPUTS } = await import('./v9/present.ts')
  for (const [key, value] of Object.entries(V9_INPUTS[path.join(' ')] ?? {})) inputs.set(key, { value, source: 'flag' })
}

/** A setting that was an argument and was asked for is known only now. The session's settings are its own copy. */
function adoptSettings(command: AnyCommand, inputs: ReadonlyMap<string, Settled>, { settings }: Session): void {
  const given = Object.keys(command.arguments ?? {}).filter(key => command.arguments![key]!.isSetting)
  Object.assign(settings, Object.fromEntries(given.map(key => [key, inputs.get(key)!.value])))
}

/** The message on stderr; under `--json` an object, even where the line could not be read. */
async function failed(thrown: unknown, { host, path, argv }: Run, session: Session | undefined): Promise<number> {
  const error = asTaoError(thrown, { versions: host.versions, platform: host.platform, path })
  const text = tellFailure(error, {
    json: session?.settings.json ?? wantsJson(argv, host),
    paint: session?.paints.stderr ?? NO_PAINT,
    columns: host.stderr.columns,
    debug: isDebug(host.env),
    warnings: session?.reporter.warnings ?? [],
  })
  if (session === undefined) host.stderr.write(text)
  else session.reporter.write(text)
  return exitOf(error)
}

/** Whether JSON was asked for on a line that could not be read. */
function wantsJson(argv: readonly string[], { env }: Host): boolean {
  const end = argv.indexOf('--')
  const flags = [
    ...spellingsOf('json', GLOBALS.json),
    ...spellingsOf('jsonOutput', GLOBALS.jsonOutput),
    ...spellingsOf('fields', GLOBALS.fields),
  ].map(({ flag }) => flag)
  const isAsked = argv.slice(0, end === -1 ? argv.length : end).some(word => flags.includes(word.split('=')[0]!))
  return isAsked || ['1', 'true', 'yes', 'on'].includes((env.TAO_JSON ?? '').toLowerCase())
}

/** Warnings that were held back because errors are JSON: one object. */
function tellWarnings({ reporter, settings, host }: Session): void {
  if (settings.json && reporter.warnings.length > 0) {
    host.stderr.write(`${stringify({ warnings: reporter.warnings }, true)}\n`)
  }
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
