/**
 * Accounts as JSON files of polkadot.js and the wallets around it (Talisman, SubWallet, Nova).
 *
 * Version 3: scrypt over the password, then XSalsa20-Poly1305 over a PKCS #8 frame. The address and the name in the file are
 * not protected: the key decides whose account it is.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js'
import { accountBytes, accountId } from '../primitives/account.ts'
import { fromHex } from '../primitives/bytes.ts'
import { KeyPair } from '../primitives/crypto/keypair.ts'
import type { KeyKind } from '../primitives/crypto/kinds.ts'
import { canonicalSecret } from '../primitives/crypto/sr25519.ts'
import { wipe } from '../primitives/crypto/wipe.ts'
import { TaoError } from '../primitives/errors.ts'
import { decodeAddress } from '../primitives/ss58.ts'
import { decodeText } from './fields.ts'
import { type Password, passwordBytes } from './passwords/sources.ts'
import { requireStrong } from './passwords/strength.ts'
import { WalletKey } from './wallet-key.ts'

export const MAX_JSON_BYTES = 1024 * 1024

const HEADER = Buffer.from('3053020101300506032b657004220420', 'hex')
const DIVIDER = Buffer.from('a123032100', 'hex')
const SECRET = 64
const PUBLIC = 32
const FRAME = HEADER.length + SECRET + DIVIDER.length + PUBLIC
const SALT = 32
const SCRYPT_HEAD = SALT + 3 * 4
const NONCE = 24
const TAG = 16
const KEY = 32
const ENCODINGS = ['scrypt', 'xsalsa20-poly1305']
/** What polkadot.js writes today. */
const COST: ScryptCost = { N: 1 << 17, r: 8, p: 1 }
/** A hostile file must not cost more than this: 256 MiB and about a second. */
const MOST: ScryptCost = { N: 1 << 18, r: 8, p: 1 }

interface ScryptCost {
  readonly N: number
  readonly r: number
  readonly p: number
}

interface Export {
  readonly encoded: Uint8Array
  readonly kind: KeyKind
  readonly hasScrypt: boolean
  readonly address: unknown
  readonly name: string | undefined
}

export interface Imported {
  readonly key: WalletKey
  /** The name in the file, which anybody may have written. */
  readonly name: string | undefined
}

/**
 * The key in an export. `file` names it in errors.
 * @throws TaoError `invalid_file`, `unsupported` (ecdsa, version, several accounts, not encrypted), `wrong_password`
 */
export async function importPolkadotJson(content: Uint8Array, password: Password, file: string): Promise<Imported> {
  const parsed = parseExport(content, file)
  const frame = await decrypt(parsed, password, file)
  try {
    const pair = pairOfFrame(frame, parsed.kind, file)
    const warnings = addressWarnings(parsed.address, pair)
    return { key: new WalletKey({ pair, warnings }), name: parsed.name }
  } finally {
    wipe(frame)
  }
}

export interface ExportOptions {
  readonly password: Password
  /** What wallets show for the account. */
  readonly name: string
  /** Takes a password that would be too weak for a new key; an empty one is refused all the same. */
  readonly allowWeakPassword?: boolean | undefined
}

/**
 * A key as an export that polkadot.js, Talisman and both Bittensor tools read.
 * @throws TaoError `invalid_argument` when the password is too weak
 */
export async function exportPolkadotJson(key: WalletKey, options: ExportOptions): Promise<string> {
  const passphrase = passwordBytes(options.password)
  if (!options.allowWeakPassword || passphrase.length === 0) requireStrong(Buffer.from(passphrase).toString('utf8'))
  const { privateKey, polkadotSecret, seed } = key.revealSecrets()
  const frame = Buffer.concat([HEADER, polkadotSecret, DIVIDER, accountBytes(key.publicKey)])
  wipe(privateKey, polkadotSecret, seed)
  const salt = randomBytes(SALT)
  const nonce = randomBytes(NONCE)
  const cipherKey = await scryptKey(passphrase, salt, COST)
  const sealed = xsalsa20poly1305(cipherKey, nonce).encrypt(frame)
  wipe(frame, passphrase, cipherKey)
  return JSON.stringify({
    encoded: Buffer.concat([salt, costBytes(COST), nonce, sealed]).toString('base64'),
    encoding: { content: ['pkcs8', key.cryptoType], type: ENCODINGS, version: '3' },
    address: key.address,
    meta: { name: options.name, whenCreated: Date.now() },
  })
}

function parseExport(content: Uint8Array, file: string): Export {
  if (content.length > MAX_JSON_BYTES) throw broken(file, `It has more than ${MAX_JSON_BYTES} bytes.`)
  const json = object(parseJson(decodeText(content)))
  if (json === undefined) throw broken(file, 'It is not a JSON object.')
  const encoding = object(json.encoding)
  if (encoding === undefined || typeof json.encoded !== 'string') throw broken(file, 'It has no encoded key.')
  const [frame, kind] = texts(encoding.content)
  if (frame === 'batch-pkcs8') throw unsupported(file, 'It holds several accounts.', 'Export the account alone.')
  if (encoding.version !== '3')
    throw unsupported(file, 'It is not of version 3.', 'Export it again from a current wallet.')
  if (frame !== 'pkcs8' || (kind !== 'sr25519' && kind !== 'ed25519')) {
    throw unsupported(file, 'Its key is neither sr25519 nor ed25519.', 'Bittensor accounts are of one of these kinds.')
  }
  const types = texts(encoding.type)
  if (!types.includes('xsalsa20-poly1305')) {
    throw unsupported(file, 'It is not encrypted.', 'Export it again, with a password.')
  }
  return {
    encoded: binary(json.encoded, file),
    kind,
    hasScrypt: types.includes('scrypt'),
    address: json.address,
    name: stringOf(object(json.meta)?.name),
  }
}

async function decrypt({ encoded, hasScrypt }: Export, password: Password, file: string): Promise<Uint8Array> {
  const head = hasScrypt ? SCRYPT_HEAD : 0
  if (encoded.length < head + NONCE + TAG) throw broken(file, 'Its encoded key is cut off.')
  const passphrase = passwordBytes(password)
  const key = hasScrypt
    ? await scryptKey(passphrase, encoded.subarray(0, SALT), costOf(encoded, file))
    : padded(passphrase)
  try {
    return xsalsa20poly1305(key, encoded.subarray(head, head + NONCE)).decrypt(encoded.subarray(head + NONCE))
  } catch {
    throw new TaoError('wrong_password', `The password does not open ${file}`, {
      why: 'It is another one, or the file was changed after it was written.',
    })
  } finally {
    wipe(passphrase, key)
  }
}

function pairOfFrame(frame: Uint8Array, kind: KeyKind, file: string): KeyPair {
  const divider = HEADER.length + SECRET
  const isFrame =
    frame.length === FRAME &&
    Buffer.compare(frame.subarray(0, HEADER.length), HEADER) === 0 &&
    Buffer.compare(frame.subarray(divider, divider + DIVIDER.length), DIVIDER) === 0
  if (!isFrame) throw broken(file, 'What it decrypts to is not a key.')
  const secret = frame.subarray(HEADER.length, divider)
  const privateKey = kind === 'sr25519' ? canonicalSecret(secret) : secret
  try {
    const pair = KeyPair.fromPrivateKey(kind, privateKey)
    if (timingSafeEqual(accountBytes(pair.publicKey), frame.subarray(-PUBLIC))) return pair
    pair.wipe()
  } catch {
    // Told below.
  } finally {
    if (kind === 'sr25519') wipe(privateKey)
  }
  throw broken(file, 'Its secret and its public key do not belong together.')
}

/** An address that is another account's is worth a word: somebody may have meant another file. */
function addressWarnings(address: unknown, pair: KeyPair): string[] {
  if (address === undefined || addressIsOf(address, pair)) return []
  return [`The file says another address than that of its key; the key is ${pair.address}.`]
}

function addressIsOf(address: unknown, pair: KeyPair): boolean {
  if (typeof address !== 'string') return false
  try {
    return (address.startsWith('0x') ? accountId(fromHex(address)) : decodeAddress(address)) === pair.publicKey
  } catch (error) {
    // The address of the same key on another chain is named in the remedy of the refusal.
    return error instanceof TaoError && (error.remedy?.includes(pair.address) ?? false)
  }
}

function costOf(encoded: Uint8Array, file: string): ScryptCost {
  const view = new DataView(encoded.buffer, encoded.byteOffset + SALT, 3 * 4)
  const cost = { N: view.getUint32(0, true), p: view.getUint32(4, true), r: view.getUint32(8, true) }
  const isPower = cost.N > 1 && (cost.N & (cost.N - 1)) === 0
  if (!isPower || cost.N > MOST.N || cost.r < 1 || cost.r > MOST.r || cost.p < 1 || cost.p > MOST.p) {
    throw unsupported(
      file,
      'Its password protection asks for an unreasonable effort.',
      'Export it again from a known wallet.',
    )
  }
  return cost
}

function costBytes({ N, p, r }: ScryptCost): Buffer {
  const bytes = Buffer.alloc(3 * 4)
  for (const [i, n] of [N, p, r].entries()) bytes.writeUInt32LE(n, 4 * i)
  return bytes
}

function scryptKey(password: Uint8Array, salt: Uint8Array, { N, r, p }: ScryptCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const maxmem = 128 * r * (N + p + 2)
    scrypt(password, salt, KEY, { N, r, p, maxmem }, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

/** Without scrypt the password itself is the key, cut or filled to 32 bytes. */
function padded(password: Uint8Array): Uint8Array {
  const key = new Uint8Array(KEY)
  key.set(password.subarray(0, KEY))
  return key
}

function binary(text: string, file: string): Uint8Array {
  if (/^0x(?:[0-9a-fA-F]{2})+$/.test(text)) return fromHex(text)
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw broken(file, 'Its encoded key is not base64.')
  return Uint8Array.from(Buffer.from(text, 'base64'))
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

function object(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}

/** polkadot.js writes a list, or a single text in older versions. */
function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter(item => typeof item === 'string')
}

const stringOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

function broken(file: string, why: string): TaoError {
  return new TaoError('invalid_file', `Not a sound export of polkadot.js: ${file}`, { why })
}

function unsupported(file: string, why: string, remedy: string): TaoError {
  return new TaoError('unsupported', `This export cannot be imported: ${file}`, { why, remedy })
}
