import { action } from '../kit/command.ts'
import { account, flag, netuid } from '../kit/options.ts'
import { MOVED, MOVING, movedView } from '../shared/staking/move-shape.ts'
import { planMoving } from '../shared/staking/moving.ts'
import { PROTECTION } from '../shared/staking/protection.ts'
import { onePlace, partOf, partOfIt, placeOf } from './shared/place.ts'

export default action({
  summary: 'Give stake to another coldkey',
  description: [
    'It stays with its hotkey, unless --dest-hotkey names another one, and on its subnet, unless --dest-netuid does.',
    'The owner of a subnet can switch this off.',
  ],
  examples: [
    {
      line: 'tao stake transfer savings --netuid 1 --hotkey main/validator --amount 5',
      does: 'Give 5 alpha to another wallet of mine',
    },
  ],
  arguments: {
    to: account({
      summary: 'The coldkey that receives: an address or a wallet',
      aliases: ['dest', 'dest-ss58', 'dest-coldkey', 'destination-coldkey'],
      required: true,
      ask: 'To which coldkey?',
    }),
  },
  options: {
    ...onePlace({ netuid: ['origin-netuid', 'origin'] }),
    destNetuid: netuid({ summary: 'The subnet to which it goes; the same if absent', aliases: ['destination-netuid'] }),
    destHotkey: account({ summary: 'The hotkey to which it goes; the same if absent', complete: 'hotkey' }),
    ...partOfIt(['stake-all']),
    claim: flag({ summary: 'Claim what root stake has coming first, in the same transaction', off: ['no-claim'] }),
    tolerance: PROTECTION.tolerance,
    safeStaking: PROTECTION.safeStaking,
  },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: MOVING,
  output: MOVED,
  view: movedView,
  plan: async (input, ctx) => {
    const wallets = await ctx.wallets()
    const { netuid: originNetuid, hotkey: originHotkey } = await placeOf(ctx, input)
    return planMoving(ctx, {
      originNetuid,
      originHotkey,
      destinationNetuid: input.destNetuid ?? originNetuid,
      destinationHotkey: input.destHotkey === undefined ? originHotkey : wallets.address(input.destHotkey, 'hotkey'),
      destinationColdkey: wallets.address(input.to, 'coldkey'),
      amount: partOf(input.amount, input.all),
      protection: { ...input, partial: false },
      claimFirst: input.claim,
    })
  },
})
