/** The proxies of the address book: what is kept of them, and names that mean one thing only. */
import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  type AddressBook,
  addressBookFile,
  readAddressBook,
  withContact,
  writeAddressBook,
} from '../../src/wallet/address-book.ts'
import { keyFromUri } from '../../src/wallet/key-sources.ts'
import { knownAccounts } from '../../src/wallet/known-accounts.ts'
import { savedProxy, withChangedProxy, withoutProxy, withProxy } from '../../src/wallet/proxy-book.ts'
import type { SavedProxy } from '../../src/wallet/saved-proxies.ts'
import { temporaryRoot } from './support/folders.ts'

const [ALICE, BOB] = [keyFromUri('//Alice').address, keyFromUri('//Bob').address]
const EMPTY: AddressBook = { contacts: [], paid: {}, proxies: [] }
const PURE: SavedProxy = {
  name: 'treasury',
  address: ALICE,
  proxyType: 'Any',
  spawner: BOB,
  delay: 3,
  index: 2,
  height: 77,
  extIndex: 4,
  note: undefined,
}

test('a proxy is read back as it was written, beside contacts and who was paid', () => {
  const root = temporaryRoot()
  const book = withContact(
    { ...withProxy(EMPTY, PURE), paid: { '0x01': [BOB] } },
    { name: 'bob', address: BOB, note: undefined },
  )
  writeAddressBook(addressBookFile(root), book)
  expect(readAddressBook(addressBookFile(root))).toEqual(book)
  expect(knownAccounts(root).accounts.get(ALICE)).toEqual({ name: 'treasury', role: 'contact' })
})

test('a name means one account, whatever it stands for and however it is written', () => {
  const book = withContact(withProxy(EMPTY, PURE), { name: 'bob', address: BOB, note: undefined })
  for (const name of ['treasury', 'TREASURY', 'Bob']) {
    expect(() => withProxy(book, { ...PURE, name })).toThrow(/address book already/)
  }
  expect(() => withContact(book, { name: 'Treasury', address: BOB, note: undefined }, true)).toThrow(
    /book of proxies already/,
  )
  for (const odd of [{ name: '../x' }, { name: ALICE }, { address: '5nobody' }, { spawner: '5nobody' }]) {
    expect(() => withProxy(EMPTY, { ...PURE, ...odd })).toThrow()
  }
})

test('is changed and taken out by name', () => {
  const { book, before, after } = withChangedProxy(withProxy(EMPTY, PURE), 'TREASURY', { delay: 9 })
  expect([before.delay, after, savedProxy(book, 'treasury')]).toEqual([3, { ...PURE, delay: 9 }, { ...PURE, delay: 9 }])
  expect(withoutProxy(book, 'treasury')).toEqual({ book: EMPTY, proxy: after })
  expect(() => withoutProxy(EMPTY, 'treasury')).toThrow(/not in the book of proxies/)
  expect(() => withChangedProxy(book, 'treasury', { address: 'x' })).toThrow()
})

test('a file with two entries of one name, or half an entry, is no address book', () => {
  const path = addressBookFile(temporaryRoot())
  const file = (...proxies: readonly unknown[]): string =>
    JSON.stringify({ version: 1, contacts: [], paid: {}, proxies })
  const { height: _height, extIndex: _extIndex, ...less } = PURE
  writeFileSync(path, file(less), { mode: 0o600 })
  expect(readAddressBook(path).proxies).toEqual([{ ...PURE, height: undefined, extIndex: undefined }])
  const { delay: _delay, ...half } = PURE
  for (const odd of [[PURE, { ...PURE, name: 'Treasury' }], [half], [{ ...PURE, index: 1.5 }], [null], ['x']]) {
    writeFileSync(path, file(...odd), { mode: 0o600 })
    expect(() => readAddressBook(path)).toThrow(/Not an address book/)
  }
})
