import type { Entries } from '../entry.ts'

/** Signed orders that others carry out. */
export const ORDERS: Entries = {
  'LimitOrders.InvalidSignature': {
    message: 'The signature of the order does not fit',
    why: 'It must be an sr25519 signature by the account that gives the order, over exactly this order.',
    remedy: 'Sign the order anew. Keys of other kinds cannot give orders.',
  },
  'LimitOrders.OrderAlreadyProcessed': {
    message: 'The order is done',
    why: 'It has been filled as a whole, or cancelled, and cannot be used again.',
    remedy: 'Sign a new order. Another expiry makes it a different one.',
  },
  'LimitOrders.OrderCancelled': {
    message: 'The order was cancelled',
    why: 'The account that gave it has taken it back.',
    remedy: 'Sign a new order if you still want it.',
  },
  'LimitOrders.OrderExpired': {
    message: 'The order has expired',
    why: 'The time of the present block is later than the one up to which the order holds.',
    remedy: 'Sign a new order with a later expiry.',
  },
  'LimitOrders.PriceConditionNotMet': {
    message: 'The price is not there yet',
    why: 'Limit buys and stop losses wait for a price at or below their limit, profit takers for one at or above it.',
    remedy: 'Try again when the price has moved. See it with `tao subnets show --netuid {netuid}`.',
  },
  'LimitOrders.Unauthorized': {
    message: 'The order is of another account',
    why: 'Only the account that signed an order may cancel it.',
    remedy: 'Sign with that key. `tao wallet list` shows the keys you have here.',
  },
  'LimitOrders.SwapReturnedZero': {
    message: 'The pool of {subnet} would give nothing for it',
    why: 'The amount is too small at the present price.',
    remedy: 'Carry out more orders together, or larger ones.',
  },
  'LimitOrders.RootNetUidNotAllowed': {
    message: 'There are no orders on root',
    why: 'Orders trade the alpha of a subnet, and root has none.',
    remedy: 'Name a subnet other than 0.',
  },
  'LimitOrders.OrderNetUidMismatch': {
    message: 'An order of the batch is for another subnet',
    why: 'A batch trades on one subnet.',
    remedy: 'Put the orders of each subnet into a batch of their own.',
  },
  'LimitOrders.LimitOrdersDisabled': {
    message: '{Network} does not carry out orders at present',
    why: 'Orders are switched off until the sudo key switches them on.',
    remedy: 'Trade at once instead, with `tao stake add` and `tao stake remove`.',
  },
  'LimitOrders.RelayerMissMatch': {
    message: 'The signing key may not carry out the order',
    why: 'The order names those who may.',
    remedy: 'Let one of them carry it out.',
  },
  'LimitOrders.PartialFillsNotEnabled': {
    message: 'The order is to be filled as a whole',
    why: 'Its signer has not allowed parts.',
    remedy: 'Fill all of it, or none.',
  },
  'LimitOrders.IncorrectPartialFillAmount': {
    numbers: 'bounds',
    message: 'That part of the order cannot be filled',
    why: 'A part is more than nothing and no more than is left. Once a part is filled, the rest is filled as a part, too.',
    remedy: 'Name an amount up to what is left of the order.',
  },
  'LimitOrders.RelayerRequiredForPartialFill': {
    message: 'Parts of the order may be filled by named keys only',
    why: 'An order that allows parts must say who may carry it out.',
    remedy: 'Sign a new order that names them.',
  },
  'LimitOrders.ChainIdMismatch': {
    message: 'The order is for another chain',
    why: 'It names the chain that it was signed for, so that it cannot be used on others.',
    remedy: 'Sign a new order for {network}.',
  },
  'LimitOrders.PalletHotkeyNotRegistered': {
    message: 'Orders cannot be switched on yet',
    why: 'The chain trades them through a hotkey of its own, which it has not set up.',
    remedy: 'It is set up by a runtime upgrade. Wait for one, or make a local chain anew with `tao chain reset`.',
  },
  'LimitOrders.ArithmeticOverflow': {
    message: 'The order is too large to be computed with',
    why: 'Its TAO, divided by the price, is more alpha than the chain can count.',
    remedy: 'Sign smaller orders.',
  },
  'LimitOrders.DuplicateOrderInBatch': {
    message: 'The batch holds an order twice',
    why: 'An order is carried out once in a batch.',
    remedy: 'Leave it out once.',
  },
  'LimitOrders.ZeroShareInBatch': {
    message: 'An order of the batch would get nothing',
    why: 'Its share of what the batch brings is less than one rao. The whole batch is refused, so that nobody loses.',
    remedy: 'Leave the smallest orders out, or batch them with others.',
  },
}
