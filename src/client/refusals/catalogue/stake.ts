import type { Entries } from '../entry.ts'

/** Staking, unstaking, moving stake, and what the pools answer. */
export const STAKE: Entries = {
  'SubtensorModule.NotEnoughBalanceToStake': {
    code: 'insufficient_balance',
    numbers: 'funds',
    message: 'Not enough free TAO on {coldkey}',
    why: 'Stake, and the price of registering a hotkey on a subnet, come out of the free balance of the coldkey.',
    remedy: 'See what is free with `tao wallet balance`. Take a smaller amount, or send TAO to the coldkey first.',
  },
  'SubtensorModule.NotEnoughStake': {
    code: 'insufficient_balance',
    numbers: 'holdings',
    message: 'Not enough stake on {hotkey}',
    why: 'The call needs more stake behind the hotkey. Runtime 425 no longer gives this error.',
    remedy: 'See the stake with `tao stake list`, and add to it with `tao stake add`.',
  },
  'SubtensorModule.NotEnoughStakeToWithdraw': {
    code: 'insufficient_balance',
    numbers: 'holdings',
    message: 'Less stake is there than was asked for',
    why: 'A position is what one coldkey has with one hotkey on one subnet; only that position counts.',
    remedy: 'See each position with `tao stake list`, to the last rao, and ask for no more than it holds.',
  },
  'SubtensorModule.StakeUnavailable': {
    code: 'insufficient_balance',
    numbers: 'holdings',
    message: 'Too much of the stake on {subnet} is locked',
    why: 'Of all that a coldkey has on a subnet, the locked part cannot be unstaked, moved or locked a second time.',
    remedy:
      'See what is locked, and when it is free, with `tao lock show {netuid}`. Take less, or let the lock run down.',
  },
  'SubtensorModule.AmountTooLow': {
    numbers: 'bounds',
    message: 'The amount is too small',
    why: [
      'What is staked, unstaked or moved must be worth 0.002 TAO or more at the price of the pool, beside the fee.',
      'Only a position that is unstaked as a whole may be worth less.',
    ],
    remedy: 'Take a larger amount, or unstake the whole position with `tao stake remove`.',
  },
  'SubtensorModule.InsufficientLiquidity': {
    message: 'The pool of {subnet} is too small for that amount',
    why: 'A trade fails if it would pay out nothing or more than the pool has, or bring in over 1,000 times what is there.',
    remedy: 'Trade less at a time. See the pool with `tao subnets show --netuid {netuid}`.',
  },
  'SubtensorModule.SlippageTooHigh': {
    message: 'The price would move further than you allowed',
    why: 'The whole amount cannot be traded within the limit price, and you did not ask for a part of it.',
    remedy:
      'Trade less, allow more with --tolerance, take what fits with --partial, or any price with --unsafe, where the command has them.',
  },
  'SubtensorModule.SameNetuid': {
    message: 'The stake would stay where it is',
    why: 'It comes from the same coldkey, hotkey and subnet that it is to go to.',
    remedy: 'Name another subnet or another hotkey to move it to. See: `tao stake move --help`.',
  },
  'SubtensorModule.TransferDisallowed': {
    message: 'Stake on {subnet} cannot be transferred to another coldkey',
    why: 'The owner of a subnet can switch transfers off. Between two subnets, both must allow them.',
    remedy: 'Unstake it with `tao stake remove` and send the TAO with `tao wallet transfer`.',
  },
  'SubtensorModule.SubtokenDisabled': {
    message: 'The alpha of {subnet} is not traded yet',
    why: 'Nobody can stake on a subnet, or move stake there, before its owner has started it.',
    remedy: 'Wait for the start. The owner starts it with `tao subnets start --netuid {netuid}`.',
  },
  'SubtensorModule.HotKeyAccountNotExists': {
    message: 'The chain does not know {hotkey}',
    why: 'A hotkey exists on chain once its coldkey has registered it on a subnet or associated it.',
    remedy:
      'Check the address with `tao delegate list`. If it is yours, `tao wallet associate-hotkey` makes it known, and so does `tao subnets register`.',
  },
  'SubtensorModule.NonAssociatedColdKey': {
    message: 'The signing coldkey does not own {hotkey}',
    why: 'A hotkey belongs to the first coldkey that registered or associated it. No other one may do this with it.',
    remedy: 'Sign with the coldkey that owns it. `tao wallet list` shows the keys you have here.',
  },
  'SubtensorModule.BalanceWithdrawalError': {
    code: 'insufficient_balance',
    numbers: 'funds',
    message: 'The TAO could not be taken from {coldkey}',
    why: 'Its balance seemed to suffice, yet taking it failed: part of it may be frozen or reserved.',
    remedy: 'See what is free with `tao wallet balance`, and try again with less.',
  },
  'SubtensorModule.ZeroBalanceAfterWithdrawn': {
    code: 'insufficient_balance',
    numbers: 'funds',
    message: 'Nothing would be left on {coldkey}',
    why: 'Older runtimes want an account to keep the existential deposit. Runtime 425 no longer gives this error.',
    remedy: 'Leave at least 500 rao (0.0000005 TAO) on it.',
  },
  'SubtensorModule.InsufficientBalance': {
    code: 'insufficient_balance',
    numbers: 'funds',
    message: 'Not enough TAO or alpha for it',
    why: 'What is reserved, frozen or locked cannot be spent, and where the account must live on, 500 rao stay on it.',
    remedy: 'See TAO with `tao wallet balance` and alpha with `tao stake list`, and take less.',
  },
  'SubtensorModule.StakingRateLimitExceeded': {
    numbers: 'wait',
    message: 'Staking again so soon is not allowed',
    why: 'Older runtimes limit how often a coldkey may stake with a hotkey. Runtime 425 has no such limit.',
    remedy: 'Wait some blocks, then try again.',
  },
  'SubtensorModule.CannotUseSystemAccount': {
    message: 'That address belongs to a subnet itself',
    why: 'The accounts in which the chain keeps the TAO of subnets cannot serve as hotkeys.',
    remedy: 'Use a hotkey of your own. `tao wallet new-hotkey` makes one.',
  },
  'SubtensorModule.SameAutoStakeHotkeyAlreadySet': {
    message: 'Your mining income on {subnet} goes to that hotkey already',
    why: 'Setting the destination of automatic stake to what it is changes nothing, so the chain refuses it.',
    remedy: 'Nothing needs to be done. Name another hotkey if you meant another.',
  },
  'SubtensorModule.CannotBurnOrRecycleOnRootSubnet': {
    message: 'There is no alpha on root that could be burned or recycled',
    why: 'Stake on the root network is TAO. Burning and recycling are for the alpha of subnets.',
    remedy: 'Name a subnet other than 0 with --netuid.',
  },
  'SubtensorModule.NotEnoughAlphaOutToRecycle': {
    code: 'insufficient_balance',
    numbers: 'holdings',
    message: 'Less alpha of {subnet} is in circulation than that',
    why: 'No more can be recycled than the subnet has out. Runtime 425 reports that as InsufficientLiquidity.',
    remedy: 'Take less. See your own alpha with `tao stake list`.',
  },
  'SubtensorModule.AddStakeBurnRateLimitExceeded': {
    numbers: 'wait',
    message: 'Buying and burning alpha again so soon is not allowed',
    why: 'Older runtimes allow it once a tempo on each subnet. Runtime 425 has no such limit.',
    remedy: 'Wait until the next epoch of the subnet, then try again.',
  },
  'SubtensorModule.LockHotkeyMismatch': {
    message: 'The lock on {subnet} is behind another hotkey',
    why: 'A coldkey has one lock a subnet, behind one hotkey. What is added to it, or arrives locked, must be for the same.',
    remedy:
      'Leave --hotkey out to add to the lock that is there, or move it first with `tao lock move HOTKEY --netuid {netuid}`.',
  },
  'SubtensorModule.InsufficientStakeForLock': {
    code: 'insufficient_balance',
    numbers: 'holdings',
    message: 'Not enough stake on {subnet} for that lock',
    why: 'What is locked, together with what is locked already, cannot exceed what the coldkey has on the subnet in all.',
    remedy: 'Lock less, or stake more first with `tao stake add --netuid {netuid}`.',
  },
  'SubtensorModule.NoExistingLock': {
    message: '{Coldkey} has no lock on {subnet}',
    why: 'Only a lock that is there can be moved to another hotkey.',
    remedy:
      'See what is locked, and where, with `tao lock list`. Lock something with `tao lock add --netuid {netuid}`.',
  },
  'SubtensorModule.UnlockAmountTooHigh': {
    code: 'insufficient_balance',
    numbers: 'holdings',
    message: 'Less is locked than was to be unlocked',
    why: 'A lock gives back what it holds, no more. Runtime 425 unlocks by time alone and never gives this error.',
    remedy: 'See what is locked with `tao lock list`, and ask for no more than that.',
  },
  'SubtensorModule.AccountRejectsLockedAlpha': {
    message: 'The recipient takes no locked alpha',
    why: 'A coldkey takes alpha that arrives with a lock on it only once it has said so, and this one has not.',
    remedy: 'Send only what is not locked, or ask the recipient for `tao lock accept --allow` first.',
  },

  'Swap.FeeRateTooHigh': {
    numbers: 'bounds',
    message: 'The fee of the pool cannot be that high',
    why: 'A fee is a share of 65,535, and 10,000 (15.26 %) is the most.',
    remedy: 'Give a rate from 0 to 10000.',
  },
  'Swap.InsufficientInputAmount': {
    numbers: 'bounds',
    message: 'The amount is too small to be traded',
    why: 'Older runtimes refuse a trade of nothing. Runtime 425 no longer gives this error.',
    remedy: 'Trade a larger amount.',
  },
  'Swap.InsufficientLiquidity': {
    message: 'The pool of {subnet} cannot pay that out',
    why: 'The trade would pay more than the pool has on that side.',
    remedy: 'Trade less at a time. See the pool with `tao subnets show --netuid {netuid}`.',
  },
  'Swap.PriceLimitExceeded': {
    message: 'The price has passed your limit already',
    why: 'A buyer gets nothing at a limit below the price of the pool, a seller nothing at one above it.',
    remedy: 'See the price with `tao subnets show --netuid {netuid}`. Set the limit on its other side, or none.',
  },
  'Swap.InsufficientBalance': {
    code: 'insufficient_balance',
    numbers: 'funds',
    message: 'Not enough balance for the trade',
    why: 'A trade is paid with free TAO or with alpha of the subnet. Runtime 425 reports that by other errors.',
    remedy: 'See TAO with `tao wallet balance` and alpha with `tao stake list`, and trade less.',
  },
  'Swap.InvalidTickRange': {
    message: 'That is no range of prices',
    why: 'A liquidity position lies between a lower and a higher price. Pools of runtime 425 take no positions any more.',
    remedy: 'Stake instead with `tao stake add --netuid {netuid}`.',
  },
  'Swap.InvalidLiquidityValue': {
    numbers: 'bounds',
    message: 'That amount of liquidity cannot be provided',
    why: 'It belongs to liquidity positions, which older runtimes have. Pools of runtime 425 take none from users.',
    remedy: 'Stake instead with `tao stake add --netuid {netuid}`.',
  },
  'Swap.ReservesTooLow': {
    message: 'The pool of {subnet} is too small to trade with',
    why: 'One of its sides holds less than 0.001 TAO or alpha, or the trade is so small that nothing would come out of it.',
    remedy: 'See the pool with `tao subnets show --netuid {netuid}`. Trade more at once, or on another subnet.',
  },
  'Swap.MechanismDoesNotExist': {
    message: '{Subnet} does not exist',
    why: 'A pool belongs to a subnet, and there is none with that netuid.',
    remedy: 'List the subnets with `tao subnets list`.',
  },
  'Swap.SubtokenDisabled': {
    message: 'The alpha of {subnet} is not traded yet',
    why: 'The pool opens when the owner starts the subnet.',
    remedy: 'Wait for the start. The owner starts it with `tao subnets start --netuid {netuid}`.',
  },
  'Swap.ReservesOutOfBalance': {
    message: 'The pool of {subnet} has no usable price',
    why: 'It is empty, or holds so much more of one side than of the other that no price can be computed.',
    remedy: 'Look at it with `tao subnets show --netuid {netuid}`. Until both sides hold something, nobody can trade.',
  },
  'Swap.SwapInputTooLarge': {
    message: 'The amount is too large for the pool of {subnet}',
    why: 'A trade may bring in at most 1,000 times what its side of the pool holds.',
    remedy: 'Trade less. See the pool with `tao subnets show --netuid {netuid}`.',
  },
  'Swap.Deprecated': {
    message: 'Pools do not take liquidity from users any more',
    why: 'Positions in pools were abolished. The calls remain so that old programs get this answer.',
    remedy: 'Stake instead with `tao stake add --netuid {netuid}`.',
  },
}
