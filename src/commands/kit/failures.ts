/** How a failure is told: to a person in words, to a program as one JSON object. Never a stack trace. */
import { messageOf, TaoError } from '../../primitives/errors.ts'
import { exitCodeOf } from './exit-codes.ts'
import type { Environment } from './host.ts'
import { stringify, toJson } from './json.ts'
import type { Paint } from './paint.ts'
import { plain, plainLines, uncamel, wrap } from './text.ts'

export interface Telling {
  readonly json: boolean
  readonly paint: Paint
  readonly columns: number
  /** TAO_DEBUG: where it happened is shown too. */
  readonly debug: boolean
  /** Warnings that were held back until now. */
  readonly warnings: readonly string[]
}

/** What a report of a bug must say, without anything that the user typed. */
export interface Circumstances {
  readonly versions: { readonly tao: string; readonly node: string }
  readonly platform: string
  readonly path: readonly string[]
}

const REPORT_TO = 'the issues of taokit'

/** Anything that was thrown as an error for a user: a bug becomes one that says so. */
export function asTaoError(error: unknown, { versions, platform, path }: Circumstances): TaoError {
  if (error instanceof TaoError && error.code !== 'internal') return error
  const refusal = systemRefusal(error)
  if (refusal !== undefined) return refusal
  return new TaoError('internal', `A bug in tao: ${plain(messageOf(error)).slice(0, 300)}`, {
    why: [
      'It is not your doing.',
      `tao ${versions.tao}, Node.js ${versions.node}, ${platform}, command: ${['tao', ...path].join(' ')}`,
    ],
    remedy: `Report it to ${REPORT_TO} with the lines above; TAO_DEBUG=1 shows where it happened.`,
    data: error instanceof TaoError ? error.data : {},
    cause: error,
  })
}

/** What the operating system refused: a full disk, a read-only folder. */
function systemRefusal(error: unknown): TaoError | undefined {
  if (!(error instanceof Error) || error instanceof TaoError) return undefined
  const { code, syscall } = error as NodeJS.ErrnoException
  if (code === undefined || syscall === undefined) return undefined
  return new TaoError('not_permitted', 'The operating system refused it', {
    why: plain(error.message),
    data: { system_code: code },
    cause: error,
  })
}

/** The text for standard error. */
export function tellFailure(error: TaoError, telling: Telling): string {
  const trace = telling.debug ? traceOf(error) : undefined
  return telling.json ? failureJson(error, telling, trace) : failureText(error, telling, trace)
}

function failureText(error: TaoError, { paint, columns }: Telling, trace: string | undefined): string {
  const room = Math.min(columns, 120) - 2
  const indented = (text: string): string =>
    wrap(plainLines(text), room)
      .map(line => `  ${line}`)
      .join('\n')
  const head = error.code === 'interrupted' || error.code === 'cancelled' ? '' : `${paint('bad', 'Error:')} `
  return [
    head + plainLines(error.message),
    ...error.why.map(indented),
    ...(error.remedy === undefined ? [] : [paint('strong', indented(error.remedy))]),
    ...(trace === undefined ? [] : [paint('dim', trace)]),
    '',
  ].join('\n')
}

function failureJson(error: TaoError, { warnings }: Telling, trace: string | undefined): string {
  const data = Object.entries(error.data).map(([key, value]) => [uncamel(key, '_'), toJson(value)] as const)
  const own = {
    error: error.message,
    code: error.code,
    why: error.why,
    ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
    ...(warnings.length === 0 ? {} : { warnings }),
    ...(trace === undefined ? {} : { trace: trace.split('\n') }),
  }
  const more = data.filter(([key]) => !(key in own))
  return `${stringify({ ...own, ...Object.fromEntries(more) })}\n`
}

/** The stack of the error and of its causes. */
function traceOf(error: unknown): string {
  const stacks: string[] = []
  for (let e = error; e instanceof Error; e = e.cause) stacks.push(e.stack ?? e.message)
  return plainLines(stacks.join('\ncaused by '))
}

export function isDebug(env: Environment): boolean {
  return env.TAO_DEBUG !== undefined && env.TAO_DEBUG !== '' && env.TAO_DEBUG !== '0'
}

export const exitOf = (error: TaoError): number => exitCodeOf(error.code)
