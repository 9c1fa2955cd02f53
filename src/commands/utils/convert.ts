import { getSubnet, SUBNET } from '../../client/reads/subnets.ts'
import { formatRao, parseRao, RAO_PER_TAO, type Tao, tao as taoRao, U64_MAX } from '../../primitives/amounts.ts'
import { TaoError } from '../../primitives/errors.ts'
import { type NetUid, ROOT } from '../../primitives/netuid.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import { USES } from '../kit/globals.ts'
import { netuid, text, valued } from '../kit/options.ts'
import { foreign, integer, list, maybe, record, tao, text as textShape, type ValueOf } from '../kit/shape.ts'
import { uncamel } from '../kit/text.ts'
import { TEXT } from '../kit/values.ts'
import { column, hint, table } from '../kit/view.ts'

const ROW = record({
  amount: textShape('The amount of TAO or alpha, exact, as a decimal number'),
  currency: textShape('tao or alpha'),
  netuid: integer('The subnet whose alpha it is; 0 for TAO'),
  symbol: foreign('The symbol of the currency'),
  rao: textShape('The same in rao, exact: a billionth each'),
  value: maybe(tao('What alpha is worth at the price of now; null for TAO')),
})
type Row = ValueOf<typeof ROW>

const raoValue = valued<string>({
  ...TEXT,
  placeholder: 'RAO',
  schema: {
    type: 'string',
    pattern: '^\\d*$',
    description: 'A whole number of rao as a string; empty for the flag alone',
  },
})

export default read({
  summary: 'Convert between TAO or alpha and rao, exactly',
  description: [
    'A TAO, and an alpha of any subnet, is 1,000,000,000 rao. Nothing is rounded: what cannot be told exactly is refused.',
  ],
  examples: [
    { line: 'tao utils convert 1.5', does: 'τ1.5 in rao' },
    { line: 'tao utils convert --rao 1500000000', does: 'So many rao in TAO' },
    { line: 'tao utils convert 2.5 --netuid 1', does: 'Alpha of subnet 1 in rao, and what it is worth' },
  ],
  arguments: {
    amount: text({
      summary: 'An amount of TAO, or with --rao of rao',
      placeholder: 'AMOUNT',
      many: true,
      aliases: ['amount-tao'],
    }),
  },
  options: {
    tao: text({ summary: 'An amount of TAO', many: true, placeholder: 'TAO' }),
    rao: raoValue({ summary: 'A number of rao; alone, it says that the amount is in rao', bare: '' }),
    netuid: netuid({ summary: 'The amount is alpha of this subnet; 0 is TAO', default: ROOT }),
  },
  uses: ['network'],
  check: ({ amount, tao: given, rao }) => {
    if (amount.length === 0 && rao === '') {
      throw new TaoError('usage', 'How many rao?', { remedy: 'Write it like: tao utils convert --rao 1500000000' })
    }
    if (amount.length > 0 || given.length > 0 || rao !== undefined) return
    throw new TaoError('usage', 'Missing: an amount', {
      remedy: 'Write it like: tao utils convert 1.5, or tao utils convert --rao 1500000000',
      data: { missing: ['--amount', '--tao', '--rao'] },
    })
  },
  output: list(ROW),
  view: rows => [
    table(rows, [
      column('Amount', row => ({ ...amountText(row), align: 'right', cut: 'no' })),
      column('Rao', row => ({ ...cells.text(row.rao), align: 'right', cut: 'no' })),
      column('Worth', row => (row.value === undefined ? cells.text('') : cells.tao(row.value)), { optional: true }),
    ]),
    hint(
      ...(rows.some(({ value }) => value !== undefined)
        ? ['At the price of now; selling moves it: tao stake show']
        : []),
    ),
  ],
  run: async ({ amount, tao: given, rao, netuid: subnet }, ctx) => {
    const isRao = rao === ''
    const amounts = [
      ...(rao === undefined || isRao ? [] : [wholeRao(rao)]),
      ...amount.map(each => (isRao ? wholeRao(each) : parseRao(each))),
      ...given.map(parseRao),
    ]
    const unit = await unitOf(ctx, subnet)
    return amounts.map(each => rowOf(each, unit))
  },
})

interface Unit {
  readonly netuid: NetUid
  readonly symbol: string
  /** Of one alpha; undefined for TAO. */
  readonly price: Tao | undefined
}

/** @throws TaoError `usage` for a network that would not be asked */
async function unitOf(ctx: Context, here: NetUid): Promise<Unit> {
  if (here === ROOT) {
    const idle = USES.network.find(key => ctx.isGiven(key))
    if (idle !== undefined) throw noNetwork(`--${uncamel(idle, '-')}`)
    return { netuid: here, symbol: 'τ', price: undefined }
  }
  const client = await (await ctx.chain()).with(SUBNET)
  const { symbol, price } = await getSubnet(client, here)
  return { netuid: here, symbol, price }
}

const noNetwork = (flag: string): TaoError =>
  new TaoError('usage', `${flag} makes no difference here`, {
    why: 'A TAO is 1,000,000,000 rao everywhere: no chain is asked.',
    remedy: 'Leave it out, or name the subnet whose alpha is meant with --netuid.',
    data: { refused: flag },
  })

const rowOf = (rao: bigint, { netuid: here, symbol, price }: Unit): Row => ({
  amount: formatRao(rao),
  currency: price === undefined ? 'tao' : 'alpha',
  netuid: here,
  symbol,
  rao: String(rao),
  value: price === undefined ? undefined : taoRao((rao * price) / RAO_PER_TAO),
})

const amountText = ({ amount, currency, symbol }: Row) => ({
  ...cells.text(currency === 'tao' ? `τ${amount}` : `${amount} ${symbol}`),
  bare: amount,
})

/** @throws TaoError `invalid_amount` */
function wholeRao(given: string): bigint {
  const rao = /^\d{1,20}$/.test(given) ? BigInt(given) : undefined
  if (rao !== undefined && rao <= U64_MAX) return rao
  throw new TaoError('invalid_amount', `Not a number of rao: \`${given.slice(0, 40)}\``, {
    why: `Rao are whole: no sign, point, exponent or separators, and at most ${U64_MAX}.`,
    remedy: 'Write it like 1500000000. An amount of TAO goes without --rao.',
  })
}
