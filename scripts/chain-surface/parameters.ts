/** The parameters of the chain: constants of all pallets, and the numbers that the reference fixes in code. */

import * as declared from '../../src/local-chain/pallets/subtensor/constants.ts'
import * as limits from '../../src/local-chain/pallets/subtensor/limits.ts'
import { localnetProfile } from '../../src/local-chain/profiles/localnet.ts'
import type { Constant } from '../../src/local-chain/state/constant.ts'

export interface ParameterRow {
  readonly name: string
  readonly unit: string
  readonly value: string
  /** Absent where the fast profile has the same. */
  readonly fast?: string
  readonly since: string
  readonly source: string
}

const profile = localnetProfile('localnet', false)
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
    since: String(constant.since),
    source: constant.source,
  }
}

/** `1 000 000`, `{ read: 1, write: 2 }`. */
function valueText(value: unknown): string {
  if (typeof value === 'bigint' || typeof value === 'number') return groups(String(value))
  if (typeof value !== 'object' || value === null) return String(value)
  const parts = Object.entries(value).map(([key, part]) => `${key}: ${valueText(part)}`)
  return `{ ${parts.join(', ')} }`
}

const groups = (digits: string): string => digits.replaceAll(/\B(?=(\d{3})+$)/g, ' ')

const LIB = 'pallets/subtensor/src/lib.rs'
const code = (name: string, number: bigint | number, unit: string, source: string): ParameterRow => ({
  name: `SubtensorModule, ${name}`,
  unit,
  value: valueText(number),
  since: '425',
  source,
})

/** What no profile changes. */
const CODE: readonly ParameterRow[] = [
  code(
    'SET_OWNER_HOTKEY_RATE_LIMIT',
    limits.SET_OWNER_HOTKEY_RATE_LIMIT,
    'blocks',
    'pallets/subtensor/src/utils/rate_limiting.rs',
  ),
  code('MAX_TAO_ISSUANCE', limits.MAX_TAO_ISSUANCE, 'rao', LIB),
  code('MAX_CRV3_COMMIT_SIZE_BYTES', limits.MAX_CRV3_COMMIT_SIZE_BYTES, 'bytes', LIB),
  code('ALPHA_MAP_BATCH_SIZE', limits.ALPHA_MAP_BATCH_SIZE, 'keys per block', LIB),
  code('MAX_NUM_ROOT_CLAIMS', limits.MAX_NUM_ROOT_CLAIMS, 'coldkeys per block', LIB),
  code('MAX_SUBNET_CLAIMS', limits.MAX_SUBNET_CLAIMS, 'subnets per claim', LIB),
  code('MAX_ROOT_CLAIM_THRESHOLD', limits.MAX_ROOT_CLAIM_THRESHOLD, 'rao of alpha', LIB),
  code('ACCEPT_LOCKED_ALPHA_FLAG', limits.ACCEPT_LOCKED_ALPHA_FLAG, 'bit', LIB),
  code('MIN_COMMIT_REVEAL_PERIODS', limits.MIN_COMMIT_REVEAL_PERIODS, 'epochs', LIB),
  code('MAX_COMMIT_REVEAL_PERIODS', limits.MAX_COMMIT_REVEAL_PERIODS, 'epochs', LIB),
  code('GLOBAL_MAX_SUBNET_COUNT', limits.GLOBAL_MAX_SUBNET_COUNT, 'rows per mechanism', LIB),
  code('MAX_MECHANISM_COUNT_PER_SUBNET', limits.MAX_MECHANISM_COUNT_PER_SUBNET, 'mechanisms', LIB),
  code('ONE_YEAR_BLOCKS', limits.ONE_YEAR_BLOCKS, 'blocks', LIB),
]
