/**
 * Bytes that are kept under their hash: because somebody noted them and pays a deposit, or because the chain needs them.
 * Reference: pallet_preimage.
 */
import type { AccountId } from '../../../primitives/account.ts'
import { toHex } from '../../../primitives/bytes.ts'
import { blake2_256 } from '../../../primitives/crypto/blake2.ts'
import type { Ctx } from '../../runtime/context.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import type { Hash } from '../../runtime/types.ts'
import { hold, release } from '../balances/holds.ts'
import { unreserve } from '../balances/reserves.ts'
import type { HoldReason } from '../balances/types.ts'
import { attempt } from '../swap/attempt.ts'
import { PreimageErrors, preimageEvents } from './events.ts'
import { depositFor, MAX_SIZE, PreimageFor, RequestStatusFor, StatusFor } from './storage.ts'
import type { Owner, RequestStatus } from './types.ts'

const HOLD_REASON: HoldReason = { type: 'Preimage', value: 'Preimage' }

/** @throws Token.FundsUnavailable, Token.CannotCreateHold */
function takeDeposit(ctx: Ctx, who: AccountId, length: number): Owner {
  const amount = depositFor(length)
  hold(ctx, HOLD_REASON, who, amount)
  return [who, amount]
}

function giveBack(ctx: Ctx, [who, amount]: Owner): void {
  attempt(() => release(ctx, HOLD_REASON, who, amount, 'BestEffort'))
}

type Requested = Extract<RequestStatus, { type: 'Requested' }>['value']

const requested = (value: Requested): RequestStatus => ({ type: 'Requested', value })
const unrequested = (ticket: Owner, len: number): RequestStatus => ({ type: 'Unrequested', value: { ticket, len } })

/** Brings a status of the old kind to the present one. @returns whether there was one */
export function ensureUpdated(ctx: Ctx, hash: Hash): boolean {
  const old = StatusFor.take(ctx, hash)
  if (old === undefined) return false
  const depositor = old.value.deposit
  if (depositor !== undefined) unreserve(ctx, depositor[0], depositor[1])
  const { len } = old.value
  const paysFor = depositor !== undefined && len !== undefined
  const ticket = paysFor ? attempt(() => takeDeposit(ctx, depositor[0], len)) : undefined
  if (paysFor && ticket === undefined) return true
  const status =
    old.type === 'Unrequested'
      ? unrequested(ticket!, old.value.len)
      : requested({ maybe_ticket: ticket, count: old.value.count, maybe_len: len })
  RequestStatusFor.put(ctx, hash, status)
  return true
}

function statusOf(ctx: Ctx, hash: Hash): RequestStatus | undefined {
  ensureUpdated(ctx, hash)
  return RequestStatusFor.get(ctx, hash)
}

/**
 * Keeps bytes, for a depositor or, without one, for the chain.
 * @returns their hash, and whether the chain needs them @throws TooBig, AlreadyNoted, and those of the deposit
 */
export function noteBytes(
  ctx: Ctx,
  bytes: Uint8Array,
  depositor: AccountId | undefined,
): { readonly hash: Hash; readonly isRequested: boolean } {
  const hash = toHex(blake2_256(bytes))
  const len = bytes.length
  ensure(len <= MAX_SIZE, PreimageErrors.TooBig)
  const status = notedStatus(ctx, statusOf(ctx, hash), depositor, len)
  RequestStatusFor.put(ctx, hash, status)
  PreimageFor.put(ctx, [hash, len], bytes)
  ctx.deposit(preimageEvents.Noted({ hash }))
  return { hash, isRequested: status.type === 'Requested' }
}

function notedStatus(
  ctx: Ctx,
  known: RequestStatus | undefined,
  depositor: AccountId | undefined,
  len: number,
): RequestStatus {
  if (known?.type === 'Requested') return requested({ ...known.value, maybe_len: len })
  if (known !== undefined) {
    ensure(depositor === undefined, PreimageErrors.AlreadyNoted)
    return requested({ maybe_ticket: known.value.ticket, count: 1, maybe_len: len })
  }
  if (depositor === undefined) return requested({ maybe_ticket: undefined, count: 1, maybe_len: len })
  return unrequested(takeDeposit(ctx, depositor, len), len)
}

const U32_MAX = 0xffff_ffff

/** Asks for bytes to be kept, whether they are known already or not. */
export function requestPreimage(ctx: Ctx, hash: Hash): void {
  const known = statusOf(ctx, hash)
  const next = requestedOnceMore(known)
  RequestStatusFor.put(ctx, hash, requested(next))
  if (next.count === 1) ctx.deposit(preimageEvents.Requested({ hash }))
}

function requestedOnceMore(known: RequestStatus | undefined): Requested {
  if (known === undefined) return { maybe_ticket: undefined, count: 1, maybe_len: undefined }
  if (known.type === 'Unrequested') return { maybe_ticket: known.value.ticket, count: 1, maybe_len: known.value.len }
  return { ...known.value, count: Math.min(known.value.count + 1, U32_MAX) }
}

function clear(ctx: Ctx, hash: Hash, len: number): void {
  RequestStatusFor.remove(ctx, hash)
  PreimageFor.remove(ctx, [hash, len])
  ctx.deposit(preimageEvents.Cleared({ hash }))
}

/** Takes a request back. What nobody needs and nobody pays for is gone. @throws NotRequested */
export function unrequestPreimage(ctx: Ctx, hash: Hash): void {
  const known = statusOf(ctx, hash)
  if (known?.type !== 'Requested') throw PreimageErrors.NotRequested
  const { count, maybe_len: len, maybe_ticket: ticket } = known.value
  if (count > 1) RequestStatusFor.put(ctx, hash, requested({ ...known.value, count: count - 1 }))
  else if (len === undefined) RequestStatusFor.remove(ctx, hash)
  else if (ticket === undefined) clear(ctx, hash, len)
  else RequestStatusFor.put(ctx, hash, unrequested(ticket, len))
}

/**
 * Takes noted bytes back, and their deposit. What is requested stays until it is not.
 * @param who the one who noted them; undefined for the chain, which may do so for anybody
 * @throws NotNoted, NotAuthorized
 */
export function unnotePreimage(ctx: Ctx, hash: Hash, who: AccountId | undefined): void {
  const known = statusOf(ctx, hash)
  if (known === undefined) throw PreimageErrors.NotNoted
  const ticket = known.type === 'Requested' ? known.value.maybe_ticket : known.value.ticket
  ensure(who === undefined || who === ticket?.[0], PreimageErrors.NotAuthorized)
  if (ticket === undefined) {
    unrequestPreimage(ctx, hash)
    return
  }
  giveBack(ctx, ticket)
  if (known.type === 'Unrequested') clear(ctx, hash, known.value.len)
  else RequestStatusFor.put(ctx, hash, requested({ ...known.value, maybe_ticket: undefined }))
}

/** The bytes of a hash, of a length if that is known; undefined while nobody has noted them. */
export function fetchPreimage(ctx: Ctx, hash: Hash, length: number | undefined): Uint8Array | undefined {
  const len = length ?? lengthOf(statusOf(ctx, hash))
  return len === undefined ? undefined : PreimageFor.get(ctx, [hash, len])
}

function lengthOf(status: RequestStatus | undefined): number | undefined {
  return status?.type === 'Requested' ? status.value.maybe_len : status?.value.len
}
