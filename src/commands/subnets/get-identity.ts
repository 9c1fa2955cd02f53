import { getSubnet, SUBNET as SUBNET_NEEDS } from '../../client/reads/subnets.ts'
import { read } from '../kit/command.ts'
import { address, foreign, integer, maybe, record } from '../kit/shape.ts'
import { card, lines } from '../kit/view.ts'
import { SUBNET } from '../shared/subnet-option.ts'
import { IDENTITY, identityFacts } from './shared/identity.ts'

export default read({
  summary: 'Show what the owner of a subnet says of it',
  examples: [{ line: 'tao subnets get-identity 1', does: 'Who subnet 1 is' }],
  arguments: { netuid: SUBNET },
  uses: ['network'],
  output: record({
    netuid: integer('The subnet'),
    symbol: foreign('The symbol of its alpha'),
    owner: address('Who owns it, and may say so'),
    identity: maybe(IDENTITY),
  }),
  view: ({ netuid, identity }) => [
    identity === undefined ? lines(`Subnet ${netuid} has said nothing of itself.`) : card(identityFacts(identity)),
  ],
  run: async ({ netuid }, ctx) => {
    const client = await (await ctx.chain()).with(SUBNET_NEEDS)
    const { symbol, ownerColdkey, identity } = await getSubnet(client, netuid)
    return { netuid, symbol, owner: ownerColdkey, identity }
  },
})
