/** The address book: what may be in it, and that its file is whole whatever happens. */
import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type AddressBook,
  addressBookFile,
  contactNamed,
  readAddressBook,
  wasPaid,
  withContact,
  withoutContact,
  withPaid,
  writeAddressBook,
} from '../../src/wallet/address-book.ts'
import { knownAccounts } from '../../src/wallet/known-accounts.ts'
import { listWallets } from '../../src/wallet/listing.ts'
import { expectCode, failureOf } from './support/errors.ts'
import { coldkey, hotkey, temporaryRoot, walk } from './support/folders.ts'
import { save, testKey } from './support/saving.ts'

const [ALICE, BOB, CAROL] = [testKey(1).address, testKey(2).address, testKey(3).address]
const EMPTY: AddressBook = { contacts: [], paid: {}, proxies: [] }
const contact = (name: string, address: string, note?: string) => ({ name, address, note })

test('is kept in one private file beside the wallets, and read back', () => {
  const root = temporaryRoot()
  const file = addressBookFile(root)
  expect(readAddressBook(file)).toEqual(EMPTY)
  const book = withPaid(
    withContact(withContact(EMPTY, contact('bob', BOB, 'a note')), contact('alice', ALICE)),
    '0x12',
    [BOB],
  )
  writeAddressBook(file, book)
  expect(readAddressBook(file)).toEqual(book)
  expect(book.contacts.map(({ name }) => name)).toEqual(['alice', 'bob'])
  expect(walk(root.path).map(({ path, mode }) => [path, mode])).toEqual([[file, 0o600]])
  expect(statSync(root.path).mode & 0o777).toBe(0o700)
  // It is no wallet.
  expect(listWallets(root)).toEqual([])
})

test('has each name once, in whatever case, and each address once', () => {
  const book = withContact(EMPTY, contact('Alice', ALICE))
  expect(contactNamed(book, 'ALICE')).toMatchObject({ address: ALICE })
  expectCode(
    failureOf(() => withContact(book, contact('alice', BOB))),
    'already_exists',
  )
  expectCode(
    failureOf(() => withContact(book, contact('other', ALICE))),
    'already_exists',
  )
  expect(withContact(book, contact('alice', BOB), true).contacts).toEqual([contact('alice', BOB)])
  expect(withoutContact(book, 'alice').book).toEqual(EMPTY)
  expectCode(
    failureOf(() => withoutContact(book, 'bob')),
    'not_found',
  )
})

test.each(['', ' ', '../x', 'a/b', '.hidden', '-dash', 'a b', 'a\nb', 'ä', 'x'.repeat(65), ALICE])(
  'does not take %j for a name',
  name => {
    expectCode(
      failureOf(() => withContact(EMPTY, contact(name, BOB))),
      'invalid_argument',
    )
  },
)

test('takes no address of another chain, or with a slip in it', () => {
  for (const address of ['15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5', `${ALICE.slice(0, -1)}a`, '']) {
    expectCode(
      failureOf(() => withContact(EMPTY, contact('x', address))),
      'invalid_address',
    )
  }
})

test('remembers who was paid, on each network for itself', () => {
  const book = withPaid(withPaid(EMPTY, '0x1', [ALICE, BOB]), '0x1', [BOB])
  expect(book.paid).toEqual({ '0x1': [ALICE, BOB] })
  expect([wasPaid(book, '0x1', ALICE), wasPaid(book, '0x2', ALICE), wasPaid(book, '0x1', CAROL)]).toEqual([
    true,
    false,
    false,
  ])
  expect(withPaid(book, '0x1', [ALICE])).toBe(book)
})

test('that was damaged or changed by hand is refused as a whole', () => {
  const root = temporaryRoot()
  const file = addressBookFile(root)
  writeAddressBook(file, withContact(withContact(EMPTY, contact('alice', ALICE)), contact('bob', BOB)))
  const sound = readFileSync(file, 'utf8')
  const damaged = [
    '',
    'no JSON',
    '[]',
    'null',
    '{}',
    sound.replace('"version": 1', '"version": 2'),
    sound.replace('"bob"', '"Alice"'),
    sound.replace(BOB, `${BOB.slice(0, -1)}x`),
    sound.replace('"bob"', '"../bob"'),
    sound.replace('"paid": {}', '"paid": []'),
    sound.replace('"paid": {}', '"paid": { "0x1": [7] }'),
  ]
  for (const text of damaged) {
    expect(text).not.toBe(sound)
    writeFileSync(file, text)
    expectCode(
      failureOf(() => readAddressBook(file)),
      'invalid_file',
    )
  }
})

test('with any bytes changed is either refused or still a list of sound addresses', () => {
  const root = temporaryRoot()
  const file = addressBookFile(root)
  writeAddressBook(file, withPaid(withContact(EMPTY, contact('alice', ALICE, 'a note')), '0x1', [BOB]))
  const sound = readFileSync(file)
  fc.assert(
    fc.property(fc.nat(sound.length - 1), fc.integer({ min: 0, max: 255 }), fc.boolean(), (at, byte, cuts) => {
      const changed = cuts ? sound.subarray(0, at) : Buffer.from(sound.map((b, i) => (i === at ? byte : b)))
      writeFileSync(file, changed)
      try {
        for (const { address } of readAddressBook(file).contacts) expect(address).toBe(ALICE)
      } catch (error) {
        expectCode(
          failureOf(() => {
            throw error
          }),
          'invalid_file',
        )
      }
    }),
    { seed: 6, numRuns: 1000 },
  )
})

test('is not read or written through a symbolic link', () => {
  const root = temporaryRoot()
  const elsewhere = join(temporaryRoot().path, 'elsewhere')
  writeAddressBook(elsewhere, EMPTY)
  const before = readFileSync(elsewhere)
  symlinkSync(elsewhere, addressBookFile(root))
  expectCode(
    failureOf(() => readAddressBook(addressBookFile(root))),
    'not_permitted',
  )
  // What is written takes the place of the link, and not of what it leads to.
  writeAddressBook(addressBookFile(root), withContact(EMPTY, contact('alice', ALICE)))
  expect(readFileSync(elsewhere)).toEqual(before)
})

test('stands behind the own keys: an address is called what it is here first', async () => {
  const root = temporaryRoot()
  await save(coldkey(root), testKey(1), { password: null })
  await save(hotkey(root), testKey(2), { password: null })
  const book = [contact('me', ALICE), contact('mine', BOB), contact('carol', CAROL)].reduce(
    (all, each) => withContact(all, each),
    EMPTY,
  )
  writeAddressBook(addressBookFile(root), book)
  expect([...knownAccounts(root).accounts.values()]).toEqual([
    { name: 'main', role: 'coldkey' },
    { name: 'main/default', role: 'hotkey' },
    { name: 'carol', role: 'contact' },
  ])
})
