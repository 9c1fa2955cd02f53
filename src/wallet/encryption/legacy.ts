/**
 * The two formats that older bittensor versions wrote. They are read, never written.
 *
 * Ansible-vault protects with 10 000 rounds of PBKDF2, a few milliseconds a guess; Fernet with ten million over a fixed
 * salt. The current tools' btwallet 4.1.0 cannot open Fernet files at all.
 */
import { createDecipheriv, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { wipe } from '../../primitives/crypto/wipe.ts'
import { PREFIXES } from './formats.ts'

const deriveKey = promisify(pbkdf2)

const ANSIBLE = { iterations: 10_000, cipherKey: 32, macKey: 32, iv: 16 } as const
const ANSIBLE_HEADER = `${PREFIXES.ansible};1.1;AES256`
const FERNET_ITERATIONS = 10_000_000
const FERNET_SALT = Buffer.from('Iguesscyborgslikemyselfhaveatendencytobeparanoidaboutourorigins')
const FERNET_VERSION = 0x80
const BLOCK = 16
const MAC = 32
/** Version, time and IV. */
const FERNET_HEAD = 1 + 8 + BLOCK

interface AnsibleParts {
  readonly salt: Buffer
  readonly mac: Buffer
  readonly ciphertext: Buffer
}

/** Why a file cannot be one, whatever the password; undefined if it may be. */
export function ansibleDefect(file: Uint8Array): string | undefined {
  return ansibleParts(file) === undefined ? 'Its ansible-vault text is broken.' : undefined
}

/** The content of a file, or undefined if the password is wrong or the file was changed. */
export async function openAnsible(file: Uint8Array, password: Uint8Array): Promise<Uint8Array | undefined> {
  const parts = ansibleParts(file)
  if (parts === undefined) return undefined
  const { iterations, cipherKey, macKey, iv } = ANSIBLE
  const keys = await deriveKey(password, parts.salt, iterations, cipherKey + macKey + iv, 'sha256')
  try {
    const mac = createHmac('sha256', keys.subarray(cipherKey, cipherKey + macKey))
      .update(parts.ciphertext)
      .digest()
    if (!timingSafeEqual(mac, parts.mac)) return undefined
    const cipher = createDecipheriv('aes-256-ctr', keys.subarray(0, cipherKey), keys.subarray(cipherKey + macKey))
    return unpad(Buffer.concat([cipher.update(parts.ciphertext), cipher.final()]))
  } finally {
    wipe(keys)
  }
}

/** Why a file cannot be one, whatever the password; undefined if it may be. */
export function fernetDefect(file: Uint8Array): string | undefined {
  return fernetToken(file) === undefined ? 'Its Fernet token is broken.' : undefined
}

/** The content of a file, or undefined if the password is wrong or the file was changed. */
export async function openFernet(file: Uint8Array, password: Uint8Array): Promise<Uint8Array | undefined> {
  const token = fernetToken(file)
  if (token === undefined) return undefined
  const keys = await deriveKey(password, FERNET_SALT, FERNET_ITERATIONS, 2 * BLOCK, 'sha256')
  try {
    const signed = token.subarray(0, -MAC)
    const mac = createHmac('sha256', keys.subarray(0, BLOCK)).update(signed).digest()
    if (!timingSafeEqual(mac, token.subarray(-MAC))) return undefined
    const cipher = createDecipheriv(
      'aes-128-cbc',
      keys.subarray(BLOCK),
      signed.subarray(FERNET_HEAD - BLOCK, FERNET_HEAD),
    )
    cipher.setAutoPadding(false)
    return unpad(Buffer.concat([cipher.update(signed.subarray(FERNET_HEAD)), cipher.final()]))
  } finally {
    wipe(keys)
  }
}

/** A header line, then lines of hexadecimal that spell three lines of hexadecimal: salt, MAC, ciphertext. */
function ansibleParts(file: Uint8Array): AnsibleParts | undefined {
  const [header, ...lines] = Buffer.from(file).toString('latin1').split(/\r?\n/)
  if (header?.trimEnd() !== ANSIBLE_HEADER) return undefined
  const inner = fromHex(lines.join('').trim())?.toString('latin1').split('\n')
  if (inner?.length !== 3) return undefined
  const [salt, mac, ciphertext] = inner.map(fromHex)
  if (!salt?.length || mac?.length !== MAC || !ciphertext?.length || ciphertext.length % BLOCK !== 0) return undefined
  return { salt, mac, ciphertext }
}

function fernetToken(file: Uint8Array): Buffer | undefined {
  const text = Buffer.from(file).toString('latin1').trim()
  if (!/^[A-Za-z0-9_-]+={0,2}$/.test(text)) return undefined
  const token = Buffer.from(text, 'base64url')
  const ciphertext = token.length - FERNET_HEAD - MAC
  return token[0] === FERNET_VERSION && ciphertext > 0 && ciphertext % BLOCK === 0 ? token : undefined
}

/** Takes PKCS #7 padding off; undefined if there is none. Only called once the MAC was found right. */
function unpad(padded: Buffer): Uint8Array | undefined {
  const length = padded.at(-1) ?? 0
  if (length < 1 || length > BLOCK) return undefined
  return padded.subarray(-length).every(byte => byte === length) ? padded.subarray(0, -length) : undefined
}

function fromHex(text: string): Buffer | undefined {
  return /^(?:[0-9a-fA-F]{2})*$/.test(text) ? Buffer.from(text, 'hex') : undefined
}
