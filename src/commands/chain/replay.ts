import { type BrokenInvariant, replayInside } from '../../client/providers/inside.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { file } from '../kit/options.ts'
import { flag, hex, integer, list, maybe, record, text } from '../kit/shape.ts'
import { card, column, lines, table } from '../kit/view.ts'

const broken = (summary: string) =>
  list(
    record({
      invariant: text(summary),
      subject: text('Where'),
      off: maybe(text('How far a sum is off, in its own units (rao, 10^-30 of a share, or a count)')),
    }),
  )

export default read({
  summary: 'Make a block again that was stopped because it would have broken the chain',
  description: [
    'Such a block is not made; what it was made of and what it read is written to a file in the folder reports of the chain. The file is all that is needed here: no chain is opened or changed.',
    'Exit code 1 when the block still breaks something.',
  ],
  examples: [{ line: 'tao chain replay block-1204-5f1c22ab.json', does: 'See whether this version still breaks it' }],
  arguments: {
    report: file({ summary: 'The report', required: true, ask: 'Which report?' }),
  },
  output: record({
    block: integer('The number of the block'),
    profile: text('The profile of its chain'),
    specVersion: integer('The version of the Subtensor runtime whose rules it follows'),
    genesisHash: hex('The hash of block 0 of its chain'),
    transactions: integer('Transactions in the block'),
    keys: integer('Storage keys that it read'),
    holds: flag('Whether everything holds now'),
    reported: broken('What did not hold when it was reported'),
    broken: broken('What does not hold now'),
  }),
  view: ({ block, profile, specVersion, transactions, keys, holds, broken: now }) => [
    card([
      ['Block', cells.integer(block)],
      ['Chain', cells.text(`${profile}, Subtensor spec ${specVersion}`)],
      ['Transactions', cells.integer(transactions)],
      ['Keys read', cells.integer(keys)],
      ['Outcome', holds ? cells.good('everything holds now') : cells.bad('broken')],
    ]),
    ...(holds
      ? []
      : [
          lines(''),
          table(now, [
            column('What should hold', ({ invariant }) => cells.text(invariant)),
            column('Where', ({ subject }) => cells.text(subject)),
            column('Off by', ({ off }) => (off === undefined ? cells.none : cells.text(off))),
          ]),
        ]),
  ],
  exitCode: ({ holds }) => (holds ? 0 : 1),
  run: async ({ report }) => {
    const replayed = await replayInside(report)
    return {
      ...replayed,
      holds: replayed.broken.length === 0,
      reported: replayed.reported.map(told),
      broken: replayed.broken.map(told),
    }
  },
})

const told = ({ off, ...finding }: BrokenInvariant) => ({ ...finding, off: off?.toString() })
