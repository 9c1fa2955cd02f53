import { mergeNeeds } from '../../client/metadata/needs.ts'
import { BALANCES, getBalance } from '../../client/reads/balances.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import { TaoError } from '../../primitives/errors.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { account, flag, tao } from '../kit/options.ts'
import { address, record, tao as taoShape } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../shared/transaction.ts'

export default action({
  summary: 'Send TAO to another account',
  description: [
    'An account that would be left with less than the existential deposit (500 rao) keeps that much, unless --allow-death is given: then it ends, and what is left is lost.',
  ],
  examples: [
    { line: 'tao wallet transfer 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty 1.5', does: 'Send 1.5 TAO' },
    { line: 'tao wallet transfer savings --all', does: 'Send everything to another wallet of mine' },
  ],
  arguments: {
    to: account({
      summary: 'The account that receives: an address or a wallet',
      required: true,
      aliases: ['dest', 'destination', 'd'],
      ask: 'To which address?',
    }),
    amount: tao({ summary: 'How much', short: 'a', aliases: ['amount-tao'], excludes: ['all'] }),
  },
  options: {
    all: flag({ summary: 'Everything that can be sent' }),
    allowDeath: flag({ summary: 'Let the account end if nothing is left in it' }),
  },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  output: record({
    ...TRANSACTION,
    from: address('Who sent'),
    to: address('Who received'),
    amount: taoShape('What arrived'),
  }),
  view: result => [
    card([
      ['Sent', cells.tao(result.amount)],
      ['From', cells.address(result.from)],
      ['To', cells.address(result.to)],
      ...transactionFacts(result),
    ]),
  ],
  check: ({ amount, all }) => {
    if (amount === undefined && !all) {
      throw new TaoError('usage', 'How much?', { remedy: 'Give an amount of TAO, or --all.' })
    }
  },
  plan: async ({ to, amount, all, allowDeath }, ctx) => {
    const wallets = await ctx.wallets()
    const signer = wallets.signer(wallets.coldkey())
    const dest = wallets.address(to, 'coldkey')
    const method = all ? 'transfer_all' : allowDeath ? 'transfer_allow_death' : 'transfer_keep_alive'
    const client = await (await ctx.chain()).with(mergeNeeds(BALANCES, callNeeds(`Balances.${method}`)))
    const { free } = await getBalance(client, signer.address)
    if (amount !== undefined && amount > free) throw tooMuch(amount, free, signer.address)
    const args = all ? { dest, keep_alive: !allowDeath } : { dest, value: amount }
    return planTransaction(ctx, client, {
      call: call(`Balances.${method}`, args),
      signer,
      summary: all ? `Send all TAO to ${dest}` : `Send ${taoText(amount!)} to ${dest}`,
      facts: [
        ['To', cells.address(dest)],
        ['Amount', all ? cells.text('all') : cells.tao(amount!)],
        ['Balance', cells.tao(free)],
      ],
      ...(dest === signer.address ? { warnings: ['Sender and receiver are the same account.'] } : {}),
      context: {
        address: signer.address,
        amount: amount === undefined ? undefined : taoText(amount),
        free: taoText(free),
      },
      result: outcome => {
        const moved = outcome.events.find(({ name }) => name === 'Balances.Transfer')
        const sent = (moved?.data as { amount?: bigint } | undefined)?.amount ?? amount ?? 0n
        return {
          ...transactionOf(outcome, `Sent ${taoText(sent)}`),
          from: signer.address,
          to: dest,
          amount: sent as NonNullable<typeof amount>,
        }
      },
    })
  },
})

const tooMuch = (amount: bigint, free: bigint, address: string): TaoError =>
  new TaoError('insufficient_balance', `The balance is too small to send ${taoText(amount)}`, {
    why: `${address} has ${taoText(free)}.`,
    remedy: 'Send less, or --all for as much as possible.',
    data: { needed_rao: String(amount), free_rao: String(free) },
  })
