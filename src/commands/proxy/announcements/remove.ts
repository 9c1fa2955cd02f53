import { action } from '../../kit/command.ts'
import { account } from '../../kit/options.ts'
import { ENDED_ANNOUNCEMENT, ENDING, endedView, hashArgument, planEnding } from './shared/ending.ts'

export default action({
  summary: 'Take back what you have announced as a proxy',
  description: ['The deposit for it comes back.'],
  examples: [{ line: 'tao proxy announcements remove', does: 'Take back the only announcement of the wallet' }],
  arguments: { callHash: hashArgument('remove') },
  options: { real: account({ summary: 'For whom it was announced, where the hash does not tell it apart' }) },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: ENDING,
  output: ENDED_ANNOUNCEMENT,
  view: endedView,
  plan: async ({ callHash, real }, ctx) => {
    const named = real === undefined ? undefined : (await ctx.wallets()).address(real, 'coldkey')
    return planEnding(ctx, 'remove', { callHash, real: named })
  },
})
