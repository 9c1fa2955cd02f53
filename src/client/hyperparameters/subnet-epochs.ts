/** How epochs run and what weights they take. Reference: pallets/admin-utils/src/lib.rs */
import { FLAG, limited, MILLION, owner, parameter, root, SHARE, U16, u16, u64 } from './declare.ts'
import type { Parameter } from './parameter.ts'

export const EPOCHS: readonly Parameter[] = [
  parameter('tempo', 'Tempo', u16('blocks'), 'Blocks from one epoch to the next; setting it begins an epoch', [
    {
      call: 'SubtensorModule.set_tempo',
      args: ['tempo'],
      by: 'owner',
      window: 'all',
      min: 360n,
      max: 50_400n,
      ...limited(11, 'min-tempo'),
    },
    root('tempo', 'tempo', 'all'),
  ]),
  parameter(
    'activity_cutoff_factor',
    'ActivityCutoffFactorMilli',
    { kind: 'integer', bits: 32, unit: 'thousandths of the tempo' },
    'Blocks without new weights after which a validator does not count',
    [
      {
        call: 'SubtensorModule.set_activity_cutoff_factor',
        args: ['factor_milli'],
        by: 'either',
        window: 'owner',
        min: 1000n,
        max: 50_000n,
        limit: { kind: 'parameter', key: 'ActivityCutoffFactorMilli' },
      },
    ],
  ),
  parameter('kappa', 'Kappa', SHARE, 'The share of stake that must agree on a weight: what exceeds it is clipped', [
    root('kappa', 'kappa'),
  ]),
  parameter(
    'bonds_moving_avg',
    'BondsMovingAverage',
    { kind: 'share', whole: MILLION, bits: 64 },
    'How much of the old bonds an epoch keeps',
    [owner('bonds_moving_average', 'bonds_moving_average', 'BondsMovingAverage', { ownerMax: 975_000n })],
  ),
  parameter('bonds_penalty', 'BondsPenalty', SHARE, 'How much of a weight above consensus is lost to bonds', [
    owner('bonds_penalty', 'bonds_penalty', 'BondsPenalty'),
  ]),
  parameter('bonds_reset_enabled', 'BondsResetOn', FLAG, 'Whether a neuron can have all bonds to it dropped', [
    owner('bonds_reset_enabled', 'enabled', 'BondsResetEnabled'),
  ]),
  parameter(
    'liquid_alpha_enabled',
    'LiquidAlphaOn',
    FLAG,
    'Whether bonds follow weights the faster the more they differ from consensus',
    [owner('liquid_alpha_enabled', 'enabled', 'LiquidAlphaEnabled')],
  ),
  parameter(
    'alpha_values',
    'AlphaValues',
    { kind: 'shares', whole: U16 },
    'The slowest and the fastest that bonds follow, with liquid alpha',
    [
      {
        call: 'AdminUtils.sudo_set_alpha_values',
        args: ['alpha_low', 'alpha_high'],
        by: 'either',
        window: 'all',
        limit: { kind: 'parameter', key: 'AlphaValues' },
        min: 1638n,
      },
    ],
  ),
  parameter(
    'alpha_sigmoid_steepness',
    'AlphaSigmoidSteepness',
    { kind: 'signed', bits: 16, unit: 'hundredths' },
    'How sharply the speed of bonds changes, with liquid alpha',
    [owner('alpha_sigmoid_steepness', 'steepness', 'AlphaSigmoidSteepness', { ownerMin: 0n })],
  ),
  parameter(
    'yuma3_enabled',
    'Yuma3On',
    FLAG,
    'Whether epochs follow Yuma 3; else the classic Yuma',
    [owner('yuma3_enabled', 'enabled', 'Yuma3Enabled')],
    { aliases: ['yuma_version', 'yuma3'] },
  ),
  parameter('rho', 'Rho', u16(''), 'Once the slope of trust', [owner('rho', 'rho', 'Rho')], { inert: true }),
  parameter(
    'activity_cutoff',
    'ActivityCutoff',
    u16('blocks'),
    'Once what activity_cutoff_factor is now',
    [owner('activity_cutoff', 'activity_cutoff', 'ActivityCutoff', { min: 360n })],
    { inert: true },
  ),
]

export const WEIGHTS: readonly Parameter[] = [
  parameter(
    'commit_reveal_weights_enabled',
    'CommitRevealWeightsEnabled',
    FLAG,
    'Whether weights are committed first and shown later',
    [owner('commit_reveal_weights_enabled', 'enabled', 'CommitRevealEnabled')],
    { aliases: ['commit_reveal', 'commit_reveal_enabled'] },
  ),
  parameter(
    'commit_reveal_period',
    'RevealPeriodEpochs',
    u64('epochs'),
    'Epochs from a commit to its reveal',
    [owner('commit_reveal_weights_interval', 'interval', 'WeightCommitInterval', { min: 1n, max: 100n })],
    { aliases: ['commit_reveal_interval', 'reveal_period'] },
  ),
  parameter(
    'weights_rate_limit',
    'WeightsSetRateLimit',
    u64('blocks'),
    'Blocks between two settings or commits of a validator',
    [root('weights_set_rate_limit', 'weights_set_rate_limit')],
  ),
  parameter(
    'weights_version',
    'WeightsVersionKey',
    u64(''),
    'The least version key that weights must come with; 0 for any',
    [
      {
        ...owner('weights_version_key', 'weights_version_key', ''),
        ...limited(4, 'version-key'),
      },
    ],
  ),
  parameter(
    'min_allowed_weights',
    'MinAllowedWeights',
    u16('weights'),
    'How many weights a validator must give at least',
    [owner('min_allowed_weights', 'min_allowed_weights', 'MinAllowedWeights')],
  ),
  parameter('max_weights_limit', 'MaxWeightsLimit', SHARE, 'Once the greatest share of a single weight', [], {
    inert: true,
  }),
]
