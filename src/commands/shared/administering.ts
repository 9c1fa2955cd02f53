/**
 * Commands that change the settings of a subnet or of the network: by its owner, or as root by the account that has the
 * chain's sudo key. Who may, when, and how often is checked and told with numbers before anything is sent.
 */

import type { Client } from '../../client/client.ts'
import type { Setter } from '../../client/hyperparameters/parameter.ts'
import {
  type Authority,
  getAuthority,
  LIMITS,
  limitFreeAt,
  windowOpensAt,
} from '../../client/hyperparameters/reading.ts'
import { mergeNeeds, type Needs } from '../../client/metadata/needs.ts'
import { refusal } from '../../client/refusals/refusal.ts'
import { asRoot, type Call, call, callNeeds } from '../../client/transactions/call.ts'
import { TaoError } from '../../primitives/errors.ts'
import type { NetUid } from '../../primitives/netuid.ts'
import { keyFromUri } from '../../wallet/key-sources.ts'
import type { Signer } from '../../wallet/signer.ts'
import type { Context } from '../kit/context.ts'
import { flag, text } from '../kit/options.ts'
import type { Plan } from '../kit/plan.ts'
import { notOwner } from './ownership.ts'
import { planTransaction, type TransactionOrder } from './transaction.ts'
import { planLater, tooSoon, WAIT } from './waiting.ts'

/** How the signer is chosen, and what he acts as. */
export const AUTHORITY_OPTIONS = {
  sudo: flag({ summary: 'Act as root, with the sudo key of the chain' }),
  uri: text({
    summary: 'Sign with a development account, //Alice, instead of a wallet; not on a real network',
    placeholder: '//NAME',
    aliases: ['dev'],
    governs: { wallet: undefined, walletPasswordFile: undefined, signWith: undefined, signatureFile: undefined },
  }),
  wait: WAIT,
} as const

export interface AuthorityInput {
  readonly sudo: boolean
  readonly uri: string | undefined
  readonly wait: boolean
}

const DEVELOPMENT_KEY = /^(?:\/\/)?([A-Za-z][A-Za-z0-9_-]*)$/

/** The coldkey of the settings, or a development account. @throws TaoError */
export async function administrator(ctx: Context, uri: string | undefined): Promise<Signer> {
  const wallets = await ctx.wallets()
  if (uri === undefined) return wallets.signer(wallets.coldkey())
  const name = DEVELOPMENT_KEY.exec(uri)?.[1]
  if (name === undefined) {
    throw new TaoError('invalid_argument', 'Not a development account', {
      why: 'A development account is written //Alice. Phrases and seeds of your own do not belong on a command line.',
      remedy: 'See which there are with: tao chain accounts',
    })
  }
  const { network } = await ctx.chain()
  if (network.isReal) {
    throw new TaoError('not_permitted', `//${name} is nobody on ${network.name}`, {
      why: 'Everybody has the keys of development accounts.',
      remedy: 'Sign with a wallet: --wallet NAME.',
    })
  }
  const key = keyFromUri(`//${name}`)
  ctx.defer(() => key.wipe())
  return key
}

/** One change: by which calls it can be made, and with what. */
export interface Change<R> extends Pick<TransactionOrder<R>, 'facts' | 'effects' | 'warnings' | 'details'> {
  /** What is changed: `tempo`. For sentences. */
  readonly what: string
  /** Undefined for the whole network. */
  readonly netuid: NetUid | undefined
  readonly setters: readonly Setter[]
  /** The arguments of a call beside the subnet. */
  readonly args: (setter: Setter) => Readonly<Record<string, unknown>>
  /** Compared with what the chain takes, in its own units. */
  readonly values?: readonly bigint[]
  /** Such a value as people write it. */
  readonly show?: (value: bigint) => string
  readonly summary: string
  readonly result: TransactionOrder<R>['result']
}

export const changeNeeds = (setters: readonly Setter[]): Needs =>
  mergeNeeds(LIMITS, callNeeds('Sudo.sudo', ...setters.map(setter => setter.call)))

/** @param again plans everything anew, after a wait @throws TaoError for what is sure to be refused */
export async function planChange<R>(
  ctx: Context,
  client: Client,
  { sudo, uri, wait }: AuthorityInput,
  change: Change<R>,
  again: () => Promise<Plan<R>>,
): Promise<Plan<R>> {
  const signer = await administrator(ctx, uri)
  const { netuid, summary } = change
  const at = await client.at()
  // The network's own settings have no window and no limits; root is asked for them all the same.
  const authority = await getAuthority(client, at, netuid ?? 0)
  const { setter, role } = chooseSetter(change, authority, signer.address, sudo)
  checkBounds(change, setter, role)
  const later = netuid === undefined ? undefined : await obstacle(client, authority, setter, role, signer.address)
  const { clock } = authority
  if (later !== undefined) return planLater(ctx, client, { later, wait, summary, clock }, again)
  const inner = call(setter.call, { ...(netuid === undefined ? {} : { netuid }), ...change.args(setter) })
  const order: Call = role === 'root' ? asRoot(inner) : inner
  const { facts, effects, warnings, details, result } = change
  return planTransaction(ctx, client, {
    call: order,
    signer,
    summary: role === 'root' ? `${summary}, as root` : summary,
    ...(facts === undefined ? {} : { facts }),
    ...(effects === undefined ? {} : { effects }),
    ...(warnings === undefined ? {} : { warnings }),
    ...(details === undefined ? {} : { details }),
    context: { network: client.chain.name, netuid, coldkey: signer.address, call: setter.call },
    result,
  })
}

type Role = 'owner' | 'root'

/** @throws TaoError for somebody who is neither owner nor root, or for what neither may do */
function chooseSetter<R>(
  { what, netuid, setters }: Change<R>,
  { owner, root }: Authority,
  signer: string,
  wantsRoot: boolean,
): { readonly setter: Setter; readonly role: Role } {
  const find = (role: Role): Setter | undefined =>
    setters.find(({ by }) => by === role) ?? setters.find(({ by }) => by === 'either')
  const [asOwner, asRootSetter] = [netuid === undefined ? undefined : find('owner'), find('root')]
  if (setters.length === 0) throw fixed(what)
  if (asOwner !== undefined && owner === signer && !wantsRoot) return { setter: asOwner, role: 'owner' }
  if (asRootSetter !== undefined && root === signer) return { setter: asRootSetter, role: 'root' }
  if (asOwner === undefined || wantsRoot) throw notRoot(what, root, signer, asRootSetter === undefined)
  throw notOwner(netuid!, owner, signer)
}

const fixed = (what: string): TaoError =>
  new TaoError('unsupported', `${what} cannot be set`, { why: 'The chain has no call for it.' })

const notRoot = (what: string, root: string | undefined, signer: string, neverRoot: boolean): TaoError =>
  new TaoError('chain_refused', neverRoot ? `Root does not set ${what}` : `Only root may set ${what}`, {
    why: neverRoot
      ? 'The chain takes it from the owner of the subnet alone.'
      : [
          root === undefined ? 'Nobody has the sudo key of this chain.' : `The sudo key is ${root}.`,
          `You would sign as ${signer}.`,
        ],
    remedy: neverRoot ? 'Leave --sudo out.' : 'On a development chain, sign with --uri //Alice.',
    data: { chain_error: neverRoot ? 'BadOrigin' : 'Sudo.RequireSudo', root, signer },
  })

/** @throws TaoError with the bounds */
function checkBounds<R>({ what, values = [], show = String }: Change<R>, setter: Setter, role: Role): void {
  const min = most(setter.min, role === 'owner' ? setter.ownerMin : undefined, (a, b) => a > b)
  const max = most(setter.max, role === 'owner' ? setter.ownerMax : undefined, (a, b) => a < b)
  const wrong = values.find(value => (min !== undefined && value < min) || (max !== undefined && value > max))
  if (wrong === undefined) return
  const bounds = [min === undefined ? '' : `at least ${show(min)}`, max === undefined ? '' : `at most ${show(max)}`]
  throw new TaoError('chain_refused', `${what.replace(/^the /, 'The ')} cannot be ${show(wrong)}`, {
    why: `The chain takes ${bounds.filter(bound => bound !== '').join(' and ')}${role === 'owner' ? ' from the owner' : ''}.`,
    data: { given: String(wrong), min: min?.toString(), max: max?.toString() },
  })
}

const most = (a: bigint | undefined, b: bigint | undefined, first: (a: bigint, b: bigint) => boolean) =>
  a === undefined ? b : b === undefined || first(a, b) ? a : b

/** What is still in the way: how lately it was done, or how soon the epoch comes. In the order of the chain. */
async function obstacle(client: Client, authority: Authority, setter: Setter, role: Role, signer: string) {
  const { clock, schedule } = authority
  const context = { network: client.chain.name, netuid: schedule.netuid, coldkey: signer, call: setter.call }
  const soon = clock.block + 1
  const { limit, window } = setter
  if (limit !== undefined && (role === 'owner' || limit.kind === 'owner-hotkey')) {
    const freeAt = await limitFreeAt(client, authority, limit, signer)
    if (freeAt > soon) return tooSoon('SubtensorModule.TxRateLimitExceeded', context, clock, freeAt)
  }
  if (window === 'none' || (window === 'owner' && role === 'root')) return undefined
  const opens = windowOpensAt(authority)
  if (opens === undefined) throw neverOpen(authority, context)
  return opens > soon
    ? tooSoon('SubtensorModule.AdminActionProhibitedDuringWeightsWindow', context, clock, opens)
    : undefined
}

function neverOpen({ freezeWindow, schedule }: Authority, context: object): TaoError {
  const told = refusal('SubtensorModule.AdminActionProhibitedDuringWeightsWindow', context)
  return new TaoError(told.code, told.message, {
    why: [
      ...told.why,
      `The window of ${freezeWindow} blocks before an epoch is as long as the tempo of ${schedule.tempo}: it never opens.`,
    ],
    remedy: 'As root, shorten it first: tao sudo set network admin_freeze_window 0 --sudo',
    data: told.data,
  })
}
