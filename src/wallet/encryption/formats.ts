/**
 * How a keyfile is protected, told from its first bytes.
 *
 * - `nacl`: what every current tool writes: argon2i, then secretbox.
 * - `ansible`: bittensor 2 to 5, ansible-vault: PBKDF2 with 10 000 rounds, weak.
 * - `fernet`: the oldest.
 * - `plain`: not at all.
 */
export type KeyfileFormat = 'nacl' | 'ansible' | 'fernet' | 'plain'

export const PREFIXES = { nacl: '$NACL', ansible: '$ANSIBLE_VAULT', fernet: 'gAAAAA' } as const satisfies Partial<
  Record<KeyfileFormat, string>
>

/** Enough bytes to tell the format. */
export const PREFIX_BYTES = 16

export function formatOf(content: Uint8Array): KeyfileFormat {
  const start = Buffer.from(content.subarray(0, PREFIX_BYTES)).toString('latin1')
  for (const format of ['nacl', 'ansible', 'fernet'] as const) {
    if (start.startsWith(PREFIXES[format])) return format
  }
  return 'plain'
}

/** Whether a password can be tried so fast that the file should be encrypted anew. */
export const isWeak = (format: KeyfileFormat): boolean => format === 'ansible' || format === 'fernet'
