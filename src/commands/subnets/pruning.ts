import { mergeNeeds } from '../../client/metadata/needs.ts'
import { CLOCK, getClock, momentOf } from '../../client/reads/clock.ts'
import { getMetagraph, METAGRAPH } from '../../client/reads/metagraph.ts'
import { getPruningRules, inOrderOfPruning, nextPruned, PRUNING } from '../../client/reads/pruning.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { address, alpha, flag, integer, list, maybe, record, text } from '../kit/shape.ts'
import { column, hint, table } from '../kit/view.ts'
import { shortAlpha } from '../shared/short.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { SUBNET } from '../shared/subnet-option.ts'
import { MOMENT } from '../shared/waiting.ts'

export default read({
  summary: 'List the neurons of a subnet in the order in which they would make room for new ones',
  description: [
    'In a full subnet a registration replaces the neuron with the least emission that is beyond its immunity; while few are, one that is immune. Some of the owner are never replaced.',
  ],
  examples: [{ line: 'tao subnets pruning 1', does: 'Who goes next on subnet 1' }],
  aliases: ['prune'],
  arguments: { netuid: SUBNET },
  uses: ['walletPath', 'network'],
  output: list(
    record({
      uid: integer('Its number'),
      hotkey: address('Its hotkey'),
      own: maybe(text('Its name in the wallets here')),
      emission: alpha('Alpha of the last epoch'),
      registeredAt: integer('The block of its registration'),
      protection: text('none, immune (registered lately) or never (one of the owner)'),
      immuneUntil: maybe(MOMENT('When its immunity ends; null where it is over or never ends')),
      next: flag('Whether the next registration would replace it'),
    }),
  ),
  view: rows => [
    table(rows, [
      column('UID', ({ uid }) => cells.integer(uid)),
      column('Hotkey', row =>
        row.own === undefined ? cells.address(row.hotkey) : { ...cells.good(`${row.own} *`), bare: row.hotkey },
      ),
      column('Emission', ({ emission }) => shortAlpha(emission, 6)),
      column('Registered', ({ registeredAt }) => cells.integer(registeredAt)),
      column('Protection', ({ protection, immuneUntil }) =>
        cells.text(immuneUntil === undefined ? protection : `immune until ${immuneUntil.block}`),
      ),
      column('Next', ({ next }) => (next ? cells.bad('next') : { text: '' }), { optional: true }),
    ]),
    hint('In a subnet with free places nobody goes. * is yours.'),
  ],
  run: async ({ netuid }, ctx) => {
    const client = await (await ctx.chain()).with(mergeNeeds(METAGRAPH, PRUNING, CLOCK))
    const at = await client.at()
    const [metagraph, rules, clock] = await Promise.all([
      getMetagraph(at, netuid),
      getPruningRules(at, netuid),
      getClock(client, at),
    ])
    const { nameOf } = await ownKeys(ctx)
    // The next registration stands in the next block.
    const soon = clock.block + 1
    const next = nextPruned(metagraph, rules, soon)
    return inOrderOfPruning(metagraph, rules, soon).map(candidate => ({
      ...candidate,
      own: nameOf(candidate.hotkey) ?? nameOf(candidate.coldkey),
      immuneUntil: candidate.protection === 'immune' ? momentOf(clock, candidate.immuneUntil) : undefined,
      next: candidate.uid === next?.uid,
    }))
  },
})
