import { action } from '../kit/command.ts'
import { anyHotkeys, hotkeysOf } from '../shared/staking/hotkeys.ts'
import { planLeaving } from '../shared/staking/leaving.ts'
import { REMOVED, REMOVING, removedView } from '../shared/staking/removing.ts'

export default action({
  summary: 'Take everything from a hotkey, on every subnet and root, at any price',
  description: ['tao stake remove --hotkey HOTKEY --all does the same within a tolerance.'],
  examples: [{ line: 'tao stake unstake-all --hotkey main/validator --dry-run', does: 'See what it would bring' }],
  options: anyHotkeys('The hotkey', async (ctx, known) =>
    (await import('../shared/staking/choices.ts')).holderChoices(ctx, known),
  ),
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: REMOVING,
  output: REMOVED,
  view: removedView,
  plan: async (input, ctx) => planLeaving(ctx, { hotkeys: await hotkeysOf(ctx, input), toRoot: false }),
})
