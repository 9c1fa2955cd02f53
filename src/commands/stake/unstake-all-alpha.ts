import { action } from '../kit/command.ts'
import { anyHotkeys, hotkeysOf } from '../shared/staking/hotkeys.ts'
import { planLeaving } from '../shared/staking/leaving.ts'
import { REMOVED, REMOVING, removedView } from '../shared/staking/removing.ts'

export default action({
  summary: 'Sell all alpha with a hotkey, at any price, and stake the TAO on root',
  description: ['Stake on root stays where it is. The same hotkey gets the TAO.'],
  examples: [{ line: 'tao stake unstake-all-alpha --hotkey main/validator', does: 'Leave all subnets for root' }],
  options: anyHotkeys('The hotkey', async (ctx, known) =>
    (await import('../shared/staking/choices.ts')).holderChoices(ctx, known),
  ),
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: REMOVING,
  output: REMOVED,
  view: removedView,
  plan: async (input, ctx) => planLeaving(ctx, { hotkeys: await hotkeysOf(ctx, input), toRoot: true }),
})
