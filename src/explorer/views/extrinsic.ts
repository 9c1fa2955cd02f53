import type { BlockPage, ExtrinsicPage } from '../../local-chain/node/rpc/explorer/answers.ts'
import { type Child, h } from '../dom.ts'
import { bytesText, countText, plural, refTimeText } from '../format.ts'
import { account, amount, dim, facts, hash, heading, link, outcome, section, time, block as toBlock } from '../parts.ts'
import { learn, refusalsView } from '../refused.ts'
import { href } from '../routes.ts'
import { callName, callView, fieldsView } from '../shown.ts'
import type { Page, Site } from '../site.ts'

/** An extrinsic by its place. */
export function extrinsicPage(site: Site, number: number, index: number): Page {
  let block: BlockPage | undefined
  return {
    title: () => `Extrinsic ${number}-${index}`,
    live: false,
    load: async () => {
      block = await site.rpc.call<BlockPage>('tao_explorerBlock', number, index)
      await learn(block.extrinsics.slice(0, 1))
    },
    draw: () => block && draw(site, block, index),
  }
}

function draw(site: Site, block: BlockPage, index: number): Child {
  const [extrinsic] = block.extrinsics
  const title = heading(`Extrinsic ${block.number}-${index}`)
  if (extrinsic === undefined) {
    return [title, h('p', { class: 'empty' }, `Block ${block.number} has ${plural(block.total, 'extrinsic')}.`)]
  }
  const { hash: own, signer, nonce, tip, era, size, fee, weight } = extrinsic
  return [
    title,
    refusalsView(extrinsic),
    facts(
      ['Outcome', outcome(extrinsic.success)],
      ['Block', toBlock(block.number)],
      ['Time', time(block.time)],
      ['Hash', hash(own, { full: true })],
      ['Signer', signer === null ? dim('nobody') : account(site, signer, { full: true })],
      nonce === null ? undefined : ['Nonce', countText(nonce)],
      fee === null ? undefined : ['Fee', amount(fee)],
      tip === null || tip === '0' ? undefined : ['Tip', amount(tip)],
      weight === null
        ? undefined
        : ['Weight', `${refTimeText(weight.refTime)}, proof of ${bytesText(weight.proofSize)}`],
      extrinsic.class === null
        ? undefined
        : ['Class', `${extrinsic.class}, ${extrinsic.paysFee ? 'pays a fee' : 'pays no fee'}`],
      signer === null
        ? undefined
        : ['Lives', era === null ? 'for ever' : `${plural(era.period, 'block')} from block ${era.birth} on`],
      ['Size', bytesText(size)],
    ),
    section('Call', callOf(site, extrinsic)),
    section('Events', eventsOf(site, extrinsic)),
  ]
}

const callOf = (site: Site, { call }: ExtrinsicPage): Child =>
  call === null ? h('p', { class: 'empty' }, 'These bytes are not of this runtime.') : callView(site, call)

/** An extrinsic on the page of its block. */
export function extrinsicCard(site: Site, block: number, extrinsic: ExtrinsicPage): HTMLElement {
  const { index, signer, error, fee, events, moreEvents, success } = extrinsic
  return h(
    'article',
    { class: 'card', 'data-key': index, 'aria-label': `Extrinsic ${block}-${index}` },
    h('h3', {}, link(href.extrinsic(block, index), `${block}-${index}`), outcome(success)),
    h(
      'p',
      { class: 'by' },
      signer === null ? dim('nobody signed it') : h('span', {}, 'by ', account(site, signer)),
      fee !== null && h('span', {}, 'fee ', amount(fee)),
    ),
    refusalsView(extrinsic),
    callOf(site, extrinsic),
    events.length > 0 &&
      h(
        'details',
        { open: error !== null },
        h('summary', {}, plural(events.length + moreEvents, 'event')),
        eventsOf(site, extrinsic),
      ),
  )
}

function eventsOf(site: Site, { events, moreEvents, success }: ExtrinsicPage): Child {
  if (success === null && events.length === 0) return h('p', { class: 'empty' }, 'No longer kept.')
  return [
    h(
      'ol',
      { class: 'events', start: 0 },
      events.map(event => h('li', {}, callName(event), event.fields.length > 0 && fieldsView(site, event.fields))),
    ),
    moreEvents > 0 && h('p', { class: 'dim' }, `and ${plural(moreEvents, 'more', 'more')}`),
  ]
}
