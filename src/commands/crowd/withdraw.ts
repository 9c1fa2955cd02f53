import { getContribution, withdrawableOf } from '../../client/reads/crowdloans.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import type { ChainEvent } from '../../client/transactions/events.ts'
import { satAdd, satSub, type Tao, ZERO_TAO } from '../../primitives/amounts.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import type { Values } from '../kit/options.ts'
import { details, type Plan } from '../kit/plan.ts'
import { address, integer, maybe, record, tao, type ValueOf } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { eventData } from '../shared/events.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../shared/transaction.ts'
import {
  AT_END,
  ensureOpen,
  isRunning,
  loanFacts,
  loanOption,
  openLoan,
  planAtEnd,
  raoData,
  refused,
  type Scene,
} from './shared/loan.ts'

const CALL = 'Crowdloan.withdraw'
const ARGUMENTS = { crowdloanId: loanOption('The crowdloan', ['active', 'funded', 'closed']) } as const
const OPTIONS = { wait: AT_END } as const

const WITHDRAWN = {
  crowdloanId: integer('The crowdloan'),
  contributor: address('Who takes it back'),
  amount: tao('What comes back'),
  contribution: tao('What stays in: the deposit of its creator, nothing of others'),
  raised: tao('What it has raised then'),
} as const
const BALANCE = tao('What its coldkey can spend then')
const PLANNED = record({ ...WITHDRAWN, balance: maybe(BALANCE) })
const OUTPUT = record({ ...TRANSACTION, ...WITHDRAWN, balance: BALANCE })

/** @throws TaoError NoContribution, DepositCannotBeWithdrawn */
function freeOf({ loan, signer, context }: Scene, given: Tao): Tao {
  const { id, deposit } = loan
  if (given === 0n) {
    const why = [`${signer.address} has nothing in crowdloan ${id}.`]
    throw refused('NoContribution', context, why, { crowdloan_id: id, coldkey: signer.address })
  }
  const free = withdrawableOf(loan, signer.address, given)
  if (free > 0n) return free
  const why = [`You have ${taoText(given)} in it, and the deposit is ${taoText(deposit)}.`]
  throw refused('DepositCannotBeWithdrawn', context, why, { crowdloan_id: id, ...raoData({ given, deposit }) })
}

const backIn = (events: readonly ChainEvent[]): Tao | undefined =>
  eventData(events, 'Crowdloan.Withdrew')?.[2] as Tao | undefined

const balanceAfter = (before: Tao, amount: Tao, fee = ZERO_TAO): Tao => satSub(satAdd(before, amount), fee)

async function plan(
  { crowdloanId, wait }: Values<typeof ARGUMENTS & typeof OPTIONS>,
  ctx: Context,
): Promise<Plan<ValueOf<typeof OUTPUT>>> {
  const scene = await openLoan(ctx, crowdloanId, callNeeds(CALL))
  const { client, at, loan, signer, spendable, context } = scene
  ensureOpen(scene)
  const given = (await getContribution(at, crowdloanId, signer.address)) ?? ZERO_TAO
  const free = freeOf(scene, given)
  const summary = `Take ${taoText(free)} back from crowdloan ${crowdloanId}`
  if (wait && isRunning(scene)) return planAtEnd(ctx, scene, summary, () => plan({ crowdloanId, wait: false }, ctx))
  const resultOf = (amount: Tao) => ({
    crowdloanId,
    contributor: signer.address,
    amount,
    contribution: satSub(given, amount),
    raised: satSub(loan.raised, amount),
  })
  return planTransaction(ctx, client, {
    call: call(CALL, { crowdloan_id: crowdloanId }),
    signer,
    summary,
    facts: [...loanFacts(scene), ['Mine', cells.tao(given)], ['Comes back', cells.tao(free)]],
    effects: () => [
      given > free ? `The deposit of ${taoText(given - free)} stays in` : 'Nothing of mine is in it any more',
      `${taoText(loan.cap - loan.raised + free)} are missing then`,
    ],
    details: tried => {
      const amount = (tried && backIn(tried.events)) ?? free
      return details(PLANNED, { ...resultOf(amount), balance: tried && balanceAfter(spendable, amount, tried.fee) })
    },
    context,
    result: outcome => {
      const amount = backIn(outcome.events) ?? free
      const message = `Took ${taoText(amount)} back from crowdloan ${crowdloanId}`
      const balance = balanceAfter(spendable, amount, outcome.fee)
      return { ...transactionOf(outcome, message), ...resultOf(amount), balance }
    },
  })
}

export default action({
  summary: 'Take my contribution to a crowdloan back',
  description: [
    'It can be done until the crowdloan is finalized. Its creator takes back what is above the deposit, which stays in until tao crowd dissolve.',
  ],
  examples: [
    { line: 'tao crowd withdraw 3', does: 'Take back what I have put into crowdloan 3' },
    { line: 'tao crowd withdraw 3 --wait', does: 'Wait for its end, and take it back if it failed' },
  ],
  arguments: ARGUMENTS,
  options: OPTIONS,
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: PLANNED,
  output: OUTPUT,
  view: result => [
    card([
      ['Crowdloan', cells.integer(result.crowdloanId)],
      ['Came back', cells.tao(result.amount)],
      ['Stays in', cells.tao(result.contribution)],
      ['Raised', cells.tao(result.raised)],
      ...transactionFacts(result),
    ]),
  ],
  plan,
})
