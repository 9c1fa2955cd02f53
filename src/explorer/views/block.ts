import type { BlockPage, EventLine } from '../../local-chain/node/rpc/explorer/answers.ts'
import { type Child, h } from '../dom.ts'
import { bytesText, countText, grouped, plural, refTimeText } from '../format.ts'
import { dim, facts, hash, heading, link, section, time } from '../parts.ts'
import { learn } from '../refused.ts'
import { href } from '../routes.ts'
import { callName, fieldsView } from '../shown.ts'
import type { Page, Site } from '../site.ts'
import { extrinsicCard } from './extrinsic.ts'

/** A block with what stands in it. @param id its number or hash  @param first the first extrinsic that is shown */
export function blockPage(site: Site, id: number | string, first: number): Page {
  let block: BlockPage | undefined
  return {
    title: () => `Block ${block === undefined ? id : countText(block.number)}`,
    live: false,
    load: async () => {
      block = await site.rpc.call<BlockPage>('tao_explorerBlock', id, first)
      await learn(block.extrinsics)
    },
    draw: () => block && draw(site, block),
  }
}

function draw(site: Site, block: BlockPage): Child {
  const { number, extrinsics, total } = block
  return [
    heading(`Block ${countText(number)}`),
    h(
      'nav',
      { class: 'pager', 'aria-label': 'Neighbouring blocks' },
      number > 0 && link(href.block(number - 1), `← Block ${countText(number - 1)}`),
      number < Math.max(block.head, site.overview?.head.number ?? 0) &&
        link(href.block(number + 1), `Block ${countText(number + 1)} →`),
    ),
    header(block),
    section(
      'Extrinsics',
      total > extrinsics.length && range(block),
      extrinsics.length === 0 ? h('p', { class: 'empty' }, 'The genesis block has none.') : undefined,
      extrinsics.map(extrinsic => extrinsicCard(site, number, extrinsic)),
      total > extrinsics.length && range(block),
    ),
    section('Events of the block itself', hooks(site, block)),
  ]
}

function header(block: BlockPage): Child {
  const { hash: own, parentHash, stateRoot, extrinsicsRoot, weight, digest } = block
  return facts(
    ['Time', time(block.time)],
    ['Hash', hash(own, { full: true })],
    ['Parent', block.number === 0 ? dim('none') : link(href.block(parentHash), hash(parentHash, { full: true }))],
    ['State root', hash(stateRoot, { full: true })],
    ['Extrinsics root', hash(extrinsicsRoot, { full: true })],
    ['Finalised', 'yes'],
    ['Transactions', `${countText(block.transactions)}${block.failed ? `, ${countText(block.failed)} failed` : ''}`],
    ['Events', block.events === null ? dim('no longer kept') : countText(block.events)],
    ['Size', bytesText(block.size)],
    weight === null ? undefined : ['Weight', `${refTimeText(weight.refTime)}, proof of ${bytesText(weight.proofSize)}`],
    block.slot === null ? undefined : ['Slot', grouped(block.slot)],
    ...digest.map(
      ({ kind, engine, data }) =>
        [`Digest: ${kind}`, [engine !== null && `${engine} `, hash(data, { full: true })]] as const,
    ),
  )
}

function range({ number, total, first, extrinsics }: BlockPage): Child {
  const end = first + extrinsics.length
  const size = Math.max(25, extrinsics.length)
  return h(
    'nav',
    { class: 'pager', 'aria-label': 'More extrinsics' },
    first > 0 && link(href.block(number, Math.max(0, first - size)), '← Before'),
    `${countText(first)} to ${countText(end - 1)} of ${plural(total, 'extrinsic')}`,
    end < total && link(href.block(number, end), 'Next →'),
  )
}

function hooks(site: Site, { hooks: events, moreHooks, events: kept }: BlockPage): Child {
  if (kept === null)
    return h('p', { class: 'empty' }, 'The state of this block is no longer kept, and its events with it.')
  if (events.length === 0) return h('p', { class: 'empty' }, 'None.')
  return [
    h(
      'ol',
      { class: 'events', start: 0 },
      events.map(({ phase, event }: EventLine) =>
        h(
          'li',
          {},
          callName(event),
          ' ',
          dim(phase.toLowerCase()),
          event.fields.length > 0 && fieldsView(site, event.fields),
        ),
      ),
    ),
    moreHooks > 0 && h('p', { class: 'dim' }, `and ${plural(moreHooks, 'more', 'more')}`),
  ]
}
