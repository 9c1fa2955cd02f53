import { withProxy } from '../../../wallet/proxy-book.ts'
import { cells } from '../../kit/cells.ts'
import { action } from '../../kit/command.ts'
import { address, name } from '../../kit/options.ts'
import { record } from '../../kit/shape.ts'
import { ensureNoWallet, openBook, SAVED } from '../shared/book.ts'
import { NEW_DETAILS } from './shared/options.ts'

export default action({
  summary: 'Give an account that you act for a name, which every command then takes for it',
  description: [
    'Of a pure proxy, keep who made it, and block and place of the transaction: killing it takes them. tao proxy create writes all that by itself.',
  ],
  examples: [
    {
      line: 'tao proxy book add treasury 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty --proxy-type Staking',
      does: 'Call that account treasury',
    },
  ],
  arguments: {
    name: name({ summary: 'The name', required: true, ask: 'Under which name?' }),
    address: address({ summary: 'The account that is acted for', required: true, ask: 'Which address?' }),
  },
  options: NEW_DETAILS,
  uses: ['walletPath'],
  output: record(SAVED),
  plan: (entry, ctx) => {
    const { path, book, write } = openBook(ctx)
    ensureNoWallet(ctx, entry.name)
    const after = withProxy(book, entry)
    return {
      summary: `Call ${entry.address} ${entry.name}`,
      facts: [
        ['Name', cells.text(entry.name)],
        ['Address', cells.address(entry.address)],
      ],
      effects: [`${path} is written; on the chain nothing changes.`],
      perform: () => {
        write(after)
        return entry
      },
    }
  },
})
