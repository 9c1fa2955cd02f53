import { TaoError } from '../../primitives/errors.ts'
import { action } from '../kit/command.ts'
import { alpha, flag, tao } from '../kit/options.ts'
import { PROTECTION } from '../shared/staking/protection.ts'
import { planBuyingToBurn } from './shared/buying-to-burn.ts'
import { GIVEN_UP, GIVING_UP, givenUpView, planGivingUp } from './shared/giving-up.ts'
import { onePlace, partOf, placeOf } from './shared/place.ts'

/** What one has is burned without a trade. */
const OF_PURCHASES = ['limitPrice', 'tolerance', 'safeStaking'] as const

export default action({
  summary: 'Burn alpha: what I have, or what is bought with TAO for it',
  description: [
    'Burned alpha is gone for ever; you get nothing for it. tao stake recycle gives it back to the subnet.',
  ],
  aliases: ['burn-alpha'],
  examples: [
    { line: 'tao stake burn --netuid 1 --hotkey main/validator --amount-alpha 5', does: 'Burn 5 alpha of a stake' },
    { line: 'tao stake burn --netuid 1 --amount-tao 10', does: 'Buy alpha for τ10 and burn it' },
  ],
  options: {
    ...onePlace(),
    amountAlpha: alpha({ summary: 'How much alpha of the stake', excludes: ['amountTao', 'all', ...OF_PURCHASES] }),
    amountTao: tao({ summary: 'For how much TAO alpha is bought to burn it', excludes: ['all'] }),
    amount: tao({ summary: 'Not taken: TAO or alpha?', short: 'a', hidden: true }),
    all: flag({ summary: 'All of the stake', excludes: OF_PURCHASES }),
    limitPrice: tao({
      summary: 'The highest price of one alpha to buy at, instead of --tolerance',
      excludes: ['tolerance', 'safeStaking'],
    }),
    tolerance: PROTECTION.tolerance,
    safeStaking: PROTECTION.safeStaking,
  },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: GIVING_UP,
  output: GIVEN_UP,
  view: givenUpView('Burned'),
  check: ({ amount, amountAlpha, amountTao, all }) => {
    if (amount !== undefined) {
      throw new TaoError('usage', '--amount does not say whether TAO or alpha is meant', {
        remedy: 'Give --amount-alpha to burn alpha you have, or --amount-tao to buy alpha and burn it.',
      })
    }
    if (amountAlpha === undefined && amountTao === undefined && !all) {
      throw new TaoError('usage', 'How much?', { remedy: 'Give --amount-alpha, --amount-tao or --all.' })
    }
  },
  plan: async (input, ctx) => {
    const place = await placeOf(ctx, input)
    const { amountTao, amountAlpha, all, limitPrice } = input
    if (amountTao !== undefined) {
      return planBuyingToBurn(ctx, { ...place, amount: amountTao, protection: input, limitPrice })
    }
    return planGivingUp(ctx, { kind: 'burn', ...place, amount: partOf(amountAlpha, all) })
  },
})
