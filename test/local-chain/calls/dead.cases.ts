/** Calls that are left over: they refuse whoever sends them. */
import { accountOf, type DeadCall, hotkeyOf, ROOT } from './support/case.ts'
import { inhabitedStage, NETUID } from './support/world.ts'

export const stage = inhabitedStage

const DEPRECATED = { Bob: 'Deprecated', [ROOT]: 'Deprecated' }
/** The chain inside carries its runtime with it. */
const NO_CODE = { Bob: 'BadOrigin', [ROOT]: 'FailedToExtractRuntimeVersion' }
const hotkey = hotkeyOf('Bob')

export const dead: readonly DeadCall[] = [
  {
    call: 'SubtensorModule.schedule_swap_coldkey',
    args: { new_coldkey: accountOf('Dave') },
    refused: DEPRECATED,
  },
  { call: 'AdminUtils.sudo_set_total_issuance', args: { total_issuance: 1n }, refused: DEPRECATED },
  {
    call: 'AdminUtils.sudo_set_network_pow_registration_allowed',
    args: { netuid: NETUID, registration_allowed: true },
    refused: { Bob: 'POWRegistrationDisabled', [ROOT]: 'POWRegistrationDisabled' },
  },
  {
    call: 'Swap.add_liquidity',
    args: { hotkey, netuid: NETUID, tick_low: 0, tick_high: 1, liquidity: 1n },
    refused: DEPRECATED,
  },
  { call: 'Swap.remove_liquidity', args: { hotkey, netuid: NETUID, position_id: 1n }, refused: DEPRECATED },
  {
    call: 'Swap.modify_position',
    args: { hotkey, netuid: NETUID, position_id: 1n, liquidity_delta: 1n },
    refused: DEPRECATED,
  },
  { call: 'Swap.toggle_user_liquidity', args: { netuid: NETUID, enable: true }, refused: DEPRECATED },
  { call: 'Swap.disable_lp', refused: DEPRECATED },
  { call: 'System.set_code', args: { code: Uint8Array.of(1) }, refused: NO_CODE },
  { call: 'System.set_code_without_checks', args: { code: Uint8Array.of(1) }, refused: NO_CODE },
]
