/**
 * The forms that the answers of nodes have, by method: every answer of a method that stands here is held against its form once,
 * where it comes in, and taken for what it is everywhere else. A node may be somebody else's, broken, or no node at all.
 */
import type { Hex } from '../primitives/bytes.ts'
import { TaoError } from '../primitives/errors.ts'

type Form = (answer: unknown) => boolean

const MAX_U32 = 0xffff_ffff
/** Names, hashes and the like are never longer. */
const SHORT = 256

const isU32: Form = answer => Number.isInteger(answer) && (answer as number) >= 0 && (answer as number) <= MAX_U32
const isText: Form = answer => typeof answer === 'string'
const isShort: Form = answer => typeof answer === 'string' && answer.length <= SHORT
const isHash: Form = answer => typeof answer === 'string' && /^0x[0-9a-fA-F]{64}$/.test(answer)
const isNumber: Form = answer => typeof answer === 'string' && /^0x[0-9a-fA-F]{1,8}$/.test(answer)
const isAmount: Form = answer =>
  typeof answer === 'string' ? /^(?:\d{1,39}|0x[0-9a-fA-F]{1,32})$/.test(answer) : Number.isSafeInteger(answer)
const isHex: Form = answer =>
  typeof answer === 'string' &&
  answer.length % 2 === 0 &&
  answer.startsWith('0x') &&
  !/[^0-9a-fA-F]/.test(answer.slice(2))

const isNull: Form = answer => answer === null
const either =
  (...forms: readonly Form[]): Form =>
  answer =>
    forms.some(form => form(answer))
const orNull = (form: Form): Form => either(isNull, form)
const listOf =
  (form: Form): Form =>
  answer =>
    Array.isArray(answer) && answer.every(form)
/** A record that has these, and whatever else. */
const recordOf =
  (forms: Readonly<Record<string, Form>>): Form =>
  answer =>
    typeof answer === 'object' &&
    answer !== null &&
    Object.entries(forms).every(([key, form]) => form((answer as Readonly<Record<string, unknown>>)[key]))

const isChange: Form = answer =>
  Array.isArray(answer) && answer.length === 2 && isHex(answer[0]) && orNull(isHex)(answer[1])

const FORMS: Readonly<Record<string, (answer: unknown, params: readonly unknown[]) => boolean>> = {
  author_submitExtrinsic: isHash,
  chain_getBlock: orNull(
    recordOf({ block: recordOf({ header: recordOf({ number: isNumber }), extrinsics: listOf(isHex) }) }),
  ),
  // Of a list of numbers, a list.
  chain_getBlockHash: (answer, [number]) => (Array.isArray(number) ? listOf(orNull(isHash)) : orNull(isHash))(answer),
  chain_getFinalizedHead: isHash,
  chain_getHeader: orNull(recordOf({ number: isNumber, parentHash: isHash })),
  payment_queryInfo: recordOf({ partialFee: isAmount }),
  state_call: isHex,
  state_getKeysPaged: listOf(isHex),
  state_getMetadata: isHex,
  state_getRuntimeVersion: recordOf({ specName: isShort, specVersion: isU32, transactionVersion: isU32 }),
  state_getStorage: orNull(isHex),
  state_getStorageHash: orNull(isHash),
  state_queryStorageAt: listOf(recordOf({ changes: listOf(isChange) })),
  system_accountNextIndex: isU32,
  system_version: isShort,
  tao_dryRun: recordOf({
    invalid: orNull(recordOf({ code: Number.isSafeInteger, message: isText })),
    error: orNull(isText),
    events: isHex,
  }),
}

/** The answer as it is. @throws TaoError `wrong_chain` for one that is not of its method's form */
export function checked<T>(network: string, method: string, params: readonly unknown[], answer: unknown): T {
  const form = FORMS[method]
  if (form === undefined || form(answer, params)) return answer as T
  throw new TaoError('wrong_chain', `${network} answers ${method} with something else`, {
    why: `It answered with ${shown(answer)}.`,
    remedy: 'Use another node with --network: this one is no Subtensor node, or is broken.',
    data: { method },
  })
}

const MOST = 80

/** In a few words, however large or deep it is. */
function shown(answer: unknown): string {
  if (Array.isArray(answer)) return `a list of ${answer.length}`
  if (typeof answer === 'object' && answer !== null)
    return `a record of ${cut(Object.keys(answer).slice(0, MOST).join(', '))}`
  return typeof answer === 'string' ? cut(JSON.stringify(answer.slice(0, MOST + 1))) : String(answer)
}

const cut = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST)}…` : text)

/** What a node says of a transaction that it follows: the kind, and the block that some kinds name. */
export type TransactionStatus = readonly [kind: string, block: Hex | undefined]

const WITH_BLOCK = new Set(['inBlock', 'finalized'])

/** @returns undefined for what no node says */
export function transactionStatus(message: unknown): TransactionStatus | undefined {
  if (typeof message === 'string') return WITH_BLOCK.has(message) ? undefined : [message, undefined]
  if (typeof message !== 'object' || message === null) return undefined
  const [entry, ...more] = Object.entries(message)
  if (entry === undefined || more.length > 0) return undefined
  const [kind, value] = entry
  if (WITH_BLOCK.has(kind)) return isHash(value) ? [kind, value as Hex] : undefined
  return [kind, undefined]
}
