import { mergeNeeds } from '../../client/metadata/needs.ts'
import { blocksPerDay, CLOCK, getClock } from '../../client/reads/clock.ts'
import { stakeValue } from '../../client/reads/prices.ts'
import { getRootEarnings, ROOT_EARNINGS, type RootEarning } from '../../client/reads/root.ts'
import { alpha as asAlpha, tao as asTao, type Tao } from '../../primitives/amounts.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { netuid } from '../kit/options.ts'
import { alpha, decimal, flag, foreign, integer, list, record, tao, type ValueOf } from '../kit/shape.ts'
import { card, column, hint, table } from '../kit/view.ts'
import { subnetCell } from '../shared/staking/words.ts'

const SUBNET = record({
  netuid: integer('The subnet'),
  subnetName: foreign('Its name'),
  symbol: foreign('The symbol of its alpha'),
  proportion: decimal('What root stake weighs there: that part of the validators’ half of the alpha is root’s'),
  movingPriceTaoPerAlpha: decimal('The moving average of its price'),
  perBlock: alpha('Root’s part of what the last block brought'),
  perDay: alpha('As much for a day'),
  perDayValue: tao('What that is worth at the price of now'),
  pending: alpha('What waits for its next epoch'),
})
type Row = ValueOf<typeof SUBNET>

export default read({
  summary: 'Show what subnets pay to those who stake on root',
  description: [
    'Root’s part is paid only while the moving prices of all subnets that emit add up to more than 1; otherwise it is recycled.',
    'With a hotkey it is shared by stake, less its take. What one has coming stands in tao stake claims.',
  ],
  aliases: ['dividends'],
  examples: [{ line: 'tao root earnings', does: 'By subnet' }],
  options: { netuid: netuid({ summary: 'Only from these subnets', many: true, aliases: ['netuids'] }) },
  uses: ['network'],
  output: record({
    rootStake: tao('All TAO on root'),
    taoWeight: decimal('What one TAO on root weighs beside a TAO’s worth of alpha'),
    priceSumTaoPerAlpha: decimal('The moving prices of all subnets that emit, added up'),
    paying: flag('Whether root’s part is paid; otherwise it is recycled'),
    perDayValue: tao('What a day brings all root stake, at the rate of the last block and the prices of now'),
    perDayPerTao: tao('The same for τ1 on root, before the take of its hotkey'),
    subnets: list(SUBNET),
  }),
  view: result => [
    card([
      ['TAO on root', cells.tao(result.rootStake)],
      ['It weighs', cells.percent(result.taoWeight)],
      ['Moving prices', cells.text(`${cells.decimal(result.priceSumTaoPerAlpha).text} in all; above 1 root is paid`)],
      ['Root is paid', cells.flag(result.paying)],
      ['A day brings', cells.tao(result.perDayValue)],
      ['Each τ1 of it', cells.tao(result.perDayPerTao)],
    ]),
    table(
      result.subnets,
      [
        column('Subnet', row => subnetCell(Number(row.netuid), row.subnetName)),
        column('Root’s weight', row => cells.percent(row.proportion)),
        column('A block', row => cells.alpha(row.perBlock, row.symbol)),
        column('A day', row => cells.alpha(row.perDay, row.symbol)),
        column('Value of it', row => cells.tao(row.perDayValue)),
        column('Pending', row => cells.alpha(row.pending, row.symbol)),
      ],
      { empty: 'There are no subnets.' },
    ),
    ...(result.paying ? [] : [hint('Now all of it is recycled: the moving prices do not add up to more than 1.')]),
  ],
  run: async ({ netuid: wanted }, ctx) => {
    const client = await (await ctx.chain()).with(mergeNeeds(ROOT_EARNINGS, CLOCK))
    const at = await client.at()
    const [all, clock] = await ctx.progress('Reading subnets', () =>
      Promise.all([getRootEarnings(at), getClock(client, at)]),
    )
    const { stake, taoWeight, priceSum, isPaying, earnings } = all
    const rows = earnings.map(earning => rowOf(earning, blocksPerDay(clock)))
    const perDayValue: Tao = asTao(rows.reduce((sum, row) => sum + row.perDayValue, 0n))
    return {
      rootStake: stake,
      taoWeight,
      priceSumTaoPerAlpha: priceSum,
      paying: isPaying,
      perDayValue,
      perDayPerTao: asTao(stake === 0n ? 0n : (perDayValue * 1_000_000_000n) / stake),
      subnets: rows.filter(row => wanted.length === 0 || wanted.includes(Number(row.netuid))),
    }
  },
})

function rowOf({ subnet, proportion, perBlock, pending }: RootEarning, day: bigint): Row {
  const perDay = asAlpha(perBlock * day)
  return {
    netuid: subnet.netuid,
    subnetName: subnet.name,
    symbol: subnet.symbol,
    proportion,
    movingPriceTaoPerAlpha: subnet.movingPrice,
    perBlock,
    perDay,
    perDayValue: stakeValue({ netuid: subnet.netuid, stake: perDay }, [subnet]),
    pending,
  }
}
