import { mergeNeeds } from '../../client/metadata/needs.ts'
import { CLOCK, getClock, momentOf } from '../../client/reads/clock.ts'
import { getStart, STARTS } from '../../client/reads/registrations.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { address, flag, integer, maybe, record } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { SUBNET } from '../shared/subnet-option.ts'
import { MOMENT, momentCell } from '../shared/waiting.ts'

export default read({
  summary: 'Show whether a subnet has been started, or when it can be',
  examples: [{ line: 'tao subnets check-start 2', does: 'See when subnet 2 can be started' }],
  arguments: { netuid: SUBNET },
  uses: ['network'],
  output: record({
    netuid: integer('The subnet'),
    started: flag('Whether it has been started'),
    startedAt: maybe(MOMENT('When it began to emit')),
    possible: flag('Whether its owner can start it now'),
    possibleAt: maybe(MOMENT('From when on; null once it has been started')),
    registered: MOMENT('When it was registered'),
    delay: integer('Blocks that must lie between'),
    owner: address('Who can start it'),
  }),
  view: ({ started, startedAt, possible, possibleAt, registered, owner }) => [
    card([
      ['Started', started ? momentCell(startedAt!) : cells.warn('not yet')],
      ...(possibleAt === undefined
        ? []
        : [['Can be started', possible ? cells.good('now') : momentCell(possibleAt)] as const]),
      ['Registered', momentCell(registered)],
      ['Owner', cells.address(owner)],
    ]),
  ],
  run: async ({ netuid }, ctx) => {
    const client = await (await ctx.chain()).with(mergeNeeds(STARTS, CLOCK))
    const at = await client.at()
    const [start, clock] = await Promise.all([getStart(at, netuid), getClock(client, at)])
    const { startedAt, possibleAt, owner, delay } = start
    const started = startedAt !== undefined
    return {
      netuid,
      started,
      startedAt: started ? momentOf(clock, startedAt) : undefined,
      possible: !started && possibleAt <= clock.block + 1,
      possibleAt: started ? undefined : momentOf(clock, Math.max(possibleAt, clock.block + 1)),
      registered: momentOf(clock, start.registeredAt),
      delay,
      owner,
    }
  },
})
