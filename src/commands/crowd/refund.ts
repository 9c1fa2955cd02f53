import { type Contribution, getContributions } from '../../client/reads/crowdloans.ts'
import { allOf, call, callNeeds } from '../../client/transactions/call.ts'
import type { ChainEvent } from '../../client/transactions/events.ts'
import { tao as asTao, satSub, type Tao } from '../../primitives/amounts.ts'
import { TaoError } from '../../primitives/errors.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import type { Values } from '../kit/options.ts'
import { details, type Plan } from '../kit/plan.ts'
import { integer, record, tao, type ValueOf } from '../kit/shape.ts'
import { card, hint } from '../kit/view.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../shared/transaction.ts'
import {
  AT_END,
  ensureCreator,
  ensureOpen,
  isRunning,
  loanFacts,
  loanOption,
  openLoan,
  planAtEnd,
  type Scene,
} from './shared/loan.ts'

const CALL = 'Crowdloan.refund'
const ARGUMENTS = { crowdloanId: loanOption('The crowdloan', ['closed', 'active', 'funded']) } as const
const OPTIONS = { wait: AT_END } as const

const REFUNDED = {
  crowdloanId: integer('The crowdloan'),
  refunded: integer('How many contributors get their TAO back'),
  amount: tao('What they get back together'),
  left: integer('How many contributors beside the creator are left'),
  raised: tao('What is in it then'),
  calls: integer('How many calls of the chain it takes; they are one transaction'),
  perCall: integer('How many contributors one of them refunds'),
} as const
const PLANNED = record(REFUNDED)
const OUTPUT = record({ ...TRANSACTION, ...REFUNDED })

/** Each refund is a transfer out of the account that holds the money. */
function refundsIn(events: readonly ChainEvent[], fundsAccount: string): Tao[] {
  return events.flatMap(({ name, data }) => {
    const { from, amount } = data as { readonly from?: string; readonly amount?: bigint }
    return name === 'Balances.Transfer' && from === fundsAccount ? [asTao(amount ?? 0n)] : []
  })
}

const total = (amounts: readonly Tao[]): Tao => asTao(amounts.reduce((sum, amount) => sum + amount, 0n))

function resultOf({ loan, rules }: Scene, others: readonly Contribution[], back: readonly Tao[]) {
  return {
    crowdloanId: loan.id,
    refunded: back.length,
    amount: total(back),
    left: others.length - back.length,
    raised: satSub(loan.raised, total(back)),
    calls: Math.ceil(others.length / rules.refundLimit),
    perCall: rules.refundLimit,
  }
}

const nobodyLeft = ({ id }: Scene['loan']): TaoError =>
  new TaoError('not_found', `Nobody is left to be refunded in crowdloan ${id}`, {
    why: 'Nothing of others than its creator is in it.',
    remedy: `Take your own back and remove it with: tao crowd dissolve ${id}`,
    data: { crowdloan_id: id },
  })

async function plan(
  { crowdloanId, wait }: Values<typeof ARGUMENTS & typeof OPTIONS>,
  ctx: Context,
): Promise<Plan<ValueOf<typeof OUTPUT>>> {
  const scene = await openLoan(ctx, crowdloanId, callNeeds(CALL, 'Utility.batch_all'))
  const { client, at, loan, rules, signer, context } = scene
  ensureOpen(scene)
  ensureCreator(scene)
  const others = (await getContributions(at, crowdloanId)).filter(({ contributor }) => contributor !== loan.creator)
  const summary = `Give the contributors of crowdloan ${crowdloanId} their TAO back`
  if (wait && isRunning(scene)) return planAtEnd(ctx, scene, summary, () => plan({ crowdloanId, wait: false }, ctx))
  if (others.length === 0) throw nobodyLeft(loan)
  const amounts = others.map(({ amount }) => amount)
  const calls = Math.ceil(others.length / rules.refundLimit)
  const order = call(CALL, { crowdloan_id: crowdloanId })
  return planTransaction(ctx, client, {
    call: allOf(Array.from({ length: calls }, () => order)),
    signer,
    summary,
    facts: [
      ...loanFacts(scene),
      ['Contributors', cells.integer(others.length)],
      ['They get', cells.tao(total(amounts))],
      ...(calls === 1 ? [] : [['Calls', cells.text(`${calls}, each for ${rules.refundLimit} contributors`)] as const]),
    ],
    effects: () => [
      `${others.length === 1 ? '1 contributor gets' : `${others.length} contributors get`} ${taoText(total(amounts))} back`,
      `${taoText(loan.raised - total(amounts))} of yours stay in, until tao crowd dissolve ${crowdloanId}`,
    ],
    warnings: isRunning(scene) ? [`It takes contributions up to block ${loan.end - 1}: more may come in.`] : [],
    details: tried =>
      details(
        PLANNED,
        resultOf(scene, others, tried === undefined ? amounts : refundsIn(tried.events, loan.fundsAccount)),
      ),
    context,
    result: outcome => {
      const back = refundsIn(outcome.events, loan.fundsAccount)
      const message = `Gave ${taoText(total(back))} back to ${back.length} contributors of crowdloan ${crowdloanId}`
      return { ...transactionOf(outcome, message), ...resultOf(scene, others, back) }
    },
  })
}

export default action({
  summary: 'Give all contributors of my crowdloan their TAO back',
  description: [
    'One call of the chain refunds 50 contributors: as many calls as it takes are made in one transaction. What the creator has put in stays until tao crowd dissolve.',
  ],
  examples: [
    { line: 'tao crowd refund 3', does: 'Give everything back now' },
    { line: 'tao crowd refund 3 --wait', does: 'Wait for its end, and give it back if it failed' },
  ],
  arguments: ARGUMENTS,
  options: OPTIONS,
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: PLANNED,
  output: OUTPUT,
  view: result => [
    card([
      ['Crowdloan', cells.integer(result.crowdloanId)],
      ['Refunded', cells.integer(result.refunded)],
      ['They got', cells.tao(result.amount)],
      ['Left', cells.integer(result.left)],
      ['Still in it', cells.tao(result.raised)],
      ...transactionFacts(result),
    ]),
    hint(
      Number(result.left) > 0
        ? `Some are left. Again: tao crowd refund ${result.crowdloanId}`
        : `Take your own back with: tao crowd dissolve ${result.crowdloanId}`,
    ),
  ],
  plan,
})
