import { mergeNeeds } from '../../client/metadata/needs.ts'
import { unlessAbsent } from '../../client/reads/absent.ts'
import { AVAILABILITY, getAvailabilities } from '../../client/reads/availability.ts'
import { getOwners, OWNERS } from '../../client/reads/hotkeys.ts'
import { getNames, IDENTITIES } from '../../client/reads/identities.ts'
import { stakeValue } from '../../client/reads/prices.ts'
import { getStakes, STAKES, type Stake } from '../../client/reads/stakes.ts'
import { getSubnets, noSubnet, SUBNETS } from '../../client/reads/subnets.ts'
import { asAlpha } from '../../client/reads/values.ts'
import { alpha as alphaRao, tao as taoRao, ZERO_ALPHA, ZERO_TAO } from '../../primitives/amounts.ts'
import type { NetUid } from '../../primitives/netuid.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import type { Context } from '../kit/context.ts'
import { walletNamesHotkey } from '../kit/hotkey-names.ts'
import { account, flag, netuid } from '../kit/options.ts'
import {
  address,
  alpha,
  decimal,
  flag as flagShape,
  foreign,
  integer,
  list,
  maybe,
  record,
  tao,
  text,
  type ValueOf,
} from '../kit/shape.ts'
import { column, table } from '../kit/view.ts'
import { HOLDER_ARGUMENTS, HOLDER_OPTIONS, holdersOf, type Named } from '../shared/accounts.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { hotkeyCell } from '../shared/staking/trades.ts'
import { stakeCell, subnetCell } from '../shared/staking/words.ts'

const STAKE = record({
  wallet: maybe(text('Name of the wallet; null for an address')),
  coldkey: address('Whose stake it is'),
  netuid: integer('The subnet; 0 is root, where stake is TAO'),
  subnetName: foreign('Its name'),
  symbol: foreign('The symbol of its alpha'),
  hotkey: address('With whom it is'),
  hotkeyName: maybe(text('The name of that hotkey in the wallets here')),
  validator: maybe(foreign('The name that the owner of the hotkey has given himself; nobody checks it')),
  stake: alpha('The stake: alpha of the subnet, on root TAO'),
  priceTaoPerAlpha: decimal('The price of one alpha'),
  value: tao('What it is worth at that price; selling it all at once brings less'),
  locked: maybe(alpha('What of the coldkey’s stake on the subnet is locked, whichever hotkey it is with')),
  registered: flagShape('Whether the hotkey is a neuron of the subnet; without that the stake earns nothing'),
  dividends: alpha('What the last epoch brought to this stake'),
})
type Row = ValueOf<typeof STAKE>

const NEEDS = mergeNeeds(STAKES, SUBNETS, AVAILABILITY, OWNERS, IDENTITIES, {
  storage: ['SubtensorModule.TotalHotkeyAlpha'],
})
const DUST = 1_000_000n

export default read({
  summary: 'List stake: where it is, what it is worth, what it earned',
  description: [
    'By value, for each wallet. Stakes worth less than τ0.001 are left out unless --dust is given; --json always has all.',
    'What root stake has coming from subnets stands in tao stake claims.',
  ],
  examples: [
    { line: 'tao stake list', does: 'The wallet of the settings' },
    { line: 'tao stake list --all', does: 'Every wallet here' },
    { line: 'tao stake list main --netuid 1 --json', does: 'Stake of one wallet on one subnet, for a program' },
  ],
  arguments: HOLDER_ARGUMENTS,
  options: {
    ...HOLDER_OPTIONS,
    netuid: netuid({ summary: 'Only on these subnets', many: true, aliases: ['netuids'] }),
    hotkey: account({
      summary: 'Only with these hotkeys',
      short: 'H',
      many: true,
      aliases: ['wallet-hotkey', 'wallet.hotkey'],
      complete: 'hotkey',
    }),
    dust: flag({ summary: 'Stakes worth less than τ0.001 as well' }),
  },
  uses: ['wallet', 'walletPath', 'network'],
  output: list(STAKE),
  view: (rows, { full }) => [
    table(
      rows,
      [
        column('Wallet', row => (row.wallet === undefined ? cells.address(row.coldkey) : cells.text(row.wallet)), {
          merge: true,
        }),
        column('Subnet', row => subnetCell(Number(row.netuid), row.subnetName)),
        column('Hotkey', hotkeyCell),
        column('Validator', row => cells.text(row.validator ?? ''), { optional: true }),
        column('Stake', row => stakeCell(Number(row.netuid), row.stake, row.symbol)),
        ...(full ? [column<Row>('Price', row => cells.tao(row.priceTaoPerAlpha))] : []),
        column('Value', row => cells.tao(row.value)),
        column(
          'Locked',
          row => ((row.locked ?? 0n) === 0n ? { text: '', bare: '' } : cells.alpha(row.locked!, row.symbol)),
          {
            optional: true,
          },
        ),
        column('Last dividends', row => stakeCell(Number(row.netuid), row.dividends, row.symbol)),
        column('Registered', row => cells.flag(row.registered)),
      ],
      { empty: 'No stake. Add some with: tao stake add', ...(rows.length > 1 ? { foot: footOf(rows, full) } : {}) },
    ),
  ],
  run: async ({ accounts, all, netuid: netuids, hotkey, dust }, ctx) => {
    const wallets = await ctx.wallets()
    const named = await holdersOf(ctx, { accounts, all }, hotkey)
    const isOfWallet = hotkey.length === 0 && accounts.length === 0 && !all && walletNamesHotkey(ctx)
    const meant = isOfWallet ? [ctx.settings.wallet] : hotkey
    const hotkeys = meant.map(each => wallets.address(each, 'hotkey'))
    const isMeant = (stake: Stake): boolean =>
      (netuids.length === 0 || netuids.includes(stake.netuid)) &&
      (hotkeys.length === 0 || hotkeys.includes(stake.hotkey))
    const rows = await ctx.progress('Reading stake', () => readRows(ctx, named, netuids, isMeant))
    const shown = dust || ctx.settings.json ? rows : rows.filter(({ value }) => value >= DUST)
    const hidden = rows.length - shown.length
    if (hidden > 0)
      ctx.note(`${hidden} ${hidden === 1 ? 'stake is' : 'stakes are'} worth less than τ0.001; see --dust.`)
    return shown
  },
})

async function readRows(
  ctx: Context,
  named: readonly Named[],
  netuids: readonly NetUid[],
  isMeant: (stake: Stake) => boolean,
): Promise<Row[]> {
  const { nameOf } = await ownKeys(ctx)
  const addresses = named.map(({ address }) => address)
  const client = await (await ctx.chain()).with(NEEDS)
  const at = await client.at()
  const [stakes, subnets, availabilities] = await Promise.all([
    getStakes(at, addresses),
    getSubnets(at),
    unlessAbsent(() => getAvailabilities(at, addresses)),
  ])
  const unknown = netuids.find(netuid => !subnets.some(subnet => subnet.netuid === netuid))
  if (unknown !== undefined) throw noSubnet(unknown)
  const all = stakes.flat().filter(isMeant)
  const hotkeys = [...new Set(all.map(({ hotkey }) => hotkey))]
  const [owners, totals] = await Promise.all([
    getOwners(at, hotkeys),
    at.many(
      'SubtensorModule.TotalHotkeyAlpha',
      all.map(({ hotkey, netuid }) => [hotkey, netuid]),
    ),
  ])
  const names = await getNames(
    at,
    owners.filter(owner => owner !== undefined),
  )
  const lockedOf = (coldkey: string, netuid: NetUid) =>
    availabilities?.[addresses.indexOf(coldkey)]?.find(each => each.netuid === netuid)?.locked ??
    (availabilities === undefined ? undefined : ZERO_ALPHA)
  const rows = all.map((stake, i): Row => {
    const subnet = subnets.find(({ netuid }) => netuid === stake.netuid)
    const total = asAlpha(totals[i])
    return {
      wallet: named.find(({ address }) => address === stake.coldkey)?.name,
      coldkey: stake.coldkey,
      netuid: stake.netuid,
      subnetName: subnet?.name ?? '',
      symbol: subnet?.symbol ?? 'α',
      hotkey: stake.hotkey,
      hotkeyName: nameOf(stake.hotkey),
      validator: names.get(owners[hotkeys.indexOf(stake.hotkey)] ?? ''),
      stake: stake.stake,
      priceTaoPerAlpha: subnet?.price ?? ZERO_TAO,
      value: stakeValue(stake, subnets),
      locked: lockedOf(stake.coldkey, stake.netuid),
      registered: stake.isRegistered,
      dividends: alphaRao(total === 0n ? 0n : (stake.emission * stake.stake) / total),
    }
  })
  const place = (row: Row): number => addresses.indexOf(row.coldkey)
  return rows.sort((a, b) => place(a) - place(b) || Number(b.value - a.value) || Number(a.netuid) - Number(b.netuid))
}

function footOf(rows: readonly Row[], full: boolean) {
  const value = taoRao(rows.reduce((sum, row) => sum + row.value, 0n))
  const blank = { text: '' }
  return [
    cells.strong('All'),
    blank,
    blank,
    blank,
    blank,
    ...(full ? [blank] : []),
    cells.tao(value),
    blank,
    blank,
    blank,
  ]
}
