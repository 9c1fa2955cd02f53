import { mergeNeeds } from '../../client/metadata/needs.ts'
import { AUTO_STAKE, getAutoStakes } from '../../client/reads/auto-stake.ts'
import { getSubnets, SUBNETS } from '../../client/reads/subnets.ts'
import { read } from '../kit/command.ts'
import { account } from '../kit/options.ts'
import { address, foreign, integer, list, maybe, record, text } from '../kit/shape.ts'
import { column, table } from '../kit/view.ts'
import { coldkeysOf } from '../shared/accounts.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { hotkeyCell } from '../shared/staking/trades.ts'
import { subnetCell } from '../shared/staking/words.ts'

export default read({
  summary: 'Show with which hotkeys what my miners earn is staked',
  description: ['Without a setting it is staked with the hotkey that earned it. tao stake set-auto changes it.'],
  examples: [{ line: 'tao stake auto main', does: 'The settings of one wallet, by subnet' }],
  arguments: {
    account: account({
      summary: 'The wallet, or the address of a coldkey',
      short: 'k',
      aliases: ['coldkey', 'ss58', 'coldkey-ss58', 'key'],
    }),
  },
  uses: ['wallet', 'walletPath', 'network'],
  output: list(
    record({
      netuid: integer('The subnet'),
      subnetName: foreign('Its name'),
      hotkey: address('With whom incentive is staked'),
      hotkeyName: maybe(text('The name of that hotkey in the wallets here')),
    }),
  ),
  view: rows => [
    table(
      rows,
      [column('Subnet', row => subnetCell(Number(row.netuid), row.subnetName)), column('Hotkey', hotkeyCell)],
      { empty: 'Nothing is set: incentive is staked with the hotkeys that earn it.' },
    ),
  ],
  run: async ({ account: given }, ctx) => {
    const coldkey = (await coldkeysOf(ctx, given === undefined ? [] : [given]))[0]!.address
    const { nameOf } = await ownKeys(ctx)
    const client = await (await ctx.chain()).with(mergeNeeds(AUTO_STAKE, SUBNETS))
    const at = await client.at()
    const [settings, subnets] = await ctx.progress('Reading', () =>
      Promise.all([getAutoStakes(at, coldkey), getSubnets(at)]),
    )
    return settings.map(({ netuid, hotkey }) => ({
      netuid,
      subnetName: subnets.find(subnet => subnet.netuid === netuid)?.name ?? '',
      hotkey,
      hotkeyName: nameOf(hotkey),
    }))
  },
})
