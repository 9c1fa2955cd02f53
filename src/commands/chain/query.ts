import type { Entry } from '../../client/client.ts'
import type { Part } from '../../client/metadata/lens.ts'
import { askAnything } from '../../client/reads/any.ts'
import { exactValue } from '../../client/transactions/raw-call.ts'
import { TaoError } from '../../primitives/errors.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import { type Json, stringify, toJson } from '../kit/json.ts'
import { integer, text, type Values } from '../kit/options.ts'
import {
  flag,
  foreign,
  integer as integerShape,
  json,
  list,
  maybe,
  record,
  text as textShape,
  type ValueOf,
} from '../kit/shape.ts'
import { nearest } from '../kit/text.ts'
import { type Block, column, hint, lines, table } from '../kit/view.ts'

const ARGUMENTS = {
  name: text({
    summary: 'What to read, by the chain’s own names; a pallet or an API alone tells what it has',
    placeholder: 'PALLET.ITEM',
  }),
  keys: text({
    summary:
      'The parts of a key, or the arguments of an API; wallets and contacts where an account is wanted, lists and records as JSON',
    placeholder: 'KEY',
    many: true,
  }),
} as const

const OPTIONS = {
  block: integer({ summary: 'As it was in this block', placeholder: 'N' }),
  limit: integer({ summary: 'Read so many entries of a map', default: 100, min: 1, max: 100_000, placeholder: 'N' }),
} as const

const OUTPUT = record({
  name: maybe(textShape('What was read; null for a list of all there is')),
  kind: maybe(textShape('storage, api or constant; null for a list of what there is')),
  block: integerShape('Of which block'),
  value: json('As the chain has it; null where there is none, for entries, and for a list of what there is'),
  entries: maybe(
    list(
      record({ keys: json('The parts of the key'), value: json('As the chain has it') }),
      'Of a map whose key was not given whole',
    ),
  ),
  isWhole: flag('Whether there are no more entries than these'),
  parts: maybe(
    list(
      record({
        name: foreign('Its name'),
        kind: textShape('storage, api or constant'),
        about: foreign('What the chain says about it'),
      }),
      'What there is',
    ),
  ),
})
type Result = ValueOf<typeof OUTPUT>

export default read({
  summary: 'Read anything of a chain: storage, runtime APIs, constants',
  description: [
    'For what no other command shows. Values stand as the chain has them: amounts in rao, shares in parts of 65535, fixed-point numbers by their bits.',
    'Of a map whose key is not given whole its entries are read, in the order of the chain.',
  ],
  aliases: ['storage'],
  examples: [
    { line: 'tao chain query SubtensorModule.Tempo 1', does: 'One entry of a map' },
    { line: 'tao chain query SubtensorModule.Keys 1', does: 'The entries under the first part of a key' },
    { line: 'tao chain query SwapRuntimeApi.current_alpha_price 1', does: 'A runtime API' },
    { line: 'tao chain query Balances', does: 'What a pallet has' },
  ],
  arguments: ARGUMENTS,
  options: OPTIONS,
  uses: ['network', 'walletPath'],
  output: OUTPUT,
  view,
  run,
})

type Input = Values<typeof ARGUMENTS & typeof OPTIONS>

async function run({ name, keys, block, limit }: Input, ctx: Context): Promise<Result> {
  const chain = await ctx.chain()
  if (name === undefined || !name.includes('.')) return overview(ctx, name, keys)
  const wallets = await ctx.wallets()
  try {
    const answer = await askAnything(chain, {
      name,
      keys: keys.map(exactValue),
      block,
      most: limit,
      account: given => wallets.address(given, 'coldkey'),
    })
    return {
      ...{ name, kind: answer.kind, block: answer.block.number, value: toJson(answer.value) },
      entries: answer.entries?.map(({ keys, value }: Entry) => ({ keys: toJson(keys), value: toJson(value) })),
      ...{ isWhole: answer.isWhole, parts: undefined },
    }
  } catch (error) {
    throw error instanceof TaoError && error.data.unknown === name
      ? withNames(error, name, await chain.contents())
      : error
  }
}

async function overview(ctx: Context, owner: string | undefined, keys: readonly string[]): Promise<Result> {
  const chain = await ctx.chain()
  const all = await chain.contents()
  const parts = owner === undefined ? all : all.filter(({ name }) => name.startsWith(`${owner}.`))
  if (parts.length === 0 || keys.length > 0) {
    const error = new TaoError('not_found', `${chain.name} has no pallet or API of the name ${owner}`)
    throw withNames(error, `${owner}.`, all)
  }
  return {
    ...{ name: owner, kind: undefined, block: (await chain.head()).number, value: null },
    ...{ entries: undefined, isWhole: true },
    parts: parts.map(({ name, kind, docs }) => ({ name, kind, about: docs })),
  }
}

/** With what may have been meant: another name of the same owner, or another owner. */
function withNames(error: TaoError, name: string, parts: readonly Part[]): TaoError {
  const owner = ownerOf(name)
  const owners = [...new Set(parts.map(part => ownerOf(part.name)))]
  const candidates = owners.includes(owner)
    ? parts.map(part => part.name).filter(each => ownerOf(each) === owner)
    : owners
  const near = nearest(owners.includes(owner) ? name : owner, candidates)
  const look = owners.includes(owner) ? `tao chain query ${owner}` : 'tao chain query'
  return new TaoError('not_found', error.message, {
    why: error.why,
    remedy:
      near.length > 0 ? `Did you mean ${near.join(', ')}? All there is: ${look}` : `See what there is with: ${look}`,
  })
}

const ownerOf = (name: string): string => name.slice(0, name.indexOf('.'))

function view({ value, entries, isWhole, parts }: Result): Block[] {
  if (parts !== undefined) {
    return [
      table(parts, [
        column('Name', ({ name }) => cells.text(name)),
        column('Kind', ({ kind }) => cells.text(kind)),
        column('About', ({ about }) => cells.text(about), { optional: true }),
      ]),
    ]
  }
  if (entries === undefined) return [lines(...shown(value).split('\n'))]
  return [
    table(
      entries,
      [
        column('Key', ({ keys }) => cells.text((keys as readonly Json[]).map(shownKey).join(', '))),
        column('Value', each => cells.text(stringify(each.value, true))),
      ],
      { empty: 'No entries.' },
    ),
    hint(
      isWhole
        ? 'Values that are cut stand whole in --json.'
        : 'There are more: read them with --limit. --json has each value whole.',
    ),
  ]
}

const shown = (value: Json): string => (typeof value === 'string' ? value : stringify(value, false))
const shownKey = (key: Json): string => (typeof key === 'string' ? key : stringify(key, true))
