import { action } from '../../kit/command.ts'
import { delegateOption } from '../shared/options.ts'
import { ENDED_ANNOUNCEMENT, ENDING, endedView, hashArgument, planEnding } from './shared/ending.ts'

export default action({
  summary: 'Reject what a proxy has announced for the account',
  description: ['The call cannot be made then. The proxy stays one, and gets its deposit for the announcement back.'],
  examples: [
    { line: 'tao proxy announcements reject --wallet main', does: 'Stop the only call that is announced for main' },
  ],
  arguments: { callHash: hashArgument('reject') },
  options: { delegate: delegateOption('Who has announced it, where the hash does not tell it apart') },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: ENDING,
  output: ENDED_ANNOUNCEMENT,
  view: endedView,
  plan: async ({ callHash, delegate }, ctx) => {
    const named = delegate === undefined ? undefined : (await ctx.wallets()).address(delegate, 'coldkey')
    return planEnding(ctx, 'reject', { callHash, delegate: named })
  },
})
