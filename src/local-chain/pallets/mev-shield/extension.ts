/** Keeps sealed transactions that cannot be one out of the pool. Reference: pallets/shield/src/extension.rs. */
import { extension } from '../../runtime/extension.ts'
import { customInvalid, NEUTRAL } from '../../runtime/validity.ts'
import { weigh } from '../../runtime/weight.ts'
import { unit } from '../../scale/primitives.ts'
import { CustomTransactionError } from '../subtensor/extensions/transaction-error.ts'
import { runtimeExtension } from '../system/extensions.ts'
import { submitEncrypted } from './pallet.ts'

const KEY_HASH = 16
const NONCE = 24

/** A sealed transaction in its parts. */
export interface SealedParts {
  /** Of the key that it is sealed to. */
  readonly keyHash: Uint8Array
  /** From which the owner of the key gets what opens the text. */
  readonly secret: Uint8Array
  readonly nonce: Uint8Array
  readonly text: Uint8Array
}

/** Takes it apart: hash of the key, sealed secret behind its length (u16), nonce, text. Undefined for what cannot be one. */
export function sealedParts(ciphertext: Uint8Array): SealedParts | undefined {
  const start = KEY_HASH + 2
  if (ciphertext.length < start) return undefined
  const end = start + ciphertext[KEY_HASH]! + 256 * ciphertext[KEY_HASH + 1]!
  if (ciphertext.length < end + NONCE) return undefined
  return {
    keyHash: ciphertext.subarray(0, KEY_HASH),
    secret: ciphertext.subarray(start, end),
    nonce: ciphertext.subarray(end, end + NONCE),
    text: ciphertext.subarray(end + NONCE),
  }
}

/** Its weight is that of reading the author's key. */
export const CheckShieldedTxValidity = extension({
  identifier: 'CheckShieldedTxValidity',
  explicit: runtimeExtension('pallet_shield::extension::CheckShieldedTxValidity'),
  implicit: unit,
  implicitValue: () => null,
  weight: () => weigh(1_000_000, 0, 1, 0),
  validate: (_ctx, { origin, call: { call, args } }) => {
    if (origin.type !== 'Signed' || call !== submitEncrypted) return NEUTRAL
    const { ciphertext } = args as { readonly ciphertext: Uint8Array }
    if (sealedParts(ciphertext) === undefined) throw customInvalid(CustomTransactionError.FailedShieldedTxParsing)
    return NEUTRAL
  },
})
