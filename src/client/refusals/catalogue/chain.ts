import type { Entries } from '../entry.ts'

/** Refusals by the system itself, and by the pallets that keep the chain running. */
export const CHAIN: Entries = {
  BadOrigin: {
    message: 'The signing key may not do that',
    why: [
      'Parameters of a subnet are for the coldkey that owns it, those of the chain for the sudo key.',
      'Some calls are for the chain alone.',
    ],
    remedy: 'See the owner with `tao subnets show --netuid {netuid}`, and sign with that coldkey.',
  },
  RootNotAllowed: {
    message: 'The sudo key cannot do that',
    why: 'The call is for an account, and root is none.',
    remedy: 'Sign it as an account, without sudo.',
  },
  CannotLookup: {
    message: 'The address is of a kind that {network} does not know',
    why: 'Accounts are named by their public key here. Indices and Ethereum addresses lead nowhere.',
    remedy: 'Give the ss58 address of the account.',
  },
  ConsumerRemaining: {
    message: '{Account} is still needed',
    why: 'Something on the chain depends on it, so it cannot be removed.',
    remedy: 'Leave 500 rao on it, or undo first what depends on it: proxies, multisig deposits, stored calls.',
  },
  NoProviders: {
    message: '{Account} does not exist',
    why: 'Something was to depend on an account that has no balance of its own.',
    remedy: 'Send it 500 rao or more first with `tao wallet transfer`.',
  },
  TooManyConsumers: {
    message: 'Too much depends on {account}',
    why: 'At most 16 things on the chain may depend on one account.',
    remedy: 'Undo one of them first: proxies, multisig deposits, stored calls.',
  },
  'Arithmetic.Underflow': {
    message: 'An amount would fall below zero',
    why: 'More was to be taken than there is.',
    remedy: 'Take less. See TAO with `tao wallet balance` and alpha with `tao stake list`.',
  },
  'Arithmetic.Overflow': {
    message: 'An amount would be greater than the chain can hold',
    why: 'Amounts go up to 18446744073.709551615.',
    remedy: 'Take a smaller one.',
  },
  'Arithmetic.DivisionByZero': {
    message: 'The chain would have to divide by zero',
    why: 'Something that must not be empty is: a pool, for example, or a price.',
    remedy: 'Look at the subnet with `tao subnets show --netuid {netuid}` before you try again.',
  },
  'Transactional.LimitReached': {
    message: 'The calls are nested too deeply',
    why: 'A call in a call in a call … may go 255 deep.',
    remedy: 'Make the inner call by itself.',
  },
  'Transactional.NoLayer': {
    message: 'The chain could not prepare to take the call back',
    why: 'That is needed for a call that may fail half-way. It should not happen.',
    remedy: 'Try again, and tell those who run {network} if it stays.',
  },
  Exhausted: {
    message: 'The chain has no room left for it',
    why: 'What it takes of memory, of weight or of places in a block is used up.',
    remedy: 'Try again in a later block, with less at a time.',
  },
  Corruption: {
    message: 'The chain cannot read what it has stored',
    why: 'Bytes in its state are not what the runtime expects there.',
    remedy: 'Nothing can be done from here but to tell those who run {network}.',
  },
  Unavailable: {
    message: 'What the call needs is not available now',
    why: 'Something outside of the call, such as a stored call, is missing at present.',
    remedy: 'Try again later.',
  },
  Other: {
    message: 'The chain refused without saying why',
    why: 'The reason is a text that stays within the node: nothing of it is written into the block.',
    remedy: 'Look at the state of what the call was about. Who runs the node may find the text in its log.',
  },

  'System.CallFiltered': {
    message: 'The call may not be made this way',
    why: [
      'A proxy may make only the calls of its type.',
      'A batch may not stand directly in a batch.',
      'While the chain is in safe mode it takes only few calls.',
    ],
    remedy: 'Make the call directly, with the key it is for. See the type of a proxy with `tao proxy list`.',
  },
  'System.InvalidSpecName': {
    message: 'The new runtime is for another chain',
    why: 'Its spec name is not that of {network}.',
    remedy: 'Use the runtime that was built for this chain.',
  },
  'System.SpecVersionNeedsToIncrease': {
    message: 'The new runtime is not newer',
    why: 'Its spec version must be above the present one.',
    remedy: 'Build it with a higher spec version.',
  },
  'System.FailedToExtractRuntimeVersion': {
    message: 'The new runtime does not tell its version',
    why: 'What was given as code is no runtime, or is damaged.',
    remedy: 'Give the compressed WebAssembly file that the build made.',
  },
  'System.NonDefaultComposite': {
    message: '{Account} still holds something',
    why: 'An account is removed when nothing is on it any more.',
    remedy: 'Empty it first. See `tao wallet balance`.',
  },
  'System.NonZeroRefCount': {
    message: '{Account} is still needed',
    why: 'Something on the chain depends on it, so it cannot be removed.',
    remedy: 'Undo first what depends on it: proxies, multisig deposits, stored calls.',
  },
  'System.MultiBlockMigrationsOngoing': {
    message: 'The chain is being migrated',
    why: 'A migration that takes several blocks must end before the runtime can be replaced.',
    remedy: 'Try again when it is done.',
  },
  'System.NothingAuthorized': {
    message: 'No runtime upgrade is authorized',
    why: 'The hash of a new runtime is authorized first, then anybody may apply it.',
    remedy: 'Wait until it is authorized.',
  },
  'System.Unauthorized': {
    message: 'That is not the authorized runtime',
    why: 'The hash of what was given is not the one that was authorized.',
    remedy: 'Give exactly the file whose hash was authorized.',
  },

  'SafeMode.Entered': {
    message: 'The chain is in safe mode',
    why: 'Until that ends it takes only few calls: weights, axons, commitments, and those of the sudo key.',
    remedy: 'Wait until it has ended.',
  },
  'SafeMode.Exited': {
    message: 'The chain is not in safe mode',
    why: 'It can be left or extended only while it lasts.',
    remedy: 'Nothing needs to be done.',
  },
  'SafeMode.NotConfigured': {
    message: 'Accounts cannot put the chain into safe mode',
    why: 'On Subtensor chains that is for the sudo key. No deposit buys it.',
    remedy: 'Turn to those who run {network}.',
  },
  'SafeMode.NoDeposit': {
    message: 'There is no such deposit for safe mode',
    why: 'None was made by that account in that block, or it was returned.',
    remedy: 'Nothing can be returned.',
  },
  'SafeMode.AlreadyDeposited': {
    message: '{Account} has a deposit for safe mode already',
    why: 'An account can have one at a time.',
    remedy: 'Wait until it is returned.',
  },
  'SafeMode.CannotReleaseYet': {
    numbers: 'wait',
    message: 'The deposit for safe mode cannot be returned yet',
    why: 'It stays for some time after the safe mode that it paid for.',
    remedy: 'Wait until then.',
  },
  'SafeMode.CurrencyError': {
    code: 'insufficient_balance',
    numbers: 'funds',
    message: 'The deposit for safe mode could not be moved',
    why: 'The balance of the account does not cover it, or holds less of it than was to be returned.',
    remedy: 'See what is free with `tao wallet balance`.',
  },

  'Commitments.TooManyFieldsInCommitmentInfo': {
    numbers: 'bounds',
    message: 'Too many fields in the commitment',
    why: 'A commitment has three at most.',
    remedy: 'Put more into each field, or send several commitments with `tao commitments set`.',
  },
  'Commitments.AccountNotAllowedCommit': {
    message: '{Hotkey} is not registered on {subnet}',
    why: 'Commitments are for hotkeys with a UID on the subnet.',
    remedy: 'Register it with `tao subnets register --netuid {netuid}`, and sign with the hotkey.',
  },
  'Commitments.SpaceLimitExceeded': {
    numbers: 'bounds',
    message: '{Hotkey} has committed too much in this epoch',
    why: 'A hotkey has 3,100 bytes an epoch on a subnet, unless changed. Each commitment counts 100 at least.',
    remedy: 'Commit less, or wait for the next epoch.',
  },
  'Commitments.UnexpectedUnreserveLeftover': {
    message: 'The deposit for the commitment was not all there',
    why: 'Less was reserved than the chain had written down, which should not happen.',
    remedy: 'Look at the balance with `tao wallet balance`, and tell those who run {network}.',
  },

  'Drand.NoneValue': {
    message: 'A value of drand was never set',
    why: 'The chain was to change something that is not there. Runtime 425 no longer gives this error.',
    remedy: 'Wait until the chain has received a pulse.',
  },
  'Drand.StorageOverflow': {
    message: 'A counter of drand is full',
    why: 'It can count no further. Runtime 425 no longer gives this error.',
    remedy: 'Nothing can be done about it but to tell those who run {network}.',
  },
  'Drand.DrandConnectionFailure': {
    message: 'The node did not reach drand',
    why: 'Pulses come from servers outside of the chain. Runtime 425 no longer gives this error.',
    remedy: 'Whoever runs the node should check its connection.',
  },
  'Drand.UnverifiedPulse': {
    message: 'The pulse is not from drand',
    why: 'Its signature is not that of the beacon. Runtime 425 skips such pulses silently.',
    remedy: 'Send pulses as the beacon publishes them.',
  },
  'Drand.InvalidRoundNumber': {
    numbers: 'bounds',
    message: 'The chain has that round of drand already',
    why: 'Pulses come in ascending order, each later than the last one stored.',
    remedy: 'Nothing needs to be done: another node was quicker.',
  },
  'Drand.PulseVerificationError': {
    message: 'The pulse could not be checked',
    why: 'Its signature, or the key of the beacon that the chain has, is not well-formed.',
    remedy: 'Send pulses as the beacon publishes them, for the beacon that the chain is set to.',
  },

  'MevShield.BadEncKeyLen': {
    message: 'The key of the shield has the wrong length',
    why: 'Authors of blocks announce keys of ML-KEM 768, which have 1,184 bytes.',
    remedy: 'Whoever runs the node should update it.',
  },
  'MevShield.Unreachable': {
    message: 'The block has no author',
    why: 'The shield is keyed by the author of a block, and the chain found none, which should not happen.',
    remedy: 'Tell those who run {network}.',
  },
  'MevShield.TooManyPendingExtrinsics': {
    message: 'Too many shielded calls are waiting',
    why: 'The chain stores a limited number of encrypted calls until they can be read.',
    remedy: 'Try again in some blocks, or send the call unshielded.',
  },
  'MevShield.WeightExceedsAbsoluteMax': {
    numbers: 'bounds',
    message: 'Shielded calls cannot get that much of a block',
    why: 'They may take half of what a block can do at most.',
    remedy: 'Give less.',
  },

  'Grandpa.PauseFailed': {
    message: 'Finality is paused already',
    why: 'It can be paused only while it runs.',
    remedy: 'Nothing needs to be done.',
  },
  'Grandpa.ResumeFailed': {
    message: 'Finality is not paused',
    why: 'It can be resumed only while it is paused.',
    remedy: 'Nothing needs to be done.',
  },
  'Grandpa.ChangePending': {
    message: 'The validators of the chain are changing already',
    why: 'One change must be done before the next one.',
    remedy: 'Try again when it is done.',
  },
  'Grandpa.TooSoon': {
    numbers: 'wait',
    message: 'The validators of the chain were changed by force a short while ago',
    why: 'Between two such changes lie some blocks.',
    remedy: 'Wait until then.',
  },
  'Grandpa.InvalidKeyOwnershipProof': {
    message: 'The proof of who owns the key is wrong',
    why: 'A report of a double vote names a validator and proves which key it had.',
    remedy: 'Make the proof anew, for the session of the votes.',
  },
  'Grandpa.InvalidEquivocationProof': {
    message: 'The votes do not contradict each other',
    why: 'A report holds two signed votes of one validator in one round, for different blocks.',
    remedy: 'Report only such votes.',
  },
  'Grandpa.DuplicateOffenceReport': {
    message: 'The double vote has been reported already',
    why: 'Each is reported once.',
    remedy: 'Nothing needs to be done.',
  },
}
