/** JSON-RPC 2.0 in text: one request or a batch in, one answer or a batch out. */
import { messageOf } from '../../../primitives/errors.ts'
import { Pace } from '../pace.ts'
import {
  ANSWER_TOO_BIG,
  asRpcError,
  BATCH_ANSWER_TOO_LARGE,
  BATCH_TOO_LARGE,
  INVALID_REQUEST,
  PARSE_ERROR,
  REQUEST_TOO_BIG,
  RpcError,
} from '../rpc/error.ts'
import { ExactJson } from '../rpc/json.ts'
import type { Session } from '../rpc/session.ts'
import type { ServerLimits } from './context.ts'

export interface Answer {
  /** What to send back; undefined where nothing is to be answered. */
  readonly text: string | undefined
  /** To be called when it is sent. */
  readonly sent: () => void
}

type Id = string | number | null

interface Done {
  readonly json: string
  readonly begin?: (() => void) | undefined
}

type Limits = Pick<ServerLimits, 'batch' | 'answerBytes'>

/**
 * Values in a request. Each takes many times its text when it is read: a request of 15 MiB would become gigabytes. What is
 * meant to be asked has some ten thousand at most.
 */
const MAX_VALUES = 100_000

/** Answers whatever a client sent. Never throws. */
export async function answer(session: Session, request: Buffer, limits: Limits): Promise<Answer> {
  if (hasTooManyValues(request)) {
    const why = `Exceeded max limit of ${MAX_VALUES} values`
    return answered([failure(null, new RpcError(REQUEST_TOO_BIG, 'Request is too big', why))], false)
  }
  let parsed: unknown
  try {
    parsed = JSON.parse(request.toString())
  } catch (error) {
    return answered([failure(null, new RpcError(PARSE_ERROR, 'Parse error', messageOf(error)))], false)
  }
  if (!Array.isArray(parsed)) return answered([await answerOne(session, parsed, limits)], false)
  if (parsed.length === 0) return answered([failure(null, new RpcError(INVALID_REQUEST, 'Invalid request'))], false)
  if (parsed.length > limits.batch) return answered([tooLarge(BATCH_TOO_LARGE, 'batch request', limits.batch)], false)
  const done: (Done | undefined)[] = []
  let length = 0
  const pace = new Pace()
  for (const request of parsed) {
    await pace.step()
    const one = await answerOne(session, request, limits)
    length += one?.json.length ?? 0
    if (length > limits.answerBytes) {
      return answered([tooLarge(BATCH_ANSWER_TOO_LARGE, 'batch response', limits.answerBytes)], false)
    }
    done.push(one)
  }
  return answered(done, true)
}

const COMMA = 0x2c
const BRACKET = 0x5b
const BRACE = 0x7b

/** Counts what begins a value in JSON, without reading it. */
function hasTooManyValues(request: Buffer): boolean {
  if (request.length <= MAX_VALUES) return false
  let values = 0
  for (let i = 0; i < request.length; i++) {
    const byte = request[i]
    if (byte === COMMA || byte === BRACKET || byte === BRACE) values++
  }
  return values > MAX_VALUES
}

const tooLarge = (code: number, what: string, limit: number): Done =>
  failure(null, new RpcError(code, `The ${what} was too large`, `Exceeded max limit of ${limit}`))

function answered(answers: readonly (Done | undefined)[], batch: boolean): Answer {
  const done = answers.filter(each => each !== undefined)
  const json = done.map(each => each.json)
  return {
    text: json.length === 0 ? undefined : batch ? `[${json.join(',')}]` : json[0],
    sent: () => {
      for (const { begin } of done) begin?.()
    },
  }
}

async function answerOne(session: Session, request: unknown, limits: Limits): Promise<Done | undefined> {
  if (typeof request !== 'object' || request === null || Array.isArray(request)) {
    return failure(null, new RpcError(INVALID_REQUEST, 'Invalid request'))
  }
  const { jsonrpc, id, method, params } = request as Record<string, unknown>
  if (!isId(id))
    return failure(null, new RpcError(INVALID_REQUEST, 'Invalid request', 'id must be text, a number or null'))
  if (jsonrpc !== '2.0' || typeof method !== 'string') {
    const why = 'jsonrpc must be "2.0" and method must be text'
    return failure(id ?? null, new RpcError(INVALID_REQUEST, 'Invalid request', why))
  }
  try {
    const { result, begin } = await session.call(method, params)
    // Without an id nobody waits for the answer.
    if (id === undefined) return undefined
    const json = success(id, result)
    if (json.length <= limits.answerBytes) return { json, begin }
    throw new RpcError(ANSWER_TOO_BIG, 'Response is too big', `Exceeded max limit of ${limits.answerBytes}`)
  } catch (error) {
    return id === undefined ? undefined : failure(id, asRpcError(error))
  }
}

const isId = (id: unknown): id is Id | undefined =>
  id === undefined || id === null || typeof id === 'string' || typeof id === 'number'

const success = (id: Id, result: unknown): string =>
  `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${result instanceof ExactJson ? result.text : JSON.stringify(result ?? null)}}`

const failure = (id: Id, error: RpcError): Done => ({ json: JSON.stringify({ jsonrpc: '2.0', id, error }) })

/** A message of a subscription. */
export const notification = (method: string, subscription: string, result: unknown): string =>
  JSON.stringify({ jsonrpc: '2.0', method, params: { subscription, result } })
