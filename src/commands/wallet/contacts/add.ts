import { TaoError } from '../../../primitives/errors.ts'
import { addressBookFile, contactNamed, withContact, writeAddressBook } from '../../../wallet/address-book.ts'
import { knownAccounts } from '../../../wallet/known-accounts.ts'
import { walletRoot } from '../../../wallet/places.ts'
import { cells } from '../../kit/cells.ts'
import { action } from '../../kit/command.ts'
import { address, flag, name, text } from '../../kit/options.ts'
import { address as addressShape, maybe, record } from '../../kit/shape.ts'
import { CONTACT } from './shared/contact.ts'

export default action({
  summary: 'Give an address a name, which every command then takes for it',
  description: [
    'A name of a contact is accepted wherever an account is. Before anything is signed, the address it means is shown in full.',
  ],
  examples: [
    {
      line: 'tao wallet contacts add exchange 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty',
      does: 'Call that address exchange',
    },
  ],
  arguments: {
    name: name({ summary: 'The name', required: true, ask: 'Under which name?' }),
    address: address({ summary: 'The address', required: true, aliases: ['ss58'], ask: 'Which address?' }),
  },
  options: {
    note: text({ summary: 'What you want to remember of it' }),
    replace: flag({ summary: 'Give a name that is there to this address' }),
  },
  uses: ['walletPath'],
  output: record({ ...CONTACT, replaced: maybe(addressShape('The address that the name meant before')) }),
  plan: ({ name, address, note, replace }, ctx) => {
    const root = walletRoot(ctx.settings.walletPath, { ...ctx.env })
    const path = addressBookFile(root)
    const { book, accounts } = knownAccounts(root)
    const own = [...accounts].find(([, account]) => account.role !== 'contact' && account.name === name)
    if (own !== undefined) throw isOwn(name)
    const before = contactNamed(book, name)
    const after = withContact(book, { name, address, note }, replace)
    const isChanged = before !== undefined && before.address !== address
    return {
      summary: `Call ${address} ${name}`,
      facts: [
        ['Name', cells.text(name)],
        ['Address', cells.address(address)],
        ...(isChanged ? ([['Before', cells.address(before.address)]] as const) : []),
      ],
      effects: [`${path} is written.`],
      ...(isChanged ? { consent: { typed: name, unattended: true } } : {}),
      perform: () => {
        writeAddressBook(path, after)
        return { name, address, note, replaced: isChanged ? before.address : undefined }
      },
    }
  },
})

const isOwn = (name: string): TaoError =>
  new TaoError('already_exists', `${name} is a wallet of yours`, {
    why: 'A name that means two accounts would lead money astray.',
    remedy: 'Choose another name.',
  })
