import { action } from '../kit/command.ts'
import { WALLET_ARGUMENT } from './shared/key-options.ts'
import { KEY_RESULT, viewKey } from './shared/key-result.ts'
import { coldkeyNamed } from './shared/places-taken.ts'
import { planWatch, WATCH_OPTIONS } from './shared/watching.ts'

export default action({
  summary: 'Write the public file of a coldkey that is elsewhere, to watch its account',
  examples: [
    {
      line: 'tao wallet regen-coldkeypub cold --ss58 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
      does: 'Watch an account under the name cold',
    },
  ],
  arguments: { wallet: WALLET_ARGUMENT },
  options: WATCH_OPTIONS,
  uses: ['walletPath'],
  output: KEY_RESULT,
  view: viewKey,
  plan: async (input, ctx) => planWatch(coldkeyNamed(input.wallet, await ctx.wallets()), input),
})
