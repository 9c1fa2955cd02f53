import { mergeNeeds } from '../../client/metadata/needs.ts'
import { CONVICTION, getConviction } from '../../client/reads/locks.ts'
import { getSubnets, noSubnet, SUBNETS } from '../../client/reads/subnets.ts'
import { alpha as alphaRao } from '../../primitives/amounts.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { account, flag, integer } from '../kit/options.ts'
import {
  address,
  alpha,
  flag as flagShape,
  foreign,
  integer as integerShape,
  list,
  maybe,
  record,
  text,
} from '../kit/shape.ts'
import { card, column, table } from '../kit/view.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { hotkeyCell } from '../shared/staking/trades.ts'
import { SUBNET } from '../shared/subnet-option.ts'

const ROW = record({
  hotkey: address('The hotkey that alpha is locked to'),
  hotkeyName: maybe(text('The name of that hotkey in the wallets here')),
  owner: flagShape('Whether it is the hotkey of the owner of the subnet'),
  conviction: alpha('Its conviction now, in alpha'),
})

const SHOWN = 20

export default read({
  summary: 'Show who has how much conviction on a subnet: alpha locked for how long',
  description: ['Whoever leads for long enough takes the subnet over from its owner.'],
  examples: [
    { line: 'tao subnets conviction 1', does: 'The first of subnet 1' },
    { line: 'tao subnets conviction 1 --all', does: 'All of them' },
  ],
  arguments: { netuid: SUBNET },
  options: {
    hotkey: account({
      summary: 'Only these hotkeys',
      many: true,
      complete: 'hotkey',
      aliases: ['hotkey-ss58', 'wallet-hotkey', 'wallet.hotkey'],
      short: 'H',
    }),
    limit: integer({ summary: 'How many to show', min: 1, default: SHOWN }),
    all: flag({ summary: 'Show all', excludes: ['limit'] }),
  },
  uses: ['walletPath', 'network'],
  output: record({
    netuid: integerShape('The subnet'),
    name: foreign('Its name'),
    symbol: foreign('The symbol of its alpha'),
    leader: maybe(address('Who leads; null where nothing is locked')),
    total: alpha('All conviction on the subnet'),
    hotkeys: list(ROW),
  }),
  view: ({ leader, total, hotkeys, symbol }) => [
    card([
      ['Leader', leader === undefined ? cells.none : cells.address(leader)],
      ['All conviction', cells.alpha(total, symbol)],
    ]),
    table(
      hotkeys,
      [
        column('Hotkey', hotkeyCell),
        column('Owner', row => cells.flag(row.owner)),
        column('Conviction', row => cells.alpha(row.conviction, symbol)),
      ],
      { empty: 'Nothing is locked on this subnet.' },
    ),
  ],
  run: async ({ netuid, hotkey, limit, all }, ctx) => {
    const wallets = await ctx.wallets()
    const wanted = hotkey.map(each => wallets.address(each, 'hotkey'))
    const { nameOf } = await ownKeys(ctx)
    const client = await (await ctx.chain()).with(mergeNeeds(CONVICTION, SUBNETS))
    const at = await client.at()
    const subnet = (await getSubnets(at)).find(each => each.netuid === netuid)
    if (subnet === undefined) throw noSubnet(netuid)
    const { leader, hotkeys } = await getConviction(at, netuid)
    const meant = hotkeys.filter(row => wanted.length === 0 || wanted.includes(row.hotkey))
    return {
      netuid,
      name: subnet.name,
      symbol: subnet.symbol,
      leader,
      total: alphaRao(hotkeys.reduce((sum, { conviction }) => sum + conviction, 0n)),
      hotkeys: (all ? meant : meant.slice(0, limit)).map(({ isOwner, ...row }) => ({
        ...row,
        hotkeyName: nameOf(row.hotkey),
        owner: isOwner,
      })),
    }
  },
})
