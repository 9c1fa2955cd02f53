import { SUBNET_PARAMETERS } from '../../../client/hyperparameters/subnet-table.ts'
import { mergeNeeds } from '../../../client/metadata/needs.ts'
import { getMechanisms, MECHANISMS, type Mechanisms } from '../../../client/reads/mechanisms.ts'
import { TaoError } from '../../../primitives/errors.ts'
import type { NetUid } from '../../../primitives/netuid.ts'
import { cells } from '../../kit/cells.ts'
import { action } from '../../kit/command.ts'
import type { Context } from '../../kit/context.ts'
import { integer, type Values } from '../../kit/options.ts'
import type { Plan } from '../../kit/plan.ts'
import { integer as integerShape, record, type ValueOf } from '../../kit/shape.ts'
import { card } from '../../kit/view.ts'
import { AUTHORITY_OPTIONS, changeNeeds, planChange } from '../../shared/administering.ts'
import { SUBNET } from '../../shared/subnet-option.ts'
import { TRANSACTION, transactionFacts, transactionOf } from '../../shared/transaction.ts'

const ARGUMENTS = {
  netuid: SUBNET,
  count: integer({
    summary: 'How many mechanisms',
    required: true,
    min: 1,
    max: 16,
    aliases: ['mech-count', 'value'],
    placeholder: 'COUNT',
    ask: 'How many mechanisms?',
  }),
} as const

const OUTPUT = record({
  ...TRANSACTION,
  netuid: integerShape('The subnet'),
  before: integerShape('How many mechanisms it had'),
  count: integerShape('How many it has'),
})
type Result = ValueOf<typeof OUTPUT>

const SETTERS = SUBNET_PARAMETERS.find(({ name }) => name === 'mechanism_count')!.setters

/** The chain says only that the value is not valid. @throws TaoError `chain_refused` */
function ensureAllowed(netuid: NetUid, count: number, { count: now, maxCount }: Mechanisms): void {
  if (count <= maxCount) return
  throw new TaoError('chain_refused', `A subnet cannot have ${count} mechanisms`, {
    why: `The chain allows ${maxCount}; subnet ${netuid} has ${now}.`,
    remedy: `Give a number up to ${maxCount}.`,
    data: { netuid, given: count, at_most: maxCount, chain_error: 'SubtensorModule.InvalidValue' },
  })
}

async function plan(input: Values<typeof ARGUMENTS & typeof AUTHORITY_OPTIONS>, ctx: Context): Promise<Plan<Result>> {
  const { netuid, count } = input
  const client = await (await ctx.chain()).with(mergeNeeds(changeNeeds(SETTERS), MECHANISMS))
  const before = await getMechanisms(client, netuid)
  ensureAllowed(netuid, count, before)
  const gone = Array.from({ length: Math.max(0, before.count - count) }, (_, i) => count + i)
  return planChange(
    ctx,
    client,
    input,
    {
      what: 'the number of mechanisms',
      netuid,
      setters: SETTERS,
      args: () => ({ mechanism_count: count }),
      values: [BigInt(count)],
      summary: `Give subnet ${netuid} ${count} mechanisms`,
      facts: [
        ['Now', cells.integer(before.count)],
        ['Then', cells.integer(count)],
        ['At most', cells.integer(before.maxCount)],
      ],
      effects: () => [
        ...(gone.length === 0 ? [] : [`Weights, bonds and commits of mechanism ${gone.join(', ')} are gone`]),
        ...(before.isChosen && before.count !== count ? ['The emission is split evenly again'] : []),
      ],
      result: outcome => ({
        ...transactionOf(outcome, `Subnet ${netuid} has ${count} mechanisms`),
        netuid,
        before: before.count,
        count,
      }),
    },
    () => plan(input, ctx),
  )
}

export default action({
  summary: 'Set how many mechanisms a subnet has',
  description: ['With each mechanism there is room for fewer neurons: together they are 256 at most.'],
  examples: [{ line: 'tao subnets mechanisms set 2 2', does: 'Two mechanisms on subnet 2' }],
  arguments: ARGUMENTS,
  options: AUTHORITY_OPTIONS,
  uses: ['wallet', 'walletPath', 'password', 'network'],
  output: OUTPUT,
  view: result => [
    card([['Mechanisms', cells.text(`${result.count} (was ${result.before})`)], ...transactionFacts(result)]),
  ],
  plan,
})
