/** Weights of the LimitOrders calls for n orders. Reference: pallets/limit-orders/src/weights.rs. */
import { type Weight, weigh } from '../../runtime/weight.ts'

export const executeOrders = (n: number): Weight =>
  weigh(61_768_457 + 520_180_782 * n, 6_148 + 5_158 * n, 17 + 11 * n, 10 + 7 * n)
export const executeBatchedOrders = (n: number): Weight =>
  weigh(499_718_496 + 259_134_004 * n, 8_727 + 5_158 * n, 25 + 10 * n, 15 + 7 * n)
export const CANCEL_ORDER = weigh(14_822_000, 3_522, 1, 1)
export const SET_PALLET_STATUS = weigh(4_266_000, 0, 0, 1)
