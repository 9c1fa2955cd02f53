/** The subnet that a command is about. */
import { getSubnets, SUBNETS } from '../../client/reads/subnets.ts'
import type { NetUid } from '../../primitives/netuid.ts'
import type { Context } from '../kit/context.ts'
import { type Choice, netuid } from '../kit/options.ts'

const askWith = (wants: (netuid: NetUid) => boolean) => ({
  message: 'Which subnet?',
  choices: async (ctx: Context): Promise<Choice[]> => {
    const client = await (await ctx.chain()).with(SUBNETS)
    const subnets = (await getSubnets(client)).filter(subnet => wants(subnet.netuid))
    return subnets.map(subnet => ({ value: String(subnet.netuid), name: `${subnet.netuid} ${subnet.name}` }))
  },
})

/** Any subnet, root included. */
export const ANY_SUBNET = netuid({ summary: 'The subnet', required: true, ask: askWith(() => true) })

/** A subnet with neurons of its own: not root. */
export const SUBNET = netuid({ summary: 'The subnet', required: true, ask: askWith(netuid => netuid !== 0) })
