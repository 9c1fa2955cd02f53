import type { Entries } from '../entry.ts'

/** TAO on accounts: what may be spent, and what an account needs to live. */
export const BALANCES: Entries = {
  'Balances.InsufficientBalance': {
    code: 'insufficient_balance',
    numbers: 'funds',
    message: 'Not enough free TAO on {account}',
    why: 'What is reserved or frozen does not count as free.',
    remedy: 'See what is free with `tao wallet balance`, and take less.',
  },
  'Balances.LiquidityRestrictions': {
    code: 'insufficient_balance',
    numbers: 'funds',
    message: 'Some of the TAO on {account} is frozen',
    why: 'The free balance would fall below what is frozen on it.',
    remedy: 'See what is free with `tao wallet balance`, and take less.',
  },
  'Balances.VestingBalance': {
    code: 'insufficient_balance',
    numbers: 'funds',
    message: 'Some of the TAO on {account} is still vesting',
    why: 'What is vesting cannot be sent before its time. Subtensor chains have no vesting, so this one differs.',
    remedy: 'See what is free with `tao wallet balance`, and take less.',
  },
  'Balances.ExistentialDeposit': {
    numbers: 'bounds',
    message: 'The amount is too small to open an account',
    why: 'An account exists while it has at least 500 rao (0.0000005 TAO).',
    remedy: 'Send 500 rao or more.',
  },
  'Balances.Expendability': {
    code: 'insufficient_balance',
    numbers: 'funds',
    message: '{Account} would cease to exist',
    why: 'With less than 500 rao (0.0000005 TAO) an account is removed. This transfer promised to keep it alive.',
    remedy: 'Leave 500 rao and the fee on it. See what is free with `tao wallet balance`.',
  },
  'Balances.ExistingVestingSchedule': {
    message: '{Account} has a vesting schedule already',
    why: 'An account has one at most. Subtensor chains have no vesting, so this one differs.',
    remedy: 'Use another account.',
  },
  'Balances.DeadAccount': {
    message: '{Account} does not exist',
    why: 'Reserved TAO can go only to an account that has at least 500 rao already.',
    remedy: 'Send it some TAO first with `tao wallet transfer`.',
  },
  'Balances.TooManyReserves': {
    message: 'Too much is reserved on {account} for too many purposes',
    why: 'An account has at most 50 named reserves.',
    remedy: 'Release some of them first: deposits for proxies, for example, with `tao proxy remove`.',
  },
  'Balances.TooManyHolds': {
    message: 'TAO on {account} is held for too many purposes',
    why: 'There are as many holds on an account as the chain has reasons for one.',
    remedy: 'Release one of them first.',
  },
  'Balances.TooManyFreezes': {
    message: 'TAO on {account} is frozen for too many purposes',
    why: 'There are at most 50 freezes on an account.',
    remedy: 'Release one of them first.',
  },
  'Balances.IssuanceDeactivated': {
    message: 'Less TAO would be issued than is inactive',
    why: 'The issuance cannot be lowered below the part of it that does not take part.',
    remedy: 'Lower it by less.',
  },
  'Balances.DeltaZero': {
    numbers: 'bounds',
    message: 'The issuance would not change',
    why: 'Changing it by 0 is refused.',
    remedy: 'Give an amount above 0.',
  },

  'Token.FundsUnavailable': {
    code: 'insufficient_balance',
    numbers: 'funds',
    message: 'Not enough free TAO on {account}',
    why: 'What is reserved or frozen does not count as free, and the fee is taken before.',
    remedy: 'See what is free with `tao wallet balance`, and take less or send TAO to it first.',
  },
  'Token.OnlyProvider': {
    code: 'insufficient_balance',
    numbers: 'funds',
    message: '{Account} would cease to exist while it is needed',
    why: 'Something on the chain depends on the account, so it must keep 500 rao (0.0000005 TAO).',
    remedy: 'Leave 500 rao on it. See what is free with `tao wallet balance`.',
  },
  'Token.BelowMinimum': {
    numbers: 'bounds',
    message: 'The amount is too small to open an account',
    why: 'The recipient has no account yet, and one needs at least 500 rao (0.0000005 TAO) to begin with.',
    remedy: 'Send 500 rao or more.',
  },
  'Token.CannotCreate': {
    message: 'The account cannot be opened',
    why: 'What it would get does not suffice for an account, or the chain cannot keep one for it.',
    remedy: 'Send it 500 rao or more with `tao wallet transfer` first.',
  },
  'Token.UnknownAsset': {
    message: 'The chain does not know that token',
    why: 'It has TAO and the alpha of its subnets. The call asked for something else.',
    remedy: 'List the subnets with `tao subnets list`.',
  },
  'Token.Frozen': {
    code: 'insufficient_balance',
    numbers: 'funds',
    message: 'Some of the TAO on {account} is frozen',
    why: 'It is there, but may not be moved as long as something holds it.',
    remedy: 'See what is free with `tao wallet balance`, and take less.',
  },
  'Token.Unsupported': {
    message: 'The chain cannot do that with its token',
    why: 'The call asked for something that the keeping of balances does not offer.',
    remedy: 'Find another way with `tao --help`.',
  },
  'Token.CannotCreateHold': {
    message: 'No deposit can be taken from {account}',
    why: 'TAO can be held only on an account that lives on by what remains, for as many purposes as the chain knows.',
    remedy: 'Leave more TAO on it. See what is free with `tao wallet balance`.',
  },
  'Token.NotExpendable': {
    code: 'insufficient_balance',
    numbers: 'funds',
    message: '{Account} would cease to exist',
    why: 'With less than 500 rao (0.0000005 TAO) an account is removed. This call promised to keep it alive.',
    remedy: 'Leave 500 rao on it. To empty an account on purpose, see `tao wallet transfer --help`.',
  },
  'Token.Blocked': {
    message: '{Account} takes no TAO',
    why: 'The account has been blocked from receiving.',
    remedy: 'Ask the recipient for another address.',
  },
}
