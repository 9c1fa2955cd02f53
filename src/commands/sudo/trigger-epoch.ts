import { TRIGGER_EPOCH } from '../../client/hyperparameters/subnet-table.ts'
import { getClock, momentOf } from '../../client/reads/clock.ts'
import { action } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import type { Values } from '../kit/options.ts'
import type { Plan } from '../kit/plan.ts'
import { integer, record, type ValueOf } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { AUTHORITY_OPTIONS, changeNeeds, planChange } from '../shared/administering.ts'
import { eventData } from '../shared/events.ts'
import { SUBNET } from '../shared/subnet-option.ts'
import { TRANSACTION, transactionFacts, transactionOf } from '../shared/transaction.ts'
import { MOMENT, momentCell } from '../shared/waiting.ts'

const ARGUMENTS = { netuid: SUBNET } as const
const OPTIONS = { uri: AUTHORITY_OPTIONS.uri, wait: AUTHORITY_OPTIONS.wait } as const

const OUTPUT = record({ ...TRANSACTION, netuid: integer('The subnet'), epoch: MOMENT('When the epoch runs') })
type Result = ValueOf<typeof OUTPUT>

async function plan(input: Values<typeof ARGUMENTS & typeof OPTIONS>, ctx: Context): Promise<Plan<Result>> {
  const { netuid } = input
  const client = await (await ctx.chain()).with(changeNeeds([TRIGGER_EPOCH]))
  const clock = await getClock(client, await client.at())
  return planChange(
    ctx,
    client,
    { ...input, sudo: false },
    {
      what: 'when an epoch runs',
      netuid,
      setters: [TRIGGER_EPOCH],
      args: () => ({}),
      summary: `Run an epoch of subnet ${netuid} as soon as the chain allows`,
      effects: tried => {
        const at = tried && eventData(tried.events, 'SubtensorModule.EpochTriggered')?.[2]
        return at === undefined ? [] : [`The epoch runs in block ${at}`]
      },
      result: outcome => {
        const at = eventData(outcome.events, 'SubtensorModule.EpochTriggered')?.[2] as bigint | undefined
        const epoch = momentOf(clock, at ?? outcome.block.number)
        return {
          ...transactionOf(outcome, `The epoch of subnet ${netuid} runs in block ${epoch.block}`),
          netuid,
          epoch,
        }
      },
    },
    () => plan(input, ctx),
  )
}

export default action({
  summary: 'Run an epoch of a subnet before its time, as its owner',
  description: ['Only where weights are set at once: with commits, an epoch out of turn would spoil their reveals.'],
  examples: [{ line: 'tao sudo trigger-epoch 2', does: 'Run an epoch of subnet 2' }],
  arguments: ARGUMENTS,
  options: OPTIONS,
  uses: ['wallet', 'walletPath', 'password', 'network'],
  output: OUTPUT,
  view: result => [card([['Epoch', momentCell(result.epoch)], ...transactionFacts(result)])],
  plan,
})
