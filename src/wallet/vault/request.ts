/**
 * What Polkadot Vault reads from a screen: a transaction to be signed, cut into frames of QR codes.
 *
 * Format: the "UOS" of Parity Signer, as polkadot.js writes it. `53`, the kind of key, `02` for a transaction, the public key,
 * the call with its length before it, the extensions, the genesis hash. A frame is `00`, how many there are, which one it is
 * (16 bits each, the high byte first), and its part.
 */
import { accountBytes } from '../../primitives/account.ts'
import { concatBytes, fromHex } from '../../primitives/bytes.ts'
import { KIND_NUMBER } from '../../primitives/crypto/kinds.ts'
import { assert } from '../../primitives/errors.ts'
import { ByteSink } from '../../primitives/metadata/byte-sink.ts'
import type { PublicHalf } from '../public-half.ts'
import type { Payload } from '../signer.ts'

const SUBSTRATE = 0x53
const SIGN_TRANSACTION = 0x02
const MULTIPART = 0x00
const MAX_FRAMES = 0xffff

export function vaultRequest({ publicKey, cryptoType }: PublicHalf, payload: Payload): Uint8Array {
  const { call, extensions, genesisHash } = payload
  return new ByteSink()
    .u8(SUBSTRATE)
    .u8(KIND_NUMBER[cryptoType])
    .u8(SIGN_TRANSACTION)
    .raw(accountBytes(publicKey))
    .compact(call.length)
    .raw(call)
    .raw(extensions)
    .raw(fromHex(genesisHash))
    .finish()
}

/** Frames with at most so many bytes of the request in each; all but the last are of one size. */
export function framesOf(request: Uint8Array, most: number): Uint8Array[] {
  const count = Math.ceil(request.length / most)
  assert(count > 0 && count <= MAX_FRAMES, 'a request has frames, and not too many')
  const size = Math.ceil(request.length / count)
  return Array.from({ length: count }, (_, i) =>
    concatBytes(
      Uint8Array.of(MULTIPART, count >> 8, count & 0xff, i >> 8, i & 0xff),
      request.subarray(i * size, (i + 1) * size),
    ),
  )
}
