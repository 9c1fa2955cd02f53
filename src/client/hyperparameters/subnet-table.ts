/** The parameters of a subnet, and what else its owner may do every so often. */
import { limited } from './declare.ts'
import type { Parameter, Setter } from './parameter.ts'
import { EPOCHS, WEIGHTS } from './subnet-epochs.ts'
import { NEURONS } from './subnet-neurons.ts'
import { OWNERSHIP, POOL } from './subnet-pool.ts'

export const SUBNET_PARAMETERS: readonly Parameter[] = [...EPOCHS, ...WEIGHTS, ...NEURONS, ...POOL, ...OWNERSHIP]

/** What the owner may set every so often beside the parameters. */
export const EMISSION_SPLIT: Setter = {
  call: 'AdminUtils.sudo_set_mechanism_emission_split',
  args: ['maybe_split'],
  by: 'either',
  window: 'all',
  ...limited(8, { normal: 7200, fast: 1 }),
}
export const TRIM: Setter = {
  call: 'AdminUtils.sudo_trim_to_max_allowed_uids',
  args: ['max_n'],
  by: 'either',
  window: 'all',
  ...limited(9, { normal: 216_000, fast: 1 }),
}
export const TRIGGER_EPOCH: Setter = {
  call: 'SubtensorModule.trigger_epoch',
  args: [],
  by: 'owner',
  window: 'none',
  limit: { kind: 'parameter', key: 'TriggerEpoch' },
}
