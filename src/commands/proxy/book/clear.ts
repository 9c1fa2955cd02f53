import { cells } from '../../kit/cells.ts'
import { action } from '../../kit/command.ts'
import { integer, record } from '../../kit/shape.ts'
import { lines } from '../../kit/view.ts'
import { isPure, openBook } from '../shared/book.ts'

export default action({
  summary: 'Take every proxy out of the book',
  description: ['On the chain nothing changes. Contacts stay.'],
  examples: [{ line: 'tao proxy book clear', does: 'Begin the book anew' }],
  uses: ['walletPath'],
  output: record({ removed: integer('How many there were') }),
  view: ({ removed }) => [lines(`Took ${removed} out of the book of proxies`)],
  plan: (_, ctx) => {
    const { path, book, write } = openBook(ctx)
    const pures = book.proxies.filter(isPure)
    return {
      summary: `Take all ${book.proxies.length} out of the book of proxies`,
      facts: book.proxies.map(({ name, address }) => [name, cells.address(address)] as const),
      effects: [`${path} is written; on the chain nothing changes.`],
      ...(pures.length === 0
        ? {}
        : {
            warnings: [
              `Killing a pure proxy takes what the book alone knows of ${pures.map(({ name }) => name).join(', ')}: block and place of the transaction that made it.`,
            ],
          }),
      ...(book.proxies.length === 0 ? {} : { consent: { question: 'Take all of these out?' } }),
      perform: () => {
        write({ ...book, proxies: [] })
        return { removed: book.proxies.length }
      },
    }
  },
})
