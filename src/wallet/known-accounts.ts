/** Who the addresses are that this machine knows: one's own keys, and the contacts of the address book. */
import { type AddressBook, addressBookFile, readAddressBook } from './address-book.ts'
import { listWallets } from './listing.ts'
import type { WalletRoot } from './places.ts'

export interface KnownAccount {
  /** `main`, `main/validator`, or the name of a contact or of a proxy in the book. */
  readonly name: string
  readonly role: 'coldkey' | 'hotkey' | 'contact'
}

export interface KnownAccounts {
  readonly book: AddressBook
  /** By address. */
  readonly accounts: ReadonlyMap<string, KnownAccount>
}

/** Reads public files only. An account that is several things is what comes first here: own coldkey, own hotkey, contact. */
export function knownAccounts(root: WalletRoot): KnownAccounts {
  const book = readAddressBook(addressBookFile(root))
  const accounts = new Map<string, KnownAccount>()
  const learn = (address: string | undefined, name: string, role: KnownAccount['role']): void => {
    if (address !== undefined && !accounts.has(address)) accounts.set(address, { name, role })
  }
  const wallets = listWallets(root)
  for (const { name, coldkey } of wallets) learn(coldkey?.publicHalf?.address, name, 'coldkey')
  for (const { name, hotkeys } of wallets) {
    for (const hotkey of hotkeys) learn(hotkey.publicHalf?.address, `${name}/${hotkey.name}`, 'hotkey')
  }
  for (const { name, address } of [...book.contacts, ...book.proxies]) learn(address, name, 'contact')
  return { book, accounts }
}
