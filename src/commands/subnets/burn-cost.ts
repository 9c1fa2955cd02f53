import { mergeNeeds } from '../../client/metadata/needs.ts'
import { CREATION, getCreation, getRegistration, REGISTRATION } from '../../client/reads/registrations.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { netuid } from '../kit/options.ts'
import { flag, integer, maybe, record, tao, text } from '../kit/shape.ts'
import { card, hint } from '../kit/view.ts'

export default read({
  summary: 'Show what a place on a subnet costs; without a subnet: what a new subnet costs',
  description: [
    'The price of a place halves in so many blocks and rises with each registration. btcli v9 calls the price of a new subnet burn-cost, too; tao subnets create-cost tells more about it.',
  ],
  examples: [
    { line: 'tao subnets burn-cost 1', does: 'The price of a registration on subnet 1' },
    { line: 'tao subnets burn-cost', does: 'The price of a new subnet' },
  ],
  aliases: ['registration-cost'],
  arguments: { netuid: netuid({ summary: 'The subnet' }) },
  uses: ['network'],
  output: record({
    of: text('registration or subnet: what the cost is of'),
    netuid: maybe(integer('The subnet; null for a new one')),
    cost: tao('What it costs now'),
    minCost: tao('The least that it ever costs'),
    maxCost: maybe(tao('The most; null for a new subnet')),
    halfLife: maybe(integer('Blocks in which the price of a registration falls by half')),
    open: flag('Whether it can be had'),
    taken: integer('How many neurons, or subnets, there are'),
    places: integer('How many there may be; then a new one replaces the weakest'),
  }),
  view: result => {
    const isSubnet = result.of === 'subnet'
    return [
      card([
        [isSubnet ? 'New subnet' : 'Registration', result.open ? cells.tao(result.cost) : cells.dim('closed')],
        ['At least', cells.tao(result.minCost)],
        ...(result.maxCost === undefined ? [] : [['At most', cells.tao(result.maxCost)] as const]),
        ...(result.halfLife === undefined ? [] : [['Half-life', cells.count(result.halfLife, 'blocks')] as const]),
        [
          isSubnet ? 'Subnets' : 'Neurons',
          { ...cells.integer(result.taken), text: `${result.taken} of ${result.places}` },
        ],
      ]),
      hint(isSubnet ? 'Found one with: tao subnets create' : `Register with: tao subnets register ${result.netuid}`),
    ]
  },
  run: async ({ netuid }, ctx) => {
    const client = await (await ctx.chain()).with(mergeNeeds(REGISTRATION, CREATION))
    const at = await client.at()
    if (netuid === undefined) {
      const { cost, minCost, subnets, maxSubnets } = await getCreation(at)
      const none = { netuid: undefined, maxCost: undefined, halfLife: undefined }
      return { of: 'subnet', cost, minCost, open: true, taken: subnets, places: maxSubnets, ...none }
    }
    const { burn, minBurn, maxBurn, halfLife, isOpen, neurons, maxNeurons } = await getRegistration(at, netuid)
    const prices = { cost: burn, minCost: minBurn, maxCost: maxBurn, halfLife }
    return { of: 'registration', netuid, ...prices, open: isOpen, taken: neurons, places: maxNeurons }
  },
})
