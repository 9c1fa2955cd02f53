/** Slots: who makes a block and when. Reference: pallet_aura. */
import type { AccountId } from '../../../primitives/account.ts'
import { type Hex, toHex, utf8 } from '../../../primitives/bytes.ts'
import { assert } from '../../../primitives/errors.ts'
import type { Ctx } from '../../runtime/context.ts'
import { type Weight, weigh } from '../../runtime/weight.ts'
import { Reader } from '../../scale/buffer.ts'
import { u64 } from '../../scale/primitives.ts'
import { SystemDigest } from '../system/storage.ts'
import { Authorities, CurrentSlot, SlotDuration } from './storage.ts'

/** The name of Aura in digests: `aura`. */
export const AURA_ENGINE: Hex = toHex(utf8('aura'))

const SLOT_BYTES = 8

/** The slot that the block being made claims in its digest. */
export function claimedSlot(ctx: Ctx): bigint | undefined {
  for (const item of SystemDigest.get(ctx).logs) {
    if (item.type !== 'PreRuntime' || item.value[0] !== AURA_ENGINE) continue
    const data = item.value[1]
    return data.length < SLOT_BYTES ? undefined : u64.read(new Reader(data))
  }
  return undefined
}

/** Who makes the block, and earns its fees. Reference: runtime/src/lib.rs BlockAuthorFromAura */
export function authorOf(ctx: Ctx): AccountId | undefined {
  const slot = claimedSlot(ctx)
  const authorities = Authorities.get(ctx)
  if (slot === undefined || authorities.length === 0) return undefined
  return authorities[Number(slot % BigInt(authorities.length))]
}

/** Takes note of the block's slot: never one that is over. */
export function enterSlot(ctx: Ctx): Weight {
  const slot = claimedSlot(ctx)
  if (slot === undefined) return weigh(0, 0, 1, 0)
  assert(CurrentSlot.get(ctx) < slot, 'the slot of a block is later than that of its parent')
  CurrentSlot.put(ctx, slot)
  return weigh(0, 0, 2, 1)
}

/** A block's time, in milliseconds of Unix time, lies in its slot. */
export function checkTime(ctx: Ctx, now: bigint): void {
  const duration = SlotDuration.of(ctx)
  assert(duration > 0n, 'a slot takes time')
  assert(now / duration === CurrentSlot.get(ctx), 'the time of a block lies in its slot')
}
