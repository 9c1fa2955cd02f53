/** The root network: its validators, and what subnets pay to those who stake there. */
import { type Alpha, alpha, type Tao } from '../../primitives/amounts.ts'
import { ROOT } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import { mergeNeeds, type Needs } from '../metadata/needs.ts'
import { getOwners, OWNERS } from './hotkeys.ts'
import { getSubnets, SUBNETS, type Subnet } from './subnets.ts'
import { asAlpha, asTao, billionths, bool, number, ofU16, string } from './values.ts'

export const ROOT_VALIDATORS: Needs = mergeNeeds(OWNERS, {
  storage: ['SubtensorModule.Keys', 'SubtensorModule.TotalHotkeyAlpha', 'SubtensorModule.Delegates'],
})

export interface RootValidator {
  readonly uid: number
  readonly hotkey: string
  readonly owner: string | undefined
  /** Its own and that of its nominators. */
  readonly stake: Tao
  /** What it keeps of its nominators' dividends, in parts of 65535. */
  readonly take: number
}

/** By uid. */
export async function getRootValidators(reader: Reader): Promise<RootValidator[]> {
  const keys = (await reader.entries('SubtensorModule.Keys', ROOT))
    .map(({ keys, value }) => ({ uid: number(keys[1]), hotkey: string(value) }))
    .sort((a, b) => a.uid - b.uid)
  const hotkeys = keys.map(({ hotkey }) => hotkey)
  const [owners, stakes, takes] = await Promise.all([
    getOwners(reader, hotkeys),
    reader.many(
      'SubtensorModule.TotalHotkeyAlpha',
      hotkeys.map(hotkey => [hotkey, ROOT]),
    ),
    reader.many('SubtensorModule.Delegates', hotkeys),
  ])
  return keys.map((key, i) => ({ ...key, owner: owners[i], stake: asTao(stakes[i]), take: number(takes[i]) }))
}

export const ROOT_EARNINGS: Needs = mergeNeeds(SUBNETS, {
  storage: [
    'SubtensorModule.RootProp',
    'SubtensorModule.PendingRootAlphaDivs',
    'SubtensorModule.OwnerCutEnabled',
    'SubtensorModule.SubnetOwnerCut',
    'SubtensorModule.SubnetTAO',
    'SubtensorModule.TaoWeight',
  ],
})

export interface RootEarning {
  readonly subnet: Subnet
  /** What root stake weighs beside the subnet's alpha, in billionths: so much of the validators' half is root's. */
  readonly proportion: bigint
  /** What the last block set aside for root. */
  readonly perBlock: Alpha
  /** What waits for the next epoch. */
  readonly pending: Alpha
}

export interface RootEarnings {
  /** All TAO on root. */
  readonly stake: Tao
  /** What a TAO on root weighs beside a TAO's worth of alpha, in billionths. */
  readonly taoWeight: bigint
  /** The moving prices of all subnets that emit, added up, in billionths. */
  readonly priceSum: bigint
  /** Whether subnets pay: only while the sum of prices is above 1; otherwise root's part is recycled. */
  readonly isPaying: boolean
  readonly earnings: readonly RootEarning[]
}

const BILLION = 1_000_000_000n

/** Root itself is left out. */
export async function getRootEarnings(reader: Reader): Promise<RootEarnings> {
  const subnets = (await getSubnets(reader)).filter(({ netuid }) => netuid !== ROOT)
  const netuids = subnets.map(({ netuid }) => netuid)
  const [proportions, pending, cutEnabled, cut, stake, weight] = await Promise.all([
    reader.many('SubtensorModule.RootProp', netuids),
    reader.many('SubtensorModule.PendingRootAlphaDivs', netuids),
    reader.many('SubtensorModule.OwnerCutEnabled', netuids),
    reader.get('SubtensorModule.SubnetOwnerCut'),
    reader.get('SubtensorModule.SubnetTAO', ROOT),
    reader.get('SubtensorModule.TaoWeight'),
  ])
  const priceSum = subnets.filter(emits).reduce((sum, { movingPrice }) => sum + movingPrice, 0n)
  const earnings = subnets.map((subnet, i) => {
    const proportion = billionths(proportions[i], 32)
    const share = bool(cutEnabled[i]) ? BILLION - ofU16(number(cut)) : BILLION
    return { subnet, proportion, perBlock: rootShare(subnet, proportion, share), pending: asAlpha(pending[i]) }
  })
  const taoWeight = (BigInt(weight as bigint) * BILLION) >> 64n
  return { stake: asTao(stake), taoWeight, priceSum, isPaying: priceSum > BILLION, earnings }
}

/** A subnet emits from its start on. */
const emits = ({ alphaOutEmission }: Subnet): boolean => alphaOutEmission > 0n

/** Root's part of the validators' half of what the owner leaves. */
const rootShare = ({ alphaOutEmission }: Subnet, proportion: bigint, shared: bigint): Alpha =>
  alpha((alphaOutEmission * proportion * shared) / (2n * BILLION * BILLION))
