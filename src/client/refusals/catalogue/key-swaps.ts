import type { Entries } from '../entry.ts'

/** Replacing a hotkey or a coldkey by a new one. */
export const KEY_SWAPS: Entries = {
  'SubtensorModule.NewHotKeyIsSameWithOld': {
    message: 'The new hotkey is the old one',
    why: 'A swap moves everything from one hotkey to another.',
    remedy: 'Name another hotkey. `tao wallet new-hotkey` makes one.',
  },
  'SubtensorModule.NewHotKeyNotCleanForRootSwap': {
    message: 'The new hotkey has dealings with root already',
    why: 'It has stake there, or root dividends to pay out. Those of the old one cannot be merged with them fairly.',
    remedy: 'Swap to a fresh hotkey (`tao wallet new-hotkey`), or on single subnets other than 0 only.',
  },
  'SubtensorModule.HotKeySetTxRateLimitExceeded': {
    numbers: 'wait',
    message: '{Coldkey} swapped a hotkey a short while ago',
    why: 'A coldkey may do it once in a number of blocks, which the chain prescribes.',
    remedy: 'Wait until then, and try again with `tao wallet swap-hotkey`.',
  },
  'SubtensorModule.HotKeySwapOnSubnetIntervalNotPassed': {
    numbers: 'wait',
    message: 'A hotkey was swapped on {subnet} a short while ago',
    why: 'A coldkey may swap a hotkey once a day (7,200 blocks) on each subnet. A swap on all of them waits for the last.',
    remedy: 'Wait until then, or swap on other subnets only with `tao wallet swap-hotkey`.',
  },
  'SubtensorModule.NotEnoughBalanceToPaySwapHotKey': {
    code: 'insufficient_balance',
    numbers: 'funds',
    message: 'Not enough free TAO to swap the hotkey',
    why: 'A swap on all subnets costs 0.1 TAO, on a single one 0.001 TAO. They are recycled.',
    remedy: 'See what is free with `tao wallet balance`, and send TAO to the coldkey first.',
  },

  'SubtensorModule.NotEnoughBalanceToPaySwapColdKey': {
    code: 'insufficient_balance',
    numbers: 'funds',
    message: 'Not enough free TAO to announce the swap',
    why: 'The first announcement of a coldkey swap costs 0.1 TAO, which are recycled.',
    remedy: 'See what is free with `tao wallet balance`, and send TAO to the coldkey first.',
  },
  'SubtensorModule.ColdKeyAlreadyAssociated': {
    message: 'The new coldkey has stake already',
    why: 'Everything of the old coldkey goes to the new one, so that one must not have staked before.',
    remedy: 'Announce a swap to a fresh coldkey. `tao wallet create` makes one.',
  },
  'SubtensorModule.NewColdKeyIsHotkey': {
    message: 'The new coldkey is a hotkey already',
    why: 'An account that the chain knows as a hotkey cannot become the coldkey of others.',
    remedy: 'Announce a swap to a fresh coldkey. `tao wallet create` makes one.',
  },
  'SubtensorModule.ActiveLockExists': {
    message: 'The new coldkey has locked alpha',
    why: 'Locks move with a swap, and cannot be merged with those that the new coldkey has.',
    remedy: 'Announce a swap to a fresh coldkey, or wait until the locks of that one have run down.',
  },
  'SubtensorModule.ColdkeySwapAnnouncementNotFound': {
    message: 'No swap of {coldkey} was announced',
    why: 'A coldkey swap is announced first, then carried out, disputed or withdrawn.',
    remedy: 'Announce it with `tao wallet swap-coldkey announce`.',
  },
  'SubtensorModule.ColdkeySwapTooEarly': {
    numbers: 'wait',
    message: 'The coldkey cannot be swapped yet',
    why: 'Between announcement and swap lie some days (5, unless changed), in which a thief can be stopped.',
    remedy: 'Wait until then, and carry it out with `tao wallet swap-coldkey execute`.',
  },
  'SubtensorModule.ColdkeySwapReannouncedTooEarly': {
    numbers: 'wait',
    message: 'The swap cannot be announced anew yet',
    why: 'Another announcement is possible some time (a day, unless changed) after the first one could be carried out.',
    remedy: 'Carry out the announced swap, or wait until then.',
  },
  'SubtensorModule.ColdkeySwapClearTooEarly': {
    numbers: 'wait',
    message: 'The announcement cannot be withdrawn yet',
    why: 'That is possible some time (a day, unless changed) after the swap could be carried out.',
    remedy:
      'Wait until then. If you have not announced it yourself, dispute it at once: `tao wallet swap-coldkey dispute`.',
  },
  'SubtensorModule.AnnouncedColdkeyHashDoesNotMatch': {
    message: 'Another coldkey was announced',
    why: 'The swap goes to the coldkey whose hash the announcement holds, and to no other.',
    remedy:
      'Name the announced coldkey. If you did not announce it, dispute the swap at once: `tao wallet swap-coldkey dispute`.',
  },
  'SubtensorModule.ColdkeySwapAnnounced': {
    message: 'A swap of {coldkey} is announced, which blocks it',
    why: 'Until it is carried out or withdrawn, the coldkey can do nothing else: no transfer, no staking.',
    remedy:
      'Carry it out when its time has come. If you did not announce it, dispute it at once: `tao wallet swap-coldkey dispute`.',
  },
  'SubtensorModule.ColdkeySwapDisputed': {
    message: 'The swap of {coldkey} is disputed, which freezes it',
    why: 'A disputed coldkey can do nothing at all until those who govern the chain have decided.',
    remedy: 'Turn to those who run {network}. Nothing can be moved before.',
  },
  'SubtensorModule.ColdkeySwapAlreadyDisputed': {
    message: 'The swap is disputed already',
    why: 'One dispute is enough to freeze the coldkey until those who govern the chain have decided.',
    remedy: 'Nothing needs to be done but to turn to those who run {network}.',
  },
}
