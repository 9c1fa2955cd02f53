import { mergeNeeds } from '../../client/metadata/needs.ts'
import { getOwnedHotkeys, getOwners, OWNED_HOTKEYS, OWNERS, UIDS } from '../../client/reads/hotkeys.ts'
import { getSubnets, SUBNETS } from '../../client/reads/subnets.ts'
import { bool, maybe, number } from '../../client/reads/values.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { netuid } from '../kit/options.ts'
import { address, flag, foreign, integer, list, maybe as maybeShape, record, text } from '../kit/shape.ts'
import { column, table } from '../kit/view.ts'
import { HOLDER_ARGUMENTS, HOLDER_OPTIONS, holdersOf } from '../shared/accounts.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { subnetCell } from '../shared/staking/words.ts'

const NEEDS = mergeNeeds(OWNED_HOTKEYS, OWNERS, UIDS, SUBNETS, { storage: ['SubtensorModule.IsNetworkMember'] })

export default read({
  summary: 'List where hotkeys are neurons: those that a wallet owns on chain, and those whose keys are here',
  examples: [
    { line: 'tao wallet registrations', does: 'Of the wallet of the settings' },
    { line: 'tao wallet registrations --all --netuid 1', does: 'Of every wallet here, on subnet 1' },
  ],
  arguments: HOLDER_ARGUMENTS,
  options: {
    ...HOLDER_OPTIONS,
    netuid: netuid({ summary: 'Only on these subnets', many: true, aliases: ['netuids'] }),
  },
  uses: ['wallet', 'walletPath', 'network'],
  output: list(
    record({
      wallet: maybeShape(text('Name of the wallet; null for an address')),
      coldkey: address('The coldkey of that wallet'),
      hotkey: address('The hotkey'),
      hotkeyName: maybeShape(text('The name of that hotkey in the wallets here')),
      owned: flag('Whether that coldkey owns the hotkey on chain'),
      netuid: integer('The subnet'),
      subnetName: foreign('Its name'),
      uid: integer('The number of the neuron'),
    }),
  ),
  view: rows => [
    table(
      rows,
      [
        column('Wallet', row => (row.wallet === undefined ? cells.address(row.coldkey) : cells.text(row.wallet)), {
          merge: true,
        }),
        column('Hotkey', row =>
          row.hotkeyName === undefined
            ? cells.address(row.hotkey)
            : { ...cells.text(row.hotkeyName), bare: row.hotkey },
        ),
        column('Owned', row => cells.flag(row.owned)),
        column('Subnet', row => subnetCell(Number(row.netuid), row.subnetName)),
        column('UID', row => cells.integer(row.uid)),
      ],
      { empty: 'No neurons. Register a hotkey with: tao subnets register' },
    ),
  ],
  run: async ({ accounts, all, netuid: netuids }, ctx) => {
    const holders = await holdersOf(ctx, { accounts, all })
    const { hotkeys: own, nameOf } = await ownKeys(ctx)
    const client = await (await ctx.chain()).with(NEEDS)
    return ctx.progress('Reading registrations', async () => {
      const at = await client.at()
      const subnets = await getSubnets(at)
      const placesOf = async (hotkey: string) => {
        const members = await at.entries('SubtensorModule.IsNetworkMember', hotkey)
        const on = members.flatMap(({ keys, value }) => (bool(value) ? [number(keys[1])] : []))
        const wanted = on.filter(place => netuids.length === 0 || netuids.includes(place)).sort((a, b) => a - b)
        const uids = await at.many(
          'SubtensorModule.Uids',
          wanted.map(place => [place, hotkey]),
        )
        return wanted.flatMap((netuid, i) => {
          const uid = maybe(uids[i], number)
          const subnetName = subnets.find(each => each.netuid === netuid)?.name ?? ''
          return uid === undefined ? [] : [{ netuid, subnetName, uid }]
        })
      }
      const rows = await Promise.all(
        holders.map(async ({ name, address: coldkey }) => {
          const here = own.filter(({ wallet }) => wallet === name).map(({ address }) => address)
          const hotkeys = [...new Set([...(await getOwnedHotkeys(at, coldkey)), ...here])]
          const [owners, places] = await Promise.all([getOwners(at, hotkeys), Promise.all(hotkeys.map(placesOf))])
          return hotkeys.flatMap((hotkey, i) =>
            places[i]!.map(place => ({
              wallet: name,
              coldkey,
              hotkey,
              hotkeyName: nameOf(hotkey),
              owned: owners[i] === coldkey,
              ...place,
            })),
          )
        }),
      )
      return rows.flat()
    })
  },
})
