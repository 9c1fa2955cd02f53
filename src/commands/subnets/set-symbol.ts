import { mergeNeeds } from '../../client/metadata/needs.ts'
import { getSubnets, noSubnet, SUBNETS } from '../../client/reads/subnets.ts'
import { refusal } from '../../client/refusals/refusal.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { text } from '../kit/options.ts'
import { foreign, integer, record } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { notOwner } from '../shared/ownership.ts'
import { SUBNET } from '../shared/subnet-option.ts'
import { planTransaction, TRANSACTION, transactionFacts, transactionOf } from '../shared/transaction.ts'
import { asBytes } from './shared/identity.ts'

export default action({
  summary: 'Give the alpha of a subnet another symbol',
  description: ['The chain has a list of symbols; each is for one subnet.'],
  examples: [{ line: 'tao subnets set-symbol 2 γ', does: 'Call the alpha of subnet 2 γ' }],
  arguments: {
    netuid: SUBNET,
    symbol: text({ summary: 'The symbol', required: true, ask: 'Which symbol?', placeholder: 'SYMBOL' }),
  },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  output: record({
    ...TRANSACTION,
    netuid: integer('The subnet'),
    symbol: foreign('Its symbol'),
    before: foreign('The one it had'),
  }),
  view: result => [
    card([
      ['Subnet', cells.integer(result.netuid)],
      ['Symbol', cells.text(`${result.symbol} (was ${result.before})`)],
      ...transactionFacts(result),
    ]),
  ],
  plan: async ({ netuid, symbol }, ctx) => {
    const wallets = await ctx.wallets()
    const signer = wallets.signer(wallets.coldkey())
    const client = await (await ctx.chain()).with(mergeNeeds(callNeeds('SubtensorModule.update_symbol'), SUBNETS))
    const subnets = await getSubnets(client)
    const subnet = subnets.find(each => each.netuid === netuid)
    if (subnet === undefined) throw noSubnet(netuid)
    if (subnet.ownerColdkey !== signer.address) throw notOwner(netuid, subnet.ownerColdkey, signer.address)
    const context = { network: client.chain.name, netuid, coldkey: signer.address, given: symbol }
    const holder = subnets.find(each => each.symbol === symbol)
    if (holder !== undefined) throw refusal('SubtensorModule.SymbolAlreadyInUse', { ...context, netuid: holder.netuid })
    return planTransaction(ctx, client, {
      call: call('SubtensorModule.update_symbol', { netuid, symbol: asBytes(symbol) }),
      signer,
      summary: `Call the alpha of subnet ${netuid} ${symbol}`,
      facts: [
        ['Symbol', cells.text(symbol)],
        ['Until now', cells.text(subnet.symbol)],
      ],
      context,
      result: outcome => ({
        ...transactionOf(outcome, `The alpha of subnet ${netuid} is called ${symbol}`),
        netuid,
        symbol,
        before: subnet.symbol,
      }),
    })
  },
})
