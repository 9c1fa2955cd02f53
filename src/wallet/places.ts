/**
 * Where keys lie: the folder layout that all Bittensor tools share.
 *
 *     <root>/<wallet>/coldkey                    the secret, usually encrypted
 *     <root>/<wallet>/coldkeypub.txt             its public half
 *     <root>/<wallet>/hotkeys/<hotkey>           a secret, usually in the clear: miners and validators run with it
 *     <root>/<wallet>/hotkeys/<hotkey>pub.txt    its public half (old wallets lack it)
 *     <root>/<wallet>/backups/<time>/…           replaced keys, a wallet folder each; other tools do not look there
 */
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { checkName, quoteName } from './names.ts'

export const DEFAULT_ROOT = '~/.bittensor/wallets/'
export const PUBLIC_ENDING = 'pub.txt'

/** A folder of wallets. */
export interface WalletRoot {
  /** Absolute. */
  readonly path: string
  /** As it was written, `~` expanded: the names of the BT_PW_ variables are made of this. */
  readonly given: string
}

export interface WalletPlace {
  readonly root: WalletRoot
  readonly name: string
  readonly folder: string
  readonly hotkeys: string
  /** Where taokit keeps what it replaced. */
  readonly backups: string
}

/** A key's two files, which may or may not exist. */
export interface KeyPlace {
  readonly wallet: WalletPlace
  readonly role: 'coldkey' | 'hotkey'
  /** The hotkey's name, or `coldkey`. */
  readonly name: string
  readonly secretFile: string
  readonly publicFile: string
}

/** The folder of wallets: `path`, else BT_WALLET_PATH, else the one that every Bittensor tool uses. */
export function walletRoot(path?: string, environment: NodeJS.ProcessEnv = process.env): WalletRoot {
  const given = expandHome(path || environment.BT_WALLET_PATH || DEFAULT_ROOT)
  return { path: resolve(given), given }
}

/** @throws TaoError `invalid_argument` when the name is not one file name */
export function walletPlace(root: WalletRoot, name: string): WalletPlace {
  const folder = join(root.path, checkName('wallet', name))
  return { root, name, folder, hotkeys: join(folder, 'hotkeys'), backups: join(folder, 'backups') }
}

export function coldkeyPlace(wallet: WalletPlace): KeyPlace {
  return {
    wallet,
    role: 'coldkey',
    name: 'coldkey',
    secretFile: join(wallet.folder, 'coldkey'),
    publicFile: join(wallet.folder, `coldkey${PUBLIC_ENDING}`),
  }
}

/** @throws TaoError `invalid_argument` when the name is not one file name */
export function hotkeyPlace(wallet: WalletPlace, name: string): KeyPlace {
  const secretFile = join(wallet.hotkeys, checkName('hotkey', name))
  return { wallet, role: 'hotkey', name, secretFile, publicFile: `${secretFile}${PUBLIC_ENDING}` }
}

/** How messages call a key: `coldkey of wallet "main"`. */
export function describePlace(place: KeyPlace): string {
  const wallet = `wallet ${quoteName(place.wallet.name)}`
  return place.role === 'coldkey' ? `coldkey of ${wallet}` : `hotkey ${quoteName(place.name)} of ${wallet}`
}

function expandHome(path: string): string {
  return path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path
}
