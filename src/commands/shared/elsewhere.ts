/** Commands that btcli has in another place, or has had. */
import { TaoError } from '../../primitives/errors.ts'
import { type AnyCommand, read } from '../kit/command.ts'
import { integer, text } from '../kit/options.ts'
import { record } from '../kit/shape.ts'

/** The same command under another path, not shown in the help. */
export const alsoHere = (command: AnyCommand): AnyCommand => ({ ...command, hidden: true, aliases: [], examples: [] })

/** A command that says why there is nothing to do, for those who look for it. */
export const goneCommand = (summary: string, why: string, remedy: string): AnyCommand =>
  read({
    summary,
    hidden: true,
    // What is given along with it makes no difference.
    arguments: { given: text({ summary: 'Not looked at', many: true }) },
    options: {
      netuid: integer({ summary: 'Not looked at' }),
      proposal: text({ summary: 'Not looked at', aliases: ['proposal-hash'] }),
      target: text({ summary: 'Not looked at' }),
    },
    uses: ['wallet', 'hotkey', 'walletPath', 'password', 'network'],
    output: record({}),
    run: () => {
      throw new TaoError('unsupported', summary, { why, remedy })
    },
  })
