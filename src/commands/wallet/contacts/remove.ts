import { addressBookFile, readAddressBook, withoutContact, writeAddressBook } from '../../../wallet/address-book.ts'
import { walletRoot } from '../../../wallet/places.ts'
import { action } from '../../kit/command.ts'
import { name } from '../../kit/options.ts'
import { record } from '../../kit/shape.ts'
import { CONTACT } from './shared/contact.ts'

export default action({
  summary: 'Take a contact out of the address book',
  examples: [{ line: 'tao wallet contacts remove exchange', does: 'The name means nothing any more' }],
  arguments: { name: name({ summary: 'The name', required: true, ask: 'Which contact?' }) },
  uses: ['walletPath'],
  output: record(CONTACT),
  plan: ({ name }, ctx) => {
    const path = addressBookFile(walletRoot(ctx.settings.walletPath, { ...ctx.env }))
    const { book, contact } = withoutContact(readAddressBook(path), name)
    return {
      summary: `Take ${contact.name} out of the address book`,
      effects: [`${path} is written; ${contact.address} has no name any more.`],
      perform: () => {
        writeAddressBook(path, book)
        return contact
      },
    }
  },
})
