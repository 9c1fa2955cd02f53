/**
 * The parameters of the chain: constants of all pallets, the numbers that the reference fixes in code, and what storage
 * that nobody wrote to yet is read as.
 */

import * as declared from '../../src/local-chain/pallets/subtensor/constants.ts'
import * as limits from '../../src/local-chain/pallets/subtensor/limits.ts'
import { localnetProfile } from '../../src/local-chain/profiles/localnet.ts'
import type { Constant } from '../../src/local-chain/state/constant.ts'
import type { HasState, StorageItem } from '../../src/local-chain/state/storage.ts'
import { fromUtf8Lossy } from '../../src/primitives/bytes.ts'

export interface ParameterRow {
  readonly name: string
  readonly unit: string
  readonly value: string
  /** Absent where the fast profile has the same. */
  readonly fast?: string
  readonly since: number
  readonly source: string
}

const profile = localnetProfile('localnet', false, true)
const normal = { constants: { fast: false, overrides: new Map() } }
const fast = { constants: { fast: true, overrides: new Map() } }

/** What the reference fixes in code and metadata does not show, which differs between profiles. */
const HIDDEN: readonly Constant<unknown>[] = [
  declared.DefaultPendingCooldown,
  declared.DefaultNetworkRateLimit,
  declared.MaxUidsTrimmingRateLimit,
  declared.MechanismCountSetRateLimit,
  declared.MechanismEmissionRateLimit,
  declared.EvmKeyAssociateRateLimit,
] as readonly Constant<unknown>[]

/** In the order of pallets; those that metadata does not show stand behind the others of theirs. */
export function parameterRows(): ParameterRow[] {
  return profile.pallets.flatMap(([, pallet]) => [
    ...(pallet.constants ?? []).map(rowOf),
    ...(pallet.name === HIDDEN[0]!.pallet ? [...HIDDEN.map(rowOf), ...CODE] : []),
  ])
}

function rowOf(constant: Constant<unknown>): ParameterRow {
  const [value, quick] = [valueText(constant.of(normal)), valueText(constant.of(fast))]
  return {
    name: `${constant.pallet}.${constant.name}`,
    unit: constant.spec.unit ?? '',
    value,
    ...(quick === value ? {} : { fast: quick }),
    since: constant.spec.since,
    source: constant.source,
  }
}

/** `1 000 000`, `{ read: 1, write: 2 }`. */
function valueText(value: unknown): string {
  if (typeof value === 'bigint' || typeof value === 'number') return groups(String(value))
  if (value instanceof Uint8Array) return fromUtf8Lossy(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`
  const parts = Object.entries(value).map(([key, part]) => `${key}: ${valueText(part)}`)
  return `{ ${parts.join(', ')} }`
}

const groups = (digits: string): string => digits.replaceAll(/\B(?=(\d{3})+$)/g, ' ')

const LIB = 'pallets/subtensor/src/lib.rs'
const code = (name: string, number: bigint | number, unit: string, since: number, source = LIB): ParameterRow => ({
  name: `SubtensorModule, ${name}`,
  unit,
  value: valueText(number),
  since,
  source,
})

/** What no profile changes. */
const CODE: readonly ParameterRow[] = [
  code(
    'SET_OWNER_HOTKEY_RATE_LIMIT',
    limits.SET_OWNER_HOTKEY_RATE_LIMIT,
    'blocks',
    273,
    'pallets/subtensor/src/utils/rate_limiting.rs',
  ),
  code('MAX_TAO_ISSUANCE', limits.MAX_TAO_ISSUANCE, 'rao', 411),
  code('MAX_CRV3_COMMIT_SIZE_BYTES', limits.MAX_CRV3_COMMIT_SIZE_BYTES, 'bytes', 216),
  code('ALPHA_MAP_BATCH_SIZE', limits.ALPHA_MAP_BATCH_SIZE, 'keys per block', 334),
  code('MAX_NUM_ROOT_CLAIMS', limits.MAX_NUM_ROOT_CLAIMS, 'coldkeys per block', 334),
  code('MAX_SUBNET_CLAIMS', limits.MAX_SUBNET_CLAIMS, 'subnets per claim', 334),
  code('MAX_ROOT_CLAIM_THRESHOLD', limits.MAX_ROOT_CLAIM_THRESHOLD, 'rao of alpha', 334),
  code('ACCEPT_LOCKED_ALPHA_FLAG', limits.ACCEPT_LOCKED_ALPHA_FLAG, 'bit', 421),
  code('MIN_COMMIT_REVEAL_PERIODS', limits.MIN_COMMIT_REVEAL_PERIODS, 'epochs', 306),
  code('MAX_COMMIT_REVEAL_PERIODS', limits.MAX_COMMIT_REVEAL_PERIODS, 'epochs', 306),
  code('GLOBAL_MAX_SUBNET_COUNT', limits.GLOBAL_MAX_SUBNET_COUNT, 'rows per mechanism', 320),
  code('MAX_MECHANISM_COUNT_PER_SUBNET', limits.MAX_MECHANISM_COUNT_PER_SUBNET, 'mechanisms', 320),
  code('ONE_YEAR_BLOCKS', limits.ONE_YEAR_BLOCKS, 'blocks', 411),
]

/** The files of the reference that give storage its defaults. */
const DEFAULTS_IN: Readonly<Record<string, string>> = {
  SubtensorModule: LIB,
  AdminUtils: 'pallets/admin-utils/src/lib.rs',
  Commitments: 'pallets/commitments/src/lib.rs',
  MevShield: 'pallets/shield/src/lib.rs',
  Swap: 'pallets/swap/src/pallet/mod.rs',
}

/** Items that hold a parameter until somebody sets it. Those whose default is a constant are in its row. */
export function storageRows(): ParameterRow[] {
  return profile.pallets.flatMap(([, pallet]) => (pallet.storage ?? []).flatMap(item => storageRow(item)))
}

function storageRow(item: StorageItem): ParameterRow[] {
  const { since, unit } = item.options
  if (unit === undefined) return []
  const source = DEFAULTS_IN[item.pallet]
  if (since === undefined || source === undefined)
    throw new Error(`${item.pallet}.${item.name}: since and source are missing`)
  const value = valueText(item.fallback(normal as unknown as HasState))
  return [{ name: `${item.pallet}.${item.name}`, unit, value, since, source }]
}
