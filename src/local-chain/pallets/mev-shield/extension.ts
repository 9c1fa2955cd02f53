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

/** Whether bytes have the parts of a sealed transaction: hash of the key, sealed secret behind its length (u16), nonce, text. */
export function isSealedTransaction(ciphertext: Uint8Array): boolean {
  if (ciphertext.length < KEY_HASH + 2) return false
  const secret = ciphertext[KEY_HASH]! + 256 * ciphertext[KEY_HASH + 1]!
  return ciphertext.length >= KEY_HASH + 2 + secret + NONCE
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
    if (!isSealedTransaction(ciphertext)) throw customInvalid(CustomTransactionError.FailedShieldedTxParsing)
    return NEUTRAL
  },
})
