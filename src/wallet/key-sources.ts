/** Where a key can come from: chance, a mnemonic, a seed, a private key, a secret URI. */
import { KeyPair } from '../primitives/crypto/keypair.ts'
import type { KeyKind } from '../primitives/crypto/kinds.ts'
import { generateMnemonic, mnemonicToSeed, readMnemonic, type WordCount } from '../primitives/crypto/mnemonic.ts'
import { keyPairFromUri } from '../primitives/crypto/secret-uri.ts'
import { wipe } from '../primitives/crypto/wipe.ts'
import { TaoError } from '../primitives/errors.ts'
import { WalletKey } from './wallet-key.ts'

const SEED_BYTES = 32
const HEX = /^(?:0x)?((?:[0-9a-fA-F]{2})+)$/

/** A new key; its mnemonic is in `revealSecrets()`. */
export function generateKey(kind: KeyKind = 'sr25519', words: WordCount = 12): WalletKey {
  return keyFromMnemonic(generateMnemonic(words), kind)
}

/** @throws TaoError `invalid_argument`, without any word of the phrase */
export function keyFromMnemonic(text: string, kind: KeyKind = 'sr25519'): WalletKey {
  const mnemonic = readMnemonic(text)
  const seed = mnemonicToSeed(mnemonic)
  return new WalletKey({ pair: KeyPair.fromSeed(kind, seed), seed, mnemonic })
}

/** The key of a 32-byte seed in hexadecimal. @throws TaoError `invalid_argument` */
export function keyFromSeed(hex: string, kind: KeyKind = 'sr25519'): WalletKey {
  const seed = secretBytes(hex, 'seed')
  if (seed.length !== SEED_BYTES) {
    wipe(seed)
    throw new TaoError('invalid_argument', 'Not a seed', {
      why: `A seed has 64 hexadecimal digits; this has ${2 * seed.length}.`,
      remedy: seed.length === 2 * SEED_BYTES ? 'It may be a private key: import it as one.' : undefined,
    })
  }
  return new WalletKey({ pair: KeyPair.fromSeed(kind, seed), seed })
}

/** The key of a private key in hexadecimal, in the form of keyfiles. @throws TaoError `invalid_argument` */
export function keyFromPrivateKey(hex: string, kind: KeyKind = 'sr25519'): WalletKey {
  const privateKey = secretBytes(hex, 'private key')
  try {
    return new WalletKey({ pair: KeyPair.fromPrivateKey(kind, privateKey) })
  } finally {
    wipe(privateKey)
  }
}

/** The key of a secret URI such as `//Alice`; a keyfile of it holds the private key only. @throws TaoError `invalid_argument` */
export function keyFromUri(uri: string, kind: KeyKind = 'sr25519'): WalletKey {
  return new WalletKey({ pair: keyPairFromUri(kind, uri) })
}

function secretBytes(hex: string, what: string): Uint8Array {
  const digits = HEX.exec(hex.trim())?.[1]
  if (digits === undefined) {
    throw new TaoError('invalid_argument', `Not a ${what}`, {
      why: `A ${what} is written in hexadecimal digits, an even number of them, with or without 0x.`,
    })
  }
  return Uint8Array.from(Buffer.from(digits, 'hex'))
}
