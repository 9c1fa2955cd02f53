/** Children as they are written on a line: hotkeys with the share of the stake that each works with. */
import { proportionOf, WHOLE_STAKE } from '../../../../client/reads/children.ts'
import { formatRao } from '../../../../primitives/amounts.ts'
import { TaoError } from '../../../../primitives/errors.ts'
import { RATIO } from '../../../kit/values.ts'
import type { Wallets } from '../../../kit/wallets.ts'

export interface Child {
  readonly hotkey: string
  /** In parts of u64::MAX. */
  readonly proportion: bigint
}

/** Reference: set_children.rs TooManyChildren */
export const MOST_CHILDREN = 5

/**
 * `HOTKEY:0.5` or `HOTKEY=50%`; or hotkeys with the shares in `proportions`, as btcli v9 has it; or v11's JSON,
 * `[[0.5, "5F…"]]`, whose whole numbers are parts of u64::MAX.
 * @throws TaoError `usage`, `invalid_argument`, `invalid_address`
 */
export function parseChildren(texts: readonly string[], proportions: readonly bigint[], wallets: Wallets): Child[] {
  const isJson = texts[0]?.startsWith('[') === true
  const children = isJson ? fromJson(texts.join(',')) : texts.map((text, i) => fromText(text, proportions[i]))
  if (proportions.length > (isJson ? 0 : texts.length)) throw unpaired(children.length, proportions.length)
  return children.map(({ hotkey, proportion }) => ({ hotkey: wallets.address(hotkey, 'hotkey'), proportion }))
}

function fromText(text: string, share: bigint | undefined): Child {
  const at = Math.max(text.lastIndexOf(':'), text.lastIndexOf('='))
  if (at > 0 && share === undefined) {
    return { hotkey: text.slice(0, at), proportion: proportionOf(shareIn(text.slice(at + 1))) }
  }
  if (at <= 0 && share !== undefined) return { hotkey: text, proportion: proportionOf(within(share, formatRao(share))) }
  throw new TaoError('usage', `${text.slice(0, 60)} has ${at > 0 ? 'two shares' : 'no share'}`, {
    remedy: 'Write a child as HOTKEY:0.5',
  })
}

const shareIn = (text: string): bigint => within(RATIO.parse(text), text)

function within(share: bigint, text: string): bigint {
  if (share > 0n && share <= 1_000_000_000n) return share
  throw new TaoError('invalid_argument', `Not a share of the stake: ${text}`, {
    why: 'A share is above 0 and at most 1.',
    remedy: 'Half of the stake is 0.5 or 50%.',
  })
}

function fromJson(text: string): Child[] {
  const odd = new TaoError('invalid_argument', `Not a list of children: ${text.slice(0, 60)}`, {
    remedy: 'Write it as [[0.5, "5F…"], [0.5, "5G…"]], or HOTKEY:0.5,HOTKEY:0.5',
  })
  // The shares are taken from the text: a number of JSON would lose digits.
  const pairs = [...text.matchAll(/\[\s*"?([\d.]+%?)"?\s*,\s*"([^"]+)"\s*\]/g)]
  const rest = text.replaceAll(/\[\s*"?[\d.]+%?"?\s*,\s*"[^"]+"\s*\]/g, '').replaceAll(/[\s,]/g, '')
  if (pairs.length === 0 || rest !== '[]') throw odd
  return pairs.map(([, share, hotkey]) => ({ hotkey: hotkey!, proportion: proportionIn(share!) }))
}

/** With a point a share, without one parts of u64::MAX. */
function proportionIn(text: string): bigint {
  if (/[.%]/.test(text)) return proportionOf(shareIn(text))
  const parts = BigInt(text)
  if (parts > 0n && parts <= WHOLE_STAKE) return parts
  throw new TaoError('invalid_argument', `Not a share of the stake: ${text}`)
}

const unpaired = (children: number, shares: number): TaoError =>
  new TaoError('usage', `${shares} shares for ${children} children`, {
    remedy: 'Give each child its share: HOTKEY:0.5',
  })
