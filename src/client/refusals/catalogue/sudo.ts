import type { Entries } from '../entry.ts'

/** Parameters of subnets and of the chain, and who may set them. */
export const SUDO: Entries = {
  'Sudo.RequireSudo': {
    message: 'The signing key is not the sudo key of {network}',
    why: 'Parameters of the whole chain are set by one key, which the chain names.',
    remedy: 'Sign with the sudo key. On a local chain that is Alice. See what owners may set: `tao sudo --help`.',
  },

  'AdminUtils.SubnetDoesNotExist': {
    message: '{Subnet} does not exist',
    why: 'Its parameters cannot be set, as there is no subnet with that netuid on {network}.',
    remedy: 'List the subnets with `tao subnets list`.',
  },
  'AdminUtils.MaxValidatorsLargerThanMaxUIds': {
    numbers: 'bounds',
    message: '{Subnet} cannot have more validators than UIDs',
    why: 'max_allowed_validators may be as high as max_allowed_uids, not higher.',
    remedy: 'See both with `tao sudo get --netuid {netuid}`, and give less.',
  },
  'AdminUtils.MaxAllowedUIdsLessThanCurrentUIds': {
    numbers: 'bounds',
    message: '{Subnet} has more neurons than that',
    why: 'max_allowed_uids cannot be set below the number of neurons there are. They can be trimmed first.',
    remedy: 'Give more, or trim the subnet first: `tao sudo --help`.',
  },
  'AdminUtils.BondsMovingAverageMaxReached': {
    numbers: 'bounds',
    message: 'The moving average of bonds cannot be that high',
    why: 'An owner may set bonds_moving_avg up to 975,000, the sudo key to more.',
    remedy: 'Give 975000 or less.',
  },
  'AdminUtils.NegativeSigmoidSteepness': {
    numbers: 'bounds',
    message: 'An owner cannot set a negative steepness',
    why: 'alpha_sigmoid_steepness below 0 turns liquid alpha around; only the sudo key may do that.',
    remedy: 'Give 0 or more.',
  },
  'AdminUtils.ValueNotInBounds': {
    numbers: 'bounds',
    message: 'The value is out of bounds',
    why: [
      'min_burn must be below 1 TAO and below max_burn; max_burn must be above 0.1 TAO and above min_burn.',
      'A block runs at least one epoch (max_epochs_per_block).',
    ],
    remedy: 'See the present values with `tao sudo get --netuid {netuid}`, and give one in between.',
  },
  'AdminUtils.MinAllowedUidsGreaterThanCurrentUids': {
    numbers: 'bounds',
    message: '{Subnet} has too few neurons for that minimum',
    why: 'min_allowed_uids must be below the number of neurons there are.',
    remedy: 'See their number with `tao subnets show --netuid {netuid}`, and give less.',
  },
  'AdminUtils.MinAllowedUidsGreaterThanMaxAllowedUids': {
    numbers: 'bounds',
    message: 'The minimum of UIDs would reach the maximum',
    why: 'min_allowed_uids must be below max_allowed_uids.',
    remedy: 'See both with `tao sudo get --netuid {netuid}`, and give less.',
  },
  'AdminUtils.MaxAllowedUidsLessThanMinAllowedUids': {
    numbers: 'bounds',
    message: 'The maximum of UIDs would be below the minimum',
    why: 'max_allowed_uids must be at least min_allowed_uids.',
    remedy: 'See both with `tao sudo get --netuid {netuid}`, and give more.',
  },
  'AdminUtils.MaxAllowedUidsGreaterThanDefaultMaxAllowedUids': {
    numbers: 'bounds',
    message: 'A subnet cannot have that many UIDs',
    why: 'The chain allows 256 on a subnet, all mechanisms together.',
    remedy: 'Give 256 or less.',
  },
  'AdminUtils.InvalidValue': {
    numbers: 'bounds',
    message: 'The parameter cannot have that value',
    why: [
      'burn_half_life is 1 to 36,100 blocks, burn_increase_mult 1 to 3, the exponent of TAO flow 1 to 2.',
      'The minimum take of children lies between the minimum and the maximum of the chain.',
    ],
    remedy: 'See the present value with `tao sudo get --netuid {netuid}`, and give one in bounds.',
  },
  'AdminUtils.NotPermittedOnRootSubnet': {
    message: 'The root network does not have that parameter',
    why: 'Prices of registration, owner cuts and emission are for subnets.',
    remedy: 'Name a subnet other than 0 with --netuid.',
  },
  'AdminUtils.POWRegistrationDisabled': {
    message: 'Registration by proof of work was abolished',
    why: 'Hotkeys are registered for TAO on every subnet, so there is nothing to switch on or off.',
    remedy: 'Register with `tao subnets register --netuid {netuid}`.',
  },
  'AdminUtils.Deprecated': {
    message: 'The chain has given that call up',
    why: 'It remains so that old programs get this answer: the issuance cannot be set by hand.',
    remedy: 'Nothing can be done with it. See what can be set with `tao sudo --help`.',
  },

  'SubtensorModule.AdminActionProhibitedDuringWeightsWindow': {
    numbers: 'wait',
    message: 'The epoch of {subnet} is too near to change anything',
    why: 'In the last blocks before an epoch nobody may change a subnet, so that validators know what their weights meet.',
    remedy: 'Try again after the epoch. See when with `tao subnets show --netuid {netuid}`.',
  },
  'SubtensorModule.ActivityCutoffTooLow': {
    numbers: 'bounds',
    message: 'The activity cutoff is too low',
    why: 'The chain wants at least 360 blocks, unless it was set otherwise, before a silent validator stops to count.',
    remedy: 'Give more with `tao sudo set --netuid {netuid}`.',
  },
  'SubtensorModule.LiquidAlphaDisabled': {
    message: '{Subnet} does not use liquid alpha',
    why: 'The bounds of alpha mean something only where liquid alpha is switched on.',
    remedy: 'Switch it on first: liquid_alpha_enabled, with `tao sudo set --netuid {netuid}`.',
  },
  'SubtensorModule.AlphaHighTooLow': {
    numbers: 'bounds',
    message: 'The upper bound of alpha is too low',
    why: 'alpha_high is at least 1,638 of 65,535 (0.025).',
    remedy: 'Give more with `tao sudo set --netuid {netuid}`.',
  },
  'SubtensorModule.AlphaLowOutOfRange': {
    numbers: 'bounds',
    message: 'The lower bound of alpha is out of bounds',
    why: 'alpha_low is at least 1,638 of 65,535 (0.025) and at most alpha_high.',
    remedy: 'Give one in between with `tao sudo set --netuid {netuid}`.',
  },
  'SubtensorModule.InvalidValue': {
    numbers: 'bounds',
    message: 'The parameter cannot have that value',
    why: [
      'A subnet has 1 to 16 mechanisms, as the chain allows; shares of emission are one for each at most, 65,535 together.',
      'Trimming stays between min_allowed_uids and max_allowed_uids.',
      'Immune UIDs of an owner stay within what the chain sets.',
    ],
    remedy: 'See the present value with `tao sudo get --netuid {netuid}`, and give one in bounds.',
  },
  'SubtensorModule.TooManyUIDsPerMechanism': {
    numbers: 'bounds',
    message: 'Too many UIDs for that many mechanisms',
    why: 'max_allowed_uids times the number of mechanisms cannot exceed 256.',
    remedy: 'Trim the subnet or take fewer mechanisms. See both with `tao sudo get --netuid {netuid}`.',
  },
  'SubtensorModule.RevealPeriodTooLarge': {
    numbers: 'bounds',
    message: 'The reveal period is too long',
    why: 'Commits are revealed after 100 epochs at most.',
    remedy: 'Give a number of epochs from 1 to 100.',
  },
  'SubtensorModule.RevealPeriodTooSmall': {
    numbers: 'bounds',
    message: 'The reveal period is too short',
    why: 'Commits are revealed after one epoch at least.',
    remedy: 'Give a number of epochs from 1 to 100.',
  },
  'SubtensorModule.TrimmingWouldExceedMaxImmunePercentage': {
    numbers: 'bounds',
    message: 'Trimming would leave too many immune neurons',
    why: 'Immune neurons cannot be trimmed, and must stay below 80 % of those that are left.',
    remedy: 'Leave more UIDs, or wait until some have lost their immunity.',
  },
  'SubtensorModule.VotingPowerTrackingNotEnabled': {
    message: '{Subnet} does not track voting power',
    why: 'What is not switched on cannot be switched off.',
    remedy: 'Nothing needs to be done.',
  },
  'SubtensorModule.InvalidVotingPowerEmaAlpha': {
    numbers: 'bounds',
    message: 'The weight of the newest voting power is above 1',
    why: 'It is given in units of 10^-18, so 10^18 is the whole.',
    remedy: 'Give 1000000000000000000 or less.',
  },
}
