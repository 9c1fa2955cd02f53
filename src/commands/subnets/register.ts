import { mergeNeeds } from '../../client/metadata/needs.ts'
import { BALANCES, getBalance } from '../../client/reads/balances.ts'
import { CLOCK } from '../../client/reads/clock.ts'
import { getOwner, getUid, OWNERS, UIDS } from '../../client/reads/hotkeys.ts'
import { getMetagraph, METAGRAPH } from '../../client/reads/metagraph.ts'
import { getPruningRules, nextPruned, PRUNING } from '../../client/reads/pruning.ts'
import { getRegistration, REGISTRATION, type Registration } from '../../client/reads/registrations.ts'
import type { RefusalContext } from '../../client/refusals/context.ts'
import { refusal } from '../../client/refusals/refusal.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import type { ChainEvent } from '../../client/transactions/events.ts'
import { tao as asTao, type Tao } from '../../primitives/amounts.ts'
import { ROOT } from '../../primitives/netuid.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { flag, ratio, tao } from '../kit/options.ts'
import { details } from '../kit/plan.ts'
import { address, integer, maybe, record, tao as taoShape } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { eventData, sentBy } from '../shared/events.ts'
import { hotkeyAddress } from '../shared/keys.ts'
import { SUBNET } from '../shared/subnet-option.ts'
import {
  planTransaction,
  TRANSACTION,
  type TransactionOrder,
  taoText,
  transactionFacts,
  transactionOf,
} from '../shared/transaction.ts'

const BILLION = 1_000_000_000n

const NO_POW = { why: 'The chain does not look at work any more: a place is paid for in TAO.', remedy: 'Leave it out.' }
/** Reference: macros/dispatches.rs register */
const POW = Object.fromEntries(
  ['pow', 'pow-workers', 'pow-backend', 'pow-device', 'pow-timeout'].map(flag => [flag, NO_POW]),
)

const OUTPUT = record({
  ...TRANSACTION,
  netuid: integer('The subnet'),
  uid: integer('The number of the neuron'),
  hotkey: address('Its hotkey'),
  coldkey: address('Who paid'),
  cost: taoShape('What it cost'),
  replaced: maybe(address('The hotkey that lost its place to it')),
})

const PLANNED = record({
  cost: taoShape('What it costs; at most, where the chain cannot be tried out'),
  limit: maybe(taoShape('The most that it may cost; null for any price')),
  uid: maybe(integer('The number that the neuron would have')),
  replaced: maybe(address('The hotkey that would lose its place')),
})

export default action({
  summary: 'Register a hotkey as a neuron of a subnet, for the present price',
  description: [
    'The price decays with each block and rises with each registration. Unless --unsafe is given, nothing is done if it is more than --tolerance above what is shown, or above --limit-price.',
    'In a full subnet the weakest neuron loses its place.',
  ],
  examples: [
    { line: 'tao subnets register 1 --hotkey miner', does: 'Make the hotkey miner a neuron of subnet 1' },
    { line: 'tao subnets register 1 --limit-price 0.5', does: 'Only if it costs 0.5 TAO or less' },
  ],
  aliases: ['burned-register'],
  arguments: { netuid: SUBNET },
  options: {
    limitPrice: tao({ summary: 'The most that it may cost', aliases: ['max-cost'], excludes: ['tolerance', 'unsafe'] }),
    tolerance: ratio({
      summary: 'How far the price may rise above the one shown',
      default: 50_000_000n,
      aliases: ['rate-tolerance', 'limit'],
    }),
    unsafe: flag({ summary: 'Pay whatever it costs', aliases: ['unsafe-register'], off: ['safe', 'safe-register'] }),
  },
  uses: ['wallet', 'hotkey', 'walletPath', 'password', 'network'],
  refuses: POW,
  planned: PLANNED,
  output: OUTPUT,
  view: result => [
    card([
      ['Subnet', cells.integer(result.netuid)],
      ['UID', cells.strong(String(result.uid))],
      ['Hotkey', cells.address(result.hotkey)],
      ['Cost', cells.tao(result.cost)],
      ...(result.replaced === undefined ? [] : [['Replaced', cells.address(result.replaced)] as const]),
      ...transactionFacts(result),
    ]),
  ],
  plan: async ({ netuid, limitPrice, tolerance, unsafe }, ctx) => {
    const wallets = await ctx.wallets()
    const signer = wallets.signer(wallets.coldkey())
    const hotkey = await hotkeyAddress(ctx)
    const method = `SubtensorModule.${unsafe ? 'burned_register' : 'register_limit'}`
    const reads = mergeNeeds(BALANCES, REGISTRATION, METAGRAPH, PRUNING, CLOCK, OWNERS, UIDS)
    const client = await (await ctx.chain()).with(mergeNeeds(callNeeds(method), reads))
    const at = await client.at()
    const [registration, { spendable }, owner, uid, metagraph, rules] = await Promise.all([
      getRegistration(at, netuid),
      getBalance(at, signer.address),
      getOwner(at, hotkey),
      getUid(at, netuid, hotkey),
      getMetagraph(at, netuid),
      getPruningRules(at, netuid),
    ])
    const { burn } = registration
    const limit = unsafe ? undefined : (limitPrice ?? withTolerance(burn, tolerance, registration))
    const context = {
      network: client.chain.name,
      netuid,
      hotkey,
      coldkey: signer.address,
      needed: taoText(burn),
      free: taoText(spendable),
      ...(limit === undefined ? {} : { given: taoText(burn), most: taoText(limit) }),
    }
    checkPossible(registration, context, {
      uid,
      isOwn: owner === undefined || owner === signer.address,
      spendable,
      limit,
    })
    const pruned = nextPruned(metagraph, rules, at.block.number + 1)
    return planTransaction(ctx, client, {
      call: call(method, { netuid, hotkey, ...(limit === undefined ? {} : { limit_price: limit }) }),
      signer,
      summary: `Register ${hotkey} on subnet ${netuid}`,
      facts: factsOf(hotkey, burn, limit, spendable),
      effects: tried => [
        `The hotkey becomes neuron ${tried === undefined ? `of subnet ${netuid}` : `${uidIn(tried.events)} of subnet ${netuid}`}`,
        'The TAO buys alpha that nobody gets',
        ...(pruned === undefined ? [] : [`Neuron ${pruned.uid} (${pruned.hotkey}) loses its place`]),
      ],
      details: tried => {
        const cost = tried === undefined ? burn : sentBy(tried.events, signer.address)
        const told = { cost, limit, uid: tried && uidIn(tried.events), replaced: pruned?.hotkey }
        return details(PLANNED, told, [card([['Cost', cells.tao(cost)]])])
      },
      context,
      result: outcome => {
        const uid = uidIn(outcome.events) ?? 0
        return {
          ...transactionOf(outcome, `Registered as neuron ${uid} of subnet ${netuid}`),
          netuid,
          uid,
          hotkey,
          coldkey: signer.address,
          cost: sentBy(outcome.events, signer.address),
          replaced: metagraph.neurons.length === metagraph.maxUids ? metagraph.neurons[uid]?.hotkey : undefined,
        }
      },
    })
  },
})

const factsOf = (
  hotkey: string,
  burn: Tao,
  limit: Tao | undefined,
  spendable: Tao,
): NonNullable<TransactionOrder<unknown>['facts']> => [
  ['Hotkey', cells.address(hotkey)],
  ['Price now', cells.tao(burn)],
  ['At most', limit === undefined ? cells.text('any price') : cells.tao(limit)],
  ['Balance', cells.tao(spendable)],
]

/** As much more as the user bears; never more than the subnet ever takes. */
function withTolerance(burn: Tao, tolerance: bigint, { maxBurn }: Registration): Tao {
  const most = burn + (burn * tolerance) / BILLION
  return asTao(most < maxBurn ? most : maxBurn)
}

interface Circumstances {
  readonly uid: number | undefined
  readonly isOwn: boolean
  readonly spendable: Tao
  readonly limit: Tao | undefined
}

/** What is sure to be refused, with the numbers. In the order of the chain. */
function checkPossible(
  { netuid, isOpen, burn }: Registration,
  context: RefusalContext,
  { uid, isOwn, spendable, limit }: Circumstances,
): void {
  const refuse = (error: string): never => {
    throw refusal(`SubtensorModule.${error}`, context)
  }
  if (netuid === ROOT) refuse('RegistrationNotPermittedOnRootSubnet')
  if (limit !== undefined && burn > limit) refuse('RegistrationPriceLimitExceeded')
  if (!isOpen) refuse('SubNetRegistrationDisabled')
  if (uid !== undefined) refuse('HotKeyAlreadyRegisteredInSubNet')
  if (spendable < burn) refuse('NotEnoughBalanceToStake')
  if (!isOwn) refuse('NonAssociatedColdKey')
}

const uidIn = (events: readonly ChainEvent[]): number | undefined =>
  eventData(events, 'SubtensorModule.NeuronRegistered')?.[1] as number | undefined
