import { mergeNeeds } from '../../client/metadata/needs.ts'
import { stakeValue } from '../../client/reads/prices.ts'
import { type ClaimMode, getClaimMode, getRootClaims, keepsOn, ROOT_CLAIMS } from '../../client/reads/root-claims.ts'
import { getSubnets, SUBNETS } from '../../client/reads/subnets.ts'
import { tao as taoRao } from '../../primitives/amounts.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import {
  address,
  alpha,
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
import { HOLDER_ARGUMENTS, HOLDER_OPTIONS, holdersOf } from '../shared/accounts.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { hotkeyCell } from '../shared/staking/trades.ts'
import { subnetCell } from '../shared/staking/words.ts'

const CLAIM = record({
  wallet: maybe(text('Name of the wallet; null for an address')),
  coldkey: address('To whom it is owed'),
  netuid: integer('The subnet that owes it'),
  subnetName: foreign('Its name'),
  symbol: foreign('The symbol of its alpha'),
  hotkey: address('With whom the root stake is'),
  hotkeyName: maybe(text('The name of that hotkey in the wallets here')),
  owed: alpha('What is owed, in alpha of the subnet'),
  value: tao('What it is worth at the price of now'),
  threshold: alpha('Less than this is not paid out'),
  due: flagShape('Whether a claim now would pay it'),
  mode: text('What a claim does with it: swap (sell it and stake the TAO on root) or keep (stake it on the subnet)'),
})
type Row = ValueOf<typeof CLAIM>

export default read({
  summary: 'Show what root stake has coming from subnets',
  description: [
    'Subnets pay those who stake on root in alpha, while the moving prices of all subnets together are above 1. The chain claims by itself for a few coldkeys in each block; tao stake claim does it now.',
  ],
  aliases: ['claimable', 'owed'],
  examples: [
    { line: 'tao stake claims', does: 'The wallet of the settings' },
    { line: 'tao stake claims --all --json', does: 'Every wallet here, for a program' },
  ],
  arguments: HOLDER_ARGUMENTS,
  options: HOLDER_OPTIONS,
  uses: ['wallet', 'walletPath', 'network'],
  output: list(CLAIM),
  view: rows => [
    table(
      rows,
      [
        column('Wallet', row => (row.wallet === undefined ? cells.address(row.coldkey) : cells.text(row.wallet)), {
          merge: true,
        }),
        column('Subnet', row => subnetCell(Number(row.netuid), row.subnetName)),
        column('Hotkey', hotkeyCell),
        column('Owed', row => cells.alpha(row.owed, row.symbol)),
        column('Value', row => cells.tao(row.value)),
        column('Due', row => cells.flag(row.due)),
        column('Mode', row => cells.text(row.mode)),
      ],
      { empty: 'Nothing is owed.', ...(rows.length > 1 ? { foot: footOf(rows) } : {}) },
    ),
  ],
  run: async ({ accounts, all }, ctx) => {
    const { nameOf } = await ownKeys(ctx)
    const named = await holdersOf(ctx, { accounts, all })
    const addresses = named.map(({ address }) => address)
    const client = await (await ctx.chain()).with(mergeNeeds(ROOT_CLAIMS, SUBNETS))
    const at = await client.at()
    const [claims, subnets, modes] = await ctx.progress('Reading what is owed', () =>
      Promise.all([
        getRootClaims(at, addresses),
        getSubnets(at),
        Promise.all(addresses.map(coldkey => getClaimMode(at, coldkey))),
      ]),
    )
    return claims.flatMap((ofOne, i) =>
      ofOne
        .filter(({ owed }) => owed > 0n)
        .map(({ netuid, hotkey, coldkey, owed, threshold, isDue }): Row => {
          const subnet = subnets.find(each => each.netuid === netuid)
          return {
            wallet: named[i]!.name,
            coldkey,
            netuid,
            subnetName: subnet?.name ?? '',
            symbol: subnet?.symbol ?? 'α',
            hotkey,
            hotkeyName: nameOf(hotkey),
            owed,
            value: stakeValue({ netuid, stake: owed }, subnets),
            threshold,
            due: isDue,
            mode: modeOn(modes[i]!, netuid),
          }
        }),
    )
  },
})

const modeOn = (mode: ClaimMode, netuid: number): string => (keepsOn(mode, netuid) ? 'keep' : 'swap')

function footOf(rows: readonly Row[]) {
  const blank = { text: '' }
  const value = taoRao(rows.reduce((sum, row) => sum + row.value, 0n))
  return [cells.strong('All'), blank, blank, blank, cells.tao(value), blank, blank]
}
