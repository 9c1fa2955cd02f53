/** Settings of the whole network, by root. */
import { networkSetting, U16_MAX, U64_MAX } from './support/admin.ts'
import { accountOf, type CallCase, hotkeyOf, paid, potOf, put, ROOT, sent } from './support/case.ts'
import { inhabitedStage } from './support/world.ts'

export const stage = inhabitedStage

const ONE = 1n << 64n
const I64F64_MAX = 2n ** 127n - 1n
const grandpa = { next_authorities: [[`0x${'16'.repeat(32)}`, 1n]], in_blocks: 5n, forced: undefined }

export const cases: readonly CallCase[] = [
  ...networkSetting({
    call: 'sudo_set_default_take',
    field: 'default_take',
    item: 'MaxDelegateTake',
    event: 'MaxDelegateTakeSet',
    accepted: [0, U16_MAX],
  }),
  ...networkSetting({
    call: 'sudo_set_tx_rate_limit',
    field: 'tx_rate_limit',
    item: 'TxRateLimit',
    event: 'TxRateLimitSet',
    accepted: [0n, U64_MAX],
  }),
  ...networkSetting({
    call: 'sudo_set_subnet_owner_cut',
    field: 'subnet_owner_cut',
    item: 'SubnetOwnerCut',
    event: 'SubnetOwnerCutSet',
    accepted: [0, U16_MAX],
  }),
  ...networkSetting({
    call: 'sudo_set_network_rate_limit',
    field: 'rate_limit',
    item: 'NetworkRateLimit',
    event: 'NetworkRateLimitSet',
    accepted: [0n, U64_MAX],
  }),
  ...networkSetting({
    call: 'sudo_set_network_immunity_period',
    field: 'immunity_period',
    item: 'NetworkImmunityPeriod',
    event: 'NetworkImmunityPeriodSet',
    accepted: [0n, U64_MAX],
  }),
  ...networkSetting({
    call: 'sudo_set_network_min_lock_cost',
    field: 'lock_cost',
    item: 'NetworkMinLockCost',
    event: 'NetworkMinLockCostSet',
    accepted: [0n, U64_MAX],
  }),
  ...networkSetting({
    call: 'sudo_set_subnet_limit',
    field: 'max_subnets',
    item: 'SubnetLimit',
    event: 'SubnetLimitSet',
    accepted: [0, U16_MAX],
  }),
  ...networkSetting({
    call: 'sudo_set_lock_reduction_interval',
    field: 'interval',
    item: 'NetworkLockReductionInterval',
    event: 'NetworkLockCostReductionIntervalSet',
    accepted: [0n, U64_MAX],
  }),
  ...networkSetting({
    call: 'sudo_set_stake_threshold',
    field: 'min_stake',
    item: 'StakeThreshold',
    event: 'StakeThresholdSet',
    accepted: [0n, U64_MAX],
  }),
  ...networkSetting({
    call: 'sudo_set_nominator_min_required_stake',
    field: 'min_stake',
    item: 'NominatorMinRequiredStake',
    accepted: [0n, 1_000_000n],
  }),
  ...networkSetting({
    call: 'sudo_set_tx_delegate_take_rate_limit',
    field: 'tx_rate_limit',
    item: 'TxDelegateTakeRateLimit',
    event: 'TxDelegateTakeRateLimitSet',
    accepted: [0n, U64_MAX],
  }),
  ...networkSetting({
    call: 'sudo_set_min_delegate_take',
    field: 'take',
    item: 'MinDelegateTake',
    event: 'MinDelegateTakeSet',
    accepted: [0, U16_MAX],
  }),
  ...networkSetting({
    call: 'sudo_set_dissolve_network_schedule_duration',
    field: 'duration',
    item: 'DissolveNetworkScheduleDuration',
    event: 'DissolveNetworkScheduleDurationSet',
    accepted: [0n, 0xffff_ffffn],
  }),
  ...networkSetting({
    call: 'sudo_set_evm_chain_id',
    field: 'chain_id',
    item: 'EVMChainId.ChainId',
    accepted: [0n, U64_MAX],
  }),
  ...networkSetting({
    call: 'sudo_set_subnet_moving_alpha',
    field: 'alpha',
    item: 'SubnetMovingAlpha',
    accepted: [0n, 1n << 32n],
  }),
  ...networkSetting({
    call: 'sudo_set_commit_reveal_version',
    field: 'version',
    item: 'CommitRevealWeightsVersion',
    event: 'CommitRevealVersionSet',
    accepted: [0, U16_MAX],
  }),
  ...networkSetting({ call: 'sudo_set_ck_burn', field: 'burn', item: 'CKBurn', accepted: [0n, U64_MAX] }),
  ...networkSetting({
    call: 'sudo_set_admin_freeze_window',
    field: 'window',
    item: 'AdminFreezeWindow',
    event: 'AdminFreezeWindowSet',
    accepted: [0, U16_MAX],
  }),
  ...networkSetting({
    call: 'sudo_set_owner_hparam_rate_limit',
    field: 'epochs',
    item: 'OwnerHyperparamRateLimit',
    event: 'OwnerHyperparamRateLimitSet',
    accepted: [0, U16_MAX],
  }),
  ...networkSetting({
    call: 'sudo_set_tao_flow_cutoff',
    field: 'flow_cutoff',
    item: 'TaoFlowCutoff',
    accepted: [-I64F64_MAX - 1n, I64F64_MAX],
  }),
  ...networkSetting({
    call: 'sudo_set_tao_flow_normalization_exponent',
    field: 'exponent',
    item: 'FlowNormExponent',
    accepted: [ONE, 2n * ONE],
    refused: [
      [ONE - 1n, 'InvalidValue'],
      [2n * ONE + 1n, 'InvalidValue'],
    ],
  }),
  ...networkSetting({
    call: 'sudo_set_tao_flow_smoothing_factor',
    field: 'smoothing_factor',
    item: 'FlowEmaSmoothingFactor',
    accepted: [0n, U64_MAX],
  }),
  ...networkSetting({
    call: 'sudo_set_net_tao_flow_enabled',
    field: 'enabled',
    item: 'NetTaoFlowEnabled',
    accepted: [true, false],
  }),
  ...networkSetting({
    call: 'sudo_set_start_call_delay',
    field: 'delay',
    item: 'StartCallDelay',
    event: 'StartCallDelaySet',
    accepted: [0n, U64_MAX],
  }),
  ...networkSetting({
    call: 'sudo_set_coldkey_swap_announcement_delay',
    field: 'duration',
    item: 'ColdkeySwapAnnouncementDelay',
    event: 'ColdkeySwapAnnouncementDelaySet',
    accepted: [0n, 0xffff_ffffn],
  }),
  ...networkSetting({
    call: 'sudo_set_coldkey_swap_reannouncement_delay',
    field: 'duration',
    item: 'ColdkeySwapReannouncementDelay',
    event: 'ColdkeySwapReannouncementDelaySet',
    accepted: [0n, 0xffff_ffffn],
  }),
  ...networkSetting({
    call: 'sudo_set_max_mechanism_count',
    field: 'max_mechanism_count',
    item: 'MaxMechanismCount',
    accepted: [1, 16],
    refused: [
      [0, 'SubtensorModule.InvalidValue'],
      [17, 'SubtensorModule.InvalidValue'],
    ],
  }),
  ...networkSetting({
    call: 'sudo_set_max_epochs_per_block',
    field: 'max_epochs_per_block',
    item: 'MaxEpochsPerBlock',
    event: 'MaxEpochsPerBlockSet',
    accepted: [1, 255],
    refused: [[0, 'ValueNotInBounds']],
  }),
  {
    call: 'AdminUtils.sudo_set_nominator_min_required_stake',
    what: 'sells nominations that are below it',
    by: ROOT,
    given: sent('Dave', 'SubtensorModule.add_stake', {
      hotkey: accountOf('Alice//hot'),
      netuid: 2,
      amount_staked: 3_000_000n,
    }),
    args: { min_stake: 2_000_000n },
    events: [
      paid(potOf(2), accountOf('Dave'), 3002042n),
      paid(potOf(2), accountOf('Three'), 1511n),
      ['SubtensorModule.StakeRemoved', [accountOf('Dave'), hotkeyOf('Alice'), 3002042n, 2422942n, 2, 1220n]],
    ],
    state: [
      ['SubtensorModule.AlphaV2', [hotkeyOf('Alice'), accountOf('Dave'), 2], { mantissa: 0n, exponent: 0n }],
      ['SubtensorModule.NominatorMinRequiredStake', [], 2000000n],
    ],
    refused: [],
  },
  {
    call: 'AdminUtils.sudo_toggle_evm_precompile',
    by: ROOT,
    args: { precompile_id: 'Staking', enabled: false },
    events: [['PrecompileUpdated', { precompile_id: 'Staking', enabled: false }]],
    state: [['PrecompileEnable', 'Staking', false]],
    refused: [],
  },
  {
    call: 'AdminUtils.sudo_toggle_evm_precompile',
    what: 'says nothing where nothing changes',
    by: ROOT,
    args: { precompile_id: 'Staking', enabled: true },
    events: [],
    state: [['PrecompileEnable', 'Staking', true]],
    refused: [],
  },
  {
    call: 'AdminUtils.swap_authorities',
    by: ROOT,
    args: { new_authorities: [accountOf('Alice')] },
    events: [],
    state: [['Aura.Authorities', [], [accountOf('Alice')]]],
    refused: [],
  },
  {
    call: 'AdminUtils.schedule_grandpa_change',
    by: ROOT,
    args: grandpa,
    events: [],
    state: [
      [
        'Grandpa.PendingChange',
        [],
        {
          delay: 5,
          scheduled_at: 21,
          next_authorities: [['0x1616161616161616161616161616161616161616161616161616161616161616', 1n]],
          forced: undefined,
        },
      ],
    ],
    refused: [
      {
        error: 'Grandpa.ChangePending',
        given: put('Grandpa.PendingChange', [], {
          scheduled_at: 1,
          delay: 100_000,
          next_authorities: [],
          forced: undefined,
        }),
      },
    ],
  },
]
