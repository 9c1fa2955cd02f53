/**
 * Secret URIs: `[phrase | 0xseed]{//hard | /soft}[///password]`, Substrate's notation for a key.
 *
 * Errors never contain any part of the URI: the reference tools print the whole phrase there.
 * Reference: sp_core SecretUri
 */
import { fromHex } from '../bytes.ts'
import { TaoError } from '../errors.ts'
import { DEV_PHRASE, DEV_SEED, parsePath } from './derivation.ts'
import { KeyPair } from './keypair.ts'
import type { KeyKind } from './kinds.ts'
import { mnemonicToSeed } from './mnemonic.ts'
import { wipe } from './wipe.ts'

const PASSWORD_SEPARATOR = '///'
const SEED = /^0x[0-9a-fA-F]{64}$/

/**
 * The key that a secret URI names. An empty phrase is the development phrase; the password of a hexadecimal seed has no
 * effect, as in the reference.
 * @throws TaoError `invalid_argument`
 */
export function keyPairFromUri(kind: KeyKind, uri: string): KeyPair {
  const separator = uri.indexOf(PASSWORD_SEPARATOR)
  const password = separator === -1 ? '' : uri.slice(separator + PASSWORD_SEPARATOR.length)
  const rest = separator === -1 ? uri : uri.slice(0, separator)
  const slash = rest.indexOf('/')
  const path = parsePath(slash === -1 ? '' : rest.slice(slash))
  const seed = seedOf(slash === -1 ? rest : rest.slice(0, slash), password)
  try {
    const root = KeyPair.fromSeed(kind, seed)
    const pair = root.derive(path)
    root.wipe()
    return pair
  } finally {
    wipe(seed)
  }
}

function seedOf(phrase: string, password: string): Uint8Array {
  if (phrase.startsWith('0x')) {
    if (SEED.test(phrase)) return fromHex(phrase)
    throw new TaoError('invalid_argument', 'Not a secret URI', {
      why: 'What begins with 0x is a seed and has 64 hexadecimal digits.',
    })
  }
  if (phrase !== '') return mnemonicToSeed(phrase, password)
  return password === '' ? Uint8Array.from(DEV_SEED) : mnemonicToSeed(DEV_PHRASE, password)
}
