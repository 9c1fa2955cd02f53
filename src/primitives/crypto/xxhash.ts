/** XXH64, the hash in Substrate's storage prefixes. After the published specification of xxHash. */

const MASK = 0xffff_ffff_ffff_ffffn
const P1 = 0x9e37_79b1_85eb_ca87n
const P2 = 0xc2b2_ae3d_27d4_eb4fn
const P3 = 0x1656_67b1_9e37_79f9n
const P4 = 0x85eb_ca77_c2b2_ae63n
const P5 = 0x27d4_eb2f_1656_67c5n

const rotl = (x: bigint, n: bigint): bigint => ((x << n) | (x >> (64n - n))) & MASK
const round = (acc: bigint, lane: bigint): bigint => (rotl((acc + lane * P2) & MASK, 31n) * P1) & MASK
const merge = (acc: bigint, lane: bigint): bigint => ((acc ^ round(0n, lane)) * P1 + P4) & MASK

export function xxh64(data: Uint8Array, seed: bigint): bigint {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  let at = 0
  let hash: bigint
  if (data.length >= 32) {
    const lanes: [bigint, bigint, bigint, bigint] = [
      (seed + P1 + P2) & MASK,
      (seed + P2) & MASK,
      seed,
      (seed - P1) & MASK,
    ]
    for (; at + 32 <= data.length; at += 32) {
      for (let lane = 0; lane < 4; lane++) lanes[lane] = round(lanes[lane]!, view.getBigUint64(at + lane * 8, true))
    }
    const [a, b, c, d] = lanes
    hash = (rotl(a, 1n) + rotl(b, 7n) + rotl(c, 12n) + rotl(d, 18n)) & MASK
    for (const lane of lanes) hash = merge(hash, lane)
  } else {
    hash = (seed + P5) & MASK
  }
  return avalanche(mixTail(view, at, (hash + BigInt(data.length)) & MASK))
}

function mixTail(view: DataView, from: number, start: bigint): bigint {
  let hash = start
  let at = from
  for (; at + 8 <= view.byteLength; at += 8) {
    hash = (rotl(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * P1 + P4) & MASK
  }
  if (at + 4 <= view.byteLength) {
    hash = (rotl(hash ^ ((BigInt(view.getUint32(at, true)) * P1) & MASK), 23n) * P2 + P3) & MASK
    at += 4
  }
  for (; at < view.byteLength; at++) {
    hash = (rotl(hash ^ ((BigInt(view.getUint8(at)) * P5) & MASK), 11n) * P1) & MASK
  }
  return hash
}

function avalanche(start: bigint): bigint {
  let hash = ((start ^ (start >> 33n)) * P2) & MASK
  hash = ((hash ^ (hash >> 29n)) * P3) & MASK
  return hash ^ (hash >> 32n)
}

function twox(data: Uint8Array, words: number): Uint8Array {
  const out = new Uint8Array(words * 8)
  const view = new DataView(out.buffer)
  for (let seed = 0; seed < words; seed++) view.setBigUint64(seed * 8, xxh64(data, BigInt(seed)), true)
  return out
}

export const twox64 = (data: Uint8Array): Uint8Array => twox(data, 1)
export const twox128 = (data: Uint8Array): Uint8Array => twox(data, 2)
export const twox256 = (data: Uint8Array): Uint8Array => twox(data, 4)
