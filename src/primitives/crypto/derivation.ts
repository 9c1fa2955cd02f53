/**
 * Derivation paths: `//hard/soft`, Substrate's way of making many keys of one secret.
 */
import { concatBytes, fromHex, utf8 } from '../bytes.ts'
import { TaoError } from '../errors.ts'
import { blake2_256 } from './blake2.ts'

/** One step of a path. */
export interface Junction {
  /** A hard step needs the secret; a soft one can be followed with the public key alone. */
  readonly hard: boolean
  /** 32 bytes. */
  readonly chainCode: Uint8Array
}

/** The phrase of the development accounts, known to everybody: `//Alice` alone means a path from it. */
export const DEV_PHRASE = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk'
/** Its seed: development keys need no word list. */
export const DEV_SEED = fromHex('0xfac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e')

const CHAIN_CODE_LENGTH = 32
const U64_MAX = 0xffff_ffff_ffff_ffffn
const PATH = /^(?:\/\/?[^/]+)*$/
const STEP = /(\/\/?)([^/]+)/g

/**
 * The steps of a path such as `//Alice/stash`; the empty path has none.
 * @throws TaoError `invalid_argument`, without any part of the path in it
 */
export function parsePath(path: string): Junction[] {
  if (!PATH.test(path)) {
    throw new TaoError('invalid_argument', 'Not a derivation path', {
      why: 'A path is a row of /soft and //hard steps, and every step needs a name.',
      remedy: 'Write it like //polkadot/0 and end it with a name, not with a slash.',
    })
  }
  return [...path.matchAll(STEP)].map(([, slashes, name]) => ({
    hard: slashes === '//',
    chainCode: chainCodeOf(name!),
  }))
}

/** Reference: sp_core DeriveJunction::from: a number is a little-endian u64, anything else a SCALE string. */
function chainCodeOf(name: string): Uint8Array {
  const number = /^\+?\d+$/.test(name) ? BigInt(name) : undefined
  const encoded = number !== undefined && number <= U64_MAX ? u64(number) : scaleString(name)
  if (encoded.length > CHAIN_CODE_LENGTH) return blake2_256(encoded)
  const chainCode = new Uint8Array(CHAIN_CODE_LENGTH)
  chainCode.set(encoded)
  return chainCode
}

function u64(number: bigint): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, number, true)
  return bytes
}

function scaleString(text: string): Uint8Array {
  const bytes = utf8(text)
  return concatBytes(compact(bytes.length), bytes)
}

/** A SCALE compact number below 2^30. */
function compact(n: number): Uint8Array {
  if (n < 1 << 6) return Uint8Array.of(n << 2)
  const width = n < 1 << 14 ? 2 : 4
  const value = n * 4 + (width === 2 ? 1 : 2)
  return Uint8Array.from({ length: width }, (_, i) => Math.floor(value / 2 ** (8 * i)) & 0xff)
}
