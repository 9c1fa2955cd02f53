import type { Entries } from '../entry.ts'

/** Setting, committing and revealing weights. */
export const WEIGHTS: Entries = {
  'SubtensorModule.WeightVecNotEqualSize': {
    message: 'There are not as many weights as UIDs',
    why: 'Each UID has one weight, in the same order.',
    remedy: 'Give pairs of UID and weight. See: `tao weights set --help`.',
  },
  'SubtensorModule.DuplicateUids': {
    message: 'A UID stands twice among the weights',
    why: 'A validator gives each neuron one weight.',
    remedy: 'Name each UID once.',
  },
  'SubtensorModule.UidVecContainInvalidOne': {
    numbers: 'bounds',
    message: 'Among the weights is a UID that {subnet} does not have',
    why: 'UIDs go from 0 to the number of neurons less one.',
    remedy: 'See which there are with `tao subnets metagraph --netuid {netuid}`.',
  },
  'SubtensorModule.UidsLengthExceedUidsInSubNet': {
    numbers: 'bounds',
    message: 'There are more weights than {subnet} has neurons',
    why: 'A validator gives each neuron at most one weight.',
    remedy: 'See the UIDs with `tao subnets metagraph --netuid {netuid}`, and weigh only those.',
  },
  'SubtensorModule.WeightVecLengthIsLow': {
    numbers: 'bounds',
    message: 'Too few weights',
    why: 'The subnet wants a minimum number of them (min_allowed_weights, or one for each neuron if it has fewer).',
    remedy: 'See it with `tao sudo get --netuid {netuid}`, and weigh more UIDs, with 0 where you have no opinion.',
  },
  'SubtensorModule.MaxWeightExceeded': {
    message: 'One of the weights is too large beside the others',
    why: 'Older runtimes have a limit for a single weight. Runtime 425 has one, too, but as high as a weight can be.',
    remedy: 'Spread the weights over more UIDs.',
  },
  'SubtensorModule.NeuronNoValidatorPermit': {
    message: '{Hotkey} has no validator permit on {subnet}',
    why: 'Only the neurons with most stake get a permit, anew each epoch. Without it, weight can go to oneself alone.',
    remedy:
      'Compare your stake with `tao subnets metagraph --netuid {netuid}`, add to it, and wait for the next epoch.',
  },
  'SubtensorModule.NotEnoughStakeToSetWeights': {
    code: 'insufficient_balance',
    numbers: 'holdings',
    message: '{Hotkey} has too little stake on {subnet} to set weights',
    why: 'Its stake weight (alpha, the share of TAO on root, and what parents lend) must reach the stake threshold.',
    remedy: 'See it with `tao subnets metagraph --netuid {netuid}`, and stake more with `tao stake add`.',
  },
  'SubtensorModule.IncorrectWeightVersionKey': {
    numbers: 'bounds',
    message: 'The version key of the weights is too old',
    why: 'The owner of a subnet raises the key when validators have to update. Weights with a lower one are not taken.',
    remedy: 'Update your validator. The key stands in `tao sudo get --netuid {netuid}` as weights_version.',
  },
  'SubtensorModule.SettingWeightsTooFast': {
    numbers: 'wait',
    message: 'It is too soon for {hotkey} to set weights on {subnet}',
    why: 'After a setting, and after registering, as many blocks must pass as the subnet prescribes (weights_rate_limit).',
    remedy: 'Wait until then. The limit stands in `tao sudo get --netuid {netuid}`.',
  },
  'SubtensorModule.CommittingWeightsTooFast': {
    numbers: 'wait',
    message: 'It is too soon for {hotkey} to commit weights on {subnet}',
    why: 'After a commit, and after registering, as many blocks must pass as the subnet prescribes (weights_rate_limit).',
    remedy: 'Wait until then. The limit stands in `tao sudo get --netuid {netuid}`.',
  },
  'SubtensorModule.CanNotSetRootNetworkWeights': {
    message: 'There are no weights to set on root',
    why: 'The root network does not weigh subnets any more: emission follows what is staked on them.',
    remedy: 'Name a subnet other than 0 with --netuid.',
  },
  'SubtensorModule.NotRootSubnet': {
    message: 'That is for the root network only',
    why: 'Older runtimes have calls that want netuid 0. Runtime 425 no longer gives this error.',
    remedy: 'Use netuid 0.',
  },
  'SubtensorModule.CommitRevealEnabled': {
    message: '{Subnet} takes weights by commit and reveal only',
    why: 'Its owner has switched commit-reveal on, so that nobody can copy weights before they count.',
    remedy: 'Commit them instead, with `tao weights commit --netuid {netuid}`.',
  },
  'SubtensorModule.CommitRevealDisabled': {
    message: '{Subnet} does not use commit and reveal',
    why: 'Its owner has switched it off. Weights are set in the open there.',
    remedy: 'Set them with `tao weights set --netuid {netuid}`.',
  },
  'SubtensorModule.IncorrectCommitRevealVersion': {
    numbers: 'bounds',
    message: 'The commit is of another version of commit-reveal',
    why: 'The chain and whoever encrypts the weights must agree on how it is done.',
    remedy: 'Update the program that made the commit, then commit anew.',
  },
  'SubtensorModule.TooManyUnrevealedCommits': {
    numbers: 'bounds',
    message: '{Hotkey} has ten commits waiting on {subnet}',
    why: 'At most ten commits of a hotkey may wait for their reveal.',
    remedy: 'Reveal some with `tao weights reveal --netuid {netuid}`, or wait until old ones expire.',
  },
  'SubtensorModule.NoWeightsCommitFound': {
    message: 'There is no commit that these weights would reveal',
    why: 'A reveal must repeat UIDs, weights, salt and version key of a commit by this hotkey, on this subnet, exactly.',
    remedy: 'Reveal what was committed, with its salt, or commit anew with `tao weights commit --netuid {netuid}`.',
  },
  'SubtensorModule.InvalidRevealCommitHashNotMatch': {
    message: 'These weights are not the committed ones',
    why: 'The hash of what was revealed is none of those committed: UIDs, weights, salt or version key differ.',
    remedy: 'Reveal exactly what was committed, or commit anew with `tao weights commit --netuid {netuid}`.',
  },
  'SubtensorModule.ExpiredWeightCommit': {
    message: 'The commit has expired',
    why: 'A commit can be revealed in one epoch only, and that one has passed.',
    remedy: 'Commit anew with `tao weights commit --netuid {netuid}`, and reveal in time.',
  },
  'SubtensorModule.RevealTooEarly': {
    numbers: 'wait',
    message: 'The commit cannot be revealed in this epoch',
    why: [
      'It can be in one epoch only: as many after the commit as the subnet prescribes (commit_reveal_period).',
      'The chain answers the same when that epoch has passed.',
    ],
    remedy: 'Wait for that epoch. If it has passed, commit anew with `tao weights commit --netuid {netuid}`.',
  },
  'SubtensorModule.InvalidRevealRound': {
    numbers: 'bounds',
    message: 'The commit is encrypted for a round of drand that has passed',
    why: 'Whoever has the signature of that round could read the weights at once, so the chain does not take them.',
    remedy: 'Commit anew with `tao weights commit --netuid {netuid}`. If it happens again, check the clock here.',
  },
  'SubtensorModule.InputLengthsUnequal': {
    message: 'The lists for the batch are not equally long',
    why: 'Each subnet, or each commit, needs its own weights, version key and salt or hash.',
    remedy: 'Give as many of one as of the other.',
  },
  'SubtensorModule.MechanismDoesNotExist': {
    message: '{Subnet} does not exist, or has no such mechanism',
    why: 'A subnet has one mechanism, number 0, unless its owner has made more. New subnets can only be dynamic ones.',
    remedy: 'List the subnets with `tao subnets list`; see one with `tao subnets show --netuid {netuid}`.',
  },
}
