/** Who may be a neuron, and at what price. Reference: pallets/admin-utils/src/lib.rs */
import { FLAG, owner, parameter, root, SHARE, TAO, U64, u16, u64 } from './declare.ts'
import type { Parameter } from './parameter.ts'

export const NEURONS: readonly Parameter[] = [
  parameter(
    'registration_allowed',
    'NetworkRegistrationAllowed',
    FLAG,
    'Whether neurons can register; without it the subnet emits nothing',
    [root('network_registration_allowed', 'registration_allowed')],
  ),
  parameter('min_burn', 'MinBurn', TAO, 'The least that a registration costs', [
    owner('min_burn', 'min_burn', 'MinBurn', { max: 999_999_999n }),
  ]),
  parameter('max_burn', 'MaxBurn', TAO, 'The most that a registration costs', [
    owner('max_burn', 'max_burn', 'MaxBurn', { min: 100_000_001n }),
  ]),
  parameter(
    'burn_half_life',
    'BurnHalfLife',
    u16('blocks'),
    'Blocks in which the price of a registration falls by half',
    [owner('burn_half_life', 'burn_half_life', 'BurnHalfLife', { min: 1n, max: 36_100n })],
  ),
  parameter(
    'burn_increase_mult',
    'BurnIncreaseMult',
    { kind: 'fixed', fracBits: 64, bits: 128, signed: false },
    'By how much a registration raises the price of the next',
    [owner('burn_increase_mult', 'burn_increase_mult', 'BurnIncreaseMult', { min: 1n << 64n, max: 3n << 64n })],
  ),
  parameter(
    'immunity_period',
    'ImmunityPeriod',
    u16('blocks'),
    'Blocks after its registration in which a neuron is not pruned',
    [owner('immunity_period', 'immunity_period', 'ImmunityPeriod')],
  ),
  parameter(
    'owner_immune_neuron_limit',
    'ImmuneOwnerUidsLimit',
    u16('neurons'),
    "How many of the owner's neurons are never pruned",
    [owner('owner_immune_neuron_limit', 'immune_neurons', 'ImmuneNeuronLimit', { min: 1n, max: 10n })],
    { aliases: ['immune_neuron_limit'] },
  ),
  parameter(
    'min_non_immune_uids',
    'MinNonImmuneUids',
    u16('neurons'),
    'While not more are beyond immunity, an immune neuron is pruned',
    [root('min_non_immune_uids', 'min')],
  ),
  parameter(
    'max_allowed_uids',
    'MaxAllowedUids',
    u16('neurons'),
    'How many neurons there may be',
    [owner('max_allowed_uids', 'max_allowed_uids', 'MaxAllowedUids', { max: 256n })],
    { aliases: ['max_uids'] },
  ),
  parameter('min_allowed_uids', 'MinAllowedUids', u16('neurons'), 'How low the number of places may be set', [
    root('min_allowed_uids', 'min_allowed_uids', 'all'),
  ]),
  parameter('max_validators', 'MaxAllowedValidators', u16('neurons'), 'How many neurons have a validator permit', [
    root('max_allowed_validators', 'max_allowed_validators', 'all'),
  ]),
  parameter('serving_rate_limit', 'ServingRateLimit', u64('blocks'), 'Blocks between two announcements of an axon', [
    owner('serving_rate_limit', 'serving_rate_limit', 'ServingRateLimit'),
  ]),
  parameter(
    'min_childkey_take',
    'MinChildkeyTakePerSubnet',
    SHARE,
    'The least that a child keeps of its parents’ dividends',
    [owner('min_childkey_take_per_subnet', 'take', 'MinChildkeyTake', { max: 11_796n })],
  ),
  parameter(
    'target_regs_per_interval',
    'TargetRegistrationsPerInterval',
    u16('registrations'),
    'Registrations in an interval; for root only',
    [root('target_registrations_per_interval', 'target_registrations_per_interval', 'all')],
  ),
  parameter(
    'max_regs_per_block',
    'MaxRegistrationsPerBlock',
    u16('registrations'),
    'Registrations in a block; for root only',
    [root('max_registrations_per_block', 'max_registrations_per_block', 'all')],
  ),
  parameter(
    'adjustment_interval',
    'AdjustmentInterval',
    u16('blocks'),
    'Once how often prices were adjusted',
    [root('adjustment_interval', 'adjustment_interval')],
    { inert: true },
  ),
  parameter(
    'adjustment_alpha',
    'AdjustmentAlpha',
    { kind: 'share', whole: U64, bits: 64 },
    'Once how slowly prices were adjusted',
    [owner('adjustment_alpha', 'adjustment_alpha', 'AdjustmentAlpha')],
    { inert: true },
  ),
  parameter(
    'difficulty',
    'Difficulty',
    u64(''),
    'Once the proof of work of a registration',
    [root('difficulty', 'difficulty', 'all')],
    { inert: true },
  ),
  parameter(
    'min_difficulty',
    'MinDifficulty',
    u64(''),
    'Once its least',
    [root('min_difficulty', 'min_difficulty', 'all')],
    { inert: true },
  ),
  parameter(
    'max_difficulty',
    'MaxDifficulty',
    u64(''),
    'Once its most',
    [owner('max_difficulty', 'max_difficulty', 'MaxDifficulty')],
    { inert: true },
  ),
]
