/**
 * What each type of proxy may do, as data: clients ask for this table, and the filter below it decides by it.
 * Reference: runtime/src/lib.rs define_proxy_filters
 */
import type { Tao } from '../../../primitives/amounts.ts'
import { tao } from '../../../primitives/amounts.ts'
import type { ProxyType } from './types.ts'

/** `Pallet.call`, or `Pallet.*` for all calls of a pallet. */
export type CallName = `${string}.${string}`

/** What must hold of a call beside its name. */
export type Condition =
  /** An amount among its arguments lies below a limit. */
  | { readonly type: 'below'; readonly argument: string; readonly limit: Tao }
  /** The call within it is this one. */
  | { readonly type: 'contains'; readonly argument: string; readonly call: CallName }

export interface ConditionalCall {
  readonly call: CallName
  readonly condition: Condition
}

export type ProxyRule =
  | { readonly mode: 'AllowAll' | 'DenyAll' }
  | {
      readonly mode: 'Allow'
      readonly calls: readonly (CallName | ConditionalCall)[]
      readonly except?: readonly CallName[]
    }
  | { readonly mode: 'Deny'; readonly calls: readonly CallName[] }

const of =
  (pallet: string) =>
  (...calls: readonly string[]): CallName[] =>
    calls.map(call => `${pallet}.${call}` as const)
const balances = of('Balances')
const subtensor = of('SubtensorModule')
const admin = of('AdminUtils')

const COLDKEY_SWAP_STEPS = subtensor(
  'announce_coldkey_swap',
  'swap_coldkey_announced',
  'clear_coldkey_swap_announcement',
  'dispute_coldkey_swap',
)
const COLDKEY_SWAP = [...subtensor('schedule_swap_coldkey', 'swap_coldkey'), ...COLDKEY_SWAP_STEPS]

/** Half a TAO, half an alpha. */
const SMALL = tao(500_000_000n)
const small = (call: CallName, argument: string): ConditionalCall => ({
  call,
  condition: { type: 'below', argument, limit: SMALL },
})

/** In the order in which clients are told. */
export const PROXY_RULES: readonly (readonly [ProxyType, ProxyRule])[] = [
  ['Any', { mode: 'AllowAll' }],
  ['NonTransfer', { mode: 'Deny', calls: [...balances('*'), ...subtensor('transfer_stake'), ...COLDKEY_SWAP] }],
  [
    'NonFungible',
    {
      mode: 'Deny',
      calls: [
        ...balances('*'),
        ...subtensor(
          'add_stake',
          'add_stake_limit',
          'remove_stake',
          'remove_stake_limit',
          'remove_stake_full_limit',
          'unstake_all',
          'unstake_all_alpha',
          'swap_stake',
          'swap_stake_limit',
          'move_stake',
          'transfer_stake',
          'burned_register',
          'root_register',
        ),
        ...COLDKEY_SWAP,
        ...subtensor('swap_hotkey', 'swap_hotkey_v2'),
      ],
    },
  ],
  [
    'Transfer',
    {
      mode: 'Allow',
      calls: [
        ...balances('transfer_keep_alive', 'transfer_allow_death', 'transfer_all'),
        ...subtensor('transfer_stake'),
      ],
    },
  ],
  [
    'SmallTransfer',
    {
      mode: 'Allow',
      calls: [
        small('Balances.transfer_keep_alive', 'value'),
        small('Balances.transfer_allow_death', 'value'),
        small('SubtensorModule.transfer_stake', 'alpha_amount'),
      ],
    },
  ],
  [
    'Owner',
    {
      mode: 'Allow',
      calls: [...admin('*'), ...subtensor('set_subnet_identity', 'update_symbol')],
      except: admin('sudo_set_sn_owner_hotkey', 'sudo_set_subnet_owner_hotkey'),
    },
  ],
  [
    'NonCritical',
    {
      mode: 'Deny',
      calls: [...subtensor('dissolve_network', 'root_register', 'burned_register'), 'Sudo.*', ...COLDKEY_SWAP_STEPS],
    },
  ],
  ['Triumvirate', { mode: 'DenyAll' }],
  ['Senate', { mode: 'DenyAll' }],
  ['Governance', { mode: 'DenyAll' }],
  [
    'Staking',
    {
      mode: 'Allow',
      calls: subtensor(
        'add_stake',
        'remove_stake',
        'unstake_all',
        'unstake_all_alpha',
        'swap_stake',
        'swap_stake_limit',
        'move_stake',
        'add_stake_limit',
        'remove_stake_limit',
        'remove_stake_full_limit',
        'set_root_claim_type',
      ),
    },
  ],
  ['Registration', { mode: 'Allow', calls: subtensor('burned_register', 'register', 'register_limit') }],
  ['RootWeights', { mode: 'DenyAll' }],
  ['ChildKeys', { mode: 'Allow', calls: subtensor('set_children', 'set_childkey_take') }],
  [
    'SudoUncheckedSetCode',
    {
      mode: 'Allow',
      calls: [
        {
          call: 'Sudo.sudo_unchecked_weight',
          condition: { type: 'contains', argument: 'call', call: 'System.set_code' },
        },
      ],
    },
  ],
  ['SwapHotkey', { mode: 'Allow', calls: subtensor('swap_hotkey', 'swap_hotkey_v2') }],
  [
    'SubnetLeaseBeneficiary',
    {
      mode: 'Allow',
      calls: [
        ...subtensor('start_call'),
        ...admin(
          'sudo_set_serving_rate_limit',
          'sudo_set_min_difficulty',
          'sudo_set_max_difficulty',
          'sudo_set_weights_version_key',
          'sudo_set_adjustment_alpha',
          'sudo_set_immunity_period',
          'sudo_set_min_allowed_weights',
          'sudo_set_kappa',
          'sudo_set_rho',
          'sudo_set_activity_cutoff',
          'sudo_set_network_registration_allowed',
          'sudo_set_network_pow_registration_allowed',
          'sudo_set_max_burn',
          'sudo_set_bonds_moving_average',
          'sudo_set_bonds_penalty',
          'sudo_set_commit_reveal_weights_enabled',
          'sudo_set_liquid_alpha_enabled',
          'sudo_set_alpha_values',
          'sudo_set_commit_reveal_weights_interval',
          'sudo_set_toggle_transfer',
          'sudo_set_subnet_emission_enabled',
          'sudo_set_min_childkey_take_per_subnet',
        ),
      ],
    },
  ],
  ['RootClaim', { mode: 'Allow', calls: subtensor('claim_root') }],
]
