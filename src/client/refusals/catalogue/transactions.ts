import type { Entries } from '../entry.ts'

/** Transactions that are refused before they reach a block. */
export const TRANSACTIONS: Entries = {
  'InvalidTransaction.Call': {
    code: 'invalid_transaction',
    message: 'The call cannot be sent that way',
    why: 'Without a signature the chain takes only what nodes themselves send.',
    remedy: 'Sign the call.',
  },
  'InvalidTransaction.Payment': {
    code: 'insufficient_balance',
    numbers: 'funds',
    message: '{Account} cannot pay the fee',
    why: [
      'The fee comes out of the free TAO of the account that signs, and that account must exist already.',
      'Unstaking and moving stake can be paid in alpha, if one subnet alone is concerned and holds enough of it.',
    ],
    remedy: 'See what is free with `tao wallet balance`, and send TAO to the account first.',
  },
  'InvalidTransaction.Future': {
    code: 'invalid_transaction',
    message: 'The nonce of the transaction is too high',
    why: 'Transactions of an account come in the order of their nonces, and earlier ones are missing.',
    remedy: 'Send the missing ones first, or this one again with the next nonce.',
  },
  'InvalidTransaction.Stale': {
    code: 'invalid_transaction',
    message: 'The transaction is outdated',
    why: [
      'Its nonce has been used: by this transaction, which may have gone through already, or by another one.',
      'A shielded transaction must not live longer than 8 blocks either.',
    ],
    remedy: 'Look at the account first (`tao wallet balance`). If nothing has happened, run the command again.',
  },
  'InvalidTransaction.BadProof': {
    code: 'invalid_transaction',
    message: 'The signature of the transaction does not fit',
    why: 'It is by another key, or was made for another chain, runtime or content, or for a span of blocks that has passed.',
    remedy: 'Run the command again: the runtime may just have been upgraded. If it stays, update taokit.',
  },
  'InvalidTransaction.AncientBirthBlock': {
    code: 'invalid_transaction',
    message: 'The lifetime of the transaction is over',
    why: 'It was signed for a span of blocks that has passed, or that began with a block of another fork.',
    remedy: 'Run the command again. It is signed anew then.',
  },
  'InvalidTransaction.ExhaustsResources': {
    message: 'The transaction does not fit into a block',
    why: 'Either it is too large or too heavy for any block, or the present one is full.',
    remedy: 'Try again once. If it stays, split it into several smaller ones.',
  },
  'InvalidTransaction.BadMandatory': {
    code: 'invalid_transaction',
    message: 'A call that every block must hold has failed',
    why: 'Such calls are made by the authors of blocks, and may not fail.',
    remedy: 'Tell those who run {network}.',
  },
  'InvalidTransaction.MandatoryValidation': {
    code: 'invalid_transaction',
    message: 'That call is for the authors of blocks',
    why: 'What every block must hold is put there by its author, and cannot be sent.',
    remedy: 'Use another call.',
  },
  'InvalidTransaction.BadSigner': {
    code: 'invalid_transaction',
    message: 'That key may not sign it',
    why: 'Sudo calls are taken only from the sudo key of the chain. Other keys do not even get them into a block.',
    remedy: 'Sign with the sudo key. On a local chain that is Alice.',
  },
  'InvalidTransaction.IndeterminateImplicit': {
    code: 'invalid_transaction',
    message: 'The chain cannot tell what was signed',
    why: 'A part that is signed but not sent could not be computed, such as the hash of the metadata.',
    remedy: 'Run the command again. If it stays, update taokit.',
  },
  'InvalidTransaction.UnknownOrigin': {
    code: 'invalid_transaction',
    message: 'Nobody stands behind the transaction',
    why: 'It has no signature, nor anything else that tells the chain who sends it.',
    remedy: 'Sign it.',
  },

  'UnknownTransaction.CannotLookup': {
    code: 'invalid_transaction',
    message: 'The node cannot check the transaction now',
    why: 'Something that it needs for that is missing, for example while it is still catching up with the chain.',
    remedy: 'Try again later, or use another node with --network wss://….',
  },
  'UnknownTransaction.NoUnsignedValidator': {
    code: 'invalid_transaction',
    message: 'The call needs a signature',
    why: 'The chain has no way to check this call without one.',
    remedy: 'Sign it.',
  },
  'UnknownTransaction.Custom': {
    code: 'invalid_transaction',
    message: 'The node cannot check the transaction',
    why: 'It gives a number of its own for that, which taokit does not know.',
    remedy: 'Try again later, or update taokit.',
  },

  'CustomTransactionError.StakeAmountTooLow': {
    numbers: 'bounds',
    message: 'The amount or the stake is too small',
    why: [
      'Staking, unstaking and moving want at least 0.002 TAO or what is worth it in alpha.',
      'Weights want the stake threshold of the chain behind the hotkey.',
    ],
    remedy: 'Take a larger amount. For weights, stake more on the hotkey with `tao stake add`.',
  },
  'CustomTransactionError.RateLimitExceeded': {
    numbers: 'wait',
    message: 'It is too soon to do that again',
    why: 'The chain limits how often weights are set or committed on a subnet, and subnets created.',
    remedy: 'Wait until then. For weights the limit stands in `tao sudo get --netuid {netuid}` as weights_rate_limit.',
  },
  'CustomTransactionError.ZeroMaxAmount': {
    message: 'Nothing can be traded within your limit',
    why: 'The price of the pool has passed it already. Runtime 425 reports that by other errors.',
    remedy: 'See the price with `tao subnets show --netuid {netuid}`, and set another limit.',
  },
  'CustomTransactionError.InvalidRealAccount': {
    message: 'The account that is acted for is not one',
    why: 'A proxy names the account for which it acts. Runtime 425 no longer gives this error.',
    remedy: 'Name it by its ss58 address. See `tao proxy list`.',
  },
  'CustomTransactionError.FailedShieldedTxParsing': {
    code: 'invalid_transaction',
    message: 'The shielded transaction is not well-formed',
    why: 'The chain cannot tell the parts of what was encrypted.',
    remedy: 'Run the command again, or send it unshielded. If it stays, update taokit.',
  },
  'CustomTransactionError.InvalidShieldedTxPubKeyHash': {
    code: 'invalid_transaction',
    message: 'The transaction was shielded for a key of the past',
    why: 'The authors of blocks change their keys often, and can read only what is for the present one.',
    remedy: 'Run the command again. It is encrypted anew then.',
  },
  'CustomTransactionError.BadRequest': {
    message: 'The chain refused the call beforehand, without a reason',
    why: 'What it found wrong has no number. With runtime 425 that is an IP type other than 4 or 6.',
    remedy: 'Check what you gave. A dry run on a local chain tells the reason.',
  },

  'Author.BadFormat': {
    code: 'invalid_transaction',
    message: 'The node cannot read the transaction',
    why: 'Its bytes are not those of a transaction.',
    remedy: 'Update taokit. If a program made the bytes, they may be cut off.',
  },
  'Author.Verification': {
    code: 'invalid_transaction',
    message: 'The runtime cannot read the transaction',
    why: 'It was built for another runtime, or for one with other extensions.',
    remedy: 'Run the command again: the runtime may just have been upgraded. If it stays, update taokit.',
  },
  'TransactionPool.TemporarilyBanned': {
    message: 'The node does not take this transaction again for now',
    why: 'It was invalid or dropped a short while ago. The very same one is banned for about half an hour.',
    remedy: 'Look at what went wrong before, then run the command again: signed anew, it is another transaction.',
  },
  'TransactionPool.AlreadyImported': {
    message: 'The node has this transaction already',
    why: 'The very same one was sent before, and waits or stands in a block.',
    remedy: 'Do not send it again. See in some blocks what came of it.',
  },
  'TransactionPool.TooLowPriority': {
    message: 'Another transaction of {account} is waiting',
    why: 'It has the same nonce. The new one would have to pay a higher tip to take its place.',
    remedy: 'Wait until it is in a block, a few seconds, then run the command again.',
  },
  'TransactionPool.CycleDetected': {
    code: 'invalid_transaction',
    message: 'The transaction waits for itself',
    why: 'What it needs before it is what it brings.',
    remedy: 'Run the command again. If it stays, update taokit.',
  },
  'TransactionPool.ImmediatelyDropped': {
    message: 'The node has no room for the transaction',
    why: 'As many are waiting there as it keeps, and this one is not more urgent.',
    remedy: 'Try again in some blocks, or use another node with --network wss://….',
  },
  'TransactionPool.Unactionable': {
    message: 'The node can do nothing with the transaction',
    why: 'It makes no blocks itself, and this transaction is not to be passed on.',
    remedy: 'Send it to a node that makes blocks.',
  },
  'TransactionPool.NoTagsProvided': {
    code: 'invalid_transaction',
    message: 'The node cannot tell the transaction from others',
    why: 'It brings nothing by which it could be known, such as an account and its nonce.',
    remedy: 'Sign it.',
  },
  'TransactionPool.InvalidBlockId': {
    message: 'The node does not know the block that it was to check with',
    why: 'The block was dropped, or has not arrived.',
    remedy: 'Try again.',
  },
  'TransactionPool.RejectedFutureTransaction': {
    code: 'invalid_transaction',
    message: 'The nonce of the transaction is too high',
    why: 'Earlier transactions of the account are missing, and the node does not keep those that must wait for them.',
    remedy: 'Send the missing ones first, or this one again with the next nonce.',
  },
}
