import { mergeNeeds } from '../../client/metadata/needs.ts'
import { type Delegation, getAllProxies, getProxies, PROXIES } from '../../client/reads/proxies.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { flag } from '../kit/options.ts'
import { address, integer, list, maybe, record, tao, text } from '../kit/shape.ts'
import { column, table } from '../kit/view.ts'
import { HOLDER_ARGUMENTS, HOLDER_OPTIONS, holdersOf } from '../shared/accounts.ts'
import { wordsOf } from './shared/types.ts'

export default read({
  summary: 'Show who may act for an account, or for whom it may act',
  description: [
    'Look now and then: whoever may act for you with type Any, NonCritical or Transfer can send all of your TAO away.',
    'Of a pure proxy, name its address: the account that made it is one of its proxies.',
  ],
  examples: [
    { line: 'tao proxy list main', does: 'Who may act for main' },
    {
      line: 'tao proxy list main --acting',
      does: 'For whom main may act, its pure proxies too',
    },
  ],
  arguments: HOLDER_ARGUMENTS,
  options: {
    ...HOLDER_OPTIONS,
    acting: flag({ summary: 'The other way round: the accounts that it may act for' }),
  },
  uses: ['wallet', 'walletPath', 'network'],
  output: list(
    record({
      account: address('The account that is acted for'),
      name: maybe(text('What it is called here')),
      deposit: tao('What is reserved for all of its proxies'),
      proxies: list(
        record({
          delegate: address('Who may act'),
          name: maybe(text('What it is called here')),
          proxyType: text('A type of proxies'),
          may: text('What it may do, in words'),
          delay: integer('How many blocks before a call it must be announced; 0: not at all'),
        }),
      ),
    }),
  ),
  view: rows => [
    table(
      rows.flatMap(({ account, name, deposit, proxies }) =>
        proxies.map(proxy => ({ proxy, deposit, whom: named(name, account) })),
      ),
      [
        column('For', ({ whom }) => whom, { merge: true }),
        column('Proxy', ({ proxy }) => named(proxy.name, proxy.delegate)),
        column('Type', ({ proxy }) => cells.text(proxy.proxyType)),
        column('Delay', ({ proxy }) => cells.count(proxy.delay, 'blocks')),
        column('Deposit of all', ({ deposit }) => cells.tao(deposit), { merge: true }),
        column('May', ({ proxy }) => cells.text(proxy.may), { optional: true }),
      ],
      { empty: 'There are no proxies.' },
    ),
  ],
  run: async ({ accounts, all, acting }, ctx) => {
    const holders = await holdersOf(ctx, { accounts, all })
    const known = (await ctx.wallets()).known().accounts
    const nameOf = (account: string): string | undefined => known.get(account)?.name
    const client = await (await ctx.chain()).with(mergeNeeds(PROXIES))
    const at = await client.at()
    const mine = new Set(holders.map(({ address }) => address))
    const found = acting
      ? (await getAllProxies(at)).flatMap(each => {
          const proxies = each.proxies.filter(({ delegate }) => mine.has(delegate))
          return proxies.length === 0 ? [] : [{ ...each, proxies }]
        })
      : await Promise.all(
          holders.map(async ({ address }) => ({ account: address, ...(await getProxies(at, address)) })),
        )
    return found.map(({ account, deposit, proxies }) => ({
      account,
      name: nameOf(account),
      deposit,
      proxies: proxies.map(each => ({ ...shown(each), name: nameOf(each.delegate) })),
    }))
  },
})

const shown = ({ delegate, type, delay }: Delegation) => ({ delegate, proxyType: type, may: wordsOf(type).may, delay })

/** Programs are told the address. */
const named = (name: string | undefined, account: string) =>
  name === undefined ? cells.address(account) : { ...cells.text(name), bare: account }
