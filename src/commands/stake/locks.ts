import { mergeNeeds } from '../../client/metadata/needs.ts'
import { getLocks, LOCKS } from '../../client/reads/locks.ts'
import { getSubnets, SUBNETS } from '../../client/reads/subnets.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { netuid } from '../kit/options.ts'
import { address, alpha, flag, foreign, integer, list, maybe, record, text } from '../kit/shape.ts'
import { column, table } from '../kit/view.ts'
import { HOLDER_ARGUMENTS, HOLDER_OPTIONS, holdersOf } from '../shared/accounts.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { hotkeyCell } from '../shared/staking/trades.ts'
import { subnetCell } from '../shared/staking/words.ts'

export default read({
  summary: 'List locked stake: how much, to whom, and the conviction it has earned',
  description: [
    'What is locked cannot be taken out. A lock that decays becomes free bit by bit; one that does not stays until its holder lets it decay.',
  ],
  examples: [
    { line: 'tao stake locks', does: 'Locks of the wallet of the settings' },
    { line: 'tao stake locks main --netuid 1', does: 'On one subnet' },
  ],
  arguments: HOLDER_ARGUMENTS,
  options: {
    ...HOLDER_OPTIONS,
    netuid: netuid({ summary: 'Only on these subnets', many: true, aliases: ['netuids'] }),
  },
  uses: ['wallet', 'walletPath', 'network'],
  refuses: {
    hotkey: 'A lock belongs to a coldkey.',
    'wallet-hotkey': 'A lock belongs to a coldkey.',
    'wallet.hotkey': 'A lock belongs to a coldkey.',
    H: 'A lock belongs to a coldkey.',
  },
  output: list(
    record({
      wallet: maybe(text('Name of the wallet; null for an address')),
      coldkey: address('Whose stake is locked'),
      netuid: integer('The subnet'),
      subnetName: foreign('Its name'),
      symbol: foreign('The symbol of its alpha'),
      hotkey: address('To whom it is locked'),
      hotkeyName: maybe(text('The name of that hotkey in the wallets here')),
      locked: alpha('What is locked now'),
      conviction: alpha('The conviction it has earned by now, in alpha'),
      decaying: flag('Whether what is locked becomes free bit by bit'),
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
        column('Locked', row => cells.alpha(row.locked, row.symbol)),
        column('Conviction', row => cells.alpha(row.conviction, row.symbol)),
        column('Decays', row => cells.flag(row.decaying)),
      ],
      { empty: 'Nothing is locked.' },
    ),
  ],
  run: async ({ accounts, all, netuid: netuids }, ctx) => {
    const named = await holdersOf(ctx, { accounts, all })
    const { nameOf } = await ownKeys(ctx)
    const client = await (await ctx.chain()).with(mergeNeeds(LOCKS, SUBNETS))
    const at = await client.at()
    const [subnets, locks] = await Promise.all([
      getSubnets(at),
      Promise.all(named.map(({ address }) => getLocks(at, address))),
    ])
    const isMeant = (subnet: number): boolean => netuids.length === 0 || netuids.includes(subnet)
    return named.flatMap(({ name }, i) =>
      locks[i]!.filter(lock => isMeant(lock.netuid)).map(({ isDecaying, ...lock }) => {
        const subnet = subnets.find(each => each.netuid === lock.netuid)
        return {
          ...lock,
          wallet: name,
          subnetName: subnet?.name ?? '',
          symbol: subnet?.symbol ?? 'α',
          hotkeyName: nameOf(lock.hotkey),
          decaying: isDecaying,
        }
      }),
    )
  },
})
