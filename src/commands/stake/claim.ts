import { TaoError } from '../../primitives/errors.ts'
import { action } from '../kit/command.ts'
import { account, choice } from '../kit/options.ts'
import { ensureWalletCounts } from '../shared/outright.ts'
import { MODES, netuidRange } from './shared/claim-mode.ts'
import { CLAIMED, CLAIMING, claimedView, planClaim } from './shared/claim-now.ts'

export default action({
  summary: 'Claim what root stake has coming from subnets, now',
  description: [
    'What becomes of it, tao stake set-claim decides: the alpha is sold and the TAO staked on root, or it is kept. Nothing is lost by waiting, unless root stake is moved or removed: then what was not claimed is.',
  ],
  aliases: ['process-claim'],
  examples: [
    { line: 'tao stake claim --dry-run', does: 'See what it would bring' },
    { line: 'tao stake claim --netuids 1,2', does: 'Claim on two subnets only' },
  ],
  arguments: {
    mode: choice(MODES, { summary: 'Not taken here: btcli sets the mode this way, tao stake set-claim does it' }),
  },
  options: {
    netuids: netuidRange({
      summary: 'On these subnets only: 1,2 or 1-5',
      many: true,
      aliases: ['netuid'],
    }),
    hotkey: account({
      summary: 'With this hotkey; refused if something is due with another one too',
      short: 'H',
      aliases: ['wallet-hotkey', 'wallet.hotkey'],
      complete: 'hotkey',
    }),
    coldkey: account({ summary: 'The wallet that claims, or its address; as --wallet' }),
  },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: CLAIMING,
  output: CLAIMED,
  view: claimedView,
  check: ({ mode }) => {
    if (mode === undefined) return
    throw new TaoError('usage', `\`tao stake claim\` claims; it does not set the mode to ${mode}`, {
      remedy: `Use: tao stake set-claim ${mode}`,
    })
  },
  plan: async ({ netuids, hotkey, coldkey }, ctx) => {
    if (coldkey !== undefined) {
      ensureWalletCounts(ctx, { coldkeys: [coldkey], hotkeys: hotkey === undefined ? [] : [hotkey] })
    }
    return planClaim(ctx, {
      netuids: netuids.flat(),
      hotkey: hotkey === undefined ? undefined : (await ctx.wallets()).address(hotkey, 'hotkey'),
      coldkey,
    })
  },
})
