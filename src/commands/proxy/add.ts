import { depositChange, getProxies, type Proxies, proxyTerms, proxyTypes } from '../../client/reads/proxies.ts'
import { call } from '../../client/transactions/call.ts'
import type { Tao } from '../../primitives/amounts.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import { account, type Values } from '../kit/options.ts'
import { details } from '../kit/plan.ts'
import { address, integer, record, tao, text } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { planTransaction, TRANSACTION, taoText, transactionFacts, transactionOf } from '../shared/transaction.ts'
import { NEW_DELAY, NEW_TYPE } from './shared/options.ts'
import { ensureDeposit, openScene, refused, type Scene } from './shared/scene.ts'
import { ensureType, typeWarnings, wordsOf } from './shared/types.ts'

const CALL = 'Proxy.add_proxy'

const ARGUMENTS = {
  delegate: account({
    summary: 'Who may act: an address, a wallet or a contact',
    required: true,
    aliases: ['delegate-ss58'],
    ask: 'Who may act for the account?',
  }),
} as const
const OPTIONS = { proxyType: NEW_TYPE, delay: NEW_DELAY } as const

const ADDED = {
  real: address('The account that is acted for'),
  delegate: address('Who may act'),
  proxyType: text('What it may do: a type of proxies'),
  delay: integer('How many blocks before a call it must be announced; 0: not at all'),
  deposit: tao('What is reserved for it, and comes back when it is removed'),
} as const
const PLANNED = record(ADDED)

async function plan(input: Values<typeof ARGUMENTS & typeof OPTIONS>, ctx: Context) {
  const delegate = (await ctx.wallets()).address(input.delegate, 'coldkey')
  const { proxyType, delay } = input
  const scene = await openScene(ctx, CALL)
  const { client, at, signer, context } = scene
  ensureType(proxyType, proxyTypes(client, CALL), client.chain.name)
  const before = await getProxies(at, signer.address)
  const deposit = await checkedDeposit(scene, before, { delegate, type: proxyType, delay })
  const added = { real: signer.address, delegate, proxyType, delay, deposit }
  return planTransaction(ctx, client, {
    call: call(CALL, { delegate, proxy_type: proxyType, delay }),
    signer,
    summary: `Let ${delegate} act for ${signer.address} as a proxy of type ${proxyType}`,
    facts: [
      ['Proxy', cells.address(delegate)],
      ['Type', cells.text(proxyType)],
      ['Delay', cells.count(delay, 'blocks')],
      ['Deposit', cells.tao(deposit)],
    ],
    effects: () => [
      `${delegate} may ${wordsOf(proxyType).may}, for ${signer.address}${delay === 0 ? '' : `, ${delay} blocks after it has announced that`}.`,
      `${taoText(deposit)} of ${signer.address} are reserved; they come back with: tao proxy remove ${delegate} --proxy-type ${proxyType}`,
    ],
    warnings: typeWarnings(proxyType, delay),
    context,
    details: details(PLANNED, added),
    result: outcome => ({
      ...transactionOf(
        outcome,
        `Added proxy delegatee '${delegate}' from delegator '${signer.address}' with proxy type '${proxyType}' with delay ${delay}.`,
      ),
      ...added,
    }),
  })
}

/** @throws TaoError what the chain would say */
async function checkedDeposit(
  scene: Scene,
  { proxies, deposit }: Proxies,
  { delegate, type, delay }: Proxies['proxies'][number],
): Promise<Tao> {
  const { client, signer, context } = scene
  if (delegate === signer.address) throw refused('Proxy.NoSelfProxy', context, [`Both are ${delegate}.`], { delegate })
  const same = proxies.some(each => each.delegate === delegate && each.type === type && each.delay === delay)
  if (same) {
    const what = `${delegate} is a proxy of type ${type} with a delay of ${delay} blocks.`
    throw refused('Proxy.Duplicate', context, [what], { delegate, proxy_type: type, delay })
  }
  const terms = proxyTerms(client)
  if (proxies.length >= terms.most) {
    throw refused('Proxy.TooMany', { ...context, given: proxies.length + 1, most: terms.most }, [], {
      proxies: proxies.length,
      most: terms.most,
    })
  }
  const { more } = depositChange(terms, deposit, proxies.length + 1)
  await ensureDeposit(scene, more)
  return more
}

export default action({
  summary: 'Let somebody act for the account, within the limits of a type',
  description: [
    'A deposit is reserved as long as there are proxies: a base once, and so much for each. It comes back when they are removed.',
    'What each type may do is told by: tao proxy types. With a delay, a proxy must announce each call first, and the account can reject it in time.',
  ],
  examples: [
    {
      line: 'tao proxy add 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty --proxy-type Staking',
      does: 'Let that key stake and unstake, and nothing else',
    },
    {
      line: 'tao proxy add helper --proxy-type Transfer --delay 7200',
      does: 'Let it send TAO, a day after having announced that',
    },
  ],
  arguments: ARGUMENTS,
  options: OPTIONS,
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: PLANNED,
  output: record({ ...TRANSACTION, ...ADDED }),
  view: result => [
    card([
      ['Proxy', cells.address(result.delegate)],
      ['May', cells.text(wordsOf(result.proxyType).may)],
      ['Deposit', cells.tao(result.deposit)],
      ...transactionFacts(result),
    ]),
  ],
  plan,
})
