/** The exit codes of `tao`: one table, from which the help topic is made. */
import type { ErrorCode } from '../../primitives/errors.ts'

export interface ExitCode {
  readonly exit: number
  readonly meaning: string
  /** The codes in `--json` errors that end with it. */
  readonly codes: readonly ErrorCode[]
}

export const EXIT_CODES: readonly ExitCode[] = [
  { exit: 0, meaning: 'Done.', codes: [] },
  {
    exit: 1,
    meaning: 'Failed: the message says why.',
    codes: [
      'not_found',
      'already_exists',
      'not_permitted',
      'invalid_file',
      'wrong_chain',
      'unsupported',
      'chain_busy',
      'chain_damaged',
      'internal',
    ],
  },
  {
    exit: 2,
    meaning: 'Not understood: a wrong or missing argument. Nothing was done.',
    codes: ['usage', 'invalid_argument', 'invalid_amount', 'invalid_address'],
  },
  { exit: 3, meaning: 'Declined: a question was answered with no. Nothing was done.', codes: ['cancelled'] },
  { exit: 4, meaning: 'Locked: a password is wrong or missing.', codes: ['wrong_password', 'locked'] },
  { exit: 5, meaning: 'Unreachable: no answer from the network.', codes: ['unreachable', 'timeout'] },
  {
    exit: 6,
    meaning: 'Refused by the chain, or sure to be.',
    codes: ['chain_refused', 'invalid_transaction', 'insufficient_balance'],
  },
  { exit: 130, meaning: 'Interrupted with Ctrl-C.', codes: ['interrupted'] },
]

export function exitCodeOf(code: ErrorCode): number {
  return EXIT_CODES.find(({ codes }) => codes.includes(code))?.exit ?? 1
}
