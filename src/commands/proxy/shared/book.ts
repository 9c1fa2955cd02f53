/** The book of proxies as a file of the wallets of the settings. */

import { messageOf, TaoError } from '../../../primitives/errors.ts'
import { type AddressBook, addressBookFile, readAddressBook, writeAddressBook } from '../../../wallet/address-book.ts'
import { knownAccounts } from '../../../wallet/known-accounts.ts'
import { walletRoot } from '../../../wallet/places.ts'
import { withoutProxy } from '../../../wallet/proxy-book.ts'
import type { SavedProxy } from '../../../wallet/saved-proxies.ts'
import type { Context } from '../../kit/context.ts'
import { address, integer, maybe, text } from '../../kit/shape.ts'

export const SAVED = {
  name: text('The name, which every command takes for the account'),
  address: address('The account that is acted for'),
  proxyType: maybe(text('The type of the proxy; null where nobody said it')),
  spawner: maybe(address('Who made it, or who acts for it; null where nobody said it')),
  delay: integer('How many blocks before a call it must be announced'),
  index: integer('What tells pure proxies apart that one transaction makes'),
  height: maybe(integer('The block of the transaction that made a pure proxy; killing it takes that')),
  extIndex: maybe(integer('The place of that transaction in its block; killing it takes that')),
  note: maybe(text('What you want to remember of it')),
}

export interface OpenBook {
  readonly path: string
  readonly book: AddressBook
  write(book: AddressBook): void
}

export function openBook(ctx: Context): OpenBook {
  const path = addressBookFile(walletRoot(ctx.settings.walletPath, { ...ctx.env }))
  return { path, book: readAddressBook(path), write: book => writeAddressBook(path, book) }
}

/** A name that means two accounts would lead money astray. @throws TaoError `already_exists` */
export function ensureNoWallet(ctx: Context, name: string): void {
  const { accounts } = knownAccounts(walletRoot(ctx.settings.walletPath, { ...ctx.env }))
  const own = [...accounts.values()].some(each => each.role !== 'contact' && each.name === name)
  if (!own) return
  throw new TaoError('already_exists', `${name} is a wallet of yours`, {
    why: 'A name that means two accounts would lead money astray.',
    remedy: 'Choose another name for the proxy. A wallet is chosen with --wallet.',
  })
}

/** Whether killing it takes nothing but its entry. */
export const isPure = ({ height, extIndex, spawner }: SavedProxy): boolean =>
  height !== undefined && extIndex !== undefined && spawner !== undefined

/** It is killed by now: an entry that stays does no harm. */
export function forgetKilled(ctx: Context, pure: string): void {
  try {
    const { book, write } = openBook(ctx)
    const gone = book.proxies.filter(({ address }) => address === pure)
    if (gone.length > 0) write(gone.reduce((rest, { name: called }) => withoutProxy(rest, called).book, book))
  } catch (error) {
    ctx.note(`It is still in the book of proxies: ${messageOf(error)}`)
  }
}
