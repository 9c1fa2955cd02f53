/**
 * Weights of the Multisig calls for `s` other signatories and an inner call of `z` bytes, without that call's own.
 * Reference: pallet_multisig weights.
 */
import { type Weight, weigh } from '../../runtime/weight.ts'

export const asMultiThreshold1 = (z: number): Weight => weigh(20_470_382 + 397 * z, 3_997, 2, 0)
export const asMultiCreate = (s: number, z: number): Weight => weigh(29_976_762 + 144_320 * s + 1_819 * z, 6_811, 1, 1)
export const asMultiApprove = (s: number, z: number): Weight => weigh(14_821_348 + 127_874 * s + 1_968 * z, 6_811, 1, 1)
export const asMultiComplete = (s: number, z: number): Weight =>
  weigh(34_745_418 + 193_313 * s + 2_057 * z, 6_811, 4, 2)
export const approveAsMultiCreate = (s: number): Weight => weigh(27_463_275 + 139_226 * s, 6_811, 1, 1)
export const approveAsMultiApprove = (s: number): Weight => weigh(14_074_258 + 126_544 * s, 6_811, 1, 1)
export const cancelAsMulti = (s: number): Weight => weigh(28_623_566 + 135_351 * s, 6_811, 1, 1)
export const pokeDeposit = (s: number): Weight => weigh(27_349_525 + 121_813 * s, 6_811, 1, 1)
