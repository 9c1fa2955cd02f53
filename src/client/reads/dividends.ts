/** What a hotkey has on subnets, and what the last epoch brought to those who stake with it. */
import { type Alpha, alpha, type Tao, tao } from '../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import { stakeValue } from './prices.ts'
import type { Subnet } from './subnets.ts'
import { asAlpha, number } from './values.ts'

const BILLION = 1_000_000_000n

export const DIVIDENDS: Needs = {
  storage: [
    'SubtensorModule.TotalHotkeyAlpha',
    'SubtensorModule.AlphaDividendsPerSubnet',
    'SubtensorModule.RootAlphaDividendsPerSubnet',
    'SubtensorModule.Tempo',
  ],
}

/** What a hotkey has and earned on a subnet. */
export interface HotkeyOnSubnet {
  readonly netuid: NetUid
  /** Everybody's stake with it: alpha, on root TAO. */
  readonly stake: Alpha
  /** What the last epoch brought to its alpha stake, after the take. */
  readonly dividends: Alpha
  /** What the last epoch brought to its root stake, after the take: alpha of this subnet. */
  readonly rootDividends: Alpha
  readonly tempo: number
}

/** For subnets in their order. */
export async function getHotkeyOnSubnets(
  reader: Reader,
  hotkey: string,
  netuids: readonly NetUid[],
): Promise<HotkeyOnSubnet[]> {
  const [stakes, dividends, rootDividends, tempos] = await Promise.all([
    reader.many(
      'SubtensorModule.TotalHotkeyAlpha',
      netuids.map(netuid => [hotkey, netuid]),
    ),
    reader.many(
      'SubtensorModule.AlphaDividendsPerSubnet',
      netuids.map(netuid => [netuid, hotkey]),
    ),
    reader.many(
      'SubtensorModule.RootAlphaDividendsPerSubnet',
      netuids.map(netuid => [netuid, hotkey]),
    ),
    reader.many('SubtensorModule.Tempo', netuids),
  ])
  return netuids.map((netuid, i) => ({
    netuid,
    stake: asAlpha(stakes[i]),
    dividends: asAlpha(dividends[i]),
    rootDividends: asAlpha(rootDividends[i]),
    tempo: number(tempos[i]),
  }))
}

/** What so much in each epoch comes to in a day. */
const perDay = (amount: bigint, tempo: number, blocksPerDay: bigint): bigint =>
  tempo === 0 ? 0n : (amount * blocksPerDay) / BigInt(tempo)

/** What a day brings for one alpha of stake at the rate of the last epoch, after the take, in billionths. */
export const dailyReturn = ({ stake, dividends, tempo }: HotkeyOnSubnet, blocksPerDay: bigint): bigint =>
  stake === 0n ? 0n : (perDay(dividends, tempo, blocksPerDay) * BILLION) / stake

/** What a day brings for one TAO on root: the worth of what all subnets pay, at the rate of their last epochs. */
export function dailyRootReturn(
  places: readonly HotkeyOnSubnet[],
  subnets: readonly Subnet[],
  blocksPerDay: bigint,
): Tao {
  const onRoot = places.find(({ netuid }) => netuid === ROOT)?.stake ?? 0n
  if (onRoot === 0n) return tao(0n)
  const values = places.map(({ netuid, rootDividends, tempo }) =>
    stakeValue({ netuid, stake: alpha(perDay(rootDividends, tempo, blocksPerDay)) }, subnets),
  )
  return tao((values.reduce((sum, value) => sum + value, 0n) * BILLION) / onRoot)
}
