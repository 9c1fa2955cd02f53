/** The keys to which transactions are sealed: each author tells his own, in turn. Reference: pallets/shield announce_next_key */
import type { AccountId } from '../../../primitives/account.ts'
import { call } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import { ensureNone } from '../../runtime/origin.ts'
import { weigh } from '../../runtime/weight.ts'
import { named } from '../../scale/codec.ts'
import { option } from '../../scale/collections.ts'
import type { StorageValue } from '../../state/storage.ts'
import { claimedSlot } from '../aura/slots.ts'
import { Authorities } from '../aura/storage.ts'
import { MevShieldErrors } from './events.ts'
import * as storage from './storage.ts'

/** Who makes the block that is so many slots after this one. */
function authorAfter(ctx: Ctx, slots: bigint): AccountId | undefined {
  const slot = claimedSlot(ctx)
  const authorities = Authorities.get(ctx)
  if (slot === undefined || authorities.length === 0) return undefined
  return authorities[Number((slot + slots) % BigInt(authorities.length))]
}

function putOrRemove<V>(ctx: Ctx, item: StorageValue<V>, value: V | undefined): void {
  if (value === undefined) item.remove(ctx)
  else item.put(ctx, value)
}

/** Stated by the author of a block, who may have no key. */
export const announceNextKey = call(
  'announce_next_key',
  0,
  { enc_key: named(option(storage.shieldKey), 'Option<ShieldEncKey>') },
  { weight: weigh(33_661_000, 5_555, 4, 6) },
  (ctx, origin, { enc_key }) => {
    ensureNone(origin)
    const author = authorAfter(ctx, 0n)
    if (author === undefined) throw MevShieldErrors.Unreachable
    putOrRemove(ctx, storage.CurrentKey, storage.PendingKey.take(ctx))
    putOrRemove(ctx, storage.PendingKey, storage.NextKey.take(ctx))
    const later = authorAfter(ctx, 2n)
    putOrRemove(ctx, storage.NextKey, later && storage.AuthorKeys.get(ctx, later))
    if (enc_key === undefined) {
      storage.AuthorKeys.remove(ctx, author)
    } else {
      ensure(enc_key.length === storage.KEY_LENGTH, MevShieldErrors.BadEncKeyLen)
      storage.AuthorKeys.put(ctx, author, enc_key)
    }
    const { block } = ctx
    putOrRemove(ctx, storage.PendingKeyExpiresAt, storage.PendingKey.exists(ctx) ? block + 2n : undefined)
    putOrRemove(ctx, storage.NextKeyExpiresAt, storage.NextKey.exists(ctx) ? block + 3n : undefined)
  },
)
