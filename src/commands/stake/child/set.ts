import { action } from '../../kit/command.ts'
import { flag, netuid, ratio, text } from '../../kit/options.ts'
import { hotkeyOf, ownHotkey } from '../../shared/staking/hotkeys.ts'
import { WAIT } from '../../shared/waiting.ts'
import { parseChildren } from './shared/children.ts'
import { CHILDREN_SET, CHILDREN_SETTING, childrenSetView, planChildren } from './shared/setting.ts'

export default action({
  summary: 'Let other hotkeys work with shares of a validator’s stake on a subnet',
  description: [
    'These children take the place of the present ones. They are applied after a cooldown (7200 blocks, a day, where nothing else is set), in an epoch of the subnet; before the subnet has started at once.',
    'The stake stays where it is. A child earns with it and keeps its take; what is left of the stake the validator works with himself.',
  ],
  examples: [
    {
      line: 'tao stake child set --netuid 1 --hotkey main/validator --children main/second:0.25',
      does: 'A quarter to another hotkey of mine',
    },
  ],
  options: {
    netuid: netuid({
      summary: 'The subnet, or several',
      many: true,
      aliases: ['netuids'],
      required: true,
      excludes: ['allNetuids'],
      ask: {
        message: 'On which subnet?',
        choices: async ctx => (await import('../../shared/staking/choices.ts')).subnetChoices(ctx),
      },
    }),
    allNetuids: flag({ summary: 'On every subnet but root', off: ['no-all-netuids'] }),
    ...ownHotkey('The hotkey whose stake it is'),
    children: text({
      summary: 'The children with their shares: HOTKEY:0.5, or HOTKEY with --proportions, or JSON [[0.5, "5F…"]]',
      placeholder: 'HOTKEY:SHARE',
      short: 'c',
      many: true,
      required: true,
      ask: 'Which children, with which shares? (HOTKEY:0.5)',
    }),
    proportions: ratio({ summary: 'The shares of the children, in their order', aliases: ['prop'], many: true }),
    wait: WAIT,
  },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: CHILDREN_SETTING,
  output: CHILDREN_SET,
  view: childrenSetView,
  plan: async (input, ctx) => {
    const { address: hotkey } = await hotkeyOf(ctx, input)
    return planChildren(ctx, {
      hotkey,
      netuids: input.allNetuids ? 'all' : input.netuid,
      children: parseChildren(input.children, input.proportions, await ctx.wallets()),
      wait: input.wait,
    })
  },
})
