import type { Entries } from '../entry.ts'

/** Acting for others, together, in batches, later: Proxy, Multisig, Utility, Scheduler, Preimage. */
export const ON_BEHALF: Entries = {
  'Proxy.TooMany': {
    numbers: 'bounds',
    message: 'Too many proxies or announcements',
    why: 'An account has at most 20 proxies, and a proxy at most 75 announcements that wait.',
    remedy:
      'See proxies with `tao proxy list`, announcements with `tao proxy announcements`, and remove some that are not needed.',
  },
  'Proxy.NotFound': {
    message: 'There is no such proxy or announcement',
    why: 'Delegate, type and delay must be those with which the proxy was added; an announcement must still wait.',
    remedy: 'See what is there with `tao proxy list`, or `tao proxy announcements`.',
  },
  'Proxy.NotProxy': {
    message: 'The signing key is no proxy of {account}',
    why: 'Only a key that the account has added as a proxy, of the type asked for, may act for it.',
    remedy: 'See its proxies with `tao proxy list`. The account adds one with `tao proxy add`.',
  },
  'Proxy.Unproxyable': {
    message: 'A proxy of that type may not make the call',
    why: 'Each type of proxy allows certain calls only; newer runtimes report others as System.CallFiltered.',
    remedy: 'Use a proxy of another type. See what each may do with `tao proxy types`.',
  },
  'Proxy.Duplicate': {
    message: 'That key is such a proxy already',
    why: 'Delegate, type and delay are those of a proxy that is there, or the pure account was made in this block already.',
    remedy: 'Nothing needs to be done. See `tao proxy list`.',
  },
  'Proxy.NoPermission': {
    message: 'Only the pure account itself can be removed that way',
    why: 'The call must come from the pure account, with the spawner, type, index and block of its creation.',
    remedy: 'Give them exactly, with `tao proxy kill`. `tao proxy book list` has them if they were saved.',
  },
  'Proxy.Unannounced': {
    numbers: 'wait',
    message: 'The call was not announced, or not long enough ago',
    why: 'A proxy with a delay announces a call first and makes it when the delay has passed, word for word the same.',
    remedy: 'Announce it with `tao proxy announce`, wait for the delay, then make it with `tao proxy execute`.',
  },
  'Proxy.NoSelfProxy': {
    message: 'An account cannot be its own proxy',
    why: 'A proxy is another key that may act for the account.',
    remedy: 'Name another key with `tao proxy add`.',
  },
  'Proxy.AnnouncementDepositInvariantViolated': {
    message: 'The deposit for announcements does not add up',
    why: 'The chain could not compute what to reserve for the announcement, which should not happen.',
    remedy: 'Remove announcements that wait, then try again. See `tao proxy announcements`.',
  },
  'Proxy.InvalidDerivedAccountId': {
    message: 'No address for the pure account could be computed',
    why: 'It is derived from the spawner, the type, the index and the block, which should always work.',
    remedy: 'Try again with another `--index`: see `tao proxy create --help`.',
  },

  'Multisig.MinimumThreshold': {
    numbers: 'bounds',
    message: 'A threshold of less than two is none',
    why: 'With a threshold of one, every signatory acts alone, which is another call.',
    remedy: 'Give a threshold of 2 or more.',
  },
  'Multisig.AlreadyApproved': {
    message: 'The signing key has approved this already',
    why: 'Each signatory counts once.',
    remedy: 'Let another signatory approve it.',
  },
  'Multisig.NoApprovalsNeeded': {
    message: 'There are enough approvals already',
    why: 'What is missing is the call itself, which the last signatory sends along.',
    remedy: 'Send the whole call, not only its hash.',
  },
  'Multisig.TooFewSignatories': {
    numbers: 'bounds',
    message: 'Other signatories are missing',
    why: 'A multisig account has at least two: the one who signs and another.',
    remedy: 'Name all the others.',
  },
  'Multisig.TooManySignatories': {
    numbers: 'bounds',
    message: 'Too many signatories',
    why: 'A multisig account has 100 at most.',
    remedy: 'Name those of the account, and nobody else.',
  },
  'Multisig.SignatoriesOutOfOrder': {
    message: 'The signatories are not in order',
    why: 'The address of a multisig account follows from its signatories, sorted by public key, each once.',
    remedy: 'Sort them by public key, and name nobody twice.',
  },
  'Multisig.SenderInSignatories': {
    message: 'The signing key is among the others',
    why: 'The list is of the other signatories. Who signs belongs to them anyway.',
    remedy: 'Leave the signing key out of the list.',
  },
  'Multisig.NotFound': {
    message: 'Nothing like that waits for approval',
    why: 'It was made or cancelled already, or signatories, threshold or call differ from those of the first approval.',
    remedy: 'Compare with whoever began it. The address of the multisig account tells whether the signatories agree.',
  },
  'Multisig.NotOwner': {
    message: 'Somebody else has begun this',
    why: 'Only the signatory who approved first, and paid the deposit, may cancel it.',
    remedy: 'Ask that signatory to cancel it.',
  },
  'Multisig.NoTimepoint': {
    message: 'The timepoint is missing',
    why: 'This is not the first approval, so it must say in which block, and where in it, the first one stands.',
    remedy: 'Give the timepoint of the first approval.',
  },
  'Multisig.WrongTimepoint': {
    message: 'The timepoint is that of something else',
    why: 'It must be the block of the first approval, and where in it that one stands.',
    remedy: 'Give the timepoint of the first approval.',
  },
  'Multisig.UnexpectedTimepoint': {
    message: 'There is no earlier approval',
    why: 'A timepoint was given, but nothing waits. It was made or cancelled already, or this is the first approval.',
    remedy: 'For a first approval give none.',
  },
  'Multisig.MaxWeightTooLow': {
    numbers: 'bounds',
    message: 'The call is heavier than was allowed for',
    why: 'The last approval makes the call, and said that it would weigh less.',
    remedy: 'Allow for the weight of the call, which a dry run tells.',
  },
  'Multisig.AlreadyStored': {
    message: 'The call is stored already',
    why: 'Older runtimes can keep the call itself on chain, once.',
    remedy: 'Approve it without storing it again.',
  },

  'Utility.TooManyCalls': {
    numbers: 'bounds',
    message: 'Too many calls in one batch',
    why: 'A batch must fit into the memory that the chain has for it.',
    remedy: 'Send several smaller batches.',
  },
  'Utility.InvalidDerivedAccount': {
    message: 'No address could be computed for the derived account',
    why: 'It follows from the account and the index, which should always work.',
    remedy: 'Try again with another index.',
  },

  'Scheduler.FailedToSchedule': {
    message: 'The call could not be scheduled',
    why: 'Another scheduled call has that name.',
    remedy: 'Choose another name, or none.',
  },
  'Scheduler.NotFound': {
    message: 'Nothing like that is scheduled',
    why: 'It has run, was cancelled, or stands in another block.',
    remedy: 'Look at what is scheduled, then name its block and its place in it.',
  },
  'Scheduler.TargetBlockNumberInPast': {
    numbers: 'bounds',
    message: 'That block has passed',
    why: 'A call can be scheduled for a later block only.',
    remedy: 'Name a later block.',
  },
  'Scheduler.RescheduleNoChange': {
    message: 'It is scheduled for that block already',
    why: 'A new time must be another one.',
    remedy: 'Nothing needs to be done.',
  },
  'Scheduler.Named': {
    message: 'What is scheduled there has a name',
    why: 'A call with a name is changed or cancelled by its name, not by its place.',
    remedy: 'Use its name.',
  },

  'Preimage.TooBig': {
    numbers: 'bounds',
    message: 'The call is too large to be stored',
    why: 'The chain keeps up to 4 MiB of a call.',
    remedy: 'Store a smaller one.',
  },
  'Preimage.AlreadyNoted': {
    message: 'The call is stored already',
    why: 'It was noted before, by this account or another one.',
    remedy: 'Nothing needs to be done.',
  },
  'Preimage.NotAuthorized': {
    message: 'Somebody else has stored that call',
    why: 'Only who paid the deposit for it may take it back.',
    remedy: 'Sign with the key that stored it.',
  },
  'Preimage.NotNoted': {
    message: 'That call is not stored',
    why: 'It was never noted, or was taken back already.',
    remedy: 'Store the call first.',
  },
  'Preimage.Requested': {
    message: 'The stored call is still needed',
    why: 'Something on the chain waits to make it, so it cannot be taken back.',
    remedy: 'Try again when that is done.',
  },
  'Preimage.NotRequested': {
    message: 'Nobody has asked for that call',
    why: 'A request that is not there cannot be withdrawn.',
    remedy: 'Nothing needs to be done.',
  },
  'Preimage.TooMany': {
    numbers: 'bounds',
    message: 'Too many stored calls at once',
    why: 'Up to 1,024 can be brought up to date at once.',
    remedy: 'Name fewer.',
  },
  'Preimage.TooFew': {
    numbers: 'bounds',
    message: 'No stored call was named',
    why: 'At least one must be, to be brought up to date.',
    remedy: 'Name one or more.',
  },
}
