/** Weight: what a call costs in time (picoseconds) and proof bytes. Reference: sp_weights Weight, frame_support dispatch. */
import { U64_MAX } from '../../primitives/amounts.ts'
import type { ValueOf } from '../scale/codec.ts'
import { named } from '../scale/codec.ts'
import { struct, unitEnum } from '../scale/composites.ts'
import { compactU64 } from '../scale/primitives.ts'

export const weightCodec = struct('sp_weights::weight_v2::Weight', {
  ref_time: named(compactU64, 'u64'),
  proof_size: named(compactU64, 'u64'),
})
export type Weight = ValueOf<typeof weightCodec>

export const dispatchClassCodec = unitEnum('frame_support::dispatch::DispatchClass', {
  Normal: 0,
  Operational: 1,
  Mandatory: 2,
})
export type DispatchClass = ValueOf<typeof dispatchClassCodec>

export const paysCodec = unitEnum('frame_support::dispatch::Pays', { Yes: 0, No: 1 })
export type Pays = ValueOf<typeof paysCodec>

/** Time of one read and one write of storage. Reference: frame_support RocksDbWeight. */
export const DB_READ = 25_000_000n
export const DB_WRITE = 100_000_000n

export const ZERO_WEIGHT: Weight = { ref_time: 0n, proof_size: 0n }

/** A benchmarked weight: base time and proof size, storage reads and writes. */
export function weigh(refTime: number, proofSize: number, reads: number, writes: number): Weight {
  return {
    ref_time: BigInt(refTime) + BigInt(reads) * DB_READ + BigInt(writes) * DB_WRITE,
    proof_size: BigInt(proofSize),
  }
}

export const addWeight = (a: Weight, b: Weight): Weight => ({
  ref_time: saturate(a.ref_time + b.ref_time),
  proof_size: saturate(a.proof_size + b.proof_size),
})

export const subWeight = (a: Weight, b: Weight): Weight => ({
  ref_time: a.ref_time > b.ref_time ? a.ref_time - b.ref_time : 0n,
  proof_size: a.proof_size > b.proof_size ? a.proof_size - b.proof_size : 0n,
})

export const mulWeight = (weight: Weight, n: number): Weight => ({
  ref_time: saturate(weight.ref_time * BigInt(n)),
  proof_size: saturate(weight.proof_size * BigInt(n)),
})

/** The smaller of each part. */
export const minWeight = (a: Weight, b: Weight): Weight => ({
  ref_time: a.ref_time < b.ref_time ? a.ref_time : b.ref_time,
  proof_size: a.proof_size < b.proof_size ? a.proof_size : b.proof_size,
})

/** The larger of each part. */
export const maxWeight = (a: Weight, b: Weight): Weight => ({
  ref_time: a.ref_time > b.ref_time ? a.ref_time : b.ref_time,
  proof_size: a.proof_size > b.proof_size ? a.proof_size : b.proof_size,
})

/** Whether neither part of a weight exceeds that of another. */
export const fitsIn = (weight: Weight, room: Weight): boolean =>
  weight.ref_time <= room.ref_time && weight.proof_size <= room.proof_size

const saturate = (value: bigint): bigint => (value > U64_MAX ? U64_MAX : value)
