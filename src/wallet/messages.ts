/**
 * Signing and verifying messages, as btcli does: the UTF-8 bytes of the text exactly, nothing around them, nothing decoded.
 *
 * A signature is a signature: one over bytes that happen to be an extrinsic's payload moves money. `signMessage` therefore
 * refuses what could be one.
 */
import { type AccountId, accountBytes, accountId, ZERO_ACCOUNT } from '../primitives/account.ts'
import { concatBytes, fromHex, type Hex, toHex, utf8 } from '../primitives/bytes.ts'
import type { KeyKind } from '../primitives/crypto/kinds.ts'
import { verify } from '../primitives/crypto/verify.ts'
import { TaoError } from '../primitives/errors.ts'
import { decodeAddress, encodeAddress } from '../primitives/ss58.ts'
import { decodeText } from './fields.ts'
import type { Signer } from './signer.ts'

export interface SignedMessage {
  /** 64 bytes. btcli prints it without `0x`. */
  readonly signature: Hex
  readonly address: string
  readonly cryptoType: KeyKind
}

export interface Verification {
  readonly valid: boolean
  readonly address: string
  /** The kind of key that fits, if one does. */
  readonly cryptoType: KeyKind | undefined
  /** The signature is over `<Bytes>…</Bytes>`, which browser wallets put around a message. */
  readonly wrapped: boolean
}

/** A payload above 256 bytes is signed as its hash, which has 32. */
const HASH_BYTES = 32
const SIGNATURE_BYTES = 64
const OPENING = utf8('<Bytes>')
const CLOSING = utf8('</Bytes>')
const KINDS: readonly KeyKind[] = ['sr25519', 'ed25519']
const PUBLIC_KEY = /^(?:0x)?[0-9a-fA-F]{64}$/

/** @throws TaoError `not_permitted` when the message could be a transaction */
export async function signMessage(signer: Signer, message: string | Uint8Array): Promise<SignedMessage> {
  const bytes = typeof message === 'string' ? utf8(message) : message
  const danger = dangerOf(bytes)
  if (danger !== undefined) {
    throw new TaoError('not_permitted', 'This is not signed as a message', {
      why: [danger, 'Whoever holds such a signature could move what the key owns.'],
      remedy: 'Put some words of your own around it.',
    })
  }
  return { signature: toHex(await signer.sign(bytes)), address: signer.address, cryptoType: signer.cryptoType }
}

/**
 * Whether `signer`, an address or a public key in hexadecimal, signed a message. Both kinds of key are tried, and the
 * message with and without the wrapping of browser wallets.
 * @throws TaoError `invalid_address`, `invalid_argument` when the signature is not hexadecimal
 */
export function verifyMessage(message: string | Uint8Array, signature: string, signer: string): Verification {
  const account = accountOf(signer)
  const address = encodeAddress(account)
  const invalid: Verification = { valid: false, address, cryptoType: undefined, wrapped: false }
  const signatureBytes = readSignature(signature)
  // Anybody can sign for the neutral point of the curve; that is no proof of anything.
  if (signatureBytes.length !== SIGNATURE_BYTES || account === ZERO_ACCOUNT) return invalid
  const bytes = typeof message === 'string' ? utf8(message) : message
  const publicKey = accountBytes(account)
  for (const wrapped of [false, true]) {
    const signed = wrapped ? concatBytes(OPENING, bytes, CLOSING) : bytes
    for (const cryptoType of KINDS) {
      if (verify(cryptoType, signed, signatureBytes, publicKey)) return { valid: true, address, cryptoType, wrapped }
    }
  }
  return invalid
}

/**
 * Why bytes could be the payload of a transaction; undefined if they cannot.
 *
 * A payload as it is contains hashes, which are not text. A hashed one has 32 bytes, and 32 bytes of text can be found by
 * trying payloads, unless they are hexadecimal digits only: that many hashes nobody can try.
 */
export function dangerOf(message: Uint8Array): string | undefined {
  const text = decodeText(message)
  if (text === undefined) return 'It is not text: it could be the payload of a transaction.'
  if (message.length === HASH_BYTES && !/^[0-9a-fA-F]+$/.test(text)) {
    return 'It has exactly 32 bytes: it could be the hash of a transaction.'
  }
  return undefined
}

/** Whether a text is 32 bytes in hexadecimal, with or without 0x. */
export const isPublicKey = (text: string): boolean => PUBLIC_KEY.test(text)

function accountOf(signer: string): AccountId {
  return isPublicKey(signer) ? accountId(fromHex(signer)) : decodeAddress(signer)
}

function readSignature(signature: string): Uint8Array {
  try {
    return fromHex(signature)
  } catch {
    throw new TaoError('invalid_argument', 'The signature is not hexadecimal', {
      remedy: 'It has 128 hexadecimal digits, with or without 0x.',
    })
  }
}
