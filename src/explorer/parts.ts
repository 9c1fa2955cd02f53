/** The smallest parts of a page: amounts, accounts, hashes, times. All of them lead to where there is more. */
import type { Rao } from '../local-chain/node/rpc/explorer/answers.ts'
import { type Child, h } from './dom.ts'
import { amountParts, grouped, harmless, shortened, timeText } from './format.ts'
import { href } from './routes.ts'
import type { Site } from './site.ts'

/** Exact to the last rao. @param unit `τ`, or the symbol of a subnet's alpha */
export function amount(rao: Rao, unit = 'τ'): HTMLElement {
  const { whole, fraction } = amountParts(rao)
  const significant = fraction.replace(/\.?0+$/, '')
  return h(
    'span',
    { class: 'amount' },
    whole + significant,
    h('span', { class: 'zeros' }, fraction.slice(significant.length)),
    h('span', { class: 'unit' }, '\u00a0', foreign(unit)),
  )
}

/** A text that somebody wrote on the chain. Its direction of writing ends with it. */
export const foreign = (text: string): HTMLElement => h('bdi', {}, harmless(text))

export const link = (to: string, ...children: readonly Child[]): HTMLElement => h('a', { href: to }, ...children)

export function account(site: Site, address: string, { full = false } = {}): HTMLElement {
  const name = site.names.get(address)
  return h(
    'a',
    { href: href.account(address), title: address, class: full ? undefined : 'account' },
    name !== undefined && [h('strong', {}, name), ' '],
    h('code', { class: full ? 'long' : undefined }, full ? address : shortened(address, 6, 6)),
  )
}

export const hash = (text: string, { full = false } = {}): HTMLElement =>
  h('code', { title: text, class: full ? 'long' : undefined }, full ? text : shortened(text))

export const block = (number: number | string): HTMLElement => link(href.block(number), `#${grouped(String(number))}`)

export const subnet = (netuid: number | string): HTMLElement => link(href.subnet(netuid), `SN${netuid}`)

/** Genesis has no time. */
export const time = (milliseconds: number | null): Child =>
  milliseconds === null
    ? h('span', { class: 'dim' }, 'genesis')
    : h('time', { datetime: new Date(milliseconds).toISOString() }, timeText(milliseconds))

export const dim = (...children: readonly Child[]): HTMLElement => h('span', { class: 'dim' }, ...children)

/** Said by a word and a sign, not by a colour alone. */
export function outcome(success: boolean | null): HTMLElement {
  if (success === null) return h('span', { class: 'badge' }, 'not kept')
  return h('span', { class: success ? 'badge good' : 'badge bad' }, success ? '✓ success' : '✗ failed')
}

/** Labelled values. Those that are left out have nothing to say. */
export const facts = (...entries: readonly (readonly [label: string, value: Child] | undefined)[]): HTMLElement =>
  h(
    'dl',
    { class: 'facts' },
    entries.flatMap(entry => (entry === undefined ? [] : [h('div', {}, h('dt', {}, entry[0]), h('dd', {}, entry[1]))])),
  )

/** A part of a page under a heading of its own. */
export const section = (title: string, ...children: readonly Child[]): HTMLElement => {
  const id = `part-${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`
  return h('section', { 'aria-labelledby': id }, h('h2', { id }, title), ...children)
}

export const heading = (...children: readonly Child[]): HTMLElement => h('h1', { tabindex: -1 }, ...children)

export const empty = (...children: readonly Child[]): HTMLElement => h('p', { class: 'empty' }, ...children)
