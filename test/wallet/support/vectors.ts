/** What the reference tools made: see test/vectors/wallets/README.md. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))

/** The selection that comes with the project. */
export const VECTORS = join(here, '../../vectors/wallets')
/** All of them, beside the project where they exist. */
export const ALL_VECTORS = resolve(here, '../../../../shared/wallets')
export const hasAllVectors = existsSync(join(ALL_VECTORS, 'manifest.json'))

export function readVectors<T>(name: string, folder = VECTORS): T {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as T
}

export interface KeyVector {
  readonly file: string
  readonly encryption: string
  readonly password: string | null
  readonly ss58: string
  readonly publicKey: string
  readonly cryptoType: 0 | 1
  readonly plaintext: Readonly<Record<string, string | number>>
}

export interface WalletVector {
  readonly dir: string
  readonly coldkey: KeyVector | null
  readonly hotkeys?: readonly KeyVector[]
}

export interface Manifest {
  readonly wallets: readonly WalletVector[]
  readonly odd_keyfiles: {
    readonly mnemonic: string
    readonly cases: readonly {
      readonly file: string
      readonly note: string
      readonly result: Readonly<
        Record<string, { readonly ss58?: string; readonly cryptoType?: 0 | 1; readonly error?: string }>
      >
    }[]
  }
  readonly env_passwords: readonly {
    readonly path: string
    readonly password: string
    readonly keyfile_name_410: string
    readonly keyfile_name_11: string
    readonly value: string
  }[]
  readonly env_names_from_wallet_path: readonly {
    readonly wallet_path: string
    readonly name: string
    readonly v410: string
    readonly v11: string
  }[]
}

export interface KeyResult {
  readonly publicKey: string
  readonly ss58: string
  readonly privateKey?: string
  readonly privateScalar?: string
  readonly seed?: string
  readonly error?: unknown
}

export interface SignatureVector {
  readonly cryptoType: 0 | 1
  readonly ss58: string
  readonly publicKey: string
  readonly message: string
  readonly messageHex: string
  readonly signature: string
  readonly valid: boolean
  readonly wrapped?: boolean
}

export interface PolkadotVector {
  readonly file: string
  readonly passphrase: string
  readonly ss58: string
  readonly publicKey: string
  readonly type: string
  readonly result: Readonly<Record<string, { readonly error?: string }>>
}

export const kindOf = (cryptoType: 0 | 1): 'sr25519' | 'ed25519' => (cryptoType === 1 ? 'sr25519' : 'ed25519')
