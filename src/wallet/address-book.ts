/**
 * The address book: names for the addresses of others and for the accounts that one acts for as a proxy, and which addresses
 * were paid from here before. One private file of JSON beside the wallets, replaced as a whole. Other tools look at folders
 * there only.
 */
import { dirname, join } from 'node:path'
import { TaoError } from '../primitives/errors.ts'
import { decodeAddress, isAddress } from '../primitives/ss58.ts'
import { lookAt, readWhole } from './files.ts'
import { quoteName } from './names.ts'
import type { WalletRoot } from './places.ts'
import { asSavedProxy, type SavedProxy } from './saved-proxies.ts'
import { discard, makeFolder, placeOver, stage, syncFolder } from './writing.ts'

export interface Contact {
  readonly name: string
  readonly address: string
  /** What the user wants to remember of it. */
  readonly note: string | undefined
}

export interface AddressBook {
  readonly contacts: readonly Contact[]
  /** The addresses that something was sent to, by the genesis of the network. */
  readonly paid: Readonly<Record<string, readonly string[]>>
  /** No name of theirs is that of a contact. */
  readonly proxies: readonly SavedProxy[]
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/
const MAX_BYTES = 4 * 1024 * 1024
const VERSION = 1
const EMPTY: AddressBook = { contacts: [], paid: {}, proxies: [] }

export const addressBookFile = ({ path }: WalletRoot): string => join(path, '.address-book.json')

/** Of a file that does not exist: an empty one. @throws TaoError `invalid_file`, `not_permitted` */
export function readAddressBook(path: string): AddressBook {
  if (lookAt(path) === undefined) return EMPTY
  const book = parse(readWhole(path, MAX_BYTES).toString('utf8'))
  if (book !== undefined) return book
  throw new TaoError('invalid_file', `Not an address book: ${path}`, {
    remedy: 'Restore it from a backup, or move it away to begin a new one.',
  })
}

/** The contact of a name, in whatever case it is written. */
export const contactNamed = ({ contacts }: AddressBook, name: string): Contact | undefined =>
  contacts.find(contact => contact.name.toLowerCase() === name.toLowerCase())

/** The proxy of a name, in whatever case it is written. */
export const proxyNamed = ({ proxies }: AddressBook, name: string): SavedProxy | undefined =>
  proxies.find(proxy => proxy.name.toLowerCase() === name.toLowerCase())

/** @throws TaoError `invalid_argument`, `already_exists` for a name or an address that is there under another */
export function withContact(book: AddressBook, contact: Contact, replace = false): AddressBook {
  checkContactName(contact.name)
  decodeAddress(contact.address)
  const proxy = proxyNamed(book, contact.name)
  if (proxy !== undefined) {
    throw new TaoError('already_exists', `${proxy.name} is in the book of proxies already`, {
      why: `The name means ${proxy.address}.`,
      remedy: 'Choose another name.',
    })
  }
  const [byName, byAddress] = [
    contactNamed(book, contact.name),
    book.contacts.find(({ address }) => address === contact.address),
  ]
  if (byName !== undefined && !replace) {
    throw new TaoError('already_exists', `${byName.name} is in the address book already`, {
      why: `The name means ${byName.address}.`,
      remedy: 'Choose another name, or give the name to the new address with --replace.',
    })
  }
  if (byAddress !== undefined && byAddress !== byName) {
    throw new TaoError('already_exists', `The address is in the address book already, as ${byAddress.name}`, {
      remedy: `Use that name, or take it out with: tao wallet contacts remove ${byAddress.name}`,
    })
  }
  const others = book.contacts.filter(each => each !== byName)
  return { ...book, contacts: [...others, contact].sort((a, b) => (a.name < b.name ? -1 : 1)) }
}

/** @throws TaoError `not_found` */
export function withoutContact(book: AddressBook, name: string): { book: AddressBook; contact: Contact } {
  const contact = contactNamed(book, name)
  if (contact !== undefined) {
    return { book: { ...book, contacts: book.contacts.filter(each => each !== contact) }, contact }
  }
  throw new TaoError('not_found', `${quoteName(name)} is not in the address book`, {
    remedy: 'See who is: tao wallet contacts list',
  })
}

export const wasPaid = ({ paid }: AddressBook, genesis: string, address: string): boolean =>
  paid[genesis]?.includes(address) ?? false

export function withPaid(book: AddressBook, genesis: string, addresses: readonly string[]): AddressBook {
  const before = book.paid[genesis] ?? []
  const fresh = addresses.filter(address => !before.includes(address))
  return fresh.length === 0 ? book : { ...book, paid: { ...book.paid, [genesis]: [...before, ...fresh] } }
}

/** Replaces the file as a whole; a crash leaves the old one or the new one. @throws TaoError `not_permitted` */
export function writeAddressBook(path: string, { contacts, paid, proxies }: AddressBook): void {
  const folder = dirname(path)
  makeFolder(folder)
  const json = { version: VERSION, contacts, paid, proxies }
  const staged = stage(folder, Buffer.from(`${JSON.stringify(json, undefined, 2)}\n`))
  try {
    placeOver(staged, path)
    syncFolder(folder)
  } finally {
    discard(staged.path)
  }
}

/** @throws TaoError `invalid_argument` */
export function checkContactName(name: string): void {
  if (NAME.test(name) && !isAddress(name)) return
  throw new TaoError('invalid_argument', `Not a name for a contact: ${quoteName(name)}`, {
    why: 'A name has 1 to 64 of A-Z a-z 0-9 _ . - and begins with a letter or digit.',
    remedy: 'Choose a plain name, like exchange or alice.',
  })
}

/** Undefined for anything but a whole address book: a line that was changed by hand must not lead money astray. */
function parse(text: string): AddressBook | undefined {
  let json: { version?: unknown; contacts?: unknown; paid?: unknown; proxies?: unknown } | null
  try {
    json = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof json !== 'object' || json?.version !== VERSION) return undefined
  const { contacts, paid, proxies = [] } = json
  if (!Array.isArray(contacts) || !contacts.every(isContact) || !isPaid(paid) || !Array.isArray(proxies))
    return undefined
  const saved = proxies.map(asSavedProxy).filter(proxy => proxy !== undefined)
  if (saved.length < proxies.length || !saved.every(({ name, address }) => isEntry(name, address))) return undefined
  if (!areUnique([...contacts, ...saved])) return undefined
  return {
    contacts: contacts.map(({ name, address, note }) => ({ name, address, note })),
    paid: paid as AddressBook['paid'],
    proxies: saved,
  }
}

const isEntry = (name: unknown, address: unknown): boolean =>
  typeof name === 'string' && NAME.test(name) && typeof address === 'string' && isAddress(address)

function isContact(value: unknown): value is Contact {
  if (typeof value !== 'object' || value === null) return false
  const { name, address, note } = value as Record<string, unknown>
  return isEntry(name, address) && (note === undefined || typeof note === 'string')
}

const areUnique = (entries: readonly { readonly name: string }[]): boolean =>
  new Set(entries.map(({ name }) => name.toLowerCase())).size === entries.length

function isPaid(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every(list => Array.isArray(list) && list.every(each => typeof each === 'string'))
}
