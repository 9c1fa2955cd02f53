import { action } from '../kit/command.ts'
import { keyPlace } from '../shared/keys.ts'
import { WALLET_ARGUMENT } from './shared/key-options.ts'
import { KEY_RESULT, viewKey } from './shared/key-result.ts'
import { planWatch, WATCH_OPTIONS } from './shared/watching.ts'

export default action({
  summary: 'Write the public file of a hotkey that is elsewhere',
  examples: [
    {
      line: 'tao wallet regen-hotkeypub main --hotkey miner --ss58 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty',
      does: 'Name the hotkey of another machine',
    },
  ],
  arguments: { wallet: WALLET_ARGUMENT },
  options: WATCH_OPTIONS,
  uses: ['walletPath', 'hotkey'],
  output: KEY_RESULT,
  view: viewKey,
  plan: async (input, ctx) => planWatch(await keyPlace(ctx, true), input),
})
