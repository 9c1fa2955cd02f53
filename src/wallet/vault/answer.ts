/** What comes back from Polkadot Vault: a signature as hexadecimal text. It counts only if it is one of what was shown. */
import { accountBytes } from '../../primitives/account.ts'
import { fromHex } from '../../primitives/bytes.ts'
import { KIND_NUMBER } from '../../primitives/crypto/kinds.ts'
import { verify } from '../../primitives/crypto/verify.ts'
import { TaoError } from '../../primitives/errors.ts'
import { signedBytes } from '../payload.ts'
import type { PublicHalf } from '../public-half.ts'
import type { Payload } from '../signer.ts'

const SIGNATURE = 64
/** 64 bytes, or 65 with the kind of key before them, which is how Vault writes it. */
const ANSWER = /^(?:0x)?(?:[0-9a-fA-F]{2}){64,65}$/

/** The signature in an answer. @throws TaoError `invalid_argument` for what is none, or is not over this payload */
export function readAnswer(text: string, half: PublicHalf, payload: Payload): Uint8Array {
  const answer = text.replaceAll(/\s/g, '')
  if (!ANSWER.test(answer)) {
    throw new TaoError('invalid_argument', 'Not a signature', {
      why: 'It has 128 hexadecimal digits, or 130 with the kind of the key before them.',
      remedy: 'Give all of the text that the code on the device holds.',
    })
  }
  const bytes = fromHex(answer)
  const [kind, signature] = bytes.length === SIGNATURE ? [undefined, bytes] : [bytes[0], bytes.subarray(1)]
  const isOfKind = kind === undefined || kind === KIND_NUMBER[half.cryptoType]
  if (isOfKind && verify(half.cryptoType, signedBytes(payload), signature, accountBytes(half.publicKey)))
    return signature
  throw new TaoError('invalid_argument', 'The signature is not valid', {
    why: [
      `It is not one of ${half.address} (${half.cryptoType}) over the transaction that was shown.`,
      'Either another key signed, or the device read something else.',
    ],
    remedy: 'Nothing was sent. Look at what the device shows, and scan the code again.',
  })
}
