import { TaoError } from '../../../primitives/errors.ts'
import { withChangedProxy } from '../../../wallet/proxy-book.ts'
import type { SavedProxy } from '../../../wallet/saved-proxies.ts'
import { cells } from '../../kit/cells.ts'
import { action } from '../../kit/command.ts'
import { address, name } from '../../kit/options.ts'
import { record } from '../../kit/shape.ts'
import { labelOf } from '../../kit/view.ts'
import { openBook, SAVED } from '../shared/book.ts'
import { OTHER_DETAILS } from './shared/options.ts'

export default action({
  summary: 'Change what the book says of a proxy',
  description: ['On the chain nothing changes.'],
  examples: [{ line: 'tao proxy book update treasury --note "of the whole team"', does: 'Change the note' }],
  arguments: { name: name({ summary: 'Its name', required: true, ask: 'Which proxy?' }) },
  options: {
    address: address({ summary: 'The account that is acted for' }),
    ...OTHER_DETAILS,
  },
  uses: ['walletPath'],
  output: record(SAVED),
  plan: ({ name, ...given }, ctx) => {
    const { path, book, write } = openBook(ctx)
    const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
    const changed = withChangedProxy(book, name, changes as Partial<Omit<SavedProxy, 'name'>>)
    if (Object.keys(changes).length === 0) throw nothingGiven(name)
    const isMoved = changed.after.address !== changed.before.address
    return {
      summary: `Change what the book says of ${changed.after.name}`,
      facts: Object.entries(changes).map(([key, value]) => [labelOf(key), cells.text(String(value))] as const),
      effects: [`${path} is written; on the chain nothing changes.`],
      ...(isMoved ? { warnings: [`The name meant ${changed.before.address} before.`] } : {}),
      ...(isMoved ? { consent: { typed: changed.after.name, unattended: true } } : {}),
      perform: () => {
        write(changed.book)
        return changed.after
      },
    }
  },
})

const nothingGiven = (name: string): TaoError =>
  new TaoError('usage', 'What is to be changed?', {
    remedy: `Give at least one of its details, such as --note: tao proxy book update ${name} --help`,
  })
