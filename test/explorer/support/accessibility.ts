/** What a reader who does not see the page, or sees it badly, has of it. */
import type { Browser } from './browser.ts'

interface AxNode {
  readonly ignored: boolean
  readonly role?: { readonly value: string }
  readonly name?: { readonly value: string }
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value: unknown } }[]
}

const REACHABLE = [
  'link',
  'button',
  'searchbox',
  'textbox',
  'slider',
  'DisclosureTriangle',
  'region',
  'table',
  'image',
  'img',
]
const LANDMARKS = ['banner', 'contentinfo', 'main', 'navigation', 'search']

export interface Accessibility {
  /** The roles of what can be reached and has no name. */
  readonly nameless: readonly string[]
  /** Each kind once. */
  readonly landmarks: readonly string[]
  /** The levels of headings, in order. */
  readonly headings: readonly number[]
}

export async function accessibilityOf(browser: Browser): Promise<Accessibility> {
  const { nodes } = (await browser.ask('Accessibility.getFullAXTree')) as { readonly nodes: readonly AxNode[] }
  const seen = nodes.filter(({ ignored }) => !ignored)
  const roles = seen.map(({ role }) => role?.value ?? '')
  return {
    nameless: seen
      .filter(({ role, name }) => REACHABLE.includes(role?.value ?? '') && (name?.value ?? '').trim() === '')
      .map(({ role }) => role!.value),
    landmarks: LANDMARKS.filter(landmark => roles.includes(landmark)),
    headings: seen.flatMap(({ role, properties }) =>
      role?.value === 'heading' ? [Number(properties?.find(({ name }) => name === 'level')?.value.value)] : [],
    ),
  }
}

/** Texts with less contrast than WCAG 2.2 AA asks for. Reference: WCAG 2.2, 1.4.3. */
export const contrastFindings = (browser: Browser): Promise<string[]> => browser.read(`(${findings})()`)

/** Runs on the page. */
const findings = /* js */ `() => {
  const parse = colour => {
    const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number)
    return colour.startsWith('color(srgb') ? [r * 255, g * 255, b * 255, a] : [r, g, b, a]
  }
  const over = ([r, g, b, a], below) => [r, g, b].map((part, i) => part * a + below[i] * (1 - a))
  const ground = element => {
    if (element === null) return [255, 255, 255]
    const colour = parse(getComputedStyle(element).backgroundColor)
    return colour[3] === 1 ? colour.slice(0, 3) : over(colour, ground(element.parentElement))
  }
  const light = colour => {
    const [r, g, b] = colour.map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const found = []
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.nodeValue.trim() !== '')
    const box = element.getBoundingClientRect()
    if (!own || box.width < 2 || box.height < 2 || element.closest('svg, [aria-hidden=true]') !== null) continue
    const below = ground(element)
    const [a, b] = [light(over(parse(getComputedStyle(element).color), below)), light(below)]
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
    if (contrast < 4.5) found.push(element.className + ' ' + element.textContent.slice(0, 30) + ' ' + contrast.toFixed(2))
  }
  return [...new Set(found)]
}`
