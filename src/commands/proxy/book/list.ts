import type { Reader } from '../../../client/client.ts'
import { getProxies, PROXIES } from '../../../client/reads/proxies.ts'
import type { SavedProxy } from '../../../wallet/saved-proxies.ts'
import { cells } from '../../kit/cells.ts'
import { read } from '../../kit/command.ts'
import { flag } from '../../kit/options.ts'
import { list, maybe, record, text } from '../../kit/shape.ts'
import { column, table } from '../../kit/view.ts'
import { isPure, openBook, SAVED } from '../shared/book.ts'

export default read({
  summary: 'List the book of proxies',
  examples: [
    { line: 'tao proxy book list --verify', does: 'Every entry, and whether the chain knows it' },
    { line: 'tao proxy book list', does: 'Every entry' },
  ],
  options: {
    verify: flag({
      summary: 'Compare each entry with the chain',
      governs: { network: true, chain: true, insecure: true, fallbackEndpoints: true, retryForever: true },
    }),
  },
  uses: ['walletPath', 'network'],
  output: record({
    path: text('The file of the book'),
    proxies: list(
      record({ ...SAVED, status: maybe(text('ok, or in what the chain differs; null where it was not asked')) }),
    ),
  }),
  view: ({ path, proxies }) => [
    table(
      proxies,
      [
        column('Name', ({ name }) => cells.text(name)),
        column('Address', ({ address }) => cells.address(address)),
        column('Type', each => (each.proxyType === undefined ? cells.none : cells.text(each.proxyType))),
        column('Delay', ({ delay }) => cells.count(delay, 'blocks')),
        column('By', ({ spawner }) => (spawner === undefined ? cells.none : cells.address(spawner))),
        column('Made in', ({ height, extIndex }) =>
          height === undefined || extIndex === undefined
            ? cells.none
            : cells.text(`block ${height}, place ${extIndex}`),
        ),
        column(
          'On the chain',
          ({ status }) =>
            status === undefined ? { text: '' } : status === 'ok' ? cells.good(status) : cells.warn(status),
          { optional: true },
        ),
        column('Note', ({ note }) => (note === undefined ? { text: '' } : cells.text(note)), { optional: true }),
      ],
      { empty: `Nobody is in ${path}. Add somebody with: tao proxy book add NAME ADDRESS` },
    ),
  ],
  run: async ({ verify }, ctx) => {
    const { path, book } = openBook(ctx)
    if (!verify) return { path, proxies: book.proxies.map(entry => ({ ...entry, status: undefined })) }
    const client = await (await ctx.chain()).with(PROXIES)
    const statuses = await Promise.all(book.proxies.map(entry => statusOf(client, entry)))
    return { path, proxies: book.proxies.map((entry, i) => ({ ...entry, status: statuses[i] })) }
  },
})

/** What the chain has of it. */
async function statusOf(reader: Reader, entry: SavedProxy): Promise<string> {
  const { proxies } = await getProxies(reader, entry.address)
  if (proxies.length === 0) return isPure(entry) ? 'killed, or of another chain' : 'nobody may act for it'
  const own = proxies.filter(({ delegate }) => delegate === (entry.spawner ?? delegate))
  if (own.length === 0) return `${entry.spawner} may not act for it`
  const typed = own.filter(({ type }) => type === (entry.proxyType ?? type))
  if (typed.length === 0) return `of type ${own.map(({ type }) => type).join(', ')}`
  if (typed.some(({ delay }) => delay === entry.delay)) return 'ok'
  return `with a delay of ${typed.map(({ delay }) => delay).join(', ')} blocks`
}
