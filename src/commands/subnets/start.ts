import { mergeNeeds } from '../../client/metadata/needs.ts'
import { CLOCK, getClock } from '../../client/reads/clock.ts'
import { getStart, STARTS } from '../../client/reads/registrations.ts'
import { refusal } from '../../client/refusals/refusal.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import type { Values } from '../kit/options.ts'
import type { Plan } from '../kit/plan.ts'
import { integer, record, type ValueOf } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { eventData } from '../shared/events.ts'
import { notOwner } from '../shared/ownership.ts'
import { SUBNET } from '../shared/subnet-option.ts'
import { planTransaction, TRANSACTION, transactionFacts, transactionOf } from '../shared/transaction.ts'
import { planLater, tooSoon, WAIT } from '../shared/waiting.ts'

const ARGUMENTS = { netuid: SUBNET } as const
const OPTIONS = { wait: WAIT } as const

const OUTPUT = record({
  ...TRANSACTION,
  netuid: integer('The subnet'),
  firstEmission: integer('The first block that emits'),
})
type Result = ValueOf<typeof OUTPUT>

async function plan(input: Values<typeof ARGUMENTS & typeof OPTIONS>, ctx: Context): Promise<Plan<Result>> {
  const { netuid, wait } = input
  const wallets = await ctx.wallets()
  const signer = wallets.signer(wallets.coldkey())
  const needs = mergeNeeds(callNeeds('SubtensorModule.start_call'), STARTS, CLOCK)
  const client = await (await ctx.chain()).with(needs)
  const at = await client.at()
  const [start, clock] = await Promise.all([getStart(at, netuid), getClock(client, at)])
  const context = { network: client.chain.name, netuid, coldkey: signer.address }
  const summary = `Start subnet ${netuid}`
  if (start.owner !== signer.address) throw notOwner(netuid, start.owner, signer.address)
  if (start.startedAt !== undefined) throw refusal('SubtensorModule.FirstEmissionBlockNumberAlreadySet', context)
  if (start.possibleAt > clock.block + 1) {
    const later = tooSoon('SubtensorModule.NeedWaitingMoreBlocksToStarCall', context, clock, start.possibleAt)
    return planLater(ctx, client, { later, wait, summary, clock }, () => plan(input, ctx))
  }
  return planTransaction(ctx, client, {
    call: call('SubtensorModule.start_call', { netuid }),
    signer,
    summary,
    effects: () => [
      'Alpha is emitted from the next block on, and can be traded',
      'TAO comes in once root has enabled the emission of the subnet; on the sandbox that is at once',
    ],
    context,
    result: outcome => {
      const first = eventData(outcome.events, 'SubtensorModule.FirstEmissionBlockNumberSet')?.[1]
      return {
        ...transactionOf(outcome, `Started subnet ${netuid}`),
        netuid,
        firstEmission: (first as bigint | undefined) ?? outcome.block.number + 1,
      }
    },
  })
}

export default action({
  summary: 'Start a subnet: emission begins, and its alpha can be traded',
  examples: [{ line: 'tao subnets start 2', does: 'Start subnet 2, which is mine' }],
  arguments: ARGUMENTS,
  options: OPTIONS,
  uses: ['wallet', 'walletPath', 'password', 'network'],
  output: OUTPUT,
  view: result => [
    card([
      ['Subnet', cells.integer(result.netuid)],
      ['Emits from', cells.text(`block ${result.firstEmission}`)],
      ...transactionFacts(result),
    ]),
  ],
  plan,
})
