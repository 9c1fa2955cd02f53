import { getMechanisms, MECHANISMS } from '../../../client/reads/mechanisms.ts'
import { cells } from '../../kit/cells.ts'
import { read } from '../../kit/command.ts'
import { integer, record } from '../../kit/shape.ts'
import { card } from '../../kit/view.ts'
import { SUBNET } from '../../shared/subnet-option.ts'

export default read({
  summary: 'Show how many mechanisms a subnet has',
  examples: [{ line: 'tao subnets mechanisms count 1', does: 'How many subnet 1 has' }],
  arguments: { netuid: SUBNET },
  uses: ['network'],
  output: record({
    netuid: integer('The subnet'),
    count: integer('How many mechanisms it has'),
    maxCount: integer('How many a subnet may have'),
  }),
  view: ({ count, maxCount }) => [
    card([['Mechanisms', { ...cells.integer(count), text: `${count} of ${maxCount} at most` }]]),
  ],
  run: async ({ netuid }, ctx) => {
    const client = await (await ctx.chain()).with(MECHANISMS)
    const { count, maxCount } = await getMechanisms(client, netuid)
    return { netuid, count, maxCount }
  },
})
