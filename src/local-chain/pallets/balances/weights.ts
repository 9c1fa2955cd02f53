/** Weights of the Balances calls. Reference: pallet_balances weights. */
import { addWeight, DB_READ, DB_WRITE, type Weight, weigh } from '../../runtime/weight.ts'

export const TRANSFER_ALLOW_DEATH = weigh(48_834_000, 3593, 1, 1)
export const TRANSFER_KEEP_ALIVE = weigh(39_051_000, 3593, 1, 1)
export const FORCE_TRANSFER = weigh(49_519_000, 6196, 2, 2)
export const TRANSFER_ALL = weigh(48_209_000, 3593, 1, 1)
export const FORCE_UNRESERVE = weigh(15_515_000, 3593, 1, 1)
/** Killing an account weighs more than creating one. */
export const FORCE_SET_BALANCE = weigh(19_206_000, 3593, 1, 1)
export const FORCE_ADJUST_TOTAL_ISSUANCE = weigh(5_351_000, 0, 0, 0)
export const BURN_ALLOW_DEATH = weigh(30_219_000, 0, 0, 0)
export const BURN_KEEP_ALIVE = weigh(20_720_000, 0, 0, 0)

export function upgradeAccounts(accounts: number): Weight {
  const count = BigInt(accounts)
  return addWeight(weigh(14_674_000, 990, 0, 0), {
    ref_time: count * (14_648_188n + DB_READ + DB_WRITE),
    proof_size: count * 2603n,
  })
}
