/** Commands that btcli has in another place, or has had. */
import { TaoError } from '../../primitives/errors.ts'
import { type AnyCommand, read } from '../kit/command.ts'
import type { Use } from '../kit/globals.ts'
import { flag, integer, text } from '../kit/options.ts'
import { record } from '../kit/shape.ts'

/** The same command under another path, not shown in the help. */
export const alsoHere = (command: AnyCommand): AnyCommand => ({ ...command, hidden: true, aliases: [], examples: [] })

const CONSENT = {
  yes: flag({ summary: 'Not looked at', short: 'y', aliases: ['no-prompt'], off: ['prompt'] }),
  no: flag({ summary: 'Not looked at' }),
  dryRun: flag({ summary: 'Not looked at' }),
}

const camel = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())

/** Its own options come before settings of the same name. */
const uses = (valued: readonly string[]): readonly Use[] =>
  valued.includes('name') ? ['network'] : ['wallet', 'hotkey', 'walletPath', 'password', 'network']

/** A command that says why there is nothing to do, for those who look for it. */
export const goneCommand = (
  summary: string,
  why: string,
  remedy: string,
  /** What btcli's command takes beside the usual, without dashes: options with a value, and flags. */
  takes: { readonly valued?: readonly string[]; readonly flags?: readonly string[] } = {},
): AnyCommand =>
  read({
    summary,
    hidden: true,
    gone: true,
    // What is given along with it makes no difference.
    arguments: { given: text({ summary: 'Not looked at', many: true }) },
    options: {
      netuid: integer({ summary: 'Not looked at' }),
      ...(takes.valued?.length ? { also: text({ summary: 'Not looked at', many: true, aliases: takes.valued }) } : {}),
      ...Object.fromEntries((takes.flags ?? []).map(name => [camel(name), flag({ summary: 'Not looked at' })])),
      ...CONSENT,
    },
    uses: uses(takes.valued ?? []),
    output: record({}),
    run: () => {
      throw new TaoError('unsupported', summary, { why, remedy })
    },
  })
