import take from '../delegate/take.ts'
import { type ActionCommand, read } from '../kit/command.ts'
import type { Options } from '../kit/options.ts'

const { plan, options = {}, output, view } = take as unknown as ActionCommand<Options, Options, unknown>

/** `delegate take` without a take: it sends nothing, and takes nothing that is for sending. */
export default read({
  summary: 'Show what a hotkey keeps of the dividends of others',
  hidden: true,
  options: { hotkey: options.hotkey! },
  uses: ['wallet', 'walletPath', 'network'],
  output,
  ...(view === undefined ? {} : { view }),
  run: async ({ hotkey }, ctx) => (await plan({ hotkey, take: undefined, wait: false }, ctx)).perform(),
})
