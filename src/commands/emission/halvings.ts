import { getStandings, HALVING } from '../../client/reads/halvings.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { alpha, foreign, integer, list, maybe, moment, record, tao, text } from '../kit/shape.ts'
import { column, hint, table } from '../kit/view.ts'

const WHEN = {
  halvings: integer('How often the reward has halved'),
  blocks: maybe(integer('Blocks until then; null where nothing is issued')),
  block: maybe(integer('The first block that is expected to pay less')),
  time: maybe(moment('The time of that block')),
}

export default read({
  summary: 'Show when the rewards of TAO and of each alpha halve next',
  description: [
    'A reward halves when the issuance passes a threshold, not at a height: 10.5 million, 15.75 million and so on, of TAO and of the alpha of each subnet alike. Recycling delays it.',
    'TAO is expected as if nothing were recycled from now on, alpha at the pace of the newest block.',
  ],
  examples: [{ line: 'tao emission halvings', does: 'TAO and all subnets' }],
  uses: ['network'],
  output: record({
    network: text('The network'),
    block: integer('The block it is true at'),
    tao: record({
      issued: tao('What is issued'),
      reward: tao('What the next block pays'),
      halvesAt: maybe(tao('The issuance at which the reward halves next')),
      missing: maybe(tao('What is issued before that')),
      ...WHEN,
    }),
    alpha: list(
      record({
        netuid: integer('The subnet'),
        name: foreign('Its name'),
        symbol: foreign('The symbol of its alpha'),
        issued: alpha('What is issued: in the pool and outside'),
        reward: alpha('What the next block pays to participants'),
        perBlock: alpha('What the newest block has issued: to participants and into the pool'),
        halvesAt: maybe(alpha('The issuance at which the reward halves next')),
        missing: maybe(alpha('What is issued before that')),
        ...WHEN,
      }),
    ),
  }),
  view: ({ tao, alpha, network, block }) => {
    const unit = (symbol: string | undefined) => (amount: bigint | undefined) =>
      amount === undefined ? cells.none : symbol === undefined ? cells.tao(amount) : cells.alpha(amount, symbol)
    const rows = [
      { of: 'TAO', ...tao, cell: unit(undefined) },
      ...alpha.map(each => ({ of: `${each.netuid} ${each.name}`, ...each, cell: unit(each.symbol) })),
    ]
    return [
      table(rows, [
        column('Of', ({ of }) => cells.text(of)),
        column('Issued', ({ issued, cell }) => cell(issued)),
        column('Reward', ({ reward, cell }) => cell(reward)),
        column('Halves at', ({ halvesAt, cell }) => cell(halvesAt)),
        column('In blocks', ({ blocks }) => (blocks === undefined ? cells.dim('never') : cells.integer(blocks))),
        column('Expected', ({ time }) => (time === undefined ? cells.none : cells.moment(time))),
      ]),
      hint(`${network}, block ${block}. Recycling delays halvings.`),
    ]
  },
  run: async (_, ctx) => {
    const chain = await ctx.chain()
    const client = await chain.with(HALVING)
    const at = await client.at()
    const standings = await getStandings(client, at)
    const expected = <T extends { expected: { block: number; time: number | undefined } | undefined }>(each: T) => ({
      ...each,
      blocks: each.expected === undefined ? undefined : each.expected.block - at.block.number,
      block: each.expected?.block,
      time: each.expected?.time,
    })
    return {
      network: chain.name,
      block: at.block.number,
      tao: expected(standings.tao),
      alpha: standings.alpha.map(expected),
    }
  },
})
