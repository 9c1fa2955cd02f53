/** What a file with an epoch may hold: one list, from which the readers, the help and the messages come. */

/** One value for each UID. */
export interface VectorField {
  readonly name: string
  /** The column in CSV. */
  readonly column: string
  readonly summary: string
  /** What stands for a list that is left out; undefined where it is needed. */
  readonly default: string | undefined
}

export const VECTORS = [
  { name: 'stakes', column: 'stake', summary: 'alpha', default: undefined },
  { name: 'validator_permits', column: 'validator_permit', summary: 'true or false', default: 'true' },
  {
    name: 'last_updates',
    column: 'last_update',
    summary: 'block of the last weights',
    default: 'block',
  },
  { name: 'registered_at', column: 'registered_at', summary: 'block of the registration', default: '0' },
  {
    name: 'committed_at',
    column: 'committed_at',
    summary: 'with commit-reveal the block of the oldest commit, or nothing',
    default: 'no commit-reveal',
  },
] as const satisfies readonly VectorField[]

/** A row for each UID, numbers up to 65535 in it. */
export interface MatrixField {
  readonly name: string
  /** Columns in CSV begin with it, and the UID follows: `w12`. */
  readonly column: string
  readonly summary: string
  readonly isNeeded: boolean
}

export const MATRICES = [
  { name: 'weights', column: 'w', summary: 'what each validator thinks of each server', isNeeded: true },
  { name: 'bonds', column: 'b', summary: 'as the last epoch stored them', isNeeded: false },
] as const satisfies readonly MatrixField[]

export type FieldKind = 'amount' | 'flag' | { readonly min: bigint; readonly max: bigint }

/** One value for the subnet. */
export interface ScalarField {
  readonly name: string
  readonly summary: string
  readonly kind: FieldKind
  /** What stands for it when it is left out, as the file would give it. Of hyperparameters what a new subnet has. */
  readonly default: string
}

const U16 = { min: 0n, max: 0xffffn }
const U64 = { min: 0n, max: 0xffff_ffff_ffff_ffffn }

export const SUBNET = [
  { name: 'emission', summary: 'alpha to share', kind: 'amount', default: '1' },
  { name: 'block', summary: 'the block of the epoch', kind: U64, default: '1000' },
  { name: 'last_epoch', summary: 'the block of the last epoch, 0 for none', kind: U64, default: '0' },
  { name: 'owner_uid', summary: 'the UID of the owner', kind: U16, default: 'none' },
  { name: 'stake_threshold', summary: 'alpha', kind: 'amount', default: '0' },
] as const satisfies readonly ScalarField[]

/** Under the names of `tao subnets hyperparameters`, in the chain's own units. */
export const HYPERPARAMETERS = [
  { name: 'tempo', summary: 'blocks', kind: U16, default: '360' },
  {
    name: 'activity_cutoff_factor',
    summary: 'thousandths of the tempo',
    kind: { min: 0n, max: 0xffff_ffffn },
    default: '13889',
  },
  { name: 'max_validators', summary: 'permits', kind: U16, default: '64' },
  { name: 'kappa', summary: 'of 65535', kind: U16, default: '32767' },
  { name: 'bonds_penalty', summary: 'of 65535', kind: U16, default: '65535' },
  { name: 'bonds_moving_avg', summary: 'millionths', kind: { min: 0n, max: 1_000_000n }, default: '900000' },
  { name: 'yuma3_enabled', summary: 'true or false', kind: 'flag', default: 'true' },
  { name: 'liquid_alpha_enabled', summary: 'true or false', kind: 'flag', default: 'false' },
  { name: 'alpha_low', summary: 'of 65535', kind: U16, default: '45875' },
  { name: 'alpha_high', summary: 'of 65535', kind: U16, default: '58982' },
  {
    name: 'alpha_sigmoid_steepness',
    summary: 'hundredths',
    kind: { min: -0x8000n, max: 0x7fffn },
    default: '1000',
  },
] as const satisfies readonly ScalarField[]

export const SCALARS = [...SUBNET, ...HYPERPARAMETERS] as const

export type VectorName = (typeof VECTORS)[number]['name']
export type MatrixName = (typeof MATRICES)[number]['name']
export type ScalarName = (typeof SCALARS)[number]['name']

export const NAMES: readonly string[] = [...VECTORS, ...MATRICES, ...SCALARS].map(({ name }) => name)
