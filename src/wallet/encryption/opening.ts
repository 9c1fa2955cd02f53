/** Opening an encrypted keyfile with one password, whatever its format. */
import { damaged } from '../fields.ts'
import { argon2Key, type Kdf } from './argon2.ts'
import type { KeyfileFormat } from './formats.ts'
import { ansibleDefect, fernetDefect, openAnsible, openFernet } from './legacy.ts'
import { naclDefect, openNacl } from './nacl.ts'

export type EncryptedFormat = Exclude<KeyfileFormat, 'plain'>

export interface OpenOptions {
  readonly kdf?: Kdf | undefined
  readonly signal?: AbortSignal | undefined
}

const DEFECT: Readonly<Record<EncryptedFormat, (file: Uint8Array) => string | undefined>> = {
  nacl: naclDefect,
  ansible: ansibleDefect,
  fernet: fernetDefect,
}

/**
 * Refuses a file that no password can open.
 * @throws TaoError `invalid_file`
 */
export function requireSound(format: EncryptedFormat, content: Uint8Array, file: string): void {
  const defect = DEFECT[format](content)
  if (defect !== undefined) throw damaged(file, defect)
}

/** The decrypted content, or undefined if the password is wrong or the file was changed: the two look the same. */
export async function openWith(
  format: EncryptedFormat,
  content: Uint8Array,
  password: Uint8Array,
  { kdf = argon2Key, signal }: OpenOptions,
): Promise<Uint8Array | undefined> {
  if (format === 'ansible') return openAnsible(content, password)
  if (format === 'fernet') return openFernet(content, password)
  return openNacl(content, password, kdf, signal)
}
