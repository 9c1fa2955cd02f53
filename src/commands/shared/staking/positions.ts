/** Which of a coldkey's stakes a command means. */
import type { Stake } from '../../../client/reads/stakes.ts'
import type { Alpha } from '../../../primitives/amounts.ts'
import { TaoError } from '../../../primitives/errors.ts'
import { type NetUid, parseNetuid } from '../../../primitives/netuid.ts'
import type { Context } from '../../kit/context.ts'
import { walletNamesHotkey } from '../../kit/hotkey-names.ts'
import { flag, type Question, text } from '../../kit/options.ts'
import { ensureStake, refused } from './checks.ts'
import { type HotkeysGiven, hotkeysOf } from './hotkeys.ts'
import { stakeText, subnetText } from './words.ts'

const choices: Question['choices'] = async ctx => (await import('./choices.ts')).positionChoices(ctx)

/** A stake chosen from a list, or written as `NETUID:HOTKEY`; `others` are the inputs that name it in another way. */
export const chosenPosition = (others: readonly string[]) => ({
  position: text({
    summary: 'The stake as NETUID:HOTKEY, instead of --netuid and --hotkey',
    placeholder: 'NETUID:HOTKEY',
    required: true,
    excludes: others,
    ask: { message: 'Which stake?', choices },
  }),
  interactive: flag({ summary: 'Choose the stake from a list', short: 'i', excludes: others }),
})

export interface PositionsGiven extends HotkeysGiven {
  readonly position: string | undefined
  readonly netuid: readonly NetUid[]
}

/** What was said of the place: several subnets and hotkeys, or whatever there is. */
export interface Wanted {
  /** Undefined for all. */
  readonly netuids: readonly NetUid[] | undefined
  readonly hotkeys: readonly string[] | undefined
}

export async function wantedOf(ctx: Context, given: PositionsGiven): Promise<Wanted> {
  if (given.position !== undefined) {
    const [netuid, hotkey] = placeIn(given.position)
    return { netuids: [netuid], hotkeys: [(await ctx.wallets()).address(hotkey, 'hotkey')] }
  }
  const saysWho =
    given.hotkey.length > 0 || given.allHotkeys || given.excludeHotkeys.length > 0 || walletNamesHotkey(ctx)
  const hotkeys = saysWho ? (await hotkeysOf(ctx, given)).map(({ address }) => address) : undefined
  return { netuids: given.netuid.length === 0 ? undefined : given.netuid, hotkeys }
}

/** @throws TaoError `invalid_argument` */
export function placeIn(text: string): readonly [NetUid, hotkey: string] {
  const at = text.indexOf(':')
  if (at > 0 && at < text.length - 1) return [parseNetuid(text.slice(0, at)), text.slice(at + 1)]
  throw new TaoError('invalid_argument', `Not the place of a stake: \`${text.slice(0, 60)}\``, {
    remedy: 'Write it as NETUID:HOTKEY, for example 1:main/validator.',
  })
}

/** The stakes that are meant where all of what is there is. @throws TaoError NotEnoughStakeToWithdraw for none */
export function matching(stakes: readonly Stake[], { netuids, hotkeys }: Wanted, network: string): readonly Stake[] {
  const found = stakes.filter(
    ({ netuid, hotkey }) => (netuids?.includes(netuid) ?? true) && (hotkeys?.includes(hotkey) ?? true),
  )
  if (found.length > 0) return found
  const who = hotkeys === undefined ? '' : ` with ${hotkeys.join(', ')}`
  const where = netuids === undefined ? '' : ` on ${netuids.map(subnetText).join(', ')}`
  const { code, why, remedy, data } = refused('NotEnoughStakeToWithdraw', { network, netuid: netuids?.[0] }, [], {})
  throw new TaoError(code, `There is no stake${who}${where}`, { why, remedy, data })
}

export interface Part {
  readonly stake: Stake
  /** How much of it. */
  readonly amount: Alpha
}

/**
 * The same amount of each stake that is meant. Where no hotkey was named there must be only one.
 * @throws TaoError `usage` where it is not clear which, and what `ensureStake` throws
 */
export function partsOf(
  stakes: readonly Stake[],
  { netuids, hotkeys }: Wanted,
  amount: Alpha,
  coldkey: string,
  network: string,
): Part[] {
  if (netuids === undefined) {
    throw new TaoError('usage', 'On which subnet?', { remedy: 'Give --netuid, or --all for every stake.' })
  }
  return netuids.flatMap(netuid => {
    const here = stakes.filter(stake => stake.netuid === netuid)
    const named = hotkeys ?? [onlyHotkey(here, netuid, coldkey, network)]
    return named.map(hotkey => {
      const stake = here.find(each => each.hotkey === hotkey)
      const held = (stake?.stake ?? 0n) as Alpha
      ensureStake({ netuid, hotkey, coldkey }, amount, held, network)
      return { stake: stake!, amount }
    })
  })
}

function onlyHotkey(stakes: readonly Stake[], netuid: NetUid, coldkey: string, network: string): string {
  const [first, ...others] = stakes
  if (first === undefined) {
    const why = `${coldkey} has no stake on ${subnetText(netuid)}.`
    throw refused('NotEnoughStakeToWithdraw', { network, netuid, coldkey }, [why], { netuid })
  }
  if (others.length === 0) return first.hotkey
  throw new TaoError('usage', `With which hotkey, on ${subnetText(netuid)}?`, {
    why: stakes.map(({ hotkey, stake }) => `${hotkey} has ${stakeText(netuid, stake)}`),
    remedy: 'Name one with --hotkey, or take --all-hotkeys.',
  })
}
