/** Keys in the folders that all Bittensor tools share. */
import { PasswordEnvironment } from '../wallet/passwords/environment.ts'
import { coldkeyPlace, hotkeyPlace, type KeyPlace, walletPlace, walletRoot } from '../wallet/places.ts'
import { readAddress } from '../wallet/public-half.ts'
import { saveKey } from '../wallet/saving.ts'
import { unlock } from '../wallet/unlocking.ts'
import type { WalletKey } from '../wallet/wallet-key.ts'

export interface KeyName {
  readonly wallet: string
  /** The name of a hotkey; the coldkey if absent. */
  readonly hotkey?: string
  /** The folder of wallets; BT_WALLET_PATH, or else ~/.bittensor/wallets, if absent. */
  readonly path?: string
}

export interface UnlockOptions extends KeyName {
  /** Of an encrypted key; that of BT_PW_… or BT_WALLET_PASSWORD if absent. Nobody is asked. */
  readonly password?: string | Uint8Array
}

export interface SaveOptions extends KeyName {
  /** null leaves the key in the clear, as hotkeys usually are. */
  readonly password: string | Uint8Array | null
}

/**
 * Unlocks a key of a wallet. `wipe()` ends its use.
 * @throws TaoError `not_found`, `locked` without a password, `wrong_password`, `not_permitted`, `invalid_file`
 */
export async function keyFromWallet({ password, ...name }: UnlockOptions): Promise<WalletKey> {
  // A copy: a program's own environment stays as it is.
  const environment = new PasswordEnvironment({ ...process.env })
  return (await unlock(placeOf(name), { password, environment })).key
}

/** The address of a key, without unlocking it. @throws TaoError `not_found`, `locked`, `invalid_file` */
export const addressFromWallet = (name: KeyName): string => readAddress(placeOf(name)).address

/** Writes a key where other tools find it. @throws TaoError `already_exists`, `invalid_argument`, `not_permitted` */
export async function saveToWallet(key: WalletKey, { password, ...name }: SaveOptions): Promise<void> {
  await saveKey(placeOf(name), key, { password })
}

function placeOf({ wallet, hotkey, path }: KeyName): KeyPlace {
  const place = walletPlace(walletRoot(path), wallet)
  return hotkey === undefined ? coldkeyPlace(place) : hotkeyPlace(place, hotkey)
}
