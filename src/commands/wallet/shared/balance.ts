import { TaoError } from '../../../primitives/errors.ts'
import { taoText } from '../../shared/transaction.ts'

/** @throws TaoError `insufficient_balance` for more than there is */
export function ensureHas(address: string, free: bigint, amount: bigint): void {
  if (amount <= free) return
  throw new TaoError('insufficient_balance', `The balance is too small to send ${taoText(amount)}`, {
    why: `${address} has ${taoText(free)}.`,
    remedy: 'Send less.',
    data: { needed_rao: String(amount), free_rao: String(free) },
  })
}
