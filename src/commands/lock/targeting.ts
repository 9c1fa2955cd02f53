import { mergeNeeds } from '../../client/metadata/needs.ts'
import { getNames, IDENTITIES } from '../../client/reads/identities.ts'
import { CONVICTION, getConviction, getLocksOn, LOCKS_ON } from '../../client/reads/locks.ts'
import { stakeValue } from '../../client/reads/prices.ts'
import { getSubnet, SUBNET } from '../../client/reads/subnets.ts'
import { alpha as rao } from '../../primitives/amounts.ts'
import { type Cell, cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { address, alpha, flag, foreign, integer, list, maybe, record, tao, text, type ValueOf } from '../kit/shape.ts'
import { card, column, table } from '../kit/view.ts'
import { ensureWalletCounts } from '../shared/outright.ts'
import { anyHotkey, hotkeyOf } from '../shared/staking/hotkeys.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { subnetCell } from '../shared/staking/words.ts'
import { SUBNET as SUBNET_ARGUMENT } from '../shared/subnet-option.ts'
import { amountCell, lockRow, modeCell } from './shared/shape.ts'

const HOLDER = record({
  coldkey: address('Whose alpha is locked'),
  name: maybe(foreign('Its name in the wallets here, or that of its identity on the chain')),
  locked: alpha('What is locked'),
  value: tao('What that is worth at the price of now'),
  conviction: alpha('The conviction it has earned'),
  decaying: flag('Whether what is locked becomes free bit by bit'),
})

export default read({
  summary: 'List who has locked alpha to a hotkey, and the conviction it has of them',
  description: [
    'The hotkey with the most conviction takes a subnet over that is a year old: see tao subnets conviction.',
  ],
  examples: [
    { line: 'tao lock targeting 1 --hotkey main/validator', does: 'Who stands behind my validator on subnet 1' },
  ],
  arguments: { netuid: SUBNET_ARGUMENT },
  options: anyHotkey('The hotkey it is locked to'),
  uses: ['walletPath', 'network', 'wallet'],
  output: record({
    netuid: integer('The subnet'),
    subnetName: foreign('Its name'),
    symbol: foreign('The symbol of its alpha'),
    hotkey: address('The hotkey'),
    hotkeyName: maybe(text('Its name in the wallets here')),
    ownerHotkey: flag('Whether it is the hotkey of the owner of the subnet'),
    isLeader: flag('Whether no other hotkey has more conviction on the subnet'),
    conviction: alpha('Its conviction'),
    locked: alpha('All that is locked to it'),
    holders: list(HOLDER),
  }),
  view: row => [
    card([
      ['Subnet', subnetCell(Number(row.netuid), row.subnetName)],
      ['Hotkey', cells.text([row.hotkeyName, row.hotkey].filter(Boolean).join(' '))],
      ['Owner of the subnet', cells.flag(row.ownerHotkey)],
      ['Leads', cells.flag(row.isLeader)],
      ['Conviction', amountCell(row, row.conviction)],
      ['Locked', amountCell(row, row.locked)],
    ]),
    table(
      row.holders,
      [
        column('Coldkey', nameCell),
        column('Locked', each => amountCell(row, each.locked)),
        column('Worth', each => cells.tao(each.value)),
        column('Conviction', each => amountCell(row, each.conviction)),
        column('Mode', each => modeCell(each.decaying)),
      ],
      { empty: 'Nothing is locked to this hotkey here.' },
    ),
  ],
  run: async (input, ctx) => {
    const { netuid } = input
    if (input.hotkey !== '') ensureWalletCounts(ctx, { hotkeys: [input.hotkey] })
    const { address: hotkey } = await hotkeyOf(ctx, input)
    const { nameOf, walletOf } = await ownKeys(ctx)
    const client = await (await ctx.chain()).with(mergeNeeds(LOCKS_ON, CONVICTION, SUBNET, IDENTITIES))
    return ctx.progress('Reading locks', async () => {
      const at = await client.at()
      const [subnet, scenes, conviction] = await Promise.all([
        getSubnet(at, netuid),
        getLocksOn(at, netuid, hotkey),
        getConviction(at, netuid),
      ])
      const names = await getNames(
        at,
        scenes.map(({ coldkey }) => coldkey),
      )
      const rows = scenes.map(scene => lockRow(scene, hotkey, subnet, nameOf, BigInt(at.block.number)))
      rows.sort((a, b) => (a.locked > b.locked ? -1 : a.locked < b.locked ? 1 : 0))
      const own = conviction.hotkeys.find(each => each.hotkey === hotkey)
      return {
        netuid,
        subnetName: subnet.name,
        symbol: subnet.symbol,
        hotkey,
        hotkeyName: nameOf(hotkey),
        ownerHotkey: subnet.ownerHotkey === hotkey,
        isLeader: conviction.leader === hotkey,
        conviction: own?.conviction ?? rao(0n),
        locked: rao(rows.reduce((sum, { locked }) => sum + locked, 0n)),
        holders: rows.map(({ coldkey, locked, conviction: earned, decaying }) => ({
          coldkey,
          name: walletOf(coldkey) ?? names.get(coldkey),
          locked,
          value: stakeValue({ netuid, stake: locked }, [subnet]),
          conviction: earned,
          decaying,
        })),
      }
    })
  },
})

const nameCell = ({ name, coldkey }: ValueOf<typeof HOLDER>): Cell =>
  name === undefined ? cells.address(coldkey) : { ...cells.text(name), bare: coldkey }
