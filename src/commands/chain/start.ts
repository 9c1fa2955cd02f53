import { type ServedBlock, serveInside } from '../../client/providers/inside.ts'
import { cells } from '../kit/cells.ts'
import { stream } from '../kit/command.ts'
import { choice, integer, text } from '../kit/options.ts'
import { hex, integer as integerShape, maybe, record, text as textShape } from '../kit/shape.ts'
import { card, lines } from '../kit/view.ts'
import { PROFILES, SEALING } from './shared/options.ts'

export default stream({
  summary: 'Serve the chain inside as a node, for other programs and for several commands at once',
  description: [
    'Clients such as btcli, the Python SDK, polkadot.js and PAPI take it for a Subtensor local network. While it runs, commands with --network local find it and talk to it.',
    'It goes on until Ctrl-C. The chain stays as it is, and the next start goes on from there.',
  ],
  examples: [
    { line: 'tao chain start', does: 'A block each 12 seconds, on port 9944' },
    { line: 'tao chain start --seal instant', does: 'A block for each transaction, at once' },
    { line: 'tao chain start --profile localnet-fast --chain fast', does: 'Blocks of a quarter of a second' },
  ],
  options: {
    seal: SEALING,
    port: integer({ min: 0, max: 65_535, summary: 'The port; 0 takes any free one', default: 9944 }),
    address: text({ summary: 'The address to listen on, where it is not this machine only', placeholder: 'IP' }),
    origin: text({
      summary: 'A web page that may connect, by its origin, beside those of this machine; all for any',
      many: true,
    }),
    profile: choice(PROFILES, { summary: 'What a chain is made with that is not there yet' }),
  },
  uses: ['network'],
  output: record({
    event: textShape('started, or block'),
    url: maybe(textShape('Where it is served')),
    profile: maybe(textShape('sandbox, localnet or localnet-fast')),
    genesisHash: maybe(hex('The hash of block 0')),
    block: integerShape('The newest block'),
    blockHash: hex('Its hash'),
    transactions: integerShape('Transactions in it'),
  }),
  view: ({ event, url, profile, genesisHash, block, blockHash, transactions }) =>
    event === 'started'
      ? [
          card([
            ['Serving', cells.strong(url!)],
            ['Profile', cells.text(profile!)],
            ['Block', cells.integer(block)],
            ['Genesis', cells.hex(genesisHash!)],
          ]),
          lines(cells.dim('Ctrl-C ends it.')),
        ]
      : [lines(`Block ${block}  ${blockHash}  ${transactions} ${transactions === 1 ? 'transaction' : 'transactions'}`)],
  async *run({ seal, port, address, origin, profile }, ctx) {
    const { chain, verbose } = ctx.settings
    const blocks = new Queue<ServedBlock>()
    ctx.signal.addEventListener('abort', () => blocks.end())
    const node = await serveInside({
      chain,
      profile,
      sealing: seal,
      port,
      address,
      origins: origin.length === 0 ? undefined : origin,
      version: ctx.version,
      onFault: error => ctx.warn(error instanceof Error ? error.message : String(error)),
    })
    ctx.defer(() => node.close())
    const { url, profile: made, genesisHash, head } = node
    yield {
      event: 'started',
      url,
      profile: made,
      genesisHash,
      block: head.number,
      blockHash: head.hash,
      transactions: 0,
    }
    node.onBlock(block => blocks.push(block))
    for await (const { number, hash, transactions } of blocks) {
      // Blocks without transactions come all the time.
      if (transactions === 0 && !verbose) continue
      const nothing = { url: undefined, profile: undefined, genesisHash: undefined }
      yield { event: 'block', ...nothing, block: number, blockHash: hash, transactions }
    }
  },
})

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
