import type { Entries } from '../entry.ts'

/** Crowdloans, from their creation to what becomes of them. */
export const CROWDLOAN: Entries = {
  'Crowdloan.DepositTooLow': {
    numbers: 'bounds',
    message: 'The first deposit is too low',
    why: 'The creator of a crowdloan puts in at least 10 TAO.',
    remedy: 'Give 10 TAO or more with `tao crowd create`.',
  },
  'Crowdloan.CapTooLow': {
    numbers: 'bounds',
    message: 'The cap is too low',
    why: 'It must be above the deposit of the creator, and cannot be set below what has been raised.',
    remedy: 'See what has been raised with `tao crowd info`, and give more.',
  },
  'Crowdloan.MinimumContributionTooLow': {
    numbers: 'bounds',
    message: 'The minimum contribution is too low',
    why: 'The chain wants it to be 0.1 TAO or more.',
    remedy: 'Give 0.1 TAO or more.',
  },
  'Crowdloan.MinimumContributionTooHigh': {
    numbers: 'bounds',
    message: 'The minimum contribution would exceed the maximum',
    why: 'The crowdloan has a maximum for each contributor.',
    remedy: 'See it with `tao crowd info`, and give less.',
  },
  'Crowdloan.MaximumContributionTooLow': {
    numbers: 'bounds',
    message: 'The maximum contribution is too low',
    why: 'It cannot be below the minimum, nor below what the creator has put in.',
    remedy: 'See both with `tao crowd info`, and give more.',
  },
  'Crowdloan.CannotEndInPast': {
    numbers: 'bounds',
    message: 'The crowdloan would end in the past',
    why: 'Its last block must be later than the present one.',
    remedy: 'Give a later block. A crowdloan runs for 50,400 blocks (7 days) or more.',
  },
  'Crowdloan.BlockDurationTooShort': {
    numbers: 'bounds',
    message: 'The crowdloan would be too short',
    why: 'It runs for at least 50,400 blocks (7 days of 12 seconds a block), counted from now.',
    remedy: 'Give a later end.',
  },
  'Crowdloan.BlockDurationTooLong': {
    numbers: 'bounds',
    message: 'The crowdloan would be too long',
    why: 'It runs for at most 432,000 blocks (60 days of 12 seconds a block), counted from now.',
    remedy: 'Give an earlier end.',
  },
  'Crowdloan.InsufficientBalance': {
    code: 'insufficient_balance',
    numbers: 'funds',
    message: 'Not enough free TAO for the crowdloan',
    why: 'Deposits and contributions come out of the free balance of the coldkey.',
    remedy: 'See what is free with `tao wallet balance`, and give less.',
  },
  'Crowdloan.Overflow': {
    message: 'The crowdloan can count no further',
    why: 'A number of it would be greater than the chain can hold, which should not happen.',
    remedy: 'Give less, or tell those who run {network}.',
  },
  'Crowdloan.Underflow': {
    message: 'The numbers of the crowdloan contradict each other',
    why: 'One of them would fall below zero, which should not happen.',
    remedy: 'Look at it with `tao crowd info`, and tell those who run {network}.',
  },
  'Crowdloan.InvalidCrowdloanId': {
    message: 'There is no such crowdloan',
    why: 'It was never created or has been dissolved. A subnet can be leased only while a crowdloan is finalized.',
    remedy: 'See which there are with `tao crowd list`.',
  },
  'Crowdloan.CapRaised': {
    message: 'The crowdloan has raised all it wants',
    why: 'It takes no more than its cap.',
    remedy: 'Look for another one with `tao crowd list`.',
  },
  'Crowdloan.CapNotRaised': {
    numbers: 'holdings',
    message: 'The crowdloan has not raised its cap',
    why: 'It can be finalized only when it has raised all of it, to the rao.',
    remedy: 'Wait for contributions, or lower the cap with `tao crowd update`.',
  },
  'Crowdloan.ContributionPeriodEnded': {
    message: 'The crowdloan takes no more contributions',
    why: 'Its last block has passed.',
    remedy: 'Look for another one with `tao crowd list`.',
  },
  'Crowdloan.ContributionPeriodNotEnded': {
    numbers: 'wait',
    message: 'The crowdloan still takes contributions',
    why: 'Older runtimes wait for its end first. Runtime 425 no longer gives this error.',
    remedy: 'Wait until its last block has passed. See `tao crowd info`.',
  },
  'Crowdloan.ContributionTooLow': {
    numbers: 'bounds',
    message: 'The contribution is too small',
    why: 'The creator of the crowdloan has set a minimum.',
    remedy: 'See it with `tao crowd info`, and give more.',
  },
  'Crowdloan.MaxContributionReached': {
    numbers: 'bounds',
    message: 'You have contributed all that one may',
    why: 'The creator of the crowdloan has set a maximum for each contributor.',
    remedy: 'Nothing more can be given from this coldkey. See `tao crowd info`.',
  },
  'Crowdloan.MaxContributorsReached': {
    numbers: 'bounds',
    message: 'The crowdloan has as many contributors as it can have',
    why: 'The chain allows 500, and takes nothing more once they are there.',
    remedy: 'Look for another one with `tao crowd list`.',
  },
  'Crowdloan.NoContribution': {
    message: 'Nothing in the crowdloan is yours',
    why: 'This coldkey has put nothing in, or has got it back already.',
    remedy: 'See who has contributed with `tao crowd contributors`.',
  },
  'Crowdloan.DepositCannotBeWithdrawn': {
    message: 'The first deposit stays in',
    why: 'The creator can take back what came on top of it. The deposit comes back when the crowdloan is dissolved.',
    remedy: 'Refund the contributors with `tao crowd refund`, then remove it with `tao crowd dissolve`.',
  },
  'Crowdloan.InvalidOrigin': {
    message: 'Only the creator of the crowdloan may do that',
    why: 'The signing coldkey is not the one that created it.',
    remedy: 'See the creator with `tao crowd info`, and sign with that coldkey.',
  },
  'Crowdloan.AlreadyFinalized': {
    message: 'The crowdloan is finalized',
    why: 'What it raised has been used. Nothing about it can be changed or taken back.',
    remedy: 'See what became of it with `tao crowd info`.',
  },
  'Crowdloan.NotReadyToDissolve': {
    message: 'There are contributions of others in the crowdloan',
    why: 'It can be dissolved when nobody but its creator has TAO in it.',
    remedy: 'Refund them first with `tao crowd refund`.',
  },
  'Crowdloan.CallUnavailable': {
    message: 'The call of the crowdloan is gone',
    why: 'What was to be done at the end was stored on chain apart, and is not there any more.',
    remedy: 'Refund the contributors with `tao crowd refund`: what was to be done cannot be done any more.',
  },
  'Crowdloan.InvalidFinalizationConfig': {
    message: 'A crowdloan ends either in a call or in a transfer',
    why: 'Exactly one of the two must be given: the call to make, or the address to send the TAO to.',
    remedy: 'Give `tao crowd create` one of --target, --subnet-lease and --call.',
  },
}
