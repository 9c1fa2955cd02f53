/**
 * The fields of a keyfile or public file: one JSON object.
 *
 * Errors name fields, never values: a value may be a secret.
 */
import { type AccountId, accountId } from '../primitives/account.ts'
import { fromHex } from '../primitives/bytes.ts'
import type { KeyKind } from '../primitives/crypto/kinds.ts'
import { TaoError } from '../primitives/errors.ts'
import { decodeAddress } from '../primitives/ss58.ts'

/** Fields by name, without those that are null. */
export type Fields = ReadonlyMap<string, unknown>

/** The account that a file says it is of, and the kind of key if it says so. */
export interface StatedIdentity {
  readonly publicKey: AccountId | undefined
  /** The address as the file writes it, if it does; it is the address of `publicKey`. */
  readonly address: string | undefined
  readonly kind: KeyKind | undefined
}

const PUBLIC_KEY = /^0x[0-9a-fA-F]{64}$/

/** Text of a file, or undefined if it is not UTF-8 or begins with a byte order mark, which no tool writes. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return text.startsWith('\ufeff') ? undefined : text
  } catch {
    return undefined
  }
}

/**
 * The fields of a JSON object; undefined if the text is none. Old files have names with spaces around them.
 * @throws TaoError `invalid_file` when a name occurs twice with different values
 */
export function parseFields(text: string, file: string): Fields | undefined {
  const object = parseObject(text)
  if (object === undefined) return undefined
  const fields = new Map<string, unknown>()
  for (const [key, value] of Object.entries(object)) {
    const name = key.trim()
    if (value === null) continue
    if (fields.has(name) && fields.get(name) !== value) throw damaged(file, `The field ${label(name)} is there twice.`)
    fields.set(name, value)
  }
  return fields
}

/** A field that must be text if it is there. */
export function textField(fields: Fields, name: string, file: string): string | undefined {
  const value = fields.get(name)
  if (value === undefined) return undefined
  if (typeof value !== 'string') throw damaged(file, `The field ${name} is not text.`)
  return value
}

/**
 * What a file says of its identity; its address, public key and account id must name one account.
 * @throws TaoError `invalid_file`
 */
export function statedIdentity(fields: Fields, file: string): StatedIdentity {
  const stated: AccountId[] = []
  const address = textField(fields, 'ss58Address', file)
  if (address !== undefined) stated.push(accountOfAddress(address, file))
  for (const name of ['publicKey', 'accountId']) {
    const text = textField(fields, name, file)
    if (text === undefined) continue
    if (!PUBLIC_KEY.test(text)) throw damaged(file, `The field ${name} is not a public key of 32 bytes.`)
    stated.push(accountId(fromHex(text)))
  }
  if (new Set(stated).size > 1) {
    throw damaged(file, 'Its ss58Address, publicKey and accountId are not of one account.')
  }
  return { publicKey: stated[0], address, kind: statedKind(fields, file) }
}

export function damaged(file: string, why: string | readonly string[], remedy?: string): TaoError {
  return new TaoError('invalid_file', `Not a sound key file: ${file}`, {
    why,
    remedy: remedy ?? 'Restore it from a backup, or make the key again from its mnemonic.',
  })
}

/** `cryptoType` is a number; some tools wrote it as text. Absent, it is not known. */
function statedKind(fields: Fields, file: string): KeyKind | undefined {
  const value = fields.get('cryptoType')
  if (value === undefined) return undefined
  if (value === 1 || value === '1') return 'sr25519'
  if (value === 0 || value === '0') return 'ed25519'
  throw damaged(file, 'Its cryptoType is neither 1 (sr25519) nor 0 (ed25519).')
}

function accountOfAddress(address: string, file: string): AccountId {
  try {
    return decodeAddress(address)
  } catch {
    throw damaged(file, 'Its ss58Address is not a Bittensor address.')
  }
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    // The message of the parser quotes the text.
    return undefined
  }
}

/** A field name for a message; anything odd is left out, for the file may hold anything. */
function label(name: string): string {
  return /^[A-Za-z0-9_]{1,30}$/.test(name) ? name : '(odd name)'
}
