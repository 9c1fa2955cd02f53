import { mergeNeeds } from '../../client/metadata/needs.ts'
import { AUTO_STAKE, getAutoStakes } from '../../client/reads/auto-stake.ts'
import { getSubnets, SUBNETS } from '../../client/reads/subnets.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { address, foreign, integer, list, maybe, record, text } from '../kit/shape.ts'
import { column, table } from '../kit/view.ts'
import { HOLDER_ARGUMENTS, HOLDER_OPTIONS, holdersOf } from '../shared/accounts.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { hotkeyCell } from '../shared/staking/trades.ts'
import { subnetCell } from '../shared/staking/words.ts'

export default read({
  summary: 'Show with which hotkeys what my miners earn is staked',
  description: ['Without a setting it is staked with the hotkey that earned it. tao stake set-auto changes it.'],
  examples: [{ line: 'tao stake auto main', does: 'The settings of one wallet, by subnet' }],
  arguments: HOLDER_ARGUMENTS,
  options: HOLDER_OPTIONS,
  uses: ['wallet', 'walletPath', 'network'],
  output: list(
    record({
      wallet: maybe(text('Name of the wallet; null for an address')),
      coldkey: address('The coldkey of the miners'),
      netuid: integer('The subnet'),
      subnetName: foreign('Its name'),
      hotkey: address('With whom incentive is staked'),
      hotkeyName: maybe(text('The name of that hotkey in the wallets here')),
    }),
  ),
  view: rows => [
    table(
      rows,
      [
        column('Wallet', row => (row.wallet === undefined ? cells.address(row.coldkey) : cells.text(row.wallet)), {
          merge: true,
        }),
        column('Subnet', row => subnetCell(Number(row.netuid), row.subnetName)),
        column('Hotkey', hotkeyCell),
      ],
      { empty: 'Nothing is set: incentive is staked with the hotkeys that earn it.' },
    ),
  ],
  run: async ({ accounts, all }, ctx) => {
    const holders = await holdersOf(ctx, { accounts, all })
    const { nameOf } = await ownKeys(ctx)
    const client = await (await ctx.chain()).with(mergeNeeds(AUTO_STAKE, SUBNETS))
    const at = await client.at()
    const [settings, subnets] = await ctx.progress('Reading', () =>
      Promise.all([Promise.all(holders.map(({ address: coldkey }) => getAutoStakes(at, coldkey))), getSubnets(at)]),
    )
    return holders.flatMap(({ name, address: coldkey }, i) =>
      settings[i]!.map(({ netuid, hotkey }) => ({
        wallet: name,
        coldkey,
        netuid,
        subnetName: subnets.find(subnet => subnet.netuid === netuid)?.name ?? '',
        hotkey,
        hotkeyName: nameOf(hotkey),
      })),
    )
  },
})
