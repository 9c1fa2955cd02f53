import { mergeNeeds } from '../../client/metadata/needs.ts'
import { ensureDevelopment } from '../../client/open.ts'
import { BALANCES, getBalance } from '../../client/reads/balances.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import { parseTao } from '../../primitives/amounts.ts'
import { TaoError } from '../../primitives/errors.ts'
import { keyFromUri } from '../../wallet/key-sources.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { account, tao, text } from '../kit/options.ts'
import { details } from '../kit/plan.ts'
import { address, record, tao as taoShape } from '../kit/shape.ts'
import { SIGNING } from '../kit/signing.ts'
import { card } from '../kit/view.ts'
import { coldkeyOf } from '../shared/accounts.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../shared/transaction.ts'
import { ensureHas } from './shared/balance.ts'

const SENT = {
  from: address('Who gives'),
  to: address('Who receives'),
  amount: taoShape('What arrives'),
} as const

const PLANNED = record({ ...SENT, ...SIGNING.fields })

export default action({
  summary: 'Give a wallet TAO from a development account; on the chain inside only',
  description: ['The keys of development accounts can be made by everybody. Their TAO is worth nothing anywhere else.'],
  examples: [
    { line: 'tao wallet fund main', does: 'Give the wallet main 1000 TAO' },
    { line: 'tao wallet fund main 5000 --from Bob', does: 'Give it 5000 TAO of //Bob' },
  ],
  arguments: {
    to: account({ summary: 'A wallet or an address; the wallet of the settings if absent' }),
    amount: tao({ summary: 'How much', default: parseTao('1000'), short: 'a' }),
  },
  options: {
    from: text({ summary: 'The development account that gives: Alice, Bob or Charlie', default: 'Alice' }),
  },
  uses: ['wallet', 'walletPath', 'network'],
  planned: PLANNED,
  output: record({ ...TRANSACTION, ...SENT }),
  view: result => [
    card([['Funded', cells.tao(result.amount)], ['To', cells.address(result.to)], ...transactionFacts(result)]),
  ],
  plan: async ({ to, amount, from }, ctx) => {
    const { address: dest } = await coldkeyOf(ctx, to)
    const chain = await ctx.chain()
    await ensureDevelopment(chain)
    const signer = keyFromUri(from.startsWith('//') ? from : `//${from}`)
    const client = await chain.with(mergeNeeds(BALANCES, callNeeds('Balances.transfer_keep_alive')))
    const { free } = await getBalance(client, signer.address)
    if (free === 0n) throw nothingThere(from)
    ensureHas(signer.address, free, amount)
    const sent = { from: signer.address, to: dest, amount }
    return planTransaction(ctx, client, {
      call: call('Balances.transfer_keep_alive', { dest, value: amount }),
      signer,
      summary: `Give ${taoText(amount)} of ${from} to ${dest}`,
      facts: [
        ['To', cells.address(dest)],
        ['Amount', cells.tao(amount)],
      ],
      details: details(record(SENT), sent),
      result: outcome => ({ ...transactionOf(outcome, `Funded with ${taoText(amount)}`), ...sent }),
    })
  },
})

const nothingThere = (from: string): TaoError =>
  new TaoError('insufficient_balance', `The development account ${from.slice(0, 60)} has no TAO`, {
    remedy: 'See which have some with: tao chain accounts',
  })
