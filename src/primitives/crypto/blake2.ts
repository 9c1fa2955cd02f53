/** BLAKE2b in the sizes the chain uses. */
import { blake2b } from '@noble/hashes/blake2.js'

/** 16 bytes: the hash in `Blake2_128Concat` storage keys. */
export const blake2_128 = (data: Uint8Array): Uint8Array => blake2b(data, { dkLen: 16 })
/** 32 bytes: the chain's hash of blocks, extrinsics and calls. */
export const blake2_256 = (data: Uint8Array): Uint8Array => blake2b(data, { dkLen: 32 })
