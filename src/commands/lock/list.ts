import { mergeNeeds } from '../../client/metadata/needs.ts'
import { AVAILABILITY, type Availability, getAvailabilities } from '../../client/reads/availability.ts'
import { blocksPerDay, CLOCK, getClock } from '../../client/reads/clock.ts'
import {
  acceptsLocked,
  getLockRates,
  getLockScenes,
  LOCK_ACCEPTANCE,
  LOCKS,
  type LockScene,
} from '../../client/reads/locks.ts'
import { stakeValue } from '../../client/reads/prices.ts'
import { getSubnets, SUBNETS, type Subnet } from '../../client/reads/subnets.ts'
import { alpha as alphaRao, satSub, tao as taoRao, ZERO_ALPHA } from '../../primitives/amounts.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { flag, netuid } from '../kit/options.ts'
import { address, alpha, flag as flagShape, integer, list, maybe, record, tao, text } from '../kit/shape.ts'
import { column, hint, table } from '../kit/view.ts'
import { HOLDER_ARGUMENTS, HOLDER_OPTIONS, holdersOf, type Named } from '../shared/accounts.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { hotkeyCell } from '../shared/staking/trades.ts'
import { subnetCell } from '../shared/staking/words.ts'
import { amountCell, LOCK, lockRow, modeCell, OUTLOOK, outlookOf } from './shared/shape.ts'

const WALLET = maybe(text('Name of the wallet; null for an address'))
const DUST = taoRao(1_000_000n)
const MONTH = 30
const NEEDS = mergeNeeds(LOCKS, LOCK_ACCEPTANCE, SUBNETS, AVAILABILITY, CLOCK)
const NO_HOTKEY = 'A lock belongs to a coldkey.'

export default read({
  summary: 'List locked stake: how much, to whom, and the conviction it has earned',
  description: [
    'What is locked cannot be taken out. A lock that decays becomes free bit by bit; one that does not stays until its holder lets it decay.',
    'Locks worth less than τ0.001 are left out unless --dust is given; --json always has all.',
  ],
  examples: [
    { line: 'tao lock list', does: 'Locks of the wallet of the settings' },
    { line: 'tao lock list main --netuid 1', does: 'On one subnet' },
  ],
  arguments: HOLDER_ARGUMENTS,
  options: {
    ...HOLDER_OPTIONS,
    netuid: netuid({ summary: 'Only on these subnets', many: true, aliases: ['netuids', 'n'] }),
    dust: flag({ summary: 'Locks worth less than τ0.001 as well' }),
  },
  uses: ['wallet', 'walletPath', 'network'],
  refuses: { hotkey: NO_HOTKEY, 'wallet-hotkey': NO_HOTKEY, 'wallet.hotkey': NO_HOTKEY, H: NO_HOTKEY },
  output: record({
    block: integer('The block of which all this is'),
    unlockRateBlocks: integer('Blocks in which a lock that decays falls to 37 % (1/e)'),
    maturityRateBlocks: integer('Blocks in which conviction comes to 63 % of a lock that stays'),
    holders: list(
      record({
        wallet: WALLET,
        coldkey: address('The coldkey'),
        acceptsLocked: flagShape('Whether it takes alpha that arrives with a lock on it'),
      }),
    ),
    locks: list(
      record({
        wallet: WALLET,
        ...LOCK,
        value: tao('What is locked is worth at the price of now'),
        available: alpha('What of all stake on the subnet can leave it'),
        outlook: OUTLOOK,
      }),
    ),
  }),
  view: ({ locks, holders }) => [
    table(
      locks,
      [
        column('Wallet', row => (row.wallet === undefined ? cells.address(row.coldkey) : cells.text(row.wallet)), {
          merge: true,
        }),
        column('Subnet', row => subnetCell(Number(row.netuid), row.subnetName)),
        column('Hotkey', hotkeyCell),
        column('Locked', row => amountCell(row, row.locked)),
        column('Worth', row => cells.tao(row.value)),
        column('Conviction', row => amountCell(row, row.conviction)),
        column('Mode', row => modeCell(row.decaying)),
        column('Free in a month', row => amountCell(row, row.outlook.find(({ days }) => days === MONTH)!.freed)),
        column('Can leave', row => amountCell(row, row.available)),
      ],
      { empty: 'Nothing is locked.' },
    ),
    hint(
      ...holders.map(
        ({ wallet, coldkey, acceptsLocked: accepts }) =>
          `${wallet ?? coldkey} ${accepts ? 'accepts' : 'rejects'} alpha that others send with a lock on it. To ${accepts ? 'reject' : 'accept'} it: tao lock accept --${accepts ? 'reject' : 'allow'}`,
      ),
    ),
  ],
  run: async ({ accounts, all, netuid: netuids, dust }, ctx) => {
    const named = await holdersOf(ctx, { accounts, all })
    const keys = await ownKeys(ctx)
    const client = await (await ctx.chain()).with(NEEDS)
    const at = await client.at()
    const coldkeys = named.map(each => each.address)
    const [clock, rates, subnets, held, accepts, scenes] = await Promise.all([
      getClock(client, at),
      getLockRates(at),
      getSubnets(at),
      getAvailabilities(at, coldkeys),
      Promise.all(coldkeys.map(coldkey => acceptsLocked(at, coldkey))),
      Promise.all(coldkeys.map(coldkey => getLockScenes(at, coldkey))),
    ])
    const isMeant = (subnet: number): boolean => netuids.length === 0 || netuids.includes(subnet)
    const known = { subnets, nameOf: keys.nameOf, block: BigInt(clock.block), perDay: blocksPerDay(clock) }
    const locks = named.flatMap((holder, i) =>
      scenes[i]!.filter(scene => isMeant(scene.netuid)).map(scene => listed(scene, holder, held[i]!, known)),
    )
    const shown = dust || ctx.settings.json ? locks : locks.filter(({ value }) => value >= DUST)
    if (shown.length < locks.length) {
      ctx.note(`Locks worth less than τ0.001 are left out, ${locks.length - shown.length} of them: see all with --dust`)
    }
    return {
      block: clock.block,
      unlockRateBlocks: rates.unlock,
      maturityRateBlocks: rates.maturity,
      holders: named.map(({ name, address: coldkey }, i) => ({ wallet: name, coldkey, acceptsLocked: accepts[i]! })),
      locks: shown,
    }
  },
})

interface Known {
  readonly subnets: readonly Subnet[]
  readonly nameOf: Parameters<typeof lockRow>[3]
  readonly block: bigint
  readonly perDay: bigint
}

function listed(
  scene: LockScene,
  { name }: Named,
  held: readonly Availability[],
  { subnets, nameOf, block, perDay }: Known,
) {
  const { netuid: here } = scene
  const subnet = subnets.find(each => each.netuid === here) ?? { name: '', symbol: 'α' }
  const row = lockRow(scene, scene.held!.hotkey, subnet, nameOf, block)
  const total = held.find(each => each.netuid === here)?.total ?? ZERO_ALPHA
  return {
    wallet: name,
    ...row,
    value: stakeValue({ netuid: here, stake: alphaRao(row.locked) }, subnets),
    available: satSub(total, row.locked),
    outlook: outlookOf(scene, block, perDay),
  }
}
