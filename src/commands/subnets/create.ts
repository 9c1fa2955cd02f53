import { mergeNeeds } from '../../client/metadata/needs.ts'
import { BALANCES, getBalance } from '../../client/reads/balances.ts'
import { CLOCK, getClock } from '../../client/reads/clock.ts'
import { getOwner, OWNERS } from '../../client/reads/hotkeys.ts'
import { CREATION, getCreation } from '../../client/reads/registrations.ts'
import { refusal } from '../../client/refusals/refusal.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import type { ChainEvent } from '../../client/transactions/events.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import type { Values } from '../kit/options.ts'
import { details, type Plan } from '../kit/plan.ts'
import { address, integer, maybe, record, tao, text, type ValueOf } from '../kit/shape.ts'
import { card, hint } from '../kit/view.ts'
import { eventData, sentBy } from '../shared/events.ts'
import { hotkeyAddress } from '../shared/keys.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../shared/transaction.ts'
import { planLater, tooSoon, WAIT } from '../shared/waiting.ts'
import { IDENTITY_OPTIONS, identityOf, identityRecord, saysNothing } from './shared/identity.ts'

const OPTIONS = { ...IDENTITY_OPTIONS, wait: WAIT } as const

const OUTPUT = record({
  ...TRANSACTION,
  netuid: integer('The number of the new subnet'),
  cost: tao('What it cost: the beginning of its pool'),
  owner: address('The coldkey that owns it'),
  hotkey: address('Its first neuron'),
  replaced: maybe(integer('The subnet that was dissolved to make room')),
  name: maybe(text('The name it was given')),
})
type Result = ValueOf<typeof OUTPUT>

/** What only a trial tells beforehand. */
const PLANNED = record({
  cost: tao('What the subnet costs at most'),
  netuid: maybe(integer('The number it would have; null where the chain cannot be tried out')),
  owner: address('The coldkey that will own it'),
  hotkey: address('Its first neuron'),
})

const netuidIn = (events: readonly ChainEvent[]): number | undefined =>
  eventData(events, 'SubtensorModule.NetworkAdded')?.[0] as number | undefined
const removedIn = (events: readonly ChainEvent[]): number | undefined =>
  eventData(events, 'SubtensorModule.NetworkRemoved')?.[0] as number | undefined

async function plan(input: Values<typeof OPTIONS>, ctx: Context): Promise<Plan<Result>> {
  const wallets = await ctx.wallets()
  const signer = wallets.signer(wallets.coldkey())
  const hotkey = await hotkeyAddress(ctx)
  const identity = saysNothing(input) ? undefined : identityOf(input)
  const order =
    identity === undefined
      ? call('SubtensorModule.register_network', { hotkey })
      : call('SubtensorModule.register_network_with_identity', { hotkey, identity: identityRecord(identity) })
  const client = await (await ctx.chain()).with(mergeNeeds(callNeeds(order), BALANCES, CREATION, CLOCK, OWNERS))
  const at = await client.at()
  const [creation, { spendable }, owner, clock] = await Promise.all([
    getCreation(at),
    getBalance(at, signer.address),
    getOwner(at, hotkey),
    getClock(client, at),
  ])
  const context = { network: client.chain.name, coldkey: signer.address, hotkey }
  if (owner !== undefined && owner !== signer.address) throw refusal('SubtensorModule.NonAssociatedColdKey', context)
  const freeAt = creation.lastBlock === 0 ? 0 : creation.lastBlock + creation.rateLimit
  const summary = `Found a subnet for ${taoText(creation.cost)} at most`
  if (freeAt > clock.block + 1) {
    const later = tooSoon('SubtensorModule.NetworkTxRateLimitExceeded', context, clock, freeAt)
    return planLater(ctx, client, { later, wait: input.wait, summary, clock }, () => plan(input, ctx))
  }
  const funds = { needed: taoText(creation.cost), free: taoText(spendable) }
  if (spendable < creation.cost) throw refusal('SubtensorModule.CannotAffordLockCost', { ...context, ...funds })
  return planTransaction(ctx, client, {
    call: order,
    signer,
    summary,
    facts: [
      ['Hotkey', cells.address(hotkey)],
      ['Cost', cells.tao(creation.cost)],
      ['Balance', cells.tao(spendable)],
      ...(identity === undefined ? [] : [['Name', cells.text(identity.name)] as const]),
    ],
    effects: tried => effects(tried?.events, creation.subnets >= creation.maxSubnets),
    details: tried =>
      details(PLANNED, {
        cost: tried === undefined ? creation.cost : sentBy(tried.events, signer.address),
        netuid: tried && netuidIn(tried.events),
        owner: signer.address,
        hotkey,
      }),
    context: { ...context, ...funds },
    result: outcome => {
      const netuid = netuidIn(outcome.events) ?? 0
      return {
        ...transactionOf(outcome, `Founded subnet ${netuid}`),
        netuid,
        cost: sentBy(outcome.events, signer.address),
        owner: signer.address,
        hotkey,
        replaced: removedIn(outcome.events),
        name: identity?.name,
      }
    },
  })
}

function effects(tried: readonly ChainEvent[] | undefined, isFull: boolean): string[] {
  const netuid = tried && netuidIn(tried)
  const removed = tried && removedIn(tried)
  return [
    netuid === undefined ? 'A new subnet is yours' : `Subnet ${netuid} is yours`,
    'The hotkey becomes its first neuron; what you pay becomes its pool',
    ...(removed === undefined ? [] : [`Subnet ${removed} is dissolved to make room`]),
    ...(isFull && tried === undefined ? ['There are as many subnets as there may be: the weakest is dissolved'] : []),
  ]
}

export default action({
  summary: 'Found a subnet',
  description: [
    'The price is paid by the coldkey and becomes the pool of the subnet. The hotkey becomes its first neuron. Nothing is emitted before tao subnets start.',
  ],
  examples: [
    { line: 'tao subnets create --subnet-name "My subnet"', does: 'Found one and name it' },
    { line: 'tao subnets create --hotkey owner --dry-run', does: 'See what it would cost' },
  ],
  aliases: ['register-network'],
  options: OPTIONS,
  uses: ['wallet', 'hotkey', 'walletPath', 'password', 'network'],
  planned: PLANNED,
  output: OUTPUT,
  view: result => [
    card([
      ['Subnet', cells.strong(String(result.netuid))],
      ['Cost', cells.tao(result.cost)],
      ['Owner', cells.address(result.owner)],
      ['Hotkey', cells.address(result.hotkey)],
      ...(result.replaced === undefined ? [] : [['Dissolved', cells.text(`subnet ${result.replaced}`)] as const]),
      ...transactionFacts(result),
    ]),
    hint(`Start it with: tao subnets start ${result.netuid}`),
  ],
  plan,
})
