/**
 * Transactions that a node does not take, as JSON-RPC tells it. Codes and texts: sc_rpc_api author error, sp_runtime
 * transaction_validity; numbers of custom errors: common/src/transaction_error.rs.
 */
import { TaoError } from '../../primitives/errors.ts'
import { entryOf } from './catalogue/all.ts'
import type { RefusalContext } from './context.ts'
import { told } from './refusal.ts'

const INVALID_TRANSACTION = 1010
const UNKNOWN_VALIDITY = 1011

/** Labels of codes that say enough by themselves. */
const BY_CODE: Readonly<Record<number, string>> = {
  1001: 'Author.BadFormat',
  1002: 'Author.Verification',
  1012: 'TransactionPool.TemporarilyBanned',
  1013: 'TransactionPool.AlreadyImported',
  1014: 'TransactionPool.TooLowPriority',
  1015: 'TransactionPool.CycleDetected',
  1016: 'TransactionPool.ImmediatelyDropped',
  1018: 'TransactionPool.Unactionable',
  1019: 'TransactionPool.NoTagsProvided',
  1020: 'TransactionPool.InvalidBlockId',
  1021: 'TransactionPool.RejectedFutureTransaction',
}

/** How the node writes why a transaction is invalid. */
const INVALID: readonly (readonly [text: string, name: string])[] = [
  ['Transaction call is not expected', 'Call'],
  ['Inability to pay some fees', 'Payment'],
  ['Transaction will be valid in the future', 'Future'],
  ['Transaction is outdated', 'Stale'],
  ['Transaction has a bad signature', 'BadProof'],
  ['Transaction has an ancient birth block', 'AncientBirthBlock'],
  ['Transaction would exhaust the block limits', 'ExhaustsResources'],
  ['A call was labelled as mandatory', 'BadMandatory'],
  ['Transaction dispatch is mandatory', 'MandatoryValidation'],
  ['Invalid signing address', 'BadSigner'],
  ['The implicit data was unable to be calculated', 'IndeterminateImplicit'],
  ['The transaction extension did not authorize any origin', 'UnknownOrigin'],
]

const UNKNOWN: readonly (readonly [text: RegExp, name: string])[] = [
  [/CannotLookup|Could not lookup/, 'CannotLookup'],
  [/NoUnsignedValidator|Could not find an unsigned validator/, 'NoUnsignedValidator'],
  [/Custom/i, 'Custom'],
]

/** The numbers in `Custom error: N`: their name, and the error of SubtensorModule that means the same, if one does. */
export const CUSTOM_ERRORS: Readonly<Record<number, readonly [name: string, sameAs?: SameAs]>> = {
  0: ['ColdkeyInSwapSchedule', 'ColdkeySwapAnnounced'],
  1: [
    'StakeAmountTooLow',
    [
      [/weights/i, 'NotEnoughStakeToSetWeights'],
      [/stake/i, 'AmountTooLow'],
    ],
  ],
  2: ['BalanceTooLow', 'NotEnoughBalanceToStake'],
  3: ['SubnetNotExists', 'SubnetNotExists'],
  4: ['HotkeyAccountDoesntExist', 'HotKeyAccountNotExists'],
  5: ['NotEnoughStakeToWithdraw', 'NotEnoughStakeToWithdraw'],
  6: [
    'RateLimitExceeded',
    [
      [/commit.*weights/i, 'CommittingWeightsTooFast'],
      [/weights/i, 'SettingWeightsTooFast'],
      [/register_?network/i, 'NetworkTxRateLimitExceeded'],
    ],
  ],
  7: ['InsufficientLiquidity', 'InsufficientLiquidity'],
  8: ['SlippageTooHigh', 'SlippageTooHigh'],
  9: ['TransferDisallowed', 'TransferDisallowed'],
  10: ['HotKeyNotRegisteredInNetwork', 'HotKeyNotRegisteredInNetwork'],
  11: ['InvalidIpAddress', 'InvalidIpAddress'],
  12: ['ServingRateLimitExceeded', 'ServingRateLimitExceeded'],
  13: ['InvalidPort', 'InvalidPort'],
  14: ['ZeroMaxAmount'],
  15: ['InvalidRevealRound', 'InvalidRevealRound'],
  16: ['CommitNotFound', 'NoWeightsCommitFound'],
  17: ['CommitBlockNotInRevealRange', 'RevealTooEarly'],
  18: ['InputLengthsUnequal', 'InputLengthsUnequal'],
  19: ['UidNotFound', 'HotKeyNotRegisteredInSubNet'],
  20: ['EvmKeyAssociateRateLimitExceeded', 'EvmKeyAssociateRateLimitExceeded'],
  21: ['ColdkeySwapDisputed', 'ColdkeySwapDisputed'],
  22: ['InvalidRealAccount'],
  23: ['FailedShieldedTxParsing'],
  24: ['InvalidShieldedTxPubKeyHash'],
  25: ['NonAssociatedColdKey', 'NonAssociatedColdKey'],
  26: ['DelegateTakeTooLow', 'DelegateTakeTooLow'],
  27: ['DelegateTakeTooHigh', 'DelegateTakeTooHigh'],
  255: ['BadRequest'],
}

const NOTHING_DONE = 'Nothing was done, and no fee was taken.'
/** The transaction itself is with the node, so something may yet be done. */
const UNDER_WAY = 'TransactionPool.AlreadyImported'

/** For some numbers the call decides which error they stand for. */
type SameAs = string | readonly (readonly [call: RegExp, error: string])[]

interface Named {
  readonly label: string
  /** Where the text stands, if not under the label itself. */
  readonly entry?: string | undefined
}

/**
 * A refused transaction.
 * @param code of the JSON-RPC error, with its message and data as they came
 */
export function poolRefusal(code: number, message: string, data: unknown, context: RefusalContext = {}): TaoError {
  const text = textOf(message, data)
  const named = nameOf(code, text, context)
  const entry = named && entryOf(named.entry ?? named.label)
  if (named === undefined || entry === undefined) return unknown(code, text, context)
  const more = named.label === UNDER_WAY ? [] : [NOTHING_DONE]
  return told(entry, context, { chain_error: named.label, rpc_code: code }, more)
}

function nameOf(code: number, text: string, { call }: RefusalContext): Named | undefined {
  if (code === INVALID_TRANSACTION) return invalidName(text, call)
  if (code === UNKNOWN_VALIDITY) return prefixed('UnknownTransaction', UNKNOWN.find(([part]) => part.test(text))?.[1])
  return prefixed(undefined, BY_CODE[code])
}

function invalidName(text: string, call = ''): Named | undefined {
  const custom = /Custom error: (\d+)/.exec(text)
  if (custom === null) return prefixed('InvalidTransaction', INVALID.find(([part]) => text.includes(part))?.[1])
  const [name, sameAs] = CUSTOM_ERRORS[Number(custom[1])] ?? []
  const named = prefixed('CustomTransactionError', name)
  const error = typeof sameAs === 'object' ? sameAs.find(([part]) => part.test(call))?.[1] : sameAs
  return named && { ...named, entry: error && `SubtensorModule.${error}` }
}

const prefixed = (prefix: string | undefined, name: string | undefined): Named | undefined =>
  name === undefined ? undefined : { label: prefix === undefined ? name : `${prefix}.${name}` }

/** Nodes put the reason into the data, some proxies before them into the message. */
function textOf(message: string, data: unknown): string {
  if (data === undefined || data === null) return message
  return `${message}: ${typeof data === 'string' ? data : JSON.stringify(data)}`
}

function unknown(code: number, text: string, { network = 'The node', cause }: RefusalContext): TaoError {
  const isInvalid = code === INVALID_TRANSACTION || code === UNKNOWN_VALIDITY
  return new TaoError(isInvalid ? 'invalid_transaction' : 'chain_refused', `${network} refused the transaction`, {
    why: [text.length > 180 ? `${text.slice(0, 180)}…` : text, NOTHING_DONE],
    remedy: 'This version of taokit has no words of its own for it. Look it up by this text, or update taokit.',
    data: { rpc_code: code, rpc_text: text },
    cause,
  })
}
