/** Announcing where a neuron can be reached, or that it cannot. */
import { mergeNeeds } from '../../../client/metadata/needs.ts'
import { AXONS, type Axon, getAxon, getServingRateLimit } from '../../../client/reads/axons.ts'
import { CLOCK, getClock } from '../../../client/reads/clock.ts'
import { getUid, UIDS } from '../../../client/reads/hotkeys.ts'
import { noSubnet } from '../../../client/reads/subnets.ts'
import { refusal } from '../../../client/refusals/refusal.ts'
import { call, callNeeds } from '../../../client/transactions/call.ts'
import type { Hex } from '../../../primitives/bytes.ts'
import { formatEndpoint, type Ip } from '../../../primitives/ip.ts'
import { cells } from '../../kit/cells.ts'
import type { Context } from '../../kit/context.ts'
import type { Plan } from '../../kit/plan.ts'
import { address, integer, maybe, record, text, type ValueOf } from '../../kit/shape.ts'
import { type Block, card } from '../../kit/view.ts'
import { loneHotkeyAddress } from '../../shared/keys.ts'
import { planTransaction, TRANSACTION, transactionFacts, transactionOf } from '../../shared/transaction.ts'
import { planLater, tooSoon } from '../../shared/waiting.ts'

export const SERVED = record({
  ...TRANSACTION,
  netuid: integer('The subnet'),
  uid: integer('The neuron'),
  hotkey: address('Its hotkey'),
  endpoint: maybe(text('Where it can be reached; null for nowhere')),
  before: maybe(text('Where it could be reached before')),
})
export type Served = ValueOf<typeof SERVED>

export interface Announcement {
  readonly netuid: number
  readonly ip: Ip
  readonly port: number
  readonly protocol: number
  readonly version: number
  readonly certificate?: Hex | undefined
  readonly wait: boolean
}

/** `IP:PORT`; undefined for an axon that serves nowhere. */
export const endpointOf = (axon: Pick<Axon, 'ip' | 'ipType' | 'port'> | undefined): string | undefined =>
  axon === undefined || axon.ip === 0n
    ? undefined
    : formatEndpoint({ type: axon.ipType === 6 ? 6 : 4, number: axon.ip }, axon.port)

export async function planServing(announcement: Announcement, ctx: Context): Promise<Plan<Served>> {
  const { netuid, ip, port, protocol, version, certificate, wait } = announcement
  const hotkey = await loneHotkeyAddress(ctx)
  const method = `SubtensorModule.serve_axon${certificate === undefined ? '' : '_tls'}`
  const client = await (await ctx.chain()).with(mergeNeeds(callNeeds(method), AXONS, UIDS, CLOCK))
  const at = await client.at()
  const [exists, uid, present, rateLimit, clock] = await Promise.all([
    at.get('SubtensorModule.NetworksAdded', netuid),
    getUid(at, netuid, hotkey),
    getAxon(at, netuid, hotkey),
    getServingRateLimit(at, netuid),
    getClock(client, at),
  ])
  const context = { network: client.chain.name, netuid, hotkey }
  if (exists !== true) throw noSubnet(netuid)
  if (uid === undefined) throw refusal('SubtensorModule.HotKeyNotRegisteredInNetwork', context)
  const endpoint = endpointOf({ ip: ip.number, ipType: ip.type, port })
  const summary =
    endpoint === undefined
      ? `Say that neuron ${uid} of subnet ${netuid} cannot be reached`
      : `Say that neuron ${uid} of subnet ${netuid} is at ${endpoint}`
  const freeAt = present === undefined || rateLimit === 0 ? 0 : present.block + rateLimit
  if (freeAt > clock.block + 1) {
    const later = tooSoon('SubtensorModule.ServingRateLimitExceeded', context, clock, freeAt)
    return planLater(ctx, client, { later, wait, summary, clock }, () => planServing(announcement, ctx))
  }
  const wallets = await ctx.wallets()
  return planTransaction(ctx, client, {
    call: call(method, {
      ...{ netuid, version, ip: ip.number, port, ip_type: ip.type, protocol, placeholder1: 0, placeholder2: 0 },
      ...(certificate === undefined ? {} : { certificate }),
    }),
    signer: wallets.signer(wallets.hotkey()),
    summary,
    facts: [
      ['Endpoint', endpoint === undefined ? cells.none : cells.text(endpoint)],
      ['Until now', endpointOf(present) === undefined ? cells.none : cells.text(endpointOf(present)!)],
    ],
    context,
    result: outcome => ({
      ...transactionOf(outcome, endpoint === undefined ? 'The axon is gone' : `The axon is at ${endpoint}`),
      ...{ netuid, uid, hotkey, endpoint, before: endpointOf(present) },
    }),
  })
}

export const servedView = (result: Served): Block[] => [
  card([
    ['Neuron', cells.text(`UID ${result.uid} on subnet ${result.netuid}`)],
    ['Endpoint', result.endpoint === undefined ? cells.dim('none') : cells.text(result.endpoint)],
    ...transactionFacts(result),
  ]),
]
