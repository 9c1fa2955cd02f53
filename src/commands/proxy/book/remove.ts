import { withoutProxy } from '../../../wallet/proxy-book.ts'
import { cells } from '../../kit/cells.ts'
import { action } from '../../kit/command.ts'
import { name } from '../../kit/options.ts'
import { record } from '../../kit/shape.ts'
import { isPure, openBook, SAVED } from '../shared/book.ts'

export default action({
  summary: 'Take a proxy out of the book',
  description: [
    'On the chain nothing changes: a proxy is ended with tao proxy remove, a pure one with tao proxy kill.',
  ],
  examples: [{ line: 'tao proxy book remove treasury', does: 'The name means nothing any more' }],
  arguments: { name: name({ summary: 'Its name', required: true, ask: 'Which proxy?' }) },
  uses: ['walletPath'],
  output: record(SAVED),
  plan: ({ name }, ctx) => {
    const { path, book, write } = openBook(ctx)
    const { book: after, proxy } = withoutProxy(book, name)
    return {
      summary: `Take ${proxy.name} out of the book of proxies`,
      facts: [['Address', cells.address(proxy.address)]],
      effects: [`${path} is written; ${proxy.address} has no name any more. On the chain nothing changes.`],
      ...(isPure(proxy)
        ? {
            warnings: [
              `Killing it takes what the book alone knows: made by ${proxy.spawner} in block ${proxy.height}, place ${proxy.extIndex}, index ${proxy.index}.`,
            ],
            consent: { typed: proxy.name, unattended: true },
          }
        : {}),
      perform: () => {
        write(after)
        return proxy
      },
    }
  },
})
