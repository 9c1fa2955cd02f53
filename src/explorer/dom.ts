/**
 * Elements from plain calls. Texts become text nodes, never markup, so nothing that stands on the chain can turn into a part
 * of the page; a page that is drawn anew is laid over the old one, so that focus, scrolling and open details stay.
 */

export type Child = Node | string | null | undefined | false | readonly Child[]
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

const SVG = 'http://www.w3.org/2000/svg'

/** @param attributes `true` sets one without a value; `false` and undefined leave it out */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  return filled(document.createElement(tag), attributes, children)
}

export function svg(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): SVGElement {
  return filled(document.createElementNS(SVG, tag) as SVGElement, attributes, children)
}

function filled<E extends Element>(element: E, attributes: Attributes, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value))
  }
  append(element, children)
  return element
}

function append(parent: Node, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue
    if (isList(child)) append(parent, child)
    else parent.appendChild(typeof child === 'string' ? document.createTextNode(child) : child)
  }
}

const isList = (child: Child): child is readonly Child[] => Array.isArray(child)

/** Makes `target` hold what `children` are, keeping every element that can stay. Those with a `data-key` are known by it. */
export function redraw(target: Element, children: readonly Child[]): void {
  const fresh = document.createElement('div')
  append(fresh, children)
  patchChildren(target, fresh)
}

function patchChildren(old: Element, fresh: Element): void {
  const byKey = new Map<string, Element>()
  for (const child of old.children) {
    const key = child.getAttribute('data-key')
    if (key !== null) byKey.set(key, child)
  }
  let at: ChildNode | null = old.firstChild
  for (const wanted of [...fresh.childNodes]) {
    const key = wanted instanceof Element ? wanted.getAttribute('data-key') : null
    const keyed = key === null ? undefined : byKey.get(key)
    const candidate: ChildNode | null | undefined = key === null ? at : keyed
    if (candidate != null && isSameKind(candidate, wanted)) {
      if (candidate !== at) old.insertBefore(candidate, at)
      else at = at.nextSibling
      patch(candidate, wanted)
    } else {
      old.insertBefore(wanted, at)
    }
  }
  while (at !== null) {
    const next: ChildNode | null = at.nextSibling
    at.remove()
    at = next
  }
}

const isSameKind = (a: Node, b: Node): boolean =>
  a.nodeName === b.nodeName &&
  (!(a instanceof Element) || a.getAttribute('data-key') === (b as Element).getAttribute('data-key'))

function patch(old: ChildNode, wanted: Node): void {
  if (!(old instanceof Element)) {
    if (old.nodeValue !== wanted.nodeValue) old.nodeValue = wanted.nodeValue
    return
  }
  patchAttributes(old, wanted as Element)
  patchChildren(old, wanted as Element)
}

function patchAttributes(old: Element, wanted: Element): void {
  for (const { name, value } of [...wanted.attributes]) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value)
  }
  for (const { name } of [...old.attributes]) {
    // Whether details stand open is the reader's choice.
    if (!wanted.hasAttribute(name) && !(name === 'open' && old.nodeName === 'DETAILS')) old.removeAttribute(name)
  }
}
