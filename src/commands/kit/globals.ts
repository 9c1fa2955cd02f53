/** The options that commands share: declared once, taken by the commands that use them. */
import { TaoError } from '../../primitives/errors.ts'
import { flag, type Option, type OptionSpec, type Values, valued } from './options.ts'
import { nearest } from './text.ts'
import { choiceType, FILE, FOLDER, integerType, NAME, TEXT, type ValueType } from './values.ts'

export const DEFAULT_NETWORK = 'local'

/** Names of networks, with the names that other tools have for them. */
const NETWORKS: Readonly<Record<string, readonly string[]>> = {
  finney: ['main', 'mainnet'],
  test: ['testnet'],
  archive: [],
  local: ['localnet', 'localhost'],
}
const URL_START = /^wss?:\/\/\S+$/i
const CHAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/

/** The network that a text names: one of ours, or the address of a node as it is. */
export function networkNamed(text: string): string | undefined {
  if (URL_START.test(text)) return text
  const word = text.toLowerCase()
  return Object.keys(NETWORKS).find(network => network === word || NETWORKS[network]!.includes(word))
}

/** Where a node may be found by an address that lacks its scheme, or has that of the pages at the same port. */
function addressIn(text: string): string | undefined {
  if (/^https?:\/\/\S+$/i.test(text)) return text.replace(/^http/i, 'ws')
  return /^[\w.-]+:\d+$/.test(text) ? `ws://${text}` : undefined
}

const NETWORK: ValueType<string> = {
  placeholder: 'NETWORK',
  parse: given => {
    const network = networkNamed(given)
    if (network !== undefined) return network
    const near = addressIn(given) ?? nearest(given, Object.keys(NETWORKS))[0]
    throw new TaoError('invalid_argument', `Not a network: \`${given.slice(0, 60)}\``, {
      why: `A network is ${Object.keys(NETWORKS).join(', ')}, or the address of a node: ws://… or wss://…`,
      remedy: near === undefined ? undefined : `Did you mean ${near}?`,
    })
  },
  format: network => network,
  schema: { type: 'string', description: 'finney, test, archive, local, or ws(s)://…' },
  choices: Object.keys(NETWORKS),
}

const CHAIN: ValueType<string> = {
  placeholder: 'NAME',
  parse: given => {
    // btcli spells --network this way; `settle` moves such a value there.
    if (CHAIN_NAME.test(given) || URL_START.test(given)) return given
    throw new TaoError('invalid_argument', `Not a name for a chain: \`${given.slice(0, 60)}\``, {
      why: 'A name has 1 to 64 of A-Z a-z 0-9 _ . - and begins with a letter or digit.',
    })
  },
  format: chain => chain,
  schema: { type: 'string' },
}

/** The lifetime of a transaction: the chain knows powers of two only. Reference: sp-runtime generic/era.rs */
const PERIOD: ValueType<number> = {
  ...integerType(4, 65_536),
  placeholder: 'BLOCKS',
  parse: given => 2 ** Math.ceil(Math.log2(integerType(4, 65_536).parse(given))),
}

const network = valued(NETWORK)
const period = valued(PERIOD)
const chain = valued(CHAIN)
const signerKind = valued(choiceType(['wallet', 'vault', 'ledger'] as const))
const walletName = valued<string>({ ...NAME, complete: 'wallet' })
const hotkeyName = valued<string>({ ...NAME, complete: 'hotkey' })
const folder = valued(FOLDER)
const file = valued(FILE)
const text = valued(TEXT)

export const GLOBALS = {
  wallet: walletName({
    summary: 'The wallet',
    short: 'w',
    aliases: ['wallet-name', 'wallet.name', 'name'],
    default: 'default',
    env: ['TAO_WALLET', 'BT_WALLET', 'BT_WALLET_NAME'],
    config: 'wallet',
  }),
  hotkey: hotkeyName({
    summary: 'The hotkey: its name in the wallet, WALLET/HOTKEY, or where it suffices an address',
    short: 'H',
    aliases: ['wallet-hotkey', 'wallet.hotkey'],
    default: 'default',
    env: ['TAO_HOTKEY', 'BT_WALLET_HOTKEY', 'BT_HOTKEY'],
    config: 'hotkey',
  }),
  walletPath: folder({
    summary: 'The folder of wallets (default ~/.bittensor/wallets)',
    short: 'p',
    aliases: ['wallet.path'],
    env: ['TAO_WALLET_PATH', 'BT_WALLET_PATH'],
    config: 'wallet_path',
  }),
  walletPasswordFile: file({
    summary: 'A file with the password, closed to other users; - for standard input',
    env: ['TAO_WALLET_PASSWORD_FILE'],
  }),
  signWith: signerKind({
    summary:
      'What signs: the wallet here, Polkadot Vault by QR codes (so does a watched wallet on its own), or a Ledger',
    aliases: ['signer'],
  }),
  signatureFile: file({
    summary: 'Take the signature that Polkadot Vault made from this file, as soon as it is there',
  }),
  period: period({
    summary: 'For how many blocks the transaction can come into one; rounded up to a power of two',
    aliases: ['era'],
    default: 64,
    config: 'period',
  }),
  waitForFinalization: flag({
    summary: 'Wait until the block cannot be undone any more, not only until the transaction is in one',
    off: ['no-wait-for-finalization'],
    config: 'wait_for_finalization',
  }),
  waitForInclusion: flag({ summary: 'Wait only until it is in a block, whatever is configured' }),
  allowUncheckedMetadata: flag({
    summary: 'Sign although the chain does not check by which metadata it was read: only if you trust the node',
    aliases: ['no-metadata-hash'],
  }),
  network: network({
    summary: 'finney, test, archive, local (the chain inside), or ws(s)://…',
    short: 'n',
    aliases: ['subtensor.network', 'subtensor.chain-endpoint', 'subtensor.chain_endpoint'],
    default: DEFAULT_NETWORK,
    env: ['TAO_NETWORK', 'BT_NETWORK'],
    config: 'network',
  }),
  chain: chain({
    summary: 'The chain inside to use, by name',
    default: 'default',
    env: ['TAO_CHAIN'],
    config: 'chain',
  }),
  insecure: flag({ summary: 'Connect to a node elsewhere although the way there is not encrypted (ws://)' }),
  fallbackEndpoints: network({
    summary: 'Nodes of the same network to turn to when the first cannot be reached',
    placeholder: 'URL',
    many: true,
    default: [],
    env: ['TAO_FALLBACK_ENDPOINTS', 'BT_FALLBACK_ENDPOINTS'],
    config: 'fallback_endpoints',
  }),
  retryForever: flag({
    summary: 'Try again until a node answers',
    env: ['TAO_RETRY_FOREVER', 'BT_RETRY_FOREVER'],
    config: 'retry_forever',
  }),
  yes: flag({
    summary: 'Ask nothing: go on without confirmation',
    short: 'y',
    aliases: ['no-prompt'],
    off: ['prompt'],
  }),
  no: flag({ summary: 'Decline whatever would need your consent' }),
  dryRun: flag({ summary: 'Show what would happen, and do nothing' }),
  json: flag({
    summary: 'Print JSON',
    env: ['TAO_JSON'],
    config: 'json',
  }),
  jsonOutput: flag({ summary: 'Print JSON in the shapes of btcli v9, where it has one', aliases: ['json-out'] }),
  fields: text({
    summary: 'Print these fields only, as JSON; without a value: list them',
    placeholder: 'A,B',
    bare: '',
  }),
  full: flag({ summary: 'Shorten nothing, whatever the width of the terminal', env: ['TAO_FULL'] }),
  quiet: flag({ summary: 'Say nothing but the result and errors', short: 'q', env: ['TAO_QUIET'], config: 'quiet' }),
  verbose: flag({ summary: 'Tell what is being done and how long it takes', short: 'v', env: ['TAO_VERBOSE'] }),
  color: flag({
    summary: 'Print without colours (so does NO_COLOR)',
    aliases: ['colour'],
    off: ['no-color', 'no-colour'],
    default: true,
    config: 'color',
  }),
} as const satisfies Readonly<Record<string, Option<unknown>>>

export type Globals = typeof GLOBALS
export type GlobalKey = keyof Globals
export type Settings = Values<Globals>

/** What a command may use, and the options that come with it. */
export type Use = 'wallet' | 'hotkey' | 'walletPath' | 'password' | 'network' | 'inside'

export const USES: Readonly<Record<Use | 'signing' | 'consent' | 'output', readonly GlobalKey[]>> = {
  wallet: ['wallet', 'walletPath'],
  hotkey: ['hotkey'],
  walletPath: ['walletPath'],
  password: ['walletPasswordFile'],
  network: ['network', 'chain', 'insecure', 'fallbackEndpoints', 'retryForever'],
  /** The chain inside and no other: it is made, served or thrown away. */
  inside: ['chain'],
  signing: ['signWith', 'signatureFile', 'period', 'waitForFinalization', 'waitForInclusion', 'allowUncheckedMetadata'],
  consent: ['yes', 'no', 'dryRun'],
  output: ['json', 'jsonOutput', 'fields', 'full', 'quiet', 'verbose', 'color'],
}

/** The settings that a command takes. */
export function globalsOf(command: Kinded): ReadonlySet<GlobalKey> {
  const uses = [
    ...(command.uses ?? []),
    ...(sendsTransactions(command) ? (['signing'] as const) : []),
    ...(command.kind === 'action' ? (['consent'] as const) : []),
    'output',
  ] as const
  return new Set(uses.flatMap(use => USES[use]))
}

type Kinded = { readonly kind: string; readonly uses?: readonly Use[] }

/** What unlocks a key and changes a chain signs transactions. */
export const sendsTransactions = ({ kind, uses = [] }: Kinded): boolean =>
  kind === 'action' && uses.includes('password') && uses.includes('network')

/** Why a command does not take a setting, for the refusal. */
const NOT_USED: Readonly<Partial<Record<GlobalKey, string>>> = {
  wallet: 'It needs no wallet.',
  hotkey: 'It needs no hotkey.',
  walletPath: 'It needs no wallet.',
  walletPasswordFile: 'It needs no password.',
  signWith: 'It sends no transaction.',
  signatureFile: 'It sends no transaction.',
  period: 'It sends no transaction.',
  waitForFinalization: 'It sends no transaction.',
  waitForInclusion: 'It sends no transaction.',
  allowUncheckedMetadata: 'It sends no transaction.',
  fallbackEndpoints: 'It talks to no chain.',
  retryForever: 'It talks to no chain.',
  no: 'It changes nothing, so there is nothing to decline.',
  network: 'It talks to no chain.',
  chain: 'It talks to no chain.',
  insecure: 'It talks to no chain.',
  yes: 'It changes nothing, so there is nothing to confirm.',
  dryRun: 'It changes nothing, so a dry run is the run itself.',
}

/** The same for a command: what is about the chain inside goes to no other network. */
export const whyUnused = (key: GlobalKey, { uses = [] }: Kinded): string | undefined =>
  USES.network.includes(key) && uses.includes('inside') ? 'It is about the chain inside.' : NOT_USED[key]

/**
 * A setting as an argument: `arguments: { wallet: setting('wallet', { ask: … }) }` lets `tao wallet create main` mean
 * `tao wallet create --wallet main`.
 */
export function setting<K extends GlobalKey>(
  key: K,
  changes: Pick<OptionSpec<unknown>, 'summary' | 'ask' | 'placeholder'>,
): Globals[K] {
  const { type, spec } = GLOBALS[key] as Option<unknown>
  return { type, spec: { ...spec, ...changes }, isSetting: true } as Globals[K]
}
