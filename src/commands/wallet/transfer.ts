import { mergeNeeds } from '../../client/metadata/needs.ts'
import { BALANCES, getBalance } from '../../client/reads/balances.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import type { ChainEvent } from '../../client/transactions/events.ts'
import { tao as asTao, type Tao } from '../../primitives/amounts.ts'
import { TaoError } from '../../primitives/errors.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { account, flag, tao } from '../kit/options.ts'
import { details } from '../kit/plan.ts'
import { address, maybe, record, tao as taoShape } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { eventData } from '../shared/events.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../shared/transaction.ts'
import { ensureHas } from './shared/balance.ts'

const SENT = {
  from: address('Who sends'),
  to: address('Who receives'),
  amount: taoShape('What arrives'),
} as const
const PLANNED = record({ ...SENT, amount: maybe(SENT.amount) })

const sentIn = (events: readonly ChainEvent[]): Tao | undefined =>
  eventData(events, 'Balances.Transfer')?.[2] as Tao | undefined

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
    amount: tao({
      summary: 'How much',
      short: 'a',
      aliases: ['amount-tao'],
      excludes: ['all'],
      ask: { message: 'How much TAO?', wanted: true },
    }),
  },
  options: {
    all: flag({ summary: 'Everything that can be sent' }),
    allowDeath: flag({ summary: 'Let the account end if nothing is left in it' }),
  },
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: PLANNED,
  output: record({ ...TRANSACTION, ...SENT }),
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
    if (amount === 0n) {
      throw new TaoError('invalid_amount', 'Nothing would be sent: the amount is τ0', {
        why: 'The fee is paid for that too.',
        remedy: 'Give an amount above 0, or --all.',
      })
    }
  },
  plan: async ({ to, amount, all, allowDeath }, ctx) => {
    const wallets = await ctx.wallets()
    const signer = wallets.signer(wallets.coldkey())
    const dest = wallets.address(to, 'coldkey')
    const method = all ? 'transfer_all' : allowDeath ? 'transfer_allow_death' : 'transfer_keep_alive'
    const client = await (await ctx.chain()).with(mergeNeeds(BALANCES, callNeeds(`Balances.${method}`)))
    const { free } = await getBalance(client, signer.address)
    if (amount !== undefined) ensureHas(signer.address, free, amount)
    const places = { from: signer.address, to: dest }
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
      details: tried => details(PLANNED, { ...places, amount: (tried && sentIn(tried.events)) ?? amount }),
      context: {
        address: signer.address,
        amount: amount === undefined ? undefined : taoText(amount),
        free: taoText(free),
      },
      result: outcome => {
        const sent = sentIn(outcome.events) ?? amount ?? asTao(0n)
        return { ...transactionOf(outcome, `Sent ${taoText(sent)}`), ...places, amount: sent }
      },
    })
  },
})
