import { mergeNeeds } from '../../client/metadata/needs.ts'
import { PROXY_RULES } from '../../client/reads/proxy-rules.ts'
import { call, callNeeds } from '../../client/transactions/call.ts'
import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { type Json, toJson } from '../kit/json.ts'
import { account } from '../kit/options.ts'
import { details } from '../kit/plan.ts'
import { address, json, list, record, text } from '../kit/shape.ts'
import { card, column, table } from '../kit/view.ts'
import { isOfEvery } from '../shared/raw-calls.ts'
import { planTransaction, TRANSACTION, transactionFacts, transactionOf } from '../shared/transaction.ts'
import { callFacts, INNER_ARGUMENTS, INNER_OPTIONS, INNER_REFUSES, innerOf, whichCall } from './shared/inner.ts'
import { FORCE_TYPE } from './shared/options.ts'
import { actingProxy } from './shared/permission.ts'
import { openScene, refused } from './shared/scene.ts'

const CALL = 'Proxy.proxy'

const MADE = {
  delegate: address('Who makes the call, and pays the fee'),
  real: address('The account for which it is made'),
  proxyType: text('The type of proxy as which it is made'),
  call: text('The call'),
} as const
const PLANNED = record(MADE)

export default action({
  summary: 'Make any call for another account, as its proxy',
  description: [
    'The call is tried with the balance, the stake and the limits of that account. The fee is paid by who signs, unless the account has said that it pays. A proxy with a delay announces it instead: tao proxy announce.',
    'The arguments are given as JSON, as for tao call.',
  ],
  examples: [
    {
      line: `tao proxy call Balances.transfer_all --args '{"dest": "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty", "keep_alive": false}' --real savings`,
      does: 'Send all TAO of a wallet that this one acts for',
    },
  ],
  arguments: INNER_ARGUMENTS,
  options: {
    real: account({
      summary: 'The account for which the call is made',
      required: true,
      aliases: ['proxy', 'proxy-for'],
      ask: 'For which account?',
    }),
    ...INNER_OPTIONS,
    forceProxyType: FORCE_TYPE,
  },
  refuses: INNER_REFUSES,
  uses: ['wallet', 'walletPath', 'password', 'network'],
  planned: PLANNED,
  output: record({
    ...TRANSACTION,
    ...MADE,
    events: list(record({ name: text('The event'), data: json('Its fields') }), 'What the chain said to it'),
  }),
  view: result => [
    table(result.events, [
      column('Event', ({ name }) => cells.text(name)),
      column('Data', ({ data }) => cells.text(JSON.stringify(data))),
    ]),
    card([['Made', cells.strong(result.call)], ['For', cells.address(result.real)], ...transactionFacts(result)]),
  ],
  plan: async ({ real: named, forceProxyType: type, ...given }, ctx) => {
    const inner = await innerOf(given, ctx)
    if (inner === undefined) throw whichCall()
    const real = (await ctx.wallets()).address(named, 'coldkey')
    const scene = await openScene(ctx, CALL, mergeNeeds(PROXY_RULES, callNeeds(CALL), inner.needs))
    const { client, at, signer } = scene
    const order = inner.on(client)
    const context = { ...scene.context, coldkey: real, address: real, call: order.name }
    const proxy = await actingProxy(at, { delegate: signer.address, real, type, call: order, atOnce: true }, context)
    if (proxy.delay > 0) {
      const why = `As a proxy of type ${proxy.type} ${signer.address} must announce it ${proxy.delay} blocks before.`
      throw refused('Proxy.Unannounced', context, [why], { delay: proxy.delay })
    }
    const made = { delegate: signer.address, real, proxyType: proxy.type, call: order.name }
    return planTransaction(ctx, client, {
      call: call(CALL, { real, force_proxy_type: proxy.force, call: order }),
      signer,
      summary: `Make ${order.name} for ${real}, as its proxy of type ${proxy.type}`,
      facts: [['For', cells.address(real)], ...callFacts(order)],
      effects: tried => [
        `${real} makes the call, as if it had signed it itself.`,
        ...(tried?.events ?? []).map(({ name }) => name).filter(name => !isOfEvery(name)),
      ],
      context,
      details: details(PLANNED, made),
      result: outcome => ({
        ...transactionOf(outcome, `Made ${order.name} for ${real}`),
        ...made,
        events: outcome.events.map(({ name, data }) => ({ name, data: toJson(data) as Json })),
      }),
    })
  },
})
