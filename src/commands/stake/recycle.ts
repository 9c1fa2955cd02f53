import { action } from '../kit/command.ts'
import { GIVEN_UP, GIVING_UP, givenUpView, planGivingUp } from './shared/giving-up.ts'
import { onePlace, partOf, partOfIt, placeOf } from './shared/place.ts'

export default action({
  summary: 'Give alpha back to its subnet, which may issue as much again',
  description: ['You get nothing for it. tao stake burn takes it away for ever instead.'],
  aliases: ['recycle-alpha'],
  examples: [{ line: 'tao stake recycle --netuid 1 --hotkey main/validator --amount 5', does: 'Recycle 5 alpha' }],
  options: { ...onePlace(), ...partOfIt() },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: GIVING_UP,
  output: GIVEN_UP,
  view: givenUpView('Recycled'),
  plan: async (input, ctx) =>
    planGivingUp(ctx, { kind: 'recycle', ...(await placeOf(ctx, input)), amount: partOf(input.amount, input.all) }),
})
