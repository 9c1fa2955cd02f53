import { chainStatus } from '../../client/development.ts'
import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { hex, integer, list, maybe, moment, record, text } from '../kit/shape.ts'
import { card, lines } from '../kit/view.ts'

export default read({
  summary: 'Show which chain this is and how far it has come',
  examples: [{ line: 'tao chain status', does: 'The chain inside, or the node that serves it' }],
  uses: ['network'],
  output: record({
    network: text('The network of the settings'),
    chain: text('What the chain calls itself'),
    profile: text('sandbox, localnet or localnet-fast'),
    specVersion: integer('The version of the Subtensor runtime whose rules it follows'),
    genesisHash: hex('The hash of block 0'),
    block: integer('The newest block'),
    blockHash: hex('Its hash'),
    oldestState: integer('The oldest block whose state can still be read'),
    time: maybe(moment('The time of the chain')),
    slotMilliseconds: integer('Milliseconds between two blocks in the time of the chain'),
    sealing: text('When blocks are made: instant, interval, manual, or every so many milliseconds'),
    waiting: integer('Transactions that wait for a block'),
    conveniences: list(text('In which way it is easier than the local network of the reference')),
    version: text('The version of taokit that runs it'),
  }),
  view: status => [
    card([
      ['Chain', cells.text(`${status.chain} (${status.network})`)],
      ['Profile', cells.text(`${status.profile}, Subtensor spec ${status.specVersion}`)],
      ['Block', cells.integer(status.block)],
      ['Hash', cells.hex(status.blockHash)],
      ['Genesis', cells.hex(status.genesisHash)],
      ['Time', status.time === undefined ? cells.none : cells.moment(status.time)],
      ['Blocks', cells.text(`${sealingText(status.sealing)}, ${status.slotMilliseconds} ms of chain time each`)],
      ['Waiting', cells.count(status.waiting, 'transactions')],
    ]),
    ...(status.conveniences.length === 0
      ? []
      : [
          lines('', 'Easier than the local network of the reference:', ...status.conveniences.map(each => `  ${each}`)),
        ]),
  ],
  run: async (_, ctx) => {
    const chain = await ctx.chain()
    const { head, pool, ...status } = await chainStatus(chain)
    return {
      ...status,
      sealing: String(status.sealing),
      network: chain.name,
      block: head.number,
      blockHash: head.hash,
      waiting: pool.ready + pool.future,
      time: status.time ?? undefined,
    }
  },
})

const sealingText = (sealing: string): string => (/^\d/.test(sealing) ? `every ${sealing} ms of real time` : sealing)
