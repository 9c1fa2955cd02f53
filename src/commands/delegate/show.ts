import { mergeNeeds } from '../../client/metadata/needs.ts'
import { blocksPerDay, CLOCK, getClock } from '../../client/reads/clock.ts'
import { DELEGATE, getDelegate } from '../../client/reads/delegates.ts'
import {
  DIVIDENDS,
  dailyReturn,
  dailyRootReturn,
  getHotkeyOnSubnets,
  type HotkeyOnSubnet,
} from '../../client/reads/dividends.ts'
import { getOwner, OWNERS } from '../../client/reads/hotkeys.ts'
import { getNames, IDENTITIES } from '../../client/reads/identities.ts'
import { stakeValue } from '../../client/reads/prices.ts'
import { getSubnets, SUBNETS, type Subnet } from '../../client/reads/subnets.ts'
import { DELEGATE_TAKE, getDelegateTake } from '../../client/reads/takes.ts'
import { ofU16 } from '../../client/reads/values.ts'
import { refusal } from '../../client/refusals/refusal.ts'
import { tao as asTao } from '../../primitives/amounts.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { account } from '../kit/options.ts'
import {
  address,
  alpha,
  decimal,
  flag,
  foreign,
  integer,
  list,
  maybe,
  record,
  tao,
  text,
  type ValueOf,
} from '../kit/shape.ts'
import { card, column, hint, table } from '../kit/view.ts'
import { ensureWalletCounts } from '../shared/outright.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { stakeCell, subnetCell } from '../shared/staking/words.ts'

const PLACE = record({
  netuid: integer('The subnet; 0 is root, where stake is TAO'),
  subnetName: foreign('Its name'),
  symbol: foreign('The symbol of its alpha'),
  registered: flag('Whether it is a neuron there'),
  permit: flag('Whether it validates there'),
  stake: alpha('Everybody’s stake with it: alpha, on root TAO'),
  value: tao('What that is worth'),
  nominators: integer('Coldkeys that stake with it there'),
  dividends: alpha('What the last epoch brought to that stake, after its take'),
  rootDividends: alpha('What the last epoch brought to its root stake, after its take, in alpha of this subnet'),
  dailyReturn: decimal('What a day brings for one alpha of stake at the rate of the last epoch, after its take'),
})
type PlaceRow = ValueOf<typeof PLACE>

export default read({
  summary: 'Show one delegate: who owns it, what it keeps, and what those who stake with it earned',
  description: [
    'The return is that of the last epoch, as if each epoch were like it: it changes with weights, stake and emission, and alpha changes its price.',
  ],
  examples: [
    {
      line: 'tao delegate show 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty',
      does: 'By the address of its hotkey',
    },
    { line: 'tao delegate show main/validator', does: 'One of my own' },
  ],
  arguments: {
    hotkey: account({
      summary: 'The hotkey: an address or one of mine',
      required: true,
      short: 'H',
      aliases: ['hotkey-ss58', 'hotkey-ss58-address', 'delegate'],
      complete: 'hotkey',
      ask: {
        message: 'Which delegate?',
        choices: async (ctx, known) => (await import('../shared/staking/choices.ts')).hotkeyChoices(ctx, known),
      },
    }),
  },
  uses: ['wallet', 'walletPath', 'network'],
  output: record({
    hotkey: address('The hotkey'),
    hotkeyName: maybe(text('Its name in the wallets here')),
    validator: maybe(foreign('The name that its owner has given himself; nobody checks it')),
    owner: address('The coldkey that owns it'),
    isDelegate: flag('Whether others stake with it, or it is on root'),
    take: decimal('What it keeps of the dividends of those who stake with it'),
    stakeValue: tao('All stake with it at present prices'),
    nominators: integer('Coldkeys that stake with it, its owner included'),
    rootDailyReturn: tao('What a day brings for τ1 on root at the rate of the last epochs, after its take'),
    places: list(PLACE),
  }),
  view: result => [
    card([
      ['Hotkey', cells.address(result.hotkey)],
      ...(result.validator === undefined ? [] : [['Validator', cells.text(result.validator)] as const]),
      ['Owner', cells.address(result.owner)],
      ['Take', cells.percent(result.take)],
      ['Stake value', cells.tao(result.stakeValue)],
      ['Nominators', cells.integer(result.nominators)],
      ['τ1 on root', cells.text(`${cells.tao(result.rootDailyReturn).text} a day`)],
    ]),
    table(
      result.places,
      [
        column('Subnet', row => subnetCell(Number(row.netuid), row.subnetName)),
        column('Stake', row => stakeCell(Number(row.netuid), row.stake, row.symbol)),
        column('Value', row => cells.tao(row.value)),
        column('Nominators', row => cells.integer(row.nominators)),
        column('Validates', row => cells.flag(row.permit)),
        column('Last dividends', row => cells.alpha(row.dividends, row.symbol)),
        column('Return a day', row => cells.percent(row.dailyReturn)),
        column('For root', row => cells.alpha(row.rootDividends, row.symbol)),
      ],
      { empty: 'Nobody stakes with it.' },
    ),
    hint('Returns are those of the last epoch, after the take.'),
  ],
  run: async ({ hotkey: given }, ctx) => {
    ensureWalletCounts(ctx, { hotkeys: [given] })
    const hotkey = (await ctx.wallets()).address(given, 'hotkey')
    const { nameOf } = await ownKeys(ctx)
    const needs = mergeNeeds(DELEGATE, DIVIDENDS, SUBNETS, OWNERS, IDENTITIES, DELEGATE_TAKE, CLOCK)
    const client = await (await ctx.chain()).with(needs)
    const at = await client.at()
    const [delegate, owner, take, subnets, clock] = await ctx.progress('Reading', () =>
      Promise.all([
        getDelegate(at, hotkey),
        getOwner(at, hotkey),
        getDelegateTake(at, hotkey),
        getSubnets(at),
        getClock(client, at),
      ]),
    )
    if (owner === undefined)
      throw refusal('SubtensorModule.HotKeyAccountNotExists', { hotkey, network: client.chain.name })
    const everywhere = await getHotkeyOnSubnets(
      at,
      hotkey,
      subnets.map(({ netuid }) => netuid),
    )
    const names = await getNames(at, [owner])
    const day = blocksPerDay(clock)
    const registrations = new Set(delegate?.registrations ?? [])
    const places = everywhere
      .filter(({ netuid, stake }) => stake > 0n || registrations.has(netuid))
      .map((place): PlaceRow => {
        const nominations = delegate?.nominations.filter(({ netuid }) => netuid === place.netuid) ?? []
        const permit = delegate?.permits.includes(place.netuid) ?? false
        return placeRow(place, subnets, day, nominations.length, registrations.has(place.netuid), permit)
      })
    return {
      hotkey,
      hotkeyName: nameOf(hotkey),
      validator: names.get(owner),
      owner,
      isDelegate: delegate !== undefined,
      take: ofU16(take.take),
      stakeValue: asTao(places.reduce((sum, { value }) => sum + value, 0n)),
      nominators: new Set(delegate?.nominations.map(({ coldkey }) => coldkey)).size,
      rootDailyReturn: dailyRootReturn(everywhere, subnets, day),
      places,
    }
  },
})

function placeRow(
  place: HotkeyOnSubnet,
  subnets: readonly Subnet[],
  day: bigint,
  nominators: number,
  registered: boolean,
  permit: boolean,
): PlaceRow {
  const { netuid, stake, dividends, rootDividends } = place
  const subnet = subnets.find(each => each.netuid === netuid)!
  return {
    netuid,
    subnetName: subnet.name,
    symbol: subnet.symbol,
    registered,
    permit,
    stake,
    value: stakeValue({ netuid, stake }, subnets),
    nominators,
    dividends,
    rootDividends,
    dailyReturn: dailyReturn(place, day),
  }
}
