import { ZERO_ALPHA } from '../../primitives/amounts.ts'
import { action } from '../kit/command.ts'
import { account, alpha, flag, netuid } from '../kit/options.ts'
import { PROTECTION } from '../shared/staking/protection.ts'
import { planRemoving, REMOVED, REMOVING, removedView } from '../shared/staking/removing.ts'

export default action({
  summary: 'Turn stake with somebody’s hotkey back into TAO',
  description: ['As tao stake remove does. Without --netuid, --all means every subnet and root.'],
  examples: [
    {
      line: 'tao delegate remove 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty 10 --netuid 0',
      does: 'Take τ10 from root',
    },
  ],
  arguments: {
    hotkey: account({
      summary: 'The hotkey of the delegate',
      required: true,
      short: 'H',
      aliases: ['hotkey-ss58', 'hotkey-ss58-address', 'delegate'],
      complete: 'hotkey',
      ask: {
        message: 'With which hotkey?',
        choices: async (ctx, known) => (await import('../shared/staking/choices.ts')).holderChoices(ctx, known),
      },
    }),
    amount: alpha({
      summary: 'How much: alpha of the subnet, on root TAO',
      short: 'a',
      aliases: ['amount-alpha'],
      required: true,
      excludes: ['all'],
      ask: { message: 'How much?', last: true },
    }),
  },
  options: {
    netuid: netuid({ summary: 'The subnet; 0 is root' }),
    all: flag({ summary: 'All of it', aliases: ['unstake-all'] }),
    claim: flag({ summary: 'Claim what root stake has coming first, in the same transaction', off: ['no-claim'] }),
    ...PROTECTION,
  },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: REMOVING,
  output: REMOVED,
  view: removedView,
  plan: async (input, ctx) =>
    planRemoving(ctx, {
      wanted: {
        netuids: input.netuid === undefined ? undefined : [input.netuid],
        hotkeys: [(await ctx.wallets()).address(input.hotkey, 'hotkey')],
      },
      amount: input.all ? 'all' : (input.amount ?? ZERO_ALPHA),
      protection: input,
      claimFirst: input.claim,
    }),
})
