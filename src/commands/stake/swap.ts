import { action } from '../kit/command.ts'
import { flag, netuid } from '../kit/options.ts'
import { MOVED, MOVING, movedView } from '../shared/staking/move-shape.ts'
import { planMoving } from '../shared/staking/moving.ts'
import { PROTECTION } from '../shared/staking/protection.ts'
import { onePlace, partOf, partOfIt, placeOf } from './shared/place.ts'

export default action({
  summary: 'Move stake to another subnet, with the same hotkey',
  description: [
    'The alpha of the one subnet is sold and that of the other bought. It is refused beyond the tolerance, 5% if you say nothing; --partial moves what can be moved within it, --unsafe takes any price.',
  ],
  examples: [
    { line: 'tao stake swap --netuid 1 --hotkey main/validator --dest-netuid 2 --amount 5', does: 'Move 5 alpha' },
    { line: 'tao stake swap --netuid 0 --dest-netuid 1 --all --dry-run', does: 'See what root stake would become' },
  ],
  options: {
    ...onePlace({ netuid: ['origin-netuid', 'origin'], netuidShort: 'o' }),
    destNetuid: netuid({
      summary: 'The subnet to which it goes',
      short: 'd',
      aliases: ['dest', 'destination-netuid'],
      required: true,
      ask: {
        message: 'To which subnet?',
        choices: async ctx => (await import('../shared/staking/choices.ts')).subnetChoices(ctx),
      },
    }),
    ...partOfIt(['swap-all']),
    claim: flag({ summary: 'Claim what root stake has coming first, in the same transaction', off: ['no-claim'] }),
    ...PROTECTION,
  },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: MOVING,
  output: MOVED,
  view: movedView,
  plan: async (input, ctx) => {
    const { netuid: originNetuid, hotkey } = await placeOf(ctx, input)
    return planMoving(ctx, {
      originNetuid,
      originHotkey: hotkey,
      destinationNetuid: input.destNetuid,
      destinationHotkey: hotkey,
      amount: partOf(input.amount, input.all),
      protection: input,
      claimFirst: input.claim,
    })
  },
})
