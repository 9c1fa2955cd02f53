/** What a chain says no with, as an error that a person can act on. */
import { TaoError } from '../../primitives/errors.ts'
import { entryOf } from './catalogue/all.ts'
import type { RefusalContext } from './context.ts'
import type { Entry } from './entry.ts'
import { fill, remedyOf, whyOf } from './wording.ts'

/**
 * A refused call.
 * @param label as the chain names the error: `SubtensorModule.SlippageTooHigh`, `Token.FundsUnavailable`, `BadOrigin`
 */
export function refusal(label: string, context: RefusalContext = {}): TaoError {
  const entry = entryOf(label)
  return entry === undefined ? unknown(label, context) : told(entry, context, { chain_error: label })
}

/** The error that an entry describes. */
export function told(
  entry: Entry,
  context: RefusalContext,
  data: TaoError['data'],
  more: readonly string[] = [],
): TaoError {
  const { freeAt, cause } = context
  const wait = entry.numbers === 'wait' && freeAt !== undefined ? { free_at_block: freeAt } : {}
  return new TaoError(entry.code ?? 'chain_refused', fill(entry.message, context), {
    why: [...whyOf(entry, context), ...more],
    remedy: remedyOf(entry, context),
    data: { ...data, ...wait },
    cause,
  })
}

const MOST = 160

/** An error of a runtime that this version does not know: nothing is made up about it. */
function unknown(label: string, { network = 'The chain', docs, cause }: RefusalContext): TaoError {
  const own = docs?.replace(/\s+/g, ' ').trim()
  return new TaoError('chain_refused', `${network} refused the call: ${shortened(label, 100)}`, {
    why: [
      ...(own === undefined || own === '' ? [] : [`The chain says about it: ${shortened(own, MOST)}`]),
      'This version of taokit has no words of its own for it: the runtime of the chain is another one.',
    ],
    remedy: 'Look the error up by this name, or update taokit.',
    data: { chain_error: label },
    cause,
  })
}

const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text)
