import { EMISSION_SPLIT } from '../../../client/hyperparameters/subnet-table.ts'
import { mergeNeeds } from '../../../client/metadata/needs.ts'
import { getMechanisms, MECHANISMS } from '../../../client/reads/mechanisms.ts'
import { ofU16 } from '../../../client/reads/values.ts'
import { parseWeight } from '../../../client/weights/normalise.ts'
import { TaoError } from '../../../primitives/errors.ts'
import { cells } from '../../kit/cells.ts'
import { action } from '../../kit/command.ts'
import type { Context } from '../../kit/context.ts'
import { flag, type Values, valued } from '../../kit/options.ts'
import { details, type Plan } from '../../kit/plan.ts'
import { decimal, integer, list, record, type ValueOf } from '../../kit/shape.ts'
import { TEXT } from '../../kit/values.ts'
import { card, column, table } from '../../kit/view.ts'
import { AUTHORITY_OPTIONS, changeNeeds, planChange } from '../../shared/administering.ts'
import { SUBNET } from '../../shared/subnet-option.ts'
import { TRANSACTION, transactionFacts, transactionOf } from '../../shared/transaction.ts'

const share = valued<string>({ ...TEXT, placeholder: 'SHARE' })

const ARGUMENTS = {
  netuid: SUBNET,
  split: share({ summary: 'The share of each mechanism, in any unit: 60,40 or 0.6,0.4', many: true }),
} as const

const OPTIONS = { even: flag({ summary: 'Split evenly', excludes: ['split'] }), ...AUTHORITY_OPTIONS } as const

const SHARES = list(
  record({
    mechanism: integer('Its number'),
    share: decimal('Its share, from 0 to 1'),
    parts: integer('The same in parts of 65535'),
  }),
)
const PLANNED = record({ split: SHARES })
const OUTPUT = record({ ...TRANSACTION, netuid: integer('The subnet'), split: SHARES })
type Result = ValueOf<typeof OUTPUT>

const WHOLE = 65_535n

/** Parts of 65535 that add up to it; what rounding leaves goes to the first. @throws TaoError */
export function partsOf(shares: readonly string[]): number[] {
  const given = shares.map(parseWeight)
  const sum = given.reduce((all, one) => all + one, 0n)
  if (sum === 0n) throw new TaoError('invalid_argument', 'The shares are all zero')
  const parts = given.map(one => Number((one * WHOLE) / sum))
  const missing = Number(WHOLE) - parts.reduce((all, one) => all + one, 0)
  return parts.map((part, i) => (i === 0 ? part + missing : part))
}

const rowsOf = (parts: readonly number[]) =>
  parts.map((part, mechanism) => ({ mechanism, share: ofU16(part), parts: part }))

async function plan(input: Values<typeof ARGUMENTS & typeof OPTIONS>, ctx: Context): Promise<Plan<Result>> {
  const { netuid, split, even } = input
  const client = await (await ctx.chain()).with(mergeNeeds(changeNeeds([EMISSION_SPLIT]), MECHANISMS))
  const { count } = await getMechanisms(client, netuid)
  if (!even && split.length !== count) throw wrongCount(netuid, count, split.length)
  const parts = even ? undefined : partsOf(split)
  const summary = even ? `Split the emission of subnet ${netuid} evenly` : `Split the emission of subnet ${netuid}`
  return planChange(
    ctx,
    client,
    input,
    {
      what: 'the split of the emission',
      netuid,
      setters: [EMISSION_SPLIT],
      args: () => ({ maybe_split: parts ?? null }),
      summary,
      facts: (parts ?? []).map((part, mechanism) => [`Mechanism ${mechanism}`, cells.percent(ofU16(part))] as const),
      ...(parts === undefined ? {} : { details: details(PLANNED, { split: rowsOf(parts) }) }),
      result: async outcome => {
        const after = await getMechanisms(await client.at(outcome.block), netuid)
        return { ...transactionOf(outcome, summary), netuid, split: rowsOf(after.split) }
      },
    },
    () => plan(input, ctx),
  )
}

const wrongCount = (netuid: number, count: number, given: number): TaoError =>
  new TaoError('invalid_argument', `Subnet ${netuid} has ${count} mechanisms, and ${given} shares were given`, {
    remedy: 'Give one share for each mechanism, or --even.',
    data: { netuid, count, given },
  })

export default action({
  summary: 'Split the emission of a subnet among its mechanisms',
  examples: [
    { line: 'tao subnets mechanisms split-emissions 2 60,40', does: '60 % to mechanism 0, 40 % to mechanism 1' },
    { line: 'tao subnets mechanisms split-emissions 2 --even', does: 'The same to each' },
  ],
  aliases: ['emissions-split'],
  arguments: ARGUMENTS,
  options: OPTIONS,
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: PLANNED,
  output: OUTPUT,
  check: ({ split, even }) => {
    if (split.length === 0 && !even) {
      throw new TaoError('usage', 'Which split?', { remedy: 'Give a share for each mechanism, 60,40, or --even.' })
    }
  },
  view: result => [
    table(result.split, [
      column('Mechanism', ({ mechanism }) => cells.integer(mechanism)),
      column('Share', row => cells.percent(row.share)),
    ]),
    card(transactionFacts(result)),
  ],
  plan,
})
