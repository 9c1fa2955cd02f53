import { getMechanisms, MECHANISMS } from '../../../client/reads/mechanisms.ts'
import { ofU16 } from '../../../client/reads/values.ts'
import { cells } from '../../kit/cells.ts'
import { read } from '../../kit/command.ts'
import { decimal, flag, integer, list, record } from '../../kit/shape.ts'
import { column, hint, table } from '../../kit/view.ts'
import { SUBNET } from '../../shared/subnet-option.ts'

export default read({
  summary: 'Show how the emission of a subnet is split among its mechanisms',
  examples: [{ line: 'tao subnets mechanisms emissions 1', does: 'The shares on subnet 1' }],
  arguments: { netuid: SUBNET },
  uses: ['network'],
  output: list(
    record({
      mechanism: integer('Its number'),
      share: decimal('Its share of the emission, from 0 to 1'),
      parts: integer('The same in parts of 65535, as the chain holds it'),
      chosen: flag('Whether the owner has said so; else the split is even'),
    }),
  ),
  view: rows => [
    table(rows, [
      column('Mechanism', ({ mechanism }) => cells.integer(mechanism)),
      column('Share', ({ share }) => cells.percent(share)),
      column('Parts', ({ parts }) => cells.integer(parts)),
    ]),
    ...(rows[0]?.chosen ? [] : [hint('The owner has chosen none: the split is even.')]),
  ],
  run: async ({ netuid }, ctx) => {
    const client = await (await ctx.chain()).with(MECHANISMS)
    const { split, isChosen } = await getMechanisms(client, netuid)
    return split.map((parts, mechanism) => ({ mechanism, share: ofU16(parts), parts, chosen: isChosen }))
  },
})
