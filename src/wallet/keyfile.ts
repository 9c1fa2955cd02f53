/**
 * The content of a secret keyfile, once decrypted.
 *
 * Opening one never trusts it: the key is derived anew and compared with every address, public key and kind in the file.
 * A key that is not the one it claims to be is refused, for it would sign for a stranger's account.
 */
import type { AccountId } from '../primitives/account.ts'
import { equalBytes } from '../primitives/bytes.ts'
import { KeyPair } from '../primitives/crypto/keypair.ts'
import { type KeyKind, KIND_NUMBER } from '../primitives/crypto/kinds.ts'
import { mnemonicToSeed, readMnemonic } from '../primitives/crypto/mnemonic.ts'
import { wipe } from '../primitives/crypto/wipe.ts'
import { TaoError } from '../primitives/errors.ts'
import { encodeAddress } from '../primitives/ss58.ts'
import {
  damaged,
  decodeText,
  type Fields,
  parseFields,
  type StatedIdentity,
  statedIdentity,
  textField,
} from './fields.ts'
import { type KeyParts, WalletKey } from './wallet-key.ts'

const SEED_BYTES = 32
const PRIVATE_KEY_BYTES = 64
const HEX = /^(?:0x)?((?:[0-9a-fA-F]{2})+)$/

/** One secret of a file and how to make a key of it. */
interface Secret {
  readonly field: string
  readonly bytes?: Uint8Array
  readonly derive: (kind: KeyKind) => KeyParts
}

/** The content of a keyfile, unencrypted. The caller encrypts it and wipes it. */
export function formatKeyfile(key: WalletKey): Buffer {
  const { privateKey, polkadotSecret, seed, mnemonic } = key.revealSecrets()
  const json = {
    accountId: key.publicKey,
    publicKey: key.publicKey,
    privateKey: hex(privateKey),
    ...(mnemonic === undefined ? {} : { secretPhrase: mnemonic }),
    ...(seed === undefined ? {} : { secretSeed: hex(seed) }),
    ss58Address: key.address,
    cryptoType: KIND_NUMBER[key.cryptoType],
  }
  wipe(privateKey, polkadotSecret, seed)
  return Buffer.from(JSON.stringify(json))
}

/**
 * The key in a decrypted keyfile: JSON, or a bare seed, private key or mnemonic, which bittensor reads as sr25519.
 * `file` names it in errors.
 * @throws TaoError `invalid_file`, without any part of the content
 */
export function parseKeyfile(content: Uint8Array, file: string): WalletKey {
  const text = decodeText(content)
  if (text === undefined) throw damaged(file, 'It is not text.')
  if (text.trim() === '') throw damaged(file, 'It is empty.')
  const fields = parseFields(text, file)
  if (fields === undefined) return keyOfBareText(text.trim(), file)
  if (fields.has('encoded') && fields.has('encoding')) {
    throw damaged(
      file,
      'It is an export of polkadot.js, not a keyfile.',
      'Import it as a JSON export with its password.',
    )
  }
  const secrets = secretsOf(fields, file)
  const identity = statedIdentity(fields, file)
  if (secrets.length === 0) {
    const stated = identity.publicKey === undefined ? 'nothing at all' : encodeAddress(identity.publicKey)
    throw damaged(file, `It holds no secret, only ${stated}.`, 'Watch the account with a public file instead.')
  }
  try {
    return select(secrets, identity, file)
  } finally {
    wipe(...secrets.map(({ bytes }) => bytes))
  }
}

function keyOfBareText(text: string, file: string): WalletKey {
  if (text.startsWith('{') || text.startsWith('[') || text.startsWith('"')) throw damaged(file, 'Its JSON is broken.')
  const digits = HEX.exec(text)?.[1]
  try {
    if (digits === undefined) return new WalletKey(fromMnemonic(text)('sr25519'))
    const bytes = Uint8Array.from(Buffer.from(digits, 'hex'))
    return new WalletKey((bytes.length === SEED_BYTES ? fromSeed(bytes) : fromPrivateKey(bytes))('sr25519'))
  } catch (error) {
    throw damaged(file, ['It is neither JSON nor a bare seed, private key or mnemonic.', ...whyOf(error)])
  }
}

/** The secrets of a file; the first decides, as in the other tools. */
function secretsOf(fields: Fields, file: string): Secret[] {
  const secrets: Secret[] = []
  const phrase = textField(fields, 'secretPhrase', file)
  if (phrase !== undefined) secrets.push({ field: 'secretPhrase', derive: fromMnemonic(phrase) })
  for (const field of ['secretSeed', 'privateKey']) {
    const text = textField(fields, field, file)
    if (text === undefined) continue
    const digits = HEX.exec(text)?.[1]
    if (digits === undefined) throw damaged(file, `The field ${field} is not hexadecimal.`)
    const bytes = Uint8Array.from(Buffer.from(digits, 'hex'))
    const isSeed = field === 'secretSeed' && bytes.length !== PRIVATE_KEY_BYTES
    secrets.push({ field, bytes, derive: isSeed ? fromSeed(bytes) : fromPrivateKey(bytes) })
  }
  return secrets
}

/** The key of the first secret, of the kind stated or, where none is, of the kind that fits the stated account. */
function select(secrets: readonly Secret[], identity: StatedIdentity, file: string): WalletKey {
  const [first, ...others] = secrets
  const kinds: KeyKind[] = identity.kind === undefined ? ['sr25519', 'ed25519'] : [identity.kind]
  let derived: AccountId | undefined
  let failure: unknown
  for (const kind of identity.publicKey === undefined ? kinds.slice(0, 1) : kinds) {
    let parts: KeyParts
    try {
      parts = first!.derive(kind)
    } catch (error) {
      failure ??= error
      continue
    }
    derived ??= parts.pair.publicKey
    if (identity.publicKey === undefined || identity.publicKey === parts.pair.publicKey) {
      return new WalletKey({ ...parts, warnings: disagreeing(others, parts) })
    }
    parts.pair.wipe()
  }
  if (derived === undefined) throw damaged(file, [`The field ${first!.field} holds no key.`, ...whyOf(failure)])
  throw damaged(file, [
    `It says that it is the key of ${encodeAddress(identity.publicKey!)},`,
    `but its ${first!.field} is the key of ${encodeAddress(derived)}.`,
  ])
}

/** The first secret decides; that another is of a different key is worth a word. */
function disagreeing(others: readonly Secret[], { pair, seed }: KeyParts): string[] {
  const privateKey = pair.privateKey()
  const isKnown = (bytes: Uint8Array): boolean => [seed, privateKey].some(known => known && equalBytes(known, bytes))
  const odd = others.filter(({ bytes }) => bytes === undefined || !isKnown(bytes))
  wipe(privateKey)
  return odd.flatMap(({ field, derive }) => {
    try {
      const other = derive(pair.kind).pair
      const same = other.publicKey === pair.publicKey
      other.wipe()
      if (same) return []
    } catch {
      // Told below.
    }
    return [`The field ${field} of the keyfile is of another key; it was not used.`]
  })
}

function fromMnemonic(text: string): Secret['derive'] {
  return kind => {
    const mnemonic = readMnemonic(text)
    const seed = mnemonicToSeed(mnemonic)
    return { pair: KeyPair.fromSeed(kind, seed), seed, mnemonic }
  }
}

function fromSeed(seed: Uint8Array): Secret['derive'] {
  return kind => ({ pair: KeyPair.fromSeed(kind, seed), seed: Uint8Array.from(seed) })
}

function fromPrivateKey(bytes: Uint8Array): Secret['derive'] {
  return kind => ({ pair: KeyPair.fromPrivateKey(kind, bytes) })
}

function whyOf(error: unknown): readonly string[] {
  return error instanceof TaoError ? error.why : []
}

const hex = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString('hex')}`
