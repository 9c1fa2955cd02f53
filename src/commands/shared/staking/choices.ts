/** What a person may choose from where the line left something out. */
import { mergeNeeds } from '../../../client/metadata/needs.ts'
import { DELEGATES, type Delegate, getDelegates } from '../../../client/reads/delegates.ts'
import { getOwners, OWNERS } from '../../../client/reads/hotkeys.ts'
import { getNames, IDENTITIES } from '../../../client/reads/identities.ts'
import { getPools, POOLS } from '../../../client/reads/pools.ts'
import { stakeValue } from '../../../client/reads/prices.ts'
import { getStakes, STAKES } from '../../../client/reads/stakes.ts'
import { getSubnets, SUBNETS, type Subnet } from '../../../client/reads/subnets.ts'
import { formatRao } from '../../../primitives/amounts.ts'
import { ROOT } from '../../../primitives/netuid.ts'
import type { Context } from '../../kit/context.ts'
import type { Choice } from '../../kit/options.ts'
import { taoText } from '../transaction.ts'
import { ownKeys } from './own-keys.ts'
import { stakeText } from './words.ts'

type Known = Readonly<Record<string, unknown>>

/** Subnets on which one can stake. */
export async function subnetChoices(ctx: Context): Promise<Choice[]> {
  const client = await (await ctx.chain()).with(mergeNeeds(SUBNETS, POOLS))
  return ctx.progress('Reading subnets', async () => {
    const subnets = await getSubnets(client)
    const pools = await getPools(
      client,
      subnets.map(({ netuid }) => netuid),
    )
    return subnets
      .filter((_, i) => pools[i]!.isStarted)
      .map(({ netuid, name, price, symbol }) => ({
        value: String(netuid),
        name: netuid === ROOT ? '0 root' : `${netuid} ${name}  ${taoText(price)} for 1 ${symbol}`,
      }))
  })
}

/** One's own hotkeys that the chain knows, then those of others who take stake, those on the subnet in question first. */
export async function hotkeyChoices(ctx: Context, known: Known): Promise<Choice[]> {
  const { hotkeys } = await ownKeys(ctx)
  const mine = new Set(hotkeys.map(({ address }) => address))
  const client = await (await ctx.chain()).with(mergeNeeds(DELEGATES, IDENTITIES, OWNERS))
  const owners = await getOwners(client, [...mine])
  const unknown = new Set([...mine].filter((_, i) => owners[i] === undefined))
  const own = hotkeys
    .filter(({ address }) => !unknown.has(address))
    .map(({ name, address }) => ({ value: address, name: `${name}  ${address}` }))
  const delegates = (await ctx.progress('Reading delegates', () => getDelegates(client))).filter(
    ({ hotkey }) => !mine.has(hotkey),
  )
  const names = await getNames(
    client,
    delegates.map(({ owner }) => owner),
  )
  const wanted = new Set((Array.isArray(known.netuid) ? known.netuid : [known.netuid]) as number[])
  const isHere = ({ registrations }: Delegate): boolean => registrations.some(netuid => wanted.has(netuid))
  const others = [...delegates].sort((a, b) => Number(isHere(b)) - Number(isHere(a)))
  return [
    ...own,
    ...others.map(({ hotkey, owner, take }) => ({
      value: hotkey,
      name: [names.get(owner), hotkey].filter(part => part !== undefined).join('  '),
      hint: `Keeps ${formatRao(take / 10_000_000n)} % of dividends`,
    })),
  ]
}

/** Where the coldkey of the settings has stake, as `NETUID:HOTKEY`. */
export async function positionChoices(ctx: Context): Promise<Choice[]> {
  const wallets = await ctx.wallets()
  const coldkey = wallets.address(wallets.wallet().name, 'coldkey')
  const client = await (await ctx.chain()).with(mergeNeeds(STAKES, SUBNETS))
  const { nameOf } = await ownKeys(ctx)
  return ctx.progress('Reading stake', async () => {
    const [[stakes], subnets] = await Promise.all([getStakes(client, [coldkey]), getSubnets(client)])
    const subnetOf = (netuid: number): Subnet | undefined => subnets.find(subnet => subnet.netuid === netuid)
    return stakes!.map(stake => ({
      value: `${stake.netuid}:${stake.hotkey}`,
      name: `${stake.netuid} ${subnetOf(stake.netuid)?.name ?? ''}  ${stakeText(stake.netuid, stake.stake, subnetOf(stake.netuid)?.symbol)}  ${nameOf(stake.hotkey) ?? stake.hotkey}`,
      hint: `Worth ${taoText(stakeValue(stake, subnets))}`,
    }))
  })
}

/** The hotkeys with which the coldkey of the settings has stake, on the subnets that are named or anywhere. */
export async function holderChoices(ctx: Context, known: Known): Promise<Choice[]> {
  const netuids = (Array.isArray(known.netuid) ? known.netuid : [known.netuid]).map(String)
  const isMeant = (value: string): boolean =>
    known.netuid === undefined || netuids.length === 0 || netuids.some(netuid => value.startsWith(`${netuid}:`))
  const { nameOf } = await ownKeys(ctx)
  const hotkeys = (await positionChoices(ctx))
    .filter(({ value }) => isMeant(value))
    .map(({ value }) => value.slice(value.indexOf(':') + 1))
  return [...new Set(hotkeys)].map(value => ({
    value,
    name: [nameOf(value), value].filter(part => part !== undefined).join('  '),
  }))
}

/** The hotkeys of the wallet of the settings, then those of the other wallets here. */
export async function ownHotkeyChoices(ctx: Context): Promise<Choice[]> {
  const { hotkeys } = await ownKeys(ctx)
  const { name: wallet } = (await ctx.wallets()).wallet()
  const isFirst = (each: { readonly wallet: string }): number => Number(each.wallet === wallet)
  return [...hotkeys]
    .sort((a, b) => isFirst(b) - isFirst(a))
    .map(({ name, address }) => ({ value: address, name: `${name}  ${address}` }))
}
