import type { Parameter } from '../../client/hyperparameters/parameter.ts'
import { getParameters, parameterNeeds } from '../../client/hyperparameters/reading.ts'
import { display, type ParameterValue, parseValue, rawText, toArguments } from '../../client/hyperparameters/values.ts'
import { mergeNeeds } from '../../client/metadata/needs.ts'
import { TaoError } from '../../primitives/errors.ts'
import { isAddress } from '../../primitives/ss58.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import { flag, text, type Values } from '../kit/options.ts'
import { details, type Plan } from '../kit/plan.ts'
import { integer, maybe, record, text as textShape, type ValueOf } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { AUTHORITY_OPTIONS, changeNeeds, planChange } from '../shared/administering.ts'
import { netuidOf, parameterNamed, parametersOf, type Scope, scope } from '../shared/parameters.ts'
import { TRANSACTION, transactionFacts, transactionOf } from '../shared/transaction.ts'

const ARGUMENTS = {
  netuid: scope({ summary: 'The subnet, or network', required: true, ask: 'Which subnet? Or network' }),
  parameter: text({
    summary: 'The parameter',
    required: true,
    aliases: ['param', 'name'],
    placeholder: 'PARAMETER',
    ask: {
      message: 'Which parameter?',
      choices: async (_, { netuid }) =>
        parametersOf(netuid as Scope)
          .filter(({ setters }) => setters.length > 0)
          .map(({ name, meaning }) => ({ value: name, hint: meaning })),
    },
  }),
  value: text({ summary: 'Its new value', required: true, placeholder: 'VALUE', ask: 'Which value?' }),
} as const

const OPTIONS = {
  normalize: flag({ summary: 'The value is a share: 1 is the whole and not one part of it', aliases: ['normalized'] }),
  ...AUTHORITY_OPTIONS,
} as const

const CHANGE = {
  netuid: maybe(integer('The subnet; null for the network')),
  parameter: textShape('The parameter'),
  before: textShape('Its value before'),
  beforeRaw: textShape('The same in the units of the chain'),
  after: textShape('Its value from now on'),
  afterRaw: textShape('The same in the units of the chain'),
} as const
const PLANNED = record(CHANGE)
const OUTPUT = record({ ...TRANSACTION, ...CHANGE })
type Result = ValueOf<typeof OUTPUT>

/** @throws TaoError that names the parameter */
function valueFor({ name, type }: Pick<Parameter, 'name' | 'type'>, text: string, normalize: boolean): ParameterValue {
  try {
    return parseValue(type, text, normalize)
  } catch (error) {
    if (!(error instanceof TaoError)) throw error
    const { code, message, why, remedy, data, cause } = error
    throw new TaoError(code, `${name}: ${message}`, { why, remedy, data: { parameter: name, ...data }, cause })
  }
}

async function plan(input: Values<typeof ARGUMENTS & typeof OPTIONS>, ctx: Context): Promise<Plan<Result>> {
  const { netuid: of, value: given, normalize } = input
  const netuid = netuidOf(of)
  const parameter = parameterNamed(of, input.parameter)
  const { type, name, setters, isInert } = parameter
  const wallets = await ctx.wallets()
  const account = type.kind === 'account' && !isAddress(given) ? wallets.address(given, 'hotkey') : given
  const value = valueFor(parameter, account, normalize)
  const client = await (await ctx.chain()).with(mergeNeeds(changeNeeds(setters), parameterNeeds([parameter])))
  const [before] = await getParameters(client, netuid, [parameter])
  const changeOf = (after: ParameterValue) => ({
    netuid,
    parameter: name,
    before: display(type, before!),
    beforeRaw: rawText(before!),
    after: display(type, after),
    afterRaw: rawText(after),
  })
  const planned = changeOf(value)
  const where = netuid === undefined ? 'the network' : `subnet ${netuid}`
  const warnings = [
    ...(isInert ? [`Nothing depends on ${name} any more.`] : []),
    ...(planned.beforeRaw === planned.afterRaw ? ['It has this value already.'] : []),
  ]
  const show = (raw: bigint): string => display(type, type.kind === 'shares' ? [raw, raw] : raw).split(', ')[0]!
  return planChange(
    ctx,
    client,
    input,
    {
      what: name,
      netuid,
      setters,
      args: ({ args }) => toArguments(type, args, value),
      values: typeof value === 'bigint' ? [value] : Array.isArray(value) ? (value as readonly bigint[]) : [],
      show,
      summary: `Set ${name} of ${where} to ${planned.after}`,
      facts: [
        ['Now', cells.text(planned.before)],
        ['Then', cells.text(planned.after)],
      ],
      ...(warnings.length === 0 ? {} : { warnings }),
      details: details(PLANNED, planned),
      result: async outcome => {
        const [after] = await getParameters(await client.at(outcome.block), netuid, [parameter])
        const change = changeOf(after!)
        return { ...transactionOf(outcome, `Set ${name} of ${where} to ${change.after}`), ...change }
      },
    },
    () => plan(input, ctx),
  )
}

export default action({
  summary: 'Set a hyperparameter, as the owner of the subnet or as root',
  description: [
    'Shares are given as 0.5 or 50%, or as whole numbers of the parts in which the chain holds them; TAO as 0.5 or 500000000rao; switches as on or off.',
    'The coldkey of the wallet signs. If it has the sudo key of the chain it acts as root where the owner may not; on a development chain --uri //Alice does.',
  ],
  examples: [
    {
      line: 'tao sudo set 2 commit_reveal_weights_enabled off',
      does: 'Let validators of my subnet set weights at once',
    },
    { line: 'tao sudo set 2 tempo 360 --uri //Alice', does: 'As root of a development chain' },
    { line: 'tao sudo set network admin_freeze_window 0 --uri //Alice', does: 'A setting of the whole network' },
  ],
  arguments: ARGUMENTS,
  options: OPTIONS,
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: PLANNED,
  output: OUTPUT,
  view: result => [
    card([
      ['Parameter', cells.text(result.parameter)],
      ['Before', cells.text(result.before)],
      ['Now', cells.strong(result.after)],
      ...transactionFacts(result),
    ]),
  ],
  plan,
})
