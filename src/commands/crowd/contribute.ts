import { getContribution, kindOf, missingOf } from '../../client/reads/crowdloans.ts'
import { asTao } from '../../client/reads/values.ts'
import { build } from '../../client/transactions/build.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import type { ChainEvent } from '../../client/transactions/events.ts'
import { estimateFee } from '../../client/transactions/fee.ts'
import { minAmount, satAdd, satSub, type Tao, ZERO_TAO } from '../../primitives/amounts.ts'
import { TaoError } from '../../primitives/errors.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { flag, tao } from '../kit/options.ts'
import { details } from '../kit/plan.ts'
import { address, flag as flagShape, integer, maybe, record, tao as taoShape } from '../kit/shape.ts'
import { card, hint } from '../kit/view.ts'
import { eventData } from '../shared/events.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../shared/transaction.ts'
import { isRunning, loanFacts, loanOption, openLoan, raoData, refused, type Scene } from './shared/loan.ts'
import { progressCell, STAYS } from './shared/shown.ts'

const CALL = 'Crowdloan.contribute'

const CONTRIBUTED = {
  crowdloanId: integer('The crowdloan'),
  contributor: address('Who contributes'),
  offered: taoShape('What was offered'),
  amount: taoShape('What the crowdloan takes of it'),
  contribution: taoShape('What the contributor has in it then, in all'),
  raised: taoShape('What it has raised then'),
  cap: taoShape('What is to be raised'),
  funded: flagShape('Whether the cap is reached then'),
} as const
const BALANCE = taoShape('What its coldkey can spend then')
const PLANNED = record({ ...CONTRIBUTED, balance: maybe(BALANCE) })

/** What one may still give, and what stands in the way. @throws TaoError in the order of the chain */
function roomFor(scene: Scene, given: Tao): Tao {
  const { loan, clock, rules, context } = scene
  const { id, end, raised, cap, contributors, maxContribution } = loan
  if (!isRunning(scene)) {
    const why = [`It took contributions up to block ${end - 1}. Now it is block ${clock.block}.`]
    throw refused('ContributionPeriodEnded', context, why, { crowdloan_id: id, end, block: clock.block })
  }
  if (raised >= cap) {
    const why = [`It has raised ${taoText(raised)} of ${taoText(cap)}.`]
    throw refused('CapRaised', context, why, { crowdloan_id: id, ...raoData({ raised, cap }) })
  }
  if (contributors >= rules.maxContributors) {
    const numbers = { given: contributors + 1, most: rules.maxContributors }
    throw refused('MaxContributorsReached', { ...context, ...numbers }, [], { crowdloan_id: id, contributors })
  }
  if (maxContribution === undefined) return missingOf(loan)
  if (given >= maxContribution) {
    const numbers = { given: taoText(given), most: taoText(maxContribution) }
    const data = { crowdloan_id: id, ...raoData({ given, most: maxContribution }) }
    throw refused('MaxContributionReached', { ...context, ...numbers }, [], data)
  }
  return minAmount(missingOf(loan), satSub(maxContribution, given))
}

/** What is offered: with `--all` what is there beside the fee, but no more than is taken or than the least that may be offered. */
async function offerOf({ client, loan, signer, spendable }: Scene, amount: Tao | undefined, room: Tao): Promise<Tao> {
  if (amount !== undefined) return amount
  const order = call(CALL, { crowdloan_id: loan.id, amount: spendable })
  const fee = await estimateFee(client, build(client, order), signer.address)
  const rest = asTao(client.constant('Balances.ExistentialDeposit'))
  const own = satSub(spendable, satAdd(fee, rest))
  const wanted = room < loan.minContribution ? loan.minContribution : room
  return room < loan.minContribution && own >= room ? wanted : minAmount(own, wanted)
}

/** @throws TaoError ContributionTooLow, InsufficientBalance */
function ensureGood({ loan, spendable, context }: Scene, offer: Tao, taken: Tao): void {
  const { id, minContribution } = loan
  if (offer < minContribution) {
    const numbers = { given: taoText(offer), least: taoText(minContribution) }
    const data = { crowdloan_id: id, ...raoData({ given: offer, least: minContribution }) }
    throw refused('ContributionTooLow', { ...context, ...numbers }, [], data)
  }
  if (spendable < taken) {
    const numbers = { amount: taoText(offer), needed: taoText(taken), free: taoText(spendable) }
    const data = { crowdloan_id: id, ...raoData({ needed: taken, free: spendable }) }
    throw refused('InsufficientBalance', { ...context, ...numbers }, [], data)
  }
}

const takenIn = (events: readonly ChainEvent[]): Tao | undefined =>
  eventData(events, 'Crowdloan.Contributed')?.[2] as Tao | undefined

const balanceAfter = (before: Tao, amount: Tao, fee = ZERO_TAO): Tao => satSub(before, satAdd(amount, fee))

function resultOf({ loan, signer }: Scene, given: Tao, offered: Tao, amount: Tao) {
  const raised = satAdd(loan.raised, amount)
  return {
    crowdloanId: loan.id,
    contributor: signer.address,
    offered,
    amount,
    contribution: satAdd(given, amount),
    raised,
    cap: loan.cap,
    funded: raised >= loan.cap,
  }
}

function effects({ loan }: Scene, offer: Tao, taken: Tao): string[] {
  const { id, cap, raised } = loan
  const isFull = raised + taken >= cap
  return [
    ...(taken === offer
      ? []
      : [`Of ${taoText(offer)} only ${taoText(taken)} are taken: no more is missing, or allowed to one contributor`]),
    isFull ? `The cap of ${taoText(cap)} is reached` : `${taoText(cap - raised - taken)} are missing then`,
    `It can be taken back with tao crowd withdraw ${id}, as long as the crowdloan is not finalized`,
  ]
}

export default action({
  summary: 'Contribute TAO to a crowdloan',
  description: [
    'What is contributed can be taken back until the creator finalizes the crowdloan. No more is taken than is missing of the cap, or than one contributor may give.',
  ],
  examples: [
    { line: 'tao crowd contribute 3 10', does: 'Put 10 TAO into crowdloan 3' },
    { line: 'tao crowd contribute 3 --all --dry-run', does: 'See what it would take of all I have' },
  ],
  arguments: {
    crowdloanId: loanOption('The crowdloan', ['active']),
    amount: tao({
      summary: 'How much',
      short: 'a',
      aliases: ['amount-tao'],
      excludes: ['all'],
      ask: { message: 'How much TAO?', wanted: true },
    }),
  },
  options: { all: flag({ summary: 'As much as it takes and I have' }) },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: PLANNED,
  output: record({ ...TRANSACTION, ...CONTRIBUTED, balance: BALANCE }),
  check: ({ amount, all }) => {
    if (amount === undefined && !all) {
      throw new TaoError('usage', 'How much?', { remedy: 'Give an amount of TAO, or --all.' })
    }
  },
  view: result => [
    card([
      ['Crowdloan', cells.integer(result.crowdloanId)],
      ['Contributed', cells.tao(result.amount)],
      ['Mine in all', cells.tao(result.contribution)],
      ['Raised', cells.tao(result.raised)],
      ['Of the cap', progressCell(result.raised, result.cap)],
      ...transactionFacts(result),
    ]),
    hint(
      result.funded
        ? `Its creator can use it now: tao crowd finalize ${result.crowdloanId}`
        : `See how it goes on with: tao crowd info ${result.crowdloanId}`,
    ),
  ],
  plan: async ({ crowdloanId, amount }, ctx) => {
    const scene = await openLoan(ctx, crowdloanId, callNeeds(CALL))
    const { client, at, loan, signer, spendable, context } = scene
    const given = (await getContribution(at, crowdloanId, signer.address)) ?? ZERO_TAO
    const room = roomFor(scene, given)
    const offer = await offerOf(scene, amount, room)
    const taken = minAmount(offer, room)
    ensureGood(scene, offer, taken)
    return planTransaction(ctx, client, {
      call: call(CALL, { crowdloan_id: crowdloanId, amount: offer }),
      signer,
      summary: `Contribute ${taoText(taken)} to crowdloan ${crowdloanId}`,
      facts: [
        ...loanFacts(scene),
        ['Amount', cells.tao(taken)],
        ['Mine before', cells.tao(given)],
        ['Balance', cells.tao(spendable)],
      ],
      effects: () => effects(scene, offer, taken),
      warnings: kindOf(loan) === 'call' ? [STAYS] : [],
      details: tried => {
        const amount = (tried && takenIn(tried.events)) ?? taken
        const balance = tried && balanceAfter(spendable, amount, tried.fee)
        return details(PLANNED, { ...resultOf(scene, given, offer, amount), balance })
      },
      context: { ...context, amount: taoText(offer), least: taoText(loan.minContribution), free: taoText(spendable) },
      result: outcome => {
        const amount = takenIn(outcome.events) ?? taken
        const message = `Contributed ${taoText(amount)} to crowdloan ${crowdloanId}`
        const balance = balanceAfter(spendable, amount, outcome.fee)
        return { ...transactionOf(outcome, message), ...resultOf(scene, given, offer, amount), balance }
      },
    })
  },
})
