import { mergeNeeds } from '../../client/metadata/needs.ts'
import { DELEGATES, type Delegate, getDelegates } from '../../client/reads/delegates.ts'
import { getNames, IDENTITIES } from '../../client/reads/identities.ts'
import { stakeValue } from '../../client/reads/prices.ts'
import { getSubnets, SUBNETS, type Subnet } from '../../client/reads/subnets.ts'
import { asAlpha } from '../../client/reads/values.ts'
import { type Alpha, type Tao, tao as taoRao } from '../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../primitives/netuid.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { netuid } from '../kit/options.ts'
import { address, decimal, foreign, integer, list, maybe, record, tao, text, type ValueOf } from '../kit/shape.ts'
import { column, table } from '../kit/view.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { hotkeyCell } from '../shared/staking/trades.ts'

const DELEGATE = record({
  hotkey: address('The hotkey to stake with'),
  hotkeyName: maybe(text('Its name in the wallets here')),
  validator: maybe(foreign('The name that its owner has given himself; nobody checks it')),
  owner: address('The coldkey that owns it'),
  take: decimal('What it keeps of the dividends of those who stake with it'),
  rootStake: tao('All TAO on root with it'),
  stakeValue: tao('All stake with it at present prices, root included'),
  nominators: integer('Coldkeys that stake with it, its owner included'),
  registrations: list(integer('A subnet on which it is a neuron')),
  permits: list(integer('A subnet on which it validates')),
})
type Row = ValueOf<typeof DELEGATE>

export default read({
  summary: 'List the hotkeys that one can stake with',
  description: ['By what is staked with them. tao delegate show tells what one of them earned of late.'],
  examples: [
    { line: 'tao delegate list', does: 'All of them' },
    { line: 'tao delegate list --netuid 1', does: 'Those that validate on subnet 1' },
  ],
  options: { netuid: netuid({ summary: 'Only those that validate on this subnet' }) },
  uses: ['walletPath', 'network'],
  output: list(DELEGATE),
  view: rows => [
    table(
      rows,
      [
        column('Validator', row => cells.text(row.validator ?? ''), { optional: true }),
        column('Hotkey', hotkeyCell),
        column('Take', row => cells.percent(row.take)),
        column('On root', row => cells.tao(row.rootStake)),
        column('Stake value', row => cells.tao(row.stakeValue)),
        column('Nominators', row => cells.integer(row.nominators)),
        column('Validates on', row => cells.text(row.permits.join(', '))),
      ],
      { empty: 'There are no delegates. A hotkey becomes one when somebody else stakes with it, or on root.' },
    ),
  ],
  run: async ({ netuid: wanted }, ctx) => {
    const { nameOf } = await ownKeys(ctx)
    const needs = mergeNeeds(DELEGATES, SUBNETS, IDENTITIES, { storage: ['SubtensorModule.TotalHotkeyAlpha'] })
    const client = await (await ctx.chain()).with(needs)
    return ctx.progress('Reading delegates', async () => {
      const at = await client.at()
      const [all, subnets] = await Promise.all([getDelegates(at), getSubnets(at)])
      const delegates = all.filter(({ permits }) => wanted === undefined || permits.includes(wanted))
      const [names, stakes] = await Promise.all([
        getNames(
          at,
          delegates.map(({ owner }) => owner),
        ),
        stakesOf(at, delegates, subnets),
      ])
      const rows = delegates.map((delegate, i) => rowOf(delegate, stakes[i]!, subnets, names, nameOf))
      return rows.sort((a, b) => Number(b.stakeValue - a.stakeValue) || (a.hotkey < b.hotkey ? -1 : 1))
    })
  },
})

type Stakes = ReadonlyMap<NetUid, Alpha>
type At = Parameters<typeof getNames>[0]

/** What is staked with each of them, where anybody nominates it. */
async function stakesOf(at: At, delegates: readonly Delegate[], subnets: readonly Subnet[]): Promise<Stakes[]> {
  const existing = new Set(subnets.map(({ netuid: id }) => id))
  const places = delegates.map(({ nominations, registrations }) => {
    const netuids = new Set([ROOT, ...registrations, ...nominations.map(each => each.netuid)])
    return [...netuids].filter(id => existing.has(id))
  })
  const keys = places.flatMap((netuids, i) => netuids.map(id => [delegates[i]!.hotkey, id] as const))
  const totals = await at.many('SubtensorModule.TotalHotkeyAlpha', keys)
  let next = 0
  return places.map(netuids => new Map(netuids.map(id => [id, asAlpha(totals[next++])])))
}

function rowOf(
  { hotkey, owner, take, nominations, registrations, permits }: Delegate,
  stakes: Stakes,
  subnets: readonly Subnet[],
  names: ReadonlyMap<string, string>,
  nameOf: (address: string) => string | undefined,
): Row {
  const values = [...stakes].map(([id, stake]): Tao => stakeValue({ netuid: id, stake }, subnets))
  return {
    hotkey,
    hotkeyName: nameOf(hotkey),
    validator: names.get(owner),
    owner,
    take,
    rootStake: taoRao(stakes.get(ROOT) ?? 0n),
    stakeValue: taoRao(values.reduce((sum, value) => sum + value, 0n)),
    nominators: new Set(nominations.map(({ coldkey }) => coldkey)).size,
    registrations,
    permits,
  }
}
