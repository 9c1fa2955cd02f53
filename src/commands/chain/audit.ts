import { auditChain } from '../../client/development.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { hex, integer, list, maybe, record, text } from '../kit/shape.ts'
import { column, lines, table } from '../kit/view.ts'

export default read({
  summary: 'Check that every sum of the chain inside is that of its parts',
  description: [
    'Reads the whole state of the newest block: that every entry is written as its type says, that counters agree with what they count since block 0, and that entries which name each other do so.',
    'Blocks are checked in the same way while they are made, by what they change; an audit also finds what was changed by force (System.set_storage, sudo). Exit code 1 when something does not hold.',
  ],
  examples: [{ line: 'tao chain audit', does: 'Check the chain inside, or the node that serves it' }],
  uses: ['network'],
  output: record({
    block: integer('The block whose state was read'),
    blockHash: hex('Its hash'),
    broken: integer('How much does not hold'),
    checks: list(
      record({
        name: text('What should hold'),
        checked: integer('At how many places it was looked for'),
        broken: integer('At how many it does not hold'),
        findings: list(
          record({
            subject: text('Where'),
            off: maybe(text('How far a sum is off, in its own units (rao, 10^-30 of a share, or a count)')),
          }),
        ),
      }),
    ),
  }),
  view: ({ block, broken, checks }) => [
    table(
      checks,
      [
        column('Check', ({ name }) => cells.text(name)),
        column('Looked at', ({ checked }) => cells.integer(checked)),
        column('Broken', check => (check.broken === 0 ? cells.good('none') : cells.bad(`${check.broken}`))),
      ],
      { title: `The state of block ${block}` },
    ),
    ...checks.flatMap(({ name, findings, broken }) =>
      broken === 0
        ? []
        : [
            lines(
              '',
              `${name}, but not for:`,
              ...findings.map(({ subject, off }) => `  ${subject}${off === undefined ? '' : `, off by ${off}`}`),
              ...(broken > findings.length ? [`  and ${Number(broken) - findings.length} more`] : []),
            ),
          ],
    ),
    ...(broken === 0 ? [lines('', 'All of it holds.')] : []),
  ],
  exitCode: ({ broken }) => (broken === 0 ? 0 : 1),
  run: async (_, ctx) => {
    const chain = await ctx.chain()
    const { head, checks } = await ctx.progress('Reading the whole state', () => auditChain(chain))
    return {
      block: head.number,
      blockHash: head.hash,
      broken: checks.reduce((sum, check) => sum + check.broken, 0),
      checks: checks.map(({ findings, ...check }) => ({
        ...check,
        findings: findings.map(({ subject, off }) => ({ subject, off: off ?? undefined })),
      })),
    }
  },
})
