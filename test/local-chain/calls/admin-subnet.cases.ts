/** Settings of one subnet that root alone makes. */
import { rootSetting, type SubnetRules, U16_MAX, U64_MAX } from './support/admin.ts'
import { type CallCase, put } from './support/case.ts'
import { inhabitedStage, NETUID } from './support/world.ts'

export const stage = inhabitedStage

const CLOSES: SubnetRules = { window: true, exists: true }
const OPEN: SubnetRules = { window: false, exists: true }
const ANY_SUBNET: SubnetRules = { window: false, exists: false }

export const cases: readonly CallCase[] = [
  ...rootSetting(CLOSES, {
    call: 'sudo_set_min_difficulty',
    field: 'min_difficulty',
    item: 'MinDifficulty',
    event: 'MinDifficultySet',
    accepted: [0n, U64_MAX],
  }),
  ...rootSetting(OPEN, {
    call: 'sudo_set_weights_set_rate_limit',
    field: 'weights_set_rate_limit',
    item: 'WeightsSetRateLimit',
    event: 'WeightsSetRateLimitSet',
    accepted: [0n, U64_MAX],
  }),
  ...rootSetting(OPEN, {
    call: 'sudo_set_adjustment_interval',
    field: 'adjustment_interval',
    item: 'AdjustmentInterval',
    event: 'AdjustmentIntervalSet',
    accepted: [0, U16_MAX],
  }),
  ...rootSetting(OPEN, {
    call: 'sudo_set_kappa',
    field: 'kappa',
    item: 'Kappa',
    event: 'KappaSet',
    accepted: [0, U16_MAX],
  }),
  ...rootSetting(ANY_SUBNET, {
    call: 'sudo_set_network_registration_allowed',
    field: 'registration_allowed',
    item: 'NetworkRegistrationAllowed',
    event: 'RegistrationAllowed',
    accepted: [false, true],
  }),
  ...rootSetting(CLOSES, {
    call: 'sudo_set_target_registrations_per_interval',
    field: 'target_registrations_per_interval',
    item: 'TargetRegistrationsPerInterval',
    event: 'RegistrationPerIntervalSet',
    accepted: [0, U16_MAX],
  }),
  ...rootSetting(CLOSES, {
    call: 'sudo_set_difficulty',
    field: 'difficulty',
    item: 'Difficulty',
    event: 'DifficultySet',
    accepted: [0n, U64_MAX],
  }),
  ...rootSetting(CLOSES, {
    call: 'sudo_set_max_allowed_validators',
    field: 'max_allowed_validators',
    item: 'MaxAllowedValidators',
    event: 'MaxAllowedValidatorsSet',
    accepted: [0, 256],
    refused: [[257, 'MaxValidatorsLargerThanMaxUIds']],
  }),
  ...rootSetting(CLOSES, {
    call: 'sudo_set_max_registrations_per_block',
    field: 'max_registrations_per_block',
    item: 'MaxRegistrationsPerBlock',
    event: 'MaxRegistrationsPerBlockSet',
    accepted: [0, U16_MAX],
  }),
  ...rootSetting(CLOSES, {
    call: 'sudo_set_tempo',
    field: 'tempo',
    item: 'Tempo',
    event: 'TempoSet',
    accepted: [0, U16_MAX],
  }),
  ...rootSetting(OPEN, {
    call: 'sudo_set_rao_recycled',
    field: 'rao_recycled',
    item: 'RAORecycledForRegistration',
    event: 'RAORecycledForRegistrationSet',
    accepted: [0n, U64_MAX],
  }),
  ...rootSetting(ANY_SUBNET, {
    call: 'sudo_set_ema_price_halving_period',
    field: 'ema_halving',
    item: 'EMAPriceHalvingBlocks',
    accepted: [0n, U64_MAX],
  }),
  ...rootSetting(
    { window: true, exists: false },
    { call: 'sudo_set_subtoken_enabled', field: 'subtoken_enabled', item: 'SubtokenEnabled', accepted: [false, true] },
  ),
  ...rootSetting(CLOSES, {
    call: 'sudo_set_min_allowed_uids',
    field: 'min_allowed_uids',
    item: 'MinAllowedUids',
    event: 'MinAllowedUidsSet',
    accepted: [0, 2],
    refused: [
      [3, 'MinAllowedUidsGreaterThanCurrentUids'],
      [256, 'MinAllowedUidsGreaterThanMaxAllowedUids'],
      [2, 'MinAllowedUidsGreaterThanMaxAllowedUids', put('MaxAllowedUids', NETUID, 2)],
    ],
  }),
  ...rootSetting(ANY_SUBNET, {
    call: 'sudo_set_min_non_immune_uids',
    field: 'min',
    item: 'MinNonImmuneUids',
    event: 'MinNonImmuneUidsSet',
    accepted: [0, U16_MAX],
  }),
  ...rootSetting(OPEN, {
    call: 'sudo_set_subnet_emission_enabled',
    field: 'enabled',
    item: 'SubnetEmissionEnabled',
    event: enabled => [['SubnetEmissionEnabledSet', { netuid: NETUID, enabled }]],
    accepted: [false, true],
  }).map(one => ({ ...one, refused: [...one.refused, { error: 'NotPermittedOnRootSubnet', args: { netuid: 0 } }] })),
]
