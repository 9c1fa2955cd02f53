import { action } from '../kit/command.ts'
import { account, flag, tao } from '../kit/options.ts'
import { ADDED, ADDING, addedView, amountOf, planAdding } from '../shared/staking/adding.ts'
import { PROTECTION } from '../shared/staking/protection.ts'
import { oneSubnet } from '../shared/staking/subnets.ts'

export default action({
  summary: 'Stake TAO with somebody else’s hotkey',
  description: [
    'As tao stake add does; whose hotkey it is and what it keeps is told before anything is done. tao delegate show tells what it earned.',
  ],
  examples: [
    {
      line: 'tao delegate add 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty 10 --netuid 0',
      does: 'Stake τ10 on root with a validator',
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
        message: 'Which delegate?',
        choices: async (ctx, known) => (await import('../shared/staking/choices.ts')).hotkeyChoices(ctx, known),
      },
    }),
    amount: tao({
      summary: 'How much TAO',
      short: 'a',
      aliases: ['amount-tao'],
      required: true,
      excludes: ['all'],
      ask: { message: 'How much TAO?', last: true },
    }),
  },
  options: {
    netuid: oneSubnet('The subnet; 0 is root'),
    all: flag({ summary: 'All TAO that can be spent' }),
    ...PROTECTION,
  },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: ADDING,
  output: ADDED,
  view: addedView,
  plan: async (input, ctx) => {
    const address = (await ctx.wallets()).address(input.hotkey, 'hotkey')
    return planAdding(ctx, {
      netuids: [input.netuid],
      hotkeys: [{ name: undefined, address }],
      amount: amountOf(input.amount, input.all),
      protection: input,
    })
  },
})
