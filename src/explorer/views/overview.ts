import type { BlockLine, Overview, Rao } from '../../local-chain/node/rpc/explorer/answers.ts'
import { type Child, h } from '../dom.ts'
import { amountText, countText, durationText } from '../format.ts'
import { dim, empty, facts, hash, heading, link, section, time, block as toBlock } from '../parts.ts'
import { href } from '../routes.ts'
import type { Page, Site } from '../site.ts'
import { table } from '../table.ts'

/** The chain as a whole, and its newest blocks. */
export function overviewPage(site: Site, refresh: () => Promise<void>): Page {
  return {
    title: () => 'Overview',
    live: true,
    load: refresh,
    draw: () => (site.overview === undefined ? empty('Loading…') : overview(site.overview)),
  }
}

function overview(chain: Overview): Child {
  const { head, finalised, time: at, issuance, staked, subnets, pool, sealing, slotMilliseconds, blocks } = chain
  return [
    heading('Overview'),
    h(
      'dl',
      { class: 'tiles' },
      tile('Newest block', toBlock(head.number), time(at)),
      tile('Finalised', toBlock(finalised.number), 'Blocks are final at once'),
      tile('Block time', durationText(blockTime(blocks) ?? slotMilliseconds), sealingText(sealing)),
      tile('Transactions waiting', countText(pool.ready + pool.future), `${countText(pool.ready)} ready`),
      tile('Issued', figure(issuance), 'By emission, less what was recycled'),
      tile('Balances', figure(chain.balances), 'All accounts together'),
      tile('Staked', figure(staked), 'In pools of subnets, and on root'),
      tile('Subnets', link(href.subnets, countText(subnets)), 'Root included'),
    ),
    section('Newest blocks', blocksTable(blocks), h('p', {}, link(href.blocks(), 'All blocks'))),
    section(
      'Chain',
      facts(
        ['Chain', chain.chain],
        ['Profile', chain.profile],
        ['Runtime', `${chain.specName} ${chain.specVersion}`],
        ['Genesis', hash(chain.genesisHash, { full: true })],
        ['States are kept', `from block ${countText(chain.oldestState)} on`],
        ['Node', `taokit ${chain.version}`],
      ),
    ),
  ]
}

const tile = (label: string, value: Child, note: Child): HTMLElement =>
  h('div', { class: 'tile' }, h('dt', {}, label), h('dd', { class: 'figure' }, value), h('dd', { class: 'note' }, note))

/** By itself, an amount needs no decimals that are nought. */
const figure = (rao: Rao): Child => [amountText(rao), h('span', { class: 'unit' }, '\u00a0τ')]

const SEALINGS: Readonly<Record<string, string>> = {
  instant: 'A block for each transaction, at once',
  interval: 'A block in each slot',
  manual: 'A block when somebody asks for one',
}
const sealingText = (sealing: string | number): string =>
  typeof sealing === 'number' ? `A block every ${durationText(sealing)} of real time` : (SEALINGS[sealing] ?? sealing)

/** On average over the blocks that are shown. */
function blockTime(blocks: readonly BlockLine[]): number | undefined {
  const times = blocks.flatMap(({ time: at }) => (at === null ? [] : [at]))
  return times.length < 2 ? undefined : (times[0]! - times.at(-1)!) / (times.length - 1)
}

export const blocksTable = (blocks: readonly BlockLine[]): Child =>
  table(
    blocks,
    [
      { title: 'Block', cell: ({ number }) => toBlock(number) },
      { title: 'Time', cell: ({ time: at }) => time(at) },
      { title: 'Hash', cell: ({ hash: text }) => hash(text) },
      { title: 'Transactions', numeric: true, cell: ({ transactions }) => countText(transactions) },
      {
        title: 'Failed',
        numeric: true,
        cell: ({ failed }) => (failed ? h('span', { class: 'badge bad' }, countText(failed)) : zero(failed)),
      },
      { title: 'Events', numeric: true, cell: ({ events }) => (events === null ? dim('not kept') : countText(events)) },
    ],
    { label: 'Blocks, the newest first', keyOf: ({ hash: text }) => text },
  )

const zero = (failed: number | null): Child => (failed === null ? dim('not kept') : '0')
