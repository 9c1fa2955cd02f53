import { getContribution } from '../../client/reads/crowdloans.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import { satSub, type Tao } from '../../primitives/amounts.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { details } from '../kit/plan.ts'
import { address, integer, record, tao } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../shared/transaction.ts'
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

const CALL = 'Crowdloan.dissolve'

const DISSOLVED = {
  crowdloanId: integer('The crowdloan'),
  creator: address('Who created it'),
  amount: tao('What comes back to the creator: the deposit and what was put on top'),
} as const
const PLANNED = record(DISSOLVED)

/** @throws TaoError NoContribution, NotReadyToDissolve */
function ensureAlone({ loan, context }: Scene, own: Tao | undefined): Tao {
  const { id, raised, contributors } = loan
  if (own === undefined) throw refused('NoContribution', context, [], { crowdloan_id: id })
  if (own === raised) return own
  const others = satSub(raised, own)
  const why = [
    `${taoText(others)} of ${contributors === 2 ? 'another contributor' : `${contributors - 1} others`} are in it.`,
  ]
  const data = { crowdloan_id: id, contributors: contributors - 1, ...raoData({ others, raised }) }
  throw refused('NotReadyToDissolve', context, why, data)
}

export default action({
  summary: 'Remove a crowdloan of mine that nobody else has TAO in, and get the deposit back',
  examples: [{ line: 'tao crowd dissolve 3', does: 'Remove crowdloan 3, after tao crowd refund 3' }],
  arguments: { crowdloanId: loanOption('The crowdloan', ['closed', 'active', 'funded']) },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: PLANNED,
  output: record({ ...TRANSACTION, ...DISSOLVED }),
  view: result => [
    card([
      ['Dissolved', cells.text(`crowdloan ${result.crowdloanId}`)],
      ['Came back', cells.tao(result.amount)],
      ...transactionFacts(result),
    ]),
  ],
  plan: async ({ crowdloanId }, ctx) => {
    const scene = await openLoan(ctx, crowdloanId, callNeeds(CALL))
    const { client, at, signer, context } = scene
    ensureOpen(scene)
    ensureCreator(scene)
    const amount = ensureAlone(scene, await getContribution(at, crowdloanId, signer.address))
    const result = { crowdloanId, creator: signer.address, amount }
    return planTransaction(ctx, client, {
      call: call(CALL, { crowdloan_id: crowdloanId }),
      signer,
      summary: `Dissolve crowdloan ${crowdloanId}`,
      facts: [...loanFacts(scene), ['Comes back', cells.tao(amount)]],
      effects: () => ['The crowdloan is gone for good', `${taoText(amount)} come back to its creator`],
      details: details(PLANNED, result),
      context,
      result: outcome => ({ ...transactionOf(outcome, `Dissolved crowdloan ${crowdloanId}`), ...result }),
    })
  },
})
