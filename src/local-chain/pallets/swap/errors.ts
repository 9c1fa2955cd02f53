import { errorsOf } from '../../runtime/dispatch-error.ts'

/** Errors of the Swap pallet, in the order of their indices. Reference: pallets/swap/src/pallet/mod.rs. */
export const SwapErrors = errorsOf('Swap', [
  'FeeRateTooHigh',
  'InsufficientInputAmount',
  'InsufficientLiquidity',
  'PriceLimitExceeded',
  'InsufficientBalance',
  'InvalidTickRange',
  'InvalidLiquidityValue',
  'ReservesTooLow',
  'MechanismDoesNotExist',
  'SubtokenDisabled',
  'ReservesOutOfBalance',
  'SwapInputTooLarge',
  'Deprecated',
])
