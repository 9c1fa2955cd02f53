/** What a failure must look like: a TaoError of a known class, with words for a person and no secret in it. */
import { inspect } from 'node:util'
import { expect } from 'vitest'
import { type ErrorCode, TaoError } from '../../../src/primitives/errors.ts'

export function failureOf(action: () => unknown): TaoError {
  try {
    action()
  } catch (error) {
    return asTaoError(error)
  }
  throw new Error('It did not fail')
}

export async function rejectionOf(action: Promise<unknown>): Promise<TaoError> {
  try {
    await action
  } catch (error) {
    return asTaoError(error)
  }
  throw new Error('It did not fail')
}

export function expectCode(error: TaoError, code: ErrorCode): TaoError {
  expect(`${error.code}: ${error.message}`).toMatch(new RegExp(`^${code}: `))
  return error
}

/** Everything that could reach a terminal, a log or a crash report. */
export function allText(error: unknown): string {
  const parts = [inspect(error, { depth: 10, showHidden: true }), JSON.stringify(error)]
  if (error instanceof TaoError) parts.push(error.message, ...error.why, error.remedy ?? '', JSON.stringify(error.data))
  if (error instanceof Error) parts.push(error.stack ?? '', error.cause === undefined ? '' : allText(error.cause))
  return parts.join('\n')
}

/** Whether a text gives away a part of a phrase: two words in a row, or a long piece of anything. */
export function leaks(text: string, secret: string): boolean {
  const words = secret.split(/\s+/).filter(word => word !== '')
  const pairs = words.slice(1).map((word, i) => `${words[i]} ${word}`)
  const pieces = words.flatMap(word => (word.length >= 12 ? [word.slice(0, 12), word.slice(-12)] : []))
  return [...pairs, ...pieces].some(piece => text.includes(piece))
}

function asTaoError(error: unknown): TaoError {
  if (error instanceof TaoError) return error
  throw new Error('Something other than a TaoError was thrown', { cause: error })
}
