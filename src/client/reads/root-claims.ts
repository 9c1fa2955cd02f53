/**
 * What those who stake on root have coming from subnets. Each hotkey has a rate for each subnet: the alpha for one rao of
 * root stake since the beginning; a coldkey is owed its stake times the rate, less what counts as claimed.
 * Reference: staking/claim_root.rs
 */
import { type Alpha, alpha } from '../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import { mergeNeeds, type Needs } from '../metadata/needs.ts'
import type { Plain } from '../plain.ts'
import { getStakes, STAKES } from './stakes.ts'
import { big, bits, list, number, record } from './values.ts'

export const CLAIM_MODE: Needs = { storage: ['SubtensorModule.RootClaimType'] }
export const ROOT_CLAIMS: Needs = mergeNeeds(STAKES, CLAIM_MODE, {
  storage: ['SubtensorModule.RootClaimable', 'SubtensorModule.RootClaimed', 'SubtensorModule.RootClaimableThreshold'],
})

/** What becomes of claimed alpha: sold and staked on root, or kept; on some subnets kept and sold on the others. */
export type ClaimMode =
  | { readonly kind: 'swap' }
  | { readonly kind: 'keep' }
  | { readonly kind: 'keep-subnets'; readonly subnets: readonly NetUid[] }

export const keepsOn = (mode: ClaimMode, netuid: NetUid): boolean =>
  mode.kind === 'keep' || (mode.kind === 'keep-subnets' && mode.subnets.includes(netuid))

export interface RootClaim {
  readonly netuid: NetUid
  readonly hotkey: string
  readonly coldkey: string
  /** Alpha of the subnet, in whole rao. */
  readonly owed: Alpha
  /** Below this nothing is paid out. */
  readonly threshold: Alpha
  /** Whether a claim now would pay it. */
  readonly isDue: boolean
  /** What it is computed from: alpha for one rao of root stake in parts of 2^32, that stake, and what counts as claimed. */
  readonly rate: bigint
  readonly stake: bigint
  readonly claimed: bigint
}

/**
 * What would still be owed once so much root stake has gone. Dividends are owed for stake that is there: what was not
 * claimed before is lost in part or in whole. Reference: remove_stake_adjust_root_claimed_for_hotkey_and_coldkey
 */
export function owedWithout({ rate, stake, claimed }: RootClaim, gone: bigint): Alpha {
  const less = (rate * gone) >> FRAC_BITS
  return owedFor(rate * (stake - gone), claimed > less ? claimed - less : 0n)
}

const FRAC_BITS = 32n
const ONE = 1n << FRAC_BITS

export async function getClaimMode(reader: Reader, coldkey: string): Promise<ClaimMode> {
  const mode = await reader.get('SubtensorModule.RootClaimType', coldkey)
  const { type, value } = typeof mode === 'string' ? { type: mode, value: undefined } : record(mode)
  if (type === 'Keep') return { kind: 'keep' }
  if (type !== 'KeepSubnets') return { kind: 'swap' }
  return { kind: 'keep-subnets', subnets: list(record(value).subnets).map(number) }
}

/** Everything owed to each coldkey, in the order of the coldkeys: by hotkey, then by subnet. */
export async function getRootClaims(reader: Reader, coldkeys: readonly string[]): Promise<RootClaim[][]> {
  const stakes = (await getStakes(reader, coldkeys)).flat().filter(({ netuid }) => netuid === ROOT)
  const rates = await getRates(
    reader,
    stakes.map(({ hotkey }) => hotkey),
  )
  const rows = stakes.flatMap(({ hotkey, coldkey, stake }) =>
    (rates.get(hotkey) ?? []).map(([netuid, rate]) => ({ netuid, hotkey, coldkey, rate, stake: stake as bigint })),
  )
  const [claimed, thresholds] = await Promise.all([
    reader.many(
      'SubtensorModule.RootClaimed',
      rows.map(({ netuid, hotkey, coldkey }) => [netuid, hotkey, coldkey]),
    ),
    getThresholds(
      reader,
      rows.map(({ netuid }) => netuid),
    ),
  ])
  const claims = rows.map((row, i) => claimOf(row, big(claimed[i]), thresholds.get(row.netuid)!))
  return coldkeys.map(coldkey => claims.filter(claim => claim.coldkey === coldkey))
}

type Row = Pick<RootClaim, 'netuid' | 'hotkey' | 'coldkey' | 'rate' | 'stake'>

function claimOf(row: Row, claimed: bigint, threshold: bigint): RootClaim {
  const coming = row.rate * row.stake
  const exact = coming - (claimed << FRAC_BITS)
  return {
    ...row,
    claimed,
    owed: owedFor(coming, claimed),
    threshold: alpha(threshold >> FRAC_BITS),
    isDue: exact >= ONE && exact >= threshold,
  }
}

/** Whole rao, at least 0. */
function owedFor(coming: bigint, claimed: bigint): Alpha {
  const exact = coming - (claimed << FRAC_BITS)
  return alpha(exact > 0n ? exact >> FRAC_BITS : 0n)
}

type Rates = readonly (readonly [netuid: NetUid, rate: bigint])[]

async function getRates(reader: Reader, hotkeys: readonly string[]): Promise<ReadonlyMap<string, Rates>> {
  const all = await reader.many('SubtensorModule.RootClaimable', hotkeys)
  return new Map(all.map((rates, i) => [hotkeys[i]!, list(rates).map(rateOf)]))
}

function rateOf(entry: Plain): readonly [NetUid, bigint] {
  const [netuid, rate] = list(entry)
  return [number(netuid), bits(rate)]
}

async function getThresholds(reader: Reader, netuids: readonly NetUid[]): Promise<ReadonlyMap<NetUid, bigint>> {
  const unique = [...new Set(netuids)]
  const all = await reader.many('SubtensorModule.RootClaimableThreshold', unique)
  return new Map(all.map((threshold, i) => [unique[i]!, bits(threshold)]))
}
