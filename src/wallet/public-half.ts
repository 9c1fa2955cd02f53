/**
 * The public half of a key, as in `coldkeypub.txt` and `<hotkey>pub.txt`. No secret is read and no curve is computed.
 */
import { ACCOUNT_LENGTH, type AccountId, accountBytes, accountId } from '../primitives/account.ts'
import { fromHex } from '../primitives/bytes.ts'
import { type KeyKind, KIND_NUMBER } from '../primitives/crypto/kinds.ts'
import { TaoError } from '../primitives/errors.ts'
import { decodeAddress, encodeAddress } from '../primitives/ss58.ts'
import { damaged, decodeText, type Fields, parseFields, statedIdentity } from './fields.ts'
import { guardFolders, readWhole } from './files.ts'
import { describePlace, type KeyPlace } from './places.ts'

export interface PublicHalf {
  readonly address: string
  readonly publicKey: AccountId
  readonly cryptoType: KeyKind
}

/** The public half that a file tells, and what is wrong with it. */
export interface StatedPublicHalf extends PublicHalf {
  /** False when the file has no cryptoType, as older ones; sr25519 is then a guess. */
  readonly kindIsStated: boolean
  /** The file holds a secret although it should be public. */
  readonly holdsSecret: boolean
}

const SECRET_FIELDS = ['secretPhrase', 'secretSeed', 'privateKey']

/** The public half of an address. @throws TaoError `invalid_address` */
export function publicHalfOf(address: string, cryptoType: KeyKind = 'sr25519'): PublicHalf {
  const publicKey = decodeAddress(address)
  return { address: encodeAddress(publicKey), publicKey, cryptoType }
}

/** The public half of a public key in hexadecimal, with or without `0x`. @throws TaoError `invalid_argument` */
export function publicHalfOfKey(hex: string, cryptoType: KeyKind = 'sr25519'): PublicHalf {
  const bytes = fromHex(hex)
  if (bytes.length !== ACCOUNT_LENGTH) {
    throw new TaoError('invalid_argument', `Not a public key: it has ${bytes.length} bytes and not ${ACCOUNT_LENGTH}`)
  }
  const publicKey = accountId(bytes)
  return { address: encodeAddress(publicKey), publicKey, cryptoType }
}

/**
 * What the public file of a key says.
 * @throws TaoError `not_found`, `not_permitted`, `invalid_file`
 */
export function readPublicHalf(place: KeyPlace): StatedPublicHalf {
  guardFolders(place.wallet)
  return parsePublicHalf(readWhole(place.publicFile), place.publicFile)
}

/** As `readPublicHalf`; undefined when there is no public file. */
export function readPublicHalfIfAny(place: KeyPlace): StatedPublicHalf | undefined {
  try {
    return readPublicHalf(place)
  } catch (error) {
    if (error instanceof TaoError && error.code === 'not_found') return undefined
    throw error
  }
}

/**
 * The address of a key, from its public file or, where an old wallet has none, from the fields of an unencrypted keyfile.
 * @throws TaoError `not_found`, `locked` when only an encrypted keyfile is there, `invalid_file`
 */
export function readAddress(place: KeyPlace): PublicHalf {
  const half = readPublicHalfIfAny(place)
  if (half !== undefined) return half
  const text = decodeText(readWhole(place.secretFile))
  const fields = text === undefined ? undefined : parseFields(text, place.secretFile)
  if (fields === undefined) {
    throw new TaoError('locked', `The address of the ${describePlace(place)} is not known`, {
      why: 'Its public file is missing, and its keyfile tells nothing without the password.',
      remedy: 'Unlock the key once; that restores the public file.',
    })
  }
  return halfOf(fields, place.secretFile)
}

export function parsePublicHalf(bytes: Uint8Array, file: string): StatedPublicHalf {
  const text = decodeText(bytes)
  const fields = text === undefined ? undefined : parseFields(text, file)
  if (fields === undefined) throw damaged(file, 'It is not a JSON object.', 'Unlock the key once; that restores it.')
  return halfOf(fields, file)
}

/** The content of a public file. */
export function formatPublicHalf({ address, publicKey, cryptoType }: PublicHalf): Buffer {
  const json = { accountId: publicKey, publicKey, ss58Address: address, cryptoType: KIND_NUMBER[cryptoType] }
  return Buffer.from(JSON.stringify(json))
}

/** Whether a public file belongs to a key. A file that does not tell the kind agrees with either. */
export function agrees(stated: StatedPublicHalf, key: PublicHalf): boolean {
  return stated.publicKey === key.publicKey && (!stated.kindIsStated || stated.cryptoType === key.cryptoType)
}

/** The public key as bytes. */
export const publicKeyBytes = (half: PublicHalf): Uint8Array => accountBytes(half.publicKey)

function halfOf(fields: Fields, file: string): StatedPublicHalf {
  const { publicKey, address, kind } = statedIdentity(fields, file)
  if (publicKey === undefined) throw damaged(file, 'It has neither an ss58Address nor a publicKey.')
  return {
    address: address ?? encodeAddress(publicKey),
    publicKey,
    cryptoType: kind ?? 'sr25519',
    kindIsStated: kind !== undefined,
    holdsSecret: SECRET_FIELDS.some(name => fields.has(name)),
  }
}
