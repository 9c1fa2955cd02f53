/** Getting a key back from what a person has of it: the part that the `regen-` commands share. */
import type { KeyKind } from '../../../primitives/crypto/kinds.ts'
import { readMnemonic } from '../../../primitives/crypto/mnemonic.ts'
import { TaoError } from '../../../primitives/errors.ts'
import { readWhole } from '../../../wallet/files.ts'
import { keyFromMnemonic, keyFromPrivateKey, keyFromSeed } from '../../../wallet/key-sources.ts'
import { readPasswordFile } from '../../../wallet/passwords/sources.ts'
import type { KeyPlace } from '../../../wallet/places.ts'
import { importPolkadotJson, MAX_JSON_BYTES } from '../../../wallet/polkadot-json.ts'
import type { WalletKey } from '../../../wallet/wallet-key.ts'
import type { Context } from '../../kit/context.ts'
import { file, text } from '../../kit/options.ts'
import type { Plan } from '../../kit/plan.ts'
import { CRYPTO_TYPE, OVERWRITE } from './key-options.ts'
import { type KeyResult, keyResult } from './key-result.ts'
import { writeKey } from './making.ts'
import { newPassword } from './new-password.ts'
import { replacing, requireFree, targetAt } from './places-taken.ts'

const SOURCES = ['mnemonic', 'mnemonicFile', 'seed', 'privateKey', 'jsonPath'] as const
const others = (mine: (typeof SOURCES)[number]): string[] => SOURCES.filter(source => source !== mine)

/** btcli v9 calls an export that. */
export const REGAIN_REFUSES = {
  'json VALUE': {
    why: '--json prints JSON, and takes no file.',
    remedy: 'For an export: --json-path FILE. For JSON: write --json at the end.',
  },
} as const

export const REGAIN_OPTIONS = {
  mnemonic: text({ summary: 'The mnemonic, in quotes', secret: true, excludes: others('mnemonic') }),
  mnemonicFile: file({
    summary: 'A file that holds the mnemonic; - for standard input',
    excludes: others('mnemonicFile'),
  }),
  seed: text({ summary: 'The seed: 64 hexadecimal digits', secret: true, excludes: others('seed') }),
  privateKey: text({
    summary: 'The private key of a keyfile: 128 digits, or 64 for ed25519',
    secret: true,
    excludes: others('privateKey'),
  }),
  jsonPath: file({
    summary: 'An export of polkadot.js, Talisman and their like',
    short: 'j',
    // The export says what kind of key it holds.
    excludes: [...others('jsonPath'), 'cryptoType'],
  }),
  jsonPassword: text({ summary: 'The password of the export', secret: true }),
  jsonPasswordFile: file({ summary: 'A file with the password of the export', excludes: ['jsonPassword'] }),
  cryptoType: CRYPTO_TYPE,
  overwrite: OVERWRITE,
} as const

export interface Regaining {
  readonly mnemonic: string | undefined
  readonly mnemonicFile: string | undefined
  readonly seed: string | undefined
  readonly privateKey: string | undefined
  readonly jsonPath: string | undefined
  readonly jsonPassword: string | undefined
  readonly jsonPasswordFile: string | undefined
  readonly cryptoType: KeyKind
  readonly overwrite: boolean
  readonly usePassword: boolean
}

/** @throws TaoError `usage` for the password of an export where there is none */
export function planRegain(place: KeyPlace, from: Regaining, ctx: Context): Plan<KeyResult> {
  const { jsonPath, jsonPassword, jsonPasswordFile } = from
  if (jsonPath === undefined && (jsonPassword ?? jsonPasswordFile) !== undefined) throw noExport(jsonPassword)
  const target = targetAt(place)
  // A public file alone is not in the way of its own key; whether it is its own, the key tells.
  if (target.occupant?.hasSecret) requireFree(target, from.overwrite)
  return {
    summary: `Write the ${place.role} of the wallet ${place.wallet.name} again`,
    effects: [`${place.secretFile} and ${place.publicFile} are written.`],
    ...(target.occupant?.hasSecret ? replacing([target]) : {}),
    perform: async () => {
      const key = await regain(from, ctx)
      ctx.defer(() => key.wipe())
      for (const warning of key.warnings) ctx.warn(warning)
      const password = from.usePassword ? await newPassword(place, ctx) : null
      const saved = await writeKey(place, key, password, from.overwrite, ctx)
      return keyResult({ ...saved, place, cryptoType: key.cryptoType })
    },
  }
}

const noExport = (jsonPassword: string | undefined): TaoError =>
  new TaoError(
    'usage',
    `${jsonPassword === undefined ? '--json-password-file' : '--json-password'} goes with --json-path`,
    {
      why: 'It is the password of an export.',
    },
  )

async function regain(from: Regaining, ctx: Context): Promise<WalletKey> {
  const { mnemonic, mnemonicFile, seed, privateKey, jsonPath, cryptoType } = from
  if (mnemonic !== undefined) return keyFromMnemonic(mnemonic, cryptoType)
  if (mnemonicFile !== undefined) return keyFromMnemonic(await textOf(mnemonicFile, ctx), cryptoType)
  if (seed !== undefined) return keyFromSeed(seed, cryptoType)
  if (privateKey !== undefined) return keyFromPrivateKey(privateKey, cryptoType)
  if (jsonPath !== undefined) return fromExport(jsonPath, from, ctx)
  return keyFromMnemonic(await askMnemonic(ctx), cryptoType)
}

async function textOf(path: string, ctx: Context): Promise<string> {
  const bytes = path === '-' ? await ctx.readStdin() : readWhole(path)
  try {
    return Buffer.from(bytes).toString('utf8')
  } finally {
    bytes.fill(0)
  }
}

/** The key in an export of polkadot.js. */
export async function fromExport(
  path: string,
  { jsonPassword, jsonPasswordFile }: Pick<Regaining, 'jsonPassword' | 'jsonPasswordFile'>,
  ctx: Context,
): Promise<WalletKey> {
  const content = readWhole(path, MAX_JSON_BYTES)
  const password =
    jsonPassword ??
    (jsonPasswordFile === undefined
      ? await askExportPassword(path, ctx)
      : readPasswordFile(jsonPasswordFile === '-' ? 0 : jsonPasswordFile))
  const { key } = await ctx.progress('Opening the export', () => importPolkadotJson(content, password, path))
  return key
}

async function askExportPassword(path: string, { person }: Context): Promise<string> {
  if (person !== undefined) return person.secret({ message: `Password of the export ${path}` })
  throw new TaoError('locked', 'The export is encrypted, and no password was given', {
    remedy: 'Give it with --json-password-file.',
  })
}

/** The words are not shown while they are typed, and are checked before anything else is asked. */
async function askMnemonic({ person, mayAsk }: Context): Promise<string> {
  if (person !== undefined && mayAsk) {
    return person.secret({ message: 'The mnemonic, words with spaces between', validate: mnemonicDefect })
  }
  throw new TaoError('usage', 'Missing: --mnemonic-file', {
    why: 'A key is made again from its mnemonic, seed, private key or an export of polkadot.js.',
    remedy: 'Give one of --mnemonic-file, --seed, --private-key, --json-path, or run it on a terminal to be asked.',
    data: { missing: ['--mnemonic-file'] },
  })
}

function mnemonicDefect(typed: string): string | undefined {
  try {
    readMnemonic(typed)
    return undefined
  } catch (error) {
    if (!(error instanceof TaoError)) throw error
    return error.why.join(' ')
  }
}
