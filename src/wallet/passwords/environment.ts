/**
 * Passwords in the environment, in the variables and the encoding that all Bittensor tools share.
 *
 * `BT_PW_<path of the keyfile>` holds a password XORed with the variable's own name: it hides it from a glance, from
 * nobody else. `BT_WALLET_PASSWORD` holds one in the clear for every coldkey.
 */
import { utf8 } from '../../primitives/bytes.ts'
import { TaoError } from '../../primitives/errors.ts'
import type { KeyPlace } from '../places.ts'

const PREFIX = 'BT_PW_'
const CLEAR = 'BT_WALLET_PASSWORD'
const FILE = 'BT_WALLET_PASSWORD_FILE'

/**
 * The passwords that were in the environment. They are taken out of it, so that no child process inherits them; the
 * kernel may still show them to the same user. Printing the object shows nothing.
 */
export class PasswordEnvironment {
  readonly #encoded: ReadonlyMap<string, string>
  readonly #clear: string | undefined
  /** The file that BT_WALLET_PASSWORD_FILE names. */
  readonly file: string | undefined

  /** Takes the passwords out of `environment`. */
  constructor(environment: NodeJS.ProcessEnv = process.env) {
    const encoded = new Map<string, string>()
    for (const [name, value] of Object.entries(environment)) {
      if (value === undefined || !name.startsWith(PREFIX)) continue
      encoded.set(name, value)
      delete environment[name]
    }
    this.#encoded = encoded
    this.#clear = environment[CLEAR] || undefined
    delete environment[CLEAR]
    this.file = environment[FILE] || undefined
  }

  /** What BT_WALLET_PASSWORD held. */
  get clear(): Uint8Array | undefined {
    return this.#clear === undefined ? undefined : utf8(this.#clear)
  }

  /**
   * The password of one key and the variable it came from.
   * @throws TaoError `invalid_argument` when the variable holds something else
   */
  find(place: KeyPlace): { readonly name: string; readonly password: Uint8Array } | undefined {
    for (const name of passwordVariables(place)) {
      const value = this.#encoded.get(name)
      if (value === undefined) continue
      const password = decodePassword(name, value)
      if (password.length > 0) return { name, password }
    }
    return undefined
  }

  toJSON(): string {
    return '(passwords)'
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return 'PasswordEnvironment(…)'
  }
}

/**
 * The names of the variables that may hold the password of a key: btwallet writes the path as it was given, bittensor 11
 * without doubled slashes and `.` steps.
 */
export function passwordVariables(place: KeyPlace): string[] {
  const { root, name } = place.wallet
  const rest = place.role === 'coldkey' ? [name, 'coldkey'] : [name, 'hotkeys', place.name]
  const asGiven = [root.given.replace(/(?<=.)\/$/, ''), ...rest].join('/').replace(/^\/\/(?=[^/])/, '/')
  return [...new Set([asGiven, normalised(asGiven)])].map(variableOf)
}

/** The variable of a keyfile path, exactly as it is spelled. */
export function variableOf(path: string): string {
  return PREFIX + path.replaceAll(/[/.]/g, '_').toUpperCase()
}

/** The value that such a variable must have. */
export function encodePassword(name: string, password: Uint8Array): string {
  return Buffer.from(scramble(name, password)).toString('base64')
}

/** @throws TaoError `invalid_argument` */
export function decodePassword(name: string, value: string): Uint8Array {
  const bytes = Buffer.from(value, 'base64')
  const isBase64 = bytes.toString('base64').replace(/=+$/, '') === value.trim().replace(/=+$/, '')
  const password = scramble(name, bytes)
  if (!isBase64 || !isUtf8(password)) {
    throw new TaoError('invalid_argument', `The variable ${name} does not hold a password`, {
      why: 'It holds the password combined with its own name, in base64; a password in the clear does not work there.',
      remedy: `Put the password in the clear into ${CLEAR} instead, or into a file that ${FILE} names.`,
    })
  }
  return password
}

function scramble(name: string, bytes: Uint8Array): Uint8Array {
  const key = utf8(name)
  return bytes.map((byte, i) => byte ^ key[i % key.length]!)
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** As Python's pathlib writes a path. */
function normalised(path: string): string {
  const steps = path.split('/').filter(step => step !== '' && step !== '.')
  return (path.startsWith('/') ? '/' : '') + steps.join('/')
}
