import type { Reader } from '../../client/client.ts'
import { mergeNeeds } from '../../client/metadata/needs.ts'
import { getOwners, OWNERS } from '../../client/reads/hotkeys.ts'
import { getNames, IDENTITIES } from '../../client/reads/identities.ts'
import { stakeValue } from '../../client/reads/prices.ts'
import type { Stake } from '../../client/reads/stakes.ts'
import type { Subnet } from '../../client/reads/subnets.ts'
import { DELEGATE_TAKE, getDelegateTakes } from '../../client/reads/takes.ts'
import { asAlpha, ofU16 } from '../../client/reads/values.ts'
import { alpha as alphaRao } from '../../primitives/amounts.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { flag, netuid as netuidOption } from '../kit/options.ts'
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
import { card, column, table } from '../kit/view.ts'
import { HOLDER_ARGUMENTS, HOLDER_OPTIONS, holdersOf } from '../shared/accounts.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { stakeCell, subnetCell } from '../shared/staking/words.ts'
import { getHoldings, HOLDING, HOLDINGS, holdingFacts } from './shared/holdings.ts'

const DELEGATION = record({
  hotkey: address('With whom the stake is'),
  hotkeyName: maybe(text('The name of that hotkey in the wallets here')),
  delegate: maybe(foreign('The name that the owner of the hotkey has given himself; nobody checks it')),
  own: flagShape('Whether the coldkey itself owns the hotkey'),
  take: decimal('What the delegate keeps of the dividends of others, from 0 to 1'),
  netuid: integer('The subnet; 0 is root, where stake is TAO'),
  subnetName: foreign('Its name'),
  symbol: foreign('The symbol of its alpha'),
  stake: alpha('The stake: alpha of the subnet, on root TAO'),
  value: tao('What it is worth at the present price'),
  dividends: alpha('What the last epoch brought to this stake'),
})
type Row = ValueOf<typeof DELEGATION>

/** In rao. */
const DUST = 1_000_000n
const NEEDS = mergeNeeds(HOLDINGS, OWNERS, IDENTITIES, DELEGATE_TAKE, { storage: ['SubtensorModule.TotalHotkeyAlpha'] })

export default read({
  summary: 'Look at wallets on chain: what is free, and with which delegates their stake is',
  description: [
    'Stakes worth less than τ0.001 are left out unless --dust is given; --json always has all.',
    'What is wrong with the files of a wallet tells tao wallet show, which asks no chain.',
  ],
  examples: [
    { line: 'tao wallet inspect main --network finney', does: 'Balance and delegates of one wallet' },
    { line: 'tao wallet inspect --all', does: 'Of every wallet here' },
  ],
  arguments: HOLDER_ARGUMENTS,
  options: {
    ...HOLDER_OPTIONS,
    netuid: netuidOption({ summary: 'Only stake on these subnets', many: true, aliases: ['netuids'] }),
    dust: flag({ summary: 'Stakes worth less than τ0.001 as well' }),
  },
  uses: ['wallet', 'walletPath', 'network'],
  output: list(record({ ...HOLDING, delegations: list(DELEGATION) })),
  view: wallets =>
    wallets.flatMap(wallet => [
      card(holdingFacts(wallet), wallet.wallet === undefined ? undefined : `Wallet ${wallet.wallet}`),
      table(
        wallet.delegations,
        [
          column('Delegate', delegateCell, { merge: true }),
          column('Take', row => cells.percent(row.take), { merge: true }),
          column('Subnet', row => subnetCell(Number(row.netuid), row.subnetName)),
          column('Stake', row => stakeCell(Number(row.netuid), row.stake, row.symbol)),
          column('Value', row => cells.tao(row.value)),
          column('Last dividends', row => stakeCell(Number(row.netuid), row.dividends, row.symbol)),
        ],
        { empty: 'No stake.' },
      ),
    ]),
  run: async ({ accounts, all, netuid: netuids, dust }, ctx) => {
    const holders = await holdersOf(ctx, { accounts, all })
    const { nameOf } = await ownKeys(ctx)
    const client = await (await ctx.chain()).with(NEEDS)
    return ctx.progress('Reading balances and stake', async () => {
      const at = await client.at()
      const { holdings: all, subnets } = await getHoldings(at, holders)
      const isShown = (stake: Stake): boolean =>
        (netuids.length === 0 || netuids.includes(stake.netuid)) &&
        (dust || ctx.settings.json || stakeValue(stake, subnets) >= DUST)
      const holdings = all.map(holding => ({ ...holding, stakes: holding.stakes.filter(isShown) }))
      const known = await delegatesOf(
        at,
        holdings.flatMap(({ stakes }) => stakes),
      )
      return holdings.map(({ stakes, ...holding }) => ({
        ...holding,
        delegations: sorted(stakes.map(stake => delegation(stake, subnets, known, nameOf))),
      }))
    })
  },
})

interface Delegates {
  readonly owners: ReadonlyMap<string, string | undefined>
  readonly takes: ReadonlyMap<string, number>
  /** By coldkey. */
  readonly names: ReadonlyMap<string, string>
  /** All alpha with a hotkey on a subnet. */
  total(hotkey: string, netuid: number): bigint
}

async function delegatesOf(at: Reader, stakes: readonly Stake[]): Promise<Delegates> {
  const hotkeys = [...new Set(stakes.map(({ hotkey }) => hotkey))]
  const places = stakes.map(({ hotkey, netuid }) => [hotkey, netuid] as const)
  const [owners, takes, totals] = await Promise.all([
    getOwners(at, hotkeys),
    getDelegateTakes(at, hotkeys),
    at.many('SubtensorModule.TotalHotkeyAlpha', places),
  ])
  const all = new Map(places.map(([hotkey, netuid], i) => [`${hotkey} ${netuid}`, asAlpha(totals[i])]))
  const coldkeys = owners.filter(owner => owner !== undefined)
  return {
    owners: new Map(hotkeys.map((hotkey, i) => [hotkey, owners[i]])),
    takes: new Map(hotkeys.map((hotkey, i) => [hotkey, takes[i]!])),
    names: await getNames(at, coldkeys),
    total: (hotkey, netuid) => all.get(`${hotkey} ${netuid}`) ?? 0n,
  }
}

function delegation(
  stake: Stake,
  subnets: readonly Subnet[],
  { owners, takes, names, total }: Delegates,
  nameOf: (address: string) => string | undefined,
): Row {
  const { hotkey, netuid } = stake
  const subnet = subnets.find(each => each.netuid === netuid)
  const owner = owners.get(hotkey)
  const whole = total(hotkey, netuid)
  return {
    hotkey,
    hotkeyName: nameOf(hotkey),
    delegate: owner === undefined ? undefined : names.get(owner),
    own: owner === stake.coldkey,
    take: ofU16(takes.get(hotkey)!),
    netuid,
    subnetName: subnet?.name ?? '',
    symbol: subnet?.symbol ?? 'α',
    stake: stake.stake,
    value: stakeValue(stake, subnets),
    dividends: alphaRao(whole === 0n ? 0n : (stake.emission * stake.stake) / whole),
  }
}

/** Delegates by what is with them, and the places of each by their worth. */
function sorted(rows: readonly Row[]): Row[] {
  const sums = new Map<string, bigint>()
  for (const { hotkey, value } of rows) sums.set(hotkey, (sums.get(hotkey) ?? 0n) + value)
  return rows.toSorted(
    (a, b) =>
      Number(sums.get(b.hotkey)! - sums.get(a.hotkey)!) ||
      (a.hotkey < b.hotkey ? -1 : a.hotkey > b.hotkey ? 1 : 0) ||
      Number(b.value - a.value) ||
      Number(a.netuid) - Number(b.netuid),
  )
}

function delegateCell({ hotkey, hotkeyName, delegate }: Row) {
  const name = hotkeyName ?? delegate
  return name === undefined ? cells.address(hotkey) : { ...cells.text(name), bare: hotkey }
}
