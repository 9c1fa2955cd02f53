import { getSupply, SUPPLY } from '../../client/reads/supply.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { integer, maybe, record, tao, text } from '../kit/shape.ts'
import { column, hint, table } from '../kit/view.ts'

export default read({
  summary: 'Tell where all TAO is: issued, staked, in pools, recycled, burned, circulating',
  description: [
    'What exists is counted twice: by what made it (issued, and what emission did not make) and by where it is (staked on root, in pools, in reserves of subnets, burned, circulating). Both sums are equal.',
    'Recycled TAO has ceased to exist and will be issued again; burned TAO exists in an account that nobody has the key of.',
  ],
  examples: [{ line: 'tao emission supply', does: 'All parts of the supply' }],
  uses: ['network'],
  output: record({
    network: text('The network'),
    block: integer('The block it is true at'),
    limit: tao('More than this is never issued'),
    issued: tao('What emission has made and recycling has not taken back; the reward of a block follows from it'),
    unissued: tao('What is still to be issued: limit - issued'),
    recycled: maybe(
      tao('What existed at block 0 and the rewards of all blocks since, less what is issued; null if not known'),
    ),
    existing: tao('All balances: issued + unemitted, and staked + pools + reserves + burned + circulating'),
    unemitted: tao('What emission has not made: on development chains the funds of genesis'),
    staked: tao('Staked on root'),
    pools: tao('In the pools of subnets'),
    reserves: tao('What the accounts of subnets hold beyond their pools'),
    burned: tao('In the account that nobody has the key of'),
    circulating: tao('In all other accounts'),
  }),
  view: supply => {
    const row = (part: string, amount: bigint | undefined, meaning: string) => ({ part, amount, meaning })
    const columns = [
      column<ReturnType<typeof row>>('', ({ part }) => cells.text(part)),
      column<ReturnType<typeof row>>('TAO', ({ amount }) => (amount === undefined ? cells.none : cells.tao(amount))),
      column<ReturnType<typeof row>>('Meaning', ({ meaning }) => cells.dim(meaning)),
    ]
    return [
      table(
        [
          row('Limit', supply.limit, 'more is never issued'),
          row('Issued', supply.issued, 'made by emission and not taken back'),
          row('Still to come', supply.unissued, 'limit less issued'),
          row('Recycled', supply.recycled, 'taken back, to be issued again'),
        ],
        columns,
        { title: 'Emission' },
      ),
      table(
        [
          row('Staked on root', supply.staked, 'one to one'),
          row('In pools', supply.pools, 'behind the price of alpha'),
          row('Reserves', supply.reserves, 'in accounts of subnets beyond their pools'),
          row('Burned', supply.burned, 'in an account without a key'),
          row('Circulating', supply.circulating, 'in all other accounts'),
          row('Existing', supply.existing, 'the sum'),
          row('of which not emitted', supply.unemitted, 'existing less issued: funds of genesis'),
        ],
        columns,
        { title: 'Where it is' },
      ),
      ...(supply.reserves < 0n
        ? [hint('Reserves are negative where the genesis of a local network gives a subnet a pool without TAO.')]
        : []),
      hint(`${supply.network}, block ${supply.block}.`),
    ]
  },
  run: async (_, ctx) => {
    const chain = await ctx.chain()
    const client = await chain.with(SUPPLY)
    const at = await client.at()
    return { network: chain.name, block: at.block.number, ...(await getSupply(client, at)) }
  },
})
