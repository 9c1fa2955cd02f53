/** Messages that only the holder of an ed25519 key can read. sr25519 keys have no such form. */
import { accountBytes } from '../primitives/account.ts'
import { seal, unseal } from '../primitives/crypto/sealed-box.ts'
import { wipe } from '../primitives/crypto/wipe.ts'
import { TaoError } from '../primitives/errors.ts'
import { decodeAddress } from '../primitives/ss58.ts'
import type { WalletKey } from './wallet-key.ts'

/**
 * `message` for the holder of an address, which must be of an ed25519 key: an address does not tell its kind.
 * @throws TaoError `invalid_address`, `unsupported` when the address cannot be of an ed25519 key
 */
export function encryptFor(address: string, message: Uint8Array): Uint8Array {
  const publicKey = accountBytes(decodeAddress(address))
  try {
    return seal(message, publicKey)
  } catch {
    throw new TaoError('unsupported', `${address} is not the address of an ed25519 key`, {
      why: 'Only ed25519 keys can read encrypted messages.',
    })
  }
}

/** @throws TaoError `unsupported` for an sr25519 key, `invalid_argument` when the message is for another key or was changed */
export function decryptMessage(key: WalletKey, box: Uint8Array): Uint8Array {
  if (key.cryptoType !== 'ed25519') {
    throw new TaoError('unsupported', 'An sr25519 key cannot read encrypted messages', {
      remedy: 'Use an ed25519 key for them.',
    })
  }
  const { privateKey, polkadotSecret, seed } = key.revealSecrets()
  const message = unseal(box, privateKey)
  wipe(privateKey, polkadotSecret, seed)
  if (message === undefined) {
    throw new TaoError('invalid_argument', `The message cannot be read with the key of ${key.address}`, {
      why: 'It is for another key, or it was changed on the way.',
    })
  }
  return message
}
