import { type Alpha, ZERO_ALPHA } from '../../primitives/amounts.ts'
import { TaoError } from '../../primitives/errors.ts'
import { action } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import { alpha, flag, netuid } from '../kit/options.ts'
import { anyHotkeys, hotkeysOf } from '../shared/staking/hotkeys.ts'
import { planLeaving } from '../shared/staking/leaving.ts'
import { chosenPosition, type PositionsGiven, wantedOf } from '../shared/staking/positions.ts'
import { PROTECTION, type Protection } from '../shared/staking/protection.ts'
import { planRemoving, REMOVED, REMOVING, removedView } from '../shared/staking/removing.ts'

const PLACES = ['netuid', 'allNetuids', 'hotkey', 'allHotkeys', 'excludeHotkeys', 'allAlpha']

export default action({
  summary: 'Turn stake back into TAO',
  description: [
    'An amount is in what the stake is: alpha of the subnet, on root TAO. --all takes all of what is meant: of a subnet, of a hotkey, of both.',
    'Nothing is sold below the price of now less the tolerance, 5% if you say nothing: the whole is refused then. --partial sells what can be sold above it, --unsafe takes any price.',
    'Several places are one transaction, all or nothing.',
  ],
  examples: [
    { line: 'tao stake remove 2.5 --netuid 1 --hotkey main/validator', does: 'Sell 2.5 alpha of subnet 1' },
    { line: 'tao stake remove --netuid 1 --all --dry-run', does: 'See what all stake on subnet 1 would bring' },
    { line: 'tao stake remove --hotkey main/validator --all', does: 'Take everything from one hotkey' },
    { line: 'tao stake remove', does: 'Choose the stake from a list' },
  ],
  arguments: {
    amount: alpha({
      summary: 'How much, of each stake that is meant',
      short: 'a',
      aliases: ['amount-alpha'],
      required: true,
      excludes: ['all', 'allAlpha'],
      ask: { message: 'How much?', last: true },
    }),
  },
  options: {
    ...chosenPosition(PLACES),
    netuid: netuid({ summary: 'The subnet, or several', aliases: ['netuids'], many: true }),
    allNetuids: flag({
      summary: 'Every subnet where there is stake, and root',
      off: ['no-all-netuids'],
      excludes: ['netuid'],
    }),
    ...anyHotkeys(
      'With whom the stake is',
      async (ctx, known) => (await import('../shared/staking/choices.ts')).holderChoices(ctx, known),
      ['position'],
    ),
    all: flag({ summary: 'All of it', aliases: ['unstake-all'] }),
    allAlpha: flag({
      summary: 'Sell all alpha with the hotkey and stake the TAO on root',
      aliases: ['unstake-all-alpha'],
      // The chain's call has no limit price, and leaves root alone.
      excludes: ['all', 'netuid', 'allNetuids', 'claim', 'tolerance', 'safeStaking', 'partial'],
    }),
    claim: flag({ summary: 'Claim what root stake has coming first, in the same transaction', off: ['no-claim'] }),
    ...PROTECTION,
  },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: REMOVING,
  output: REMOVED,
  view: removedView,
  check: ({ interactive, position }) => {
    if (!interactive || position !== undefined) return
    throw new TaoError('usage', 'Nobody can be asked which stake to take', {
      remedy: 'Run the command on a terminal, or give --netuid and --hotkey.',
    })
  },
  plan: (input, ctx) => plan(input, ctx),
})

interface Given extends PositionsGiven, Protection {
  readonly allNetuids: boolean
  readonly amount: Alpha | undefined
  readonly all: boolean
  readonly allAlpha: boolean
  readonly claim: boolean
}

async function plan(given: Given, ctx: Context) {
  if (given.allAlpha) return planLeaving(ctx, { hotkeys: await hotkeysOf(ctx, given), toRoot: true })
  const wanted = await wantedOf(ctx, given)
  const isEverywhere = wanted.netuids === undefined && wanted.hotkeys === undefined
  if (given.all && isEverywhere && !given.allNetuids) {
    throw new TaoError('usage', 'All of what?', {
      remedy: 'Give --netuid, --hotkey, or --all-netuids for everything the wallet has.',
    })
  }
  return planRemoving(ctx, {
    wanted,
    amount: given.all ? 'all' : (given.amount ?? ZERO_ALPHA),
    protection: given,
    claimFirst: given.claim,
  })
}
