import {
  detachInside,
  type ServedBlock,
  type ServedInside,
  type ServedPlace,
  servedFolder,
  serveInside,
} from '../../client/providers/inside.ts'
import { TaoError } from '../../primitives/errors.ts'
import { cells } from '../kit/cells.ts'
import { stream } from '../kit/command.ts'
import { choice, flag, folder, integer, text } from '../kit/options.ts'
import { hex, integer as integerShape, list, maybe, record, text as textShape } from '../kit/shape.ts'
import { card, lines } from '../kit/view.ts'
import { fundsShape, fundsTable } from './shared/funds.ts'
import { PROFILES, SEALING, SPEC_425_ONLY } from './shared/options.ts'

const NOTHING = {
  url: undefined,
  urls: undefined,
  profile: undefined,
  genesisHash: undefined,
  pid: undefined,
  accounts: undefined,
}

export default stream({
  summary: 'Serve the chain inside as a node, for other programs and for several commands at once',
  description: [
    'Clients such as btcli, the Python SDK, polkadot.js and PAPI take it for a Subtensor local network. While it runs, commands with --network local find it and talk to it.',
    'It goes on until Ctrl-C. The chain stays as it is, and the next start goes on from there.',
    'At the same port: JSON-RPC by WebSocket and by HTTP POST, an explorer for browsers, /health, and /metrics for Prometheus. docs/node.md tells what clients can do that no real node lets them do; off this machine they cannot.',
  ],
  examples: [
    { line: 'tao chain start', does: 'A block each 12 seconds, on port 9944' },
    { line: 'tao chain start --seal instant', does: 'A block for each transaction, at once' },
    { line: 'tao chain start --seal 1000', does: 'A block each second of real time' },
    { line: 'tao chain start --profile localnet-fast --chain fast', does: 'Blocks of a quarter of a second' },
    { line: 'tao chain start --port 9944,9945 --ephemeral', does: 'At two ports, and nothing is kept' },
    { line: 'tao chain start --detach', does: 'Go on without this terminal, until tao chain stop' },
  ],
  options: {
    seal: SEALING,
    port: integer({
      min: 0,
      max: 65_535,
      many: true,
      summary: 'The port, or several; 0 takes any free one',
      default: [9944],
    }),
    address: text({ summary: 'The address to listen on, where it is not this machine only', placeholder: 'IP' }),
    unsafe: flag({ summary: 'Let clients of other machines do what docs/node.md tells of; for --address' }),
    origin: text({
      summary: 'A web page that may connect, by its origin, beside those of this machine; all for any',
      many: true,
    }),
    profile: choice(PROFILES, { summary: 'What a chain is made with that is not there yet' }),
    spec425Only: SPEC_425_ONLY,
    ephemeral: flag({ summary: 'Begin anew, in memory: nothing is kept', excludes: ['basePath'], aliases: ['tmp'] }),
    basePath: folder({ summary: 'Keep the chain in this folder', placeholder: 'FOLDER' }),
    detach: flag({ summary: 'Go on without this terminal; tao chain stop ends it', excludes: ['ephemeral'] }),
  },
  uses: ['inside'],
  check: ({ unsafe, address }) => {
    if (!unsafe || address !== undefined) return
    throw new TaoError('usage', '--unsafe goes with --address', {
      why: 'On this machine clients may do all of it anyway.',
      remedy: 'Leave it out.',
    })
  },
  output: record({
    event: textShape('started, detached or block'),
    url: maybe(textShape('Where it is served')),
    urls: maybe(list(textShape('Where it is served, for each port'))),
    profile: maybe(textShape('sandbox, localnet or localnet-fast, perhaps with -425')),
    genesisHash: maybe(hex('The hash of block 0')),
    pid: maybe(integerShape('The process that serves it')),
    accounts: maybe(fundsShape),
    block: integerShape('The newest block'),
    blockHash: maybe(hex('Its hash')),
    parentHash: maybe(hex('The hash of the block before')),
    transactions: integerShape('Transactions in it'),
  }),
  view: ({ event, urls, profile, genesisHash, pid, block, blockHash, parentHash, transactions, accounts }) => {
    if (event === 'block') return [lines(importedLine(block, parentHash!, blockHash!, transactions))]
    if (event === 'detached') {
      return [
        card([
          ['Serving', cells.strong(urls!.join(' '))],
          ['Process', cells.integer(pid!)],
        ]),
        lines(cells.dim('tao chain stop ends it.')),
      ]
    }
    return [
      card([
        ['Serving', cells.strong(urls!.join(' '))],
        ['Explorer', cells.text(explorerAt(urls![0]!))],
        ['Profile', cells.text(profile!)],
        ['Block', cells.integer(block)],
        ['Genesis', cells.hex(genesisHash!)],
      ]),
      fundsTable(accounts!),
      lines(cells.dim('Everybody can make these keys. tao wallet fund gives some to a wallet. Ctrl-C ends it.')),
    ]
  },
  async *run({ seal, port: ports, address, unsafe, origin, profile, spec425Only, ephemeral, basePath, detach }, ctx) {
    const place: ServedPlace = ephemeral
      ? { kind: 'memory' }
      : basePath === undefined
        ? { kind: 'named', chain: ctx.settings.chain }
        : { kind: 'folder', folder: basePath }
    if (detach) {
      const line = ['--seal', String(seal), '--port', ports.join(','), ...origin.flatMap(each => ['--origin', each])]
      for (const [name, value] of Object.entries({ address, profile, 'base-path': basePath }))
        if (value !== undefined) line.push(`--${name}`, value)
      if (unsafe) line.push('--unsafe')
      if (spec425Only) line.push('--spec425-only')
      const args = ['chain', 'start', ...line, '--chain', ctx.settings.chain, '--json']
      const { url, pid } = await detachInside(servedFolder(place)!, args)
      yield { ...NOTHING, event: 'detached', url, urls: [url], pid, block: 0, ...NO_BLOCK }
      return
    }
    const blocks = new Queue<ServedBlock>()
    ctx.signal.addEventListener('abort', () => blocks.end())
    const node = await serveInside({
      place,
      profile,
      only425: spec425Only,
      sealing: seal,
      ports,
      address,
      unsafe,
      origins: origin.length === 0 ? undefined : origin,
      version: ctx.version,
      onFault: error => ctx.warn(error instanceof Error ? error.message : String(error)),
    })
    ctx.defer(() => node.close())
    node.onBlock(block => blocks.push(block))
    for (const warning of exposure(node)) ctx.warn(warning)
    yield startedEvent(node)
    for await (const { number, hash, parentHash, transactions } of blocks) {
      yield { ...NOTHING, event: 'block', block: number, blockHash: hash, parentHash, transactions }
    }
  },
})

const NO_BLOCK = { blockHash: undefined, parentHash: undefined, transactions: 0 } as const

const startedEvent = ({ urls, profile, genesisHash, head, accounts }: ServedInside) => ({
  ...NOTHING,
  event: 'started',
  url: urls[0],
  urls,
  profile,
  genesisHash,
  pid: process.pid,
  accounts,
  block: head.number,
  ...NO_BLOCK,
  blockHash: head.hash,
})

/** What others can do who are not on this machine. */
const exposure = ({ isWide, unsafe }: ServedInside): string[] =>
  isWide
    ? [
        unsafe
          ? 'Everybody who reaches this address has power over the chain: its time, its state, its blocks.'
          : 'Everybody who reaches this address can use the chain.',
      ]
    : []

/** The page for browsers, at the same port. */
const explorerAt = (url: string): string => `${url.replace(/^ws/, 'http')}/`

const short = (hash: string): string => `${hash.slice(0, 6)}…${hash.slice(-4)}`

/** Scripts wait for this line of the reference's node. Reference: sc_informant. */
function importedLine(number: number | bigint, parent: string, hash: string, transactions: number | bigint): string {
  const more =
    Number(transactions) === 0 ? '' : `, ${transactions} ${Number(transactions) === 1 ? 'transaction' : 'transactions'}`
  return `Imported #${number} (${short(parent)} → ${short(hash)})${more}`
}

/** What comes from a callback, one after another. */
class Queue<T> {
  readonly #waiting: T[] = []
  #wake: (() => void) | undefined
  #ended = false

  push(item: T): void {
    this.#waiting.push(item)
    this.#wake?.()
  }

  end(): void {
    this.#ended = true
    this.#wake?.()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      const item = this.#waiting.shift()
      if (item !== undefined) yield item
      else if (this.#ended) return
      else await new Promise<void>(resolve => (this.#wake = resolve))
    }
  }
}
