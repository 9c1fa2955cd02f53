/** The part of the address book that is about proxies: adding, changing and removing entries. */
import { TaoError } from '../primitives/errors.ts'
import { decodeAddress } from '../primitives/ss58.ts'
import { type AddressBook, checkContactName, contactNamed, proxyNamed } from './address-book.ts'
import { quoteName } from './names.ts'
import type { SavedProxy } from './saved-proxies.ts'

/** @throws TaoError `invalid_argument`, `already_exists` for a name that the book has */
export function ensureFree(book: AddressBook, name: string): void {
  checkContactName(name)
  const proxy = proxyNamed(book, name)
  const taken = proxy ?? contactNamed(book, name)
  if (taken === undefined) return
  const other = 'Choose another name'
  throw new TaoError('already_exists', `${taken.name} is in the address book already`, {
    why: `The name means ${taken.address}.`,
    remedy:
      proxy === undefined ? `${other}.` : `${other}, or change what it says with: tao proxy book update ${taken.name}`,
  })
}

/** @throws TaoError as `ensureFree`, `invalid_address` */
export function withProxy(book: AddressBook, proxy: SavedProxy): AddressBook {
  ensureFree(book, proxy.name)
  return placed(book, book.proxies, proxy)
}

/** The entry with other contents; its name stays. @throws TaoError `not_found` */
export function withChangedProxy(
  book: AddressBook,
  name: string,
  changes: Partial<Omit<SavedProxy, 'name'>>,
): { readonly book: AddressBook; readonly before: SavedProxy; readonly after: SavedProxy } {
  const before = savedProxy(book, name)
  const after = { ...before, ...changes }
  return { book: placed(book, withoutEntry(book, before), after), before, after }
}

/** @throws TaoError `not_found` */
export function withoutProxy(
  book: AddressBook,
  name: string,
): { readonly book: AddressBook; readonly proxy: SavedProxy } {
  const proxy = savedProxy(book, name)
  return { book: { ...book, proxies: withoutEntry(book, proxy) }, proxy }
}

/** @throws TaoError `not_found` */
export function savedProxy(book: AddressBook, name: string): SavedProxy {
  const found = proxyNamed(book, name)
  if (found !== undefined) return found
  throw new TaoError('not_found', `${quoteName(name)} is not in the book of proxies`, {
    remedy: 'See what is: tao proxy book list',
  })
}

const withoutEntry = ({ proxies }: AddressBook, entry: SavedProxy): readonly SavedProxy[] =>
  proxies.filter(each => each !== entry)

function placed(book: AddressBook, others: readonly SavedProxy[], proxy: SavedProxy): AddressBook {
  decodeAddress(proxy.address)
  if (proxy.spawner !== undefined) decodeAddress(proxy.spawner)
  return { ...book, proxies: [...others, proxy].sort((a, b) => (a.name < b.name ? -1 : 1)) }
}
