import { action } from '../../kit/command.ts'
import { flag, netuid } from '../../kit/options.ts'
import { hotkeyOf, ownHotkey } from '../../shared/staking/hotkeys.ts'
import { WAIT } from '../../shared/waiting.ts'
import { CHILDREN_SET, CHILDREN_SETTING, childrenSetView, planChildren } from './shared/setting.ts'

export default action({
  summary: 'Take all children from a hotkey on a subnet',
  description: ['It is applied after the same cooldown as setting children.'],
  examples: [{ line: 'tao stake child revoke --netuid 1 --hotkey main/validator', does: 'Work with all stake again' }],
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
    allNetuids: flag({ summary: 'On every subnet but root', aliases: ['all', 'allnetuids'] }),
    ...ownHotkey('The hotkey'),
    wait: WAIT,
  },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: CHILDREN_SETTING,
  output: CHILDREN_SET,
  view: childrenSetView,
  plan: async (input, ctx) => {
    const { address: hotkey } = await hotkeyOf(ctx, input)
    const netuids = input.allNetuids ? 'all' : input.netuid
    return planChildren(ctx, { hotkey, netuids, children: [], wait: input.wait })
  },
})
