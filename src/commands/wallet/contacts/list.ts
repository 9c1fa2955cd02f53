import { addressBookFile, readAddressBook } from '../../../wallet/address-book.ts'
import { walletRoot } from '../../../wallet/places.ts'
import { cells } from '../../kit/cells.ts'
import { read } from '../../kit/command.ts'
import { list, record, text } from '../../kit/shape.ts'
import { column, table } from '../../kit/view.ts'
import { CONTACT } from './shared/contact.ts'

export default read({
  summary: 'List the contacts of the address book',
  examples: [{ line: 'tao wallet contacts list', does: 'Everybody in it' }],
  uses: ['walletPath'],
  output: record({ path: text('The file of the address book'), contacts: list(record(CONTACT)) }),
  view: ({ path, contacts }) => [
    table(
      contacts,
      [
        column('Name', ({ name }) => cells.text(name)),
        column('Address', ({ address }) => cells.address(address)),
        column('Note', ({ note }) => (note === undefined ? cells.none : cells.text(note)), { optional: true }),
      ],
      { empty: `Nobody is in ${path}. Add somebody with: tao wallet contacts add NAME ADDRESS` },
    ),
  ],
  run: (_, ctx) => {
    const path = addressBookFile(walletRoot(ctx.settings.walletPath, { ...ctx.env }))
    return { path, contacts: readAddressBook(path).contacts }
  },
})
