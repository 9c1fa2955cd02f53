import { mergeNeeds } from '../../client/metadata/needs.ts'
import { BALANCES, getBalance } from '../../client/reads/balances.ts'
import { CLOCK, getClock, momentOf } from '../../client/reads/clock.ts'
import { CROWDLOAN_RULES, getCrowdloanRules } from '../../client/reads/crowdloans.ts'
import { CREATION, getCreation } from '../../client/reads/registrations.ts'
import type { RefusalContext } from '../../client/refusals/context.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import type { ChainEvent } from '../../client/transactions/events.ts'
import { checkCall } from '../../client/transactions/raw-call.ts'
import type { Tao } from '../../primitives/amounts.ts'
import { TaoError } from '../../primitives/errors.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import { integer, tao, type Values } from '../kit/options.ts'
import { details, type Plan } from '../kit/plan.ts'
import { address, integer as integerShape, maybe, record, tao as taoShape, type ValueOf } from '../kit/shape.ts'
import { card, hint } from '../kit/view.ts'
import { eventData } from '../shared/events.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../shared/transaction.ts'
import { MOMENT, momentText } from '../shared/waiting.ts'
import { raoData, refused } from './shared/loan.ts'
import { checkPurpose, type NewPurpose, newPurpose, PURPOSE_OPTIONS } from './shared/purpose.ts'
import { endText, PURPOSE, purposeFacts, purposeOf, purposeText, STAYS } from './shared/shown.ts'
import { type Bounds, ensureEnd, ensureMinimum } from './shared/terms.ts'

const CALL = 'Crowdloan.create'

const OPTIONS = {
  deposit: tao({
    summary: 'What I put in first; it stays in until the end',
    required: true,
    aliases: ['deposit-tao'],
    ask: 'How much do you put in first, in TAO? (at least 10)',
  }),
  minContribution: tao({
    summary: 'The least that can be contributed at once',
    required: true,
    aliases: ['min-contribution-tao', 'min'],
    ask: 'How much is the least that one contributes, in TAO? (at least 0.1)',
  }),
  cap: tao({
    summary: 'What is to be raised, the deposit included',
    required: true,
    aliases: ['cap-tao'],
    ask: 'How much is to be raised, in TAO?',
  }),
  duration: integer({
    summary: 'How many blocks it takes contributions',
    placeholder: 'BLOCKS',
    min: 1,
    excludes: ['end'],
    ask: { message: 'For how many blocks? (50400 are 7 days)', wanted: true },
  }),
  end: integer({ summary: 'The block with which it ends', placeholder: 'BLOCK', min: 1, aliases: ['end-block'] }),
  ...PURPOSE_OPTIONS,
} as const
type Input = Values<typeof OPTIONS>

const CREATED = {
  creator: address('Who creates it and decides on it'),
  deposit: taoShape('What the creator puts in first'),
  minContribution: taoShape('The least that can be contributed at once'),
  cap: taoShape('What is to be raised'),
  end: MOMENT('The first block that takes no contribution any more'),
  duration: integerShape('Blocks from the one it is created in until then'),
  ...PURPOSE,
} as const
const PLANNED = record({
  crowdloanId: maybe(integerShape('The number it would have; null where the chain cannot be tried out')),
  ...CREATED,
})
const OUTPUT = record({ ...TRANSACTION, crowdloanId: integerShape('Its number'), ...CREATED })

const idIn = (events: readonly ChainEvent[]): number | undefined =>
  eventData(events, 'Crowdloan.Created')?.[0] as number | undefined

/** @throws TaoError in the order of the chain */
function ensureTerms(bounds: Bounds, { deposit, cap, minContribution }: Input, end: number, spendable: Tao): void {
  const { rules, context } = bounds
  const refuse = (label: string, given: Tao, numbers: RefusalContext, least: Tao): TaoError =>
    refused(label, { ...context, given: taoText(given), ...numbers }, [], raoData({ given, least }))
  if (deposit < rules.minDeposit) {
    throw refuse('DepositTooLow', deposit, { least: taoText(rules.minDeposit) }, rules.minDeposit)
  }
  if (cap <= deposit) throw refuse('CapTooLow', cap, { least: `more than the deposit of ${taoText(deposit)}` }, deposit)
  ensureMinimum(bounds, minContribution)
  ensureEnd(bounds, end)
  if (spendable < deposit) {
    const numbers = { needed: taoText(deposit), free: taoText(spendable) }
    throw refused('InsufficientBalance', { ...context, ...numbers }, [], raoData({ needed: deposit, free: spendable }))
  }
}

/**
 * The end that a duration means. A transaction stays valid for a while: an end that the chain would take in its next block
 * only is put off by so much, where blocks come by themselves.
 */
async function endOf(ctx: Context, { duration, end }: Input, { clock, rules }: Bounds): Promise<number> {
  if (end !== undefined) return end
  const wanted = clock.block + 1 + duration!
  const isDevelopment = await (await ctx.chain()).isDevelopment()
  if (isDevelopment || duration! < rules.minDuration) return wanted
  return Math.max(wanted, clock.block + 1 + rules.minDuration + ctx.settings.period)
}

/** What makes it fail at the end, as far as one can see now. */
function warningsOf({ lease, order }: NewPurpose, { cap }: Input, end: number, subnetCost: Tao): string[] {
  if (lease === undefined) return order === undefined ? [] : [STAYS]
  return [
    ...(cap < subnetCost
      ? [
          `A subnet costs ${taoText(subnetCost)} now: a cap of ${taoText(cap)} does not pay for it. The price falls with each block.`,
        ]
      : []),
    ...(lease.endBlock !== undefined && lease.endBlock <= end
      ? [
          `The lease would end with block ${lease.endBlock}, no later than the crowdloan: it cannot be finalized from then on.`,
        ]
      : []),
  ]
}

async function plan(input: Input, ctx: Context): Promise<Plan<ValueOf<typeof OUTPUT>>> {
  const wallets = await ctx.wallets()
  const signer = wallets.signer(wallets.coldkey())
  const purpose = newPurpose(input, text => wallets.address(text, 'coldkey'))
  const { order, target, lease } = purpose
  const needs = callNeeds(CALL, ...(order === undefined ? [] : [order]))
  const client = await (await ctx.chain()).with(mergeNeeds(needs, CROWDLOAN_RULES, CLOCK, BALANCES, CREATION))
  if (order !== undefined) checkCall(client, order)
  const at = await client.at()
  const [clock, { spendable }, creation] = await Promise.all([
    getClock(client, at),
    getBalance(at, signer.address),
    getCreation(at),
  ])
  const context = { network: client.chain.name, coldkey: signer.address }
  const bounds = { rules: getCrowdloanRules(client), clock, context }
  const end = await endOf(ctx, input, bounds)
  ensureTerms(bounds, input, end, spendable)
  const { deposit, minContribution, cap } = input
  const kind = lease !== undefined ? 'subnet' : order !== undefined ? 'call' : 'fundraising'
  const shownPurpose = purposeOf(kind, target, order, lease, clock)
  const moment = momentOf(clock, end)
  const terms = { creator: signer.address, deposit, minContribution, cap, end: moment, ...shownPurpose }
  const resultOf = (block: number) => ({ ...terms, duration: end - block })
  return planTransaction(ctx, client, {
    call: call(CALL, { deposit, min_contribution: minContribution, cap, end, call: order, target_address: target }),
    signer,
    summary: `Create a crowdloan of ${taoText(cap)}: ${purposeText(shownPurpose)}`,
    facts: [
      ['Deposit', cells.tao(deposit)],
      ['Cap', cells.tao(cap)],
      ['Least at once', cells.tao(minContribution)],
      ['Ends', { ...cells.text(endText(moment, clock)), bare: String(end) }],
      ...purposeFacts(shownPurpose),
      ['Balance', cells.tao(spendable)],
    ],
    effects: tried => effects(tried && idIn(tried.events), deposit, cap),
    warnings: warningsOf(purpose, input, end, creation.cost),
    details: tried => details(PLANNED, { crowdloanId: tried && idIn(tried.events), ...resultOf(clock.block + 1) }),
    context: { ...context, needed: taoText(deposit), free: taoText(spendable) },
    result: outcome => {
      const crowdloanId = idIn(outcome.events)!
      const message = `Created crowdloan ${crowdloanId}`
      return { ...transactionOf(outcome, message), crowdloanId, ...resultOf(outcome.block.number) }
    },
  })
}

const effects = (id: number | undefined, deposit: Tao, cap: Tao): string[] => [
  `${id === undefined ? 'A crowdloan' : `Crowdloan ${id}`} begins, with ${taoText(deposit)} of mine in it`,
  `${taoText(cap - deposit)} are missing; once they are there, tao crowd finalize uses all of it`,
  'The deposit stays in: it comes back with tao crowd dissolve, after tao crowd refund',
]

export default action({
  summary: 'Create a crowdloan: for somebody, for a subnet to lease, or for another call',
  description: [
    'What is raised goes to --target, pays for a subnet (--subnet-lease), or goes with a call of yours (--call). A leased subnet is run by its creator; its contributors share --emissions-share percent of its owner cut until the lease ends.',
  ],
  examples: [
    {
      line: 'tao crowd create --deposit 10 --min-contribution 1 --cap 200 --duration 60000 --target savings',
      does: 'Raise 200 TAO for a wallet',
    },
    {
      line: 'tao crowd create --deposit 10 --min-contribution 1 --cap 2000 --duration 60000 --subnet-lease --emissions-share 30',
      does: 'Raise 2000 TAO for a subnet to lease',
    },
  ],
  options: OPTIONS,
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: PLANNED,
  output: OUTPUT,
  check: input => {
    if (input.duration === undefined && input.end === undefined) {
      throw new TaoError('usage', 'Until when?', { remedy: 'Give --duration in blocks, or --end.' })
    }
    checkPurpose(input)
  },
  view: result => [
    card([
      ['Crowdloan', cells.strong(String(result.crowdloanId))],
      ['Deposit', cells.tao(result.deposit)],
      ['Cap', cells.tao(result.cap)],
      ['Ends', cells.text(momentText(result.end))],
      ...purposeFacts(result),
      ...transactionFacts(result),
    ]),
    hint(`Others contribute with: tao crowd contribute ${result.crowdloanId} AMOUNT`),
  ],
  plan,
})
