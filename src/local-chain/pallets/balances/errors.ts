import { errorsOf } from '../../runtime/dispatch-error.ts'

/** Errors of the Balances pallet. Reference: pallet_balances Error. */
export const BalancesErrors = errorsOf('Balances', [
  'VestingBalance',
  'LiquidityRestrictions',
  'InsufficientBalance',
  'ExistentialDeposit',
  'Expendability',
  'ExistingVestingSchedule',
  'DeadAccount',
  'TooManyReserves',
  'TooManyHolds',
  'TooManyFreezes',
  'IssuanceDeactivated',
  'DeltaZero',
])
