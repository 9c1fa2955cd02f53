/** What a commit promises, and the hash by which it does. Reference: subnets/weights.rs get_commit_hash */
import { accountBytes } from '../../primitives/account.ts'
import { concatBytes, type Hex, toHex } from '../../primitives/bytes.ts'
import { blake2_256 } from '../../primitives/crypto/blake2.ts'
import { decodeAddress } from '../../primitives/ss58.ts'

/** Weights as the chain takes them. */
export interface Weights {
  readonly uids: readonly number[]
  /** 16 bits each. */
  readonly values: readonly number[]
  readonly versionKey: bigint
}

/** Weights that are shown later. The salt keeps others from guessing them. */
export interface Promised extends Weights {
  /** 16 bits each. */
  readonly salt: readonly number[]
}

/** @param index the mechanism's, under which its rows are kept */
export function commitmentHash(hotkey: string, index: number, { uids, values, salt, versionKey }: Promised): Hex {
  const parts = [accountBytes(decodeAddress(hotkey)), u16s([index]), listOf(uids), listOf(values), listOf(salt)]
  return toHex(blake2_256(concatBytes(...parts, u64(versionKey))))
}

/** The message that is sealed in a time-locked commit. Reference: coinbase/reveal_commits.rs WeightsTlockPayload */
export function sealedPayload(hotkey: string, { uids, values, versionKey }: Weights): Uint8Array {
  const account = accountBytes(decodeAddress(hotkey))
  return concatBytes(compact(account.length), account, listOf(uids), listOf(values), u64(versionKey))
}

const listOf = (numbers: readonly number[]): Uint8Array => concatBytes(compact(numbers.length), u16s(numbers))

function u16s(numbers: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(2 * numbers.length)
  const view = new DataView(bytes.buffer)
  numbers.forEach((n, i) => {
    view.setUint16(2 * i, n, true)
  })
  return bytes
}

function u64(n: bigint): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, n, true)
  return bytes
}

/** SCALE's lengths: the two lowest bits say how many bytes there are. */
function compact(n: number): Uint8Array {
  if (n < 1 << 6) return Uint8Array.of(n << 2)
  if (n < 1 << 14) return u16s([(n << 2) | 1])
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, n * 4 + 2, true)
  return bytes
}
