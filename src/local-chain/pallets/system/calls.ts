/**
 * Calls of the System pallet. Reference: frame_system.
 *
 * The chain inside carries its runtime with it: no code can take its place. What would set code is refused as the
 * reference refuses code that it cannot read.
 */
import { U64_MAX } from '../../../primitives/amounts.ts'
import { equalBytes, fromHex, type Hex, toHex, utf8 } from '../../../primitives/bytes.ts'
import { blake2_256 } from '../../../primitives/crypto/blake2.ts'
import { TaoError } from '../../../primitives/errors.ts'
import { call, type RuntimeCall } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { CORRUPTION, ensure } from '../../runtime/dispatch-error.ts'
import { ensureRoot, ensureSigned } from '../../runtime/origin.ts'
import { h256 } from '../../runtime/types.ts'
import { invalid, NEUTRAL, type Validity } from '../../runtime/validity.ts'
import { encode, named } from '../../scale/codec.ts'
import { bytes, tuple, vec } from '../../scale/collections.ts'
import { u32, u64 } from '../../scale/primitives.ts'
import { SystemErrors } from './errors.ts'
import { systemEvents } from './events.ts'
import { AuthorizedUpgrade, SystemDigest } from './storage.ts'
import * as weights from './weights.ts'

const CODE = utf8(':code')
const HEAP_PAGES = utf8(':heappages')

/** Keys of child tries, which storage passes over when they are written or cleared like others. */
const CHILD_STORAGE = utf8(':child_storage:')

const key = named(bytes, 'Key')
const hash = named(h256, 'T::Hash')

function ensureNotCode(rawKey: Uint8Array): void {
  ensure(!equalBytes(rawKey, CODE), SystemErrors.FailedToExtractRuntimeVersion)
}

export const remark = call(
  'remark',
  0,
  { remark: bytes },
  { weight: args => weights.remark(args.remark.length) },
  () => {},
)

export const setHeapPages = call(
  'set_heap_pages',
  1,
  { pages: u64 },
  { weight: weights.SET_HEAP_PAGES, class: 'Operational' },
  (ctx, origin, { pages }) => {
    ensureRoot(origin)
    ctx.runtime.raw.put(ctx.state, HEAP_PAGES, encode(u64, pages))
    SystemDigest.mutate(ctx, ({ logs }) => ({ logs: [...logs, { type: 'RuntimeEnvironmentUpdated' }] }))
  },
)

export const setCode = call(
  'set_code',
  2,
  { code: bytes },
  { weight: weights.SET_CODE, class: 'Operational' },
  (_ctx, origin) => {
    ensureRoot(origin)
    throw SystemErrors.FailedToExtractRuntimeVersion
  },
)

export const setCodeWithoutChecks = call(
  'set_code_without_checks',
  3,
  { code: bytes },
  { weight: weights.SET_CODE, class: 'Operational' },
  (_ctx, origin) => {
    ensureRoot(origin)
    throw SystemErrors.FailedToExtractRuntimeVersion
  },
)

export const setStorage = call(
  'set_storage',
  4,
  { items: named(vec(tuple(bytes, bytes)), 'Vec<KeyValue>') },
  { weight: ({ items }) => weights.setStorage(items.length), class: 'Operational' },
  (ctx, origin, { items }) => {
    ensureRoot(origin)
    for (const [rawKey, value] of items) putRaw(ctx, rawKey, value)
  },
)

/** Whether one of the two begins with the other, as far as it goes. Reference: sp_core well_known_keys */
const overlaps = (a: Uint8Array, b: Uint8Array): boolean => {
  const length = Math.min(a.length, b.length)
  return equalBytes(a.subarray(0, length), b.subarray(0, length))
}

const isOfChild = (rawKey: Uint8Array): boolean =>
  rawKey.length >= CHILD_STORAGE.length && overlaps(rawKey, CHILD_STORAGE)

/**
 * A value that its item cannot hold would leave the state unreadable: it is refused. What stands behind a value is never
 * read, and so not kept.
 */
function putRaw(ctx: Ctx, rawKey: Uint8Array, value: Uint8Array): void {
  ensureNotCode(rawKey)
  if (isOfChild(rawKey)) return
  try {
    ctx.runtime.raw.put(ctx.state, rawKey, value, 'dropped')
  } catch (error) {
    throw error instanceof TaoError && error.code === 'invalid_argument' ? CORRUPTION : error
  }
}

export const killStorage = call(
  'kill_storage',
  5,
  { keys: named(vec(bytes), 'Vec<Key>') },
  { weight: ({ keys }) => weights.killStorage(keys.length), class: 'Operational' },
  (ctx, origin, { keys }) => {
    ensureRoot(origin)
    for (const rawKey of keys) {
      ensureNotCode(rawKey)
      if (!isOfChild(rawKey)) ctx.runtime.raw.remove(ctx.state, rawKey)
    }
  },
)

export const killPrefix = call(
  'kill_prefix',
  6,
  { prefix: key, subkeys: u32 },
  { weight: ({ subkeys }) => weights.killPrefix(Math.min(subkeys + 1, 0xffff_ffff)), class: 'Operational' },
  (ctx, origin, { prefix, subkeys }) => {
    ensureRoot(origin)
    if (!overlaps(prefix, CHILD_STORAGE)) ctx.runtime.raw.clearPrefix(ctx.state, prefix, subkeys)
  },
)

export const remarkWithEvent = call(
  'remark_with_event',
  7,
  { remark: bytes },
  { weight: args => weights.remarkWithEvent(args.remark.length) },
  (ctx, origin, args) => {
    const sender = ensureSigned(origin)
    ctx.deposit(systemEvents.Remarked({ sender, hash: hashOf(args.remark) }))
  },
)

const hashOf = (data: Uint8Array): Hex => toHex(blake2_256(data))

export const authorizeUpgrade = call(
  'authorize_upgrade',
  9,
  { code_hash: hash },
  { weight: weights.AUTHORIZE_UPGRADE, class: 'Operational' },
  (ctx, origin, { code_hash }) => {
    ensureRoot(origin)
    authorize(ctx, code_hash, true)
  },
)

export const authorizeUpgradeWithoutChecks = call(
  'authorize_upgrade_without_checks',
  10,
  { code_hash: hash },
  { weight: weights.AUTHORIZE_UPGRADE, class: 'Operational' },
  (ctx, origin, { code_hash }) => {
    ensureRoot(origin)
    authorize(ctx, code_hash, false)
  },
)

function authorize(ctx: Ctx, code_hash: Hex, check_version: boolean): void {
  AuthorizedUpgrade.put(ctx, { code_hash, check_version })
  ctx.deposit(systemEvents.UpgradeAuthorized({ code_hash, check_version }))
}

export const applyAuthorizedUpgrade = call(
  'apply_authorized_upgrade',
  11,
  { code: bytes },
  { weight: weights.APPLY_AUTHORIZED_UPGRADE, class: 'Operational' },
  (ctx, _origin, { code }) => {
    const authorized = AuthorizedUpgrade.get(ctx)
    if (authorized === undefined) throw SystemErrors.NothingAuthorized
    const { code_hash, check_version } = authorized
    ensure(hashOf(code) === code_hash, SystemErrors.Unauthorized)
    AuthorizedUpgrade.remove(ctx)
    const error = SystemErrors.FailedToExtractRuntimeVersion
    ensure(check_version, error)
    ctx.deposit(systemEvents.RejectedInvalidAuthorizedUpgrade({ code_hash, error: ctx.runtime.errorData(error) }))
    return { pays: 'No' }
  },
)

/** Anybody may bring code that was authorised, without a signature. Nothing else of this pallet goes unsigned. */
export function validateUnsigned(ctx: Ctx, { call: decl, args }: RuntimeCall): Validity {
  const authorized = AuthorizedUpgrade.get(ctx)
  if (decl !== applyAuthorizedUpgrade || authorized === undefined) throw invalid('Call')
  if (hashOf((args as { readonly code: Uint8Array }).code) !== authorized.code_hash) throw invalid('Call')
  return { ...NEUTRAL, priority: U64_MAX, provides: [fromHex(authorized.code_hash)] }
}

export const systemCalls = [
  remark,
  setHeapPages,
  setCode,
  setCodeWithoutChecks,
  setStorage,
  killStorage,
  killPrefix,
  remarkWithEvent,
  authorizeUpgrade,
  authorizeUpgradeWithoutChecks,
  applyAuthorizedUpgrade,
]
