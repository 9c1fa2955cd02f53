import { mergeNeeds } from '../../client/metadata/needs.ts'
import { kindOf, type Lease } from '../../client/reads/crowdloans.ts'
import { CREATION, type Creation, getCreation } from '../../client/reads/registrations.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import type { ChainEvent } from '../../client/transactions/events.ts'
import { tao as asTao, satSub, type Tao } from '../../primitives/amounts.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import type { Values } from '../kit/options.ts'
import { details, type Plan } from '../kit/plan.ts'
import { integer, maybe, record, tao, type ValueOf } from '../kit/shape.ts'
import { card, hint } from '../kit/view.ts'
import { eventData, sentBy } from '../shared/events.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../shared/transaction.ts'
import { planLater, tooSoon, WAIT } from '../shared/waiting.ts'
import {
  ensureCreator,
  ensureOpen,
  loanFacts,
  loanOption,
  openLoan,
  raoData,
  refused,
  type Scene,
} from './shared/loan.ts'
import { PURPOSE, percentText, purposeFacts, purposeOf, purposeText, STAYS } from './shared/shown.ts'

const CALL = 'Crowdloan.finalize'
const ARGUMENTS = { crowdloanId: loanOption('The crowdloan', ['funded']) } as const
const OPTIONS = { wait: WAIT } as const

const FINALIZED = {
  crowdloanId: integer('The crowdloan'),
  raised: tao('What was raised'),
  contributors: integer('How many had contributed'),
  ...PURPOSE,
} as const
/** What only a trial tells beforehand. */
const BROUGHT = {
  paid: tao('What the call took from its creator, beside the fee'),
  received: tao('What came back to the creator: of a lease what was not needed'),
} as const
const PLANNED = record({
  ...FINALIZED,
  paid: maybe(BROUGHT.paid),
  received: maybe(BROUGHT.received),
  netuid: maybe(integer('The subnet that is leased; null for another kind, or where the chain cannot be tried out')),
})
const OUTPUT = record({
  ...TRANSACTION,
  ...FINALIZED,
  ...BROUGHT,
  netuid: maybe(integer('The subnet that is leased; null for another kind')),
  leaseId: maybe(integer('The number of the lease; null for another kind')),
})

const SUBNET_NEEDS = mergeNeeds(CREATION, callNeeds(CALL))

/** @throws TaoError CapNotRaised */
function ensureRaised({ loan: { id, raised, cap }, context }: Scene): void {
  if (raised === cap) return
  const missing = satSub(cap, raised)
  const numbers = { needed: taoText(cap), available: taoText(raised) }
  const why = [`${taoText(missing)} are missing.`]
  throw refused('CapNotRaised', { ...context, ...numbers }, why, {
    crowdloan_id: id,
    ...raoData({ raised, cap, missing }),
  })
}

/** @throws TaoError CallUnavailable, for a call that the chain will not find either */
function ensureCall({ loan: { id, hasCall, call: found }, context }: Scene): void {
  if (hasCall && found === undefined) throw refused('CallUnavailable', context, [], { crowdloan_id: id })
}

/** @throws TaoError LeaseCannotEndInThePast, CannotAffordLockCost */
function ensureLease({ loan, clock, context }: Scene, { endBlock }: Lease, { cost }: Creation): void {
  const data = { crowdloan_id: loan.id }
  if (endBlock !== undefined && endBlock <= clock.block + 1) {
    const why = [`The lease was to end with block ${endBlock}. Now it is block ${clock.block}.`]
    throw refused('SubtensorModule.LeaseCannotEndInThePast', context, why, {
      ...data,
      end: endBlock,
      block: clock.block,
    })
  }
  if (cost <= loan.raised) return
  const why = [
    `A subnet costs ${taoText(cost)} now, and ${taoText(loan.raised)} were raised. The price falls with each block.`,
  ]
  const numbers = { needed: taoText(cost), free: taoText(loan.raised) }
  throw refused('SubtensorModule.CannotAffordLockCost', { ...context, ...numbers }, why, {
    ...data,
    ...raoData({ needed: cost, raised: loan.raised }),
  })
}

const receivedBy = (events: readonly ChainEvent[], address: string): Tao =>
  asTao(
    events.reduce((sum, { name, data }) => {
      const { to, amount } = data as { readonly to?: string; readonly amount?: bigint }
      return name === 'Balances.Transfer' && to === address ? sum + (amount ?? 0n) : sum
    }, 0n),
  )

/** Of `SubnetLeaseCreated`: beneficiary, lease, subnet, end. */
function leasedIn(events: readonly ChainEvent[]) {
  const found = eventData(events, 'SubtensorModule.SubnetLeaseCreated')
  return { leaseId: found?.[1] as number | undefined, netuid: found?.[2] as number | undefined }
}

const broughtIn = (events: readonly ChainEvent[], signer: string) => ({
  paid: sentBy(events, signer),
  received: receivedBy(events, signer),
})

/** Events that say nothing about what a call has done. */
const USUAL = /^(?:TransactionPayment|System|Balances|Crowdloan|Preimage)\./

function effects({ loan }: Scene, tried: readonly ChainEvent[] | undefined): string[] {
  const { raised, target, call: made, lease } = loan
  if (target !== undefined) return [`${taoText(raised)} go to ${target}`, 'Nothing of it can be taken back any more']
  if (lease !== undefined) {
    const netuid = tried && leasedIn(tried).netuid
    const share = percentText(BigInt(lease.emissionsShare) * 10_000_000n)
    return [
      `${netuid === undefined ? 'A subnet' : `Subnet ${netuid}`} is registered and leased to the creator`,
      `Contributors get ${share} of the owner's cut, ${lease.endBlock === undefined ? 'without an end' : `up to block ${lease.endBlock}`}`,
      'What the subnet does not cost goes back to the contributors, by their shares',
    ]
  }
  const done = [...new Set((tried ?? []).map(({ name }) => name).filter(name => !USUAL.test(name)))]
  return [
    `${made!.name} is called in the name of the creator`,
    ...(done.length === 0 ? [] : [`It brings ${done.join(', ')}`]),
    'Nothing of what was raised can be taken back any more',
  ]
}

async function plan(
  input: Values<typeof ARGUMENTS & typeof OPTIONS>,
  ctx: Context,
): Promise<Plan<ValueOf<typeof OUTPUT>>> {
  const { crowdloanId, wait } = input
  const scene = await openLoan(ctx, crowdloanId, SUBNET_NEEDS)
  const { client, at, loan, clock, signer, context } = scene
  ensureOpen(scene)
  ensureCreator(scene)
  ensureRaised(scene)
  ensureCall(scene)
  const purpose = purposeOf(kindOf(loan), loan.target, loan.call, loan.lease, clock)
  const summary = `Finalize crowdloan ${crowdloanId}: ${purposeText(purpose)}`
  if (loan.lease !== undefined) {
    const creation = await getCreation(at)
    ensureLease(scene, loan.lease, creation)
    const freeAt = creation.lastBlock === 0 ? 0 : creation.lastBlock + creation.rateLimit
    if (freeAt > clock.block + 1) {
      const later = tooSoon('SubtensorModule.NetworkTxRateLimitExceeded', context, clock, freeAt)
      return planLater(ctx, client, { later, wait, summary, clock }, () => plan(input, ctx))
    }
  }
  const finalized = { crowdloanId, raised: loan.raised, contributors: loan.contributors, ...purpose }
  const none = { paid: undefined, received: undefined, netuid: undefined }
  const brought = (events: readonly ChainEvent[]) => ({ ...broughtIn(events, signer.address), ...leasedIn(events) })
  return planTransaction(ctx, client, {
    call: call(CALL, { crowdloan_id: crowdloanId }),
    signer,
    summary,
    facts: [...loanFacts(scene), ...purposeFacts(purpose)],
    effects: tried => effects(scene, tried?.events),
    warnings: ['It cannot be undone.', ...(purpose.kind === 'call' ? [STAYS] : [])],
    details: tried => details(PLANNED, { ...finalized, ...(tried === undefined ? none : brought(tried.events)) }),
    context,
    result: outcome => ({
      ...transactionOf(outcome, `Finalized crowdloan ${crowdloanId}`),
      ...finalized,
      ...brought(outcome.events),
    }),
  })
}

export default action({
  summary: 'Use what my crowdloan has raised for what it was raised for',
  description: [
    'The cap must be reached. The TAO goes to the target, or the call of the crowdloan is made in the name of its creator: for a lease a subnet is registered with it. A subnet can be registered only so often: with --wait it is done as soon as the chain takes it.',
  ],
  examples: [{ line: 'tao crowd finalize 3 --dry-run', does: 'See what would happen' }],
  arguments: ARGUMENTS,
  options: OPTIONS,
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: PLANNED,
  output: OUTPUT,
  view: result => [
    card([
      ['Finalized', cells.text(`crowdloan ${result.crowdloanId}`)],
      ['Raised', cells.tao(result.raised)],
      ...purposeFacts(result),
      ...(result.netuid === undefined ? [] : [['Subnet', cells.integer(result.netuid)] as const]),
      ...(result.received === 0n ? [] : [['Came back', cells.tao(result.received)] as const]),
      ...transactionFacts(result),
    ]),
    ...(result.netuid === undefined ? [] : [hint(`Look at it with: tao subnets show ${result.netuid}`)]),
  ],
  plan,
})
