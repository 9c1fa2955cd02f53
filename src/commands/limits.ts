import { getClock, momentOf } from '../client/reads/clock.ts'
import { getLimits, LIMITS } from '../client/reads/limits.ts'
import { TaoError } from '../primitives/errors.ts'
import { cells, duration } from './kit/cells.ts'
import { read } from './kit/command.ts'
import { flag, netuid } from './kit/options.ts'
import { address, flag as flagShape, integer, list, maybe, record, text } from './kit/shape.ts'
import { card, column, hint, table } from './kit/view.ts'
import { coldkeyAddress, hotkeyAddress } from './shared/keys.ts'
import { MOMENT, momentCell } from './shared/waiting.ts'

const OF = { coldkey: 'coldkey', hotkey: 'hotkey', subnet: 'owner', network: 'everybody' } as const

export default read({
  summary: 'List what keys may do only every so often, and when they may do it again',
  description: [
    'Of the coldkey, of its hotkey on each subnet, and of the subnets that the coldkey owns. What the owner of a subnet can do at once is left out unless --all is given; --json always has all.',
    'Commands that meet such a limit say the same, and wait with --wait.',
  ],
  examples: [
    { line: 'tao limits', does: 'Wallet and hotkey of the settings' },
    { line: 'tao limits --wallet main --hotkey validator --netuid 1', does: 'On one subnet' },
    { line: 'tao limits --waiting', does: 'Only what cannot be done now' },
  ],
  options: {
    netuid: netuid({ summary: 'Only on these subnets', many: true, aliases: ['netuids'] }),
    waiting: flag({ summary: 'Only what cannot be done now' }),
    all: flag({ summary: 'What an owner can do at once as well', short: 'a', excludes: ['waiting'] }),
  },
  uses: ['wallet', 'hotkey', 'walletPath', 'network'],
  output: record({
    block: integer('The newest block'),
    coldkey: maybe(address('The coldkey; null where it is not here')),
    hotkey: maybe(address('The hotkey; null where it is not here')),
    limits: list(
      record({
        of: text('Whose limit it is: coldkey, hotkey, subnet (its owner) or network (everybody together)'),
        netuid: maybe(integer('The subnet it is about; null for all')),
        what: text('What is limited'),
        blocks: integer('Blocks that must lie between two times'),
        last: maybe(integer('The block in which it was done last; null for never')),
        possible: flagShape('Whether the next block takes it'),
        free: MOMENT('The first block that takes it, and its time'),
        seconds: integer('Seconds until then; 0 where it is possible'),
        command: text('The command that does it'),
      }),
    ),
  }),
  view: ({ block, limits }) => [
    card([['Block', cells.integer(block)]]),
    table(
      limits,
      [
        column('Subnet', row => (row.netuid === undefined ? { text: '' } : cells.integer(row.netuid)), { merge: true }),
        column('Of', row => ({ ...cells.text(OF[row.of as keyof typeof OF]), bare: row.of })),
        column('What', row => cells.text(row.what)),
        column('Every', row => ({ ...cells.integer(row.blocks), text: `${row.blocks} blocks` })),
        column('Last', row => (row.last === undefined ? cells.none : cells.integer(row.last))),
        column('Free', row => (row.possible ? cells.good('now') : momentCell(row.free))),
        column('In', row =>
          row.possible
            ? { text: '', bare: '0' }
            : { ...cells.text(duration(Number(row.seconds) * 1000)), bare: String(row.seconds) },
        ),
      ],
      { empty: 'Nothing is in the way.' },
    ),
    hint('Commands wait for it with --wait.'),
  ],
  run: async ({ netuid: netuids, waiting, all }, ctx) => {
    const [coldkey, hotkey] = await Promise.all([ifHere(coldkeyAddress(ctx)), ifHere(hotkeyAddress(ctx))])
    if (coldkey === undefined && hotkey === undefined) await coldkeyAddress(ctx)
    const client = await (await ctx.chain()).with(LIMITS)
    return ctx.progress('Reading limits', async () => {
      const at = await client.at()
      const [clock, found] = await Promise.all([
        getClock(client, at),
        getLimits(client, at, { coldkey, hotkey, netuids }),
      ])
      const next = clock.block + 1
      const isShown = (limit: { readonly of: string; readonly freeAt: number }): boolean =>
        waiting ? limit.freeAt > next : all || ctx.settings.json || limit.of !== 'subnet' || limit.freeAt > next
      const limits = found.filter(isShown).map(({ freeAt, ...limit }) => ({
        ...limit,
        possible: freeAt <= next,
        free: momentOf(clock, Math.max(freeAt, next)),
        seconds: freeAt <= next ? 0 : Math.ceil(((freeAt - clock.block) * clock.slot) / 1000),
      }))
      return { block: clock.block, coldkey, hotkey, limits }
    })
  },
})

/** A wallet may hold one of both only. */
async function ifHere(address: Promise<string>): Promise<string | undefined> {
  try {
    return await address
  } catch (error) {
    if (error instanceof TaoError && error.code === 'not_found') return undefined
    throw error
  }
}
