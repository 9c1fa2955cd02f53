/**
 * What a careful person reads before a signature is made: the call, by whom, on which chain, to whom, how much, and what
 * remains. All of it comes out of the bytes that will be signed, and of what the chain says about the accounts in them.
 */
import type { Client } from '../../client/client.ts'
import { networkNamedBy } from '../../client/networks.ts'
import { type Balance, getBalances } from '../../client/reads/balances.ts'
import { asTao } from '../../client/reads/values.ts'
import { refusal } from '../../client/refusals/refusal.ts'
import { destinationsOf, type Outflow, outflowOf } from '../../client/signing/outflow.ts'
import type { ReadArgument, ReadCall, ReadPayload } from '../../client/signing/reading.ts'
import { type Alpha, formatRao, tao } from '../../primitives/amounts.ts'
import { TaoError } from '../../primitives/errors.ts'
import { ROOT } from '../../primitives/netuid.ts'
import { wasPaid } from '../../wallet/address-book.ts'
import type { KnownAccounts } from '../../wallet/known-accounts.ts'
import { type Cell, cells } from '../kit/cells.ts'
import type { Json } from '../kit/json.ts'
import { type Details, details } from '../kit/plan.ts'
import { SIGNING } from '../kit/signing.ts'
import { card } from '../kit/view.ts'

export interface SigningScreen {
  readonly details: Details
  readonly warnings: readonly string[]
  /** Who gets something by the call. */
  readonly destinations: readonly string[]
}

export interface ScreenInput {
  readonly client: Client
  readonly read: ReadPayload
  readonly signer: string
  /** Undefined where it is free or paid in alpha. */
  readonly fee: bigint | undefined
  readonly feeInAlpha?: Alpha | undefined
  /** The chain has tried the call and had nothing against it. */
  readonly isTried: boolean
  readonly known: KnownAccounts
}

/** @throws TaoError `wrong_chain` for a payload of another chain than the network's, `insufficient_balance` */
export async function signingScreen(input: ScreenInput): Promise<SigningScreen> {
  const { client, read, signer, known } = input
  checkGenesis(client, read)
  const destinations = destinationsOf(read.call)
  const [own, ...others] = await getBalances(client, [signer, ...destinations])
  const existential = asTao(client.constant('Balances.ExistentialDeposit'))
  const outflow = outflowOf(read.call)
  const { fee, feeInAlpha, isTried } = input
  const rest = outflow && remainderOf(outflow, own!.free, (fee ?? 0n) + read.tip, existential)
  if (outflow !== undefined && !isTried) {
    checkRemainder(outflow, rest!, existential, input)
    if (others.some(({ total }) => total === 0n)) checkOpening(outflow, existential, client.chain.name)
  }
  const nameOf = (account: string): string | undefined => known.accounts.get(account)?.name
  const named = (account: string) => ({ address: account, name: nameOf(account) })
  const signs = {
    call: read.call.name,
    arguments: argumentsJson(read.call),
    signer: named(signer),
    destinations: destinations.map(named),
    genesis: read.genesisHash,
    network: networkNamedBy(read.genesisHash),
    specVersion: read.specVersion,
    nonce: read.nonce,
    lastBlock: read.lastBlock,
    tip: tao(read.tip),
    metadataHash: read.metadataHash,
    remains: rest === undefined ? undefined : tao(rest),
  }
  return {
    details: details(SIGNING, { exact: isTried, fee: fee === undefined ? undefined : tao(fee), feeInAlpha, signs }, [
      card(factsOf(input, rest, nameOf), 'To be signed'),
    ]),
    warnings: [
      ...destinations.flatMap((account, i) => strangerWarnings(account, others[i]!, input)),
      ...remainderWarnings(outflow, rest, existential),
      ...chainWarnings(client, read),
    ],
    destinations: destinations.filter(account => account !== signer),
  }
}

/** A signature counts on the chain whose genesis it names: if that is not the network's, somebody lies. */
function checkGenesis({ chain }: Client, { genesisHash }: ReadPayload): void {
  const expected = chain.network.genesis ?? chain.genesisHash
  if (genesisHash === expected) return
  throw new TaoError('wrong_chain', `What would be signed is not for ${chain.name}`, {
    why: [`It is for the chain that begins with ${genesisHash}.`, `${chain.name} begins with ${expected}.`],
    remedy: 'Sign nothing. Use another node with --network.',
    data: { genesis: genesisHash, expected },
  })
}

function factsOf({ client, read, signer }: ScreenInput, rest: bigint | undefined, nameOf: NameOf) {
  const known = networkNamedBy(read.genesisHash)
  const { lastBlock, metadataHash } = read
  const facts: (readonly [string, Cell])[] = [
    ...callFacts(read.call, nameOf),
    ['Signer', accountCell(signer, nameOf)],
    ['Chain', cells.text(known === undefined ? `${client.chain.name}, not a known network` : `${known}, as known`)],
    ['Genesis', cells.hex(read.genesisHash)],
    ['Runtime', cells.integer(read.specVersion)],
    ['Nonce', cells.integer(read.nonce)],
    ['Valid', cells.text(lastBlock === undefined ? 'for ever' : `up to block ${lastBlock}`)],
    ...(read.tip === 0n ? [] : [['Tip', cells.tao(read.tip)] as const]),
    ['Metadata', metadataHash === undefined ? cells.warn('not checked by the chain') : cells.hex(metadataHash)],
    ...(rest === undefined ? [] : [['Remains', cells.tao(rest)] as const]),
  ]
  return facts
}

type NameOf = (address: string) => string | undefined

/** A call and its arguments, one line each; calls within it below, moved in. */
function callFacts(call: ReadCall, nameOf: NameOf, indent = ''): (readonly [string, Cell])[] {
  const label = indent === '' ? 'Call' : `${indent}call`
  const isOnRoot = call.args.some(({ name, value }) => PLACES.includes(name) && String(value) === String(ROOT))
  return [
    [label, cells.strong(call.name)],
    ...call.args.flatMap((argument): (readonly [string, Cell])[] =>
      argument.kind === 'calls'
        ? argument.value.flatMap(inner => callFacts(inner, nameOf, `${indent}  `))
        : [[`${indent}${argument.name}`, argumentCell(argument, nameOf, isOnRoot)]],
    ),
  ]
}

/** The arguments that say where the stake is that an amount is taken from. On root it is TAO, whatever the type is called. */
const PLACES: readonly string[] = ['netuid', 'origin_netuid']

function argumentCell(argument: Exclude<ReadArgument, { kind: 'calls' }>, nameOf: NameOf, isOnRoot: boolean): Cell {
  if (argument.kind === 'account') return accountCell(argument.value, nameOf)
  if (argument.kind === 'tao') return cells.tao(argument.value)
  if (argument.kind === 'alpha') return isOnRoot ? cells.tao(tao(argument.value)) : cells.alpha(argument.value)
  if (typeof argument.value === 'bigint') return cells.text(String(argument.value))
  return cells.text(typeof argument.value === 'string' ? argument.value : JSON.stringify(toJson(argument.value)))
}

function accountCell(account: string, nameOf: NameOf): Cell {
  const name = nameOf(account)
  return name === undefined
    ? cells.address(account)
    : { ...cells.text(`${account} (${name})`), bare: account, cut: 'no' }
}

const argumentsJson = ({ args }: ReadCall): Json =>
  Object.fromEntries(
    args.map(argument => [
      argument.name,
      argument.kind === 'calls'
        ? argument.value.map(inner => ({ call: inner.name, arguments: argumentsJson(inner) }))
        : toJson(argument.value),
    ]),
  )

function toJson(value: unknown): Json {
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`
  if (Array.isArray(value)) return value.map(toJson)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, toJson(each)]))
  }
  return value === undefined ? null : (value as Json)
}

/** What a person should know of an account that gets something. Names of one's own and of contacts are enough to trust it. */
function strangerWarnings(
  account: string,
  { total, nonce }: Balance,
  { client, read, signer, known }: ScreenInput,
): string[] {
  if (account === signer) return ['Sender and receiver are the same account.']
  const role = known.accounts.get(account)?.role
  if (role === 'hotkey') return [`${account} is a hotkey: what it gets cannot be spent with the coldkey.`]
  if (role !== undefined || wasPaid(known.book, read.genesisHash, account)) return []
  const isEmpty = total === 0n && nonce === 0
  return [
    `Nothing was ever sent from here to ${account}. Compare it with where you have it from, every character.`,
    ...(isEmpty ? [`${client.chain.name} does not know ${account}: it holds nothing and has signed nothing.`] : []),
  ]
}

function remainderOf({ amount, keepsAlive }: Outflow, free: bigint, costs: bigint, existential: bigint): bigint {
  if (amount === 'all') return keepsAlive ? existential : 0n
  return free - amount - costs
}

function remainderWarnings(outflow: Outflow | undefined, rest: bigint | undefined, existential: bigint): string[] {
  if (outflow === undefined || rest === undefined || rest >= existential) return []
  const dust =
    rest === 0n ? '' : ` and ${taoText(rest)}, less than the existential deposit of ${taoText(existential)}, is lost`
  return [`The account of the signer ends${dust}.`]
}

function chainWarnings({ chain }: Client, { metadataHash, lastBlock }: ReadPayload): string[] {
  return [
    ...(metadataHash === undefined
      ? [`${chain.name} does not check by which metadata this was read: a node that lies could have it read wrongly.`]
      : []),
    ...(lastBlock === undefined
      ? ['It never ends: it can be sent at any time, as often as the account begins anew.']
      : []),
  ]
}

/** The chain would refuse it, and take the fee all the same. @throws TaoError `insufficient_balance` */
function checkRemainder(
  { keepsAlive, amount }: Outflow,
  rest: bigint,
  existential: bigint,
  { client, signer, fee }: ScreenInput,
): void {
  if (rest >= (keepsAlive ? existential : 0n)) return
  throw new TaoError('insufficient_balance', 'Too little would remain in the account', {
    why: [
      `${signer} would have ${rest < 0n ? 'less than nothing' : taoText(rest)} left on ${client.chain.name}: it sends ${
        amount === 'all' ? 'all' : taoText(amount)
      }, and the fee is up to ${taoText(fee ?? 0n)}.`,
      ...(keepsAlive ? [`An account keeps at least ${taoText(existential)}, the existential deposit.`] : []),
    ],
    remedy: 'Send less. tao wallet transfer --all sends as much as possible.',
    data: { remains_rao: String(rest), fee_rao: String(fee ?? 0n), existential_deposit_rao: String(existential) },
  })
}

/** @throws TaoError what the chain would answer to an amount that no account can begin with */
function checkOpening({ amount }: Outflow, existential: bigint, network: string): void {
  if (amount === 'all' || amount >= existential) return
  throw refusal('Token.BelowMinimum', { network, amount: taoText(amount) })
}

const taoText = (rao: bigint): string => `τ${formatRao(rao)}`
