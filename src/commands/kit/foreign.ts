/** Flags that btcli has for many commands and that are refused here, each with its reason: no script loses one unnoticed. */
import { TaoError } from '../../primitives/errors.ts'

export interface Refusal {
  readonly why: string
  readonly remedy?: string
}

const PROXY: Refusal = {
  why: 'Acting for another account through a proxy is not offered by this command.',
  remedy: 'Make the call for it: tao proxy call PALLET.CALL --args JSON --real ACCOUNT',
}
const SHIELD: Refusal = {
  why: 'Transactions are not encrypted on their way to the block (MEV shield). What trades is bounded by its --tolerance.',
  remedy: 'Leave it out.',
}
const OPEN: Refusal = {
  why: 'No transaction is encrypted here, so there is nothing to leave off.',
  remedy: 'Leave it out.',
}
const EXTENSION: Refusal = {
  why: 'Extensions of browsers cannot sign here.',
  remedy: 'Use --sign-with vault or --sign-with ledger, or a wallet here.',
}
const LEDGER: Refusal = { why: 'A Ledger is chosen in one place.', remedy: 'Use --sign-with ledger.' }
const MACOS: Refusal = {
  why: 'Passwords come from a question on the terminal, from TAO_WALLET_PASSWORD or from a file.',
  remedy: 'Use --wallet-password-file.',
}

/** By spelling without dashes. A command that declares one of them comes first. */
const FOREIGN: Readonly<Record<string, Refusal>> = {
  'archive-endpoints': {
    why: 'It reads what is now, for which no archive is needed.',
    remedy: 'Use --network archive, or --fallback-endpoints.',
  },
  proxy: PROXY,
  'proxy-for': PROXY,
  'force-proxy-type': PROXY,
  'announce-only': PROXY,
  'no-announce-only': { why: 'Nothing is announced for a proxy here.', remedy: 'Leave it out.' },
  signatory: {
    why: 'Signing as one of several (multisig) is not offered by this command.',
    remedy: 'Send the call itself: tao call Multisig.as_multi',
  },
  'mev-shield': SHIELD,
  'mev-protection': SHIELD,
  'no-mev-shield': OPEN,
  'no-mev-protection': OPEN,
  ledger: LEDGER,
  'ledger-account': LEDGER,
  'ledger-index': LEDGER,
  'signer-address': {
    why: 'Who signs is the wallet.',
    remedy: 'Use --wallet; a watched one signs with --sign-with vault.',
  },
  'extension-source': EXTENSION,
  'extension-browser': EXTENSION,
  'extension-bridge': EXTENSION,
  'macos-password': MACOS,
  'keychain-password': MACOS,
  'no-wait-for-inclusion': {
    why: 'Whether a transaction has done what it should is known only once it is in a block.',
    remedy: 'Leave it out.',
  },
  live: { why: 'A command looks once.', remedy: 'Repeat it: watch -n 12 tao …' },
}

/** Of options that stand before any command. */
const BEFORE: Readonly<Record<string, Refusal>> = {
  commands: { why: 'The catalogue is a command.', remedy: 'Use: tao tools, or tao --help' },
  debug: { why: 'Nothing is logged to a file.', remedy: 'Set TAO_DEBUG=1, or use --verbose.' },
  'install-completion': {
    why: 'The script is printed, and you say where it goes.',
    remedy: 'See: tao completion --help',
  },
  'show-completion': { why: 'Completion is a command.', remedy: 'Use: tao completion bash, zsh or fish' },
}

/** What is said to a flag that nobody declares, if anything is known about it. */
export function foreignRefusal(
  flag: string,
  line: string,
  own: Readonly<Record<string, Refusal | string>> = {},
): TaoError | undefined {
  const name = flag.replace(/^--?/, '').split('=')[0]!.replaceAll('_', '-')
  const found = own[name] ?? FOREIGN[name]
  return found === undefined ? undefined : refusalOf(flag, line, typeof found === 'string' ? { why: found } : found)
}

/** The same for a flag before any command. */
export function foreignBefore(flag: string): TaoError | undefined {
  const found = BEFORE[flag.replace(/^--?/, '').split('=')[0]!.replaceAll('_', '-')]
  return found === undefined ? foreignRefusal(flag, 'tao') : refusalOf(flag, 'tao', found)
}

function refusalOf(flag: string, line: string, { why, remedy = 'Leave it out.' }: Refusal): TaoError {
  const written = flag.split('=')[0]!
  return new TaoError('usage', `\`${line}\` takes no ${written}`, { why, remedy, data: { refused: written } })
}
