import { getSchedule, HALVING } from '../../client/reads/halvings.ts'
import {
  BLOCK_TIME_MS,
  HALVINGS,
  INITIAL_BLOCK_EMISSION,
  projectSchedule,
  type ScheduledEra,
} from '../../consensus/emission.ts'
import { tao as asTao } from '../../primitives/amounts.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { instant } from '../kit/options.ts'
import { integer, list, maybe, moment, record, tao, text } from '../kit/shape.ts'
import { column, hint, table } from '../kit/view.ts'

/** The last moment that a date can hold. */
const END_OF_DATES = 8_640_000_000_000_000n

export default read({
  summary: 'Show all rewards of blocks, from the first to the last TAO',
  description: [
    'Each era pays half of the one before. An era begins when the issuance passes its threshold, not at a height: what is recycled delays all that follows.',
    'Eras to come are projected from the newest block, as if nothing were recycled from then on. With --genesis no chain is asked: the schedule begins there with nothing issued.',
  ],
  examples: [
    { line: 'tao emission schedule --network finney', does: 'From where Bittensor stands now' },
    { line: 'tao emission schedule --genesis 2025-01-01', does: 'Of a chain that begins on that day' },
  ],
  options: {
    genesis: instant({
      summary: 'Project from a genesis at this moment instead of asking a chain',
      placeholder: 'DATE',
    }),
  },
  uses: ['network'],
  output: list(
    record({
      era: integer('How often the reward was halved'),
      state: text('past, current or future'),
      reward: tao('What a block pays'),
      threshold: tao('The issuance at which the era begins'),
      block: maybe(integer('The first block that pays it, or for the current era the next block; null for past eras')),
      time: maybe(moment('The time of that block')),
      issued: maybe(tao('What is issued before that block')),
    }),
  ),
  view: eras => [
    table(eras, [
      column('Era', ({ era }) => cells.integer(era)),
      column('Reward', ({ reward }) => cells.tao(reward)),
      column('From issuance', ({ threshold }) => cells.tao(threshold)),
      column('Block', ({ block }) => (block === undefined ? cells.none : cells.integer(block))),
      column('Time', ({ time, state }) =>
        state === 'past' ? cells.dim('past') : time === undefined ? cells.none : cells.moment(time),
      ),
    ]),
    hint('Projected as if nothing were recycled from here on.'),
  ],
  run: async ({ genesis }, ctx) => {
    if (genesis !== undefined) {
      return rows(projectSchedule({ block: 1n, issuance: 0n, timestamp: BigInt(genesis) + BLOCK_TIME_MS }))
    }
    const client = await (await ctx.chain()).with(HALVING)
    return rows(await getSchedule(client, await client.at()))
  },
})

/** Past eras by their thresholds, then those projected. */
function rows(projected: readonly ScheduledEra[]) {
  const current = projected[0]!.step
  return [{ step: 0, issuance: 0n, emission: INITIAL_BLOCK_EMISSION }, ...HALVINGS].map(
    ({ step, issuance, emission }) => {
      const era = projected.find(each => each.step === step)
      const known = era?.timestamp !== undefined && era.timestamp <= END_OF_DATES
      return {
        era: step,
        state: step < current ? 'past' : step === current ? 'current' : 'future',
        reward: asTao(emission),
        threshold: asTao(issuance),
        block: era?.block,
        time: known ? Number(era.timestamp) : undefined,
        issued: era === undefined ? undefined : asTao(era.issuance),
      }
    },
  )
}
