import { mergeNeeds } from '../../client/metadata/needs.ts'
import { AXONS, getAxon, getServingRateLimit } from '../../client/reads/axons.ts'
import { CLOCK, getClock, momentOf } from '../../client/reads/clock.ts'
import { getUid, UIDS } from '../../client/reads/hotkeys.ts'
import { noSubnet } from '../../client/reads/subnets.ts'
import { refusal } from '../../client/refusals/refusal.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { address, integer, maybe, record, text } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { loneHotkeyAddress } from '../shared/keys.ts'
import { SUBNET } from '../shared/subnet-option.ts'
import { MOMENT, momentCell } from '../shared/waiting.ts'
import { endpointOf } from './shared/serving.ts'

export default read({
  summary: 'Show where a neuron can be reached',
  examples: [{ line: 'tao axon show 2 --hotkey miner', does: 'Where my hotkey miner says it is on subnet 2' }],
  arguments: { netuid: SUBNET },
  uses: ['wallet', 'hotkey', 'walletPath', 'network'],
  output: record({
    netuid: integer('The subnet'),
    uid: integer('The neuron'),
    hotkey: address('Its hotkey'),
    endpoint: maybe(text('Where it can be reached; null for nowhere')),
    protocol: maybe(integer('The number of the protocol')),
    version: maybe(integer('The version of the neuron')),
    announced: maybe(MOMENT('When it said so')),
    next: MOMENT('From when on it may say so again'),
  }),
  view: axon => [
    card([
      ['Neuron', cells.text(`UID ${axon.uid} on subnet ${axon.netuid}`)],
      ['Hotkey', cells.address(axon.hotkey)],
      ['Endpoint', axon.endpoint === undefined ? cells.dim('none') : cells.text(axon.endpoint)],
      ['Protocol', axon.protocol === undefined ? cells.none : cells.integer(axon.protocol)],
      ['Version', axon.version === undefined ? cells.none : cells.integer(axon.version)],
      ['Announced', axon.announced === undefined ? cells.none : momentCell(axon.announced)],
      ['Next from', momentCell(axon.next)],
    ]),
  ],
  run: async ({ netuid }, ctx) => {
    const hotkey = await loneHotkeyAddress(ctx)
    const client = await (await ctx.chain()).with(mergeNeeds(AXONS, UIDS, CLOCK))
    const at = await client.at()
    const [exists, uid, axon, limit, clock] = await Promise.all([
      at.get('SubtensorModule.NetworksAdded', netuid),
      getUid(at, netuid, hotkey),
      getAxon(at, netuid, hotkey),
      getServingRateLimit(at, netuid),
      getClock(client, at),
    ])
    if (exists !== true) throw noSubnet(netuid)
    if (uid === undefined) {
      throw refusal('SubtensorModule.HotKeyNotRegisteredInNetwork', { network: client.chain.name, netuid, hotkey })
    }
    const isServed = endpointOf(axon) !== undefined
    return {
      netuid,
      uid,
      hotkey,
      endpoint: endpointOf(axon),
      protocol: isServed ? axon!.protocol : undefined,
      version: isServed ? axon!.version : undefined,
      announced: axon === undefined ? undefined : momentOf(clock, axon.block),
      next: momentOf(clock, Math.max(clock.block + 1, axon === undefined ? 0 : axon.block + limit)),
    }
  },
})
