import { action } from '../kit/command.ts'
import { account, flag, netuid } from '../kit/options.ts'
import { MOVED, MOVING, movedView } from '../shared/staking/move-shape.ts'
import { planMoving } from '../shared/staking/moving.ts'
import { PROTECTION } from '../shared/staking/protection.ts'
import { onePlace, partOf, partOfIt, placeOf } from './shared/place.ts'

export default action({
  summary: 'Move stake to another hotkey, on the same subnet or another one',
  description: [
    'Within a subnet nothing is traded and no fee is taken. To another subnet the stake is sold and bought: it is refused beyond the tolerance, 5% if you say nothing, unless --unsafe is given.',
  ],
  aliases: ['move-swap'],
  examples: [
    { line: 'tao stake move --netuid 1 --hotkey main/old --to main/new --all', does: 'Change the validator' },
    { line: 'tao stake move --netuid 1 --to main/new --dest-netuid 2 --amount 5', does: 'Change the subnet as well' },
  ],
  options: {
    ...onePlace({ netuid: ['origin-netuid', 'origin'], hotkey: ['from', 'origin-hotkey'] }),
    to: account({
      summary: 'The hotkey to which it goes',
      aliases: ['dest', 'dest-ss58', 'dest-hotkey', 'destination-hotkey'],
      required: true,
      complete: 'hotkey',
      ask: {
        message: 'To which hotkey?',
        choices: async (ctx, known) => (await import('../shared/staking/choices.ts')).hotkeyChoices(ctx, known),
      },
    }),
    destNetuid: netuid({ summary: 'The subnet to which it goes; the same if absent', aliases: ['destination-netuid'] }),
    ...partOfIt(['stake-all']),
    claim: flag({ summary: 'Claim what root stake has coming first, in the same transaction', off: ['no-claim'] }),
    ...PROTECTION,
  },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: MOVING,
  output: MOVED,
  view: movedView,
  plan: async (input, ctx) => {
    const { netuid: originNetuid, hotkey: originHotkey } = await placeOf(ctx, input)
    return planMoving(ctx, {
      originNetuid,
      originHotkey,
      destinationNetuid: input.destNetuid ?? originNetuid,
      destinationHotkey: (await ctx.wallets()).address(input.to, 'hotkey'),
      amount: partOf(input.amount, input.all),
      protection: input,
      claimFirst: input.claim,
    })
  },
})
