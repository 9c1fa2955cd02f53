import { action } from '../kit/command.ts'
import { choice } from '../kit/options.ts'
import { MODE_SET, MODES, modeView, netuidRange, planMode } from './shared/claim-mode.ts'

export default action({
  summary: 'Set what becomes of root dividends: sell them for TAO, or keep the alpha',
  description: [
    'swap sells the alpha and stakes the TAO on root, with the same hotkey; keep stakes the alpha on the subnet it comes from; keep-subnets keeps it on the subnets named and sells the rest.',
  ],
  aliases: ['unclaim', 'set-claim-type'],
  examples: [
    { line: 'tao stake set-claim keep', does: 'Keep the alpha of every subnet' },
    { line: 'tao stake set-claim keep-subnets --netuids 1,5', does: 'Keep that of two, sell the rest' },
  ],
  arguments: {
    mode: choice(MODES, {
      summary: 'swap, keep or keep-subnets',
      aliases: ['claim-type'],
      required: true,
      ask: 'What shall become of root dividends?',
    }),
  },
  options: {
    netuids: netuidRange({
      summary: 'For these subnets only, the other way for the rest: 1,2 or 1-5',
      many: true,
      aliases: ['netuid'],
    }),
  },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  output: MODE_SET,
  view: modeView,
  plan: ({ mode, netuids }, ctx) => planMode(ctx, { name: mode, netuids: netuids.flat() }),
})
