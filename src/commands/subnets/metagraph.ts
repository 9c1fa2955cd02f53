import { mergeNeeds } from '../../client/metadata/needs.ts'
import { getNames, IDENTITIES } from '../../client/reads/identities.ts'
import { getMechagraph, getMetagraph, MECHAGRAPH, METAGRAPH } from '../../client/reads/metagraph.ts'
import { read } from '../kit/command.ts'
import { integer } from '../kit/options.ts'
import { list } from '../kit/shape.ts'
import { hint, table } from '../kit/view.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { ANY_SUBNET } from '../shared/subnet-option.ts'
import { NEURON, NEURON_LEGEND, neuronColumns, neuronRows, noMechanism, SORT, sorted } from './shared/neurons.ts'

export default read({
  summary: 'List the neurons of a subnet: stake, incentive, dividends, emission, last weights',
  examples: [
    { line: 'tao subnets metagraph 1', does: 'All neurons of subnet 1' },
    { line: 'tao subnets metagraph 1 --sort emission', does: 'Who earns most comes first' },
  ],
  arguments: { netuid: ANY_SUBNET },
  options: {
    sort: SORT,
    mechanism: integer({
      summary: 'Incentives and updates of this mechanism',
      default: 0,
      max: 15,
      aliases: ['mechid', 'mech-id', 'mechanism-id'],
    }),
  },
  uses: ['walletPath', 'network'],
  output: list(NEURON),
  view: (rows, { full }) => [
    table(rows, neuronColumns('α', full), { empty: 'There are no neurons.' }),
    hint(NEURON_LEGEND),
  ],
  run: async ({ netuid, sort, mechanism }, ctx) => {
    const needs = mergeNeeds(IDENTITIES, METAGRAPH, mechanism === 0 ? {} : MECHAGRAPH)
    const client = await (await ctx.chain()).with(needs)
    return ctx.progress(`Reading the neurons of subnet ${netuid}`, async () => {
      const at = await client.at()
      const [whole, part] = await Promise.all([
        getMetagraph(at, netuid),
        mechanism === 0 ? undefined : getMechagraph(at, netuid, mechanism),
      ])
      if (mechanism !== 0 && part === undefined) throw noMechanism(netuid, mechanism)
      const metagraph = part ?? whole
      const names = await getNames(
        at,
        metagraph.neurons.map(({ coldkey }) => coldkey),
      )
      return sorted(neuronRows(metagraph, names, (await ownKeys(ctx)).nameOf), sort)
    })
  },
})
