import { TRIM } from '../../client/hyperparameters/subnet-table.ts'
import { mergeNeeds } from '../../client/metadata/needs.ts'
import { getRegistration, REGISTRATION } from '../../client/reads/registrations.ts'
import { number } from '../../client/reads/values.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import { integer, type Values } from '../kit/options.ts'
import type { Plan } from '../kit/plan.ts'
import { integer as integerShape, record, type ValueOf } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { AUTHORITY_OPTIONS, changeNeeds, planChange } from '../shared/administering.ts'
import { SUBNET } from '../shared/subnet-option.ts'
import { TRANSACTION, transactionFacts, transactionOf } from '../shared/transaction.ts'

const ARGUMENTS = {
  netuid: SUBNET,
  max: integer({
    summary: 'How many neurons stay at most',
    required: true,
    min: 1,
    max: 256,
    aliases: ['max-uids', 'max-n'],
    placeholder: 'NEURONS',
    ask: 'How many neurons may stay?',
  }),
} as const

const LEAST = { storage: ['SubtensorModule.MinAllowedUids'] }

const OUTPUT = record({
  ...TRANSACTION,
  netuid: integerShape('The subnet'),
  before: integerShape('How many neurons there were'),
  neurons: integerShape('How many there are'),
  maxNeurons: integerShape('How many there may be from now on'),
})
type Result = ValueOf<typeof OUTPUT>

async function plan(input: Values<typeof ARGUMENTS & typeof AUTHORITY_OPTIONS>, ctx: Context): Promise<Plan<Result>> {
  const { netuid, max } = input
  const client = await (await ctx.chain()).with(mergeNeeds(changeNeeds([TRIM]), REGISTRATION, LEAST))
  const at = await client.at()
  const [before, least] = await Promise.all([
    getRegistration(at, netuid),
    at.get('SubtensorModule.MinAllowedUids', netuid),
  ])
  const removed = Math.max(0, before.neurons - max)
  return planChange(
    ctx,
    client,
    input,
    {
      what: 'the number of places',
      netuid,
      setters: [{ ...TRIM, min: BigInt(number(least)), max: BigInt(before.maxNeurons) }],
      values: [BigInt(max)],
      args: () => ({ max_n: max }),
      summary: `Trim subnet ${netuid} to ${max} neurons`,
      facts: [
        ['Neurons', cells.integer(before.neurons)],
        ['Places', cells.integer(before.maxNeurons)],
      ],
      effects: () => [
        removed === 0
          ? 'No neuron loses its place'
          : `The ${removed} neurons with least emission that are not immune lose their place; the others get new numbers`,
      ],
      warnings: removed === 0 ? [] : ['Neurons that are removed must register again, and pay for it.'],
      result: async outcome => {
        const after = await getRegistration(await client.at(outcome.block), netuid)
        const { neurons, maxNeurons } = after
        const message = `Trimmed subnet ${netuid} to ${maxNeurons} places`
        return { ...transactionOf(outcome, message), netuid, before: before.neurons, neurons, maxNeurons }
      },
    },
    () => plan(input, ctx),
  )
}

export default action({
  summary: 'Lower the number of places on a subnet, and remove the weakest neurons',
  examples: [{ line: 'tao sudo trim 2 128', does: 'Keep the 128 best neurons of subnet 2' }],
  arguments: ARGUMENTS,
  options: AUTHORITY_OPTIONS,
  uses: ['wallet', 'walletPath', 'password', 'network'],
  output: OUTPUT,
  view: result => [
    card([
      ['Neurons', cells.text(`${result.neurons} (were ${result.before})`)],
      ['Places', cells.integer(result.maxNeurons)],
      ...transactionFacts(result),
    ]),
  ],
  plan,
})
