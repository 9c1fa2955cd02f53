import { action } from '../kit/command.ts'
import { flag, tao } from '../kit/options.ts'
import { ADDED, ADDING, addedView, amountOf, planAdding } from '../shared/staking/adding.ts'
import { anyHotkeys, hotkeysOf } from '../shared/staking/hotkeys.ts'
import { PROTECTION } from '../shared/staking/protection.ts'
import { someSubnets } from '../shared/staking/subnets.ts'

export default action({
  summary: 'Stake TAO with a hotkey on a subnet',
  description: [
    'On a subnet the TAO buys alpha from its pool; on root (--netuid 0) it stays TAO.',
    'Nothing is bought beyond the price of now and the tolerance, 5% if you say nothing: the whole is refused then. --partial takes what can be had within it, --unsafe takes any price.',
    'Several subnets or hotkeys are one transaction, all or nothing: the amount goes to each of them, --all is shared out.',
  ],
  examples: [
    { line: 'tao stake add 10 --netuid 1 --hotkey main/validator', does: 'Stake τ10 on subnet 1' },
    { line: 'tao stake add 5 --netuid 1,2 --tolerance 1%', does: 'τ5 on each of two subnets' },
    { line: 'tao stake add --netuid 0 --all --dry-run', does: 'See what staking everything on root would come to' },
  ],
  arguments: {
    amount: tao({
      summary: 'How much TAO, for each place',
      aliases: ['amount-tao'],
      required: true,
      excludes: ['all'],
      ask: { message: 'How much TAO?', last: true },
    }),
  },
  options: {
    ...someSubnets('The subnet, or several'),
    ...anyHotkeys('With whom: a hotkey of mine, or anybody’s address', async (ctx, known) =>
      (await import('../shared/staking/choices.ts')).hotkeyChoices(ctx, known),
    ),
    all: flag({ summary: 'All TAO that can be spent', short: 'a', aliases: ['all-tokens'] }),
    ...PROTECTION,
  },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: ADDING,
  output: ADDED,
  view: result => addedView(result),
  plan: async (input, ctx) =>
    planAdding(ctx, {
      netuids: input.allNetuids ? 'all' : input.netuid,
      hotkeys: await hotkeysOf(ctx, input),
      amount: amountOf(input.amount, input.all),
      protection: input,
    }),
})
