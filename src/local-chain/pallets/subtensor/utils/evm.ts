/**
 * Binds a key of the EVM to a neuron. The key proves itself by a signature (EIP-191) over the hotkey and the hash of a block
 * number of the signer's choice. Reference: utils/evm.rs.
 */
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { type AccountId, accountBytes, ZERO_ACCOUNT } from '../../../../primitives/account.ts'
import { concatBytes, fromHex, type Hex, toHex, utf8 } from '../../../../primitives/bytes.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import { call } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { ensureSigned, type Origin } from '../../../runtime/origin.ts'
import { h160, netuid as netuidCodec } from '../../../runtime/types.ts'
import { encode, named } from '../../../scale/codec.ts'
import { fixedBytes } from '../../../scale/collections.ts'
import { u64 } from '../../../scale/primitives.ts'
import { EvmKeyAssociateRateLimit } from '../constants.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import { getOwningColdkeyForHotkey } from '../staking/helpers.ts'
import { AssociatedEvmAddress } from '../storage/keys.ts'
import { getUidForNetAndHotkey } from '../subnets/uids.ts'
import { weights } from '../weights.ts'

const MESSAGE_PREFIX = '\x19Ethereum Signed Message:\n'

export const hashMessageEip191 = (message: Uint8Array): Uint8Array =>
  keccak_256(concatBytes(utf8(`${MESSAGE_PREFIX}${message.length}`), message))

/** What an EVM key signs to be bound to a hotkey: the hotkey and the hash of the block number (u64, little-endian). */
export const associationMessage = (hotkey: AccountId, blockNumber: bigint): Uint8Array =>
  concatBytes(accountBytes(hotkey), keccak_256(encode(u64, blockNumber)))

const MAX_RECOVERY_ID = 3

/**
 * The address whose key signed a hash; undefined for bytes that are no signature. A high `s` makes none: here the runtime
 * recovers by itself, with a library that refuses it, not through the host as for extrinsics.
 */
export function recoverAddress(signature: Uint8Array, hash: Uint8Array): Hex | undefined {
  const v = signature[64]!
  const recovery = v >= 27 ? v - 27 : v
  if (recovery > MAX_RECOVERY_ID) return undefined
  try {
    const compact = secp256k1.Signature.fromBytes(signature.subarray(0, 64), 'compact')
    if (compact.hasHighS()) return undefined
    const publicKey = compact.addRecoveryBit(recovery).recoverPublicKey(hash)
    return toHex(keccak_256(publicKey.toBytes(false).subarray(1)).subarray(12))
  } catch {
    return undefined
  }
}

/**
 * @throws NonAssociatedColdKey for a hotkey without owner; HotKeyNotRegisteredInSubNet; EvmKeyAssociateRateLimitExceeded;
 * InvalidIdentity for bytes that are no signature; InvalidRecoveredPublicKey when another key has signed
 */
export function doAssociateEvmKey(
  ctx: Ctx,
  origin: Origin,
  netuid: NetUid,
  evmKey: Hex,
  blockNumber: bigint,
  signature: Hex,
): void {
  const hotkey = ensureSigned(origin)
  ensure(getOwningColdkeyForHotkey(ctx, hotkey) !== ZERO_ACCOUNT, errors.NonAssociatedColdKey)
  const uid = getUidForNetAndHotkey(ctx, netuid, hotkey)
  ensureEvmKeyAssociateRateLimit(ctx, netuid, uid)
  const signer = recoverAddress(fromHex(signature), hashMessageEip191(associationMessage(hotkey, blockNumber)))
  if (signer === undefined) throw errors.InvalidIdentity
  ensure(signer === evmKey, errors.InvalidRecoveredPublicKey)
  AssociatedEvmAddress.put(ctx, netuid, uid, [evmKey, ctx.block])
  ctx.deposit(events.EvmKeyAssociated({ netuid, hotkey, evm_key: evmKey, block_associated: ctx.block }))
}

/** The first association counts from block 0. @throws EvmKeyAssociateRateLimitExceeded */
export function ensureEvmKeyAssociateRateLimit(ctx: Ctx, netuid: NetUid, uid: number): void {
  const [, last] = AssociatedEvmAddress.get(ctx, netuid, uid) ?? [undefined, 0n]
  const since = ctx.block > last ? ctx.block - last : 0n
  ensure(since >= EvmKeyAssociateRateLimit.of(ctx), errors.EvmKeyAssociateRateLimitExceeded)
}

export const associateEvmKey = call(
  'associate_evm_key',
  93,
  {
    netuid: netuidCodec,
    evm_key: h160,
    block_number: u64,
    signature: named(fixedBytes(65), 'Signature'),
  },
  { weight: weights.associateEvmKey, pays: 'No' },
  (ctx, origin, { netuid, evm_key, block_number, signature }) =>
    doAssociateEvmKey(ctx, origin, netuid, evm_key, block_number, signature),
)

export const evmCalls = [associateEvmKey]
