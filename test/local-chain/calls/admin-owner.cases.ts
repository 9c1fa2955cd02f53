/** Settings of one subnet that its owner makes, or root. */
import { given, ownerSetting, type SubnetRules, U16_MAX, U64_MAX } from './support/admin.ts'
import { accountOf, type CallCase, hotkeyOf, potOf, put, ROOT, TAO } from './support/case.ts'
import { inhabitedStage, NETUID, NOWHERE } from './support/world.ts'

export const stage = inhabitedStage

const CHECKED: SubnetRules = { window: true, exists: true }
/** These do not ask whether the subnet exists: root may set them anywhere. */
const UNCHECKED: SubnetRules = { window: true, exists: false }
const ANY_TIME: SubnetRules = { window: true, exists: true, limited: false }

const ONE = 1n << 64n
const onRoot = { error: 'NotPermittedOnRootSubnet', args: { netuid: 0 }, by: ROOT }
const notOnRoot = (cases: readonly CallCase[]): CallCase[] =>
  cases.map(one => ({ ...one, refused: one.refused.length > 0 ? [...one.refused, onRoot] : [] }))
const INVALID = 'SubtensorModule.InvalidValue'
const ownerHotkey = (call: string): CallCase => ({
  call: `AdminUtils.${call}`,
  by: 'Bob',
  args: { netuid: NETUID, hotkey: accountOf('Bob//second') },
  events: [['SubtensorModule.SubnetOwnerHotkeySet', [NETUID, accountOf('Bob//second')]]],
  state: [['SubtensorModule.SubnetOwnerHotkey', NETUID, accountOf('Bob//second')]],
  authority: { root: 'ok', Eve: 'BadOrigin' },
  refused: [
    { error: 'SubtensorModule.SubnetNotExists', args: { netuid: NOWHERE }, by: ROOT },
    {
      error: 'SubtensorModule.TxRateLimitExceeded',
      given: s => {
        s.send('Bob', `AdminUtils.${call}`, { netuid: NETUID, hotkey: hotkeyOf('Bob') })
      },
    },
    { error: 'SubtensorModule.CannotUseSystemAccount', args: { hotkey: potOf(NETUID) } },
  ],
})
const twoMechanisms = put('MechanismCountCurrent', NETUID, 2)

export const cases: readonly CallCase[] = [
  ...ownerSetting(UNCHECKED, {
    call: 'sudo_set_serving_rate_limit',
    field: 'serving_rate_limit',
    item: 'ServingRateLimit',
    event: 'ServingRateLimitSet',
    accepted: [0n, U64_MAX],
  }),
  ...ownerSetting(CHECKED, {
    call: 'sudo_set_max_difficulty',
    field: 'max_difficulty',
    item: 'MaxDifficulty',
    event: 'MaxDifficultySet',
    accepted: [0n, U64_MAX],
  }),
  ...ownerSetting(CHECKED, {
    call: 'sudo_set_weights_version_key',
    field: 'weights_version_key',
    item: 'WeightsVersionKey',
    event: 'WeightsVersionKeySet',
    accepted: [0n, U64_MAX],
  }),
  ...ownerSetting(CHECKED, {
    call: 'sudo_set_adjustment_alpha',
    field: 'adjustment_alpha',
    item: 'AdjustmentAlpha',
    event: 'AdjustmentAlphaSet',
    accepted: [0n, U64_MAX],
  }),
  ...ownerSetting(CHECKED, {
    call: 'sudo_set_immunity_period',
    field: 'immunity_period',
    item: 'ImmunityPeriod',
    event: 'ImmunityPeriodSet',
    accepted: [0, U16_MAX],
  }),
  ...ownerSetting(CHECKED, {
    call: 'sudo_set_min_allowed_weights',
    field: 'min_allowed_weights',
    item: 'MinAllowedWeights',
    event: 'MinAllowedWeightSet',
    accepted: [0, U16_MAX],
  }),
  ...ownerSetting(CHECKED, {
    call: 'sudo_set_max_allowed_uids',
    field: 'max_allowed_uids',
    item: 'MaxAllowedUids',
    event: 'MaxAllowedUidsSet',
    accepted: [64, 256],
    refused: [
      [63, 'MaxAllowedUidsLessThanMinAllowedUids'],
      [257, 'MaxAllowedUidsGreaterThanDefaultMaxAllowedUids'],
      [2, 'MaxAllowedUIdsLessThanCurrentUIds', put('MinAllowedUids', NETUID, 0)],
      [256, 'SubtensorModule.TooManyUIDsPerMechanism', twoMechanisms],
    ],
  }),
  ...ownerSetting(CHECKED, { call: 'sudo_set_rho', field: 'rho', item: 'Rho', accepted: [0, U16_MAX] }),
  ...ownerSetting(CHECKED, {
    call: 'sudo_set_activity_cutoff',
    field: 'activity_cutoff',
    item: 'ActivityCutoff',
    event: 'ActivityCutoffSet',
    accepted: [360, U16_MAX],
    refused: [
      [359, 'SubtensorModule.ActivityCutoffTooLow'],
      [400, 'SubtensorModule.ActivityCutoffTooLow', put('MinActivityCutoff', [], 401)],
    ],
  }),
  ...ownerSetting(CHECKED, {
    call: 'sudo_set_min_burn',
    field: 'min_burn',
    item: 'MinBurn',
    event: 'MinBurnSet',
    accepted: [0n, TAO - 1n],
    refused: [
      [TAO, 'ValueNotInBounds'],
      [5n, 'ValueNotInBounds', put('MaxBurn', NETUID, 5n)],
    ],
  }),
  ...ownerSetting(CHECKED, {
    call: 'sudo_set_max_burn',
    field: 'max_burn',
    item: 'MaxBurn',
    event: 'MaxBurnSet',
    accepted: [100_000_001n, U64_MAX],
    refused: [
      [100_000_000n, 'ValueNotInBounds'],
      [TAO, 'ValueNotInBounds', put('MinBurn', NETUID, TAO)],
    ],
  }),
  ...ownerSetting(CHECKED, {
    call: 'sudo_set_bonds_moving_average',
    field: 'bonds_moving_average',
    item: 'BondsMovingAverage',
    event: 'BondsMovingAverageSet',
    accepted: [0n, 975_000n],
    refused: [[975_001n, 'BondsMovingAverageMaxReached']],
  }),
  {
    call: 'AdminUtils.sudo_set_bonds_moving_average',
    what: 'by root to more than an owner may',
    by: ROOT,
    args: { netuid: NETUID, bonds_moving_average: U64_MAX },
    events: [['SubtensorModule.BondsMovingAverageSet', [NETUID, U64_MAX]]],
    state: [['SubtensorModule.BondsMovingAverage', NETUID, U64_MAX]],
    refused: [],
  },
  ...ownerSetting(CHECKED, {
    call: 'sudo_set_bonds_penalty',
    field: 'bonds_penalty',
    item: 'BondsPenalty',
    event: 'BondsPenaltySet',
    accepted: [0, U16_MAX],
  }),
  ...ownerSetting(CHECKED, {
    call: 'sudo_set_min_childkey_take_per_subnet',
    field: 'take',
    item: 'MinChildkeyTakePerSubnet',
    event: 'MinChildKeyTakePerSubnetSet',
    accepted: [0, 11_796],
    refused: [
      [11_797, 'InvalidValue'],
      [4, 'InvalidValue', put('MinChildkeyTake', [], 5)],
    ],
  }),
  ...ownerSetting(CHECKED, {
    call: 'sudo_set_commit_reveal_weights_enabled',
    field: 'enabled',
    item: 'CommitRevealWeightsEnabled',
    event: 'CommitRevealEnabled',
    accepted: [true, false],
  }),
  ...ownerSetting(UNCHECKED, {
    call: 'sudo_set_liquid_alpha_enabled',
    field: 'enabled',
    item: 'LiquidAlphaOn',
    accepted: [true, false],
  }),
  {
    call: 'AdminUtils.sudo_set_alpha_values',
    by: 'Bob',
    given: put('LiquidAlphaOn', NETUID, true),
    args: { netuid: NETUID, alpha_low: 1638, alpha_high: U16_MAX },
    events: [],
    state: [['SubtensorModule.AlphaValues', NETUID, [1638, U16_MAX]]],
    authority: { root: 'ok', Eve: 'BadOrigin' },
    refused: [
      { error: 'SubtensorModule.LiquidAlphaDisabled', given: put('LiquidAlphaOn', NETUID, false) },
      { error: 'SubtensorModule.AlphaHighTooLow', args: { alpha_high: 1637 } },
      { error: 'SubtensorModule.AlphaLowOutOfRange', args: { alpha_low: 1637 } },
      { error: 'SubtensorModule.AlphaLowOutOfRange', args: { alpha_low: 2001, alpha_high: 2000 } },
      {
        error: 'SubtensorModule.AdminActionProhibitedDuringWeightsWindow',
        given: put('AdminFreezeWindow', [], 60_000),
      },
    ],
  },
  ...ownerSetting(CHECKED, {
    call: 'sudo_set_commit_reveal_weights_interval',
    field: 'interval',
    item: 'RevealPeriodEpochs',
    event: 'CommitRevealPeriodsSet',
    accepted: [1n, 100n],
    refused: [
      [0n, 'SubtensorModule.RevealPeriodTooSmall'],
      [101n, 'SubtensorModule.RevealPeriodTooLarge'],
    ],
  }),
  ...ownerSetting(UNCHECKED, {
    call: 'sudo_set_toggle_transfer',
    field: 'toggle',
    item: 'TransferToggle',
    event: 'TransferToggle',
    accepted: [false, true],
  }),
  ownerHotkey('sudo_set_subnet_owner_hotkey'),
  ownerHotkey('sudo_set_sn_owner_hotkey'),
  ...ownerSetting(CHECKED, {
    call: 'sudo_set_alpha_sigmoid_steepness',
    field: 'steepness',
    item: 'AlphaSigmoidSteepness',
    accepted: [0, 0x7fff],
    refused: [[-1, 'NegativeSigmoidSteepness']],
  }),
  {
    call: 'AdminUtils.sudo_set_alpha_sigmoid_steepness',
    what: 'by root, negative too',
    by: ROOT,
    args: { netuid: NETUID, steepness: -0x8000 },
    events: [],
    state: [['SubtensorModule.AlphaSigmoidSteepness', NETUID, -0x8000]],
    refused: [],
  },
  ...ownerSetting(UNCHECKED, {
    call: 'sudo_set_yuma3_enabled',
    field: 'enabled',
    item: 'Yuma3On',
    event: enabled => [['Yuma3EnableToggled', { netuid: NETUID, enabled }]],
    accepted: [false, true],
  }),
  ...ownerSetting(UNCHECKED, {
    call: 'sudo_set_bonds_reset_enabled',
    field: 'enabled',
    item: 'BondsResetOn',
    event: enabled => [
      ['SubtensorModule.BondsResetOnSet', [NETUID, enabled]],
      ['BondsResetToggled', { netuid: NETUID, enabled }],
    ],
    accepted: [true, false],
  }),
  ...ownerSetting(UNCHECKED, {
    call: 'sudo_set_owner_immune_neuron_limit',
    field: 'immune_neurons',
    item: 'ImmuneOwnerUidsLimit',
    accepted: [1, 10],
    refused: [
      [0, INVALID],
      [11, INVALID],
    ],
  }),
  ...given(
    put('MaxAllowedUids', NETUID, 128),
    ownerSetting(
      { window: true, exists: false },
      {
        call: 'sudo_set_mechanism_count',
        field: 'mechanism_count',
        item: 'MechanismCountCurrent',
        accepted: [1, 2],
        refused: [
          [0, INVALID],
          [3, INVALID],
          [2, 'SubtensorModule.TooManyUIDsPerMechanism', put('MaxAllowedUids', NETUID, 129)],
        ],
      },
    ),
  ),
  ...given(
    twoMechanisms,
    ownerSetting(
      { window: true, exists: false },
      {
        call: 'sudo_set_mechanism_emission_split',
        field: 'maybe_split',
        item: 'MechanismEmissionSplit',
        accepted: [Uint16Array.of(1, 65_534), undefined],
        refused: [
          [Uint16Array.of(), INVALID],
          [Uint16Array.of(1, 65_533), INVALID],
          [Uint16Array.of(1, 2, 65_532), INVALID],
        ],
      },
    ),
  ),
  ...ownerSetting(UNCHECKED, {
    call: 'sudo_set_recycle_or_burn',
    field: 'recycle_or_burn',
    item: 'RecycleOrBurn',
    accepted: ['Recycle', 'Burn'],
  }),
  ...notOnRoot(
    ownerSetting(CHECKED, {
      call: 'sudo_set_burn_half_life',
      field: 'burn_half_life',
      item: 'BurnHalfLife',
      event: burn_half_life => [['BurnHalfLifeSet', { netuid: NETUID, burn_half_life }]],
      accepted: [1, 36_100],
      refused: [
        [0, 'InvalidValue'],
        [36_101, 'InvalidValue'],
      ],
    }),
  ),
  ...notOnRoot(
    ownerSetting(CHECKED, {
      call: 'sudo_set_burn_increase_mult',
      field: 'burn_increase_mult',
      item: 'BurnIncreaseMult',
      event: burn_increase_mult => [['BurnIncreaseMultSet', { netuid: NETUID, burn_increase_mult }]],
      accepted: [ONE, 3n * ONE],
      refused: [
        [ONE - 1n, 'InvalidValue'],
        [3n * ONE + 1n, 'InvalidValue'],
      ],
    }),
  ),
  ...notOnRoot(
    ownerSetting(ANY_TIME, {
      call: 'sudo_set_owner_cut_enabled',
      field: 'enabled',
      item: 'OwnerCutEnabled',
      accepted: [false, true],
    }),
  ),
  ...notOnRoot(
    ownerSetting(ANY_TIME, {
      call: 'sudo_set_owner_cut_auto_lock_enabled',
      field: 'enabled',
      item: 'OwnerCutAutoLockEnabled',
      accepted: [true, false],
    }),
  ),
  {
    call: 'AdminUtils.sudo_trim_to_max_allowed_uids',
    by: 'Bob',
    given: s => {
      s.put('SubtensorModule.MinAllowedUids', NETUID, 1)
      s.skip(6000)
      s.blocks()
    },
    args: { netuid: NETUID, max_n: 2 },
    events: [],
    state: [
      ['SubtensorModule.MaxAllowedUids', NETUID, 2],
      ['SubtensorModule.SubnetworkN', NETUID, 2],
      ['SubtensorModule.Keys', [NETUID, 0], hotkeyOf('Bob')],
      ['SubtensorModule.Keys', [NETUID, 1], hotkeyOf('Alice')],
      ['SubtensorModule.Uids', [NETUID, hotkeyOf('Charlie')], undefined],
    ],
    authority: { root: 'ok', Eve: 'BadOrigin' },
    refused: [
      { error: 'SubtensorModule.SubnetNotExists', args: { netuid: NOWHERE }, by: ROOT },
      { error: INVALID, args: { max_n: 0 } },
      { error: INVALID, args: { max_n: 257 } },
      {
        error: 'SubtensorModule.TrimmingWouldExceedMaxImmunePercentage',
        given: put('ImmunityPeriod', NETUID, U16_MAX),
      },
      {
        error: 'SubtensorModule.AdminActionProhibitedDuringWeightsWindow',
        given: put('AdminFreezeWindow', [], 60_000),
      },
    ],
  },
]
