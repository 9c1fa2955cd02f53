import { ROOT } from '../../primitives/netuid.ts'
import { action } from '../kit/command.ts'
import { account, alpha, flag } from '../kit/options.ts'
import { ensureWalletCounts } from '../shared/outright.ts'
import { MOVED, MOVING, movedView } from '../shared/staking/move-shape.ts'
import { planMoving } from '../shared/staking/moving.ts'

export default action({
  summary: 'Move root stake from one validator to another, after claiming what it has coming',
  description: ['All of it, unless --amount says how much. --no-claim leaves what it has coming, and loses it.'],
  examples: [
    {
      line: 'tao root move --from main/validator --to 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty',
      does: 'Change the validator',
    },
  ],
  options: {
    from: account({
      summary: 'The hotkey with which it is',
      aliases: ['origin-hotkey'],
      required: true,
      complete: 'hotkey',
      ask: {
        message: 'From which hotkey?',
        choices: async ctx => (await import('../shared/staking/choices.ts')).holderChoices(ctx, { netuid: ROOT }),
      },
    }),
    to: account({
      summary: 'The hotkey to which it goes',
      aliases: ['dest-hotkey'],
      required: true,
      complete: 'hotkey',
      ask: {
        message: 'To which hotkey?',
        choices: async ctx => (await import('../shared/staking/choices.ts')).hotkeyChoices(ctx, { netuid: ROOT }),
      },
    }),
    amount: alpha({ summary: 'How much TAO; all of it if absent', short: 'a' }),
    coldkey: account({ summary: 'The wallet whose stake it is, or its address; as --wallet' }),
    claim: flag({ summary: 'Do not claim what it has coming first', default: true, off: ['no-claim'] }),
  },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: MOVING,
  output: MOVED,
  view: movedView,
  plan: async (input, ctx) => {
    const wallets = await ctx.wallets()
    if (input.coldkey !== undefined) {
      ensureWalletCounts(ctx, { coldkeys: [input.coldkey], hotkeys: [input.from, input.to] })
    }
    return planMoving(ctx, {
      originNetuid: ROOT,
      originHotkey: wallets.address(input.from, 'hotkey'),
      destinationNetuid: ROOT,
      destinationHotkey: wallets.address(input.to, 'hotkey'),
      amount: input.amount ?? 'all',
      protection: { safeStaking: false, tolerance: 0n, partial: false },
      claimFirst: input.claim,
      signer: input.coldkey,
    })
  },
})
