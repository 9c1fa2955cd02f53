import type { Entries } from '../entry.ts'

/** Delegate takes, children, root claims. */
export const DELEGATION: Entries = {
  'SubtensorModule.HotKeyAlreadyDelegate': {
    message: '{Hotkey} takes stake from others already',
    why: 'Every hotkey does nowadays. Only older runtimes have a step to become a delegate.',
    remedy: 'Nothing needs to be done. See it with `tao delegate list`.',
  },
  'SubtensorModule.DelegateTakeTooLow': {
    numbers: 'bounds',
    message: 'The take cannot be set to that',
    why: 'A raised take must be above the present one, a lowered one below it, and both at least the minimum of the chain.',
    remedy: 'See the present take with `tao delegate list`, then choose with `tao delegate take`.',
  },
  'SubtensorModule.DelegateTakeTooHigh': {
    numbers: 'bounds',
    message: 'The take is above what the chain allows',
    why: 'The chain has a maximum take for delegates: 18 %, unless it was changed.',
    remedy: 'Choose a lower one with `tao delegate take`.',
  },
  'SubtensorModule.DelegateTxRateLimitExceeded': {
    numbers: 'wait',
    message: 'The take of {hotkey} was changed a short while ago',
    why: 'A take may be raised once in a while only: every 30 days, unless the chain was set otherwise.',
    remedy: 'Wait until then. A take may be lowered at any time with `tao delegate take`.',
  },

  'SubtensorModule.InvalidChild': {
    message: 'A hotkey cannot be its own child',
    why: 'The list of children names the parent hotkey itself.',
    remedy: 'Leave it out. See the children there are with `tao stake child get`.',
  },
  'SubtensorModule.DuplicateChild': {
    message: 'The list names a child twice',
    why: 'Each child has one share of the stake of its parent.',
    remedy: 'Name each child once with `tao stake child set`, its shares added up.',
  },
  'SubtensorModule.ProportionOverflow': {
    numbers: 'bounds',
    message: 'The children get more than the whole',
    why: 'The shares of all children of a hotkey on a subnet add up to 1 at most.',
    remedy: 'Give smaller shares with `tao stake child set`.',
  },
  'SubtensorModule.TooManyChildren': {
    numbers: 'bounds',
    message: 'A hotkey has at most five children on a subnet',
    why: 'The list of children that was sent is longer than that.',
    remedy: 'Choose five, and set them with `tao stake child set`.',
  },
  'SubtensorModule.NotEnoughStakeToSetChildkeys': {
    code: 'insufficient_balance',
    numbers: 'holdings',
    message: '{Hotkey} has too little stake to have children',
    why: 'Its stake on all subnets must reach the stake threshold of the chain, unless it is the hotkey of the subnet owner.',
    remedy: 'Stake more with `tao stake add`. Children can be revoked without that stake.',
  },
  'SubtensorModule.ChildParentInconsistency': {
    message: 'A hotkey would be both child and parent of {hotkey}',
    why: 'On one subnet, a hotkey stands either above another one or below it.',
    remedy: 'See who stands where with `tao stake child get --netuid {netuid}`, and leave the parents out.',
  },
  'SubtensorModule.InvalidChildkeyTake': {
    numbers: 'bounds',
    message: 'The take of a child cannot be that',
    why: 'It lies between the minimum of the chain or the subnet and the maximum of the chain (18 %, unless changed).',
    remedy: 'Choose one in between with `tao stake child take`.',
  },
  'SubtensorModule.TxChildkeyTakeRateLimitExceeded': {
    numbers: 'wait',
    message: 'The take of this child was changed a short while ago',
    why: 'It may be raised once in a while only: every 30 days on a subnet, unless the chain was set otherwise.',
    remedy: 'Wait until then. The take may be lowered at any time with `tao stake child take`.',
  },

  'SubtensorModule.InvalidSubnetNumber': {
    numbers: 'bounds',
    message: 'That is not a number of subnets to claim from',
    why: 'A claim of root dividends names one to five subnets. A list of subnets to keep alpha of cannot be empty.',
    remedy: 'Name up to five subnets a time with `tao root claim`.',
  },
  'SubtensorModule.InvalidNumRootClaim': {
    numbers: 'bounds',
    message: 'That many root claims a block are not allowed',
    why: 'The chain makes claims by itself for up to 50 coldkeys a block.',
    remedy: 'Give a number from 0 to 50.',
  },
  'SubtensorModule.InvalidRootClaimThreshold': {
    numbers: 'bounds',
    message: 'The threshold for root claims is too high',
    why: 'Root dividends below a threshold are left until there is more. It cannot be above 10,000,000 rao (0.01 alpha).',
    remedy: 'Give 10000000 or less.',
  },
}
