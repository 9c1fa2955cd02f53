/** Hyperparameters as commands name, list and show them. */
import { NETWORK_PARAMETERS } from '../../client/hyperparameters/network-table.ts'
import { canonicalName, namesOf, type Parameter } from '../../client/hyperparameters/parameter.ts'
import { getParameters, parameterNeeds } from '../../client/hyperparameters/reading.ts'
import { SUBNET_PARAMETERS } from '../../client/hyperparameters/subnet-table.ts'
import { display, type ParameterValue, rawText, unitOf } from '../../client/hyperparameters/values.ts'
import { TaoError } from '../../primitives/errors.ts'
import { type NetUid, parseNetuid } from '../../primitives/netuid.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { text, valued } from '../kit/options.ts'
import { decimal, flag, list, maybe, record, text as textShape, type ValueOf } from '../kit/shape.ts'
import { nearest } from '../kit/text.ts'
import { column, hint, table } from '../kit/view.ts'

/** A subnet, or the network as a whole. */
export type Scope = NetUid | 'network'

export const scope = valued<Scope>({
  placeholder: 'NETUID|network',
  parse: given => (given.toLowerCase() === 'network' ? 'network' : parseNetuid(given)),
  format: String,
  schema: { anyOf: [{ type: 'integer', minimum: 0, maximum: 0xffff }, { const: 'network' }] },
})

export const parametersOf = (of: Scope): readonly Parameter[] =>
  of === 'network' ? NETWORK_PARAMETERS : SUBNET_PARAMETERS

export const netuidOf = (of: Scope): NetUid | undefined => (of === 'network' ? undefined : of)

/** The parameter of that name. @throws TaoError `not_found` with those that are near, `usage` for one of the other scope */
export function parameterNamed(of: Scope, given: string): Parameter {
  const word = canonicalName(given)
  const find = (among: readonly Parameter[]): Parameter | undefined =>
    among.find(({ name }) => name === word) ?? among.find(parameter => namesOf(parameter).includes(word))
  const found = find(parametersOf(of))
  if (found !== undefined) return found
  if (find(parametersOf(of === 'network' ? 0 : 'network')) !== undefined) throw otherScope(of, word)
  const meant = nearest(
    word,
    parametersOf(of).map(({ name }) => name),
  )
  throw new TaoError('invalid_argument', `There is no parameter ${given.slice(0, 40)}`, {
    remedy: meant.length > 0 ? `Did you mean ${meant.join(', ')}?` : `See which there are with: tao sudo get ${of}`,
  })
}

function otherScope(of: Scope, name: string): TaoError {
  return of === 'network'
    ? new TaoError('usage', `${name} belongs to a subnet, not to the network`, {
        remedy: 'Give the number of the subnet.',
      })
    : new TaoError('usage', `${name} belongs to the network, not to a subnet`, {
        remedy: `Write network instead of ${of}.`,
      })
}

const ROW = record({
  name: textShape('Its name'),
  value: textShape('Its value, for people'),
  raw: textShape('Its value in the units in which the chain holds it, exact'),
  normalized: maybe(decimal('A share, from 0 to 1')),
  unit: textShape('Its unit'),
  meaning: textShape('What it means'),
  setBy: textShape('Who may set it: owner, root, either, nobody'),
  ownerSettable: flag('Whether the owner of the subnet may set it'),
  freezeWindow: flag('Whether it cannot be set shortly before an epoch'),
  rateLimited: flag('Whether the owner may set it every so often only'),
  inert: flag('Whether nothing depends on it any more'),
})
type Row = ValueOf<typeof ROW>

const BILLION = 1_000_000_000n

function rowOf(parameter: Parameter, value: ParameterValue): Row {
  const { name, type, meaning, setters, isInert } = parameter
  const by = new Set(setters.flatMap(setter => (setter.by === 'either' ? ['owner', 'root'] : [setter.by])))
  return {
    name,
    value: display(type, value),
    raw: rawText(value),
    normalized: type.kind === 'share' ? ((value as bigint) * BILLION + type.whole / 2n) / type.whole : undefined,
    unit: unitOf(type),
    meaning,
    setBy: by.size === 2 ? 'either' : ([...by][0] ?? 'nobody'),
    ownerSettable: by.has('owner'),
    freezeWindow: setters.some(({ window }) => window !== 'none'),
    rateLimited: setters.some(({ limit }) => limit !== undefined),
    inert: isInert,
  }
}

const WHO: Readonly<Record<string, string>> = { either: 'owner', owner: 'owner', root: 'root', nobody: 'nobody' }

/** `tao subnets hyperparameters` and `tao sudo get` are one command in two places. */
export const listParameters = (line: string) =>
  read({
    summary: 'List the hyperparameters of a subnet: value, meaning, who may set them',
    description: [
      'With network instead of a number: those of the whole network. What the owner of a subnet may set, root may set as well.',
    ],
    examples: [
      { line: `${line} 1`, does: 'All of subnet 1' },
      { line: `${line} 1 tempo`, does: 'One of them' },
      { line: `${line} network`, does: 'Those of the whole network' },
    ],
    aliases: ['hparams'],
    arguments: {
      netuid: scope({ summary: 'The subnet, or network', required: true, ask: 'Which subnet? Or network' }),
      name: text({ summary: 'Only this one', aliases: ['param', 'parameter'], placeholder: 'PARAMETER' }),
    },
    uses: ['network'],
    output: list(ROW),
    view: (rows, { full }) => [
      table(rows, [
        column('Parameter', row => (row.inert ? cells.dim(row.name) : cells.text(row.name))),
        column('Value', ({ value }) => cells.text(value)),
        column('Unit', ({ unit }) => cells.dim(unit)),
        column('Set by', ({ setBy }) => cells.text(WHO[setBy]!)),
        column('Meaning', ({ meaning, inert }) =>
          inert ? cells.dim(`${meaning} (without effect)`) : cells.text(meaning),
        ),
        ...(full ? [column<Row>('Raw', ({ raw }) => cells.text(raw))] : []),
      ]),
      hint('Set one with: tao sudo set NETUID PARAMETER VALUE'),
    ],
    run: async ({ netuid: of, name }, ctx) => {
      const parameters = name === undefined ? parametersOf(of) : [parameterNamed(of, name)]
      const client = await (await ctx.chain()).with(parameterNeeds(parameters))
      const values = await getParameters(await client.at(), netuidOf(of), parameters)
      return parameters.map((parameter, i) => rowOf(parameter, values[i]!))
    },
  })
