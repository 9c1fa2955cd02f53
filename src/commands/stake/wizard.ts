import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { account, choice } from '../kit/options.ts'
import { record, text } from '../kit/shape.ts'
import { card, lines } from '../kit/view.ts'
import { PROTECTION } from '../shared/staking/protection.ts'
import { TRANSACTION, transactionFacts } from '../shared/transaction.ts'
import { guide, MOVEMENTS } from './shared/wizard.ts'

export default action({
  summary: 'Be asked step by step what to do with stake',
  description: ['At the end it tells the line that does the same without questions.'],
  examples: [{ line: 'tao stake wizard', does: 'Begin' }],
  arguments: {
    what: choice(MOVEMENTS, { summary: 'What to do', required: true, ask: 'What do you want to do with stake?' }),
  },
  options: {
    hotkey: account({
      summary: 'With whom stake is added, or to whom it goes; not asked for then',
      short: 'H',
      aliases: ['wallet-hotkey', 'wallet.hotkey'],
      complete: 'hotkey',
    }),
    ...PROTECTION,
  },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  output: record({ ...TRANSACTION, line: text('The line that does the same without questions') }),
  view: result => [
    card([['Done', cells.text(result.message)], ...transactionFacts(result)]),
    lines('', 'The same without questions:', `  ${result.line}`),
  ],
  plan: async ({ what, hotkey: given, ...protection }, ctx) => {
    const hotkey = given === undefined ? undefined : (await ctx.wallets()).address(given, 'hotkey')
    const { plan, line } = await guide(ctx, { what, hotkey, protection })
    return {
      ...plan,
      perform: async () => {
        const { success, message, block, blockHash, extrinsicId, transaction, fee } = await plan.perform()
        return { success, message, block, blockHash, extrinsicId, transaction, fee, line }
      },
    }
  },
})
