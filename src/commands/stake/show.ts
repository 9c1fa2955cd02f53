import { mergeNeeds } from '../../client/metadata/needs.ts'
import { AVAILABILITY, getAvailability } from '../../client/reads/availability.ts'
import { getOwner, getUid, OWNERS, UIDS } from '../../client/reads/hotkeys.ts'
import { getMarkets, MARKETS, quoteSales } from '../../client/reads/markets.ts'
import { stakeValue } from '../../client/reads/prices.ts'
import { getStake, STAKE } from '../../client/reads/stakes.ts'
import { getDelegateTakes } from '../../client/reads/takes.ts'
import { ofU16 } from '../../client/reads/values.ts'
import { refusal } from '../../client/refusals/refusal.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { account } from '../kit/options.ts'
import { address, alpha, decimal, flag, foreign, integer, maybe, record, tao, text } from '../kit/shape.ts'
import { card } from '../kit/view.ts'
import { coldkeyOf } from '../shared/accounts.ts'
import { anyHotkey, hotkeyOf } from '../shared/staking/hotkeys.ts'
import { ownKeys } from '../shared/staking/own-keys.ts'
import { oneSubnet } from '../shared/staking/subnets.ts'
import { stakeCell, subnetCell } from '../shared/staking/words.ts'

export default read({
  summary: 'Show one stake: what it is worth, what selling it would bring, what is locked',
  examples: [{ line: 'tao stake show --netuid 1 --hotkey main/validator', does: 'What my wallet has there' }],
  options: {
    netuid: oneSubnet('The subnet; 0 is root'),
    ...anyHotkey('With whom'),
    coldkey: account({ summary: 'Whose, if not of the wallet of the settings', short: 'k', aliases: ['ss58'] }),
  },
  uses: ['wallet', 'walletPath', 'network'],
  output: record({
    netuid: integer('The subnet; 0 is root, where stake is TAO'),
    subnetName: foreign('Its name'),
    symbol: foreign('The symbol of its alpha'),
    coldkey: address('Whose stake it is'),
    hotkey: address('With whom'),
    hotkeyName: maybe(text('The name of that hotkey in the wallets here')),
    owner: address('Who owns the hotkey'),
    take: decimal('What it keeps of the dividends of those who stake with it'),
    uid: maybe(integer('Its neuron there; null where it is none, and earns nothing')),
    stake: alpha('The stake'),
    priceTaoPerAlpha: decimal('The price of one alpha'),
    value: tao('What the stake is worth at that price'),
    proceeds: maybe(tao('What selling all of it now would bring; null where it cannot be sold')),
    locked: maybe(alpha('What of all stake on the subnet is locked; null where the chain knows no locks')),
    available: maybe(alpha('What of it can leave')),
    tradable: flag('Whether the subnet has started'),
  }),
  view: row => [
    card([
      ['Subnet', subnetCell(Number(row.netuid), row.subnetName)],
      [
        'Hotkey',
        row.hotkeyName === undefined ? cells.address(row.hotkey) : cells.text(`${row.hotkeyName} ${row.hotkey}`),
      ],
      ['Owned by', cells.address(row.owner)],
      ['Take', cells.percent(row.take)],
      ['Registered', row.uid === undefined ? cells.warn('no: it earns nothing') : cells.text(`yes, UID ${row.uid}`)],
      ['Stake', stakeCell(Number(row.netuid), row.stake, row.symbol)],
      ['Price', cells.tao(row.priceTaoPerAlpha)],
      ['Value', cells.tao(row.value)],
      ['Sold at once', row.proceeds === undefined ? cells.none : cells.tao(row.proceeds)],
      ...(row.locked === undefined || row.locked === 0n
        ? []
        : [['Locked', stakeCell(Number(row.netuid), row.locked, row.symbol)] as const]),
    ]),
  ],
  run: async (input, ctx) => {
    const { netuid } = input
    const { address: hotkey } = await hotkeyOf(ctx, input)
    const coldkey = (await coldkeyOf(ctx, input.coldkey, [input.hotkey])).address
    const { nameOf } = await ownKeys(ctx)
    const needs = mergeNeeds(MARKETS, STAKE, AVAILABILITY, OWNERS, UIDS, { storage: ['SubtensorModule.Delegates'] })
    const client = await (await ctx.chain()).with(needs)
    const at = await client.at()
    const [markets, stake, availability, owner, uid, takes] = await ctx.progress('Reading stake', () =>
      Promise.all([
        getMarkets(at, [netuid]),
        getStake(at, hotkey, coldkey, netuid),
        getAvailability(at, coldkey, netuid),
        getOwner(at, hotkey),
        getUid(at, netuid, hotkey),
        getDelegateTakes(at, [hotkey]),
      ]),
    )
    if (owner === undefined)
      throw refusal('SubtensorModule.HotKeyAccountNotExists', { hotkey, network: client.chain.name })
    const { subnet, pool, price } = markets.get(netuid)!
    const sale = stake === 0n ? undefined : (await quoteSales(at, markets, [{ netuid, amount: stake }]))[0]
    return {
      netuid,
      subnetName: subnet.name,
      symbol: subnet.symbol,
      coldkey,
      hotkey,
      hotkeyName: nameOf(hotkey),
      owner,
      take: ofU16(takes[0]!),
      uid,
      stake,
      priceTaoPerAlpha: price,
      value: stakeValue({ netuid, stake }, [subnet]),
      proceeds: pool.isStarted ? sale?.received : undefined,
      locked: availability?.locked,
      available: availability?.available,
      tradable: pool.isStarted,
    }
  },
})
