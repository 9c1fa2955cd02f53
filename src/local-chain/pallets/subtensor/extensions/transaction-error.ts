/**
 * The numbers by which the pool says why it does not take a transaction. Reference: common/src/transaction_error.rs and the
 * conversion in extensions/subtensor.rs.
 */
import type { DispatchError } from '../../../runtime/dispatch-error.ts'
import { customInvalid, type TransactionInvalid } from '../../../runtime/validity.ts'
import { errors } from '../errors.ts'

export const CustomTransactionError = {
  ColdkeyInSwapSchedule: 0,
  StakeAmountTooLow: 1,
  BalanceTooLow: 2,
  SubnetNotExists: 3,
  HotkeyAccountDoesntExist: 4,
  NotEnoughStakeToWithdraw: 5,
  RateLimitExceeded: 6,
  InsufficientLiquidity: 7,
  SlippageTooHigh: 8,
  TransferDisallowed: 9,
  HotKeyNotRegisteredInNetwork: 10,
  InvalidIpAddress: 11,
  ServingRateLimitExceeded: 12,
  InvalidPort: 13,
  ZeroMaxAmount: 14,
  InvalidRevealRound: 15,
  CommitNotFound: 16,
  CommitBlockNotInRevealRange: 17,
  InputLengthsUnequal: 18,
  UidNotFound: 19,
  EvmKeyAssociateRateLimitExceeded: 20,
  ColdkeySwapDisputed: 21,
  InvalidRealAccount: 22,
  FailedShieldedTxParsing: 23,
  InvalidShieldedTxPubKeyHash: 24,
  NonAssociatedColdKey: 25,
  DelegateTakeTooLow: 26,
  DelegateTakeTooHigh: 27,
  BadRequest: 255,
} as const

const codes: ReadonlyMap<DispatchError, number> = new Map<DispatchError, number>([
  [errors.AmountTooLow, CustomTransactionError.StakeAmountTooLow],
  [errors.NotEnoughStakeToSetWeights, CustomTransactionError.StakeAmountTooLow],
  [errors.SubnetNotExists, CustomTransactionError.SubnetNotExists],
  [errors.NotEnoughBalanceToStake, CustomTransactionError.BalanceTooLow],
  [errors.HotKeyAccountNotExists, CustomTransactionError.HotkeyAccountDoesntExist],
  [errors.NotEnoughStakeToWithdraw, CustomTransactionError.NotEnoughStakeToWithdraw],
  [errors.InsufficientLiquidity, CustomTransactionError.InsufficientLiquidity],
  [errors.SlippageTooHigh, CustomTransactionError.SlippageTooHigh],
  [errors.TransferDisallowed, CustomTransactionError.TransferDisallowed],
  [errors.HotKeyNotRegisteredInNetwork, CustomTransactionError.HotKeyNotRegisteredInNetwork],
  [errors.InvalidIpAddress, CustomTransactionError.InvalidIpAddress],
  [errors.ServingRateLimitExceeded, CustomTransactionError.ServingRateLimitExceeded],
  [errors.InvalidPort, CustomTransactionError.InvalidPort],
  [errors.NonAssociatedColdKey, CustomTransactionError.NonAssociatedColdKey],
  [errors.DelegateTakeTooLow, CustomTransactionError.DelegateTakeTooLow],
  [errors.DelegateTakeTooHigh, CustomTransactionError.DelegateTakeTooHigh],
  [errors.InputLengthsUnequal, CustomTransactionError.InputLengthsUnequal],
  [errors.NoWeightsCommitFound, CustomTransactionError.CommitNotFound],
  [errors.RevealTooEarly, CustomTransactionError.CommitBlockNotInRevealRange],
  [errors.InvalidRevealRound, CustomTransactionError.InvalidRevealRound],
  [errors.CommittingWeightsTooFast, CustomTransactionError.RateLimitExceeded],
  [errors.SettingWeightsTooFast, CustomTransactionError.RateLimitExceeded],
  [errors.NetworkTxRateLimitExceeded, CustomTransactionError.RateLimitExceeded],
  [errors.HotKeyNotRegisteredInSubNet, CustomTransactionError.UidNotFound],
  [errors.EvmKeyAssociateRateLimitExceeded, CustomTransactionError.EvmKeyAssociateRateLimitExceeded],
  [errors.ColdkeySwapAnnounced, CustomTransactionError.ColdkeyInSwapSchedule],
  [errors.ColdkeySwapDisputed, CustomTransactionError.ColdkeySwapDisputed],
])

/** A refusal by a guard as the pool tells it. */
export const validityOf = (refusal: DispatchError): TransactionInvalid =>
  customInvalid(codes.get(refusal) ?? CustomTransactionError.BadRequest)
