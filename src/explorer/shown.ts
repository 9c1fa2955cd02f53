/** Decoded values of the chain on the page. */
import type { Shown, ShownCall, ShownField } from '../local-chain/node/rpc/explorer/answers.ts'
import { type Child, h } from './dom.ts'
import { bytesText, numberText, plural, wordsOf } from './format.ts'
import { account, amount, dim, foreign, hash, subnet, time } from './parts.ts'
import { errorName } from './refused.ts'
import type { Site } from './site.ts'

/** `SubtensorModule.add_stake`, and what it was given. */
export const callView = (site: Site, call: ShownCall): Child => [
  h('p', { class: 'call-name' }, callName(call)),
  call.fields.length > 0 && fieldsView(site, call.fields),
]

export const callName = ({ pallet, name }: ShownCall): HTMLElement =>
  h('code', { class: 'call' }, h('span', { class: 'pallet' }, `${pallet}.`), name)

/** @param inside another value: what is short stands in one line then */
export const fieldsView = (site: Site, fields: readonly ShownField[], inside = false): Child =>
  h(
    'dl',
    { class: inside && fields.every(([, value]) => isShort(value)) ? 'fields inline' : 'fields' },
    fields.map(([name, value]) => h('div', {}, h('dt', {}, wordsOf(name)), h('dd', {}, shownView(site, value)))),
  )

export function shownView(site: Site, shown: Shown): Child {
  switch (shown.kind) {
    case 'number':
      return h('span', { class: 'digits' }, numberText(shown.value))
    case 'time':
      return time(Number(shown.value))
    case 'text':
      return foreign(shown.value)
    case 'name':
      return shown.value
    case 'account':
      return account(site, shown.value)
    case 'hash':
      return hash(shown.value)
    case 'netuid':
      return subnet(shown.value)
    case 'error':
      return errorName(shown.value)
    case 'tao':
      return amount(shown.value)
    case 'alpha':
      return amount(shown.value, 'α')
    case 'flag':
      return shown.value ? 'yes' : 'no'
    case 'bytes':
      return bytesView(shown)
    case 'list':
      return listView(site, shown)
    case 'fields':
      return shown.fields.length === 0 ? dim('nothing') : fieldsView(site, shown.fields, true)
    case 'variant':
      return variantView(site, shown)
    case 'call':
      return callView(site, shown)
    case 'none':
      return dim('none')
    case 'omitted':
      return dim('left out: too much to show')
  }
}

function variantView(site: Site, { name, fields }: Extract<Shown, { kind: 'variant' }>): Child {
  const [only] = fields
  if (fields.length !== 1 || only === undefined) return [name, fieldsView(site, fields, true)]
  const [, value] = only
  const isUnit = value.kind === 'fields' && value.fields.length === 0
  return isUnit ? name : [`${name} `, shownView(site, value)]
}

function bytesView({ hex, length }: Extract<Shown, { kind: 'bytes' }>): Child {
  if (length === 0) return dim('empty')
  const told = hex.length / 2 - 1
  return [hash(hex, { full: length <= 64 }), dim(` ${bytesText(length)}${told < length ? `, ${told} told` : ''}`)]
}

function listView(site: Site, { items, more }: Extract<Shown, { kind: 'list' }>): Child {
  if (items.length === 0) return dim('empty')
  return h(
    'ol',
    { class: items.every(isShort) ? 'items inline' : 'items', start: 0 },
    items.map(item => h('li', {}, shownView(site, item))),
    more > 0 && h('li', { class: 'dim' }, `and ${plural(more, 'more', 'more')}`),
  )
}

const SHORT: readonly Shown['kind'][] = ['number', 'netuid', 'name', 'flag', 'tao', 'alpha', 'account', 'none']
const isShort = ({ kind }: Shown): boolean => SHORT.includes(kind)
