import type { Entries } from '../entry.ts'

/** Subnets: making, starting, owning and leasing them, their epochs. */
export const SUBNETS: Entries = {
  'SubtensorModule.SubnetNotExists': {
    message: '{Subnet} does not exist',
    why: 'There is no subnet with that netuid on {network}. A subnet can be dissolved, and its netuid given to a new one.',
    remedy: 'List the subnets with `tao subnets list`.',
  },
  'SubtensorModule.NetworkTxRateLimitExceeded': {
    numbers: 'wait',
    message: 'A subnet was created a short while ago',
    why: 'The chain takes one new subnet in a number of blocks, whoever creates it.',
    remedy: 'Wait until then, and try again with `tao subnets create`.',
  },
  'SubtensorModule.CannotAffordLockCost': {
    code: 'insufficient_balance',
    numbers: 'funds',
    message: 'Not enough TAO for a new subnet',
    why: 'The coldkey pays the lock cost from its free balance. The cost doubles with each new subnet, then falls slowly.',
    remedy: 'See what is free with `tao wallet balance`. Wait until the cost has fallen, or send TAO to the coldkey.',
  },
  'SubtensorModule.SubnetLimitReached': {
    message: '{Network} has as many subnets as it can have',
    why: 'A new one takes the place of the one that does worst, but all of them are still immune.',
    remedy: 'Try again when one has lost its immunity. See `tao subnets list`.',
  },
  'SubtensorModule.AllNetworksInImmunity': {
    numbers: 'wait',
    message: 'No subnet can make room for a new one',
    why: 'All are within their immunity period. Runtime 425 reports that as SubnetLimitReached.',
    remedy: 'Try again when one has lost its immunity. See `tao subnets list`.',
  },
  'SubtensorModule.NotSubnetOwner': {
    message: 'The signing coldkey does not own {subnet}',
    why: 'The identity of a subnet is set by the coldkey that owns it.',
    remedy: 'See the owner with `tao subnets show --netuid {netuid}`, and sign with that coldkey.',
  },
  'SubtensorModule.FirstEmissionBlockNumberAlreadySet': {
    message: '{Subnet} has been started already',
    why: 'A subnet is started once. From then on it gets emission.',
    remedy: 'Nothing needs to be done. See it with `tao subnets show --netuid {netuid}`.',
  },
  'SubtensorModule.NeedWaitingMoreBlocksToStarCall': {
    numbers: 'wait',
    message: '{Subnet} cannot be started yet',
    why: 'The chain prescribes a number of blocks between the creation of a subnet and its start.',
    remedy: 'Wait until then, and start it with `tao subnets start --netuid {netuid}`.',
  },
  'SubtensorModule.InvalidIdentity': {
    numbers: 'bounds',
    message: 'The identity is not accepted',
    why: [
      'One of its fields is too long: names and discord take 256 bytes, most others 1,024, url and repository of a key 256.',
      'For the association of an EVM address it means that the signature is not one.',
    ],
    remedy: 'Shorten it, and set it again with `tao identity set`.',
  },
  'SubtensorModule.SymbolDoesNotExist': {
    message: 'That symbol is not one of the chain',
    why: 'Subnets choose their symbol from a list that the chain keeps, mostly letters of old and new alphabets.',
    remedy: 'See the symbols in use with `tao subnets list`, and choose another of their kind.',
  },
  'SubtensorModule.SymbolAlreadyInUse': {
    message: 'Another subnet has that symbol',
    why: 'Each subnet has a symbol of its own.',
    remedy: 'See the symbols in use with `tao subnets list`, and choose a free one.',
  },

  'SubtensorModule.TempoOutOfBounds': {
    numbers: 'bounds',
    message: 'The tempo cannot be that',
    why: 'An owner may set a tempo from 360 to 50,400 blocks.',
    remedy: 'Give one in between with `tao sudo set --netuid {netuid}`.',
  },
  'SubtensorModule.ActivityCutoffFactorMilliOutOfBounds': {
    numbers: 'bounds',
    message: 'The activity cutoff cannot be that',
    why: 'It is a factor on the tempo, in thousandths, from 1,000 to 50,000.',
    remedy: 'Give one in between with `tao sudo set --netuid {netuid}`.',
  },
  'SubtensorModule.EpochTriggerAlreadyPending': {
    numbers: 'wait',
    message: 'An epoch of {subnet} has been triggered already',
    why: 'The next one can be triggered when that has run.',
    remedy: 'Wait for it. See when with `tao subnets show --netuid {netuid}`.',
  },
  'SubtensorModule.AutoEpochAlreadyImminent': {
    numbers: 'wait',
    message: 'The next epoch of {subnet} is about to run anyway',
    why: 'It is fewer blocks away than the window in which owners may not change anything.',
    remedy: 'Wait for it. See when with `tao subnets show --netuid {netuid}`.',
  },
  'SubtensorModule.DynamicTempoBlockedByCommitReveal': {
    message: '{Subnet} uses commit and reveal, so its epochs cannot be triggered',
    why: 'Commits are readable at a time that was computed from the tempo. An epoch out of turn would lose weights.',
    remedy: 'Wait for the next epoch, or switch commit-reveal off first with `tao sudo set --netuid {netuid}`.',
  },
  'SubtensorModule.TxRateLimitExceeded': {
    numbers: 'wait',
    message: 'That was changed too short a while ago',
    why: [
      'The chain limits how often an owner may change each parameter of a subnet, or a parent its children.',
      'The limit counts from the last change that went through.',
    ],
    remedy: 'Wait until then, and put changes that belong together into one call.',
  },

  'SubtensorModule.InvalidLeaseBeneficiary': {
    message: 'Somebody else created the crowdloan',
    why: 'A subnet is leased when a crowdloan is finalized, and only for the account that created it.',
    remedy: 'Finalize it with the key of its creator: `tao crowd info` tells which.',
  },
  'SubtensorModule.LeaseCannotEndInThePast': {
    numbers: 'bounds',
    message: 'The lease would end before it begins',
    why: 'Its last block must be later than the block in which the crowdloan is finalized.',
    remedy: 'Create the crowdloan anew with a later end, or with none.',
  },
  'SubtensorModule.LeaseNetuidNotFound': {
    message: 'The subnet of the lease was not found',
    why: 'The chain made a subnet for the lease and could not find it again, which should not happen.',
    remedy: 'Look for it with `tao subnets list`, and tell those who run {network}.',
  },
  'SubtensorModule.LeaseDoesNotExist': {
    message: 'There is no such lease',
    why: 'It has never been made, or has ended.',
    remedy: 'See who owns the subnet with `tao subnets show --netuid {netuid}`.',
  },
  'SubtensorModule.LeaseHasNoEndBlock': {
    message: 'The lease has no end',
    why: 'It was made for ever: the subnet stays leased, and cannot pass to the beneficiary.',
    remedy: 'Nothing can be done about it.',
  },
  'SubtensorModule.LeaseHasNotEnded': {
    numbers: 'wait',
    message: 'The lease has not ended yet',
    why: 'The subnet passes to the beneficiary at the last block of the lease, not before.',
    remedy: 'Wait until then.',
  },
  'SubtensorModule.ExpectedBeneficiaryOrigin': {
    message: 'Only the beneficiary may end the lease',
    why: 'The signing coldkey is not the one for which the subnet is leased.',
    remedy: 'Sign with the coldkey of the beneficiary. `tao wallet list` shows the keys you have here.',
  },
  'SubtensorModule.BeneficiaryDoesNotOwnHotkey': {
    message: 'The beneficiary does not own {hotkey}',
    why: 'With the end of the lease the subnet gets a hotkey of its new owner.',
    remedy: 'Name a hotkey that this coldkey has registered or associated.',
  },

  'SubtensorModule.Overflow': {
    message: 'A counter of the chain is full',
    why: 'No further number can be given, here to a lease.',
    remedy: 'Nothing can be done about it but to tell those who run {network}.',
  },
  'SubtensorModule.CallDisabled': {
    message: 'The chain does not take that call',
    why: 'Older runtimes have calls that are switched off. Runtime 425 no longer gives this error.',
    remedy: 'See `tao --help` for another way.',
  },
  'SubtensorModule.DisabledTemporarily': {
    message: 'The chain does not take that call for the time being',
    why: 'It was switched off while something is being repaired.',
    remedy: 'Try again after the next runtime upgrade of {network}.',
  },
  'SubtensorModule.Deprecated': {
    message: 'The chain has given that call up',
    why: 'It remains so that old programs get this answer. Another call has taken its place, or none.',
    remedy: 'Use the command for it: `tao --help`. A program that sends the call itself needs an update.',
  },
}
