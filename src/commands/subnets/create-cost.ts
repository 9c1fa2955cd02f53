import { mergeNeeds } from '../../client/metadata/needs.ts'
import { CLOCK, getClock, momentOf } from '../../client/reads/clock.ts'
import { CREATION, getCreation } from '../../client/reads/registrations.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { integer, maybe, record, tao } from '../kit/shape.ts'
import { card, hint } from '../kit/view.ts'
import { MOMENT, momentCell } from '../shared/waiting.ts'

export default read({
  summary: 'Show what a new subnet costs',
  description: [
    'The price is twice what the last one cost, falls with each block, and goes no lower than its minimum. What is paid becomes the pool of the subnet.',
  ],
  examples: [{ line: 'tao subnets create-cost', does: 'The price in the newest block' }],
  aliases: ['lock-cost'],
  uses: ['network'],
  output: record({
    cost: tao('What a subnet costs now'),
    minCost: tao('The least that it ever costs'),
    lastCost: tao('What the last one cost'),
    lastRegistered: maybe(integer('The block of the last registration of a subnet')),
    freeAt: MOMENT('From when on another subnet may be registered'),
    subnets: integer('How many subnets there are, without root'),
    maxSubnets: integer('How many there may be; then a new one takes the place of the weakest'),
  }),
  view: cost => [
    card([
      ['Cost', cells.tao(cost.cost)],
      ['At least', cells.tao(cost.minCost)],
      ['The last one', cells.tao(cost.lastCost)],
      ['Possible from', momentCell(cost.freeAt)],
      ['Subnets', { ...cells.integer(cost.subnets), text: `${cost.subnets} of ${cost.maxSubnets}` }],
    ]),
    hint('Found one with: tao subnets create'),
  ],
  run: async (_, ctx) => {
    const client = await (await ctx.chain()).with(mergeNeeds(CREATION, CLOCK))
    const at = await client.at()
    const [creation, clock] = await Promise.all([getCreation(at), getClock(client, at)])
    const { lastBlock, rateLimit } = creation
    const free = lastBlock === 0 ? 0 : lastBlock + rateLimit
    return {
      ...creation,
      lastRegistered: lastBlock === 0 ? undefined : lastBlock,
      freeAt: momentOf(clock, Math.max(clock.block + 1, free)),
    }
  },
})
