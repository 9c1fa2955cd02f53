import { isInside, type Network, networkNames, networkOf } from '../../client/networks.ts'
import { type Probe, type ProbeOptions, probe } from '../../client/reads/latency.ts'
import { TaoError } from '../../primitives/errors.ts'
import { type Cell, cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { integer, text } from '../kit/options.ts'
import {
  decimal,
  flag,
  integer as integerShape,
  list,
  maybe,
  record,
  text as textShape,
  type ValueOf,
} from '../kit/shape.ts'
import { column, hint, table } from '../kit/view.ts'

const ROW = record({
  network: textShape('The network, or the address where it has no name'),
  url: textShape('The address of the node'),
  ok: flag('Whether it answered'),
  connectMs: maybe(decimal('Milliseconds until the connection stood')),
  roundTripMs: maybe(decimal('Milliseconds from a question to its answer then: the median')),
  totalMs: maybe(decimal('Milliseconds from the first step to the number of the newest block')),
  block: maybe(integerShape('The newest block that the node has')),
  specVersion: maybe(integerShape('The version of its runtime')),
  error: maybe(textShape('Why it did not answer; null where it did')),
})
type Row = ValueOf<typeof ROW>

export default read({
  summary: 'Time how fast the nodes of networks answer',
  description: [
    'Every node is tried at once: the connection, the newest block, and some short questions. Nodes of the networks that are known here, or those that are named.',
  ],
  examples: [
    { line: 'tao utils latency', does: 'All known nodes, the fastest first' },
    { line: 'tao utils latency finney wss://example.org:443', does: 'Those of finney, and one of your own' },
  ],
  arguments: {
    network: text({
      summary: 'Names of networks, or addresses of nodes; all known ones if absent',
      placeholder: 'NETWORK',
      many: true,
      short: 'n',
      aliases: ['networks'],
    }),
  },
  options: {
    pings: integer({ summary: 'How many questions the round trip is the median of', min: 1, max: 100, default: 5 }),
    timeout: integer({ summary: 'Seconds that a node may take for each step', min: 1, max: 120, default: 10 }),
  },
  uses: [],
  output: list(ROW),
  // It told what it was asked, and nothing can be reached.
  exitCode: rows => (rows.some(({ ok }) => ok) ? 0 : 1),
  view: rows => [
    table(rows, [
      column('Network', row => cells.text(row.network), { merge: true }),
      column('Node', row => cells.text(row.url)),
      column('Connect', row => msCell(row.connectMs)),
      column('Round trip', row => msCell(row.roundTripMs)),
      column('To newest block', row => msCell(row.totalMs)),
      column('Block', row => (row.block === undefined ? cells.none : cells.integer(row.block))),
      column('Runtime', row => (row.specVersion === undefined ? cells.none : cells.integer(row.specVersion))),
      column('Failure', row => (row.error === undefined ? cells.text('') : cells.bad(row.error)), { optional: true }),
    ]),
    hint(...fastest(rows)),
  ],
  run: async ({ network: named, pings, timeout }, ctx) => {
    const meant = (named.length > 0 ? named : networkNames()).map(networkMeant)
    const places = meant.flatMap(network => network.urls.map(url => ({ network, url })))
    const unique = places.filter(({ url }, i) => places.findIndex(other => other.url === url) === i)
    const options = { pings, timeoutMs: timeout * 1000, signal: ctx.signal }
    const rows = await ctx.progress(`Asking ${unique.length} nodes`, () =>
      Promise.all(unique.map(({ network, url }) => rowOf(network, url, options))),
    )
    return rows.sort((a, b) => order(a) - order(b))
  },
})

/** Nothing secret is sent and nothing believed: a way that is not encrypted does no harm here. */
function networkMeant(name: string): Network {
  const network = networkOf(name, true)
  if (!isInside(network)) return network
  throw new TaoError('invalid_argument', `${name} has no node to ask`, {
    why: 'The chain inside answers in the program itself.',
    remedy: 'Serve it with tao chain start, and give the address that is told there.',
  })
}

async function rowOf(network: Network, url: string, options: ProbeOptions): Promise<Row> {
  const place = { network: network.name, url }
  try {
    const told: Probe = await probe(url, network, options)
    const { connectMs, roundTripMs, totalMs, block, specVersion } = told
    const times = {
      connectMs: billionths(connectMs),
      roundTripMs: billionths(roundTripMs),
      totalMs: billionths(totalMs),
    }
    return { ...place, ok: true, ...times, block, specVersion, error: undefined }
  } catch (error) {
    if (!(error instanceof TaoError) || error.code === 'interrupted') throw error
    // Which node it is stands beside it.
    return { ...place, ok: false, ...NOTHING, error: error.why.join(' ') || error.message }
  }
}

const NOTHING = {
  connectMs: undefined,
  roundTripMs: undefined,
  totalMs: undefined,
  block: undefined,
  specVersion: undefined,
} as const

/** Milliseconds to the microsecond. */
const billionths = (ms: number): bigint => BigInt(Math.round(ms * 1000)) * 1_000_000n

/** The fastest first, then those that did not answer. */
const order = ({ totalMs }: Row): number => (totalMs === undefined ? Number.POSITIVE_INFINITY : Number(totalMs))

const msCell = (ms: bigint | undefined): Cell => {
  if (ms === undefined) return cells.none
  const tenths = ms / 100_000_000n
  return { ...cells.decimal(ms), text: `${tenths / 10n}.${tenths % 10n} ms` }
}

function fastest(rows: readonly Row[]): string[] {
  const [first] = rows
  if (first === undefined || !first.ok) return rows.length === 1 ? [] : ['No node answered: is this machine online?']
  return rows.length === 1 ? [] : [`The fastest one with any command: --network ${first.url}`]
}
