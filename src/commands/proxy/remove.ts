import { type Delegation, depositChange, getProxies, PROXIES, proxyTerms } from '../../client/reads/proxies.ts'
import { call } from '../../client/transactions/call.ts'
import type { Tao } from '../../primitives/amounts.ts'
import { TaoError } from '../../primitives/errors.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import { account, type Choice, flag, type Values } from '../kit/options.ts'
import { details } from '../kit/plan.ts'
import { address, integer, list, record, tao, text } from '../kit/shape.ts'
import { card, column, table } from '../kit/view.ts'
import { coldkeyAddress } from '../shared/keys.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../shared/transaction.ts'
import { DELAY } from './shared/options.ts'
import { openScene, refused, type Scene } from './shared/scene.ts'
import { proxyType } from './shared/types.ts'

const ARGUMENTS = {
  delegate: account({
    summary: 'Whose right to act ends',
    aliases: ['delegate-ss58'],
    excludes: ['all'],
    ask: { message: 'Which proxy?', wanted: true, choices: ownProxies },
  }),
} as const
const OPTIONS = {
  proxyType: proxyType({ summary: 'Its type, where that tells it apart', aliases: ['type'], excludes: ['all'] }),
  delay: { ...DELAY, spec: { ...DELAY.spec, excludes: ['all'] } } as typeof DELAY,
  all: flag({ summary: 'Every proxy of the account, of whatever type' }),
} as const

const REMOVED = {
  real: address('The account that was acted for'),
  removed: list(
    record({ delegate: address('Who may act no more'), proxyType: text('Of which type'), delay: integer('Its delay') }),
  ),
  returned: tao('What of the deposit comes back'),
} as const
const PLANNED = record(REMOVED)

async function plan({ delegate, proxyType, delay, all }: Values<typeof ARGUMENTS & typeof OPTIONS>, ctx: Context) {
  if (delegate === undefined && !all) throw notSaid()
  const scene = await openScene(ctx, all ? 'Proxy.remove_proxies' : 'Proxy.remove_proxy')
  const { client, at, signer, context } = scene
  const { proxies, deposit } = await getProxies(at, signer.address)
  if (proxies.length === 0) throw none(signer.address)
  const gone = all
    ? proxies
    : [chosen(scene, proxies, (await ctx.wallets()).address(delegate!, 'coldkey'), proxyType, delay)]
  const left = proxies.length - gone.length
  const returned: Tao = left === 0 ? deposit : depositChange(proxyTerms(client), deposit, left).back
  const removed = { real: signer.address, removed: gone.map(shown), returned }
  const [only] = gone
  return planTransaction(ctx, client, {
    call: all
      ? call('Proxy.remove_proxies')
      : call('Proxy.remove_proxy', { delegate: only!.delegate, proxy_type: only!.type, delay: only!.delay }),
    signer,
    summary: all
      ? `Remove ${gone.length === 1 ? 'the only proxy' : `all ${gone.length} proxies`} of ${signer.address}`
      : `Remove the ${only!.type} proxy ${only!.delegate} of ${signer.address}`,
    facts: [
      ...gone.map(
        each =>
          [
            `${each.type}, ${each.delay} ${each.delay === 1 ? 'block' : 'blocks'}`,
            cells.address(each.delegate),
          ] as const,
      ),
      ['Comes back', cells.tao(returned)],
    ],
    effects: () => [
      `${gone.length === 1 ? only!.delegate : 'None of them'} ${gone.length === 1 ? 'may not act' : 'may act'} for ${signer.address} any more${gone.length === 1 ? ` as a proxy of type ${only!.type}` : ''}.`,
      `${taoText(returned)} of the deposit come back; ${left === 0 ? 'no proxy is left' : `${left} ${left === 1 ? 'proxy is' : 'proxies are'} left`}.`,
    ],
    context,
    details: details(PLANNED, removed),
    result: outcome => ({
      ...transactionOf(outcome, `Removed ${gone.length === 1 ? 'the proxy' : `${gone.length} proxies`}`),
      ...removed,
    }),
  })
}

const shown = ({ delegate, type, delay }: Delegation) => ({ delegate, proxyType: type, delay })

/** The one that is meant. @throws TaoError `Proxy.NotFound`, `usage` where there are several */
function chosen(
  { signer, context }: Scene,
  proxies: readonly Delegation[],
  delegate: string,
  type: string | undefined,
  delay: number | undefined,
): Delegation {
  const own = proxies.filter(proxy => proxy.delegate === delegate)
  const meant = own.filter(proxy => (type ?? proxy.type) === proxy.type && (delay ?? proxy.delay) === proxy.delay)
  if (meant.length === 1) return meant[0]!
  const told = (all: readonly Delegation[]): string =>
    all.map(proxy => `${proxy.type} with a delay of ${proxy.delay} blocks`).join('; ')
  if (meant.length === 0) {
    const why =
      own.length === 0 ? `${delegate} is no proxy of ${signer.address}.` : `${delegate} is one of type ${told(own)}.`
    throw refused('Proxy.NotFound', context, [why], { delegate })
  }
  throw new TaoError('usage', `${delegate} is ${meant.length} proxies of the account`, {
    why: `They are ${told(meant)}.`,
    remedy: 'Say which with --proxy-type and --delay, or remove every proxy of the account with --all.',
  })
}

const notSaid = (): TaoError =>
  new TaoError('usage', 'Either --delegate must be provided or --all flag must be used', {
    remedy: 'See whom there is: tao proxy list',
    data: { missing: ['--delegate'] },
  })

const none = (account: string): TaoError =>
  new TaoError('not_found', `${account} has no proxies`, { remedy: 'Nothing is left to do.', data: { account } })

async function ownProxies(ctx: Context): Promise<Choice[]> {
  const signer = await coldkeyAddress(ctx)
  const { proxies } = await getProxies(await (await ctx.chain()).with(PROXIES), signer)
  if (proxies.length === 0) throw none(signer)
  const known = (await ctx.wallets()).known().accounts
  const typesOf = (delegate: string): string[] =>
    proxies.filter(proxy => proxy.delegate === delegate).map(({ type }) => type)
  return [...new Set(proxies.map(({ delegate }) => delegate))].map(delegate => ({
    value: delegate,
    name: `${known.get(delegate)?.name ?? ''} ${delegate}  ${typesOf(delegate).join(', ')}`.trim(),
  }))
}

export default action({
  summary: 'End somebody’s right to act for the account, or everybody’s',
  description: [
    'What was reserved for it comes back. Type and delay need be told only where the key is several proxies.',
  ],
  examples: [
    {
      line: 'tao proxy remove 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty',
      does: 'That key may not act for the account any more',
    },
    { line: 'tao proxy remove --all', does: 'Nobody may' },
  ],
  arguments: ARGUMENTS,
  options: OPTIONS,
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: PLANNED,
  output: record({ ...TRANSACTION, ...REMOVED }),
  view: result => [
    table(result.removed, [
      column('Removed', ({ delegate }) => cells.address(delegate)),
      column('Type', each => cells.text(each.proxyType)),
      column('Delay', each => cells.count(each.delay, 'blocks')),
    ]),
    card([['Came back', cells.tao(result.returned)], ...transactionFacts(result)]),
  ],
  plan,
})
