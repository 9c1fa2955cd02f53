/** What a command that writes one key tells. */
import { type Cell, cells } from '../../kit/cells.ts'
import { address, maybe, record, text, type ValueOf } from '../../kit/shape.ts'
import { type Block, card, lines } from '../../kit/view.ts'
import type { Made } from './making.ts'

export const KEY_RESULT = record({
  wallet: text('Name of the wallet'),
  hotkey: maybe(text('Name of the hotkey; null for a coldkey')),
  ss58: address('Address of the key'),
  cryptoType: text('sr25519 or ed25519'),
  path: text('The keyfile'),
  replaced: maybe(address('The account whose key was there before')),
  backup: maybe(text('The folder that holds the files that were there before')),
  mnemonic: maybe(text('The mnemonic, only where it was asked for')),
})
export type KeyResult = ValueOf<typeof KEY_RESULT>

export function keyResult({
  place,
  address,
  cryptoType,
  replaced,
  backup,
  mnemonic,
}: Omit<Made, 'mnemonic'> & Partial<Made>): KeyResult {
  return {
    wallet: place.wallet.name,
    hotkey: place.role === 'hotkey' ? place.name : undefined,
    ss58: address,
    cryptoType,
    path: place.secretFile,
    replaced,
    backup,
    mnemonic,
  }
}

export function viewKey(result: KeyResult): Block[] {
  const { wallet, hotkey, ss58, path, backup, mnemonic } = result
  const facts: [string, Cell][] = [
    ['Wallet', cells.text(wallet)],
    ...(hotkey === undefined ? [] : [['Hotkey', cells.text(hotkey)] as [string, Cell]]),
    ['Address', cells.address(ss58)],
    ['File', cells.text(path)],
    ...(backup === undefined ? [] : [['Backup', cells.text(backup)] as [string, Cell]]),
  ]
  return [card(facts), ...(mnemonic === undefined ? [] : [lines(`Mnemonic: ${mnemonic}`)])]
}
