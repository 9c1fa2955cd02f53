import type { Entries } from '../entry.ts'

/** Neurons: their registration, on subnets and on root, and what they publish of themselves. */
export const REGISTRATION: Entries = {
  'SubtensorModule.HotKeyNotRegisteredInSubNet': {
    message: '{Hotkey} is not registered on {subnet}',
    why: 'Only a hotkey with a UID there can do this. A neuron can lose its UID to a newer one.',
    remedy: 'Register it with `tao subnets register --netuid {netuid}`.',
  },
  'SubtensorModule.HotKeyNotRegisteredInNetwork': {
    message: 'No hotkey for it is registered',
    why: 'Serving needs a hotkey with a UID on that subnet, an identity any hotkey of the coldkey with a UID anywhere.',
    remedy: 'Register a hotkey first, with `tao subnets register`.',
  },
  'SubtensorModule.HotKeyAlreadyRegisteredInSubNet': {
    message: '{Hotkey} is registered already',
    why: 'A hotkey has one UID on a subnet, and a hotkey that takes the place of another must be new there.',
    remedy: 'See its UID with `tao subnets metagraph --netuid {netuid}`, or use another hotkey.',
  },
  'SubtensorModule.NoNeuronIdAvailable': {
    message: '{Subnet} has no UID to give',
    why: 'All are taken, and none can be replaced: they are of the owner, or must stay (min_non_immune_uids).',
    remedy: 'The owner has to allow more UIDs. See who that is with `tao subnets show --netuid {netuid}`.',
  },
  'SubtensorModule.SubNetRegistrationDisabled': {
    message: 'Registration is closed',
    why: 'Either the owner takes no new neurons on the subnet, or the chain takes no new subnets yet.',
    remedy: 'See whether registration is allowed with `tao sudo get --netuid {netuid}`. Try later or elsewhere.',
  },
  'SubtensorModule.RegistrationPriceLimitExceeded': {
    numbers: 'bounds',
    message: 'Registering on {subnet} costs more than your limit',
    why: 'The price rises with each registration and falls from block to block.',
    remedy: 'See it with `tao subnets show --netuid {netuid}`. Wait until it has fallen, or raise the limit.',
  },
  'SubtensorModule.TooManyRegistrationsThisBlock': {
    numbers: 'wait',
    message: 'No more registrations in this block',
    why: 'The root network takes a limited number of them in a block.',
    remedy: 'Try again in the next block.',
  },
  'SubtensorModule.TooManyRegistrationsThisInterval': {
    numbers: 'wait',
    message: 'No more registrations for now',
    why: 'The root network takes at most three times its target in an interval.',
    remedy: 'Try again when the next interval begins.',
  },
  'SubtensorModule.RegistrationNotPermittedOnRootSubnet': {
    message: 'That cannot be done on root',
    why: 'Neurons are registered, and children set, on subnets. The root network is joined in its own way.',
    remedy: 'Join root with `tao root register`, or name a subnet other than 0.',
  },
  'SubtensorModule.RootNetworkDoesNotExist': {
    message: '{Network} has no root network',
    why: 'Every Subtensor chain has one. A chain without it was not set up to the end.',
    remedy: 'Use another network. A chain of your own is made anew with `tao chain reset`.',
  },
  'SubtensorModule.StakeTooLowForRoot': {
    code: 'insufficient_balance',
    numbers: 'holdings',
    message: '{Hotkey} has too little stake for root',
    why: 'All places on root are taken. A newcomer needs more stake there than the member with the least.',
    remedy: 'Compare with `tao root list`, and stake more with `tao stake add --netuid 0`.',
  },
  'SubtensorModule.TransactorAccountShouldBeHotKey': {
    message: 'The hotkey itself has to sign that',
    why: 'Older runtimes want the signature of the hotkey where it is concerned. Runtime 425 no longer gives this error.',
    remedy: 'Sign with the hotkey.',
  },
  'SubtensorModule.UidMapCouldNotBeCleared': {
    message: 'The UIDs of {subnet} could not be numbered anew',
    why: 'The chain could not remove all the old ones in one go, which should not happen.',
    remedy: 'Try again, and trim to a number closer to the present one first.',
  },

  'SubtensorModule.FaucetDisabled': {
    message: '{Network} has no faucet',
    why: 'TAO is given away on local chains only, and only on those built with the faucet.',
    remedy: 'On the chain inside, `tao wallet fund` gives you TAO.',
  },
  'SubtensorModule.InvalidWorkBlock': {
    numbers: 'wait',
    message: 'The proof of work is for another block',
    why: 'It must be made for one of the last three blocks, and not for a later one.',
    remedy: 'Make it anew for the present block.',
  },
  'SubtensorModule.InvalidDifficulty': {
    message: 'The proof of work is too easy',
    why: 'Its hash does not reach the difficulty that the chain wants.',
    remedy: 'Go on searching for another nonce.',
  },
  'SubtensorModule.InvalidSeal': {
    message: 'The proof of work does not belong to this account',
    why: 'The seal must be the hash of its block, its nonce and the key that gets the TAO.',
    remedy: 'Make it anew for this coldkey.',
  },

  'SubtensorModule.InvalidIpType': {
    message: 'The type of the IP address is neither 4 nor 6',
    why: 'An axon is served under an IPv4 or an IPv6 address.',
    remedy: 'Give the address as it is usually written: `tao axon set --help`.',
  },
  'SubtensorModule.InvalidIpAddress': {
    message: 'Other neurons could not reach that IP address',
    why: 'The loopback address, the last address of all and, for prometheus, an empty one are not taken.',
    remedy: 'Give the public address of the machine with `tao axon set`.',
  },
  'SubtensorModule.InvalidPort': {
    message: 'Port 0 cannot be served',
    why: 'A port is a number from 1 to 65535.',
    remedy: 'Give the port that others can reach with `tao axon set`.',
  },
  'SubtensorModule.ServingRateLimitExceeded': {
    numbers: 'wait',
    message: '{Hotkey} has published its address a short while ago',
    why: 'Between two changes there must be as many blocks as the subnet prescribes (serving_rate_limit).',
    remedy: 'Wait until then. Nothing needs to be done if the address is the same.',
  },

  'SubtensorModule.UnableToRecoverPublicKey': {
    message: 'The signature of the EVM key is damaged',
    why: 'No public key can be computed from it.',
    remedy: 'Sign the message once more with the EVM key.',
  },
  'SubtensorModule.InvalidRecoveredPublicKey': {
    message: 'Another key than the EVM address has signed',
    why: 'The message must be signed by the key of the address that is to be associated, for this hotkey and that block.',
    remedy: 'Sign it with the right key, and give the same block number as in the message.',
  },
  'SubtensorModule.EvmKeyAssociateRateLimitExceeded': {
    numbers: 'wait',
    message: '{Hotkey} was given an EVM address a short while ago',
    why: 'A UID may change its EVM address once a day (7,200 blocks).',
    remedy: 'Wait until then.',
  },
}
