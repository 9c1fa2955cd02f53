/** The Preimage pallet: bytes kept by their hash until they are needed. Reference: pallet_preimage. */
import { call } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import { ensureRoot, ensureSigned, ensureSignedOrRoot } from '../../runtime/origin.ts'
import { pallet } from '../../runtime/pallet.ts'
import { type Hash, h256 } from '../../runtime/types.ts'
import { named } from '../../scale/codec.ts'
import { bytes, vec } from '../../scale/collections.ts'
import { isAtLeastNineTenths } from '../balances/calls.ts'
import { PreimageErrors, preimageEvents } from './events.ts'
import { ensureUpdated, noteBytes, requestPreimage, unnotePreimage, unrequestPreimage } from './preimages.ts'
import { preimageStorage } from './storage.ts'
import * as weights from './weights.ts'

const hash = named(h256, 'T::Hash')

const note = call(
  'note_preimage',
  0,
  { bytes },
  { weight: args => weights.notePreimage(args.bytes.length) },
  (ctx, origin, args) => {
    const who = ensureSignedOrRoot(origin)
    const { isRequested } = noteBytes(ctx, args.bytes, who)
    return { pays: isRequested || who === undefined ? 'No' : 'Yes' }
  },
)

const unnote = call('unnote_preimage', 1, { hash }, { weight: weights.UNNOTE_PREIMAGE }, (ctx, origin, args) =>
  unnotePreimage(ctx, args.hash, ensureSignedOrRoot(origin)),
)

const request = call('request_preimage', 2, { hash }, { weight: weights.REQUEST_PREIMAGE }, (ctx, origin, args) => {
  ensureRoot(origin)
  requestPreimage(ctx, args.hash)
})

const unrequest = call(
  'unrequest_preimage',
  3,
  { hash },
  { weight: weights.UNREQUEST_PREIMAGE },
  (ctx, origin, args) => {
    ensureRoot(origin)
    unrequestPreimage(ctx, args.hash)
  },
)

const MAX_UPDATED = 1024

const update = call(
  'ensure_updated',
  4,
  { hashes: named(vec(hash), 'Vec<T::Hash>') },
  { weight: ({ hashes }) => weights.ensureUpdated(hashes.length) },
  (ctx, origin, { hashes }) => {
    ensureSigned(origin)
    ensure(hashes.length > 0, PreimageErrors.TooFew)
    ensure(hashes.length <= MAX_UPDATED, PreimageErrors.TooMany)
    return { pays: isAtLeastNineTenths(countUpdated(ctx, hashes), hashes.length) ? 'No' : 'Yes' }
  },
)

const countUpdated = (ctx: Ctx, hashes: readonly Hash[]): number =>
  hashes.filter(each => ensureUpdated(ctx, each)).length

export const preimage = pallet({
  name: 'Preimage',
  path: 'pallet_preimage::pallet',
  storage: preimageStorage,
  calls: [note, unnote, request, unrequest, update],
  events: preimageEvents,
  errors: PreimageErrors,
})
