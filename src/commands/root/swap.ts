import { mergeNeeds } from '../../client/metadata/needs.ts'
import { getMarkets } from '../../client/reads/markets.ts'
import { MOVES, quoteExchange } from '../../client/reads/moves.ts'
import { build } from '../../client/transactions/build.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import { alpha as asAlpha } from '../../primitives/amounts.ts'
import { action } from '../kit/command.ts'
import { alpha, netuid, text } from '../kit/options.ts'
import { address, alpha as alphaShape, integer, record } from '../kit/shape.ts'
import { RATIO } from '../kit/values.ts'
import { ensureServed } from '../shared/staking/checks.ts'
import { hotkeyOf, ownHotkey } from '../shared/staking/hotkeys.ts'
import { stakeCell, stakeText, subnetText } from '../shared/staking/words.ts'
import { planTransaction, TRANSACTION, transactionOf } from '../shared/transaction.ts'

const CALL = 'SubtensorModule.swap_basket'

export default action({
  summary: 'Rebalance the basket of my root validator, on chains whose runtime has baskets',
  description: ['Runtimes of spec 425, the chain inside among them, have none.'],
  hidden: true,
  options: {
    ...ownHotkey('The validator'),
    from: netuid({ summary: 'The subnet whose alpha is sold; 0 is TAO', required: true }),
    to: netuid({ summary: 'The subnet whose alpha is bought; 0 is TAO', required: true }),
    amount: alpha({ summary: 'How much is sold', short: 'a', required: true }),
    maxSlippage: text({ summary: 'How many percent less than quoted are accepted', default: '1' }),
  },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  output: record({
    ...TRANSACTION,
    hotkey: address('The validator'),
    from: integer('The subnet whose alpha was sold'),
    to: integer('The subnet whose alpha was bought'),
    least: alphaShape('What was to be bought at least'),
  }),
  plan: async (input, ctx) => {
    const { from, to, amount, maxSlippage } = input
    const wallets = await ctx.wallets()
    const signer = wallets.signer(wallets.coldkey())
    const { address: hotkey } = await hotkeyOf(ctx, input)
    const client = await (await ctx.chain()).with(mergeNeeds(MOVES, callNeeds(CALL)))
    const args = { hotkey, origin_netuid: from, destination_netuid: to, amount }
    // A chain without baskets says so before anything else.
    build(client, call(CALL, { ...args, min_amount_out: 0n }))
    const markets = await getMarkets(client, [from, to])
    const quote = await quoteExchange(client, markets.get(from)!, markets.get(to)!, amount)
    const { received } = ensureServed(quote, from, client.chain.name)
    const tolerated = RATIO.parse(maxSlippage.endsWith('%') ? maxSlippage : `${maxSlippage}%`)
    const least = asAlpha((received * (1_000_000_000n - tolerated)) / 1_000_000_000n)
    return planTransaction(ctx, client, {
      call: call(CALL, { ...args, min_amount_out: least }),
      signer,
      summary: `Sell ${stakeText(from, amount)} of the basket for stake on ${subnetText(to)}`,
      facts: [['At least', stakeCell(to, least)]],
      context: { netuid: from, hotkey, coldkey: signer.address, network: client.chain.name },
      result: outcome => ({ ...transactionOf(outcome, 'Rebalanced the basket'), hotkey, from, to, least }),
    })
  },
})
