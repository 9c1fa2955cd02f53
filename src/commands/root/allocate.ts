import { mergeNeeds } from '../../client/metadata/needs.ts'
import { BALANCES, getBalance } from '../../client/reads/balances.ts'
import { getStakingRules, payable, STAKING_RULES } from '../../client/reads/staking-rules.ts'
import { build } from '../../client/transactions/build.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import { estimateFee } from '../../client/transactions/fee.ts'
import { tao as asTao, type Tao } from '../../primitives/amounts.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { flag, tao } from '../kit/options.ts'
import { address, record, tao as taoShape } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { anyHotkey, hotkeyOf } from '../shared/staking/hotkeys.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../shared/transaction.ts'

const CALL = 'SubtensorModule.stake_into_basket'

export default action({
  summary: 'Buy into the basket of a root validator, on chains whose runtime has baskets',
  description: [
    'Runtimes of spec 425, the chain inside among them, have none: stake on root with tao stake add there.',
  ],
  hidden: true,
  options: {
    ...anyHotkey('The validator'),
    amount: tao({ summary: 'How much TAO', short: 'a', required: true, excludes: ['all'], ask: 'How much TAO?' }),
    all: flag({ summary: 'All TAO that can be spent' }),
  },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  output: record({
    ...TRANSACTION,
    coldkey: address('Who bought'),
    hotkey: address('The validator'),
    paid: taoShape('For how much'),
  }),
  view: result => [card([['Bought for', cells.tao(result.paid)], ...transactionFacts(result)])],
  plan: async (input, ctx) => {
    const wallets = await ctx.wallets()
    const signer = wallets.signer(wallets.coldkey())
    const { address: hotkey } = await hotkeyOf(ctx, input)
    const client = await (await ctx.chain()).with(mergeNeeds(BALANCES, STAKING_RULES, callNeeds(CALL)))
    const buy = (amount: Tao) => call(CALL, { hotkey, amount_staked: amount })
    const fee = await estimateFee(client, build(client, buy(asTao(1n))), signer.address)
    const [balance, rules] = await Promise.all([getBalance(client, signer.address), getStakingRules(client)])
    const most = payable(balance, rules)
    const paid = input.all ? asTao(most > fee ? most - fee : 0n) : input.amount
    return planTransaction(ctx, client, {
      call: buy(paid),
      signer,
      summary: `Buy into the basket of ${hotkey} for ${taoText(paid)}`,
      facts: [['Amount', cells.tao(paid)]],
      context: { hotkey, coldkey: signer.address, network: client.chain.name, amount: taoText(paid) },
      result: outcome => ({
        ...transactionOf(outcome, `Bought into a basket for ${taoText(paid)}`),
        coldkey: signer.address,
        hotkey,
        paid,
      }),
    })
  },
})
