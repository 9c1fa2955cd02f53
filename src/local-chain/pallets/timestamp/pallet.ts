/**
 * The Timestamp pallet: the time of a block, stated by its author in the block's first extrinsic. A block without its
 * time, or with a wrong one, is not a block: what breaks these rules is no refusal but an error.
 *
 * Reference: pallet_timestamp
 */
import { assert } from '../../../primitives/errors.ts'
import { call } from '../../runtime/call.ts'
import { ensureNone } from '../../runtime/origin.ts'
import { pallet } from '../../runtime/pallet.ts'
import { weigh } from '../../runtime/weight.ts'
import { named } from '../../scale/codec.ts'
import { compactU64 } from '../../scale/primitives.ts'
import { checkTime } from '../aura/slots.ts'
import { DidUpdate, MinimumPeriod, Now } from './storage.ts'

export const setTimestamp = call(
  'set',
  0,
  { now: named(compactU64, 'T::Moment') },
  { weight: weigh(3_816_000, 1493, 2, 1), class: 'Mandatory' },
  (ctx, origin, { now }) => {
    ensureNone(origin)
    assert(!DidUpdate.exists(ctx), 'a block is given its time once')
    const before = Now.get(ctx)
    assert(before === 0n || now >= before + MinimumPeriod.of(ctx), 'time passes between two blocks')
    Now.put(ctx, now)
    DidUpdate.put(ctx, true)
    if (ctx.runtime.pallet('Aura') !== undefined) checkTime(ctx, now)
  },
)

const ON_FINALIZE = weigh(3_246_000, 0, 0, 0)

export const timestamp = pallet({
  name: 'Timestamp',
  path: 'pallet_timestamp::pallet',
  storage: [Now, DidUpdate],
  calls: [setTimestamp],
  constants: [MinimumPeriod],
  onInitialize: () => ON_FINALIZE,
  onFinalize: ctx => {
    assert(DidUpdate.take(ctx), 'a block is given its time')
  },
})
