/** Storage of the Preimage pallet, and what keeping bytes costs. Reference: pallet_preimage, runtime/src/lib.rs. */
import { satAdd, satMul, type Tao, tao } from '../../../primitives/amounts.ts'
import { h256 } from '../../runtime/types.ts'
import { boundedBytes, tuple } from '../../scale/collections.ts'
import { u32 } from '../../scale/primitives.ts'
import { identity } from '../../state/hashers.ts'
import { storageOf } from '../../state/storage.ts'
import { oldRequestStatus, requestStatus } from './types.ts'

/** In bytes. */
export const MAX_SIZE = 4 * 1024 * 1024

const storage = storageOf('Preimage')

export const StatusFor = storage.map('StatusFor', [identity(h256)], oldRequestStatus)
export const RequestStatusFor = storage.map('RequestStatusFor', [identity(h256)], requestStatus)
/** By hash and length. */
export const PreimageFor = storage.map('PreimageFor', [identity(tuple(h256, u32))], boundedBytes(MAX_SIZE))

export const preimageStorage = [StatusFor, RequestStatusFor, PreimageFor]

const BASE_DEPOSIT = tao(104_000_000n)
const BYTE_DEPOSIT = tao(1_000_000n)

/** What is put on hold for a preimage of so many bytes. */
export const depositFor = (length: number): Tao => satAdd(satMul(BYTE_DEPOSIT, BigInt(length)), BASE_DEPOSIT)
