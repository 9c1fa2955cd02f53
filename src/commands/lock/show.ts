import { mergeNeeds } from '../../client/metadata/needs.ts'
import { momentOf } from '../../client/reads/clock.ts'
import { CONVICTION, type Conviction, getConviction, takeoverOf } from '../../client/reads/locks.ts'
import { alpha as rao } from '../../primitives/amounts.ts'
import { ROOT } from '../../primitives/netuid.ts'
import { type Cell, cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { account } from '../kit/options.ts'
import { address, alpha, flag, integer, maybe, record, type ValueOf } from '../kit/shape.ts'
import { type Block, card } from '../kit/view.ts'
import { COLDKEY_SPELLINGS, coldkeyOf } from '../shared/accounts.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { subnetCell } from '../shared/staking/words.ts'
import { MOMENT, momentCell } from '../shared/waiting.ts'
import { lockedSubnet } from './shared/inputs.ts'
import { type LockPlace, noLock, PLACE, readPlace } from './shared/place.ts'
import {
  amountCell,
  GRAPH,
  hotkeyFact,
  LOCK,
  lockRow,
  modeCell,
  OUTLOOK,
  outlookBlocks,
  outlookOf,
  WEEKS,
  wantsChart,
  weeksOf,
} from './shared/shape.ts'

const NO_HOTKEY = 'A coldkey has at most one lock on a subnet, whatever its hotkey.'

const SHOWN = record({
  block: integer('The block of which all this is'),
  ...LOCK,
  stake: alpha('All stake of the coldkey on the subnet'),
  available: alpha('What of it can leave'),
  unlockRateBlocks: integer('Blocks in which a lock that decays falls to 37 % (1/e)'),
  maturityRateBlocks: integer('Blocks in which conviction comes to 63 % of a lock that stays'),
  hotkeyConviction: alpha('The conviction of all locks on the hotkey'),
  leader: maybe(address('The hotkey with the most conviction on the subnet')),
  leaderConviction: maybe(alpha('Its conviction')),
  leaderIsOwner: maybe(flag('Whether it is the hotkey of the owner, who keeps the subnet then')),
  takeover: maybe(
    record({
      from: MOMENT('The first block in which the leader can take the subnet over'),
      conviction: alpha('All conviction on the subnet'),
      needed: alpha('What that must come to: a tenth of the alpha outside the pool'),
    }),
  ),
  outlook: OUTLOOK,
  weeks: WEEKS,
})
type Shown = ValueOf<typeof SHOWN>

export default read({
  summary: 'Show one lock: what is free when, and how its conviction grows',
  description: [
    'Conviction grows towards what is locked, and fades with what becomes free; on the hotkey of the owner of the subnet it is what is locked.',
    'A subnet that is a year old goes to the coldkey of the hotkey with the most conviction, once all conviction there comes to a tenth of the alpha outside the pool.',
  ],
  examples: [
    { line: 'tao lock show 1', does: 'The lock of the wallet of the settings on subnet 1' },
    { line: 'tao lock show 1 --coldkey savings --no-graph', does: 'That of another wallet, without the chart' },
  ],
  arguments: { netuid: lockedSubnet('The subnet') },
  options: {
    account: account({ summary: 'Whose, if not of the wallet of the settings', ...COLDKEY_SPELLINGS }),
    ...GRAPH,
  },
  uses: ['wallet', 'walletPath', 'network'],
  refuses: { hotkey: NO_HOTKEY, 'wallet-hotkey': NO_HOTKEY, 'wallet.hotkey': NO_HOTKEY, H: NO_HOTKEY },
  output: SHOWN,
  view: row => [facts(row), ...outlookBlocks(row, row.outlook, row.weeks)],
  run: async ({ netuid, account: whose, graph }, ctx) => {
    const { address: coldkey } = await coldkeyOf(ctx, whose)
    const { nameOf } = await ownKeys(ctx)
    const client = await (await ctx.chain()).with(mergeNeeds(PLACE, CONVICTION))
    return ctx.progress('Reading the lock', async () => {
      const place = await readPlace(client, coldkey, netuid)
      const { at, block, perDay, subnet, scene, stake } = place
      if (scene.held === undefined) throw noLock(netuid, coldkey)
      const { hotkey } = scene.held
      const conviction = await getConviction(at, netuid)
      const of = (key: string | undefined) => conviction.hotkeys.find(each => each.hotkey === key)
      return {
        block,
        ...lockRow(scene, hotkey, subnet, nameOf, block),
        stake: stake.total,
        available: stake.available,
        unlockRateBlocks: scene.rates.unlock,
        maturityRateBlocks: scene.rates.maturity,
        hotkeyConviction: of(hotkey)?.conviction ?? rao(0n),
        leader: conviction.leader,
        leaderConviction: of(conviction.leader)?.conviction,
        leaderIsOwner: of(conviction.leader)?.isOwner,
        takeover: takeover(place, conviction),
        outlook: outlookOf(scene, block, perDay),
        weeks: wantsChart(ctx, graph) ? weeksOf(scene, block, perDay) : [],
      }
    })
  },
})

/** Root belongs to nobody. */
function takeover({ clock, subnet }: LockPlace, conviction: Conviction): Shown['takeover'] {
  if (subnet.netuid === ROOT) return undefined
  const { from, ...rest } = takeoverOf(subnet, conviction)
  return { from: momentOf(clock, from), ...rest }
}

function leaderCell({ leader, hotkey, leaderIsOwner: isOwner }: Shown): Cell {
  const who = leader === hotkey ? 'this hotkey' : leader!
  return cells.text(isOwner ? `${who}, of the owner of the subnet` : who)
}

function facts(row: Shown): Block {
  const { leader, leaderConviction, takeover: change } = row
  return card([
    ['Coldkey', cells.address(row.coldkey)],
    ['Subnet', subnetCell(Number(row.netuid), row.subnetName)],
    ['Locked to', hotkeyFact(row)],
    ['Mode', modeCell(row.decaying)],
    ['Locked', amountCell(row, row.locked)],
    ['Can leave', amountCell(row, row.available)],
    ['Conviction', amountCell(row, row.conviction)],
    ['Of the hotkey', amountCell(row, row.hotkeyConviction)],
    ...(leader === undefined
      ? []
      : [['Leader', leaderCell(row)] as const, ['Its conviction', amountCell(row, leaderConviction ?? 0n)] as const]),
    ...(change === undefined
      ? []
      : [
          ['Takeover from', momentCell(change.from)] as const,
          ['All conviction', amountCell(row, change.conviction)] as const,
          ['It takes', amountCell(row, change.needed)] as const,
        ]),
  ])
}
