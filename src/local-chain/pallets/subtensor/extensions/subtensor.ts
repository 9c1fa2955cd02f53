/**
 * Keeps transactions out of the pool that the guards would refuse; the guards ask again when the call is dispatched.
 * Reference: extensions/subtensor.rs.
 */
import type { Ctx } from '../../../runtime/context.ts'
import { DispatchError } from '../../../runtime/dispatch-error.ts'
import { extension } from '../../../runtime/extension.ts'
import { NEUTRAL } from '../../../runtime/validity.ts'
import { addWeight, type Weight, ZERO_WEIGHT } from '../../../runtime/weight.ts'
import { unit } from '../../../scale/primitives.ts'
import { runtimeExtension } from '../../system/extensions.ts'
import { subtensorGuards } from '../guards/all.ts'
import { validityOf } from './transaction-error.ts'

export const SubtensorTransactionExtension = extension({
  identifier: 'SubtensorTransactionExtension',
  explicit: runtimeExtension('pallet_subtensor::extensions::subtensor::SubtensorTransactionExtension'),
  implicit: unit,
  implicitValue: () => null,
  weight: (ctx, call): Weight =>
    subtensorGuards.reduce((sum, guard) => addWeight(sum, guard.weight(ctx, call)), ZERO_WEIGHT),
  validate: (ctx: Ctx, { origin, call }) => {
    if (origin.type !== 'Signed') return NEUTRAL
    try {
      for (const guard of subtensorGuards) guard.check(ctx, origin.who, call)
    } catch (error) {
      throw error instanceof DispatchError ? validityOf(error) : error
    }
    return NEUTRAL
  },
})
