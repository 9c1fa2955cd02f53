/** What a hotkey has on subnets, and what the last epoch brought to those who stake with it. */
import { type Alpha, type Tao, tao } from '../../primitives/amounts.ts'
import type { NetUid } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
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

/** The value of so much alpha a day in TAO, of an amount that comes each epoch. */
export const perDay = (amount: bigint, tempo: number, blocksPerDay: bigint): bigint =>
  tempo === 0 ? 0n : (amount * blocksPerDay) / BigInt(tempo)

/** TAO for alpha at a price in rao for one alpha, rounded down. */
export const worth = (amount: Alpha, price: Tao): Tao => tao((amount * price) / BILLION)
