/** Options that say which stake is meant, of the wallet's own, and what of it. */
import { type Alpha, ZERO_ALPHA } from '../../../primitives/amounts.ts'
import { TaoError } from '../../../primitives/errors.ts'
import type { NetUid } from '../../../primitives/netuid.ts'
import type { Context } from '../../kit/context.ts'
import { account, alpha, flag, netuid, type Question, text } from '../../kit/options.ts'
import { hotkeyOf } from '../../shared/staking/hotkeys.ts'
import { placeIn } from '../../shared/staking/positions.ts'

const positions: Question['choices'] = async ctx =>
  (await import('../../shared/staking/choices.ts')).positionChoices(ctx)
const holders: Question['choices'] = async (ctx, known) =>
  (await import('../../shared/staking/choices.ts')).holderChoices(ctx, known)

export interface PlaceAliases {
  readonly netuid?: readonly string[]
  readonly netuidShort?: string
  readonly hotkey?: readonly string[]
}

/** One stake: `--netuid` and `--hotkey`, or `--position`; chosen from a list where a person can be asked. */
export const onePlace = (aliases: PlaceAliases = {}) => ({
  position: text({
    summary: 'The stake as NETUID:HOTKEY, instead of --netuid and --hotkey',
    placeholder: 'NETUID:HOTKEY',
    required: true,
    excludes: ['netuid', 'hotkey'],
    ask: { message: 'Which stake?', choices: positions },
  }),
  netuid: netuid({
    summary: 'The subnet where the stake is',
    aliases: aliases.netuid ?? [],
    ...(aliases.netuidShort === undefined ? {} : { short: aliases.netuidShort }),
  }),
  hotkey: account({
    summary: 'The hotkey with which it is',
    short: 'H',
    aliases: ['hotkey-ss58', 'wallet-hotkey', 'wallet.hotkey', 'wallet-hotkey-ss58', ...(aliases.hotkey ?? [])],
    placeholder: 'ADDRESS|NAME',
    env: ['TAO_HOTKEY', 'BT_WALLET_HOTKEY', 'BT_HOTKEY'],
    config: 'hotkey',
    complete: 'hotkey',
    default: '',
    excludes: ['position'],
    ask: { message: 'With which hotkey?', offerDefault: true, choices: holders },
  }),
})

/** How much of it. */
export const partOfIt = (aliases: readonly string[] = []) => ({
  amount: alpha({
    summary: 'How much: alpha of the subnet, on root TAO',
    short: 'a',
    aliases: ['amount-alpha'],
    required: true,
    excludes: ['all'],
    ask: 'How much?',
  }),
  all: flag({ summary: 'All of it', aliases }),
})

export interface PlaceGiven {
  readonly position: string | undefined
  readonly netuid: NetUid | undefined
  readonly hotkey: string
}

export interface Place {
  readonly netuid: NetUid
  readonly hotkey: string
}

/** @throws TaoError for a place that is not said in full, or a hotkey that is none */
export async function placeOf(ctx: Context, { position, netuid, hotkey }: PlaceGiven): Promise<Place> {
  const wallets = await ctx.wallets()
  if (position !== undefined) {
    const [where, who] = placeIn(position)
    return { netuid: where, hotkey: wallets.address(who, 'hotkey') }
  }
  if (netuid === undefined) throw new TaoError('usage', 'On which subnet?', { remedy: 'Give --netuid or --position.' })
  return { netuid, hotkey: (await hotkeyOf(ctx, { hotkey })).address }
}

export const partOf = (amount: Alpha | undefined, all: boolean): Alpha | 'all' => (all ? 'all' : (amount ?? ZERO_ALPHA))
